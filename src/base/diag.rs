//! Findings: what is wrong, where, and what to do. Drawn for people and machines by [`super::show`].

use super::code::Code;
use super::path::SourcePath;
use super::span::Span;

/// How much a finding matters, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Nothing is published.
    SiteError,
    /// The page is withheld, the rest is published.
    PageError,
    /// Published; counted.
    Warning,
    /// Published; not counted.
    Advice,
}

impl Severity {
    /// The word messages and JSON use.
    pub fn word(self) -> &'static str {
        match self {
            Self::SiteError => "site-error",
            Self::PageError => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// A place a finding points at, with a word on what is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The file.
    pub path: SourcePath,
    /// The place in it; `None` is the file as a whole (it may not even be text).
    pub span: Option<Span>,
    /// Shown beside the mark in the frame; may be empty.
    pub text: String,
}

impl Label {
    /// A place in a file.
    pub fn at(path: &SourcePath, span: Span) -> Self {
        Self { path: path.clone(), span: Some(span), text: String::new() }
    }

    /// A file as a whole.
    pub fn file(path: &SourcePath) -> Self {
        Self { path: path.clone(), span: None, text: String::new() }
    }

    /// The same place with a word beside the mark.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule.
    pub code: Code,
    /// How much it matters here; starts as the rule's own, configuration and `--strict` may change it.
    pub severity: Severity,
    /// One plain sentence: what is wrong.
    pub message: String,
    /// Where.
    pub at: Option<Label>,
    /// Other places that belong to it, such as the second of two pages at one address.
    pub related: Vec<Label>,
    /// One plain sentence: what to do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A finding of `code` at `at`, with the rule's own severity.
    pub fn new(code: Code, at: impl Into<Option<Label>>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            at: at.into(),
            related: Vec::new(),
            hint: None,
        }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Points at another place that belongs to it.
    #[must_use]
    pub fn related(mut self, label: Label) -> Self {
        self.related.push(label);
        self
    }

    /// Every place that it points at.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        self.at.iter().chain(&self.related)
    }

    fn order(&self) -> (Option<&SourcePath>, Option<Span>, Code, &str) {
        let at = self.at.as_ref();
        (at.map(|at| &at.path), at.and_then(|at| at.span), self.code, &self.message)
    }
}

/// The findings of a run. A plain list while being gathered; [`sort`] gives them their stable order.
pub type Diags = Vec<Diagnostic>;

/// Sorts findings by file, place, code and message, and drops exact repeats.
pub fn sort(diags: &mut Diags) {
    diags.sort_by(|a, b| a.order().cmp(&b.order()));
    diags.dedup();
}

//! The one YAML door: text in, a tree with places out.
//!
//! `saphyr-parser` says where everything stands and `yaml_serde` has the last word on what is valid; a property test
//! holds both to the same keys. Scalars stay as written: what a `no` or `1.10` means is for whoever asks for a text, a
//! number or a date. Anchors, aliases and tags are refused: nobody needs them for a page, and a value that starts with
//! `*`, `&` or `!` is nearly always text that lacks its quotes.

mod events;
mod explain;
mod node;
mod outdented;
mod reader;
#[cfg(test)]
mod tests;

use super::code::Code;
use super::diag::{Diagnostic, Diags, Label};
use super::path::SourcePath;
use super::span::Span;

pub use node::{Key, Node, NodeKind};
pub use reader::Reader;

/// The most bytes of a front matter or a configuration.
pub const MAX_BYTES: usize = 64 * 1024;

/// The most bytes of a file of entries: some thousand terms with their meanings.
pub const MAX_ENTRY_BYTES: usize = 1024 * 1024;

/// The most lists and maps one inside the other.
pub const MAX_DEPTH: usize = 32;

/// How much is read, and which rule a fault counts as; it depends on whose YAML it is.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// It is not valid YAML, or uses what is refused.
    pub syntax: Code,
    /// It is over `max_bytes` or [`MAX_DEPTH`].
    pub limit: Code,
    /// A key is written twice.
    pub duplicate: Code,
    /// The most bytes.
    pub max_bytes: usize,
}

impl Rules {
    /// Front matter and `_defaults.yaml`.
    pub const FRONT: Self = Self {
        syntax: Code::FrontSyntax,
        limit: Code::FrontLimit,
        duplicate: Code::KeyDuplicate,
        max_bytes: MAX_BYTES,
    };
    /// Files of many entries, each for itself.
    pub const ENTRIES: Self = Self { max_bytes: MAX_ENTRY_BYTES, ..Self::FRONT };
    /// The configuration: every fault stops the build.
    pub const CONFIG: Self = Self::all(Code::ConfigSyntax);

    /// Every fault counts as `code`.
    pub const fn all(code: Code) -> Self {
        Self { syntax: code, limit: code, duplicate: code, max_bytes: MAX_BYTES }
    }
}

/// A fault before it belongs to a file and a rule.
struct Fault {
    kind: FaultKind,
    span: Span,
    message: String,
    hint: Option<String>,
    related: Option<(Span, &'static str)>,
}

enum FaultKind {
    Syntax,
    Limit,
    Duplicate,
}

impl Fault {
    fn new(kind: FaultKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), hint: None, related: None }
    }

    fn syntax(span: Span, message: impl Into<String>) -> Self {
        Self::new(FaultKind::Syntax, span, message)
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    fn into_diagnostic(self, path: &SourcePath, rules: Rules) -> Diagnostic {
        let code = match self.kind {
            FaultKind::Syntax => rules.syntax,
            FaultKind::Limit => rules.limit,
            FaultKind::Duplicate => rules.duplicate,
        };
        let mut diagnostic = Diagnostic::new(code, Label::at(path, self.span), self.message);
        diagnostic.hint = self.hint;
        if let Some((span, text)) = self.related {
            diagnostic = diagnostic.related(Label::at(path, span).with(text));
        }
        diagnostic
    }
}

/// Reads `text`, which starts at byte `base` of the file `path`.
///
/// Without a tree and without a finding there is nothing written (blanks and comments only). A key that is written
/// twice keeps its first value and is a finding; after every other finding there is no tree.
pub fn load(text: &str, base: usize, path: &SourcePath, rules: Rules) -> (Option<Node>, Diags) {
    let (node, faults) = read(text, base, rules.max_bytes);
    (node, faults.into_iter().map(|fault| fault.into_diagnostic(path, rules)).collect())
}

fn read(text: &str, base: usize, max_bytes: usize) -> (Option<Node>, Vec<Fault>) {
    if let Some(fault) = over_size(text, base, max_bytes).or_else(|| explain::control_character(text, base)) {
        return (None, vec![fault]);
    }
    let mut outcome = events::read(text, base);
    if let Some(stop) = outcome.stop {
        let outdented = outdented::may_be_valid(text, &stop) && gate(text).is_ok();
        let again = if outdented { outdented::read(text, base, &stop) } else { None };
        let Some(again) = again else {
            let explain = if outdented { explain::outdented } else { explain::syntax };
            outcome.faults.push(explain(text, base, &stop));
            return (None, outcome.faults);
        };
        outcome = again;
    }
    match outcome.node.is_some().then(|| gate(text)) {
        Some(Err(stop)) => (None, vec![explain::syntax(text, base, &stop)]),
        Some(Ok(())) | None => (outcome.node, outcome.faults),
    }
}

/// Whether `yaml_serde` takes the text as well.
fn gate(text: &str) -> Result<(), events::Stop> {
    let read = serde_yaml::from_str::<serde::de::IgnoredAny>(text);
    read.map(|_| ()).map_err(|error| {
        let at = error.location().map_or(0, |location| location.index());
        events::Stop { at, info: error.to_string() }
    })
}

fn over_size(text: &str, base: usize, max_bytes: usize) -> Option<Fault> {
    (text.len() > max_bytes).then(|| {
        let span = Span::new(base..base);
        let message = format!("these {} kB of YAML are over the limit of {} kB", text.len() / 1024, max_bytes / 1024);
        let hint = if max_bytes == MAX_BYTES {
            "keep the text of the page below the front matter"
        } else {
            "take out what nobody needs"
        };
        Fault::new(FaultKind::Limit, span, message).hint(hint)
    })
}

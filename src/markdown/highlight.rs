//! Colours for code as CSS classes: the theme owns what they look like, in light and in dark.
//!
//! Syntaxes know hundreds of scopes; readers tell about a dozen apart. Each of [`CLASSES`] stands for some scopes, and
//! a `span` is written only where the class changes, which keeps pages small.

use std::sync::{Arc, Once, OnceLock};

use syntect::parsing::{ParseState, Scope, ScopeStackOp, SyntaxReference, SyntaxSet};

use crate::base::text::escape_into;

/// Bytes of code coloured on one page; colouring costs far more than anything else a page needs.
pub(super) const PAGE_BYTES: usize = 100_000;
/// Longest line that is coloured: syntaxes are regular expressions that may look far.
const LINE_BYTES: usize = 2_000;
/// Steps back that one search for a pattern may take; then it counts as not found. Some syntaxes hold patterns that take
/// exponential time on lines written to that end. The code of all given pages is coloured alike without this bound.
const STEPS_BACK: std::ffi::c_ulong = 20_000;

/// The classes and the scopes they stand for; where several fit the longest scope wins. No class: as the text around.
///
/// comment, string, number or constant, keyword, operator, function, type, variable, tag, attribute or key, inserted,
/// deleted, heading.
pub(super) const CLASSES: &[(&str, &[&str])] = &[
    ("hl-c", &["comment"]),
    ("hl-s", &["string", "markup.raw", "constant.character"]),
    ("hl-n", &["constant"]),
    ("hl-k", &["keyword", "storage", "variable.language", "entity.name.function.preprocessor"]),
    ("hl-o", &["keyword.operator"]),
    ("hl-f", &["entity.name.function", "support.function", "variable.function"]),
    (
        "hl-t",
        &["entity.name.type", "entity.name.class", "entity.other.inherited-class", "support.type", "support.class"],
    ),
    ("hl-v", &["variable.other", "variable.parameter"]),
    ("hl-g", &["entity.name.tag"]),
    ("hl-a", &["entity.other.attribute-name", "support.type.property-name"]),
    ("hl-i", &["markup.inserted"]),
    ("hl-d", &["markup.deleted"]),
    ("hl-h", &["markup.heading", "entity.name.section"]),
];

/// What code is coloured with, loaded when there is some; clones are the same one. Every syntax that was met makes it
/// larger, to some 60 MB when many were, and takes some 10 ms to be read again: whoever keeps one decides for how long.
#[derive(Clone, Default)]
pub struct Highlighter(Arc<OnceLock<Tools>>);

impl std::fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Highlighter")
    }
}

/// Everything needed to colour; never changes once loaded.
struct Tools {
    syntaxes: SyntaxSet,
    /// Scope, its number of parts, and the index of its class.
    scopes: Vec<(Scope, usize)>,
}

impl Tools {
    fn load() -> Self {
        let mut scopes: Vec<(Scope, usize)> = Vec::new();
        for (class, (_, names)) in CLASSES.iter().enumerate() {
            scopes.extend(names.iter().filter_map(|name| Some((Scope::new(name).ok()?, class))));
        }
        // The longest first: it is the one that fits best.
        scopes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        bound_searches();
        Self { syntaxes: two_face::syntax::extra_newlines(), scopes }
    }

    fn class(&self, scope: Scope) -> Option<usize> {
        self.scopes.iter().find(|(known, _)| known.is_prefix_of(scope)).map(|(_, class)| *class)
    }

    fn syntax(&self, language: &str) -> Option<&SyntaxReference> {
        let token = match language {
            "" | "text" | "txt" | "plain" | "plaintext" | "none" => return None,
            "shell" | "console" | "shell-session" | "zsh" => "sh",
            "jsonc" | "json5" => "json",
            "pwsh" => "ps1",
            "csharp" => "cs",
            "golang" => "go",
            "docker" | "containerfile" => "dockerfile",
            other => other,
        };
        self.syntaxes.find_syntax_by_token(token)
    }
}

/// Sets [`STEPS_BACK`], which the library knows for the whole process only.
#[expect(unsafe_code, reason = "the library's safe face has no name for its own bound")]
fn bound_searches() {
    static SET: Once = Once::new();
    SET.call_once(|| {
        // SAFETY: each writes one number. Nobody reads it meanwhile: only this module searches with the library, and what
        // it searches with is loaded after this call.
        unsafe {
            onig_sys::onig_set_retry_limit_in_search(STEPS_BACK);
            onig_sys::onig_set_retry_limit_in_match(STEPS_BACK);
        }
    });
}

impl Highlighter {
    /// Appends `code` to `html`, coloured as `language`; `false` and nothing appended when that is not possible.
    pub(super) fn write(&self, html: &mut String, code: &str, language: &str) -> bool {
        if language.is_empty() || code.split('\n').any(|line| line.len() > LINE_BYTES) {
            return false;
        }
        let tools = self.0.get_or_init(Tools::load);
        let Some(syntax) = tools.syntax(language) else { return false };
        let mut painter = Painter { html, tools, scopes: Vec::new(), cleared: Vec::new(), current: None };
        let mut state = ParseState::new(syntax);
        for line in code.split_inclusive('\n') {
            match state.parse_line(line, &tools.syntaxes) {
                Ok(changes) => painter.line(line, &changes),
                // The syntax itself is at fault: the rest stays as it is.
                Err(_) => painter.paint(None, line),
            }
        }
        painter.switch(None);
        true
    }
}

struct Painter<'a> {
    html: &'a mut String,
    tools: &'a Tools,
    /// The class of each open scope, that of the scope around it where it has none of its own.
    scopes: Vec<Option<usize>>,
    cleared: Vec<Vec<Option<usize>>>,
    /// The class of the open `span`.
    current: Option<usize>,
}

impl Painter<'_> {
    fn line(&mut self, line: &str, changes: &[(usize, ScopeStackOp)]) {
        let mut done = 0;
        for (at, change) in changes {
            if *at > done {
                self.paint(self.scopes.last().copied().flatten(), line.get(done..*at).unwrap_or_default());
                done = *at;
            }
            self.change(change);
        }
        self.paint(self.scopes.last().copied().flatten(), line.get(done..).unwrap_or_default());
    }

    fn change(&mut self, change: &ScopeStackOp) {
        match change {
            ScopeStackOp::Push(scope) => {
                let class = self.tools.class(*scope).or_else(|| self.scopes.last().copied().flatten());
                self.scopes.push(class);
            }
            ScopeStackOp::Pop(count) => self.scopes.truncate(self.scopes.len().saturating_sub(*count)),
            ScopeStackOp::Clear(amount) => {
                let keep = match amount {
                    syntect::parsing::ClearAmount::TopN(count) => self.scopes.len().saturating_sub(*count),
                    syntect::parsing::ClearAmount::All => 0,
                };
                self.cleared.push(self.scopes.split_off(keep));
            }
            ScopeStackOp::Restore => self.scopes.extend(self.cleared.pop().unwrap_or_default()),
            ScopeStackOp::Noop => {}
        }
    }

    fn paint(&mut self, class: Option<usize>, text: &str) {
        if text.is_empty() {
            return;
        }
        // Blanks have no colour: no reason to end a span.
        if !text.bytes().all(|b| b.is_ascii_whitespace()) {
            self.switch(class);
        }
        escape_into(self.html, text);
    }

    fn switch(&mut self, class: Option<usize>) {
        if class == self.current {
            return;
        }
        if self.current.is_some() {
            self.html.push_str("</span>");
        }
        if let Some((name, _)) = class.and_then(|class| CLASSES.get(class)) {
            self.html.push_str("<span class=\"");
            self.html.push_str(name);
            self.html.push_str("\">");
        }
        self.current = class;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(code: &str, language: &str) -> Option<String> {
        let mut html = String::new();
        Highlighter::default().write(&mut html, code, language).then_some(html)
    }

    #[test]
    fn a_span_is_written_where_the_class_changes() {
        let html = written("# note\nkey: \"<v>\"\n", "yaml");
        let expected = "<span class=\"hl-c\"># note\n</span><span class=\"hl-g\">key</span>: \
                        <span class=\"hl-s\">&quot;&lt;v&gt;&quot;\n</span>";
        assert_eq!(html.as_deref(), Some(expected));
    }

    #[test]
    fn every_scope_in_the_table_is_one() {
        assert_eq!(Tools::load().scopes.len(), CLASSES.iter().map(|(_, scopes)| scopes.len()).sum::<usize>());
    }

    /// Without a bound the first of these takes minutes.
    #[test]
    fn a_line_that_lets_patterns_step_back_ends() {
        for (seed, language) in [("a-", "less"), ("a-", "scss"), ("a(", "php"), ("\\", "vim")] {
            let code = seed.repeat(250);
            let html = written(&code, language).unwrap();
            let text: String = html.split('<').map(|part| part.rsplit('>').next().unwrap_or_default()).collect();
            assert_eq!(text, code, "{language}");
        }
    }

    #[test]
    fn what_no_syntax_knows_or_is_too_long_stays_plain() {
        assert_eq!(written("x", "no-such-language"), None);
        assert_eq!(written("x", "text"), None);
        assert_eq!(written(&"x".repeat(LINE_BYTES + 1), "rust"), None);
    }
}

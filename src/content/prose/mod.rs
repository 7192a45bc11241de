//! How a page is written, apart from what it says: headings, private data, sentences, acronyms.
//!
//! Part of reading a page, so that an edit looks at one page only. A few plain rules that are seldom wrong; no reader of
//! language. What needs the rest of the site, such as where an acronym is explained, is left to [`crate::check`].

mod acronyms;
mod headings;
mod iban;
mod numbers;
mod privacy;
mod sentences;
mod shortcodes;
#[cfg(test)]
mod tests;

use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::SourcePath;
use crate::base::span::{Span, Spanned};
use crate::markdown::{Body, Run};

/// A page's file, of which `text[body..]` is its Markdown.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) path: &'a SourcePath,
    pub(super) text: &'a str,
    pub(super) body: usize,
}

impl<'a> Source<'a> {
    /// The page's Markdown.
    fn markdown(self) -> &'a str {
        self.text.get(self.body..).unwrap_or_default()
    }

    /// A piece of running text, as written.
    fn written(self, run: &Run) -> &'a str {
        self.text.get(run.span.within(self.text)).unwrap_or_default()
    }

    fn find(self, diags: &mut Diags, code: Code, span: Span, message: String, hint: &str) {
        diags.push(Diagnostic::new(code, Label::at(self.path, span), message).hint(hint));
    }
}

/// Looks at the text of one page, and takes its [`Body::runs`]. Gives the first use of each acronym that the page does not
/// explain.
pub(super) fn look(source: Source<'_>, body: &mut Body, diags: &mut Diags) -> Vec<Spanned<Box<str>>> {
    let runs = std::mem::take(&mut body.runs);
    headings::check(source, body, diags);
    privacy::check(source, diags);
    sentences::check(source, &runs, diags);
    shortcodes::check(source, &runs, diags);
    acronyms::unexplained(source, &runs)
}

/// ", and 2 more on this page" behind the first of `count` findings of a kind.
fn and_more(count: usize) -> String {
    match count {
        0 | 1 => String::new(),
        count => format!(", and {} more on this page", count - 1),
    }
}

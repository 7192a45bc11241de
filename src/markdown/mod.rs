//! Markdown to HTML with holes. Knows nothing of pages: what a link means is settled in [`crate::catalog`].
//!
//! Layer 1. The result never changes when another page moves: a hole is filled anew, nothing is parsed again.
//!
//! GitHub Flavored Markdown with its tables, task lists, strikethrough, footnotes, bare addresses and alerts; and
//! definition lists, `{#id}` on headings and wikilinks. The crate `pulldown_cmark` reads, `writer` writes; raw HTML goes through
//! an allow-list (`raw_html`). Template syntax is text like any other, but for includes (`include`). All takes time in proportion to the text.

mod alerts;
mod autolinks;
mod body;
mod code;
mod finish;
mod footnotes;
mod headings;
mod highlight;
mod include;
mod included;
mod items;
mod links;
mod lists;
mod marks;
mod output;
mod raw_html;
mod record;
mod rewrite;
mod runs;
mod steps;
pub mod structure;
mod tables;
mod unmarked;
mod wiki;
mod writer;

#[cfg(test)]
mod tests;

use pulldown_cmark::Options;

pub use body::{
    Attr, Body, Chunk, Filling, Heading, Included, LinkIx, LinkKind, MarkdownOptions, Marked, Origin, RawLink, Run,
    Section, Word, Words,
};
pub use highlight::Highlighter;
pub use include::{Fault, Library, Source, include_line, include_parts};
pub use items::numbered_items;
pub use marks::{Mark, Terms};
pub use rewrite::{Lead, rewritten};
pub use unmarked::unmarked;
pub use wiki::wiki_parts;

use crate::base::diag::Diags;

const SYNTAX: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// How `text` is read: with wikilinks, unless its double brackets have another meaning.
fn syntax(text: &str) -> Options {
    if wiki::has_links(text) { SYNTAX.union(Options::ENABLE_WIKILINKS) } else { SYNTAX }
}

/// A reader of Markdown: its settings, and what it colours code with.
#[derive(Debug, Default)]
pub struct Markdown {
    options: MarkdownOptions,
    highlighter: Highlighter,
}

impl Markdown {
    /// A reader with the settings `options`.
    pub fn new(options: MarkdownOptions, highlighter: Highlighter) -> Self {
        Self { options, highlighter }
    }

    /// Reads the body of a file, with what it includes of the `library`; without one, includes are text. `structure`
    /// asks for [`Body::structure`]: its lists and tables, and links where the text says "go to step 3".
    ///
    /// Every span in the result is a place in the whole file. Never fails: what is wrong is among the findings.
    pub fn parse(&self, source: Source<'_>, library: Option<&dyn Library>, structure: bool) -> (Body, Diags) {
        let mut writer = writer::Writer::new(source, self);
        writer.recorder = structure.then(Box::default);
        include::walk(source, library, &mut writer);
        writer.finish()
    }
}

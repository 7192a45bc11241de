//! Markdown to HTML with holes. Knows nothing of pages: what a link means is settled in [`crate::catalog`].
//!
//! Layer 1. The result never changes when another page moves: a hole is filled anew, nothing is parsed again.
//!
//! GitHub Flavored Markdown with its tables, task lists, strikethrough, footnotes, bare addresses and alerts; and
//! definition lists, `{#id}` on headings and wikilinks. The crate `pulldown_cmark` reads, `writer` writes; raw HTML goes through
//! an allow-list (`raw_html`). Template syntax is text like any other. All takes time in proportion to the text.

mod alerts;
mod autolinks;
mod body;
mod code;
mod finish;
mod footnotes;
mod headings;
mod highlight;
mod items;
mod links;
mod lists;
mod output;
mod raw_html;
mod record;
mod rewrite;
mod runs;
mod steps;
pub mod structure;
mod tables;
mod wiki;
mod writer;

#[cfg(test)]
mod tests;

use pulldown_cmark::{Options, Parser};

pub use body::{Attr, Body, Chunk, Heading, LinkIx, LinkKind, MarkdownOptions, RawLink, Section};
pub use highlight::Highlighter;
pub use items::numbered_items;
pub use rewrite::{Lead, rewritten};
pub use wiki::wiki_parts;

use crate::base::diag::Diags;
use crate::base::path::SourcePath;

const SYNTAX: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// How `text` is read: with wikilinks, unless CommonMark gives its double brackets another meaning.
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

    /// Reads `text`, the body of the file `path`, which starts `base` bytes into that file.
    ///
    /// Every span in the result is a place in the whole file. Never fails: what is wrong is among the findings.
    pub fn parse(&self, text: &str, base: usize, path: &SourcePath) -> (Body, Diags) {
        walk(text, writer::Writer::new(writer::Source { text, base, path }, self))
    }

    /// [`Self::parse`], with [`Body::structure`]: its lists and tables, and links where the text says "go to step 3".
    pub fn parse_structure(&self, text: &str, base: usize, path: &SourcePath) -> (Body, Diags) {
        let mut writer = writer::Writer::new(writer::Source { text, base, path }, self);
        writer.recorder = Some(Box::default());
        walk(text, writer)
    }
}

fn walk<'a>(text: &'a str, mut writer: writer::Writer<'a>) -> (Body, Diags) {
    for (event, range) in Parser::new_ext(text, syntax(text)).into_offset_iter() {
        writer.event(event, range);
    }
    writer.finish()
}

//! The second belt for raw HTML: the whole body through a real HTML parser, where balance alone says too little.
//!
//! ammonia builds the tree that a browser would build, drops what is not on its list and writes it out again. Holes
//! and the beginnings of sections go through it as reserved attributes, which raw HTML cannot hold (`raw_html` lets no
//! `data-` attribute through), and are cut out again behind it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::OnceLock;

use ammonia::Builder;

use super::body::{Chunk, LinkIx, Section};
use super::headings::Ids;
use super::output::{Output, Piece};
use super::raw_html;

/// The reserved attribute: `12` for the hole of link 12, `s3` for the heading of section 3.
const MARK: &str = " data-gh=\"";
/// Attributes that this module's callers write, or let through one by one.
const ATTRIBUTES: &[&str] = &[
    "data-gh",
    "id",
    "class",
    "role",
    "tabindex",
    "aria-label",
    "title",
    "lang",
    "dir",
    "href",
    "alt",
    "loading",
    "open",
    "colspan",
    "rowspan",
    "span",
    "scope",
    "start",
    "value",
    "reversed",
    "type",
    "datetime",
    "width",
    "height",
    "disabled",
    "checked",
];
/// Elements that have no end.
const VOID: &[&str] = &["br", "col", "hr", "img", "input", "wbr"];

fn cleaner() -> &'static Builder<'static> {
    static CLEANER: OnceLock<Builder<'static>> = OnceLock::new();
    CLEANER.get_or_init(|| {
        let mut builder = Builder::empty();
        builder
            .tags(raw_html::kept().chain(["input", "h1"]).collect())
            .generic_attributes(ATTRIBUTES.iter().copied().collect::<HashSet<_>>())
            .link_rel(None)
            // Addresses are holes; the only ones written out are those of footnotes.
            .attribute_filter(|_, name, value| {
                let fine = name != "href" || value.starts_with("#gh-fn");
                fine.then_some(Cow::Borrowed(value))
            });
        builder
    })
}

/// Puts `output` through the parser and cuts it up again; the ranges in `sections` follow.
pub(super) fn clean(output: &Output, sections: &mut [Section], ids: &Ids) -> Vec<Chunk> {
    let html = marked(output, sections, ids);
    let cleaned = cleaner().clean(&html).to_string();
    let mut cutter = Cutter::new(sections.len());
    cutter.cut(&cleaned);
    cutter.give(sections)
}

/// What the parser makes of `html`.
#[cfg(test)]
pub(super) fn cleaned(html: &str) -> String {
    cleaner().clean(html).to_string()
}

/// One text with a mark in each tag that has a hole or begins a section.
fn marked(output: &Output, sections: &[Section], ids: &Ids) -> String {
    let mut html = String::new();
    let mut starts =
        sections.iter().enumerate().skip(1).map(|(index, section)| (section.heading_chunks.start, index)).peekable();
    for (index, piece) in output.pieces().enumerate() {
        let section = starts.next_if(|(start, _)| *start == index).map(|(_, section)| section);
        match piece {
            Piece::Html(piece) => match (section, piece.split_at_checked(3)) {
                // The part of a heading begins with `<h2`.
                (Some(section), Some((name, rest))) => {
                    let _ = write!(html, "{name}{MARK}s{section}\"{rest}");
                }
                _ => html.push_str(piece),
            },
            Piece::Attr(link) => {
                let _ = write!(html, "{MARK}{}\"", link.0);
            }
            Piece::Id(id) => html.push_str(&ids.attribute(id)),
        }
    }
    html
}

/// A section's place among the chunks.
#[derive(Clone, Default)]
struct Cut {
    heading: Range<usize>,
    joined: bool,
}

/// Cuts clean HTML at its marks.
struct Cutter {
    chunks: Vec<Chunk>,
    html: String,
    /// Elements open.
    depth: usize,
    /// The heading of a section that is open, and its depth.
    heading: Option<usize>,
    /// Of each section; `None` until its heading is met.
    cuts: Vec<Option<Cut>>,
    section: usize,
}

impl Cutter {
    fn new(sections: usize) -> Self {
        Self {
            chunks: Vec::new(),
            html: String::new(),
            depth: 0,
            heading: None,
            cuts: vec![None; sections],
            section: 0,
        }
    }

    fn flush(&mut self) -> usize {
        if !self.html.is_empty() {
            self.chunks.push(Chunk::Html(std::mem::take(&mut self.html)));
        }
        self.chunks.len()
    }

    fn cut(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.html.push_str(&rest[..at]);
            rest = &rest[at..];
            let (tag, after) = rest.split_at(tag_length(rest));
            rest = after;
            if tag.starts_with("</") {
                self.html.push_str(tag);
                self.depth = self.depth.saturating_sub(1);
                if self.heading == Some(self.depth) {
                    self.end_heading();
                }
            } else {
                self.open(tag);
                let name = tag.trim_start_matches('<').split([' ', '>', '/']).next().unwrap_or_default();
                self.depth += usize::from(!VOID.contains(&name));
            }
        }
        self.html.push_str(rest);
        self.flush();
    }

    fn open(&mut self, tag: &str) {
        let Some((before, rest)) = tag.split_once(MARK) else { return self.html.push_str(tag) };
        let (mark, after) = rest.split_once('"').unwrap_or((rest, ""));
        if let Some(section) = mark.strip_prefix('s') {
            // A table left open can throw headings out in front of it: out of order they begin nothing.
            if let Some(section) =
                section.parse().ok().filter(|section| *section > self.section && self.heading.is_none())
            {
                self.begin_section(section);
            }
            self.html.push_str(before);
        } else {
            self.html.push_str(before);
            if let Ok(link) = mark.parse() {
                self.flush();
                self.chunks.push(Chunk::Attr(LinkIx(link)));
            }
        }
        self.html.push_str(after);
    }

    fn begin_section(&mut self, section: usize) {
        let start = self.flush();
        if let Some(cut) = self.cuts.get_mut(section) {
            *cut = Some(Cut { heading: start..start, joined: self.depth > 0 });
            self.section = section;
            self.heading = Some(self.depth);
        }
    }

    fn end_heading(&mut self) {
        self.heading = None;
        let end = self.flush();
        if let Some(Some(cut)) = self.cuts.get_mut(self.section) {
            cut.heading.end = end;
        }
    }

    /// Sets the sections' ranges. A section whose heading was lost is empty and joined.
    fn give(self, sections: &mut [Section]) -> Vec<Chunk> {
        let mut end = self.chunks.len();
        for (section, cut) in sections.iter_mut().zip(self.cuts).skip(1).rev() {
            let cut = cut.unwrap_or(Cut { heading: end..end, joined: true });
            section.joined = cut.joined;
            section.chunks = cut.heading.end.max(cut.heading.start)..end;
            end = cut.heading.start;
            section.heading_chunks = cut.heading;
        }
        if let Some(first) = sections.first_mut() {
            first.chunks = 0..end;
        }
        self.chunks
    }
}

/// The length of the tag at the start of `html`; `>` within a quoted value does not end it.
fn tag_length(html: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

//! Headings: their ids, and the sections they begin.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use crate::base::code::Code;
use crate::base::text::{escape, github_slug, shown};

use super::body::{Heading, Section};
use super::writer::{Open, Writer};

/// The id of a heading that has no letter or digit.
const NAMELESS: &str = "section";
/// Ids that start so belong to the theme.
const RESERVED: &str = "gh-";

/// The ids given out so far.
#[derive(Default)]
pub(super) struct Ids {
    /// Every id of a heading, with the number its next repeat gets.
    headings: HashMap<String, u32>,
    /// Every id that raw HTML asks for.
    raw: HashSet<String>,
}

impl Ids {
    /// `id`, or `id-1`, `id-2` … if it is taken: as GitHub counts.
    pub(super) fn claim(&mut self, id: &str) -> String {
        let Some(repeats) = self.headings.get(id).copied() else {
            self.headings.insert(id.to_owned(), 1);
            return id.to_owned();
        };
        let mut number = repeats;
        let claimed = loop {
            let next = format!("{id}-{number}");
            number += 1;
            if !self.headings.contains_key(&next) {
                break next;
            }
        };
        self.headings.insert(id.to_owned(), number);
        self.headings.insert(claimed.clone(), 1);
        claimed
    }

    /// Whether raw HTML may have `id`: not the theme's, not yet asked for, and one word.
    pub(super) fn ask(&mut self, id: &str) -> bool {
        let fine = !id.is_empty() && !is_reserved(id) && !id.contains(|c: char| c.is_whitespace() || c.is_control());
        fine && self.raw.insert(id.to_owned())
    }

    /// Whether a heading has `id`.
    pub(super) fn is_of_heading(&self, id: &str) -> bool {
        self.headings.contains_key(id)
    }

    /// ` id="…"` for raw HTML, or nothing when a heading has that id.
    pub(super) fn attribute(&self, id: &str) -> String {
        if self.is_of_heading(id) { String::new() } else { format!(" id=\"{}\"", escape(id)) }
    }
}

fn is_reserved(id: &str) -> bool {
    id.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED))
}

/// A heading being read.
pub(super) struct OpenHeading {
    /// The part for its opening tag.
    part: usize,
    /// Where its text starts.
    text: usize,
    /// The id in `{#id}`.
    id: Option<String>,
    /// Stands outside quotes, lists and the like, and so begins a section.
    begins_section: bool,
    range: Range<usize>,
}

impl Writer<'_> {
    pub(super) fn heading_start(&mut self, level: HeadingLevel, id: Option<&str>, range: Range<usize>) {
        self.begin_block();
        self.heading = Some(OpenHeading {
            part: self.out.placeholder(),
            text: self.out.text.len(),
            id: id.map(str::to_owned),
            begins_section: self.markdown_depth == 0,
            range,
        });
        // The page's title is its only h1; the one exception is the heading that may be that title.
        self.push(match level {
            HeadingLevel::H1 if self.is_lead() => "</h1>\n",
            HeadingLevel::H1 | HeadingLevel::H2 => "</h2>\n",
            HeadingLevel::H3 => "</h3>\n",
            HeadingLevel::H4 => "</h4>\n",
            HeadingLevel::H5 => "</h5>\n",
            HeadingLevel::H6 => "</h6>\n",
        });
    }

    fn is_lead(&self) -> bool {
        self.stack.is_empty()
            && self.heading.as_ref().is_some_and(|heading| heading.part == 0 && heading.begins_section)
    }

    pub(super) fn heading_end(&mut self, level: HeadingLevel) {
        self.close_raw();
        let tag = match self.stack.last() {
            Some(Open::Markdown(close)) => close.get(2..4).unwrap_or("h2"),
            _ => "h2",
        };
        let Some(heading) = self.heading.take() else { return };
        let text = self.out.text_from(heading.text).to_owned();
        if text.is_empty() && self.out.flush() == heading.part + 1 {
            // It holds nothing: there is nothing to show, to link to or to list.
            self.out.retract(heading.part);
            self.drop_open();
            return;
        }
        let id = self.heading_id(&heading, &text);
        self.out.fill(heading.part, format!("<{tag} id=\"{}\">", escape(&id)));
        self.close();
        self.out.gap();
        let span = self.span(heading.range.clone());
        self.headings.push(Heading { level: level as u8, id, text, span });
        if heading.begins_section {
            self.begin_section(&heading);
        }
    }

    fn begin_section(&mut self, heading: &OpenHeading) {
        let end = self.out.flush();
        self.out.text.truncate(heading.text);
        if let Some(before) = self.sections.last_mut() {
            before.chunks.end = heading.part;
            before.text = self.out.take_text();
        }
        self.sections.push(Section {
            heading: self.headings.len().checked_sub(1),
            heading_chunks: heading.part..end,
            chunks: end..end,
            text: Box::default(),
            joined: !self.stack.is_empty(),
        });
    }

    fn heading_id(&mut self, heading: &OpenHeading, text: &str) -> String {
        let mut wanted = heading.id.clone().unwrap_or_else(|| github_slug(text));
        let reserved = is_reserved(&wanted);
        while is_reserved(&wanted) {
            wanted.drain(..RESERVED.len());
        }
        if wanted.is_empty() {
            NAMELESS.clone_into(&mut wanted);
        }
        let id = self.ids.claim(&wanted);
        if reserved {
            let message =
                format!("ids that start with `{RESERVED}` belong to the theme: this heading's is `{}`", shown(&id));
            self.warn(Code::HeadingId, heading.range.clone(), message, "choose another id with `{#id}`");
        }
        id
    }
}

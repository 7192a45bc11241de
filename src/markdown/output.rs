//! What the writer writes to: HTML in parts, and the plain text beside it.

use std::ops::Range;

use crate::base::text::{escape_into, is_direction_control};

use super::body::{LinkIx, Word};

/// A piece of a body in the making.
#[derive(Debug)]
enum Part {
    /// Finished HTML: a range of the one text that all of it is written to.
    Written(Range<usize>),
    /// HTML that was known only later.
    Filled(String),
    Attr(LinkIx),
    Word(Word),
    Id(String),
}

/// A piece of a body.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// Finished HTML.
    Html(&'a str),
    /// A hole for a link's attribute.
    Attr(LinkIx),
    /// A hole for a word of the theme.
    Word(Word),
    /// An id that raw HTML asks for: granted at the end, if no heading has it.
    Id(&'a str),
}

/// HTML and plain text, growing together.
#[derive(Debug, Default)]
pub(super) struct Output {
    parts: Vec<Part>,
    html: String,
    /// Where in `html` the part being written starts.
    from: usize,
    /// The plain text: blocks parted by line ends.
    pub(super) text: String,
    /// What comes next begins a new line of the plain text.
    gap: bool,
    /// Above 0, only plain text is written: inside an image.
    pub(super) muted: usize,
}

impl Output {
    /// Appends finished HTML.
    pub(super) fn html(&mut self, html: &str) {
        if self.muted == 0 {
            self.html.push_str(html);
        }
    }

    /// Appends ` name="value"`, escaped.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        if self.muted == 0 {
            self.html.push(' ');
            self.html.push_str(name);
            self.html.push_str("=\"");
            escape_into(&mut self.html, value);
            self.html.push('"');
        }
    }

    /// Appends text to the HTML alone, escaped.
    pub(super) fn escaped(&mut self, text: &str) {
        if self.muted == 0 {
            escape_into(&mut self.html, text);
        }
    }

    /// Appends `text` to the plain text alone. What turns the direction of text is left out, U+0000 replaced.
    pub(super) fn plain(&mut self, text: &str, clean: bool) {
        if self.gap && !text.is_empty() {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.gap = false;
        }
        if clean {
            self.text.push_str(text);
        } else {
            let letters = text.chars().filter(|c| !is_direction_control(*c));
            self.text.extend(letters.map(|c| if c == '\0' { '\u{fffd}' } else { c }));
        }
    }

    /// A blank in the plain text, unless a line just began.
    pub(super) fn blank(&mut self) {
        if !self.gap && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// Takes back a blank at the end of the plain text.
    pub(super) fn unblank(&mut self) {
        if self.text.ends_with(' ') {
            self.text.pop();
        }
    }

    /// A block begins or ends: what follows is a new line of the plain text.
    pub(super) fn gap(&mut self) {
        self.gap = true;
    }

    /// Whether what comes next begins a block.
    pub(super) fn begins_block(&self) -> bool {
        self.gap || self.text.is_empty()
    }

    /// Appends a hole for a link's attribute.
    pub(super) fn hole(&mut self, link: LinkIx) {
        self.part(Part::Attr(link));
    }

    /// Appends a hole for a word of the theme.
    pub(super) fn word(&mut self, word: Word) {
        self.part(Part::Word(word));
    }

    /// Appends an id that raw HTML asks for.
    pub(super) fn id(&mut self, id: String) {
        self.part(Part::Id(id));
    }

    fn part(&mut self, part: Part) -> usize {
        self.flush();
        self.parts.push(part);
        self.parts.len() - 1
    }

    /// An empty part to be filled once what follows it is known; returns its index.
    pub(super) fn placeholder(&mut self) -> usize {
        self.part(Part::Filled(String::new()))
    }

    /// Fills a placeholder.
    pub(super) fn fill(&mut self, index: usize, html: String) {
        if let Some(part) = self.parts.get_mut(index) {
            *part = Part::Filled(html);
        }
    }

    /// Ends the current part and returns the index that the next one will have.
    pub(super) fn flush(&mut self) -> usize {
        if self.html.len() > self.from {
            self.parts.push(Part::Written(self.from..self.html.len()));
            self.from = self.html.len();
        }
        self.parts.len()
    }

    /// Takes back the placeholder `index`, the last part.
    pub(super) fn retract(&mut self, index: usize) {
        self.parts.truncate(index);
    }

    /// Whether nothing has been written.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.html.is_empty()
    }

    /// Appends all of `other`'s HTML.
    pub(super) fn append(&mut self, mut other: Self) {
        other.flush();
        for part in other.parts {
            match part {
                Part::Written(range) => self.html.push_str(&other.html[range]),
                other => {
                    self.part(other);
                }
            }
        }
    }

    /// Removes `end` from the end of the HTML, if it stands there in the part being written.
    pub(super) fn strip_end(&mut self, end: &str) -> bool {
        let stripped = self.html.get(self.from..).is_some_and(|html| html.ends_with(end));
        if stripped {
            self.html.truncate(self.html.len() - end.len());
        }
        stripped
    }

    /// The plain text from byte `start` on, without blanks around it.
    pub(super) fn text_from(&self, start: usize) -> &str {
        self.text.get(start..).unwrap_or_default().trim()
    }

    /// Takes the plain text written so far, without blanks around it.
    pub(super) fn take_text(&mut self) -> Box<str> {
        let text = self.text.trim().into();
        self.text.clear();
        text
    }

    /// How many bytes of HTML there are, ids of raw HTML apart.
    pub(super) fn len(&self) -> usize {
        let filled = self.parts.iter().map(|part| if let Part::Filled(html) = part { html.len() } else { 0 });
        self.html.len() + filled.sum::<usize>()
    }

    /// All pieces, one for each part.
    pub(super) fn pieces(&self) -> impl ExactSizeIterator<Item = Piece<'_>> {
        self.parts.iter().map(|part| match part {
            Part::Written(range) => Piece::Html(self.html.get(range.clone()).unwrap_or_default()),
            Part::Filled(html) => Piece::Html(html),
            Part::Attr(link) => Piece::Attr(*link),
            Part::Word(word) => Piece::Word(*word),
            Part::Id(id) => Piece::Id(id),
        })
    }
}

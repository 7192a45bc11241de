//! What the writer writes to: HTML in parts, and the plain text beside it.

use crate::base::text::{escape_into, is_direction_control};

use super::body::LinkIx;

/// A piece of a body in the making.
#[derive(Debug)]
pub(super) enum Part {
    /// Finished HTML.
    Html(String),
    /// A hole for a link's attribute.
    Attr(LinkIx),
    /// An id that raw HTML asks for: granted at the end, if no heading has it.
    Id(String),
}

/// HTML and plain text, growing together.
#[derive(Debug, Default)]
pub(super) struct Output {
    parts: Vec<Part>,
    html: String,
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

    /// Appends `part` and returns its index.
    pub(super) fn part(&mut self, part: Part) -> usize {
        self.flush();
        self.parts.push(part);
        self.parts.len() - 1
    }

    /// An empty part to be filled once what follows it is known.
    pub(super) fn placeholder(&mut self) -> usize {
        self.part(Part::Html(String::new()))
    }

    /// Fills a placeholder.
    pub(super) fn fill(&mut self, index: usize, html: String) {
        if let Some(part) = self.parts.get_mut(index) {
            *part = Part::Html(html);
        }
    }

    /// Ends the current part and returns the index that the next one will have.
    pub(super) fn flush(&mut self) -> usize {
        if !self.html.is_empty() {
            self.parts.push(Part::Html(std::mem::take(&mut self.html)));
        }
        self.parts.len()
    }

    /// Takes back everything from part `index` on.
    pub(super) fn retract(&mut self, index: usize) {
        self.html.clear();
        self.parts.truncate(index);
    }

    /// Appends all of `other`'s HTML.
    pub(super) fn append(&mut self, mut other: Self) {
        self.flush();
        other.flush();
        self.parts.append(&mut other.parts);
    }

    /// Removes `end` from the end of the HTML, if it stands there.
    pub(super) fn strip_end(&mut self, end: &str) -> bool {
        let last = match self.parts.last_mut() {
            Some(Part::Html(html)) if self.html.is_empty() => html,
            _ => &mut self.html,
        };
        let stripped = last.ends_with(end);
        if stripped {
            last.truncate(last.len() - end.len());
        }
        stripped
    }

    /// The plain text from byte `start` on, without blanks around it.
    pub(super) fn text_from(&self, start: usize) -> &str {
        self.text.get(start..).unwrap_or_default().trim()
    }

    /// Takes the plain text written so far, without blanks around it.
    pub(super) fn take_text(&mut self) -> String {
        let mut text = std::mem::take(&mut self.text);
        text.truncate(text.trim_end().len());
        if text.starts_with(char::is_whitespace) { text.trim_start().to_owned() } else { text }
    }

    /// All parts.
    pub(super) fn into_parts(mut self) -> Vec<Part> {
        self.flush();
        self.parts
    }
}

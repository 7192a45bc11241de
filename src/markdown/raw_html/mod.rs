//! Raw HTML in Markdown. Contributors are nobody's choice, so only an allow-list comes through.
//!
//! Nothing is passed on as it was written. Tags are read one by one and written anew: an element by its name in the
//! list, an attribute by its own rule, links and images as holes like any other. Elements are kept balanced within the
//! Markdown around them and stand only where HTML lets them stand, so that a browser builds the very tree that was
//! written: nothing is swallowed, nothing thrown out of place. A property test holds that against a real parser.
//! Unknown elements (`<your-name>`) are shown as the text they most likely are.

mod elements;
mod policy;
mod scan;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use crate::base::code::Code;

use super::writer::Writer;
use policy::Treatment;
use scan::{Scanner, Token};

/// What is known of the page's raw HTML.
#[derive(Default)]
pub(super) struct RawHtml {
    /// How many `a` elements with an address are open.
    pub(super) links: usize,
    /// How many of the open elements hold running text only.
    paragraphs: usize,
    /// The element in running text whose content is being left out, and how deep it stands.
    skipping: Option<(&'static str, usize)>,
    /// What was told already: each kind of element once a page, however often it stands there.
    told: BTreeSet<String>,
    block: Option<Fragment>,
}

/// Raw HTML put together from several pieces of the source.
#[derive(Default)]
struct Fragment {
    html: String,
    /// Where each piece starts in `html`, and in the source.
    pieces: Vec<(usize, usize)>,
}

impl Fragment {
    fn push(&mut self, html: &str, start: usize) {
        self.pieces.push((self.html.len(), start));
        self.html.push_str(html);
    }

    /// The place in the source of a place in `html`.
    fn source(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let piece = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            self.pieces.get(piece).map_or(0, |(start, source)| source + at - start)
        };
        place(range.start)..place(range.end.saturating_sub(1)) + 1
    }
}

impl Writer<'_> {
    pub(super) fn raw_block_start(&mut self) {
        self.out.gap();
        self.raw.block = Some(Fragment::default());
    }

    pub(super) fn raw_block_line(&mut self, html: &str, range: Range<usize>) {
        if let Some(block) = &mut self.raw.block {
            block.push(html, range.start);
        }
    }

    pub(super) fn raw_block_end(&mut self) {
        let Some(block) = self.raw.block.take() else { return };
        if self.options.html {
            self.raw_html(&block, false);
        } else if !block.html.trim().is_empty() {
            self.out.html("<p>");
            self.raw_text(block.html.trim_end(), false);
            self.out.html("</p>\n");
        }
        self.out.gap();
    }

    pub(super) fn raw_inline(&mut self, html: &str, range: Range<usize>) {
        if self.out.muted > 0 {
            return;
        }
        if !self.options.html {
            return self.raw_text(html, false);
        }
        let mut piece = Fragment::default();
        piece.push(html, range.start);
        self.raw_html(&piece, true);
    }

    fn raw_html(&mut self, fragment: &Fragment, inline: bool) {
        let mut scanner = Scanner::new(&fragment.html);
        while let Some(token) = scanner.next() {
            let at = fragment.source(&scanner.range());
            if let Some((name, _)) = self.raw.skipping {
                if matches!(token, Token::Close { name: closed } if closed.eq_ignore_ascii_case(name)) {
                    self.raw.skipping = None;
                }
                continue;
            }
            match token {
                Token::Text(text) => self.raw_text(text, true),
                Token::Hidden { closed: true } => {}
                Token::Hidden { closed: false } => {
                    self.tell_removed(at, "a comment is never closed, and hides all that follows", "end it with `-->`");
                }
                Token::Close { name } => self.raw_close(name, &fragment.html[scanner.range()]),
                Token::Open { name, attributes } => match policy::element(name) {
                    None => self.raw_text(&fragment.html[scanner.range()], false),
                    Some((_, Treatment::Unwrap)) => {}
                    Some((name, treatment @ (Treatment::Remove | Treatment::Drop))) => {
                        let message = format!("`<{name}>` is not allowed in a page and was taken out");
                        self.tell_removed(at, &message, "say it in Markdown, or leave it out");
                        if treatment == Treatment::Drop && inline {
                            self.raw.skipping = Some((name, self.markdown_depth));
                        } else if treatment == Treatment::Drop {
                            scanner.skip_element(name, matches!(name, "script" | "style"));
                        }
                    }
                    Some((name, treatment)) => self.raw_open(name, treatment, &scan::attributes(attributes), at),
                },
            }
        }
    }

    /// Whether text is being left out because it stands in an element that is; ends with the Markdown around it.
    pub(super) fn is_skipping(&mut self) -> bool {
        if self.raw.skipping.is_some_and(|(_, depth)| self.markdown_depth < depth) {
            self.raw.skipping = None;
        }
        self.raw.skipping.is_some()
    }

    fn tell_removed(&mut self, at: Range<usize>, message: &str, hint: &str) {
        if self.raw.told.insert(message.to_owned()) {
            self.warn(Code::HtmlRemoved, at, message, hint);
        }
    }

    /// Text of raw HTML; its entities are resolved where it was meant as HTML.
    pub(super) fn raw_text(&mut self, text: &str, entities: bool) {
        if self.out.is_empty() && text.trim().is_empty() {
            // Blanks around a comment at the top are nothing that a title could stand behind.
            return;
        }
        let text = if entities { resolved(text) } else { text.to_owned() };
        let text: String = text.chars().filter(|c| !crate::base::text::is_direction_control(*c)).collect();
        // Blanks that HTML takes for blanks may stand in a table's frame.
        if !text.bytes().all(|b| b.is_ascii_whitespace()) {
            self.make_room();
        }
        self.out.escaped(&text);
        if text.starts_with(char::is_whitespace) {
            self.out.blank();
        }
        for word in text.split_whitespace() {
            self.out.plain(word, false);
            self.out.blank();
        }
        if !text.ends_with(char::is_whitespace) && text.contains(|c: char| !c.is_whitespace()) {
            self.out.unblank();
        }
    }
}

/// `text` with its entities resolved, by the Markdown parser, which knows them all; one it does not know stays.
fn resolved(text: &str) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        resolved.push_str(before);
        // The longest name has 31 letters.
        let end = entity.bytes().take(34).position(|b| b == b';').map_or(1, |end| end + 1);
        let (entity, after) = entity.split_at(end);
        for event in Parser::new(entity) {
            if let Event::Text(text) = event {
                resolved.push_str(&text);
            }
        }
        rest = after;
    }
    resolved.push_str(rest);
    resolved
}

//! Raw HTML in Markdown. Contributors are nobody's choice, so only an allow-list comes through.
//!
//! Tags are read one by one and written anew: an element by its name in the list, an attribute by its own rule, links
//! and images as holes like any other. Unknown elements (`<your-name>`) are shown as the text they most likely are.
//! Tags are kept balanced within the Markdown around them, so that nothing left open swallows what follows. Where
//! balance is not enough (a table, a list, a paragraph) the whole body goes through [`super::tree`].

mod policy;
mod scan;
#[cfg(test)]
mod tests;

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use crate::base::code::Code;

use super::body::LinkKind;
use super::writer::{Open, Writer};
use policy::Treatment;
pub(super) use policy::kept;
use scan::{Scanner, Token};

/// What is known of the page's raw HTML.
#[derive(Default)]
pub(super) struct RawHtml {
    /// Only a real tree can tell how the page nests.
    pub(super) needs_tree: bool,
    /// How many `a` elements with an address are open.
    pub(super) links: usize,
    /// The element in running text whose content is being left out, and how deep it stands.
    skipping: Option<(&'static str, usize)>,
    told: bool,
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
                    Some((name, treatment)) => {
                        self.raw.needs_tree |=
                            treatment == Treatment::Tree || (inline && treatment == Treatment::Block);
                        self.raw_open(name, treatment, &scan::attributes(attributes), at);
                    }
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
        if !self.raw.told {
            self.raw.told = true;
            self.warn(Code::HtmlRemoved, at, message, hint);
        }
    }

    /// Text of raw HTML; its entities are resolved where it was meant as HTML.
    fn raw_text(&mut self, text: &str, entities: bool) {
        if self.out.is_empty() && text.trim().is_empty() {
            // Blanks around a comment at the top are nothing that a title could stand behind.
            return;
        }
        let text = if entities { resolved(text) } else { text.to_owned() };
        let text: String = text.chars().filter(|c| !crate::base::text::is_direction_control(*c)).collect();
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

    fn raw_open(&mut self, name: &'static str, treatment: Treatment, given: &[(String, &str)], at: Range<usize>) {
        while let Some(Open::Raw { name: open, .. }) = self.stack.last()
            && policy::ends_before(open, name)
        {
            self.pop_raw();
        }
        let value = |wanted: &str| given.iter().find(|(name, _)| name == wanted).map(|(_, value)| resolved(value));
        let target = value("href").filter(|_| name == "a");
        if target.is_some() && (!self.open_links.is_empty() || self.raw.links > 0) {
            // A link within a link: the text is enough.
            return;
        }
        if self.is_deep() {
            return;
        }
        if matches!(treatment, Treatment::Block | Treatment::Tree) {
            self.out.gap();
        }
        self.out.html("<");
        self.out.html(name);
        if let Some(id) = value("id").or_else(|| value("name").filter(|_| name == "a"))
            && self.ids.ask(&id)
        {
            self.out.id(id);
        }
        self.raw_attributes(name, given);
        match target {
            Some(target) => {
                let link = self.new_link(LinkKind::Link, target, at);
                self.out.html(">");
                self.raw.links += 1;
                self.stack.push(Open::Raw { name, link: Some(link) });
            }
            // Without an address it only marks a place; many authors leave it open.
            None if name == "a" => self.out.html("></a>"),
            None if name == "img" => self.raw_image(value("src").unwrap_or_default(), value("alt"), at),
            None if matches!(name, "br" | "wbr" | "hr" | "col") => {
                self.out.html(">");
                self.out.blank();
            }
            None => {
                self.out.html(">");
                self.stack.push(Open::Raw { name, link: None });
            }
        }
    }

    fn raw_attributes(&mut self, element: &str, given: &[(String, &str)]) {
        let mut classes: Vec<String> = Vec::new();
        for (name, value) in given {
            let value = resolved(value);
            match name.as_str() {
                "class" => classes.extend(value.split_whitespace().filter(|c| policy::is_class(c)).map(str::to_owned)),
                "align" => classes.extend(policy::aligned(&value).map(str::to_owned)),
                other if policy::keeps(element, other, &value) => self.out.attribute(other, &value),
                _ => {}
            }
        }
        if !classes.is_empty() {
            self.out.attribute("class", &classes.join(" "));
        }
    }

    fn raw_image(&mut self, source: String, alt: Option<String>, at: Range<usize>) {
        let link = self.new_link(LinkKind::Image, source, at);
        let alt = alt.unwrap_or_default();
        self.out.attribute("alt", &alt);
        self.out.html(" loading=\"lazy\">");
        self.out.plain(&alt, false);
        self.finish_link(&link);
    }

    /// Closes the innermost open `name`, if it was opened within the same Markdown.
    fn raw_close(&mut self, name: &str, written: &str) {
        let Some((name, treatment)) = policy::element(name) else { return self.raw_text(written, false) };
        let open = self.stack.iter().rev().map_while(|open| match open {
            Open::Raw { name, .. } => Some(*name),
            Open::Markdown(_) => None,
        });
        let Some(above) = open.clone().position(|open| open == name) else { return };
        for _ in 0..=above {
            self.pop_raw();
        }
        if matches!(treatment, Treatment::Block | Treatment::Tree) {
            self.out.gap();
        }
    }

    /// Closes the raw HTML opened since the innermost Markdown.
    pub(super) fn close_raw(&mut self) {
        while matches!(self.stack.last(), Some(Open::Raw { .. })) {
            self.pop_raw();
        }
    }

    fn pop_raw(&mut self) {
        if let Some(Open::Raw { name, link }) = self.stack.pop() {
            self.out.html("</");
            self.out.html(name);
            self.out.html(">");
            if let Some(link) = link {
                self.raw.links = self.raw.links.saturating_sub(1);
                self.finish_link(&link);
            }
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

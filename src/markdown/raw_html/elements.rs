//! Elements of raw HTML opened and closed, each where HTML lets it stand.

use std::ops::Range;

use super::policy::{self, Treatment};
use super::resolved;
use crate::markdown::body::LinkKind;
use crate::markdown::writer::{Open, Writer};

impl Writer<'_> {
    /// The raw HTML opened since the innermost Markdown, innermost first.
    fn open_raw(&self) -> impl Iterator<Item = &'static str> {
        self.stack.iter().rev().map_while(|open| match open {
            Open::Raw { name, .. } => Some(*name),
            Open::Markdown(_) => None,
        })
    }

    /// Makes a place for an element, and says whether there is one.
    fn find_place(&mut self, name: &'static str, treatment: Treatment) -> bool {
        match treatment {
            Treatment::Block if self.in_paragraph() => return false,
            Treatment::Block => {
                self.begin_block();
                // One that Markdown was opened in cannot be ended from within.
                return self.raw.paragraphs == 0;
            }
            Treatment::Part => {
                self.out.gap();
                return self.find_parent(name);
            }
            _ => self.make_room(),
        }
        true
    }

    /// Ends what stands between the part `name` and the element it is a part of, and opens what the author left out
    /// there: a table's body, a row.
    fn find_parent(&mut self, name: &'static str) -> bool {
        let fits = |open| policy::parents(name).contains(&open) || policy::implied(open, name).is_some();
        let mut between = 0;
        let parent = self.open_raw().find(|open| {
            let found = fits(open) || !policy::gives_way(open, name);
            between += usize::from(!found);
            found
        });
        let Some(mut parent) = parent.filter(|parent| fits(parent)) else { return false };
        self.pop_raws(between);
        while let Some(missing) = policy::implied(parent, name) {
            if !self.push_raw(missing) {
                return false;
            }
            parent = missing;
        }
        true
    }

    /// Writes an element that the author left out.
    fn push_raw(&mut self, name: &'static str) -> bool {
        if self.is_deep() {
            return false;
        }
        self.out.html("<");
        self.out.html(name);
        self.out.html(">");
        self.stack.push(Open::Raw { name, link: None });
        true
    }

    /// A block begins: it ends a paragraph or heading of raw HTML, which cannot hold it.
    pub(in crate::markdown) fn begin_block(&mut self) {
        self.out.gap();
        let above = self.open_raw().position(policy::holds_text);
        if let Some(above) = above {
            self.pop_raws(above + 1);
        }
        self.make_room();
        self.out.gap();
    }

    /// What follows is no part of a table: directly in a table's frame it would be thrown out, so it gets a cell.
    pub(in crate::markdown) fn make_room(&mut self) {
        let framed = self.open_raw().next().is_some_and(policy::is_table_frame);
        if framed && self.find_parent("td") {
            self.push_raw("td");
        }
    }

    /// Marks a place that a link can lead to.
    fn raw_mark(&mut self, id: Option<String>) {
        if let Some(id) = id.filter(|id| self.ids.ask(id)) {
            self.out.html("<span");
            self.out.id(id);
            self.out.html("></span>");
        }
    }

    pub(super) fn raw_open(
        &mut self,
        name: &'static str,
        treatment: Treatment,
        given: &[(String, &str)],
        at: Range<usize>,
    ) {
        let value = |wanted: &str| given.iter().find(|(name, _)| name == wanted).map(|(_, value)| resolved(value));
        let target = value("href").filter(|_| name == "a");
        if target.is_some() && self.in_link() {
            // A link within a link: the text is enough.
            return;
        }
        if self.is_deep() || !self.find_place(name, treatment) {
            return self.out.blank();
        }
        if name == "a" && target.is_none() {
            // Without an address it only marks a place, and many authors leave it open.
            return self.raw_mark(value("id").or_else(|| value("name")));
        }
        self.out.html("<");
        self.out.html(name);
        if let Some(id) = value("id")
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
            None if name == "img" => {
                let sized = ["width", "height"].iter().any(|side| value(side).is_some());
                self.raw_image(value("src").unwrap_or_default(), value("alt"), sized, at);
            }
            None if matches!(name, "br" | "wbr" | "hr" | "col") => {
                self.out.html(">");
                self.out.blank();
            }
            None => {
                self.out.html(">");
                self.raw.paragraphs += usize::from(policy::holds_text(name));
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

    fn raw_image(&mut self, source: String, alt: Option<String>, sized: bool, at: Range<usize>) {
        let link = self.new_link(LinkKind::Image, source, at);
        if let Some(image) = self.links.last_mut() {
            image.sized = sized;
        }
        // An empty description is one: the author says that it is an ornament.
        if alt.as_deref() != Some("") {
            self.check_alt(&link, alt.as_deref().unwrap_or_default().trim());
        }
        let alt = alt.unwrap_or_default();
        self.out.attribute("alt", &alt);
        self.image_loading();
        self.out.plain(&alt, false);
        self.finish_link(&link);
    }

    /// Closes the innermost open `name`, if it was opened within the same Markdown.
    pub(super) fn raw_close(&mut self, name: &str, written: &str) {
        let Some((name, treatment)) = policy::element(name) else { return self.raw_text(written, false) };
        let Some(above) = self.open_raw().position(|open| open == name) else { return };
        self.pop_raws(above + 1);
        if matches!(treatment, Treatment::Block | Treatment::Part) {
            self.out.gap();
        }
    }

    fn pop_raws(&mut self, count: usize) {
        for _ in 0..count {
            self.pop_raw();
        }
    }

    /// Closes the raw HTML opened since the innermost Markdown.
    pub(in crate::markdown) fn close_raw(&mut self) {
        while matches!(self.stack.last(), Some(Open::Raw { .. })) {
            self.pop_raw();
        }
    }

    /// Closes the raw HTML opened since there were `open` elements.
    pub(in crate::markdown) fn close_raw_above(&mut self, open: usize) {
        self.raw.skipping = None;
        while self.stack.len() > open && matches!(self.stack.last(), Some(Open::Raw { .. })) {
            self.pop_raw();
        }
    }

    fn pop_raw(&mut self) {
        if let Some(Open::Raw { name, link }) = self.stack.pop() {
            self.raw.paragraphs -= usize::from(policy::holds_text(name));
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

//! What the numbered lists of a text hold, as plain text.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::include::{Fault, Library, Sink, Source, walk};

/// The items of every numbered list of `source`, and of what it includes, that stands in no other list or quote; each
/// without the lists inside it.
pub fn numbered_items(source: Source<'_>, library: Option<&dyn Library>) -> Vec<String> {
    let mut items = Items::default();
    walk(source, library, &mut items);
    items.found
}

#[derive(Default)]
struct Items {
    found: Vec<String>,
    /// How deep lists and quotes are nested.
    depth: u32,
    /// The outermost is a numbered list.
    numbered: bool,
}

impl<'a> Sink<'a> for Items {
    fn event(&mut self, event: Event<'a>, _: Range<usize>) {
        let listed = self.numbered && self.depth == 1;
        match event {
            Event::Start(Tag::List(start)) => {
                self.numbered = if self.depth == 0 { start.is_some() } else { self.numbered };
                self.depth += 1;
            }
            Event::Start(Tag::BlockQuote(_) | Tag::FootnoteDefinition(_)) => {
                self.numbered = self.depth > 0 && self.numbered;
                self.depth += 1;
            }
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => {
                self.depth = self.depth.saturating_sub(1);
            }
            Event::Start(Tag::Item) if listed => self.found.push(String::new()),
            Event::Text(text) | Event::Code(text) if listed => self.add(&text),
            Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph) if listed => self.add(" "),
            _ => {}
        }
    }

    fn enter(&mut self, _: Source<'a>, _: Range<usize>) {}

    fn leave(&mut self) {}

    fn fault(&mut self, _: Fault, _: Range<usize>) {}
}

impl Items {
    fn add(&mut self, text: &str) {
        if let Some(item) = self.found.last_mut() {
            item.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SourcePath;

    #[test]
    fn only_numbered_lists_of_the_text_itself_count() {
        let text = "1. [One](a.md) (5 min)\n   - no\n     1. no\n2. two\n\n> 1. no\n\n- no\n  1. no\n\n# H\n\n1) three\n   more\n";
        let source = Source { text, base: 0, path: &SourcePath::new("a.md") };
        let items = numbered_items(source, None);
        let items: Vec<_> = items.iter().map(|item| item.trim()).collect();
        assert_eq!(items, ["One (5 min)", "two", "three more"]);
    }
}

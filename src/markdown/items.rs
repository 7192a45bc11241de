//! What the numbered lists of a text hold, as plain text.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::syntax;

/// The items of every numbered list of `text` that stands in no other list or quote, each without the lists inside it.
pub fn numbered_items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    // How deep lists and quotes are nested, and whether the outermost is a numbered list.
    let (mut depth, mut numbered) = (0_u32, false);
    for event in Parser::new_ext(text, syntax(text)) {
        match event {
            Event::Start(Tag::List(start)) => {
                numbered = if depth == 0 { start.is_some() } else { numbered };
                depth += 1;
            }
            Event::Start(Tag::BlockQuote(_) | Tag::FootnoteDefinition(_)) => {
                numbered = depth > 0 && numbered;
                depth += 1;
            }
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => {
                depth = depth.saturating_sub(1);
            }
            Event::Start(Tag::Item) if numbered && depth == 1 => items.push(String::new()),
            Event::Text(text) | Event::Code(text) if numbered && depth == 1 => {
                items.iter_mut().last().into_iter().for_each(|item| item.push_str(&text));
            }
            Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph) if numbered && depth == 1 => {
                items.iter_mut().last().into_iter().for_each(|item| item.push(' '));
            }
            _ => {}
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbered_lists_of_the_text_itself_count() {
        let text = "1. [One](a.md) (5 min)\n   - no\n     1. no\n2. two\n\n> 1. no\n\n- no\n  1. no\n\n# H\n\n1) three\n   more\n";
        let items = numbered_items(text);
        let items: Vec<_> = items.iter().map(|item| item.trim()).collect();
        assert_eq!(items, ["One (5 min)", "two", "three more"]);
    }
}

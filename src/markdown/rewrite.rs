//! Markdown written anew as Markdown, without what its readers may not have: links that lead nowhere for them, and raw
//! HTML with its comments. Definitions of links that nothing uses are not written either.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;

use super::SYNTAX;
use crate::base::span::Span;

/// `text`, which starts `base` bytes into its file, without raw HTML and without every link and image for whose place
/// `leads` is false: their text stays.
///
/// `None` if it cannot be written, which no known text brings about.
pub fn rewritten(text: &str, base: usize, leads: impl Fn(Span) -> bool) -> Option<String> {
    // Of each open link or image, whether it stays.
    let mut open: Vec<bool> = Vec::new();
    let events = Parser::new_ext(text, SYNTAX).into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(mut tag @ (Tag::Link { .. } | Tag::Image { .. })) => {
            let stays = leads(Span::new(range).shifted(base));
            open.push(stays);
            if let Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. } = &mut tag {
                // Bare addresses stay as they are; every other link names its target in place.
                if !matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    (*link_type, *id) = (LinkType::Inline, "".into());
                }
            }
            stays.then_some(Event::Start(tag))
        }
        Event::End(end @ (TagEnd::Link | TagEnd::Image)) => open.pop().unwrap_or(true).then_some(Event::End(end)),
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => None,
        event => Some(event),
    });
    let mut written = String::with_capacity(text.len());
    cmark(events, &mut written, SYNTAX).ok()?;
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_nowhere_and_html_are_gone_and_the_rest_reads_the_same() {
        let text = "# A\n\nSee [the *plan*](secret.md) or [b](b.md), ![x](secret.png) <!-- secret --> and [r].\n\n\
                    <div>secret</div>\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n1. one\n   - two\n\n[r]: secret.md\n[s]: secret.md\n";
        let shown = |span: Span| text.get(span.within(text)).is_some_and(|link| link.contains("b.md"));
        let written = rewritten(text, 0, shown).unwrap();
        assert!(!written.contains("secret"), "{written}");
        for kept in ["# A", "the *plan*", "[b](b.md)", "|a|b|", "1. one", "two"] {
            assert!(written.contains(kept), "{kept} in {written}");
        }
    }
}

//! Markdown written anew as Markdown, without what its readers may not have: links that lead nowhere for them, and raw
//! HTML with its comments. Definitions of links that nothing uses are not written either, and wikilinks become links that
//! any reader of Markdown can follow.

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;

use super::{SYNTAX, syntax, wiki};
use crate::base::span::Span;

/// What becomes of a link or image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// It stays as it is written.
    AsWritten,
    /// It leads to this address or path, encoded already.
    To(String),
    /// Its text stays.
    Nowhere,
}

/// `text`, which starts `base` bytes into its file, without raw HTML, and with every link and image as `lead` says of its
/// place.
///
/// `None` if it cannot be written, which no known text brings about.
pub fn rewritten(text: &str, base: usize, lead: impl Fn(Span) -> Lead) -> Option<String> {
    // Of each open link or image, whether it stays.
    let mut open: Vec<bool> = Vec::new();
    let mut names_itself = false;
    let events = Parser::new_ext(text, syntax(text)).into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(mut tag @ (Tag::Link { .. } | Tag::Image { .. })) => {
            let lead = lead(Span::new(range).shifted(base));
            let stays = lead != Lead::Nowhere;
            open.push(stays);
            if let Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. } = &mut tag {
                names_itself = matches!(link_type, LinkType::WikiLink { has_pothole: false });
                // Bare addresses stay as they are; every other link names its target in place.
                if !matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    (*link_type, *id) = (LinkType::Inline, "".into());
                }
                if let Lead::To(to) = lead {
                    *dest_url = CowStr::from(to);
                }
            }
            stays.then_some(Event::Start(tag))
        }
        Event::Text(name) if std::mem::take(&mut names_itself) => Some(Event::Text(wiki::label(name))),
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
        let shown = |span: Span| match text.get(span.within(text)) {
            Some(link) if link.contains("b.md") => Lead::AsWritten,
            _ => Lead::Nowhere,
        };
        let written = rewritten(text, 0, shown).unwrap();
        assert!(!written.contains("secret"), "{written}");
        for kept in ["# A", "the *plan*", "[b](b.md)", "|a|b|", "1. one", "two"] {
            assert!(written.contains(kept), "{kept} in {written}");
        }
    }

    #[test]
    fn wikilinks_become_links_by_path() {
        let lead = |span: Span| if span.start == 4 { Lead::To("b%20c.md#d".to_owned()) } else { Lead::Nowhere };
        let written = rewritten("See [[B c#D]] and [[Secret|the *plan*]].\n", 0, lead).unwrap();
        assert_eq!(written, "See [B c: D](b%20c.md#d) and the *plan*.");
    }
}

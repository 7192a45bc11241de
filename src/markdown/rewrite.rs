//! Markdown written anew as Markdown, without what its readers may not have: links that lead nowhere for them, and raw
//! HTML with its comments. Definitions of links that nothing uses are not written either, and wikilinks become links that
//! any reader of Markdown can follow.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;

use super::include::{Fault, Library, Sink, Source};
use super::{SYNTAX, include, wiki};
use crate::base::path::SourcePath;
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

/// The text of `source` with all that it includes of the `library`, without raw HTML, and with every link and image as
/// `lead` says of its place in the file it is written in.
///
/// `None` if it cannot be written, which no known text brings about.
pub fn rewritten(
    source: Source<'_>,
    library: Option<&dyn Library>,
    lead: impl Fn(&SourcePath, Span) -> Lead,
) -> Option<String> {
    let events = Vec::new();
    let mut rewriter = Rewriter { lead, files: vec![source], open: Vec::new(), names_itself: false, events };
    include::walk(source, library, &mut rewriter);
    let mut written = String::with_capacity(source.text.len());
    cmark(rewriter.events, &mut written, SYNTAX).ok()?;
    Some(written)
}

struct Rewriter<'a, F> {
    lead: F,
    /// The file being read last.
    files: Vec<Source<'a>>,
    /// Of each open link or image, whether it stays.
    open: Vec<bool>,
    /// The next text is the name in a wikilink.
    names_itself: bool,
    events: Vec<Event<'a>>,
}

impl<'a, F: Fn(&SourcePath, Span) -> Lead> Sink<'a> for Rewriter<'a, F> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let event = match event {
            Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. })) => self.link(tag, range),
            Event::Text(name) if std::mem::take(&mut self.names_itself) => Some(Event::Text(wiki::label(name))),
            Event::End(end @ (TagEnd::Link | TagEnd::Image)) => {
                self.open.pop().unwrap_or(true).then_some(Event::End(end))
            }
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {
                None
            }
            event => Some(event),
        };
        self.events.extend(event);
    }

    fn enter(&mut self, source: Source<'a>, _: Range<usize>) {
        self.files.push(source);
    }

    fn leave(&mut self) {
        self.files.pop();
    }

    /// A page with such a fault is withheld, and so is its text.
    fn fault(&mut self, _: Fault, _: Range<usize>) {}
}

impl<'a, F: Fn(&SourcePath, Span) -> Lead> Rewriter<'a, F> {
    fn link(&mut self, mut tag: Tag<'a>, range: Range<usize>) -> Option<Event<'a>> {
        let file = self.files.last()?;
        let lead = (self.lead)(file.path, Span::new(range).shifted(file.base));
        let stays = lead != Lead::Nowhere;
        self.open.push(stays);
        if let Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. } = &mut tag {
            self.names_itself = matches!(link_type, LinkType::WikiLink { has_pothole: false });
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source<'a>(text: &'a str, path: &'a SourcePath) -> Source<'a> {
        Source { text, base: 0, path }
    }

    #[test]
    fn links_that_lead_nowhere_and_html_are_gone_and_the_rest_reads_the_same() {
        let text = "# A\n\nSee [the *plan*](secret.md) or [b](b.md), ![x](secret.png) <!-- secret --> and [r].\n\n\
                    <div>secret</div>\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n1. one\n   - two\n\n[r]: secret.md\n[s]: secret.md\n";
        let shown = |_: &SourcePath, span: Span| match text.get(span.within(text)) {
            Some(link) if link.contains("b.md") => Lead::AsWritten,
            _ => Lead::Nowhere,
        };
        let written = rewritten(source(text, &SourcePath::new("a.md")), None, shown).unwrap();
        assert!(!written.contains("secret"), "{written}");
        for kept in ["# A", "the *plan*", "[b](b.md)", "|a|b|", "1. one", "two"] {
            assert!(written.contains(kept), "{kept} in {written}");
        }
    }

    #[test]
    fn wikilinks_become_links_by_path() {
        let to = Lead::To("b%20c.md#d".to_owned());
        let lead = |_: &SourcePath, span: Span| if span.start == 4 { to.clone() } else { Lead::Nowhere };
        let text = "See [[B c#D]] and [[Secret|the *plan*]].\n";
        let written = rewritten(source(text, &SourcePath::new("a.md")), None, lead).unwrap();
        assert_eq!(written, "See [B c: D](b%20c.md#d) and the *plan*.");
    }
}

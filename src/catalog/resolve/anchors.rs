//! What links call the places on a page: its headings, by id or by their words, what raw HTML marks, and the steps of a job
//! aid.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::base::path::SourcePath;
use crate::base::text;
use crate::catalog::Page;
use crate::content::kind::Kind;
use crate::markdown::Heading;

/// So many headings are looked through for each link; those of a page with more are indexed once, or a page of many
/// headings and many links to them would take the product of both.
const MANY: usize = 32;

/// The headings of pages with many.
pub(super) struct Anchors<'a>(HashMap<&'a SourcePath, OnceLock<Index<'a>>>);

/// The headings of one page; of two that are called alike the first.
struct Index<'a> {
    ids: HashMap<&'a str, &'a Heading>,
    /// By their words in small letters.
    words: HashMap<String, &'a Heading>,
}

impl<'a> Anchors<'a> {
    pub(super) fn new(pages: &'a [Page]) -> Self {
        let long = pages.iter().filter(|page| page.doc.body.headings.len() > MANY);
        Self(long.map(|page| (&page.doc.path, OnceLock::new())).collect())
    }

    fn index(&self, page: &'a Page) -> Option<&Index<'a>> {
        let index = self.0.get(&page.doc.path)?;
        Some(index.get_or_init(|| {
            let headings = || page.doc.body.headings.iter().rev();
            Index {
                ids: headings().map(|heading| (heading.id.as_str(), heading)).collect(),
                words: headings().map(|heading| (text::lower(&heading.text), heading)).collect(),
            }
        }))
    }

    fn heading(&self, page: &'a Page, id: &str) -> Option<&'a Heading> {
        match self.index(page) {
            Some(index) => index.ids.get(id).copied(),
            None => page.doc.body.headings.iter().find(|heading| heading.id == id),
        }
    }

    /// Whether a link may name `fragment` on `page`.
    pub(super) fn has(&self, page: &'a Page, fragment: &str) -> bool {
        fragment.is_empty()
            || fragment == "top"
            || fragment.starts_with("gh-fn")
            || self.heading(page, fragment).is_some()
            || page.doc.body.raw_ids.binary_search_by(|id| (**id).cmp(fragment)).is_ok()
            || matches!(&page.doc.front.kind, Kind::JobAid(aid) if aid.has_anchor(fragment))
    }

    /// The id of the heading that somebody calls `words`: its words or its id; as written where there is none.
    pub(super) fn id_of(&self, page: &'a Page, words: &str) -> String {
        let lower = text::lower(words);
        let found = self.heading(page, words).or_else(|| match self.index(page) {
            Some(index) => index.words.get(&lower).copied(),
            None => page.doc.body.headings.iter().find(|heading| text::lower(&heading.text) == lower),
        });
        found.map_or_else(|| words.to_owned(), |heading| heading.id.clone())
    }
}

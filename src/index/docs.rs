//! A page, or a file that one leads to, as search sees it. Borrows its text from the parsed page; copies nothing of any length.

use std::sync::Arc;

use crate::base::digest::{Digest, Digester};
use crate::base::path::Address;
use crate::content::Doc;
use crate::markdown::Section;

/// A page, or one question of a page of many: what can be a hit.
#[derive(Clone, Debug)]
pub struct SearchDoc {
    /// The page's source.
    pub doc: Arc<Doc>,
    /// Which sections of its body belong to this hit, as indexes into [`crate::markdown::Body::sections`], ascending. A
    /// page of many questions keeps those that are no question's.
    pub sections: Vec<usize>,
    /// Its file below the content folder.
    pub path: String,
    /// Its address.
    pub address: Address,
    /// The anchor of a question of a page of many; empty for a page.
    pub anchor: String,
    /// Its id.
    pub id: Option<String>,
    /// Its title, or the question; plain text.
    pub title: String,
    /// The word for its kind, as [`crate::content::kind::Kind::shown`] says it, or [`super::FILE_KIND`].
    pub kind: &'static str,
    /// Code of its language.
    pub language: Arc<str>,
    /// One sentence about it.
    pub summary: Option<String>,
    /// FAQ: the answer in a sentence.
    pub short: Option<String>,
    /// FAQ: the question in other words.
    pub ask: Vec<String>,
    /// Other names that mean the page as its title does, such as an acronym.
    pub names: Vec<String>,
    /// `search.keywords` and `search.best_for`.
    pub keywords: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Ids of its communities.
    pub communities: Vec<String>,
    /// Factor on its score; 1 unless its author says otherwise.
    pub boost: f64,
    /// Out of default search: archived, or `search.exclude`.
    pub hidden: bool,
    /// A file: the title of the page that leads to it.
    pub within: Option<String>,
}

impl SearchDoc {
    /// Whether it is a whole page: no question of one, and no file.
    pub fn is_page(&self) -> bool {
        self.anchor.is_empty() && self.within.is_none()
    }

    /// Of everything in it: equal digest, equal value.
    pub fn digest(&self) -> Digest {
        let mut digester = Digester::default();
        if self.within.is_some() {
            // Nothing of the page's text is a file's: an edit of a page leaves the files that it leads to as they are.
            digester.part(self.doc.path.as_str().as_bytes());
        } else {
            // The page's own digest covers its text, headings and the numbers of its sections.
            digester.digest(self.doc.digest);
        }
        for index in &self.sections {
            digester.part(&index.to_le_bytes());
        }
        for text in [&self.path, &self.anchor, &self.title] {
            digester.part(text.as_bytes());
        }
        digester.part(self.address.as_str().as_bytes()).part(self.kind.as_bytes()).part(self.language.as_bytes());
        for text in [&self.id, &self.summary, &self.short, &self.within] {
            digester.part(&[u8::from(text.is_some())]).part(text.as_deref().unwrap_or_default().as_bytes());
        }
        for list in [&self.ask, &self.names, &self.keywords, &self.tags, &self.communities] {
            digester.part(&list.len().to_le_bytes());
            for text in list {
                digester.part(text.as_bytes());
            }
        }
        digester.part(&self.boost.to_bits().to_le_bytes()).part(&[u8::from(self.hidden)]);
        digester.finish()
    }

    /// Its sections, in order.
    pub fn sections(&self) -> impl Iterator<Item = SectionRef<'_>> {
        self.sections.iter().filter_map(|index| {
            let section = self.doc.body.sections.get(*index)?;
            let heading = section.heading.and_then(|heading| self.doc.body.headings.get(heading));
            Some(SectionRef {
                section,
                heading: heading.map_or("", |heading| &heading.text),
                anchor: heading.map_or("", |heading| &heading.id),
            })
        })
    }
}

/// A section of a page.
#[derive(Clone, Copy, Debug)]
pub struct SectionRef<'a> {
    section: &'a Section,
    /// Its heading, plain text; empty before the first.
    pub heading: &'a str,
    /// The anchor of its heading; empty before the first.
    pub anchor: &'a str,
}

impl<'a> SectionRef<'a> {
    /// Its plain text, without the heading.
    pub fn text(self) -> &'a str {
        &self.section.text
    }
}

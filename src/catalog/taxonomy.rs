//! What belongs together: tags and communities.

use std::collections::BTreeMap;

use super::{Catalog, PageIx};
use crate::base::path::Address;
use crate::base::text;

/// A tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// As the first page in path order spells it.
    pub title: String,
    /// Where its list stands: `tags/TAG/`.
    pub address: Address,
    /// The pages that have it, in path order.
    pub pages: Vec<PageIx>,
}

/// How a tag is told from another: letter case, composition and outer blanks do not count.
fn folded(tag: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    tag.trim().nfc().flat_map(char::to_lowercase).collect()
}

/// Gathers tags and communities of all pages that readers can find.
pub(super) fn gather(catalog: &mut Catalog) {
    let mut tags: BTreeMap<String, (String, Vec<PageIx>)> = BTreeMap::new();
    let mut communities: BTreeMap<String, Vec<PageIx>> = BTreeMap::new();
    for (ix, page) in catalog.indexed() {
        let common = &page.doc.front.common;
        for tag in &common.tags {
            let (_, pages) =
                tags.entry(folded(&tag.value)).or_insert_with(|| (tag.value.trim().to_owned(), Vec::new()));
            if pages.last() != Some(&ix) {
                pages.push(ix);
            }
        }
        for community in &common.communities {
            communities.entry(community.value.clone()).or_default().push(ix);
        }
    }
    catalog.tags = address_tags(tags);
    catalog.communities = communities;
}

/// Gives each tag a part of its own: `c` and `c-2` for `C` and `C++`, in the order of the folded tags.
fn address_tags(tags: BTreeMap<String, (String, Vec<PageIx>)>) -> BTreeMap<String, Tag> {
    let mut placed: BTreeMap<String, Tag> = BTreeMap::new();
    for (folded, (title, pages)) in tags {
        let slug = text::slug(&folded);
        let slug = if slug.is_empty() { "tag".to_owned() } else { slug };
        let mut part = slug.clone();
        let mut n = 2;
        while placed.contains_key(&part) {
            part = format!("{slug}-{n}");
            n += 1;
        }
        let address = Address::new(format!("tags/{part}"));
        placed.insert(part, Tag { title, address, pages });
    }
    placed
}

impl Catalog {
    /// The tag that `word` names, however it is spelt.
    pub fn tag(&self, word: &str) -> Option<&Tag> {
        let key = folded(word);
        self.tags
            .get(&text::slug(&key))
            .filter(|tag| folded(&tag.title) == key)
            .or_else(|| self.tags.values().find(|tag| folded(&tag.title) == key))
    }

    /// The listed pages of `pages`.
    pub fn listed<'a>(&'a self, pages: &'a [PageIx]) -> impl Iterator<Item = PageIx> + 'a {
        pages.iter().copied().filter(|ix| self.is_listed(*ix))
    }
}

//! What belongs together: tags and communities.

use std::collections::{BTreeMap, HashMap};

use super::{Catalog, PageIx};
use crate::base::digest::Digest;
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
    text::lower(tag.trim())
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
    (catalog.tags, catalog.by_tag) = address_tags(tags);
    catalog.communities = communities;
}

/// Gives each tag a part of its own, and the parts by folded tag. Tags that say the same in letters (`day one`,
/// `day-one`) are one.
fn address_tags(tags: BTreeMap<String, (String, Vec<PageIx>)>) -> (BTreeMap<String, Tag>, HashMap<String, String>) {
    let mut placed: BTreeMap<String, Tag> = BTreeMap::new();
    let mut parts = HashMap::with_capacity(tags.len());
    for (folded, (title, mut pages)) in tags {
        let part = tag_part(&folded);
        let address = Address::new(format!("tags/{part}"));
        let tag = placed.entry(part.clone()).or_insert_with(|| Tag { title, address, pages: Vec::new() });
        tag.pages.append(&mut pages);
        tag.pages.sort_unstable();
        tag.pages.dedup();
        parts.insert(folded, part);
    }
    (placed, parts)
}

/// The part of an address that a tag has. One whose slug says less than the tag (`C++`, `C#`) gets some letters of its
/// digest behind it (`c-7a7cf065`), whether or not another tag has that slug: no address depends on other tags.
fn tag_part(folded: &str) -> String {
    let slug = text::slug(folded);
    let says_all = folded.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-' || c.is_whitespace());
    if says_all && !slug.is_empty() {
        return slug;
    }
    let digest = Digest::of(folded.as_bytes()).to_string();
    let stem = if slug.is_empty() { "tag" } else { &slug };
    format!("{stem}-{}", &digest[..8])
}

impl Catalog {
    /// The tag that `word` names, however it is spelt.
    pub fn tag(&self, word: &str) -> Option<&Tag> {
        self.tags.get(self.by_tag.get(&folded(word))?)
    }

    /// The listed pages of `pages`.
    pub fn listed<'a>(&'a self, pages: &'a [PageIx]) -> impl Iterator<Item = PageIx> + 'a {
        pages.iter().copied().filter(|ix| self.is_listed(*ix))
    }
}

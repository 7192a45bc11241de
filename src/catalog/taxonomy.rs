//! What belongs together: tags and communities.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    /// The languages of these pages, and the default one, in order: there it has a list of its own.
    languages: Vec<usize>,
}

impl Tag {
    /// Whether it has a list of its own in `language`.
    pub fn is_in(&self, language: usize) -> bool {
        self.languages.binary_search(&language).is_ok()
    }
}

/// How a tag is told from another: letter case, composition and outer blanks do not count.
fn folded(tag: &str) -> String {
    text::lower(tag.trim())
}

/// A tag as the first page in path order spells it, and the pages that have it.
type Group<'a> = (&'a str, Vec<PageIx>);

/// What [`gather`] gives.
pub(super) struct Taxonomy {
    /// [`Catalog::tags`].
    pub(super) tags: BTreeMap<String, Tag>,
    /// The last part of a tag's address, by folded tag.
    pub(super) by_tag: HashMap<String, String>,
    /// [`Catalog::communities`].
    pub(super) communities: BTreeMap<String, Vec<PageIx>>,
}

/// Gathers tags and communities of all pages that readers can find.
pub(super) fn gather(catalog: &Catalog) -> Taxonomy {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut by_folded: BTreeMap<String, usize> = BTreeMap::new();
    // Most spellings come again and again, and need not be folded each time.
    let mut by_spelling: HashMap<&str, usize> = HashMap::new();
    let mut communities: BTreeMap<String, Vec<PageIx>> = BTreeMap::new();
    for (ix, page) in catalog.indexed() {
        let common = &page.doc.front.common;
        for tag in common.tags.iter().map(|tag| tag.value.trim()) {
            let group = *by_spelling.entry(tag).or_insert_with(|| {
                *by_folded.entry(text::lower(tag)).or_insert_with(|| {
                    groups.push((tag, Vec::new()));
                    groups.len() - 1
                })
            });
            let (_, pages) = &mut groups[group];
            if pages.last() != Some(&ix) {
                pages.push(ix);
            }
        }
        for community in &common.communities {
            communities.entry(community.value.clone()).or_default().push(ix);
        }
    }
    let (mut tags, by_tag) = address_tags(by_folded, &groups);
    for tag in tags.values_mut() {
        let languages = tag.pages.iter().map(|ix| catalog.page(*ix).language).chain([0]);
        tag.languages = languages.collect::<BTreeSet<_>>().into_iter().collect();
    }
    Taxonomy { tags, by_tag, communities }
}

/// Gives each tag a part of its own, and the parts by folded tag. Tags that say the same in letters (`day one`,
/// `day-one`) are one.
fn address_tags(
    by_folded: BTreeMap<String, usize>,
    groups: &[Group<'_>],
) -> (BTreeMap<String, Tag>, HashMap<String, String>) {
    let mut placed: BTreeMap<String, Tag> = BTreeMap::new();
    let mut parts = HashMap::with_capacity(by_folded.len());
    for (folded, group) in by_folded {
        let (title, pages) = &groups[group];
        let part = tag_part(&folded);
        let address = Address::new(format!("tags/{part}"));
        let tag = placed.entry(part.clone()).or_insert_with(|| Tag {
            title: (*title).to_owned(),
            address,
            pages: Vec::new(),
            languages: Vec::new(),
        });
        tag.pages.extend(pages);
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

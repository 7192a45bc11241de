//! What a bucket's pages say of words and tantivy cannot hold: the forms that people write and type, and who writes them
//! with accents. tantivy knows groups only.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use guildhall_search::Token;

/// A form as it is typed: folded, not stemmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Surface {
    /// The group it is counted in.
    pub(super) group: Box<str>,
    /// How many of the bucket's pages hold it.
    pub(super) pages: u32,
    /// It stands in a title, an `ask` or a name.
    pub(super) in_name: bool,
    /// The last page that was counted.
    last: u32,
}

/// The words of a bucket, while its pages are read in order.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    surfaces: HashMap<Box<str>, Surface, BuildHasherDefault<Mix>>,
    accents: BTreeMap<Box<str>, Vec<u32>>,
}

impl Vocabulary {
    /// Notes a word of a page (a number of the bucket's).
    pub(super) fn note(&mut self, token: &Token<'_>, page: u32, in_name: bool) {
        if token.accented {
            let pages = match self.accents.get_mut(token.group) {
                Some(pages) => pages,
                None => self.accents.entry(token.group.into()).or_default(),
            };
            if pages.last() != Some(&page) {
                pages.push(page);
            }
        }
        if let Some(surface) = self.surfaces.get_mut(token.surface) {
            surface.pages += u32::from(surface.last != page);
            surface.last = page;
            surface.in_name |= in_name;
        } else {
            let surface = Surface { group: token.group.into(), pages: 1, in_name, last: page };
            self.surfaces.insert(token.surface.into(), surface);
        }
    }

    /// The pages that write a word of the group with accents, ascending.
    pub(super) fn accented(&self, group: &str) -> &[u32] {
        self.accents.get(group).map(Vec::as_slice).unwrap_or_default()
    }

    /// All forms in byte order.
    pub(super) fn surfaces(&self) -> Vec<(&str, &Surface)> {
        let mut surfaces: Vec<(&str, &Surface)> =
            self.surfaces.iter().map(|(word, surface)| (&**word, surface)).collect();
        surfaces.sort_unstable_by_key(|(word, _)| *word);
        surfaces
    }
}

/// A quick mix of eight bytes at a time, for words: they are looked up once for every word of the site.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        for piece in whole {
            self.write_u64(u64::from_le_bytes(*piece));
        }
        if !rest.is_empty() {
            self.write_u64(rest.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 29;
    }

    fn finish(&self) -> u64 {
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

#[cfg(test)]
mod tests {
    use guildhall_search::Analyzer;

    use super::*;

    #[test]
    fn a_form_counts_once_a_page_and_remembers_names_and_accents() {
        let mut vocabulary = Vocabulary::default();
        let mut analyzer = Analyzer::new("en");
        for (page, text, in_name) in [(0, "visas visas café", false), (0, "Visa", true), (4, "visas cafe", false)] {
            analyzer.for_each(text, |token| vocabulary.note(&token, page, in_name));
        }
        let shown = vocabulary.surfaces().into_iter().map(|(word, surface)| (word, surface.pages, surface.in_name));
        assert_eq!(shown.collect::<Vec<_>>(), [("cafe", 2, false), ("visa", 1, true), ("visas", 2, false)]);
        assert_eq!((vocabulary.accented("cafe"), vocabulary.accented("visa")), (&[0][..], &[][..]));
    }
}

//! The manifest: what a reader must know before its first request. Everything else is named, directly or in two steps, by
//! what stands here.
//!
//! Nothing in it grows with every page: pages are named in groups, whose number is bounded.
//!
//! | piece | |
//! | --- | --- |
//! | format | a byte, [`FORMAT`] |
//! | pages | number |
//! | files of cards and of texts | two bytes: how many pages stand in one |
//! | languages | count, then texts |
//! | lexicon | count, then for each chunk: its first word as text, hash |
//! | speller | count, then for each block: initial letter as a number, hash |
//! | groups | count, then for each: pages as a number, hash of its cards, hash of its texts |
//! | facets | count, then for each: key as text, hash |

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::file::{File, Hash};
use crate::wire::{Damaged, Input, Output, seal};

/// The version of the format. Any change to any file of the index raises it; a reader that has another one says so.
pub const FORMAT: u8 = 1;

/// Why an index cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its bytes are not what the format says.
    Damaged,
    /// It has this version, not [`FORMAT`].
    Version(u8),
    /// A file it names cannot be had.
    Missing(File),
}

impl From<Damaged> for Fault {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

/// What a reader must know before its first request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// How many pages the index holds; a question of a page of many counts as a page.
    pub pages: u32,
    /// Codes of the site's languages. Lists name one by its place here.
    pub languages: Vec<String>,
    /// The first word of each chunk of the lexicon, in byte order, and its name.
    pub lexicon: Vec<(String, Hash)>,
    /// The initial letter of each block of the speller and its name; `'\0'` is the block of all rarer letters.
    pub speller: Vec<(char, Hash)>,
    /// Runs of pages, in page order.
    pub groups: Vec<Group>,
    /// Pages in one file of cards.
    pub cards_per_file: u8,
    /// Pages in one file of texts.
    pub texts_per_file: u8,
    /// The key of each facet and the name of its column.
    pub facets: Vec<(String, Hash)>,
}

/// A run of pages whose cards, and whose texts, are named together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many pages.
    pub pages: u32,
    /// Names its files of cards.
    pub cards: Hash,
    /// Names its files of texts.
    pub texts: Hash,
}

impl Manifest {
    /// Its bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.push(FORMAT);
        out.number(self.pages);
        out.extend([self.cards_per_file, self.texts_per_file]);
        out.size(self.languages.len());
        self.languages.iter().for_each(|code| out.text(code));
        out.size(self.lexicon.len());
        for (word, hash) in &self.lexicon {
            out.text(word);
            out.extend(hash.0);
        }
        out.size(self.speller.len());
        for (letter, hash) in &self.speller {
            out.number(u32::from(*letter));
            out.extend(hash.0);
        }
        out.size(self.groups.len());
        for group in &self.groups {
            out.number(group.pages);
            out.extend(group.cards.0);
            out.extend(group.texts.0);
        }
        out.size(self.facets.len());
        for (key, hash) in &self.facets {
            out.text(key);
            out.extend(hash.0);
        }
        seal(out)
    }

    /// Reads it back.
    ///
    /// # Errors
    /// When the bytes have another version, or are not what the format says.
    pub fn decode(bytes: &[u8]) -> Result<Self, Fault> {
        match bytes.first() {
            Some(&version) if version != FORMAT => return Err(Fault::Version(version)),
            _ => {}
        }
        let mut input = Input::open(bytes)?;
        input.byte();
        let mut manifest = Self { pages: input.number(), ..Self::default() };
        manifest.cards_per_file = input.byte().max(1);
        manifest.texts_per_file = input.byte().max(1);
        for _ in 0..input.count(1) {
            manifest.languages.push(input.string());
        }
        manifest.lexicon = named(&mut input);
        for _ in 0..input.count(6) {
            let letter = char::from_u32(input.number()).ok_or(Damaged)?;
            manifest.speller.push((letter, input.hash()));
        }
        for _ in 0..input.count(11) {
            let pages = input.number();
            manifest.groups.push(Group { pages, cards: input.hash(), texts: input.hash() });
        }
        manifest.facets = named(&mut input);
        let grouped = manifest.groups.iter().try_fold(0_u32, |sum, group| sum.checked_add(group.pages));
        input.end()?;
        if grouped == Some(manifest.pages) { Ok(manifest) } else { Err(Fault::Damaged) }
    }

    /// The chunks of the lexicon that may hold words which start with `prefix`, as indexes.
    pub fn chunks_of(&self, prefix: &str) -> Range<usize> {
        let start = self.lexicon.partition_point(|(first, _)| first.as_str() <= prefix).saturating_sub(1);
        let beyond = |first: &str| first > prefix && !first.starts_with(prefix);
        let end = self.lexicon.partition_point(|(first, _)| !beyond(first));
        start..end.max(start)
    }

    /// The one chunk of the lexicon that holds `word` if any does.
    pub fn chunk_of(&self, word: &str) -> Option<usize> {
        self.lexicon.partition_point(|(first, _)| first.as_str() <= word).checked_sub(1)
    }

    /// The file that holds a page's card and which of its cards that is.
    pub fn card_file(&self, page: u32) -> Option<(File, usize)> {
        let (group, within) = self.group_of(page)?;
        let (number, place) = divided(within, self.cards_per_file)?;
        Some((File::Cards(group.cards, number), place))
    }

    /// The file that holds a page's text and which of its texts that is.
    pub fn text_file(&self, page: u32) -> Option<(File, usize)> {
        let (group, within) = self.group_of(page)?;
        let (number, place) = divided(within, self.texts_per_file)?;
        Some((File::Text(group.texts, number), place))
    }

    fn group_of(&self, page: u32) -> Option<(&Group, u32)> {
        let mut within = page;
        for group in &self.groups {
            if within < group.pages {
                return Some((group, within));
            }
            within -= group.pages;
        }
        None
    }
}

/// Files, each behind a text that says which it is.
fn named(input: &mut Input<'_>) -> Vec<(String, Hash)> {
    let count = input.count(6);
    let mut files = Vec::with_capacity(count);
    for _ in 0..count {
        files.push((input.string(), input.hash()));
    }
    files
}

/// The file of a group and the place in it.
fn divided(within: u32, per_file: u8) -> Option<(u16, usize)> {
    let per_file = u32::from(per_file.max(1));
    Some((u16::try_from(within / per_file).ok()?, usize::try_from(within % per_file).ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn manifest() -> Manifest {
        let hash = |n: u8| Hash([n; 5]);
        let group = |pages, n| Group { pages, cards: hash(n), texts: hash(n + 1) };
        Manifest {
            pages: 9,
            languages: ["en", "de"].map(String::from).to_vec(),
            lexicon: [("", 1), ("car", 2), ("care", 3), ("cat", 4), ("dog", 5)]
                .map(|(w, n)| (w.into(), hash(n)))
                .to_vec(),
            speller: [('\0', hash(6)), ('ж', hash(7))].to_vec(),
            groups: [group(4, 10), group(5, 20)].to_vec(),
            cards_per_file: 2,
            texts_per_file: 1,
            facets: [(String::from("kind"), hash(8))].to_vec(),
        }
    }

    #[test]
    fn it_reads_back_and_every_cut_is_damage() {
        let bytes = manifest().encode();
        assert_eq!(Manifest::decode(&bytes), Ok(manifest()));
        for end in 0..bytes.len() {
            assert_eq!(Manifest::decode(&bytes[..end]), Err(Fault::Damaged), "{end} bytes");
        }
    }

    proptest! {
        #[test]
        fn what_is_sealed_wrongly_is_no_panic(at in any::<prop::sample::Index>(), byte: u8, noise in vec(any::<u8>(), 0..99)) {
            let mut bytes = manifest().encode();
            bytes.truncate(bytes.len() - 4);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = Manifest::decode(&seal(bytes)).map(|manifest| manifest.card_file(7));
            let _ = Manifest::decode(&seal([&[FORMAT], &noise[..]].concat()));
        }
    }

    #[test]
    fn another_version_is_named() {
        let mut bytes = manifest().encode();
        bytes[0] = FORMAT + 1;
        assert_eq!(Manifest::decode(&bytes), Err(Fault::Version(FORMAT + 1)));
    }

    #[test]
    fn words_and_prefixes_find_their_chunks() {
        let manifest = manifest();
        assert_eq!(manifest.chunk_of("apple"), Some(0));
        assert_eq!(manifest.chunk_of("care"), Some(2));
        assert_eq!(manifest.chunk_of("zebra"), Some(4));
        assert_eq!(manifest.chunks_of("car"), 1..3);
        assert_eq!(manifest.chunks_of("ca"), 0..4);
        assert_eq!(manifest.chunks_of("caterpillar"), 3..4);
        assert_eq!(Manifest::default().chunks_of("a"), 0..0);
    }

    #[test]
    fn pages_find_their_files() {
        let manifest = manifest();
        assert_eq!(manifest.card_file(3), Some((File::Cards(Hash([10; 5]), 1), 1)));
        assert_eq!(manifest.card_file(6), Some((File::Cards(Hash([20; 5]), 1), 0)));
        assert_eq!(manifest.text_file(8), Some((File::Text(Hash([21; 5]), 4), 0)));
        assert_eq!(manifest.text_file(9), None);
    }
}

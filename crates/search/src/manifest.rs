//! The manifest: what a reader must know before its first request. Everything else is named, directly or in two steps, by
//! what stands here.
//!
//! Nothing in it grows with every page: pages are named in groups, whose number is bounded.
//!
//! The page reads the first half too, before the engine is there, so as to fetch the first chunks of the lexicon along with
//! it: `15-ahead.js` of the theme. It knows [`FORMAT`], the pieces down to the lexicon, and [`Manifest::chunks_of`].
//!
//! | piece | |
//! | --- | --- |
//! | format | a byte, [`FORMAT`] |
//! | pages | number |
//! | files of cards | a byte: how many pages stand in one |
//! | languages | count, then texts |
//! | spared words | count, then texts in byte order |
//! | lexicon | count, then for each run of chunks: hash; for those of common and then of rare words: count, the first word of each as text |
//! | speller | hash of all its blocks; count, then for each its initial letter as a number |
//! | groups | count, then for each: pages as a number, hash of its cards and texts |
//! | facets | count, then for each: key as text, hash |

use alloc::string::String;
use alloc::vec::Vec;

use crate::file::{File, Hash};
use crate::wire::{Damaged, Input, Output, seal};

/// The version of the format. Any change to any file of the index raises it; a reader that has another one says so.
pub const FORMAT: u8 = 3;

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
    /// Words so frequent ([`is_spared`]) that beside rarer ones nothing is read of them, not even the chunk of the lexicon.
    /// No phrase begins with one. In byte order.
    pub spared: Vec<String>,
    /// The chunks of the lexicon, in byte order.
    pub lexicon: Vec<Run>,
    /// The initial letter of each block of the speller and the block; `'\0'` is that of all rarer letters. All have one hash.
    pub speller: Vec<(char, File)>,
    /// Runs of pages, in page order.
    pub groups: Vec<Group>,
    /// Pages in one file of cards.
    pub cards_per_file: u8,
    /// The key of each facet and the name of its column.
    pub facets: Vec<(String, Hash)>,
}

/// Chunks of the lexicon that follow each other and are named together: a name of its own for each would be half of the
/// manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Names its files: those of common words, then those of rare ones.
    pub name: Hash,
    /// The first word of each chunk of [`Tier::Common`] and of [`Tier::Rare`].
    pub firsts: [Vec<String>; 2],
}

/// Which words a chunk of the lexicon holds. Most words that are typed are common, and chunks of these are small. On a small
/// site all words count as common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// Common ones, and all phrases.
    Common,
    /// Rare ones.
    Rare,
}

/// A run of pages whose cards and texts are named together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many pages.
    pub pages: u32,
    /// Names its files of cards, and those of texts.
    pub name: Hash,
}

/// From so many pages on frequent words are spared: below, all lists are short.
const LARGE: u32 = 1_000;
/// A word that one of so many has is not looked up at all beside rarer ones. Not as many as make a word frequent: of
/// 1,400 abstracts on flight a third say "boundary", and it matters; sparing from a tenth on cost 0.011 nDCG there.
const SPARED: u32 = 4;

/// Whether a word of this class, as [`crate::lexicon::Form::class`], is in at least about one of so many pages of a large
/// site.
pub(crate) fn is_shared_by(pages: u32, one_of: u32, class: u8) -> bool {
    pages >= LARGE && pages / one_of <= 1_u32.checked_shl(u32::from(class)).unwrap_or(u32::MAX)
}

/// Whether a word of this class is not looked up beside rarer ones.
pub fn is_spared(pages: u32, class: u8) -> bool {
    is_shared_by(pages, SPARED, class)
}

impl Manifest {
    /// Its bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.push(FORMAT);
        out.number(self.pages);
        out.push(self.cards_per_file);
        for texts in [&self.languages, &self.spared] {
            out.size(texts.len());
            for text in texts {
                out.text(text);
            }
        }
        out.size(self.lexicon.len());
        for run in &self.lexicon {
            out.extend(run.name.0);
            for firsts in &run.firsts {
                out.size(firsts.len());
                for word in firsts {
                    out.text(word);
                }
            }
        }
        out.extend(self.speller.first().map_or([0; 5], |(_, file)| file.hash().0));
        out.size(self.speller.len());
        for (letter, _) in &self.speller {
            out.number(u32::from(*letter));
        }
        out.size(self.groups.len());
        for group in &self.groups {
            out.number(group.pages);
            out.extend(group.name.0);
        }
        write_named(&mut out, &self.facets);
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
        for texts in [&mut manifest.languages, &mut manifest.spared] {
            for _ in 0..input.count(1) {
                texts.push(input.string());
            }
        }
        for _ in 0..input.count(7) {
            let mut run = Run { name: input.hash(), ..Run::default() };
            for firsts in &mut run.firsts {
                for _ in 0..input.count(1) {
                    firsts.push(input.string());
                }
            }
            manifest.lexicon.push(run);
        }
        let hash = input.hash();
        for number in 0..input.count(1) {
            let letter = char::from_u32(input.number()).ok_or(Damaged)?;
            manifest.speller.push((letter, File::Speller(hash, u16::try_from(number).map_err(|_| Damaged)?)));
        }
        for _ in 0..input.count(6) {
            let pages = input.number();
            manifest.groups.push(Group { pages, name: input.hash() });
        }
        manifest.facets = named(&mut input);
        let grouped = manifest.groups.iter().try_fold(0_u32, |sum, group| sum.checked_add(group.pages));
        input.end()?;
        if grouped == Some(manifest.pages) { Ok(manifest) } else { Err(Fault::Damaged) }
    }

    /// At most so many chunks of the lexicon that may hold words which start with `prefix`; the first is the one that holds
    /// `prefix` itself, if any does.
    pub fn chunks_of(&self, tier: Tier, prefix: &str, most: usize) -> Vec<File> {
        let mut chunks = Vec::new();
        for run in &self.lexicon {
            let [common, rare] = &run.firsts;
            let (firsts, before) = if tier == Tier::Common { (common, 0) } else { (rare, common.len()) };
            for (number, first) in (0..u16::MAX).skip(before).zip(firsts) {
                let is_below = first.as_str() <= prefix;
                if is_below {
                    chunks.clear();
                }
                if is_below || (chunks.len() < most && first.starts_with(prefix)) {
                    chunks.push(File::Lexicon(run.name, number));
                }
            }
        }
        chunks
    }

    /// All chunks of the lexicon.
    pub fn chunks(&self) -> impl Iterator<Item = File> {
        self.lexicon.iter().flat_map(|run| {
            let count = run.firsts.iter().map(Vec::len).sum::<usize>();
            (0..u16::MAX).take(count).map(|number| File::Lexicon(run.name, number))
        })
    }

    /// The file that holds a page's card and which of its cards that is.
    pub fn card_file(&self, page: u32) -> Option<(File, usize)> {
        let (group, within) = self.group_of(page)?;
        let per_file = u32::from(self.cards_per_file.max(1));
        let number = u16::try_from(within / per_file).ok()?;
        Some((File::Cards(group.name, number), usize::try_from(within % per_file).ok()?))
    }

    /// The file that holds a part of a page's text: first come the first parts of all pages of a group, then the second.
    pub fn text_file(&self, page: u32, part: u32) -> Option<File> {
        let (group, within) = self.group_of(page)?;
        Some(File::Text(group.name, u16::try_from(part.checked_mul(group.pages)?.checked_add(within)?).ok()?))
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

fn write_named(out: &mut Vec<u8>, files: &[(String, Hash)]) {
    out.size(files.len());
    for (name, hash) in files {
        out.text(name);
        out.extend(hash.0);
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

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn manifest() -> Manifest {
        let hash = |n: u8| Hash([n; 5]);
        let words = |words: &[&str]| words.iter().map(|word| String::from(*word)).collect();
        let group = |pages, n| Group { pages, name: hash(n) };
        Manifest {
            pages: 9,
            languages: ["en", "de"].map(String::from).to_vec(),
            spared: ["of", "the"].map(String::from).to_vec(),
            lexicon: [
                Run { name: hash(1), firsts: [words(&["", "car", "care"]), words(&[])] },
                Run { name: hash(2), firsts: [words(&["cat", "dog"]), words(&["d"])] },
            ]
            .to_vec(),
            speller: [('\0', File::Speller(hash(6), 0)), ('ж', File::Speller(hash(6), 1))].to_vec(),
            groups: [group(4, 10), group(5, 20)].to_vec(),
            cards_per_file: 2,
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
        let chunks = |tier, word| -> Vec<(u8, u16)> {
            let name = |file| if let File::Lexicon(hash, number) = file { (hash.0[0], number) } else { (0, 0) };
            manifest.chunks_of(tier, word, 3).into_iter().map(name).collect()
        };
        assert_eq!(chunks(Tier::Common, "apple"), [(1, 0)]);
        assert_eq!(chunks(Tier::Common, "care"), [(1, 2)]);
        assert_eq!(chunks(Tier::Common, "zebra"), [(2, 1)]);
        assert_eq!(chunks(Tier::Common, "car"), [(1, 1), (1, 2)]);
        assert_eq!(chunks(Tier::Common, "ca"), [(1, 0), (1, 1), (1, 2)], "and no more");
        assert_eq!(chunks(Tier::Common, "caterpillar"), [(2, 0)]);
        assert_eq!(chunks(Tier::Rare, "door"), [(2, 2)]);
        assert_eq!(chunks(Tier::Rare, "car"), []);
        assert_eq!(manifest.chunks().count(), 6);
    }

    #[test]
    fn pages_find_their_files() {
        let manifest = manifest();
        assert_eq!(manifest.card_file(3), Some((File::Cards(Hash([10; 5]), 1), 1)));
        assert_eq!(manifest.card_file(6), Some((File::Cards(Hash([20; 5]), 1), 0)));
        assert_eq!(manifest.text_file(8, 0), Some(File::Text(Hash([20; 5]), 4)));
        assert_eq!(manifest.text_file(6, 2), Some(File::Text(Hash([20; 5]), 12)));
        assert_eq!(manifest.text_file(9, 0), None);
        assert_eq!(manifest.text_file(8, u32::MAX), None);
    }
}

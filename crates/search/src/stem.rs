//! Words to the group they are counted in: Snowball stems where the language has a stemmer here, else the word itself.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use frostem::{Algorithm, Stemmer};

/// How many words a stemmer remembers at most. Half the words of a page are among the few hundred most frequent ones, so
/// a small table that forgets on collision saves nine in ten calls.
const MOST_SLOTS: usize = 1 << 13;
/// How many it remembers at first: a query or a title has few words.
const FIRST_SLOTS: usize = 1 << 5;

/// A stemmer with a memory.
pub(crate) struct Stems {
    stemmer: Option<Stemmer>,
    /// Direct-mapped by hash, a power of two many; empty until the first word is stemmed.
    slots: Vec<Slot>,
    /// Words stemmed since the table last grew.
    misses: usize,
}

#[derive(Clone, Default)]
struct Slot {
    /// The word, then its stem.
    text: String,
    /// Where the stem starts.
    border: usize,
}

impl Stems {
    /// The stemmer for a language code such as `en` or `de-at`; languages without one are not stemmed.
    pub(crate) fn new(language: &str) -> Self {
        let stemmer = match language.split(['-', '_']).next().unwrap_or_default() {
            "en" => Some(Algorithm::English),
            "de" => Some(Algorithm::German),
            "fr" => Some(Algorithm::French),
            "es" => Some(Algorithm::Spanish),
            _ => None,
        };
        Self { stemmer: stemmer.map(Stemmer::new), slots: Vec::new(), misses: 0 }
    }

    /// Whether the words of this language keep the apostrophe's two sides together, as in `don't`.
    pub(crate) fn joins_apostrophes(&self) -> bool {
        self.stemmer.is_none_or(|stemmer| stemmer.algorithm() != Algorithm::French)
    }

    /// Appends the group of `word`, a folded word, to `out`.
    pub(crate) fn group_into(&mut self, word: &str, out: &mut String) {
        // Codes such as `m23-22` are not words of a language, and folded words of these four are plain ASCII.
        let Some(stemmer) = self.stemmer.filter(|_| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase()))
        else {
            out.push_str(word);
            return;
        };
        if self.misses >= self.slots.len() && self.slots.len() < MOST_SLOTS {
            // What was remembered is stemmed once more: cheaper than the code to move it.
            let grown = (self.slots.len() * 8).max(FIRST_SLOTS);
            self.slots.clear();
            self.slots.resize(grown, Slot::default());
            self.misses = 0;
        }
        let mask = self.slots.len().saturating_sub(1);
        let Some(slot) = self.slots.get_mut(hash(word) & mask) else { return };
        if slot.text.get(..slot.border) != Some(word) {
            self.misses += 1;
            slot.text.clear();
            slot.text.push_str(word);
            slot.text.push_str(&stem(stemmer, word));
            slot.border = word.len();
        }
        out.push_str(slot.text.get(slot.border..).unwrap_or(word));
    }
}

/// The stem of `word`, folded again: some stemmers restore accents.
fn stem(stemmer: Stemmer, word: &str) -> Cow<'_, str> {
    match stemmer.stem(word) {
        stem if stem.is_empty() => Cow::Borrowed(word),
        stem if stem.is_ascii() => stem,
        stem => Cow::Owned(crate::fold::fold(&stem)),
    }
}

/// FNV-1a, shifted so that the low bits depend on all of the word.
fn hash(word: &str) -> usize {
    let hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    usize::try_from((hash ^ (hash >> 32)) & 0xffff_ffff).unwrap_or_default()
}

//! Words to the group they are counted in: Snowball stems where the language has a stemmer here, else the word itself.

mod ends;
mod english;
mod french;
mod german;
mod spanish;

use alloc::string::String;
use alloc::vec::Vec;

/// How many words a stemmer remembers at most. Half the words of a page are among the few hundred most frequent ones, so
/// a small table that forgets on collision saves nine in ten calls.
const MOST_SLOTS: usize = 1 << 13;
/// How many it remembers at first: a query or a title has few words.
const FIRST_SLOTS: usize = 1 << 5;

/// A stemmer with a memory.
pub(crate) struct Stems {
    stem: Option<fn(&str) -> ends::Word>,
    is_french: bool,
    /// Direct-mapped by hash, a power of two many; empty until the first word is stemmed.
    slots: Vec<Slot>,
    /// Words stemmed since the table last grew.
    misses: usize,
}

/// A word and its stem, side by side in half a cache line: most stems are the word's start with a letter or two changed.
#[derive(Clone, Copy, Default)]
struct Slot {
    word: [u8; 20],
    length: u8,
    /// How many letters of the word the stem starts with.
    kept: u8,
    /// The letters that follow.
    tail: [u8; 9],
    tail_length: u8,
}

impl Slot {
    /// A slot for `word`; `None` when one of them is too long for it.
    fn new(word: &str, stem: &str) -> Option<Self> {
        let kept = word.bytes().zip(stem.bytes()).take_while(|(a, b)| a == b).count();
        let rest = stem.as_bytes().get(kept..)?;
        let mut slot = Self::default();
        slot.word.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        slot.tail.get_mut(..rest.len())?.copy_from_slice(rest);
        slot.length = u8::try_from(word.len()).ok()?;
        slot.kept = u8::try_from(kept).ok()?;
        slot.tail_length = u8::try_from(rest.len()).ok()?;
        Some(slot)
    }

    fn holds(&self, word: &str) -> bool {
        self.word.get(..usize::from(self.length)) == Some(word.as_bytes())
    }

    /// Appends its stem to `out`.
    fn give(&self, word: &str, out: &mut String) {
        out.push_str(word.get(..usize::from(self.kept)).unwrap_or_default());
        for letter in self.tail.iter().take(usize::from(self.tail_length)) {
            out.push(char::from(*letter));
        }
    }
}

impl Stems {
    /// The stemmer for a language code such as `en` or `de-at`; languages without one are not stemmed.
    pub(crate) fn new(language: &str) -> Self {
        let language = without_region(language);
        let stem: Option<fn(&str) -> ends::Word> = match language {
            "en" => Some(english::stem),
            "de" => Some(german::stem),
            "fr" => Some(french::stem),
            "es" => Some(spanish::stem),
            _ => None,
        };
        Self { stem, is_french: language == "fr", slots: Vec::new(), misses: 0 }
    }

    /// Whether the words of this language keep the apostrophe's two sides together, as in `don't`.
    pub(crate) fn joins_apostrophes(&self) -> bool {
        !self.is_french
    }

    /// Appends the group of `word`, a folded word, to `out`.
    pub(crate) fn group_into(&mut self, word: &str, out: &mut String) {
        // Codes such as `m23-22` are not words of a language, and folded words of these four are plain ASCII.
        let Some(stem) = self.stem.filter(|_| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase())) else {
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
        let index = hash(word) & self.slots.len().saturating_sub(1);
        let Some(slot) = self.slots.get_mut(index) else { return };
        if !slot.holds(word) {
            self.misses += 1;
            let stem = stem(word).finish();
            match Slot::new(word, &stem) {
                Some(new) => *slot = new,
                None => return out.push_str(&stem),
            }
        }
        slot.give(word, out);
    }
}

/// The code of a language without what follows: `pt` of `pt-br`.
pub(crate) fn without_region(language: &str) -> &str {
    let end = language.bytes().position(|byte| matches!(byte, b'-' | b'_')).unwrap_or(language.len());
    language.get(..end).unwrap_or_default()
}

/// A quick mix of eight bytes at a time; the low bits depend on all of the word.
fn hash(word: &str) -> usize {
    let mut hash = 0_u64;
    for piece in word.as_bytes().chunks(8) {
        let number = piece.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte));
        hash = (hash ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 32;
    }
    usize::try_from(hash & 0xffff_ffff).unwrap_or_default()
}

#[cfg(test)]
mod tests;

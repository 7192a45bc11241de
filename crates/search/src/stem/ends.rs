//! A word whose end is cut off: what the stemmers of all languages share.
//!
//! They are those of Snowball (<https://snowballstem.org/algorithms/>), written for folded words: letters from a to z, so
//! all that Snowball knows of accents is left out. Its own are made for any text, and four times as large in the browser.

use alloc::string::String;
use alloc::vec::Vec;

/// Some ends and what takes their place, a row each. Made by [`ends`].
pub(super) type Table = [(&'static [u8], &'static str)];

/// The ends of a list such as ` a as`. Each blank becomes the length of the end behind it, so that a look at the last
/// letter is enough to step over it.
pub(super) const fn ends<const N: usize>(list: &[u8; N]) -> [u8; N] {
    let mut ends = *list;
    let (mut at, mut length) = (N, 0);
    while at > 0 {
        at -= 1;
        length += 1;
        if ends[at] == b' ' {
            (ends[at], length) = (length - 1, 0);
        }
    }
    ends
}

/// Takes the next of some ends.
pub(super) fn next_end<'a>(ends: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = ends.split_first()?;
    let (end, rest) = rest.split_at_checked(usize::from(*length))?;
    *ends = rest;
    Some(end)
}

/// A word on its way to its stem. A capital is a vowel that sounds like a consonant.
pub(super) struct Word {
    pub(super) letters: Vec<u8>,
    vowels: &'static [u8],
    /// Where Snowball's regions begin: what is cut must lie behind, so that something is left.
    pub(super) r1: usize,
    pub(super) r2: usize,
    pub(super) rv: usize,
}

impl Word {
    pub(super) fn new(word: &str, vowels: &'static [u8]) -> Self {
        Self { letters: word.into(), vowels, r1: 0, r2: 0, rv: 0 }
    }

    pub(super) fn length(&self) -> usize {
        self.letters.len()
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(super) fn letter(&self, at: usize) -> u8 {
        self.letters.get(at).copied().unwrap_or_default()
    }

    /// The letter before `at`.
    pub(super) fn before(&self, at: usize) -> u8 {
        self.letter(at.wrapping_sub(1))
    }

    pub(super) fn is_vowel(&self, at: usize) -> bool {
        self.vowels.contains(&self.letter(at))
    }

    pub(super) fn is_consonant(&self, at: usize) -> bool {
        at < self.length() && !self.is_vowel(at)
    }

    /// Turns the letter at `at` into a capital.
    pub(super) fn raise(&mut self, at: usize) {
        self.set(at, self.letter(at).to_ascii_uppercase());
    }

    pub(super) fn set(&mut self, at: usize, letter: u8) {
        if let Some(slot) = self.letters.get_mut(at) {
            *slot = letter;
        }
    }

    /// Behind the first vowel, or the first consonant, from `at` on; the end when there is none.
    pub(super) fn behind(&self, at: usize, vowel: bool) -> usize {
        let found = (at..self.length()).find(|at| self.is_vowel(*at) == vowel);
        found.map_or(self.length(), |at| at + 1)
    }

    /// Where the region behind `at` begins: behind the first consonant that follows a vowel.
    pub(super) fn region(&self, at: usize) -> usize {
        self.behind(self.behind(at, true), false)
    }

    pub(super) fn mark_regions(&mut self) {
        self.r1 = self.region(0);
        self.r2 = self.region(self.r1);
    }

    /// The longest end in a table that begins at `from` or behind: its row, and where it begins.
    pub(super) fn end(&self, table: &Table, from: usize) -> Option<(usize, usize)> {
        let letters = self.letters.get(from..).unwrap_or_default();
        let (mut row, mut longest) = (0, 0);
        for (index, &(mut ends, _)) in table.iter().enumerate() {
            while let Some(end) = next_end(&mut ends) {
                if end.last() == letters.last() && end.len() > longest && letters.ends_with(end) {
                    (row, longest) = (index, end.len());
                }
            }
        }
        (longest > 0).then(|| (row, self.length() - longest))
    }

    /// Where the word up to `at` ends in one of some ends, none of which is the end of another.
    pub(super) fn end_before(&self, at: usize, ends: &str) -> Option<usize> {
        let letters = self.letters.get(..at).unwrap_or_default();
        let end = ends.as_bytes().split(|byte| *byte == b' ').find(|end| letters.ends_with(end))?;
        Some(at - end.len())
    }

    pub(super) fn ends_before(&self, at: usize, ends: &str) -> bool {
        self.end_before(at, ends).is_some()
    }

    /// Puts `with` in place of the end that begins at `at`.
    pub(super) fn put(&mut self, at: usize, with: &str) {
        self.letters.truncate(at);
        self.letters.extend_from_slice(with.as_bytes());
    }

    /// Puts in place of an end what its table says.
    pub(super) fn turn(&mut self, table: &Table, (row, at): (usize, usize)) {
        if let Some((_, with)) = table.get(row) {
            self.put(at, with);
        }
    }

    /// Cuts off one of some ends that begins at `from` or behind; says whether there was one.
    pub(super) fn cut(&mut self, ends: &str, from: usize) -> bool {
        let end = self.end_before(self.length(), ends).filter(|at| *at >= from);
        if let Some(at) = end {
            self.letters.truncate(at);
        }
        end.is_some()
    }

    /// The stem, capitals lowered.
    pub(super) fn finish(self) -> String {
        let mut stem = String::with_capacity(self.length());
        for letter in self.letters {
            stem.push(char::from(letter.to_ascii_lowercase()));
        }
        stem
    }
}

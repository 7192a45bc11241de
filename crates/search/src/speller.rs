//! A block of the speller: words of the site that begin with one letter, to correct typos with; and how far two words are
//! apart.
//!
//! | piece | |
//! | --- | --- |
//! | words | front-coded: `front.rs` |
//! | classes | a byte a word |

use alloc::vec::Vec;

use crate::front::{self, Words};
use crate::wire::{Damaged, Input, seal};

/// Longest word that is compared, in letters.
const MOST_LETTERS: usize = 64;
/// Most edits that are looked for.
const MOST_EDITS: u8 = 2;
/// Cells of a row that may stay within the most edits: as many on either side of the diagonal, and the one on it.
const BAND: usize = 5;
/// The cell on the diagonal.
const MIDDLE: usize = BAND / 2;
/// Beyond every limit.
const FAR: u8 = 100;

/// The bytes of a block: words in byte order with their classes, as [`crate::lexicon::Form::class`] has them.
pub fn encode_block<'a>(words: impl ExactSizeIterator<Item = (&'a str, u8)>) -> Vec<u8> {
    let (mut out, mut classes) = (Vec::new(), Vec::new());
    front::write(
        &mut out,
        words.map(|(word, class)| {
            classes.push(class);
            word
        }),
    );
    out.extend(classes);
    seal(out)
}

/// Calls `each` with every word of a block.
///
/// # Errors
/// When the bytes are damaged; some words may have been given before.
pub fn words(block: &[u8], each: &mut dyn FnMut(&str, u8)) -> Result<(), Damaged> {
    let (mut words, classes) = open(block)?;
    for class in classes {
        words.advance();
        each(words.word(), *class);
    }
    words.end()
}

fn open(block: &[u8]) -> Result<(Words<'_>, &[u8]), Damaged> {
    let mut input = Input::open(block)?;
    let words = Words::new(&mut input);
    let classes = input.bytes(words.len());
    input.end()?;
    Ok((words, classes))
}

/// A word that others are compared with.
pub struct Pattern {
    letters: Vec<char>,
    limit: u8,
}

impl Pattern {
    /// The pattern of `word`: one edit is a typo, of eight letters or more two are.
    pub fn new(word: &str) -> Self {
        let mut letters = Vec::with_capacity(word.len());
        for letter in word.chars().take(MOST_LETTERS) {
            letters.push(letter);
        }
        let limit = if letters.len() < 8 { 1 } else { MOST_EDITS };
        Self { letters, limit }
    }

    /// How many letters must be put in, left out, replaced or swapped with their neighbour to make `word` of the
    /// pattern (the distance of optimal string alignment); `None` beyond the limit.
    pub fn distance(&self, word: &str) -> Option<usize> {
        Table::new(self).distance(word, 0).map(usize::from)
    }

    /// Calls `each` with the words of a block within the limit, their class and their distance. Quicker than asking for each
    /// word: what a word shares with the one before is compared once.
    ///
    /// # Errors
    /// When the bytes are damaged; some words may have been given before.
    pub fn closest(&self, block: &[u8], each: &mut dyn FnMut(&str, u8, usize)) -> Result<(), Damaged> {
        let (mut words, classes) = open(block)?;
        let mut table = Table::new(self);
        for class in classes {
            let shared = words.advance();
            if table.is_lost(shared) {
                continue;
            }
            if let Some(distance) = table.distance(words.word(), shared) {
                each(words.word(), *class, usize::from(distance));
            }
        }
        words.end()
    }
}

/// The usual table of the distances between all beginnings of two words. Row `i` is for the first `i` letters of the other word; its
/// cell `b` for the first `i + b - MIDDLE` of the pattern, as only what lies near the diagonal can stay within the limit.
pub(crate) struct Table<'a> {
    pattern: &'a Pattern,
    rows: [[u8; BAND]; MOST_LETTERS + 1],
    /// The letters that have rows, and where each ends in bytes.
    letters: [(char, usize); MOST_LETTERS],
    length: usize,
    /// So many bytes of the other word are beyond the limit, whatever follows.
    lost: Option<usize>,
}

impl<'a> Table<'a> {
    pub(crate) fn new(pattern: &'a Pattern) -> Self {
        let mut rows = [[FAR; BAND]; MOST_LETTERS + 1];
        if let Some(first) = rows.first_mut() {
            *first = [FAR, FAR, 0, 1, 2];
        }
        Self { pattern, rows, letters: [('\0', 0); MOST_LETTERS], length: 0, lost: None }
    }

    /// Whether a word that shares so many bytes with the word before is beyond the limit, whatever follows.
    fn is_lost(&self, shared: usize) -> bool {
        self.lost.is_some_and(|lost| lost <= shared)
    }

    /// The distance to `word`, which shares so many bytes with the word before.
    pub(crate) fn distance(&mut self, word: &str, shared: usize) -> Option<u8> {
        if self.is_lost(shared) {
            return None;
        }
        self.lost = None;
        while self.end() > shared {
            self.length -= 1;
        }
        let mut end = self.end();
        for letter in word.get(end..)?.chars() {
            end += letter.len_utf8();
            let is_near = self.push(letter, end);
            if !is_near {
                self.lost = Some(end);
                return None;
            }
        }
        let cell = (self.pattern.letters.len() + MIDDLE).checked_sub(self.length)?;
        self.row(self.length).get(cell).copied().filter(|distance| *distance <= self.pattern.limit)
    }

    /// Where the last letter with a row ends in bytes.
    fn end(&self) -> usize {
        self.length.checked_sub(1).and_then(|last| self.letters.get(last)).map_or(0, |(_, end)| *end)
    }

    fn row(&self, index: usize) -> [u8; BAND] {
        self.rows.get(index).copied().unwrap_or([FAR; BAND])
    }

    /// Adds a letter and its row; says whether anything that follows may be within the limit.
    fn push(&mut self, letter: char, end: usize) -> bool {
        let row = self.next_row(letter);
        let Some(slot) = self.letters.get_mut(self.length) else { return false };
        *slot = (letter, end);
        self.length += 1;
        if let Some(slot) = self.rows.get_mut(self.length) {
            *slot = row;
        }
        row.iter().any(|cell| *cell <= self.pattern.limit)
    }

    fn next_row(&self, letter: char) -> [u8; BAND] {
        let letters = &self.pattern.letters;
        let old = self.row(self.length);
        let older = self.length.checked_sub(1).map(|older| self.row(older));
        let before = self.length.checked_sub(1).and_then(|last| self.letters.get(last)).map(|(letter, _)| letter);
        let mut row = [FAR; BAND];
        let mut left = FAR;
        for (cell, (index, replaced)) in row.iter_mut().zip(old.into_iter().enumerate()) {
            let Some(column) = (self.length + 1 + index).checked_sub(MIDDLE).filter(|column| *column <= letters.len())
            else {
                continue;
            };
            let mut least = left.min(old.get(index + 1).copied().unwrap_or(FAR)) + 1;
            if let Some(last) = column.checked_sub(1) {
                least = least.min(replaced + u8::from(letters.get(last) != Some(&letter)));
                // A swap keeps to the diagonal: two rows up, the cell has the same place.
                if let Some(older) = older
                    && letters.get(last) == before
                    && last.checked_sub(1).and_then(|last| letters.get(last)) == Some(&letter)
                {
                    least = least.min(older.get(index).copied().unwrap_or(FAR) + 1);
                }
            }
            *cell = least.min(FAR);
            left = *cell;
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The distance by its definition, without bands or limits.
    fn plain(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = match (i, j) {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => {
                        let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                        let cost = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                        let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                        if swap { cost.min(table[i - 2][j - 2] + 1) } else { cost }
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn typos_are_near_and_other_words_far() {
        for (typed, meant, distance) in [
            ("acessibility", "accessibility", Some(1)),
            ("plian", "plain", Some(1)),
            ("usabilty", "usability", Some(1)),
            ("straße", "strasse", None),
            ("plian", "plane", None),
            ("comunitiy", "community", Some(2)),
            ("", "", Some(0)),
        ] {
            assert_eq!(Pattern::new(typed).distance(meant), distance, "{typed} {meant}");
        }
        assert_eq!(Pattern::new("a").distance(&"b".repeat(99)), None);
    }

    proptest! {
        #[test]
        fn it_is_the_plain_distance_within_the_limit(a in "[abcä]{0,11}", b in "[abcä]{0,11}") {
            let pattern = Pattern::new(&a);
            let expected = Some(plain(&a, &b)).filter(|distance| *distance <= usize::from(pattern.limit));
            prop_assert_eq!(pattern.distance(&b), expected);
        }

        #[test]
        fn closest_words_are_those_within_the_limit(
            set in proptest::collection::btree_set("[abcä]{0,11}", 0..60), typed in "[abcä]{5,11}",
        ) {
            let block = encode_block(set.iter().map(|word| (word.as_str(), 3)).collect::<Vec<_>>().into_iter());
            let pattern = Pattern::new(&typed);
            let mut found = Vec::new();
            pattern.closest(&block, &mut |word, _, distance| found.push((String::from(word), distance))).unwrap();
            let expected: Vec<_> = set.iter().filter_map(|word| Some((word.clone(), pattern.distance(word)?))).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn blocks_read_back(set in proptest::collection::btree_map("[a-zé]{1,9}", 0..16_u8, 0..30), noise in proptest::collection::vec(any::<u8>(), 0..99)) {
            let block = encode_block(set.iter().map(|(word, class)| (word.as_str(), *class)));
            let mut read = Vec::new();
            words(&block, &mut |word, class| read.push((String::from(word), class))).unwrap();
            prop_assert_eq!(read, set.into_iter().collect::<Vec<_>>());
            let content = &block[..block.len() - 4];
            for end in 0..content.len() {
                prop_assert!(words(&seal(content[..end].to_vec()), &mut |_, _| ()).is_err());
            }
            let _ = words(&noise, &mut |_, _| ());
            let noise = seal(noise);
            let _ = words(&noise, &mut |_, _| ());
            let _ = Pattern::new("abcdefgh").closest(&noise, &mut |_, _, _| ());
        }
    }
}

//! A block of the speller: words of the site that begin with one letter, to correct typos with; and how far two words are
//! apart.
//!
//! | piece | |
//! | --- | --- |
//! | words | count, then for each: the bytes shared with the one before as a number, the rest as text, class as a byte |

use alloc::vec::Vec;

use crate::front;
use crate::wire::{Damaged, Input, Output};

/// Longest word that is compared, in letters.
const MOST_LETTERS: usize = 64;
/// Most edits that are looked for.
const MOST_EDITS: usize = 2;

/// The bytes of a block: words in byte order with their classes, as [`crate::lexicon::Form::class`] has them.
pub fn encode_block<'a>(words: impl ExactSizeIterator<Item = (&'a str, u8)>) -> Vec<u8> {
    let mut out = Vec::new();
    out.size(words.len());
    let mut before = "";
    for (word, class) in words {
        front::write(&mut out, before, word);
        out.push(class);
        before = word;
    }
    out
}

/// Calls `each` with every word of a block.
///
/// # Errors
/// When the bytes are damaged; some words may have been given before.
pub fn words(block: &[u8], each: &mut dyn FnMut(&str, u8)) -> Result<(), Damaged> {
    let mut input = Input::new(block);
    let mut word = Vec::new();
    for _ in 0..input.count(3)? {
        let text = front::read(&mut input, &mut word)?;
        each(text, input.byte()?);
    }
    if input.is_empty() { Ok(()) } else { Err(Damaged) }
}

/// A word that others are compared with.
pub struct Pattern {
    letters: Vec<char>,
    limit: usize,
}

impl Pattern {
    /// The pattern of `word`: one edit is a typo, of eight letters or more two are.
    pub fn new(word: &str) -> Self {
        let letters: Vec<char> = word.chars().take(MOST_LETTERS).collect();
        let limit = if letters.len() < 8 { 1 } else { MOST_EDITS };
        Self { letters, limit }
    }

    /// How many letters must be put in, left out, replaced or swapped with their neighbour to make `word` of the
    /// pattern (the distance of optimal string alignment); `None` beyond the limit.
    pub fn distance(&self, word: &str) -> Option<usize> {
        let mut other = ['\0'; MOST_LETTERS];
        let mut length = 0;
        for letter in word.chars() {
            *other.get_mut(length)? = letter;
            length += 1;
        }
        let other = other.get(..length)?;
        if self.letters.len().abs_diff(length) > self.limit {
            return None;
        }
        self.aligned(other)
    }

    /// Three rows of the usual table, of which only what lies near the diagonal can stay within the limit.
    fn aligned(&self, other: &[char]) -> Option<usize> {
        let far = self.limit + 1;
        let mut rows = [[far; MOST_LETTERS + 1]; 3];
        let [older, old, new] = &mut rows;
        for (column, cell) in old.iter_mut().enumerate().take(far) {
            *cell = column;
        }
        for (row, letter) in self.letters.iter().enumerate() {
            let from = (row + 1).saturating_sub(self.limit);
            let to = (row + 1 + self.limit).min(other.len());
            new.fill(far);
            let mut least = far;
            for column in from..=to {
                let cost =
                    if column == 0 { row + 1 } else { self.cell(row, *letter, column, other, [older, old, new]) };
                let cost = cost.min(far);
                *new.get_mut(column)? = cost;
                least = least.min(cost);
            }
            if least >= far {
                return None;
            }
            core::mem::swap(older, old);
            core::mem::swap(old, new);
        }
        old.get(other.len()).copied().filter(|distance| *distance <= self.limit)
    }

    /// The cheapest way to the first `row + 1` letters of the pattern and the first `column` of `other`.
    fn cell(
        &self,
        row: usize,
        letter: char,
        column: usize,
        other: &[char],
        [older, old, new]: [&[usize; MOST_LETTERS + 1]; 3],
    ) -> usize {
        let at =
            |cells: &[usize; MOST_LETTERS + 1], column: usize| cells.get(column).copied().unwrap_or(usize::MAX / 2);
        let here = other.get(column - 1).copied();
        let replaced = at(old, column - 1) + usize::from(here != Some(letter));
        let cost = replaced.min(at(old, column) + 1).min(at(new, column - 1) + 1);
        let is_swap = row > 0
            && column > 1
            && self.letters.get(row - 1).copied() == here
            && other.get(column - 2) == Some(&letter);
        if is_swap { cost.min(at(older, column - 2) + 1) } else { cost }
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
            let expected = Some(plain(&a, &b)).filter(|distance| *distance <= pattern.limit);
            prop_assert_eq!(pattern.distance(&b), expected);
        }

        #[test]
        fn blocks_read_back(set in proptest::collection::btree_map("[a-zé]{1,9}", 0..16_u8, 0..30), noise in proptest::collection::vec(any::<u8>(), 0..99)) {
            let block = encode_block(set.iter().map(|(word, class)| (word.as_str(), *class)));
            let mut read = Vec::new();
            words(&block, &mut |word, class| read.push((String::from(word), class))).unwrap();
            prop_assert_eq!(read, set.into_iter().collect::<Vec<_>>());
            for end in 0..block.len() {
                prop_assert!(words(&block[..end], &mut |_, _| ()).is_err());
            }
            let _ = words(&noise, &mut |_, _| ());
        }
    }
}

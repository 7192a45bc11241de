//! Front coding: of words in byte order each is written as how much it shares with the one before, and the rest.
//!
//! | piece | |
//! | --- | --- |
//! | shared | block: for each word a byte: how many bytes it shares with the one before, at most 255, whole letters |
//! | lengths | block: for each word the length of the rest as a number |
//! | rests | block: the rests of all words |

use alloc::vec::Vec;

use crate::wire::{Damaged, Input, Output};

/// Writes words that are in byte order.
pub(crate) fn write<'a>(out: &mut Vec<u8>, words: impl Iterator<Item = &'a str>) {
    let (mut shared, mut lengths, mut rests) = (Vec::new(), Vec::new(), Vec::new());
    let mut before = "";
    for word in words {
        let kept = shared_bytes(before, word);
        let rest = word.get(usize::from(kept)..).unwrap_or_default();
        shared.push(kept);
        lengths.size(rest.len());
        rests.extend_from_slice(rest.as_bytes());
        before = word;
    }
    out.block(&shared);
    out.block(&lengths);
    out.block(&rests);
}

fn shared_bytes(before: &str, word: &str) -> u8 {
    let mut shared = 0_u8;
    for (letter, other) in word.chars().zip(before.chars()) {
        let length = u8::try_from(letter.len_utf8()).unwrap_or_default();
        match shared.checked_add(length) {
            Some(more) if letter == other => shared = more,
            _ => break,
        }
    }
    shared
}

/// The words one after the other, all in one place.
#[derive(Clone)]
pub(crate) struct Words<'a> {
    shared: Input<'a>,
    lengths: Input<'a>,
    rests: &'a [u8],
    word: Vec<u8>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(input: &mut Input<'a>) -> Self {
        let (shared, lengths) = (Input::new(input.block()), Input::new(input.block()));
        Self { shared, lengths, rests: input.block(), word: Vec::new() }
    }

    /// How many words are left.
    pub(crate) fn len(&self) -> usize {
        self.shared.len()
    }

    /// Goes to the next word; says how many bytes of the one before it kept. Behind the last, and after damage, it is empty.
    pub(crate) fn advance(&mut self) -> usize {
        let shared = usize::from(self.shared.byte());
        match self.rests.split_at_checked(self.lengths.size()) {
            Some((rest, after)) if shared <= self.word.len() => {
                self.word.truncate(shared);
                self.word.extend_from_slice(rest);
                self.rests = after;
                shared
            }
            _ => {
                self.shared.fail();
                self.word.clear();
                0
            }
        }
    }

    /// Whether all words were read and none was damaged.
    pub(crate) fn end(&self) -> Result<(), Damaged> {
        self.shared.end()?;
        self.lengths.end()?;
        if self.rests.is_empty() { Ok(()) } else { Err(Damaged) }
    }

    /// The bytes of the word it went to.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.word
    }

    /// The word it went to; empty if it is no text. Few are asked for, so that is not seen before.
    pub(crate) fn word(&self) -> &str {
        Input::new(&self.word).text_of(self.word.len())
    }
}

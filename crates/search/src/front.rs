//! Front coding: of words in byte order each is written as how much it shares with the one before, and the rest.
//!
//! | piece | |
//! | --- | --- |
//! | shared | block: for each word a byte: how many bytes it shares with the one before, at most 255, whole letters |
//! | lengths | block: for each word the length of the rest as a number |
//! | rests | text: the rests of all words |

use alloc::string::String;
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
    rests: &'a str,
    word: String,
}

impl<'a> Words<'a> {
    pub(crate) fn new(input: &mut Input<'a>) -> Self {
        let (shared, lengths) = (Input::new(input.block()), Input::new(input.block()));
        Self { shared, lengths, rests: input.text(), word: String::new() }
    }

    /// How many words are left.
    pub(crate) fn len(&self) -> usize {
        self.shared.len()
    }

    /// Goes to the next word; says how many bytes of the one before it kept. Behind the last, and after damage, it is empty.
    pub(crate) fn advance(&mut self) -> usize {
        let shared = usize::from(self.shared.byte());
        match self.rests.split_at_checked(self.lengths.size()) {
            // Beyond the end, or in the middle of a letter, there is no border.
            Some((rest, after)) if self.word.is_char_boundary(shared) => {
                self.word.truncate(shared);
                self.word.push_str(rest);
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

    /// The word it went to.
    pub(crate) fn word(&self) -> &str {
        &self.word
    }
}

//! Front coding: of words in byte order each is written as how much it shares with the one before, and the rest.

use alloc::vec::Vec;

use crate::wire::{Damaged, Input, Output};

/// Writes `word`, which comes after `before`.
pub(crate) fn write(out: &mut Vec<u8>, before: &str, word: &str) {
    let pairs = before.as_bytes().iter().zip(word.as_bytes());
    let shared = pairs.take_while(|(a, b)| a == b).count();
    out.size(shared);
    out.block(word.as_bytes().get(shared..).unwrap_or_default());
}

/// Reads the next word into `word`, which still holds the one before.
pub(crate) fn read<'w>(input: &mut Input<'_>, word: &'w mut Vec<u8>) -> Result<&'w str, Damaged> {
    let shared = input.size()?;
    if shared > word.len() {
        return Err(Damaged);
    }
    word.truncate(shared);
    word.extend_from_slice(input.block()?);
    str::from_utf8(word).map_err(|_| Damaged)
}

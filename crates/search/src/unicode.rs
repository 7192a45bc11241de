//! What the analyser knows of Unicode: the class of every character, and what it is folded to.
//!
//! It is read from a table of our own. Those of the standard library and of `unicode-normalization` weigh ten times as
//! much, more than all else that the browser loads, and their version depends on the compiler: the words of an index
//! would not always be those of its reader. A test writes the table from those libraries and holds it to them.
//!
//! | piece of `unicode.bin` | |
//! | --- | --- |
//! | classes | count of runs; the length of each as a number; the class of each as a byte, with [`MARK`] |
//! | folds | count; the distance of each character from the one before as a number |
//! | heads | for each of them a byte: four times the number of letters it folds to, two more for an upper-case letter (whose class is given as that of a lower-case one), and one more when an accent is lost |
//! | others | count; for each letter that is not the first of its fold the zigzag step from the one before |
//! | firsts | for each first letter how far it is from its character, as a zigzag step from how far the one before is |
//!
//! What Unicode does not have yet is taken for what stands before it, so that a script is one run and not as many as it has
//! gaps.
//!
//! Not folded are the shapes of Arabic letters, those of its mathematics, the duplicates of Chinese characters, and raised
//! signs of phonetics. Nobody types them, and they would be half of the table.

use alloc::boxed::Box;
use alloc::vec::Vec;

use once_cell::race::OnceBox;

use crate::fold::Class;
use crate::wire::{Input, unzigzag};

/// Set for marks: they have no meaning without a letter before them.
const MARK: u8 = 8;
/// Set for characters that fold to others.
const FOLDS: u8 = 16;
/// Of a head: an upper-case letter.
const UPPER: u8 = 2;
/// The largest table that is believed: one past the last letter of Unicode.
const END: usize = 0x3_2400;
/// How far a composed letter stands behind its base in Unicode, where a script writes no blanks: Burmese and Kana.
const COMPOSED: [u32; 4] = [1, 2, 8, 78];

static BYTES: &[u8] = include_bytes!("unicode.bin");
static TABLE: OnceBox<Table> = OnceBox::new();

/// The table, ready to be looked up.
#[derive(Default)]
struct Table {
    /// Class and flags by character.
    classes: Vec<u8>,
    /// By character, ascending.
    folds: Vec<Fold>,
    letters: Vec<char>,
}

struct Fold {
    from: u32,
    /// The first of its letters.
    start: usize,
    head: u8,
}

/// The table is read once and for all: to read it for every character would take too long.
fn table() -> &'static Table {
    TABLE.get_or_init(|| Box::new(Table::read(BYTES)))
}

impl Table {
    fn read(bytes: &[u8]) -> Self {
        let mut input = Input::new(bytes);
        let mut table = Self::default();
        let lengths = numbers(&mut input);
        for (length, class) in lengths.iter().zip(input.bytes(lengths.len())) {
            let end = table.classes.len().saturating_add(*length as usize).min(END);
            table.classes.resize(end, *class);
        }
        let steps = numbers(&mut input);
        let heads = input.bytes(steps.len());
        let others = numbers(&mut input);
        let mut others = others.iter();
        let (mut from, mut start, mut far, mut other) = (0_u32, 0, 0_u32, 0_u32);
        for (step, head) in steps.iter().zip(heads) {
            from = from.wrapping_add(*step);
            table.folds.push(Fold { from, start, head: *head });
            if let Some(class) = table.classes.get_mut(from as usize) {
                *class |= FOLDS | if head & UPPER == 0 { 0 } else { Class::Upper as u8 };
            }
            for place in 0..head / 4 {
                let letter = if place == 0 {
                    far = unzigzag(input.number(), far);
                    from.wrapping_add(far)
                } else {
                    other = unzigzag(others.next().copied().unwrap_or_default(), other);
                    other
                };
                table.letters.push(char::from_u32(letter).unwrap_or_default());
                start += 1;
            }
        }
        table
    }

    fn flags(&self, c: char) -> u8 {
        self.classes.get(c as usize).copied().unwrap_or(Class::Other as u8)
    }

    /// The letters that `c` folds to and whether an accent is lost; `None` when it stays what it is.
    fn fold(&self, c: char) -> Option<(&[char], bool)> {
        if self.flags(c) & FOLDS == 0 {
            return None;
        }
        let index = self.folds.binary_search_by_key(&u32::from(c), |fold| fold.from).ok()?;
        let fold = self.folds.get(index)?;
        let letters = self.letters.get(fold.start..)?.get(..usize::from(fold.head / 4))?;
        Some((letters, fold.head & 1 != 0))
    }
}

fn numbers(input: &mut Input<'_>) -> Vec<u32> {
    let count = input.count(1);
    let mut numbers = Vec::with_capacity(count);
    for _ in 0..count {
        numbers.push(input.number());
    }
    numbers
}

/// The class of `c`, which is not ASCII.
pub(crate) fn class(c: char) -> Class {
    match table().flags(c) & 7 {
        0 => Class::Letter,
        1 => Class::Upper,
        2 => Class::Digit,
        3 => Class::Unspaced,
        4 => Class::Ignored,
        _ => Class::Other,
    }
}

/// Whether `c` is a mark on the letter before.
pub(crate) fn is_mark(c: char) -> bool {
    table().flags(c) & MARK != 0
}

/// The letters that `c`, which is not ASCII, folds to and whether an accent is lost; `None` when it stays what it is.
pub(crate) fn fold(c: char) -> Option<(&'static [char], bool)> {
    table().fold(c)
}

/// The one letter that Unicode has for a letter of an unspaced script and a mark, vowel or final behind it.
pub(crate) fn compose(letter: char, mark: char) -> Option<char> {
    let (a, b) = (u32::from(letter), u32::from(mark));
    // Hangul: 19 initials, 21 vowels, 27 finals, in this order (The Unicode Standard, 3.12).
    match (a, b) {
        (0x1100..=0x1112, 0x1161..=0x1175) => {
            return char::from_u32(0xac00 + ((a - 0x1100) * 21 + (b - 0x1161)) * 28);
        }
        (0xac00..=0xd7a3, 0x11a8..=0x11c2) if (a - 0xac00).is_multiple_of(28) => {
            return char::from_u32(a + b - 0x11a7);
        }
        _ => {}
    }
    let mut composed = COMPOSED.iter().filter_map(|distance| char::from_u32(a + distance));
    composed.find(|composed| fold(*composed).is_some_and(|(letters, _)| letters == [letter, mark]))
}

#[cfg(test)]
mod tests;

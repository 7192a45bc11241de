//! Little pieces of every file: numbers, texts, names of files. Reading checks each length before it believes it, so that
//! a damaged file costs an error and no memory.
//!
//! | piece | bytes |
//! | --- | --- |
//! | byte | one |
//! | number | LEB128: seven bits a byte, lowest first, the top bit says that more follow; at most 32 bits |
//! | text | its length in bytes as a number, then UTF-8 |
//! | hash | five bytes |
//! | seal | the last four bytes of every file: a checksum of all before. Raw deflate has none of its own, and bits that flip on the way would be another answer instead of an error |

use alloc::string::String;
use alloc::vec::Vec;

use crate::file::Hash;

/// The bytes are not what the format says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Bytes of a seal.
const SEAL: usize = 4;

/// A quick mix of eight bytes at a time. Each step can be undone, so no change at one place is lost on the way; of others
/// one in four thousand million is.
fn checksum(content: &[u8]) -> [u8; SEAL] {
    let mut hash = u64::try_from(content.len()).unwrap_or_default();
    let mut mix = |piece| {
        hash = (hash ^ u64::from_le_bytes(piece)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 32;
    };
    let (pieces, rest) = content.as_chunks();
    for piece in pieces {
        mix(*piece);
    }
    if !rest.is_empty() {
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        mix(last);
    }
    let [a, b, c, d, ..] = hash.to_le_bytes();
    [a, b, c, d]
}

/// Whether a file is whole. Reading does not ask that again, as the same file is read for many words.
pub fn is_sealed(file: &[u8]) -> bool {
    file.split_last_chunk().is_some_and(|(content, seal)| checksum(content) == *seal)
}

/// A file with this content.
pub(crate) fn seal(mut content: Vec<u8>) -> Vec<u8> {
    let sum = checksum(&content);
    content.extend(sum);
    content
}

/// Bytes that are read from front to back. What is not there, or makes no sense, reads as nothing: zeros and empty texts.
/// So reading needs no exits; whoever reads asks once, at the end, whether all was well.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a> {
    rest: &'a [u8],
    is_damaged: bool,
}

impl<'a> Input<'a> {
    pub(crate) fn new(rest: &'a [u8]) -> Self {
        Self { rest, is_damaged: false }
    }

    /// The content of a file, which is all before its seal.
    pub(crate) fn open(file: &'a [u8]) -> Result<Self, Damaged> {
        let (content, _) = file.split_last_chunk::<SEAL>().ok_or(Damaged)?;
        Ok(Self::new(content))
    }

    /// Notes damage: there is nothing more to read.
    #[cold]
    #[inline(never)]
    pub(crate) fn fail(&mut self) {
        *self = Self { rest: &[], is_damaged: true };
    }

    /// Whether all that was read was there.
    pub(crate) fn check(&self) -> Result<(), Damaged> {
        if self.is_damaged { Err(Damaged) } else { Ok(()) }
    }

    /// Whether all that was read was there, and nothing is left.
    pub(crate) fn end(&self) -> Result<(), Damaged> {
        if self.is_damaged || !self.rest.is_empty() { Err(Damaged) } else { Ok(()) }
    }

    /// The length of what is left.
    pub(crate) fn len(&self) -> usize {
        self.rest.len()
    }

    /// (Twenty places read bytes; this in each of them is not worth its weight in the browser.)
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((byte, rest)) = self.rest.split_first() else {
            self.fail();
            return 0;
        };
        self.rest = rest;
        *byte
    }

    pub(crate) fn number(&mut self) -> u32 {
        // Most are small.
        if let Some((byte, rest)) = self.rest.split_first()
            && *byte < 0x80
        {
            self.rest = rest;
            return u32::from(*byte);
        }
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte();
            value |= u32::from(byte & 0x7f) << shift;
            if byte < if shift == 28 { 0x10 } else { 0x80 } {
                return value;
            }
        }
        self.fail();
        0
    }

    /// A number that is used as a length or an index.
    pub(crate) fn size(&mut self) -> usize {
        usize::try_from(self.number()).unwrap_or(usize::MAX)
    }

    /// How many items follow, each of at least `least` bytes (one at least): more than fit is damage.
    pub(crate) fn count(&mut self, least: usize) -> usize {
        let count = self.size();
        if count <= self.rest.len() / least.max(1) {
            return count;
        }
        self.fail();
        0
    }

    /// How many items follow in another input: more than it has bytes is damage.
    pub(crate) fn count_in(&mut self, items: &Input<'_>) -> usize {
        let count = self.size();
        if count <= items.len() {
            return count;
        }
        self.fail();
        0
    }

    pub(crate) fn bytes(&mut self, length: usize) -> &'a [u8] {
        let Some((bytes, rest)) = self.rest.split_at_checked(length) else {
            self.fail();
            return &[];
        };
        self.rest = rest;
        bytes
    }

    /// Bytes with their length before them.
    pub(crate) fn block(&mut self) -> &'a [u8] {
        let length = self.size();
        self.bytes(length)
    }

    pub(crate) fn text(&mut self) -> &'a str {
        let length = self.size();
        self.text_of(length)
    }

    /// A text of so many bytes. (Whatever finds the first fault of a text is a third of what tells that there is one.)
    pub(crate) fn text_of(&mut self, length: usize) -> &'a str {
        let bytes = self.bytes(length);
        let text = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        if text.len() < bytes.len() {
            self.fail();
            return "";
        }
        text
    }

    pub(crate) fn string(&mut self) -> String {
        self.text().into()
    }

    pub(crate) fn hash(&mut self) -> Hash {
        self.bytes(5).try_into().map(Hash).unwrap_or_default()
    }
}

/// How `now` differs from `before`, small either way: twice as much, and odd below it.
pub(crate) fn zigzag(now: u32, before: u32) -> u32 {
    let step = now.wrapping_sub(before).cast_signed();
    ((step << 1) ^ (step >> 31)).cast_unsigned()
}

/// What differs so from `before`.
pub(crate) fn unzigzag(step: u32, before: u32) -> u32 {
    before.wrapping_add((step >> 1) ^ (step & 1).wrapping_neg())
}

/// Bytes that are written from front to back.
pub(crate) trait Output {
    fn number(&mut self, value: u32);
    fn block(&mut self, bytes: &[u8]);

    /// A length or an index. No file of an index comes near four gigabytes; a longer one would be cut.
    fn size(&mut self, value: usize) {
        self.number(u32::try_from(value).unwrap_or(u32::MAX));
    }

    fn text(&mut self, text: &str) {
        self.block(text.as_bytes());
    }
}

impl Output for Vec<u8> {
    fn number(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.push(value.to_le_bytes()[0]);
    }

    fn block(&mut self, bytes: &[u8]) {
        self.size(bytes.len());
        self.extend_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_length_read_back() {
        for value in [0, 1, 127, 128, 16_383, 16_384, u32::MAX - 1, u32::MAX] {
            let mut bytes = Vec::new();
            bytes.number(value);
            let mut input = Input::new(&bytes);
            assert_eq!((input.number(), input.end()), (value, Ok(())));
            bytes.pop();
            let mut input = Input::new(&bytes);
            input.number();
            assert_eq!(input.check(), Err(Damaged), "cut short");
        }
        let mut input = Input::new(&[0xff; 9]);
        assert_eq!((input.number(), input.check()), (0, Err(Damaged)), "more than 32 bits");
    }

    #[test]
    fn a_count_beyond_the_bytes_is_damage() {
        let mut input = Input::new(&[200, 1, 0, 0]);
        assert_eq!((input.count(1), input.check()), (0, Err(Damaged)));
        let mut input = Input::new(&[2, 0, 0]);
        assert_eq!((input.count(1), input.check(), input.end()), (2, Ok(()), Err(Damaged)));
        let mut input = Input::new(&[9, b'a', 7]);
        assert_eq!((input.text(), input.byte(), input.end()), ("", 0, Err(Damaged)), "nothing is read behind damage");
        let mut input = Input::new(&[1, 0xff, 7]);
        assert_eq!((input.text(), input.byte(), input.end()), ("", 0, Err(Damaged)), "no UTF-8");
    }

    #[test]
    fn whatever_one_byte_becomes_breaks_the_seal() {
        let file = seal((0..44).collect());
        assert!(is_sealed(&file));
        for at in 0..file.len() {
            assert!(!is_sealed(&file[..at]));
            for flip in 1..=255 {
                let mut file = file.clone();
                file[at] ^= flip;
                assert!(!is_sealed(&file), "byte {at}");
            }
        }
        assert!(is_sealed(&seal(Vec::new())));
    }
}

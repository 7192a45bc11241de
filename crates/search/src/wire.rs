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
    for piece in content.chunks(8) {
        let mut number = [0; 8];
        for (to, from) in number.iter_mut().zip(piece) {
            *to = *from;
        }
        hash = (hash ^ u64::from_le_bytes(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 32;
    }
    let [a, b, c, d, ..] = hash.to_le_bytes();
    [a, b, c, d]
}

/// A file with this content.
pub(crate) fn seal(mut content: Vec<u8>) -> Vec<u8> {
    let sum = checksum(&content);
    content.extend(sum);
    content
}

/// Bytes that are read from front to back.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The content of a file, if its seal fits.
    pub(crate) fn open(file: &'a [u8]) -> Result<Self, Damaged> {
        let (content, seal) = file.split_last_chunk::<SEAL>().ok_or(Damaged)?;
        if checksum(content) == *seal { Ok(Self(content)) } else { Err(Damaged) }
    }

    /// The length of what is left.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Damaged> {
        let (first, rest) = self.0.split_first().ok_or(Damaged)?;
        self.0 = rest;
        Ok(*first)
    }

    pub(crate) fn number(&mut self) -> Result<u32, Damaged> {
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return if shift == 28 && byte > 0x0f { Err(Damaged) } else { Ok(value) };
            }
        }
        Err(Damaged)
    }

    /// A number that is used as a length or an index.
    pub(crate) fn size(&mut self) -> Result<usize, Damaged> {
        usize::try_from(self.number()?).map_err(|_| Damaged)
    }

    /// How many items follow, each of at least `least` bytes (one at least): more than fit is damage.
    pub(crate) fn count(&mut self, least: usize) -> Result<usize, Damaged> {
        let count = self.size()?;
        if count > self.0.len() / least.max(1) { Err(Damaged) } else { Ok(count) }
    }

    pub(crate) fn bytes(&mut self, length: usize) -> Result<&'a [u8], Damaged> {
        let (bytes, rest) = self.0.split_at_checked(length).ok_or(Damaged)?;
        self.0 = rest;
        Ok(bytes)
    }

    /// Bytes with their length before them.
    pub(crate) fn block(&mut self) -> Result<&'a [u8], Damaged> {
        let length = self.size()?;
        self.bytes(length)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Damaged> {
        str::from_utf8(self.block()?).map_err(|_| Damaged)
    }

    pub(crate) fn string(&mut self) -> Result<String, Damaged> {
        self.text().map(String::from)
    }

    pub(crate) fn hash(&mut self) -> Result<Hash, Damaged> {
        let bytes = self.bytes(5)?;
        bytes.try_into().map(Hash).map_err(|_| Damaged)
    }
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
            assert_eq!(Input::new(&bytes).number(), Ok(value));
            bytes.pop();
            assert_eq!(Input::new(&bytes).number(), Err(Damaged), "cut short");
        }
        assert_eq!(Input::new(&[0xff; 9]).number(), Err(Damaged), "more than 32 bits");
    }

    #[test]
    fn a_count_beyond_the_bytes_is_damage() {
        assert_eq!(Input::new(&[200, 1, 0, 0]).count(1), Err(Damaged));
        assert_eq!(Input::new(&[2, 0, 0]).count(1), Ok(2));
        assert_eq!(Input::new(&[9, b'a']).text(), Err(Damaged));
    }
    #[test]
    fn whatever_one_byte_becomes_breaks_the_seal() {
        let file = seal((0..40).collect());
        assert!(Input::open(&file).is_ok());
        for at in 0..file.len() {
            assert!(Input::open(&file[..at]).is_err());
            for flip in 1..=255 {
                let mut file = file.clone();
                file[at] ^= flip;
                assert!(Input::open(&file).is_err(), "byte {at}");
            }
        }
        assert!(Input::open(&seal(Vec::new())).is_ok_and(|content| content.is_empty()));
    }
}

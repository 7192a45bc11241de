//! Fingerprints of values: what the memo is keyed by and what publishing compares.

use std::fmt;
use std::hash::{Hash, Hasher};

/// 128 bits of BLAKE3: enough that no two values of a site share it, short enough for a file name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest([u8; 16]);

impl Digest {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::cut(&blake3::hash(bytes))
    }

    /// The digest of a value, by its [`Hash`]: equal values share it. Of use within one run of the program only.
    pub fn of_value<T: Hash + ?Sized>(value: &T) -> Self {
        let mut digester = Digester::default();
        digester.value(value);
        digester.finish()
    }

    /// The length and digest of all that `reader` gives: as [`Digest::of`], without holding it.
    ///
    /// # Errors
    /// If `reader` fails.
    pub fn of_reader(mut reader: impl std::io::Read) -> std::io::Result<(u64, Self)> {
        let mut hasher = blake3::Hasher::new();
        let len = std::io::copy(&mut reader, &mut hasher)?;
        Ok((len, Self::cut(&hasher.finalize())))
    }

    /// The digest written as 32 hexadecimal digits.
    pub fn parse(hex: &str) -> Option<Self> {
        if hex.len() != 32 || !hex.is_ascii() {
            return None;
        }
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    fn cut(hash: &blake3::Hash) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        Self(bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Digests several parts as one value; part borders count.
///
/// Everything is gathered first and digested at the end: BLAKE3 is slow on many small pieces, and takes several kilobytes
/// side by side.
pub struct Digester(Vec<u8>);

impl Default for Digester {
    fn default() -> Self {
        Self(Vec::with_capacity(1024))
    }
}

impl Digester {
    /// Adds some bytes as one part.
    pub fn part(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    /// Adds a digest.
    pub fn digest(&mut self, digest: Digest) -> &mut Self {
        self.0.extend_from_slice(&digest.0);
        self
    }

    /// Adds a value, by its [`Hash`].
    pub fn value<T: Hash + ?Sized>(&mut self, value: &T) -> &mut Self {
        let start = self.0.len();
        value.hash(&mut Fed(&mut self.0));
        let fed = (self.0.len() - start) as u64;
        self.0.extend_from_slice(&fed.to_le_bytes());
        self
    }

    /// The digest of all parts so far.
    pub fn finish(&self) -> Digest {
        Digest::of(&self.0)
    }
}

/// Takes the bytes that a value feeds to a hasher.
struct Fed<'a>(&'a mut Vec<u8>);

impl Hasher for Fed<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Lengths and the numbers of variants, small as a rule: a byte, or the mark 255 and eight.
    fn write_usize(&mut self, number: usize) {
        match u8::try_from(number) {
            Ok(small) if small < u8::MAX => self.0.push(small),
            _ => {
                self.0.push(u8::MAX);
                self.0.extend_from_slice(&number.to_le_bytes());
            }
        }
    }

    fn write_isize(&mut self, number: isize) {
        self.write_usize(number.cast_unsigned());
    }

    /// The bytes are what is asked for.
    fn finish(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn part_borders_count_and_hex_reads_back() {
        let of = |parts: &[&str]| {
            let mut digester = Digester::default();
            for part in parts {
                digester.part(part.as_bytes());
            }
            digester.finish()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        let digest = Digest::of(b"x");
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_eq!(Digest::parse("é"), None);
    }

    #[test]
    fn lengths_are_told_apart_however_they_are_fed() {
        let of = |lengths: &[usize]| {
            let value: Vec<Vec<u8>> = lengths.iter().map(|length| vec![u8::MAX; *length]).collect();
            Digest::of_value(&value)
        };
        let lists: [&[usize]; 6] = [&[254], &[255], &[256], &[255, 1], &[1, 255], &[0, 256]];
        let digests: std::collections::BTreeSet<Digest> = lists.into_iter().map(of).collect();
        assert_eq!(digests.len(), lists.len());
    }
}

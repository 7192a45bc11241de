//! Names of the index's files.

use alloc::string::String;

/// What a file is named by: the first five bytes of the BLAKE3 digest of what is stored in it. A file that changes has
/// another name, so that caches may keep every file for good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(pub [u8; 5]);

/// A file of the index, below the folder `search/`. All are stored as raw deflate streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// A chunk of the lexicon: the run's hash and the number of the file in the run. [`crate::lexicon`].
    Lexicon(Hash, u16),
    /// A block of the speller: [`crate::speller`].
    Speller(Hash),
    /// A column of a facet: [`crate::facets`].
    Facet(Hash),
    /// Postings, their tails, or positions: [`crate::postings`], [`crate::positions`].
    List(Hash),
    /// Cards: the group's hash and the number of the file in the group. [`crate::cards`].
    Cards(Hash, u16),
    /// Texts: likewise. [`crate::texts`].
    Text(Hash, u16),
}

impl File {
    /// Where it lies below `search/`: lists are many, so they are spread over 256 folders.
    pub fn path(self) -> String {
        let mut path = String::new();
        match self {
            Self::Speller(hash) | Self::Facet(hash) => {
                path.push_str("words/");
                hex(&hash.0, &mut path);
            }
            Self::List(hash) => {
                path.push_str("lists/");
                hex(&hash.0[..1], &mut path);
                path.push('/');
                hex(&hash.0, &mut path);
            }
            Self::Lexicon(hash, number) => grouped("words/", hash, number, &mut path),
            Self::Cards(hash, number) => grouped("cards/", hash, number, &mut path),
            Self::Text(hash, number) => grouped("text/", hash, number, &mut path),
        }
        path.push_str(".bin");
        path
    }
}

fn grouped(folder: &str, hash: Hash, number: u16, path: &mut String) {
    path.push_str(folder);
    hex(&hash.0, path);
    path.push('/');
    decimal(number, path);
}

fn hex(bytes: &[u8], path: &mut String) {
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            path.push(char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }));
        }
    }
}

/// `number` in decimal digits. (Formatting machinery would weigh more than the rest of this module in the browser.)
fn decimal(number: u16, path: &mut String) {
    if number >= 10 {
        decimal(number / 10, path);
    }
    path.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or_default()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_short_and_lower_case() {
        let hash = Hash([0xab, 0x0c, 0, 0xff, 9]);
        assert_eq!(File::Lexicon(hash, 10).path(), "words/ab0c00ff09/10.bin");
        assert_eq!(File::Speller(hash).path(), "words/ab0c00ff09.bin");
        assert_eq!(File::List(hash).path(), "lists/ab/ab0c00ff09.bin");
        assert_eq!(File::Cards(hash, 0).path(), "cards/ab0c00ff09/0.bin");
        assert_eq!(File::Text(hash, 1203).path(), "text/ab0c00ff09/1203.bin");
    }
}

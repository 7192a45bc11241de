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
    /// A block of the speller: the hash of all and its number. [`crate::speller`].
    Speller(Hash, u16),
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
    /// What names it.
    pub fn hash(self) -> Hash {
        match self {
            Self::Facet(hash)
            | Self::List(hash)
            | Self::Lexicon(hash, _)
            | Self::Speller(hash, _)
            | Self::Cards(hash, _)
            | Self::Text(hash, _) => hash,
        }
    }

    /// Where it lies below `search/`: the bytes of its name and number as hexadecimal digits. No folder holds thousands:
    /// lists are spread by the first byte, cards and texts by group and by 256 of a group.
    pub fn path(self) -> String {
        // How many bytes name it, and before which a folder ends.
        let (kind, hash, number, length, cut) = match self {
            Self::Lexicon(hash, number) | Self::Speller(hash, number) => ("words", hash, number, 7, 5),
            Self::Facet(hash) => ("words", hash, 0, 5, 0),
            Self::List(hash) => ("lists", hash, 0, 5, 1),
            Self::Cards(hash, number) => ("cards", hash, number, 7, 6),
            Self::Text(hash, number) => ("text", hash, number, 7, 6),
        };
        let Hash([first, second, third, fourth, fifth]) = hash;
        let [high, low] = number.to_be_bytes();
        let mut path = String::from(kind);
        for (at, byte) in [first, second, third, fourth, fifth, high, low].into_iter().enumerate().take(length) {
            if at == 0 || at == cut {
                path.push('/');
            }
            for digit in [byte >> 4, byte & 15] {
                path.push(char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }));
            }
        }
        path.push_str(".bin");
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_short_and_lower_case() {
        let hash = Hash([0xab, 0x0c, 0, 0xff, 9]);
        assert_eq!(File::Lexicon(hash, 10).path(), "words/ab0c00ff09/000a.bin");
        assert_eq!(File::Facet(hash).path(), "words/ab0c00ff09.bin");
        assert_eq!(File::List(hash).path(), "lists/ab/0c00ff09.bin");
        assert_eq!(File::Cards(hash, 0).path(), "cards/ab0c00ff0900/00.bin");
        assert_eq!(File::Text(hash, 1203).path(), "text/ab0c00ff0904/b3.bin");
    }
}

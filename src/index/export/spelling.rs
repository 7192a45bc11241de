//! Blocks of the speller: the words that someone may have meant who typed another one.

use std::cmp::Reverse;

use guildhall_search::speller;

use super::lexicon::class;
use super::pack::{Packer, stored};
use crate::fs::Blob;

/// Most bytes of a block, deflated.
const BLOCK_BYTES: usize = 4_096;
/// Words of fewer letters are never corrected to.
const SHORTEST: usize = 3;
/// Letters besides a to z with as many words have a block of their own.
const FREQUENT: usize = 100;
/// Most letters besides a to z that have one: the manifest names each.
const MOST_LETTERS: usize = 40;

/// Whether someone who typed another word may have meant this one.
pub(super) fn may_be_meant(word: &str) -> bool {
    word.chars().count() >= SHORTEST && word.chars().any(char::is_alphabetic)
}

/// The blocks of all letters but a to z: one for each frequent letter, one (`'\0'`) for the rest. `words` stand in byte order.
pub(super) fn other_blocks(words: &[(&str, u32)], packer: &mut Packer) -> Vec<(char, Blob)> {
    let first = |word: &str| word.chars().next().unwrap_or('\0');
    let mut letters: Vec<&[(&str, u32)]> = words.chunk_by(|(a, _), (b, _)| first(a) == first(b)).collect();
    letters.sort_by_key(|words| Reverse(words.len()));
    let own = letters.iter().take(MOST_LETTERS).take_while(|words| words.len() >= FREQUENT).count();
    let rest = letters.split_off(own);
    let mut blocks = Vec::new();
    for words in letters {
        let letter = words.first().map_or('\0', |(word, _)| first(word));
        blocks.extend(block(words, packer).map(|blob| (letter, blob)));
    }
    let mut rest: Vec<(&str, u32)> = rest.concat();
    rest.sort_unstable();
    blocks.extend(block(&rest, packer).map(|blob| ('\0', blob)));
    blocks.sort_by_key(|(letter, _)| *letter);
    blocks
}

/// The block of some words, which stand in byte order; of many words the frequent ones.
pub(super) fn block(words: &[(&str, u32)], packer: &mut Packer) -> Option<Blob> {
    /// What a word takes at least, deflated.
    const WORD_BYTES: usize = 2;
    let mut kept: Vec<(&str, u32)> = words.to_vec();
    kept.sort_by_key(|(_, pages)| Reverse(*pages));
    kept.truncate(BLOCK_BYTES / WORD_BYTES);
    while !kept.is_empty() {
        let mut ordered: Vec<(&str, u8)> = kept.iter().map(|(word, pages)| (*word, class(*pages))).collect();
        ordered.sort_unstable();
        let blob = packer.pack(&speller::encode_block(ordered.into_iter()));
        if stored(&blob) <= BLOCK_BYTES {
            return Some(blob);
        }
        kept.truncate(kept.len() - kept.len().div_ceil(10));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_keeps_what_is_frequent() {
        let mut packer = Packer::new(0);
        let many: Vec<String> = (0_u32..20_000).map(|n| format!("a{:08x}", n.wrapping_mul(2_654_435_761))).collect();
        let mut words: Vec<(&str, u32)> = many.iter().zip((1..90).cycle()).map(|(word, n)| (&**word, n)).collect();
        words.sort_unstable();
        let made = block(&words, &mut packer).unwrap();
        assert!((3_000..=BLOCK_BYTES).contains(&stored(&made)), "{}", stored(&made));
        assert_eq!(block(&words[..0], &mut packer), None);
        let few = block(&words[..9], &mut packer).unwrap();
        assert!(stored(&few) < 200);
    }

    #[test]
    fn frequent_letters_of_other_scripts_have_blocks() {
        let cyrillic: Vec<String> = (0..300).map(|n| format!("д{n}слово")).collect();
        let mut words: Vec<(&str, u32)> = cyrillic.iter().map(|word| (word.as_str(), 1)).collect();
        words.extend([("ελλάδα", 3), ("§508a", 1)]);
        words.sort_unstable();
        let letters: Vec<char> = other_blocks(&words, &mut Packer::new(0)).iter().map(|(letter, _)| *letter).collect();
        assert_eq!(letters, ['\0', 'д']);
        assert!(may_be_meant("visa") && !may_be_meant("of") && !may_be_meant("2026"));
    }
}

//! Words by their first letter: what is merged, cut and kept on its own.
//!
//! The ranges are fixed, so that no word's fate depends on how many others a site has, and follow each other in byte
//! order, so that partitions put one behind the other are the whole vocabulary in order.

/// The first letter of every partition but the first, which holds all that sorts before digits.
const STARTS: [char; 39] = [
    '0', ':', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',
    'w', 'x', 'y', 'z', '{', '\u{370}', '\u{400}', '\u{590}', '\u{900}', '\u{e00}', '\u{3040}', '\u{4e00}', '\u{6000}',
    '\u{7000}', '\u{8000}', '\u{a000}',
];

/// How many there are.
pub const PARTITIONS: usize = STARTS.len() + 1;

/// The partition of a word.
pub(super) fn partition_of(word: &str) -> usize {
    word.chars().next().map_or(0, |first| STARTS.partition_point(|start| *start <= first))
}

/// The first letter of a partition; none for the first partition.
pub(super) fn start_of(partition: usize) -> Option<char> {
    STARTS.get(partition.checked_sub(1)?).copied()
}

/// The letter with which all words of a partition begin, where it is one of a to z.
pub(super) fn letter_of(partition: usize) -> Option<char> {
    match start_of(partition)? {
        ':' => Some('a'),
        letter => Some(letter).filter(char::is_ascii_lowercase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partitions_follow_byte_order() {
        let words = ["", ".net", "508", "a", "azz", "b", "t", "z", "§508", "ελ", "東京", "한국"];
        let partitions: Vec<usize> = words.iter().map(|word| partition_of(word)).collect();
        assert!(words.is_sorted() && partitions.is_sorted(), "{partitions:?}");
        assert_eq!(partitions[3], partitions[4]);
        let letters: Vec<Option<char>> = partitions.iter().map(|partition| letter_of(*partition)).collect();
        assert_eq!(letters[1..9], [None, None, Some('a'), Some('a'), Some('b'), Some('t'), Some('z'), None]);
        assert!(partitions[4] < partitions[5] && partitions.iter().all(|partition| *partition < PARTITIONS));
    }
}

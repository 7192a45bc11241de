//! Where one file ends and the next begins: decided by what stands there, so that an edit moves no border but its own.
//!
//! As in content-defined chunking (Muthitacharoen, Chen and Mazières, "A low-bandwidth network file system", 2001), with
//! one difference: items are whole words or pages, and the hash of an item decides by itself. A border is forced where
//! a file would grow too large; such borders move with an edit, but only up to the next one that is not forced.

/// How large files are to be, in estimated bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cutter {
    target: usize,
    filled: usize,
    /// The last item alone is as large as a file is to be.
    is_full: bool,
}

impl Cutter {
    /// Files of about `target` bytes, between half and three times as many.
    pub(super) fn new(target: usize) -> Self {
        Self { target: target.max(4), filled: 0, is_full: false }
    }

    /// Takes the next item; whether a file starts with it. An item that fills a file stands at its end, mostly alone.
    pub(super) fn starts(&mut self, name: &[u8], size: usize) -> bool {
        // Sizes by powers of two: an item that grows a little decides as before.
        let class = size.next_power_of_two().min(self.target);
        let chosen = hash(name) as usize % self.target < 2 * class && self.filled >= self.target / 2;
        let starts = self.filled > 0 && (chosen || self.is_full || self.filled + size > 3 * self.target);
        self.filled = if starts { size } else { self.filled + size };
        self.is_full = class == self.target;
        starts
    }
}

/// FNV-1a, its halves folded: fixed for good, as borders follow from it.
pub(super) fn hash(name: &[u8]) -> u32 {
    let hash = name
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    u32::try_from((hash ^ hash >> 32) & 0xffff_ffff).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(words: &[String]) -> Vec<&str> {
        let mut cutter = Cutter::new(300);
        words.iter().filter(|word| cutter.starts(word.as_bytes(), 20)).map(String::as_str).collect()
    }

    #[test]
    fn files_are_as_large_as_asked_and_an_edit_moves_few_borders() {
        let mut words: Vec<String> = (0..3_000).map(|n| format!("word{n:04}")).collect();
        let before = starts(&words).iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert!((120..260).contains(&before.len()), "{}", before.len());
        words.remove(1_500);
        words.insert(700, "word0699x".to_owned());
        let after = starts(&words);
        let moved = before.iter().filter(|word| !after.contains(&word.as_str())).count();
        assert!(moved < 8, "{moved}");
    }

    #[test]
    fn a_large_item_stands_alone() {
        let mut cutter = Cutter::new(100);
        let starts: Vec<bool> = [50, 5_000, 50].iter().map(|size| cutter.starts(b"x", *size)).collect();
        assert_eq!(starts, [false, true, true]);
    }
}

//! Words: what a text knows, how fast new ones come, and new ones of the right look.
//!
//! Heaps' law says that a text of `n` words knows `K n^b` different ones. On the given corpora `b` is one half within
//! three percent from 150 pages on, so the law needs whole numbers and a square root only, and `K` comes from the
//! corpora themselves. Recombined sections stop to bring new words once each has been seen; what is then missing is
//! coined here, letter by letter after the real words (a Markov chain of order two), so that endings stem and prefixes
//! share as they do in real ones. How often a coined word comes back follows Simon's rule (an earlier occurrence,
//! drawn evenly, is repeated), which leaves about half of them with a single page, as in real text.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::random::Random;

/// The words of a text, lower case: runs of letters, digits and apostrophes that hold a letter.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|run| run.trim_matches(['\'', '’']))
        .filter(|run| run.contains(char::is_alphabetic))
        .map(str::to_lowercase)
}

/// How large a number of pages is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Pages.
    pub pages: usize,
    /// Bytes of UTF-8, front matter counted.
    pub bytes: usize,
    /// Words, every occurrence.
    pub words: usize,
    /// Different words.
    pub vocabulary: usize,
    /// Words that occur once.
    pub once: usize,
}

/// Adds up the size of pages that come one by one.
#[derive(Debug, Default)]
pub struct Measure {
    size: Size,
    counts: BTreeMap<String, usize>,
}

impl Measure {
    /// Adds one page.
    pub fn page(&mut self, text: &str) {
        self.size.pages += 1;
        self.size.bytes += text.len();
        for word in words(text) {
            self.size.words += 1;
            *self.counts.entry(word).or_default() += 1;
        }
    }

    /// The size of all pages so far.
    pub fn size(&self) -> Size {
        let once = self.counts.values().filter(|&&count| count == 1).count();
        Size { vocabulary: self.counts.len(), once, ..self.size }
    }
}

/// Heaps' law with the exponent one half, through one measured point.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    words: u64,
    vocabulary: u64,
}

impl Growth {
    /// The law of a text of so many words that knows so many different ones.
    pub fn new(words: usize, vocabulary: usize) -> Self {
        Self { words: (words as u64).max(1), vocabulary: vocabulary as u64 }
    }

    /// How many different words a text of so many words should know.
    pub fn expected(self, words: usize) -> usize {
        let square = self.vocabulary.saturating_mul(self.vocabulary).saturating_mul(words as u64) / self.words;
        usize::try_from(square.isqrt()).unwrap_or(usize::MAX)
    }
}

/// Coins words that look like given ones and are none of them.
#[derive(Debug)]
pub struct Mint {
    /// What follows two letters, as often as it does; `None` ends a word. Two `^` start one.
    follows: BTreeMap<[u8; 2], Vec<Option<u8>>>,
    known: HashSet<String>,
    /// Every occurrence of a coined word, in order: what Simon's rule draws from.
    occurrences: Vec<usize>,
    coined: Vec<String>,
}

impl Mint {
    /// Learns from real words.
    pub fn new<'a>(real: impl IntoIterator<Item = &'a str>) -> Self {
        let known: HashSet<String> = real.into_iter().map(str::to_owned).collect();
        let alphabetic = |word: &&String| word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let sorted: BTreeSet<&String> = known.iter().filter(alphabetic).collect();
        let mut follows: BTreeMap<[u8; 2], Vec<Option<u8>>> = BTreeMap::new();
        for word in sorted {
            let mut state = *b"^^";
            for letter in word.bytes() {
                follows.entry(state).or_default().push(Some(letter));
                state = [state[1], letter];
            }
            follows.entry(state).or_default().push(None);
        }
        Self { follows, known, occurrences: Vec::new(), coined: Vec::new() }
    }

    /// A word of 5 to 14 letters that nobody has used yet.
    pub fn coin(&mut self, random: &mut Random) -> String {
        let fresh = |word: &String| (5..=14).contains(&word.len()) && !self.known.contains(word);
        let word = (0..50).map(|_| self.walk(random)).find(fresh);
        // A chain of few words can run dry; a number is new for certain.
        let word = word.unwrap_or_else(|| format!("word{}", self.coined.len()));
        self.known.insert(word.clone());
        self.occurrences.push(self.coined.len());
        self.coined.push(word.clone());
        word
    }

    /// A coined word again, the likelier the more often it was used; `None` before the first.
    pub fn again(&mut self, random: &mut Random) -> Option<String> {
        let number = *random.pick(&self.occurrences)?;
        self.occurrences.push(number);
        self.coined.get(number).cloned()
    }

    fn walk(&self, random: &mut Random) -> String {
        let mut word = String::new();
        let mut state = *b"^^";
        while word.len() < 16 {
            let Some(&Some(letter)) = self.follows.get(&state).and_then(|next| random.pick(next)) else { break };
            word.push(char::from(letter));
            state = [state[1], letter];
        }
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_with_a_letter() {
        let found: Vec<_> = words("Don't re-use **M-23** (2021), naïve_name!").collect();
        assert_eq!(found, ["don't", "re", "use", "m", "naïve", "name"]);
    }

    #[test]
    fn four_times_the_words_know_twice_as_many() {
        let growth = Growth::new(378_061, 20_501);
        assert_eq!(growth.expected(378_061), 20_501);
        assert_eq!(growth.expected(4 * 378_061), 41_002);
        assert_eq!(growth.expected(0), 0);
    }

    #[test]
    fn coined_words_are_new_and_come_back() {
        let real = ["information", "community", "practice", "governance", "accessible", "reporting"];
        let (mut mint, mut random) = (Mint::new(real), Random::new(1));
        assert_eq!(mint.again(&mut random), None);
        let coined: BTreeSet<_> = (0..200).map(|_| mint.coin(&mut random)).collect();
        assert_eq!(coined.len(), 200);
        assert!(real.iter().all(|word| !coined.contains(*word)));
        assert!(mint.again(&mut random).is_some_and(|word| coined.contains(&word)));
    }
}

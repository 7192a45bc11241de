//! Words such as `how`, `my` and `the`: they hold a question together and say nothing of what it is about.
//!
//! How rare a word is does not tell: pages of instructions seldom say `my` or `who`, so by rarity alone such a word would
//! decide which page answers a question. Which words these are comes from lists for each language (those of NLTK).

use std::collections::HashSet;

use guildhall_search::Analyzer;

/// What the English list has left of contractions and means something of its own.
const LEFT_OVER: [&str; 6] = ["don", "ll", "ma", "re", "ve", "won"];

/// Small words of the English list that other words are made with: *on-call*, *sign-up*, *check-out*.
const PARTICLES: [&str; 7] = ["down", "in", "off", "on", "out", "over", "up"];

/// The function words of a language.
#[derive(Debug, Default)]
pub(super) struct FunctionWords {
    surfaces: HashSet<Box<str>>,
    groups: HashSet<Box<str>>,
}

impl FunctionWords {
    /// Those of the language with this code, such as `de` or `de-CH`; none of a language without a list.
    pub(super) fn of(language: &str) -> Self {
        let base = language.split(['-', '_']).next().unwrap_or(language).to_ascii_lowercase();
        let mut analyzer = Analyzer::new(language);
        let mut words = Self::default();
        for word in stop_words::lookup(&base).unwrap_or_default().iter().filter(|word| is_word(word)) {
            analyzer.for_each(word, |token| {
                words.surfaces.insert(token.surface.into());
                words.groups.insert(token.group.into());
            });
        }
        words
    }

    /// Whether a form is one.
    pub(super) fn has(&self, surface: &str) -> bool {
        self.surfaces.contains(surface)
    }

    /// Whether a group has one.
    pub(super) fn has_group(&self, group: &str) -> bool {
        self.groups.contains(group)
    }
}

/// Whether a word of a list is one. Without its apostrophe `I'd` is a card and `we'll` is health, and what is left of
/// `don't` is a vitamin.
fn is_word(word: &str) -> bool {
    let is_letter = matches!(word.as_bytes(), [letter] if !b"aeiouy".contains(letter));
    !(is_letter || word.contains('\'') || LEFT_OVER.contains(&word) || PARTICLES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_ask_are_function_words_and_words_asked_for_are_not() {
        for (language, asking, asked) in [
            ("en", ["how", "my", "does"], ["ma", "id", "d"]),
            ("en-GB", ["where", "our", "is"], ["leave", "up", "well"]),
            ("de", ["wie", "meine", "und"], ["ausweis", "urlaub", "neu"]),
            ("fr", ["mon", "est", "pour"], ["congé", "badge", "nouveau"]),
            ("es", ["mi", "donde", "para"], ["permiso", "tarjeta", "nuevo"]),
        ] {
            let words = FunctionWords::of(language);
            let mut analyzer = Analyzer::new(language);
            let mut has = |word: &str| {
                let mut all = true;
                analyzer.for_each(word, |token| all &= words.has(token.surface) && words.has_group(token.group));
                all
            };
            assert!(asking.iter().all(|word| has(word)), "{language}: {asking:?}");
            assert!(!asked.iter().any(|word| has(word)), "{language}: {asked:?}");
        }
        assert!(!FunctionWords::of("xx").has("how"));
    }
}

//! Typos: what a word that no page holds, or hardly any, was probably meant to be.

use alloc::string::String;
use alloc::vec::Vec;

use super::lexicon::Lexicon;
use super::{Alternative, Group, How, Place};
use crate::sort::sort;
use crate::speller::Pattern;

/// Most forms that a typo may have been.
const MOST_CORRECTIONS: usize = 3;
/// What the best of them and each further one count: what was meant as much as if it had been typed.
const CORRECTIONS: [u8; MOST_CORRECTIONS] = [100, 70, 60];
/// Shorter words are not corrected: too much is near them.
const LEAST_LETTERS: usize = 4;
/// Shorter beginnings are not.
const LEAST_BEGUN: usize = 5;
/// A word of one page that is so long, while one as frequent as this is one edit away, is a typo that somebody published.
const LEAST_RARE: usize = 6;
const FREQUENT: u8 = 5;
/// What such a word counts itself.
const RARE: u8 = 70;

/// A word that may have been meant.
struct Near {
    distance: usize,
    /// Among those of one distance: frequent words are likelier, and so is what fingers do.
    likely: u8,
    word: String,
}

impl Lexicon<'_, '_> {
    /// Gives a group what its word was probably meant to be, if it needs that. `is_prefix`: it may be a beginning. `widely`:
    /// its first letter may be wrong as well.
    pub(super) fn correct(&self, group: &mut Group, is_prefix: bool, widely: bool) {
        let typed = &group.word.surface;
        let letters = typed.chars().count();
        if letters < LEAST_LETTERS || group.word.quoted || typed.chars().any(|c| c.is_ascii_digit()) {
            return;
        }
        let words = match group.alternatives.first() {
            None => self.nearest(typed, is_prefix && letters >= LEAST_BEGUN, widely),
            Some(known) if group.is_rare() && letters >= LEAST_RARE && !is_prefix => self.frequent(typed, known),
            Some(_) => return,
        };
        for (word, factor) in words.into_iter().zip(CORRECTIONS) {
            let Some(found) = self.find(&word) else { continue };
            if group.corrected.is_none() {
                group.corrected = Some(word);
                // Its rarity is that of the correction.
                group.alternatives.iter_mut().for_each(|known| (known.factor, known.how) = (RARE, How::Part));
            }
            group.take_one(found, factor, How::Typo);
        }
    }

    /// The words nearest to one, best first; none while files are missing. People rarely miss the first letter.
    fn nearest(&self, typed: &str, is_prefix: bool, widely: bool) -> Vec<String> {
        let Some(first) = typed.chars().next() else { return Vec::new() };
        let blocks = &self.shelf.manifest.speller;
        let has_own = blocks.iter().any(|(letter, _)| *letter == first);
        let is_own = |letter: char| letter == first || (letter == '\0' && !has_own);
        let pattern = Pattern::new(typed);
        let mut near: Vec<Near> = Vec::new();
        // Rare words are in the lexicon only.
        self.near(typed, &pattern, &mut |entry, distance| add(&mut near, typed, entry.word, entry.class, distance));
        for own in [true, false] {
            for (_, file) in blocks.iter().filter(|(letter, _)| is_own(*letter) == own) {
                self.shelf.read(*file, |block| {
                    pattern.closest(block, &mut |word, class, distance| add(&mut near, typed, word, class, distance))
                });
            }
            if self.shelf.ready().is_none() {
                return Vec::new();
            }
            if !widely {
                let words = if near.is_empty() { turned(typed) } else { Default::default() };
                for word in words {
                    if let Some(distance) = pattern.distance(&word)
                        && let Some(found) = self.find_common(&word)
                    {
                        add(&mut near, typed, &word, found.class, distance);
                    }
                }
                break;
            }
            if near.iter().any(|near| near.distance == 1) {
                break;
            }
            if own && near.is_empty() && is_prefix {
                self.neighbours(typed, &mut |entry| {
                    if begins_near(&pattern, typed, entry.word) {
                        add(&mut near, typed, entry.word, entry.class, 1);
                    }
                });
            }
        }
        best(near)
    }

    /// A frequent word next to a rare one, of those in the chunk at hand: a word that is known costs no request.
    fn frequent(&self, typed: &str, known: &Alternative) -> Vec<String> {
        let pattern = Pattern::new(typed);
        let mut near: Vec<Near> = Vec::new();
        self.near(typed, &pattern, &mut |entry, distance| {
            if entry.class >= FREQUENT && distance == 1 {
                add(&mut near, typed, entry.word, entry.class, 1);
            }
        });
        let mut words = best(near);
        words.truncate(1);
        let other = words.first().and_then(|word| self.find(word));
        let has = |list: &Place| other.as_ref().is_none_or(|other| other.lists.contains(list));
        if known.words.iter().any(|known| known.lists.iter().any(has)) {
            words.clear();
        }
        words
    }
}

/// The nearest words, likeliest first.
fn best(mut near: Vec<Near>) -> Vec<String> {
    sort(&mut near, &|a, b| (a.distance, b.likely, &a.word) < (b.distance, a.likely, &b.word));
    let least = near.first().map_or(0, |near| near.distance);
    let mut words = Vec::new();
    for Near { distance, word, .. } in near {
        if distance == least && words.len() < MOST_CORRECTIONS {
            words.push(word);
        }
    }
    words
}

impl Group {
    /// Whether its word stands on one page only, and not in a name.
    fn is_rare(&self) -> bool {
        let is_rare = |known: &Alternative| {
            known.how == How::Typed && known.words.iter().all(|found| found.class == 0 && !found.in_name)
        };
        self.alternatives.iter().all(is_rare)
    }
}

fn add(near: &mut Vec<Near>, typed: &str, word: &str, class: u8, distance: usize) {
    if distance > 0 && near.iter().all(|known| known.word != word) {
        let same_first = typed.chars().next() == word.chars().next();
        let likely = class + 2 * u8::from(same_first) + 2 * u8::from(is_swapped(typed, word));
        near.push(Near { distance, likely, word: word.into() });
    }
}

/// What was meant, maybe, by a word with a wrong beginning: with its first two letters swapped, without the first, or
/// without both.
fn turned(typed: &str) -> [String; 3] {
    let mut letters = typed.chars();
    let first = letters.next();
    let one = letters.as_str();
    let second = letters.next();
    let two = letters.as_str();
    let mut swapped = String::with_capacity(typed.len());
    swapped.extend(second);
    swapped.extend(first);
    swapped.push_str(two);
    [swapped, one.into(), two.into()]
}

/// Whether two neighbours changed places.
fn is_swapped(typed: &str, word: &str) -> bool {
    let (mut typed, mut word) = (typed.chars(), word.chars());
    while let (Some(a), Some(b)) = (typed.next(), word.next()) {
        if a != b {
            return typed.next() == Some(b) && word.next() == Some(a) && typed.eq(word);
        }
    }
    false
}

/// Whether `word` begins with what is one edit away from what was typed.
fn begins_near(pattern: &Pattern, typed: &str, word: &str) -> bool {
    let letters = typed.chars().count();
    word.char_indices().enumerate().any(|(length, (end, _))| {
        length.abs_diff(letters) <= 1 && pattern.distance(word.get(..end).unwrap_or_default()) == Some(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingers_swap_neighbours() {
        assert!(is_swapped("plian", "plain") && is_swapped("ba", "ab"));
        assert!(!is_swapped("plain", "plain") && !is_swapped("plian", "plan") && !is_swapped("plien", "plain"));
    }

    #[test]
    fn beginnings_may_be_turned() {
        assert_eq!(turned("osme"), ["some", "sme", "me"]);
        assert_eq!(turned("é"), ["é", "", ""]);
    }

    #[test]
    fn beginnings_may_have_a_typo() {
        let begins = |typed: &str, word: &str| begins_near(&Pattern::new(typed), typed, word);
        assert!(begins("acesibi", "acessibility") && begins("analitic", "analytics"));
        assert!(!begins("analytic", "catalogue") && !begins("plian", "pl"));
    }
}

//! `Long Form (LF)`: what the letters of an acronym stand for, as a text itself says it.
//!
//! After Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text" (PSB 2003),
//! but stricter: there a letter may stand anywhere in the long form, here each must begin a word or follow one that
//! does, and no long word may be left over. Both ways round are found, `LF (long form)` as well.
//!
//! Looks at one text alone and at a bounded stretch around each bracket, so any text takes linear time.

/// An acronym and what it stands for, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair<'a> {
    /// `LF`.
    pub(super) short: &'a str,
    /// `Long Form`.
    pub(super) long: &'a str,
}

/// Letters and digits of a short form.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=10;
/// Most bytes of a short form, and of a long one.
const SHORT_BYTES: usize = 32;
const LONG_BYTES: usize = 160;
/// Most words of a long form beyond its letters.
const SPARE_WORDS: usize = 4;
/// A word of up to so many letters may go without a letter of its own: `of`, `and`, `für`, `the`.
const SMALL_WORD: usize = 4;
/// A single word is a long form only from this length on: `Verwaltungsgerichtsordnung`, and not `Internos` of the IRS.
const ALONE: usize = 12;

/// Calls `each` with every pair that `text` defines, in order.
pub(super) fn pairs<'a>(text: &'a str, mut each: impl FnMut(Pair<'a>)) {
    for (open, _) in text.match_indices('(') {
        let before = text.get(..open).unwrap_or_default();
        let after = text.get(open + 1..).unwrap_or_default();
        let window = after.get(..after.floor_char_boundary(LONG_BYTES)).unwrap_or_default();
        let Some(inside) = window.find([')', '(', '\n']).and_then(|end| window.get(..end)) else { continue };
        if after.as_bytes().get(inside.len()) != Some(&b')') {
            continue;
        }
        // What follows a comma or the like is a remark: `(LF; see there)`.
        let named = inside.split([',', ';', ':', '=']).next().unwrap_or_default().trim();
        let pair = match short_form(named) {
            Some(short) => long_form(before, short).map(|long| Pair { short, long }),
            None => last_word(before).and_then(short_form).and_then(|short| {
                Some(Pair { short, long: long_form(inside, short).filter(|long| *long == inside.trim())? })
            }),
        };
        if let Some(pair) = pair {
            each(pair);
        }
    }
}

/// `text` as an acronym: one word, more than half of its letters capitals and at least two. A plural's `s` is taken off.
fn short_form(text: &str) -> Option<&str> {
    if text.len() > SHORT_BYTES || text.contains(char::is_whitespace) {
        return None;
    }
    let (mut letters, mut capitals, mut last_small) = (0, 0, 0);
    for letter in text.chars() {
        if letter.is_uppercase() {
            capitals += 1;
            last_small = 0;
        } else if letter.is_alphanumeric() {
            last_small += 1;
        } else if !matches!(letter, '&' | '.' | '-' | '/') {
            return None;
        }
        letters += usize::from(letter.is_alphanumeric());
    }
    let begins = text.starts_with(char::is_alphanumeric);
    if !begins || capitals < 2 || capitals * 2 <= letters || !LETTERS.contains(&letters) {
        return None;
    }
    let plural = letters > 2 && last_small == 1 && capitals + 1 == letters;
    Some(text.strip_suffix('s').filter(|_| plural).unwrap_or(text))
}

/// The word just before the bracket.
fn last_word(before: &str) -> Option<&str> {
    let tail = before.get(before.ceil_char_boundary(before.len().saturating_sub(SHORT_BYTES + 1))..)?;
    tail.strip_suffix(' ')?.rsplit(char::is_whitespace).next().map(|word| word.trim_start_matches(['(', '"', '“', '„']))
}

/// The end of `before` that `short` stands for: the fewest words that spell it.
fn long_form<'a>(before: &'a str, short: &str) -> Option<&'a str> {
    let from = before.ceil_char_boundary(before.len().saturating_sub(LONG_BYTES));
    let tail = before.get(from..)?.trim_end().trim_end_matches(['"', '”', '“', '*', '_', '\'']);
    let tail = tail.rsplit(['.', '!', '?', ':', ';', '(', ')', '[', ']', '\n', '\r', '\t', '|']).next()?;
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let most = letters.len() + SPARE_WORDS;
    // Bit `n`: the last `n` letters can be spelt by the words passed so far.
    let mut spelt: u32 = 1;
    for (count, (start, word)) in words_backwards(tail).enumerate() {
        if count == most || spelt == 0 {
            return None;
        }
        // The last word is never left over, however small it is.
        let spare = if count > 0 && is_small(word) { spelt } else { 0 };
        let (next, whole) = before_word(spelt, word, &letters);
        if whole {
            let long = tail.get(start..)?;
            // `of the Chief Counsel (OCC)` lacks its office.
            let headless = is_small(word) && has_capitals(long);
            if !headless {
                let alone = !long.contains(char::is_whitespace) && long.chars().count() < ALONE;
                return (!alone && !long.eq_ignore_ascii_case(short)).then_some(long);
            }
        }
        spelt = next | spare;
    }
    None
}

/// Whether a long form may have `word` without a letter for it.
fn is_small(word: &str) -> bool {
    word.chars().count() <= SMALL_WORD && word.starts_with(char::is_lowercase) || !word.contains(char::is_alphanumeric)
}

/// Whether a word of `text` begins with a capital.
fn has_capitals(text: &str) -> bool {
    text.split_whitespace().any(|word| word.starts_with(char::is_uppercase))
}

/// What can be spelt with `word` in front of words that spell `spelt`; and whether that is all, with `word` as the first.
fn before_word(spelt: u32, word: &str, letters: &[char]) -> (u32, bool) {
    let (mut next, mut whole) = (0, false);
    for done in (0..=letters.len()).filter(|done| spelt & (1 << done) != 0) {
        let left = letters.len() - done;
        for first in 0..left {
            if spells(word, letters.get(first..left).unwrap_or_default()) {
                next |= 1 << (letters.len() - first);
                whole |= first == 0;
            }
        }
    }
    (next, whole)
}

/// Whether `letters` begin `word` and follow in it in order. `x` begins what sounds so: user eXperience.
fn spells(word: &str, letters: &[char]) -> bool {
    let mut rest = word.chars().flat_map(char::to_lowercase);
    let Some((first, others)) = letters.split_first() else { return false };
    let Some(initial) = rest.next() else { return false };
    let begins = initial == *first || (*first == 'x' && initial == 'e' && rest.next() == Some('x'));
    begins && others.iter().all(|letter| rest.any(|c| c == *letter))
}

/// The words of `text` from the last to the first, each with where it starts. A joined word counts by its parts:
/// `on-the-job`.
fn words_backwards(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let parts =
        |c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '–' | '/' | ',' | '\'' | '’' | '"' | '“' | '„' | '*');
    let mut end = text.len();
    std::iter::from_fn(move || {
        let rest = text.get(..end)?.trim_end_matches(parts);
        let start = rest.rfind(parts).map_or(0, |at| rest.ceil_char_boundary(at + 1));
        let word = rest.get(start..).filter(|word| !word.is_empty())?;
        end = start;
        Some((start, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        pairs(text, |pair| found.push((pair.short, pair.long)));
        found
    }

    #[test]
    fn initials_in_order_make_a_pair() {
        for (text, short, long) in [
            ("Ask for paid time off (PTO) early.", "PTO", "paid time off"),
            ("The Community of Practice (CoP) meets.", "CoP", "Community of Practice"),
            ("the U.S. Department of Defense (DoD)", "DoD", "Department of Defense"),
            ("questions and answers (Q&A)", "Q&A", "questions and answers"),
            ("improve the user experience (UX)", "UX", "user experience"),
            ("Extensible Markup Language (XML)", "XML", "Extensible Markup Language"),
            ("HyperText Markup Language (HTML)", "HTML", "HyperText Markup Language"),
            ("on-the-job training (OJT)", "OJT", "on-the-job training"),
            ("performance work statements (PWSs)", "PWS", "performance work statements"),
            ("World Wide Web Consortium (W3C)", "", ""),
            ("die Verwaltungsgerichtsordnung (VwGO)", "VwGO", "Verwaltungsgerichtsordnung"),
            ("la Caisse d'allocations familiales (CAF)", "CAF", "Caisse d'allocations familiales"),
            (
                "Bundesministerium für Bildung und Forschung (BMBF)",
                "BMBF",
                "Bundesministerium für Bildung und Forschung",
            ),
            ("Plan of Action and Milestones (POA&M, see there)", "POA&M", "Plan of Action and Milestones"),
            ("API (application programming interface)", "API", "application programming interface"),
            ("Single sign-on (SSO)", "SSO", "Single sign-on"),
            ("ask the Office of the Chief Counsel (OCC)", "OCC", "Office of the Chief Counsel"),
        ] {
            let expected: Vec<_> = [(short, long)].into_iter().filter(|_| !short.is_empty()).collect();
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn other_brackets_are_none() {
        for text in [
            "see the travel policy (PTO)",
            "paid time off (see below)",
            "paid time off (pto)",
            "Ms (MS)",
            "Servicio de Impuestos Internos (IRS)",
            "paid time off. (PTO)",
            "One two three four five six (OT)",
            "the annual Travel report (TR7)",
            "paid time off (PTO",
            "PTO (paid in full)",
            "Texas (TX and more)",
            "(A) (B) ()",
            "",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn hostile_text_takes_linear_time() {
        let started = std::time::Instant::now();
        for piece in ["(", "a (AAAAAAAAAA) ", "aaaa aaa aa a (AAAA", "AA (", "é(É", "()"] {
            let text = piece.repeat(1_000_000 / piece.len());
            pairs(&text, |_| {});
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}

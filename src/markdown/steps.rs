//! "Go to step 3" in running text: found here, and led to its step by the page's kind.

use std::ops::Range;

/// Words for a step, each with the words that may stand before it when it is a place to go to.
const WORDS: &[(&str, &[&str])] = &[
    ("step", &["to", "with", "at", "repeat", "see"]),
    ("schritt", &["zu", "mit", "bei", "zum", "siehe"]),
    ("étape", &["l'", "l’", "à"]),
    ("paso", &["al", "paso", "ver"]),
];
/// Words between a step and its number.
const MOST_DIGITS: usize = 5;

/// Every "step 3" in `text` that is a place to go to, with its number.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, u32)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
        if text.as_bytes().get(at.wrapping_sub(1)).is_some_and(u8::is_ascii_digit) {
            continue;
        }
        let digits = text[at..].bytes().take(MOST_DIGITS + 1).take_while(u8::is_ascii_digit).count();
        let Some(before) = text[..at].strip_suffix([' ', '\u{a0}']) else { continue };
        if let Some(start) = word(before)
            && let Some(number) = text.get(at..at + digits).filter(|_| digits <= MOST_DIGITS)
            && let Ok(number) = number.parse()
        {
            found.push((start..at + digits, number));
        }
    }
    found
}

/// Where the word for a step starts that `before` ends in, if what stands before it says to go there.
fn word(before: &str) -> Option<usize> {
    WORDS.iter().find_map(|(word, leads)| {
        let lead = ends_in(before, word)?;
        let (start, lead) = (lead.len(), lead.trim_end());
        leads
            .iter()
            .any(|word| ends_in(lead, word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
            .then_some(start)
    })
}

/// `text` without `word` at its end, whatever its case.
fn ends_in<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let start = text.len().checked_sub(word.len())?;
    let (rest, end) = text.split_at_checked(start)?;
    (end.to_lowercase() == word).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_step_is_a_place_to_go_to_after_some_words_only() {
        let numbers = |text| find(text).into_iter().map(|(_, number)| number).collect::<Vec<_>>();
        assert_eq!(numbers("If it is red, go to step 3. Else go back to Step 12."), [3, 12]);
        assert_eq!(numbers("weiter mit Schritt 4, aller à l’étape 5, ir al paso 6"), [4, 5, 6]);
        assert_eq!(numbers("step 3 of the wizard, unto step 3, to footstep 3, to step3, to step 123456"), [0_u32; 0]);
        assert_eq!(&"go to step 30,"[find("go to step 30,")[0].0.clone()], "step 30");
    }
}

//! Letters made equal: what a character is to a word, and what is left of it when case, accents and width are folded
//! away. Knows single characters only.

use alloc::string::String;
use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

/// What a character does in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A letter that is not upper case, or a mark on the letter before.
    Letter,
    /// An upper-case letter.
    Upper,
    /// A digit.
    Digit,
    /// A letter of a script that writes no blanks between words.
    Unspaced,
    /// Invisible: soft hyphen, joiners, zero-width blanks. Dropped inside words.
    Ignored,
    /// Everything else parts words.
    Other,
}

impl Class {
    /// Whether it is part of a word that blanks delimit.
    pub(crate) fn in_word(self) -> bool {
        matches!(self, Self::Letter | Self::Upper | Self::Digit)
    }
}

/// The class of `c`.
pub(crate) fn class(c: char) -> Class {
    match c {
        'a'..='z' => Class::Letter,
        'A'..='Z' => Class::Upper,
        '0'..='9' => Class::Digit,
        '\0'..='\x7f' => Class::Other,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => Class::Ignored,
        _ if unspaced(c) && (c.is_alphanumeric() || is_combining_mark(c)) => Class::Unspaced,
        _ if c.is_uppercase() => Class::Upper,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_alphabetic() || is_combining_mark(c) => Class::Letter,
        _ => Class::Other,
    }
}

/// Whether `c` may not open a word: a mark has no meaning without a letter before it.
pub(crate) fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}

/// Blocks of Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer writing.
fn unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}' | '\u{1aff0}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Marks that are dropped: accents on Latin, Greek and Cyrillic letters, Hebrew points and Arabic vowels. The vowel signs
/// of Indic scripts are letters in all but name and stay.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Letters that decompose to nothing but are read as others.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

/// Hands the letters that `c` folds to on to `emit`; says whether an accent or the like was lost on the way.
/// Case alone does not count as a loss.
pub(crate) fn fold_char(c: char, emit: &mut impl FnMut(char)) -> bool {
    if c.is_ascii() {
        emit(c.to_ascii_lowercase());
        return false;
    }
    let mut lost = false;
    decompose_compatible(c, |piece| {
        for lower in piece.to_lowercase() {
            if is_accent(lower) {
                lost = true;
            } else if let Some(letters) = plain(lower) {
                lost |= lower != 'ς';
                letters.chars().for_each(&mut *emit);
            } else if class(lower) != Class::Other || lower == '§' {
                emit(lower);
            }
        }
    });
    lost
}

/// Appends a folded letter. In unspaced scripts it may join the last one, as marks are no accents there.
pub(crate) fn push(folded: &mut String, c: char) {
    if class(c) == Class::Unspaced
        && let Some(both) = folded.chars().next_back().and_then(|last| compose(last, c))
    {
        folded.pop();
        folded.push(both);
    } else {
        folded.push(c);
    }
}

/// `word` with case, accents and width folded away, as tokens have it. Folding twice changes nothing.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        fold_char(c, &mut |letter| push(&mut folded, letter));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_any_character_twice_changes_nothing() {
        for c in '\0'..=char::MAX {
            let once = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }

    #[test]
    fn case_accents_width_and_ligatures_are_folded() {
        for (word, folded) in [
            ("Résumé", "resume"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("ＡＢＣ", "abc"),
            ("ﬁnance", "finance"),
            ("Ωmega", "ωmega"),
            ("Łódź", "lodz"),
            ("Ёлка", "елка"),
        ] {
            assert_eq!(fold(word), folded);
        }
    }
}

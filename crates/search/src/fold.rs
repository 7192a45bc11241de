//! Letters made equal: what a character is to a word, and what is left of it when case, accents and width are folded
//! away. Knows single characters only.

use alloc::string::String;

use crate::unicode::{self, compose};

/// What a character does in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A letter that is not upper case, or a mark on the letter before.
    Letter,
    /// An upper-case letter.
    Upper,
    /// A digit.
    Digit,
    /// A letter of a script that writes no blanks between words.
    Unspaced,
    /// Invisible: soft hyphen, joiners, zero-width blanks, selectors of variants. Dropped inside words.
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
        // Selectors of variants stand so far behind all letters that the table ends before them.
        '\u{e0100}'..='\u{e01ef}' => Class::Ignored,
        _ => unicode::class(c),
    }
}

/// Whether `c` is a letter or a digit, of whatever script.
pub(crate) fn is_of_words(c: char) -> bool {
    !matches!(class(c), Class::Other | Class::Ignored)
}

/// Whether `c` is a blank: what Unicode calls white space, without the standard library's table of it.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
        | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Whether `c` may not open a word: a mark has no meaning without a letter before it.
pub(crate) fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode::is_mark(c)
}

/// Hands the letters that `c` folds to on to `emit`; says whether an accent or the like was lost on the way.
/// Case alone does not count as a loss.
pub(crate) fn fold_char(c: char, emit: &mut impl FnMut(char)) -> bool {
    if c.is_ascii() {
        emit(c.to_ascii_lowercase());
        return false;
    }
    if let Some((letters, lost)) = unicode::fold(c) {
        for letter in letters {
            emit(*letter);
        }
        return lost;
    }
    if c == '§' || is_of_words(c) {
        emit(c);
    }
    false
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
    fn blanks_are_those_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_blank(c), c.is_whitespace(), "{c:?}");
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

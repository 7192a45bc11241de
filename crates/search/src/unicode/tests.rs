//! Writes the table and holds it to the libraries it comes from.

use unicode_normalization::char::{
    compose as library_compose, decompose_canonical, decompose_compatible, is_combining_mark,
};

use super::*;
use crate::wire::{Output, zigzag};

/// Not in the table, see the module.
fn is_left_out(c: char) -> bool {
    matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10780}'..='\u{107bf}' | '\u{1ee00}'..='\u{1eeff}')
}

/// Whether no version of Unicode so far has `c`: the standard library shows it as a number, and it is none of those that
/// stand for something invisible or private.
fn is_unassigned(c: char) -> bool {
    let is_invisible = matches!(c,
        '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1345f}'
        | '\u{1bca0}'..='\u{1bcaf}' | '\u{1d173}'..='\u{1d17a}');
    let is_private = matches!(c, '\u{e000}'..='\u{f8ff}');
    let is_shown = c.escape_debug().len() == 1 || c.is_control() || c.is_whitespace();
    reference_class(c).0 == Class::Other && !(is_shown || is_invisible || is_private)
}

/// Hangul syllables decompose and are composed again.
fn is_syllable(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Blocks of Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer writing.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}' | '\u{1aff0}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Invisible: soft hyphen, joiners, zero-width blanks, selectors of variants.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Marks that are dropped: accents on Latin, Greek and Cyrillic letters, Hebrew points and Arabic vowels. The vowel signs
/// of Indic scripts are letters in all but name and stay.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}')
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

/// The class of a character and whether it is a mark, by the standard library.
fn reference_class(c: char) -> (Class, bool) {
    let mark = is_combining_mark(c) && !is_variant(c);
    let class = match c {
        _ if is_ignored(c) || is_variant(c) => Class::Ignored,
        _ if is_unspaced(c) && (c.is_alphanumeric() || mark) => Class::Unspaced,
        _ if c.is_uppercase() => Class::Upper,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_alphabetic() || mark => Class::Letter,
        _ => Class::Other,
    };
    (class, mark)
}

/// Selectors of variants: behind all other letters, so the table ends before them.
fn is_variant(c: char) -> bool {
    matches!(c, '\u{e0100}'..='\u{e01ef}')
}

/// What a character folds to and whether an accent is lost: compatibility decomposition in lower case without accents.
fn reference_fold(c: char) -> (Vec<char>, bool) {
    let (mut letters, mut lost) = (Vec::new(), false);
    decompose_compatible(c, |piece| {
        for lower in piece.to_lowercase() {
            if is_accent(lower) {
                lost = true;
            } else if let Some(plain) = plain(lower) {
                lost |= lower != 'ς';
                letters.extend(plain.chars());
            } else if !matches!(reference_class(lower).0, Class::Other | Class::Ignored) {
                letters.push(lower);
            }
        }
    });
    (letters, lost)
}

/// What a character folds to, if the table says so.
fn folds_to(c: char) -> Option<(Vec<char>, bool)> {
    let is_word = !matches!(reference_class(c).0, Class::Other | Class::Ignored);
    if c.is_ascii() || is_left_out(c) || is_syllable(c) || !is_word {
        return None;
    }
    let (letters, lost) = reference_fold(c);
    (lost || letters != [c]).then_some((letters, lost))
}

fn write_table() -> Vec<u8> {
    let mut runs: Vec<(u32, u8)> = Vec::new();
    for code in 0..u32::try_from(END).unwrap() {
        // Surrogates are no characters, and never asked for.
        let c = char::from_u32(code);
        let (class, mark) = c.map_or((Class::Other, false), reference_class);
        let class =
            if c.is_some_and(|c| class == Class::Upper && folds_to(c).is_some()) { Class::Letter } else { class };
        let flags = class as u8 | if mark { MARK } else { 0 };
        match runs.last_mut() {
            Some((length, last)) if *last == flags || c.is_some_and(is_unassigned) => *length += 1,
            _ => runs.push((1, flags)),
        }
    }
    runs.pop_if(|(_, flags)| *flags == Class::Other as u8);
    let mut out = Vec::new();
    out.size(runs.len());
    for (length, _) in &runs {
        out.number(*length);
    }
    out.extend(runs.iter().map(|(_, flags)| *flags));
    let (mut before, mut far, mut other) = (0, 0, 0);
    let (mut steps, mut heads, mut firsts, mut others) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for c in '\0'..=char::MAX {
        let Some((letters, lost)) = folds_to(c) else { continue };
        let from = u32::from(c);
        steps.push(from - before);
        before = from;
        let upper = if reference_class(c).0 == Class::Upper { UPPER } else { 0 };
        heads.push(u8::try_from(letters.len()).unwrap() * 4 + upper + u8::from(lost));
        for (place, letter) in letters.into_iter().map(u32::from).enumerate() {
            if place == 0 {
                firsts.number(zigzag(letter.wrapping_sub(from), far));
                far = letter.wrapping_sub(from);
            } else {
                others.push(zigzag(letter, other));
                other = letter;
            }
        }
    }
    out.size(steps.len());
    for step in &steps {
        out.number(*step);
    }
    out.extend(heads);
    out.size(others.len());
    for step in &others {
        out.number(*step);
    }
    out.extend(firsts);
    out
}

/// A compiler with a later Unicode knows more letters, where the table has gaps filled; what folds already does not change.
#[test]
fn the_table_is_what_the_libraries_say() {
    if std::env::var_os("GUILDHALL_WRITE_UNICODE").is_some() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/unicode.bin");
        return std::fs::write(path, write_table()).unwrap();
    }
    let of_this_version = char::UNICODE_VERSION == (17, 0, 0);
    let is_known = |c: &char| !is_unassigned(*c) && (of_this_version || fold(*c).is_some());
    for c in ('\u{80}'..=char::MAX).filter(|c| class(*c) != Class::Other && is_known(c)) {
        assert_eq!((class(c), is_mark(c)), reference_class(c), "{c:?}");
        if is_left_out(c) || is_syllable(c) || class(c) == Class::Ignored {
            assert_eq!(fold(c), None, "{c:?}");
            continue;
        }
        let (letters, lost) = fold(c).map_or((vec![c], false), |(letters, lost)| (letters.to_vec(), lost));
        assert_eq!((letters, lost), reference_fold(c), "{c:?}");
    }
    assert!(!of_this_version || write_table() == BYTES, "write it anew: GUILDHALL_WRITE_UNICODE=1 cargo test");
}

#[test]
fn letters_of_unspaced_scripts_compose_as_the_library_composes_them() {
    // Without Chinese characters, which compose with nothing, these are few enough to try all pairs.
    let few = |c: &char| class(*c) == Class::Unspaced && !matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..);
    let letters: Vec<char> = ('\u{80}'..=char::MAX).filter(few).collect();
    let mut marks: Vec<char> = Vec::new();
    for c in &letters {
        let mut last = *c;
        decompose_canonical(*c, |piece| last = piece);
        if last != *c && !marks.contains(&last) {
            marks.push(last);
        }
    }
    assert!(marks.len() > 40, "vowels and finals of Hangul, marks of Kana");
    for a in letters {
        for b in &marks {
            assert_eq!(compose(a, *b), library_compose(a, *b), "{a:?} {b:?}");
        }
    }
}

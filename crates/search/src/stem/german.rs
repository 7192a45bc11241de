//! German: <https://snowballstem.org/algorithms/german/stemmer.html>.

use super::ends::{Table, Word, ends};

const STEP_1: &Table = &[
    (&ends(b" em"), ""),
    (&ends(b" e en es"), ""),
    (&ends(b" s"), ""),
    (&ends(b" ern er erin erinnen"), ""),
    (&ends(b" ln lns"), "l"),
];
const STEP_2: &Table = &[(&ends(b" st"), ""), (&ends(b" et"), ""), (&ends(b" en er est"), "")];
const STEP_3: &Table =
    &[(&ends(b" end ung"), ""), (&ends(b" ig ik isch"), ""), (&ends(b" lich heit"), ""), (&ends(b" keit"), "")];
/// Letters before an `s` or an `st` that is no part of the stem.
const BEFORE_S: &[u8] = b"bdfghklmnrt";
const BEFORE_ET: &[u8] = b"Udfgklmnrstz\xe4";
/// What Snowball takes `ae`, `oe` and `ue` for, in Latin-1.
const UMLAUTS: [(u8, u8); 3] = [(b'a', 0xe4), (b'o', 0xf6), (b'u', 0xfc)];

pub(super) fn stem(word: &str) -> Word {
    let mut word = Word::new(word, b"aeiouy\xe4\xf6\xfc");
    for at in 0..word.length() {
        if word.is_vowel(at) && matches!(word.letter(at + 1), b'u' | b'y') && word.is_vowel(at + 2) {
            word.raise(at + 1);
        }
    }
    join_umlauts(&mut word);
    word.mark_regions();
    word.r1 = word.r1.max(3);
    step_1(&mut word);
    step_2(&mut word);
    step_3(&mut word);
    for letter in &mut word.letters {
        if let Some((plain, _)) = UMLAUTS.iter().find(|(_, umlaut)| umlaut == letter) {
            *letter = *plain;
        }
    }
    word
}

fn join_umlauts(word: &mut Word) {
    let mut at = 0;
    while at < word.length() {
        let (first, second) = (word.letter(at), word.letter(at + 1));
        let umlaut = UMLAUTS.iter().find(|(plain, _)| *plain == first && second == b'e');
        if let Some((_, umlaut)) = umlaut {
            word.set(at, *umlaut);
            word.letters.remove(at + 1);
        } else if (first, second) == (b'q', b'u') {
            at += 1;
        }
        at += 1;
    }
}

fn step_1(word: &mut Word) {
    let Some(end @ (row, at)) = word.end(STEP_1, 0) else { return };
    let is_kept = match row {
        0 => word.ends_before(at, "syst"),
        2 => !BEFORE_S.contains(&word.before(at)),
        _ => false,
    };
    if is_kept || at < word.r1 {
        return;
    }
    word.turn(STEP_1, end);
    if row == 1 && word.ends_before(at, "niss") {
        word.put(at - 1, "");
    }
}

fn step_2(word: &mut Word) {
    let Some(end @ (row, at)) = word.end(STEP_2, 0) else { return };
    let before = word.before(at);
    let is_kept = match row {
        0 => at < 4 || before == b'r' || !BEFORE_S.contains(&before),
        1 => !BEFORE_ET.contains(&before) || word.ends_before(at, "tick plan geordn intern tr"),
        _ => false,
    };
    if !is_kept && at >= word.r1 {
        word.turn(STEP_2, end);
    }
}

fn step_3(word: &mut Word) {
    let Some((row, at)) = word.end(STEP_3, 0).filter(|(_, at)| *at >= word.r2) else { return };
    if row == 1 && word.before(at) == b'e' {
        return;
    }
    word.put(at, "");
    match row {
        0 if word.letter(at.wrapping_sub(3)) != b'e' => word.cut("ig", word.r2),
        2 => word.cut("er en", word.r1),
        3 => word.cut("lich ig", word.r2),
        _ => false,
    };
}

#[cfg(test)]
pub(super) const TABLES: &[&Table] = &[STEP_1, STEP_2, STEP_3];

//! English: <https://snowballstem.org/algorithms/english/stemmer.html>.

use super::ends::{Table, Word, ends};

const WHOLE: &Table = &[
    (&ends(b" andes atlas bias cosmos howe news sky"), ""),
    (&ends(b" skis"), "ski"),
    (&ends(b" skies"), "sky"),
    (&ends(b" idly"), "idl"),
    (&ends(b" gently"), "gentl"),
    (&ends(b" ugly"), "ugli"),
    (&ends(b" early"), "earli"),
    (&ends(b" only"), "onli"),
    (&ends(b" singly"), "singl"),
];
const BEGINNINGS: [&str; 9] = ["arsen", "commun", "emerg", "gener", "inter", "later", "organ", "past", "univers"];
const STEP_1A: &Table =
    &[(&ends(b" sses"), "ss"), (&ends(b" ied ies"), "i"), (&ends(b" s"), ""), (&ends(b" us ss"), "")];
const STEP_1B: &Table = &[(&ends(b" eed eedly"), "ee"), (&ends(b" ing"), ""), (&ends(b" ed edly ingly"), "")];
const STEP_2: &Table = &[
    (&ends(b" li"), ""),
    (&ends(b" ogi"), "og"),
    (&ends(b" ogist"), "og"),
    (&ends(b" tional"), "tion"),
    (&ends(b" enci"), "ence"),
    (&ends(b" anci"), "ance"),
    (&ends(b" abli"), "able"),
    (&ends(b" entli"), "ent"),
    (&ends(b" izer ization"), "ize"),
    (&ends(b" ational ation ator"), "ate"),
    (&ends(b" alism aliti alli"), "al"),
    (&ends(b" fulness fulli"), "ful"),
    (&ends(b" ousness ousli"), "ous"),
    (&ends(b" iveness iviti"), "ive"),
    (&ends(b" biliti bli"), "ble"),
    (&ends(b" lessli"), "less"),
];
const STEP_3: &Table = &[
    (&ends(b" ative"), ""),
    (&ends(b" tional"), "tion"),
    (&ends(b" ational"), "ate"),
    (&ends(b" alize"), "al"),
    (&ends(b" icate iciti ical"), "ic"),
    (&ends(b" ful ness"), ""),
];
const STEP_4: &Table =
    &[(&ends(b" ion"), ""), (&ends(b" al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize"), "")];

pub(super) fn stem(word: &str) -> Word {
    let mut word = Word::new(word, b"aeiouy");
    if let Some((row, 0)) = word.end(WHOLE, 0) {
        if row > 0 {
            word.turn(WHOLE, (row, 0));
        }
        return word;
    }
    for at in 0..word.length() {
        if word.letter(at) == b'y' && (at == 0 || word.is_vowel(at - 1)) {
            word.raise(at);
        }
    }
    let beginning = BEGINNINGS.iter().find(|beginning| word.letters.starts_with(beginning.as_bytes()));
    word.r1 = beginning.map_or_else(|| word.region(0), |beginning| beginning.len());
    word.r2 = word.region(word.r1);
    plural(&mut word);
    past(&mut word);
    let last = word.length().saturating_sub(1);
    if last > 1 && matches!(word.letter(last), b'y' | b'Y') && word.is_consonant(last - 1) {
        word.put(last, "i");
    }
    suffixes(&mut word);
    last_letter(&mut word);
    word
}

/// Step 1a.
fn plural(word: &mut Word) {
    match word.end(STEP_1A, 0) {
        Some((1, at)) if at < 2 => word.put(at, "ie"),
        Some((2, at)) if word.behind(0, true) >= at => {}
        Some((3, _)) | None => {}
        Some(end) => word.turn(STEP_1A, end),
    }
}

/// Step 1b.
fn past(word: &mut Word) {
    let Some(end @ (row, at)) = word.end(STEP_1B, 0) else { return };
    let rest = word.letters.get(..at).unwrap_or_default();
    if row == 0 {
        if at >= word.r1 && !matches!(rest, b"succ" | b"proc" | b"exc") {
            word.turn(STEP_1B, end);
        }
        return;
    }
    match row {
        1 if at == 2 && word.is_consonant(0) && word.letter(1) == b'y' => word.put(1, "ie"),
        1 if matches!(rest, b"even" | b"cann" | b"inn" | b"earr" | b"herr" | b"out") => {}
        _ if word.behind(0, true) <= at => {
            word.turn(STEP_1B, end);
            mend(word);
        }
        _ => {}
    }
}

/// What is left when `ed` or `ing` is cut off gets its `e` back, or loses a doubled letter.
fn mend(word: &mut Word) {
    let length = word.length();
    if word.ends_before(length, "at bl iz") {
        word.put(length, "e");
    } else if word.ends_before(length, "bb dd ff gg mm nn pp rr tt") {
        if length != 3 || !matches!(word.letter(0), b'a' | b'e' | b'o') {
            word.put(length - 1, "");
        }
    } else if length == word.r1 && is_short(word, length) {
        word.put(length, "e");
    }
}

/// Whether the word up to `end` ends in a short syllable.
fn is_short(word: &Word, end: usize) -> bool {
    let is_syllable = end > 1 && word.is_consonant(end - 1) && word.is_vowel(end - 2);
    let is_closed =
        end == 2 || (word.is_consonant(end.wrapping_sub(3)) && !matches!(word.before(end), b'w' | b'x' | b'Y'));
    (is_syllable && is_closed) || word.ends_before(end, "past")
}

/// Steps 2 to 4.
fn suffixes(word: &mut Word) {
    if let Some(end @ (row, at)) = word.end(STEP_2, 0)
        && at >= word.r1
        && match row {
            0 => b"cdeghkmnrt".contains(&word.before(at)),
            1 => word.before(at) == b'l',
            _ => true,
        }
    {
        word.turn(STEP_2, end);
    }
    if let Some(end @ (row, at)) = word.end(STEP_3, 0)
        && at >= if row == 0 { word.r1.max(word.r2) } else { word.r1 }
    {
        word.turn(STEP_3, end);
    }
    if let Some(end @ (row, at)) = word.end(STEP_4, 0)
        && at >= word.r2
        && (row > 0 || matches!(word.before(at), b's' | b't'))
    {
        word.turn(STEP_4, end);
    }
}

/// Step 5.
fn last_letter(word: &mut Word) {
    let last = word.length().saturating_sub(1);
    let is_cut = match word.letter(last) {
        b'e' => last >= word.r2 || (last >= word.r1 && !is_short(word, last)),
        b'l' => last >= word.r2 && word.before(last) == b'l',
        _ => false,
    };
    if is_cut {
        word.put(last, "");
    }
}

#[cfg(test)]
pub(super) const TABLES: &[&Table] = &[WHOLE, STEP_1A, STEP_1B, STEP_2, STEP_3, STEP_4];

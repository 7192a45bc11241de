//! French: <https://snowballstem.org/algorithms/french/stemmer.html>.

use super::ends::{Table, Word, ends};

const STANDARD: &Table = &[
    (&ends(b" ance ances iqUe iqUes able ables isme ismes iste istes eux"), ""),
    (&ends(b" atrice atrices ateur ateurs ation ations"), ""),
    (&ends(b" logie logies"), "log"),
    (&ends(b" usion usions ution utions"), "u"),
    (&ends(b" ence ences"), "ent"),
    (&ends(b" if ifs ive ives"), ""),
    (&ends(b" aux"), "al"),
    (&ends(b" eaux"), "eau"),
    (&ends(b" oux"), "ou"),
    (&ends(b" euse euses"), ""),
    (&ends(b" ement ements"), ""),
    (&ends(b" issement issements"), ""),
    (&ends(b" amment"), "ant"),
    (&ends(b" emment"), "ent"),
    (&ends(b" ment ments"), ""),
];
const VERBS_IN_I: &Table = &[(&ends(b" i ie ies ir ira irai iraIent irais irait iras irent irez iriez irions irons iront is issaIent issais issait issant \
     issante issantes issants isse issent isses issez issiez issions issons it"), "")];
const VERBS: &Table = &[
    (&ends(b" ions"), ""),
    (&ends(b" ais aise aises"), ""),
    (&ends(b" a ai aIent ait ant ante antes ants as asse assent asses assiez assions"), ""),
    (&ends(b" eais er era erai eraIent erais erait eras erez eriez erions erons eront ez iez"), ""),
];
const REST: &Table = &[(&ends(b" ion"), ""), (&ends(b" Ier ier"), "i"), (&ends(b" e"), "")];

pub(super) fn stem(word: &str) -> Word {
    let mut word = Word::new(word, b"aeiouy");
    raise(&mut word);
    word.mark_regions();
    word.rv = verbs_begin(&word);
    if standard(&mut word) || verb_in_i(&mut word) || verb(&mut word) {
        let last = word.length().saturating_sub(1);
        if word.letter(last) == b'Y' {
            word.put(last, "i");
        }
    } else {
        rest(&mut word);
    }
    let length = word.length();
    if word.ends_before(length, "ell eill enn onn ett") {
        word.put(length - 1, "");
    }
    word
}

/// Marks vowels that sound like consonants.
fn raise(word: &mut Word) {
    for at in 0..word.length() {
        let next = word.letter(at + 1);
        let is_between = word.is_vowel(at) && (next == b'y' || (matches!(next, b'u' | b'i') && word.is_vowel(at + 2)));
        if is_between || (word.letter(at) == b'q' && next == b'u') {
            word.raise(at + 1);
        } else if word.letter(at) == b'y' && word.is_vowel(at + 1) {
            word.raise(at);
        }
    }
}

/// Where the region of verbs' ends begins.
fn verbs_begin(word: &Word) -> usize {
    let is_third = (word.is_vowel(0) && word.is_vowel(1))
        || ["col", "par", "tap"].iter().any(|beginning| word.letters.starts_with(beginning.as_bytes()))
        || (word.letters.starts_with(b"ni") && word.is_vowel(2));
    if is_third { 3 } else { word.behind(1, true) }
}

fn standard(word: &mut Word) -> bool {
    let Some(end @ (row, at)) = word.end(STANDARD, 0) else { return false };
    let from = match row {
        0..=5 => word.r2,
        6 | 9 | 11 => word.r1,
        7 | 8 => 0,
        14 => word.rv + 1,
        _ => word.rv,
    };
    let is_kept = match row {
        8 => !b"bhjlnp".contains(&word.before(at)),
        11 => !word.is_consonant(at.wrapping_sub(1)),
        14 => !word.is_vowel(at.wrapping_sub(1)),
        _ => false,
    };
    if at < from || is_kept {
        return false;
    }
    word.turn(STANDARD, end);
    match row {
        1 => ic(word),
        5 if word.cut("at", word.r2) => ic(word),
        9 if at < word.r2 => word.put(at, "eux"),
        10 => adverb(word),
        _ => {}
    }
    // What is left of an adverb may be a verb.
    row < 12
}

fn ic(word: &mut Word) {
    if word.ends_before(word.length(), "ic") && !word.cut("ic", word.r2) {
        word.put(word.length() - 2, "iqU");
    }
}

/// What stands before `ement`.
fn adverb(word: &mut Word) {
    let length = word.length();
    if word.cut("iv", word.r2) {
        word.cut("at", word.r2);
    } else if word.ends_before(length, "eus") {
        let at = length - 3;
        if at >= word.r2 {
            word.put(at, "");
        } else if at >= word.r1 {
            word.put(at, "eux");
        }
    } else {
        word.cut("abl iqU", word.r2);
    }
}

fn verb_in_i(word: &mut Word) -> bool {
    let end = word.end(VERBS_IN_I, word.rv).filter(|(_, at)| *at > word.rv && word.is_consonant(at - 1));
    if let Some((_, at)) = end {
        word.put(at, "");
    }
    end.is_some()
}

fn verb(word: &mut Word) -> bool {
    let Some((row, mut at)) = word.end(VERBS, word.rv) else { return false };
    let is_kept = match row {
        0 => at < word.r2,
        1 => (at == 3 && word.ends_before(at, "al")) || word.ends_before(at, "auv"),
        _ => false,
    };
    if is_kept {
        return false;
    }
    if row == 2 && at > word.rv && word.before(at) == b'e' {
        at -= 1;
    }
    word.put(at, "");
    true
}

/// Ends that are left when there was no other.
fn rest(word: &mut Word) {
    let last = word.length().saturating_sub(1);
    if last > 0 && word.letter(last) == b's' && !b"aiosu".contains(&word.before(last)) {
        word.put(last, "");
    }
    if let Some(end @ (row, at)) = word.end(REST, word.rv)
        && (row > 0 || (at >= word.r2 && at > word.rv && matches!(word.before(at), b's' | b't')))
    {
        word.turn(REST, end);
    }
}

#[cfg(test)]
pub(super) const TABLES: &[&Table] = &[STANDARD, VERBS_IN_I, VERBS, REST];

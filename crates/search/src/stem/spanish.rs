//! Spanish: <https://snowballstem.org/algorithms/spanish/stemmer.html>.

use super::ends::{Table, Word, ends};

const PRONOUNS: &Table = &[(&ends(b" la las le les lo los me nos se sela selas selo selos"), "")];
const GERUNDS: &Table = &[(&ends(b" yendo"), ""), (&ends(b" ando iendo ar er ir"), "")];
const STANDARD: &Table = &[
    (&ends(b" able ables ible ibles amiento amientos imiento imientos anza anzas ica icas ico icos ismo ismos ista istas osa \
         osas oso osos"), ""),
    (&ends(b" ancia ancias adora adoras ante antes acion aciones ador adores"), ""),
    (&ends(b" ucion uciones"), "u"),
    (&ends(b" encia encias"), "ente"),
    (&ends(b" amente"), ""),
    (&ends(b" mente"), ""),
    (&ends(b" idad idades"), ""),
    (&ends(b" iva ivas ivo ivos"), ""),
];
const VERBS_IN_Y: &Table = &[(&ends(b" ya yais yamos yan yas ye yen yendo yeron yes yo"), "")];
const VERBS: &Table = &[
    (&ends(b" en es emos"), ""),
    (&ends(b" aba abais aban abas ad ada adas ado ados amos an ando ar ara arais aran aras aremos aron as ase aseis asen ases \
         aste asteis ed er eremos id ida idas ido idos iendo iera ierais ieran ieras ieron iese ieseis iesen ieses imos \
         ir iremos iste isteis"), ""),
];
const VOWELS_LEFT: &Table = &[(&ends(b" e"), ""), (&ends(b" a o os"), "")];

pub(super) fn stem(word: &str) -> Word {
    let mut word = Word::new(word, b"aeiou");
    word.mark_regions();
    word.rv = match (word.is_vowel(0), word.is_vowel(1)) {
        (_, false) => word.behind(2, true),
        (true, true) => word.behind(2, false),
        (false, true) => 3,
    };
    pronoun(&mut word);
    if !standard(&mut word) && !verb_in_y(&mut word) {
        verb(&mut word);
    }
    if let Some((row, at)) = word.end(VOWELS_LEFT, 0).filter(|(_, at)| *at >= word.rv) {
        word.put(at, "");
        if row == 0 && at > word.rv && word.ends_before(at, "gu") {
            word.put(at - 1, "");
        }
    }
    word
}

/// Cuts off a pronoun behind a gerund or an infinitive: `contarlos`.
fn pronoun(word: &mut Word) {
    let Some((_, at)) = word.end(PRONOUNS, 0) else { return };
    let pronoun = word.letters.split_off(at);
    let verb = word.end(GERUNDS, 0).filter(|(_, at)| *at >= word.rv);
    if !verb.is_some_and(|(row, at)| row > 0 || word.before(at) == b'u') {
        word.letters.extend(pronoun);
    }
}

fn standard(word: &mut Word) -> bool {
    let Some(end @ (row, at)) = word.end(STANDARD, 0) else { return false };
    if at < if row == 4 { word.r1 } else { word.r2 } {
        return false;
    }
    word.turn(STANDARD, end);
    match row {
        1 => word.cut("ic", word.r2),
        4 if word.cut("iv", word.r2) => word.cut("at", word.r2),
        4 => word.cut("ic ad os", word.r2),
        5 => word.cut("able ible ante", word.r2),
        6 => word.cut("abil ic iv", word.r2),
        7 => word.cut("at", word.r2),
        _ => false,
    };
    true
}

fn verb_in_y(word: &mut Word) -> bool {
    let end = word.end(VERBS_IN_Y, word.rv).filter(|(_, at)| word.before(*at) == b'u');
    if let Some((_, at)) = end {
        word.put(at, "");
    }
    end.is_some()
}

fn verb(word: &mut Word) {
    if let Some((row, at)) = word.end(VERBS, word.rv) {
        let is_hard = row == 0 && word.ends_before(at, "gu");
        word.put(if is_hard { at - 1 } else { at }, "");
    }
}

#[cfg(test)]
pub(super) const TABLES: &[&Table] = &[PRONOUNS, GERUNDS, STANDARD, VERBS_IN_Y, VERBS, VOWELS_LEFT];

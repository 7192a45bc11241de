//! The stemmers beside those of a library that is made of Snowball's own sources.

use frostem::{Algorithm, Stemmer};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::ends::{Table, next_end};
use super::*;
use crate::fold::fold;

/// What the library says of `word`, folded: some stemmers restore accents. Words of two letters stay what they are.
fn reference(algorithm: Algorithm, word: &str) -> String {
    let stem = Stemmer::new(algorithm).stem(word);
    if stem.is_empty() || word.len() < 3 { word.into() } else { fold(&stem) }
}

fn group(stems: &mut Stems, word: &str) -> String {
    let mut group = String::new();
    stems.group_into(word, &mut group);
    group
}

/// Words of single letters, of the ends that a stemmer cuts off, and of what it looks for before them.
fn words(tables: &[&'static Table], others: &'static str) -> impl Strategy<Value = String> {
    let mut all: Vec<String> = others.split(' ').map(String::from).collect();
    for &(mut ends, with) in tables.iter().flat_map(|table| table.iter()) {
        all.push(with.to_ascii_lowercase());
        while let Some(end) = next_end(&mut ends) {
            all.push(str::from_utf8(end).unwrap().to_ascii_lowercase());
        }
    }
    let letter = prop_oneof!["[aeiouy]", "[a-z]"];
    let pieces = vec(prop_oneof![letter, select(all.clone())], 0..5);
    (pieces, select(all)).prop_map(|(pieces, end)| pieces.concat() + &end)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn english_is_as_in_snowball(word in words(english::TABLES, "arsen commun past succ exc even cann inn out at bl iz bb tt y")) {
        prop_assert_eq!(group(&mut Stems::new("en-gb"), &word), reference(Algorithm::English, &word));
    }

    #[test]
    fn german_is_as_in_snowball(word in words(german::TABLES, "syst nis tick plan geordn intern tr ae oe ue qu uy")) {
        prop_assert_eq!(group(&mut Stems::new("de"), &word), reference(Algorithm::German, &word));
    }

    #[test]
    fn french_is_as_in_snowball(word in words(french::TABLES, "ic at iv abl eus ell eill enn onn ett al auv col par tap ni qu uy")) {
        prop_assert_eq!(group(&mut Stems::new("fr"), &word), reference(Algorithm::French, &word));
    }

    #[test]
    fn spanish_is_as_in_snowball(word in words(spanish::TABLES, "ic at ad os iv abil gu u")) {
        prop_assert_eq!(group(&mut Stems::new("es"), &word), reference(Algorithm::Spanish, &word));
    }
}

#[test]
fn words_of_a_language_lose_their_ends() {
    for (language, word, stem) in [
        ("en", "generalizations", "general"),
        ("en", "dying", "die"),
        ("en", "hoping", "hope"),
        ("en", "news", "news"),
        ("de", "ergebnisse", "ergebnis"),
        ("de", "moeglichkeiten", "moglich"),
        ("fr", "accessibilite", "accessibilit"),
        ("fr", "continuellement", "continuel"),
        ("es", "preguntandonos", "pregunt"),
        ("es", "publicaciones", "public"),
        ("pt", "publicaciones", "publicaciones"),
        ("en", "is", "is"),
    ] {
        assert_eq!(group(&mut Stems::new(language), word), stem, "{language}");
    }
}

#[test]
fn remembered_stems_are_those_of_the_stemmer() {
    let mut stems = Stems::new("en");
    let words = ["running", "happily", "internationalisations", "skies", "controlled", "abcdefghijklmnopqrstuvwxyzing"];
    // Twice: made, then remembered; many others in between fill the table.
    for _ in 0..2 {
        for word in words {
            assert_eq!(group(&mut stems, word), reference(Algorithm::English, word));
        }
        for a in b'a'..=b'z' {
            for b in b'a'..=b'z' {
                group(&mut stems, str::from_utf8(&[a, b, b'e', b'd']).unwrap());
            }
        }
    }
}

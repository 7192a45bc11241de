use super::*;
use crate::base::code::Code;
use crate::base::diag::Diags;
use crate::base::digest::Digest;
use crate::config;
use crate::content::ParseContext;
use crate::content::defaults::Defaults;
use crate::fs::{Source, Sources, Text};
use crate::markdown::Highlighter;

/// What is read of `content/NAME` with these texts, on a site of two audiences.
fn load(files: &[(&str, &str)]) -> (Curated, Diags) {
    let (config, _) = config::parse("audiences: [staff, managers]\n", &SourcePath::new(config::FILE));
    let config = config.unwrap();
    let context = ParseContext::of(&config, Highlighter::default());
    let mut sources = Sources::default();
    for (name, text) in files {
        let text = Text { text: (*text).into(), digest: Digest::of(text.as_bytes()) };
        sources.files.insert(SourcePath::new(format!("content/{name}")), Source::Text(text));
    }
    let (defaults, found) = Defaults::load(&sources, &config, &context);
    assert_eq!(found, []);
    Curated::load(&sources, &context, &defaults)
}

fn found(diags: &Diags) -> Vec<(Code, &str)> {
    diags.iter().map(|diag| (diag.code, diag.message.as_str())).collect()
}

#[test]
fn both_files_are_read_whole() {
    let (curated, diags) = load(&[
        (
            TERMS,
            "- term: PTO\n  expansion: Paid time off\n  meaning: Days off.\n  not_to_confuse: [PTA, PTC]\n  page: leave\n- {term: no}\n",
        ),
        (
            SEARCH,
            "best_bets:\n- {query: [lost passport, passport gone], page: visa}\nsynonyms:\n- [laptop, notebook]\n\
             - {words: [boss, manager], audience: staff}\ntests:\n- {query: visa, page: travel/visa.md}\n\
             - {query: pay, page: pay, rank: 3}\n",
        ),
    ]);
    assert_eq!(diags, []);
    let first = &curated.terms[0];
    assert_eq!(first.value.term, "PTO");
    assert_eq!(first.value.not_to_confuse, ["PTA", "PTC"]);
    assert_eq!(first.page.as_ref().map(|page| page.value.as_str()), Some("leave"));
    assert_eq!(curated.terms[1].value.term, "no");
    let queries: Vec<&str> = curated.best_bets.iter().map(|bet| bet.value.0.as_str()).collect();
    assert_eq!(queries, ["lost passport", "passport gone"]);
    assert_eq!(curated.synonyms[1].audience, Audience::Only(vec!["staff".into()]));
    let ranks: Vec<usize> = curated.tests.iter().map(|test| test.value.rank).collect();
    assert_eq!(ranks, [1, 3]);
}

#[test]
fn all_faults_show_at_once_and_sound_entries_stay() {
    let (curated, diags) = load(&[
        (TERMS, "- term: [a]\n- expansion: b\n- PTO\n- {term: c, expansion: {d: e}, meening: f}\n"),
        (
            SEARCH,
            "best_bet: []\nbest_bets:\n- {page: x}\n- {query: [], page: x}\n- {query: y}\n- {query: z, page: z}\n\
             synonyms: [alone, [a, ~], {words: b}]\ntests: {query: x}\n",
        ),
    ]);
    let text = |what: &str| format!("`{what}` must be text, but is ");
    assert_eq!(
        found(&diags),
        [
            (Code::FieldType, &*(text("term") + "a list")),
            (Code::FieldValue, "this entry has no `term`"),
            (Code::FieldType, "`an entry` must be a map of keys and values, but is `PTO`"),
            (Code::KeyUnknown, "`meening` is not a known key in a term"),
            (Code::FieldType, &*(text("expansion") + "a map")),
            (Code::KeyUnknown, "`best_bet` is not a known key"),
            (Code::FieldValue, "this entry has no `query`"),
            (Code::FieldValue, "this entry has no `query`"),
            (Code::FieldValue, "this entry has no `page`"),
            (Code::FieldValue, "synonyms need at least two words or phrases"),
            (Code::FieldValue, "synonyms need at least two words or phrases"),
            (Code::FieldType, "`tests` must be a list of entries, but is a map"),
        ]
    );
    assert_eq!((curated.terms.len(), curated.best_bets.len(), curated.synonyms.len()), (1, 1, 1));
}

#[test]
fn ranks_are_places_that_people_look_at() {
    let (curated, diags) =
        load(&[(SEARCH, "tests:\n- {query: a, page: b, rank: 0}\n- {query: a, page: b, rank: x}\n")]);
    assert_eq!(diags.iter().map(|diag| diag.code).collect::<Vec<_>>(), [Code::FieldValue, Code::FieldType]);
    assert_eq!(curated.tests, []);
}

#[test]
fn a_doubt_about_the_audience_makes_an_entry_nobodys() {
    let audiences = |terms: &str, defaults: &str| -> Vec<Audience> {
        let (curated, _) = load(&[(TERMS, terms), ("_defaults.yaml", defaults)]);
        curated.terms.into_iter().map(|term| term.audience).collect()
    };
    let only = |name: &str| Audience::Only(vec![name.to_owned()]);
    assert_eq!(audiences("- {term: a}\n- {term: b, audience: ~}\n", ""), [Audience::All, Audience::All]);
    assert_eq!(audiences("- {term: a}\n- {term: b, audience: staff}\n", ""), [Audience::All, only("staff")]);
    for doubtful in ["audience: stuff", "audience: []", "audiance: staff"] {
        assert_eq!(
            audiences(&format!("- {{term: a, {doubtful}}}\n- term: b\n"), ""),
            [Audience::Unknown, Audience::All]
        );
    }
    // Written twice: which of the two is meant?
    let twice = audiences("- {term: a, audience: staff, audience: managers}\n- {term: b}\n", "");
    assert_eq!(twice, [Audience::Unknown, Audience::Unknown]);
    // A folder narrows its files, and those of this kind as well.
    assert_eq!(
        audiences("- {term: a}\n- {term: b, audience: staff}\n", "audience: managers\n"),
        [only("managers"), Audience::Unknown]
    );
}

use std::sync::Arc;

use proptest::prelude::*;

use super::super::fixture::page;
use super::super::{Analyzers, Bucket, SearchDoc, plan};
use super::*;

fn index(pages: Vec<SearchDoc>) -> Vec<Arc<Bucket>> {
    let pages: Vec<Arc<SearchDoc>> = pages.into_iter().map(Arc::new).collect();
    plan(&pages).iter().map(|plan| Arc::new(plan.build(&mut Analyzers::default()).unwrap())).collect()
}

/// Paths of the answers, best first.
fn paths(buckets: &[Arc<Bucket>], query: &str) -> Vec<String> {
    search(buckets, query, 10).unwrap().into_iter().map(|hit| hit.path).collect()
}

fn site() -> Vec<SearchDoc> {
    let mut refund =
        page("refund.md", "Getting money back", &[("", "How a claim is paid."), ("Taxi fares", "Keep the slip.")]);
    refund.ask = vec!["Where is my reimbursement?".into()];
    refund.keywords = vec!["expenses".into()];
    refund.names = vec!["T&E".into()];
    let mut german = page("de/urlaub.md", "Urlaub", &[("", "Häuser und Straßen am Meer. C++ im Büro.")]);
    german.language = "de".into();
    let mut japanese = page("ja/tokyo.md", "出張", &[("", "東京都へ行く。")]);
    japanese.language = "ja".into();
    let mut old = page("old.md", "Old taxi rules", &[("", "taxi taxi taxi")]);
    old.hidden = true;
    vec![
        refund,
        german,
        japanese,
        old,
        page(
            "memo.md",
            "Memo M-23-22",
            &[("", "Digital service delivery; see §508."), ("Résumé", "web-analytics tools")],
        ),
        page("code.md", "Languages we use", &[("", "C++ for engines, C for drivers, .NET for forms.")]),
        page("cafe.md", "Café", &[("", "Opening hours of the café; the memo board; 23 seats, 22 tables.")]),
        page("visa.md", "Visa", &[("", "A visa."), ("What it costs", "The visa fee is paid by your office.")]),
        page("trips.md", "Trips", &[("", "visa visa visa visa visa visa visa, visa. visa: visa visa visa")]),
    ]
}

#[test]
fn every_part_of_a_page_is_found() {
    let buckets = index(site());
    for (query, path) in [
        ("getting money", "refund.md"),
        ("taxi fare", "refund.md"),
        ("reimbursement", "refund.md"),
        ("EXPENSE", "refund.md"),
        ("paid claims", "refund.md"),
        ("M-23-22", "memo.md"),
        ("m‑23‑22 memo", "memo.md"),
        ("section 508", "memo.md"),
        ("webanalytics", "memo.md"),
        ("analytics", "memo.md"),
        ("resume", "memo.md"),
        ("C++ engines", "code.md"),
        (".net", "code.md"),
        ("cafe", "cafe.md"),
        ("CAFÉ", "cafe.md"),
        ("Strasse", "de/urlaub.md"),
        ("haus", "de/urlaub.md"),
        ("東京", "ja/tokyo.md"),
    ] {
        assert_eq!(paths(&buckets, query).first().map(String::as_str), Some(path), "{query}");
    }
    assert_eq!(paths(&buckets, "zzqy"), Vec::<String>::new());
    assert_eq!(paths(&buckets, ""), Vec::<String>::new());
}

#[test]
fn a_code_does_not_find_its_numbers() {
    assert_eq!(paths(&index(site()), "M-23-22"), ["memo.md"]);
}

#[test]
fn exact_titles_and_names_win_and_pages_with_all_words_come_first() {
    let buckets = index(site());
    assert_eq!(paths(&buckets, "visa"), ["visa.md", "trips.md"]);
    assert_eq!(paths(&buckets, "t&e").first().map(String::as_str), Some("refund.md"));
    assert_eq!(paths(&buckets, "visa office"), ["visa.md", "trips.md"]);
    assert_eq!(paths(&buckets, "where is my reimbursement").first().map(String::as_str), Some("refund.md"));
}

#[test]
fn hidden_pages_stay_out() {
    let buckets = index(site());
    assert!(!paths(&buckets, "taxi").contains(&"old.md".to_owned()));
}

#[test]
fn a_hit_names_its_best_section_and_shows_it() {
    let buckets = index(site());
    let hits = search(&buckets, "visa fee", 1).unwrap();
    let json = serde_json::to_value(&hits).unwrap();
    assert_eq!(json[0]["anchor"], "what-it-costs");
    assert_eq!(json[0]["excerpt"], "The visa fee is paid by your office.");
    assert_eq!((&json[0]["rank"], &json[0]["id"]), (&1.into(), &serde_json::Value::Null));
    let top = search(&buckets, "trips", 1).unwrap();
    assert_eq!(top[0].anchor, None);
    assert!(top[0].excerpt.as_deref().is_some_and(|text| text.starts_with("visa")), "{top:?}");
}

#[test]
fn a_question_of_a_page_of_many_is_a_hit_of_its_own() {
    let whole = page("it.md", "IT questions", &[("", "Intro."), ("Printer?", "Turn it off."), ("Mail?", "Ask us.")]);
    let mut intro = whole.clone();
    intro.sections = vec![0];
    let mut question = whole;
    question.sections = vec![1];
    question.anchor = "printer?".into();
    question.title = "Printer?".into();
    let buckets = index(vec![intro, question]);
    let hits = search(&buckets, "printer", 10).unwrap();
    assert_eq!(hits.len(), 1);
    assert_eq!((hits[0].title.as_str(), hits[0].anchor.as_deref()), ("Printer?", Some("printer?")));
}

#[test]
fn an_edit_changes_the_digest_of_one_bucket() {
    let pages: Vec<Arc<SearchDoc>> =
        (0..200).map(|n| Arc::new(page(&format!("{n}.md"), "Title", &[("", "text")]))).collect();
    let mut edited = pages.clone();
    edited[7] = Arc::new(page("7.md", "Title", &[("", "another text")]));
    let (before, after) = (plan(&pages), plan(&edited));
    assert_eq!(before.len(), after.len());
    assert_eq!(before.iter().zip(&after).filter(|(a, b)| a.digest != b.digest).count(), 1);
}

#[test]
fn boosts_lift_and_nonsense_does_nothing() {
    let mut pages = vec![page("a.md", "Rules", &[("", "parking")]), page("b.md", "Rules", &[("", "parking")])];
    assert_eq!(paths(&index(pages.clone()), "parking"), ["a.md", "b.md"]);
    pages[1].boost = 2.0;
    assert_eq!(paths(&index(pages.clone()), "parking"), ["b.md", "a.md"]);
    pages[1].boost = f64::NAN;
    assert_eq!(paths(&index(pages), "parking"), ["a.md", "b.md"]);
}

#[test]
fn any_query_is_answered_in_order() {
    let buckets = index(site());
    let words = prop::collection::vec("[a-z+#.§-]{1,6}", 0..80).prop_map(|words| words.join(" "));
    proptest!(|(query in prop_oneof![any::<String>(), words])| {
        let hits = search(&buckets, &query, 5).unwrap();
        prop_assert!(hits.len() <= 5);
        prop_assert!(hits.iter().all(|hit| hit.score.is_finite()));
        prop_assert!(hits.iter().zip(1..).all(|(hit, rank)| hit.rank == rank));
    });
}

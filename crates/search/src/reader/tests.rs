mod index;

use proptest::prelude::*;

use self::index::{Index, Page, index};
use super::*;
use crate::lexicon::{Means, Phrase};

fn page(title: &'static str, sections: &[(&'static str, &'static str)]) -> Page {
    Page { title, sections: sections.to_vec(), kind: "page", ..Page::default() }
}

fn site() -> Vec<Page> {
    let mut pages = vec![
        page("Travel visa", &[("Costs", "A visa costs sixty."), ("Who needs one", "Nobody from here.")]),
        page("Costs of travel", &[("", "Trains are cheap. Ask about a visa first, twice.")]),
        page("Home office", &[("Rules", "Work from the home office, or an office near home.")]),
        page("Accessibility", &[("", "Everything for everyone.")]),
        page(
            "Accessibility of documents and of travel",
            &[("Accessibility", "Accessibility accessibility of documents.")],
        ),
        page("Web analytics", &[("Tools", "Our web-analytics tool counts visits."), ("C++", "Also in C++.")]),
        page("Paid time off", &[("", "Ask for PTO early.")]),
        page("Café", &[("", "Le café opens.")]),
        page("Cafe", &[("", "The cafe opens.")]),
    ];
    pages[2].names = vec!["working from home"];
    pages[3].kind = "faq";
    for (day, page) in pages.iter_mut().enumerate() {
        page.day = u32::try_from(day).unwrap();
    }
    pages
}

fn phrases() -> Vec<Phrase> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).into()).collect::<Vec<String>>();
    vec![
        Phrase { words: words(&["pto"]), means: Means::Words(words(&["paid", "time", "off"]), 80) },
        Phrase { words: words(&["paid", "time", "off"]), means: Means::Words(words(&["pto"]), 80) },
        Phrase { words: words(&["wfh"]), means: Means::Best(2) },
        Phrase { words: words(&["travel"]), means: Means::Best(7) },
    ]
}

fn site_index() -> Index {
    index(&site(), phrases())
}

fn request(query: &str) -> Request {
    Request { query: query.into(), limit: 10, excerpts: true, facets: true, ..Request::default() }
}

fn answer(request: &Request) -> Answer {
    let mut index = site_index();
    Reader::new(&index.manifest).unwrap().search(request, &mut index).unwrap()
}

/// Titles of the hits.
fn titles(request: &Request) -> Vec<String> {
    answer(request).hits.into_iter().map(|hit| hit.card.title).collect()
}

fn found(query: &str) -> Vec<String> {
    titles(&request(query))
}

#[test]
fn the_page_with_that_title_is_first() {
    assert_eq!(found("accessibility")[0], "Accessibility");
    assert_eq!(found("travel visa")[..2], ["Travel visa", "Costs of travel"]);
    assert_eq!(found("working from home")[0], "Home office", "another name of the page");
}

#[test]
fn any_word_will_do_and_the_hit_says_which_it_lacks() {
    let hits = answer(&request("visa documents")).hits;
    let lacks: Vec<(&str, String)> = hits.iter().map(|hit| (&*hit.card.title, hit.lacks.join(" "))).collect();
    assert!(lacks.contains(&("Travel visa", "documents".into())), "{lacks:?}");
    assert!(lacks.contains(&("Accessibility of documents and of travel", "visa".into())), "{lacks:?}");
    assert_eq!(hits.len(), 3);
}

#[test]
fn phrases_exclusion_or_and_title() {
    assert_eq!(found("\"home office\""), ["Home office"]);
    assert_eq!(found("\"office home\""), [""; 0]);
    assert_eq!(found("visa -trains"), ["Travel visa"]);
    assert_eq!(found("accessibility -\"of documents\""), ["Accessibility"]);
    assert_eq!(found("title:visa"), ["Travel visa"]);
    let mut either = found("pto OR sixty");
    either.sort();
    assert_eq!(either, ["Paid time off", "Travel visa"]);
}

#[test]
fn a_beginning_finds_what_it_may_become_while_typing() {
    let typing = Request { typing: true, ..request("accessib") };
    assert_eq!(titles(&typing)[0], "Accessibility");
    assert_eq!(titles(&Request { typing: true, ..request("analyt") }), ["Web analytics"]);
    assert!(found("acces").is_empty(), "not when nothing is being typed");
}

#[test]
fn stems_hyphens_and_signs() {
    assert_eq!(found("analytic"), ["Web analytics"], "a form that nobody wrote");
    assert_eq!(found("webanalytics"), ["Web analytics"]);
    assert_eq!(found("web-analytics"), ["Web analytics"]);
    assert_eq!(found("c++"), ["Web analytics"]);
}

#[test]
fn typos_are_corrected_and_can_be_taken_back() {
    let typo = answer(&request("acessibility"));
    assert_eq!(typo.corrected, [("acessibility".into(), "accessibility".into())]);
    assert_eq!(typo.hits[0].card.title, "Accessibility");
    let verbatim = Request { verbatim: true, ..request("acessibility") };
    assert!(titles(&verbatim).is_empty());
    for nonsense in ["zzqy", "xkcdqw", "1234567", "\u{0}\u{1}", "!!! ???", "", "\"", "- OR -"] {
        let answer = answer(&request(nonsense));
        assert_eq!((answer.total, answer.corrected.len()), (0, 0), "{nonsense}");
    }
}

#[test]
fn synonyms_work_both_ways_and_best_bets_come_first() {
    assert_eq!(found("pto"), ["Paid time off"]);
    assert_eq!(found("paid time off"), ["Paid time off"]);
    let travel = answer(&request("travel"));
    assert_eq!((&*travel.hits[0].card.title, travel.hits[0].recommended), ("Café", true));
    assert!(travel.hits.iter().skip(1).all(|hit| !hit.recommended));
    assert_eq!(travel.total, 4);
}

#[test]
fn accents_fold_and_the_exact_form_is_worth_a_little_more() {
    assert_eq!(found("café"), ["Café", "Cafe"]);
    let mut plain = found("cafe");
    plain.sort();
    assert_eq!(plain, ["Cafe", "Café"]);
}

#[test]
fn sections_and_excerpts_show_where() {
    let hit = answer(&request("visa costs")).hits.remove(0);
    assert_eq!(hit.card.title, "Travel visa");
    assert_eq!(hit.sections, [("Costs".into(), "costs".into())]);
    let excerpt = hit.excerpt.unwrap();
    let marked: Vec<&str> = excerpt.marks.iter().map(|(start, end)| &excerpt.text[*start..*end]).collect();
    assert_eq!((&*excerpt.text, marked), ("A visa costs sixty.", vec!["visa", "costs"]));
    assert_eq!(hit.title.marks, [(7, 11)]);
}

#[test]
fn filters_counts_and_orders() {
    let all = answer(&request("accessibility"));
    let counts = |answer: &Answer| {
        let values = answer.facets[0].values.iter();
        values.map(|value| (value.label.clone(), value.count)).collect::<Vec<_>>()
    };
    assert_eq!(counts(&all), [("FAQ".into(), 1), ("PAGE".into(), 1)]);
    let filtered = Request { filters: vec![("kind".into(), vec!["faq".into()])], ..request("accessibility") };
    assert_eq!(titles(&filtered), ["Accessibility"]);
    assert_eq!(counts(&answer(&filtered)), counts(&all), "without the facet's own filter");
    assert_eq!(found("accessibility kind:Page"), ["Accessibility of documents and of travel"]);
    assert_eq!(found("kind:faq"), ["Accessibility"], "a filter alone lists what passes it");
    assert!(found("accessibility kind:nothing tag:nothing").is_empty());
    let newest = Request { sort: Sort::Date, ..request("visa accessibility") };
    assert_eq!(titles(&newest)[0], "Accessibility of documents and of travel");
    let second = Request { offset: 1, limit: 1, ..request("accessibility") };
    assert_eq!(titles(&second), ["Accessibility of documents and of travel"]);
}

#[test]
fn a_clean_query_takes_three_rounds() {
    let mut index = site_index();
    let mut reader = Reader::new(&index.manifest).unwrap();
    let request = Request { facets: false, ..request("visa costs") };
    let mut rounds = Vec::new();
    loop {
        match reader.step(&request) {
            Step::Need(files) => {
                rounds.push(files.len());
                for file in files {
                    let bytes = index.fetch(file);
                    reader.provide(file, bytes);
                }
            }
            Step::Done(_) => break,
            Step::Failed(file) => panic!("{file:?}"),
        }
    }
    assert_eq!(rounds, [2, 1, 3], "lexicon, postings, cards with texts");
    assert!(matches!(reader.step(&request), Step::Done(_)), "and none when asked again");
}

#[test]
fn a_missing_or_damaged_file_is_named_and_may_be_brought_again() {
    let whole = site_index();
    for (file, bytes) in &whole.files {
        for damage in
            [None, Some(Vec::new()), Some(bytes[..bytes.len() / 2].to_vec()), Some(b"<!doctype html>".to_vec())]
        {
            let mut index = site_index();
            let mut reader = Reader::new(&index.manifest).unwrap();
            match damage {
                Some(bytes) => _ = index.files.insert(*file, bytes),
                None => _ = index.files.remove(file),
            }
            let request = request("visa accessibility home kind:page acessible");
            match reader.search(&request, &mut index) {
                Ok(_) => {}
                Err(fault) => assert_eq!(fault, Fault::Missing(*file)),
            }
            index.files.insert(*file, bytes.clone());
            assert!(reader.search(&request, &mut index).is_ok(), "{file:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_query_is_answered(query in "\\PC{0,60}", typing in any::<bool>(), verbatim in any::<bool>()) {
        let mut index = site_index();
        let mut reader = Reader::new(&index.manifest).unwrap();
        let request = Request { typing, verbatim, ..request(&query) };
        prop_assert!(reader.search(&request, &mut index).is_ok());
    }

    #[test]
    fn any_words_of_the_site_are_answered(words in proptest::collection::vec(0..20_usize, 0..12)) {
        const PIECES: [&str; 20] = [
            "visa", "-", "\"", " ", "home ", "office", "OR ", "title:", "kind:faq ", "acess", "travel ", "pto", " paid ",
            "time", "off", "web-", "analytics", "C++", "café", "tag:",
        ];
        let query: String = words.iter().map(|word| PIECES[*word]).collect();
        let mut index = site_index();
        let mut reader = Reader::new(&index.manifest).unwrap();
        let request = Request { typing: true, ..request(&query) };
        prop_assert!(reader.search(&request, &mut index).is_ok());
    }
}

#[test]
fn endless_queries_are_cut() {
    for query in [
        "visa ".repeat(10_000),
        "\"".repeat(10_000),
        (0..500).map(|n| alloc::format!("w{n}")).collect::<Vec<_>>().join(" "),
        "x".repeat(10_000),
    ] {
        assert!(answer(&request(&query)).total < 10);
    }
}

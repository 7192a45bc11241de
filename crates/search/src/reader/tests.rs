mod index;
mod large;

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
        page("東京都庁", &[("", "新宿区")]),
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
        Phrase { words: words(&["trainz"]), means: Means::Best(1) },
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
fn signs_mean_what_they_say() {
    assert_eq!(found("\"visa\" documents").len(), 2, "a quoted word is a condition");
    assert_eq!(found("title:visa documents"), ["Travel visa"]);
    assert_eq!(found("accessibility -title:documents"), ["Accessibility"]);
    assert_eq!(found("visa -train"), ["Travel visa"], "no form of it");
    assert_eq!(found("sixty OR \"near home\"").len(), 2);
    assert_eq!(found("sixty OR \"home near\""), ["Travel visa"], "a phrase in a chain is a phrase");
    assert_eq!(found("\"our web-analytics tool\""), ["Web analytics"]);
    assert_eq!(found("\"web-analytics\""), ["Web analytics"]);
    assert_eq!(found("\"analytics web\""), [""; 0]);
    assert_eq!(found("pto OR web-analytics").len(), 2);
    assert_eq!(found("travel -web-analytics").len(), 4, "among them a recommended one");
    assert_eq!(found("\"working home\""), [""; 0]);
    assert_eq!(found("-visa"), [""; 0], "nothing is asked for");
}

#[test]
fn filters_exclude_too_and_hold_for_all_that_is_shown() {
    assert_eq!(found("accessibility -kind:faq"), ["Accessibility of documents and of travel"]);
    assert_eq!(found("kind:faq -everyone"), [""; 0]);
    assert_eq!(found("kind:page -visa").len(), 7);
    assert!(!answer(&request("travel kind:faq")).hits.iter().any(|hit| hit.recommended));
    assert!(!answer(&request("travel -cafe")).hits.iter().any(|hit| hit.recommended));
    let chosen = answer(&request("accessibility kind:faq -visa"));
    assert!(chosen.facets.iter().all(|facet| facet.key == "kind"), "dates and titles are orders, no facets");
    assert!(answer(&request("visa")).facets[0].values.iter().all(|value| value.count > 0));
}

#[test]
fn orders_put_what_lacks_words_behind() {
    let newest = Request { sort: Sort::Date, ..request("travel documents") };
    assert_eq!(titles(&newest)[..2], ["Accessibility of documents and of travel", "Costs of travel"]);
    let newest = Request { sort: Sort::Date, ..request("visa travel") };
    assert_eq!(titles(&newest), ["Costs of travel", "Travel visa", "Accessibility of documents and of travel"]);
}

#[test]
fn words_without_blanks_are_found_by_pairs_and_by_one_letter() {
    assert_eq!(found("東京都"), ["東京都庁"]);
    assert_eq!(found("\"東京都\""), ["東京都庁"]);
    assert_eq!(found("\"京東\""), [""; 0]);
    assert_eq!(found("東"), ["東京都庁"]);
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
    assert_eq!(answer(&request("visa trvael")).corrected, [("trvael".into(), "travel".into())]);
    assert_eq!(found("xravel visa")[0], "Travel visa", "its first letter is rarely missed, but it may be");
    let begun = answer(&Request { typing: true, ..request("acessib") });
    assert_eq!(begun.corrected, [("acessib".into(), "accessibility".into())]);
    let meant = answer(&request("trainz"));
    assert_eq!((meant.corrected.len(), meant.hits[0].recommended), (0, true), "it means something as it is");
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
    let marked = answer(&request("pto")).hits.remove(0).title;
    let marks: Vec<&str> = marked.marks.iter().map(|(start, end)| &marked.text[*start..*end]).collect();
    assert_eq!(marks, ["Paid", "time"], "and not the small word");
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
fn a_clean_query_takes_three_rounds_and_one_for_excerpts() {
    let mut index = site_index();
    let mut reader = Reader::new(&index.manifest).unwrap();
    let request = Request { facets: false, ..request("visa costs") };
    let mut rounds = Vec::new();
    loop {
        match reader.step(request.clone()) {
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
    assert_eq!(rounds, [2, 1, 1, 2], "lexicon, postings, cards, and for excerpts texts");
    assert!(matches!(reader.step(request.clone()), Step::Done(_)), "and none when asked again");
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

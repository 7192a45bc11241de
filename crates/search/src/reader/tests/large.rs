//! A site so large that frequent words are spared, and long lists come in two parts.

use super::index::{Index, Page, index};
use super::*;

fn page(title: &'static str, text: &'static str) -> Page {
    Page { title, sections: vec![("", text)], kind: "page", ..Page::default() }
}

/// Twelve hundred pages of small talk, among them a few that are asked for.
fn site() -> Index {
    let mut pages: Vec<Page> = (0..1_200_u32)
        .map(|number| {
            page(format!("Note number{number}").leak(), "How do I do that in a day for the photo? Receive it.")
        })
        .collect();
    pages[40] = page("Visa", "Berlin.");
    pages[50] = page("How do I apply for a visa in Berlin?", "Ask.");
    pages[60] = page("Apply: visa, Berlin", "How do I? For a visa in Berlin apply. Visa visa.");
    pages[70] = page("Photography", "Rules.");
    pages[80] = page("Rules of photographers", "None.");
    pages[90] = page("A note", "We recieve letters.");
    pages[100] = page("State of the state", "State.");
    pages[110] = page("Old stations", "None.");
    pages[120] = page("Others", "They are stating it.");
    pages[130] = page("Trams, rails and ferries in a day", "None.");
    pages[140] = page("Trams, rails and ferries for the day", "None.");
    index(&pages, Vec::new())
}

fn ask(request: Request) -> Answer {
    let mut index = site();
    let request = Request { limit: 5, ..request };
    Reader::new(&index.manifest).unwrap().search(&request, &mut index).unwrap()
}

fn typed(query: &str) -> Request {
    Request { query: query.into(), ..Request::default() }
}

fn titles(answer: &Answer) -> Vec<&str> {
    answer.hits.iter().map(|hit| hit.card.title.as_str()).collect()
}

#[test]
fn frequent_words_beside_rarer_ones_are_spared_and_names_still_fit() {
    let question = ask(typed("How do I apply for a visa in Berlin"));
    assert_eq!(titles(&question), ["How do I apply for a visa in Berlin?", "Apply: visa, Berlin", "Visa"]);
    assert!(question.at_least, "pages of small talk were not looked at");
    let keywords = ask(typed("apply visa berlin"));
    assert_eq!(titles(&keywords)[0], "Apply: visa, Berlin");
    assert_eq!((keywords.total, keywords.at_least), (3, false));
    let quoted = ask(typed("\"how\" apply visa berlin"));
    assert_eq!(
        quoted.total,
        1_189 + 2,
        "a word in quotes is looked up whatever it costs, and pages without it are out"
    );
}

#[test]
fn titles_that_differ_in_spared_words_are_told_apart_on_their_cards() {
    let spared = ["in a", "for the"];
    for (at, words) in spared.iter().enumerate() {
        let query: &str = format!("trams, rails and ferries {words} day").leak();
        let found = ask(Request { limit: 1, ..typed(query) });
        assert_eq!(found.hits[0].page, [130, 140][at], "{query}");
    }
    let sorted = ask(Request { sort: Sort::Date, ..typed("trams, rails and ferries for the day") });
    assert_eq!(sorted.hits[0].page, 130, "in another order titles count for nothing");
}

#[test]
fn of_spared_words_not_even_the_lexicon_is_read() {
    let mut index = site();
    let mut chunks_of = |query: &str| {
        index.fetched.clear();
        Reader::new(&index.manifest).unwrap().search(&typed(query), &mut index).unwrap();
        let number = |file: &File| if let File::Lexicon(_, number) = file { Some(*number) } else { None };
        index.fetched.iter().filter_map(number).collect::<Vec<_>>()
    };
    // Chunk 1 holds words from m on.
    assert!(!chunks_of("that apply berlin ask").contains(&1));
    assert!(chunks_of("that apply berlin").contains(&1), "too few others");
    assert!(chunks_of("\"that\" apply berlin ask").contains(&1), "asked for in quotes");
}

#[test]
fn a_first_tier_paints_and_claims_nothing_of_the_rest() {
    let painted = ask(typed("how visa"));
    assert!(titles(&painted)[..3].contains(&"Visa"), "whether it says how is not known yet");
    assert!(painted.at_least && painted.hits.iter().all(|hit| hit.lacks != ["how"]));
    let counted = ask(Request { facets: true, ..typed("how visa") });
    assert_eq!((counted.total, counted.at_least), (1_192, false));
    assert!(counted.hits.iter().all(|hit| hit.lacks != ["how"]), "what nearly all pages have is not told");
}

#[test]
fn what_is_typed_finds_names_before_texts() {
    let typing = ask(Request { typing: true, ..typed("photo") });
    assert_eq!(titles(&typing)[..2], ["Photography", "Rules of photographers"]);
    // Texts state it, and the title of the state is in the same list.
    assert_eq!(titles(&ask(Request { typing: true, ..typed("stati") }))[0], "Old stations");
    let settled = ask(typed("photo"));
    assert!(!titles(&settled).contains(&"Photography"));
}

#[test]
fn a_typo_that_somebody_published_is_one_all_the_same() {
    let typo = ask(typed("recieve"));
    assert_eq!(typo.corrected, [("recieve".into(), "receive".into())]);
    assert!(typo.at_least, "as frequent as it is");
    assert_eq!(ask(Request { verbatim: true, ..typed("recieve") }).total, 1);
}

#[test]
fn rare_words_are_looked_for_where_common_ones_end() {
    let mut index = site();
    let mut lexicon_of = |query: &str| {
        index.fetched.clear();
        let request = Request { limit: 1, typing: true, ..typed(query) };
        let answer = Reader::new(&index.manifest).unwrap().search(&request, &mut index).unwrap();
        let number = |file: &File| if let File::Lexicon(_, number) = file { Some(*number) } else { None };
        (answer.total, index.fetched.iter().filter_map(number).collect::<Vec<_>>())
    };
    assert_eq!(lexicon_of("noting").1, [1], "a common stem has all pages of its rare forms");
    assert_eq!(lexicon_of("letters"), (1, [0, 2].to_vec()));
    assert_eq!(lexicon_of("lett"), (1, [0, 2].to_vec()));
    assert_eq!(lexicon_of("ask letters").1, [0, 2]);
    assert_eq!(lexicon_of("photo").1, [1], "words in names are common");
}

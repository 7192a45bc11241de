use guildhall_search::lexicon::{Means, Phrase};

use super::super::fixture::page;
use super::*;

/// Names and phrases of pages, without anything that editors wrote.
fn put_together(pages: Vec<SearchDoc>) -> (Vec<Vec<String>>, Vec<Phrase>) {
    let mut documents: Vec<Arc<SearchDoc>> = pages.into_iter().map(Arc::new).collect();
    let mut analyzers = Analyzers::default();
    let mined: Vec<Arc<Mined>> = documents.iter().map(|doc| Arc::new(mine(doc, &mut analyzers))).collect();
    let catalog = Catalog::default();
    let vocabulary = Vocabulary::new(&catalog, &documents, &mined, "en", &mut analyzers);
    vocabulary.name(&catalog, &mut documents, &mined);
    let phrases = phrases(&vocabulary, &catalog, &documents, "en", &mut analyzers);
    (documents.iter().map(|doc| doc.names.clone()).collect(), phrases)
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

fn means(a: &str, b: &str) -> Phrase {
    Phrase { words: words(a), means: Means::Words(words(b), 75) }
}

#[test]
fn a_mined_acronym_is_a_phrase_both_ways_and_a_name_of_titles() {
    let (names, phrases) = put_together(vec![
        page("a.md", "Holidays", &[("", "Ask for Paid Time-off (PTO) early.")]),
        page("b.md", "Requests for paid time off", &[]),
        page("c.md", "Paid time-off (PTO)", &[]),
        page("d.md", "Paid time-off", &[]),
        page("e.md", "Is paid time-off (PTO) mine?", &[]),
    ]);
    assert_eq!(phrases, [means("paid timeoff", "pto"), means("pto", "paid timeoff")]);
    let none = Vec::<String>::new;
    assert_eq!(names, [none(), none(), vec!["PTO".to_owned()], vec!["PTO".to_owned()], none()]);
}

#[test]
fn a_longer_title_keeps_its_other_words() {
    let (names, _) = put_together(vec![
        page("a.md", "How do I get a Personal Identity Verification card?", &[]),
        page("b.md", "Cards", &[("What a personal identity verification (PIV) is", "")]),
    ]);
    assert_eq!(names[0], ["How do I get a PIV card?"]);
}

#[test]
fn the_frequent_meanings_of_an_acronym_win() {
    let text = |long: &str| page(&format!("{long}.md"), "T", &[("", &format!("The {long} (SME) is here."))]);
    let longs = [
        "subject matter expert",
        "small medium enterprise",
        "some more eggs",
        "send me everything",
        "sun moon earth",
        "save more energy",
    ];
    let mut pages: Vec<SearchDoc> = longs.iter().chain(&longs[1..]).map(|long| text(long)).collect();
    pages.rotate_left(2);
    let (_, phrases) = put_together(pages);
    let meanings: Vec<Phrase> = phrases.into_iter().filter(|phrase| phrase.words == ["sme"]).collect();
    let mut expected = longs[1..].to_vec();
    expected.sort_unstable();
    let expected: Vec<Phrase> = expected.into_iter().map(|long| means("sme", long)).collect();
    assert_eq!(meanings, expected);
}

#[test]
fn languages_do_not_name_each_others_pages_and_hidden_pages_say_nothing() {
    let mut german = page("de.md", "Gutes", &[("", "Das Total Quality Management (TQM) wirkt.")]);
    german.language = "de".into();
    let mut hidden = page("h.md", "Secret", &[("", "A very secret thing (VST).")]);
    hidden.hidden = true;
    let (names, phrases) = put_together(vec![german, hidden, page("en.md", "Total quality management", &[])]);
    assert_eq!(names[2], Vec::<String>::new());
    assert!(phrases.iter().all(|phrase| phrase.words != ["vst"]), "{phrases:?}");
    assert_eq!(phrases.len(), 2);
}

#[test]
fn what_is_made_does_not_depend_on_the_order_of_pages() {
    let pages = || -> Vec<SearchDoc> {
        (0..40)
            .map(|n| {
                let text = format!("alpha{n} beta gamma (ABG) and Delta Epsilon{} (DE{}).", n % 7, n % 3);
                page(&format!("{n}.md"), "Alpha1 beta gamma", &[("", &text)])
            })
            .collect()
    };
    let mut turned = pages();
    turned.reverse();
    assert_eq!(put_together(pages()).1, put_together(turned).1);
}

use proptest::prelude::*;

use super::*;

fn read_for(typed: &str, languages: &[&str]) -> Query {
    let languages: Vec<String> = languages.iter().map(|code| (*code).into()).collect();
    Query::read(typed, &mut Cutter::new(&languages, &mut Analyzer::new(&languages[0])))
}

fn read(typed: &str) -> Query {
    read_for(typed, &["en"])
}

fn row(links: &[Link]) -> String {
    let shown = links.iter().map(|link| format!("{}{}", if link.loose { "~" } else { "" }, link.surface));
    shown.collect::<Vec<_>>().join("+")
}

/// Words with what stands for them.
fn shown(query: Query) -> String {
    let word = |word: Word| {
        let others = word.others.iter().map(|other| row(&other.words));
        [word.surface].into_iter().chain(others).collect::<Vec<_>>().join("|")
    };
    query.words.into_iter().map(word).collect::<Vec<_>>().join(" ")
}

fn words(typed: &str) -> String {
    shown(read(typed))
}

/// Phrases that must or must not be there.
fn phrases(typed: &str) -> Vec<(String, bool)> {
    read(typed).phrases.into_iter().map(|quote| (row(&quote.words), quote.excluded)).collect()
}

#[test]
fn parts_are_asked_for_where_they_are_all_of_the_word() {
    assert_eq!(words("web-analytics guide guide"), "web|webanalytics analytics|webanalytics guide");
    assert_eq!(words("e-mail M-23-22 .NET C++"), "email|mail m23-22 .net|net c++");
    assert_eq!(words("visa Visa VISA ?!"), "visa");
    assert_eq!(read("visa cost VISA").words.iter().map(|word| word.repeated).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn signs_are_understood() {
    let query = read("visa -cheap kind:faq tag:\"new staff\" -lang:de title:rules x OR y");
    assert_eq!(shown(query.clone()), "visa rules x y");
    let excluded = |surface: &str, in_title| Excluded { surface: surface.into(), in_title };
    assert_eq!(query.excluded, [excluded("cheap", false)]);
    assert_eq!(read("-title:visa").excluded, [excluded("visa", true)]);
    let filters = [("kind", "faq", false), ("tag", "new staff", false), ("lang", "de", true)];
    assert_eq!(
        query.filters,
        filters.map(|(key, value, excluded)| Filter { key: key.into(), value: value.into(), excluded })
    );
    let [visa, rules, x, y] = query.words.try_into().unwrap();
    assert!(!visa.required && rules.in_title && rules.required && y.or && !x.or);
}

#[test]
fn phrases_are_rows_of_words() {
    assert_eq!(
        phrases("\"plain language\" -\"home office\""),
        [("plain+language".into(), false), ("home+office".into(), true)]
    );
    assert_eq!(phrases("„Plain language“ «home office»").len(), 2);
    assert_eq!(phrases("\"our web-analytics e-mail\""), [("our+web+~analytics+email".into(), false)]);
    assert_eq!(phrases("-web-analytics"), [("web+~analytics".into(), true)]);
    assert_eq!(phrases("\"visa\" costs"), []);
    assert_eq!(read("\"visa\" costs").words.iter().map(|word| word.required).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_chain_of_or_has_one_word_for_each_of_its_links() {
    assert_eq!(words("visa OR web-analytics OR \"work pass\" fee"), "visa webanalytics|web+~analytics |work+pass fee");
    assert_eq!(words("\"work pass\" OR visa"), "|work+pass visa");
    assert_eq!(phrases("\"work pass\" OR visa"), [], "the phrase is no condition");
    assert!(read("\"work pass\" OR visa").words[0].required);
}

#[test]
fn signs_without_sense_are_text() {
    assert_eq!(words("\"visa cost"), "visa cost");
    assert_eq!(words("- visa -- title: OR"), "visa title");
    assert_eq!(words("http://a.example"), "http aexample|example");
    assert_eq!(words("\"\" \" - \"-\" :"), "");
}

#[test]
fn only_the_last_word_is_open_and_only_without_a_blank_behind_it() {
    let open = |typed| read(typed).words.iter().map(|word| word.open).collect::<Vec<_>>();
    assert_eq!(open("visa co"), [false, true]);
    assert_eq!(open("visa co "), [false, false]);
    assert_eq!(open("web-ana"), [false, true]);
    assert_eq!(open("\"visa co\""), [false, false]);
}

#[test]
fn words_are_parted_at_apostrophes_where_a_language_of_the_site_does() {
    assert_eq!(shown(read_for("l'année", &["en", "fr"])), "lannee|annee");
    assert_eq!(shown(read_for("aujourd’hui", &["de", "fr-ca"])), "aujourdhui|aujourd+hui");
    assert_eq!(shown(read_for("l'année", &["fr", "en"])), "l annee");
    assert_eq!(shown(read_for("don't", &["en"])), "dont");
}

#[test]
fn whatever_is_asked_for_is_bounded() {
    let many: Vec<String> = (0..500).map(|n| format!("w{n}q")).collect();
    assert_eq!(read(&many.join(" ")).words.len(), MOST_WORDS);
    assert_eq!(read(&many.join(" -")).excluded.len(), MOST_WORDS - 1);
    assert_eq!(read(&many.join(" kind:")).filters.len(), MOST_FILTERS);
    let quoted = read(&format!("\"{}\"", many.join("\" \"x ")));
    assert!(quoted.phrases.iter().map(|quote| quote.words.len()).sum::<usize>() <= MOST_WORDS);
    assert_eq!(read(&"word ".repeat(10_000)).words.len(), 1);
}

proptest! {
    #[test]
    fn any_text_is_read(typed in "(\"|“|-|title:|OR |kind:|é|'|[a-z]| |東京|\t|\0){0,60}|.{0,99}") {
        let query = read_for(&typed, &["en", "fr"]);
        prop_assert!(query.words.len() <= MOST_WORDS);
        prop_assert!(query.phrases.iter().all(|quote| quote.words.len() > 1));
    }
}

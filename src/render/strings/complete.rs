//! The languages of the built-in theme say everything, and nothing is said outside of them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::theme::EMBEDDED;
use super::*;
use crate::base::date::Date;

const LANGUAGES: [&str; 4] = ["de", "en", "es", "fr"];

fn embedded() -> Strings {
    let (mut strings, mut diags) = (Strings::default(), Diags::new());
    let files = EMBEDDED.get_dir("i18n").unwrap().files();
    for file in files {
        let path = SourcePath::new(file.path().to_string_lossy());
        strings.add(&path, file.contents_utf8().unwrap(), &mut diags);
    }
    assert_eq!(diags, Diags::new());
    strings
}

/// The names in braces.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// What a phrase asks of whoever fills it: whether it counts, and the names of each form.
fn shape(phrase: &Phrase) -> (bool, Vec<BTreeSet<&str>>) {
    match phrase {
        Phrase::Plain(text) => (false, vec![places(text)]),
        // "every day" needs no number, so one form may do without.
        Phrase::Counted { other, .. } => (true, vec![places(other)]),
    }
}

#[test]
fn the_languages_of_the_theme_have_the_same_keys_and_places() {
    let Strings(languages) = embedded();
    assert_eq!(languages.keys().collect::<Vec<_>>(), LANGUAGES);
    let shapes = |language: &str| -> BTreeMap<&String, _> {
        languages[language].iter().map(|(key, phrase)| (key, shape(phrase))).collect()
    };
    let english = shapes("en");
    for language in LANGUAGES {
        let own = shapes(language);
        let differ = |key: &&&String| english.get(**key) != own.get(**key);
        let different: Vec<_> = english.keys().chain(own.keys()).filter(differ).collect();
        assert!(different.is_empty(), "{language}: {different:?}");
        for (key, phrase) in &languages[language] {
            if let Phrase::Counted { one, other } = phrase {
                assert!(places(one).is_subset(&places(other)), "{language}: {key}");
            }
            for text in [phrase.form(Some(1)), phrase.form(None)] {
                assert!(!text.trim().is_empty() && text == text.trim(), "{language}: {key}");
            }
        }
    }
}

/// A language that was copied and not translated has the words of English.
#[test]
fn the_languages_of_the_theme_differ_from_english() {
    let strings = embedded();
    for language in LANGUAGES.into_iter().filter(|language| *language != "en") {
        let same = |key: &&str| strings.get(language, key, None) == strings.get("en", key, None);
        let count = strings.keys().count();
        let same: Vec<&str> = strings.keys().filter(same).collect();
        assert!(same.len() * 8 < count, "{language}: {same:?}");
        assert!(!same.iter().any(|key| key.starts_with("notice-") || key.starts_with("search-start")), "{same:?}");
    }
}

#[test]
fn days_are_written_as_each_language_does() {
    let strings = embedded();
    let day = |language: &str, day: &str| strings.date(language, day.parse::<Date>().unwrap()).unwrap();
    let written = |date: &str| LANGUAGES.map(|language| day(language, date));
    assert_eq!(written("2026-03-24"), ["24. März 2026", "24 March 2026", "24 de marzo de 2026", "24 mars 2026"]);
    assert_eq!(written("2026-05-01"), ["1. Mai 2026", "1 May 2026", "1 de mayo de 2026", "1er mai 2026"]);
    assert_eq!(day("de-at", "2026-01-02"), "2. Januar 2026");
    assert_eq!(day("ar", "2026-01-02"), "2 January 2026");
}

/// `template` without comments, tags of the template language and what they print.
fn without_code(template: &str) -> String {
    let (mut plain, mut rest) = (String::new(), template);
    while let Some(at) = rest.find('{') {
        let close = match rest.as_bytes().get(at + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => panic!("a brace stands alone: {rest}"),
        };
        plain.push_str(&rest[..at]);
        rest = rest[at..].split_once(close).unwrap_or_else(|| panic!("no {close}: {rest}")).1;
    }
    plain + rest
}

/// Attributes whose values are read to people or shown to them.
const SPOKEN: [&str; 6] = ["aria-label", "title", "placeholder", "alt", "aria-roledescription", "data-label"];

/// Words between tags, and in attributes that people get to know.
fn words(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let has_letters = |text: &str| text.chars().any(char::is_alphabetic);
    for (n, part) in html.split('<').enumerate() {
        let (tag, text) = if n == 0 { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
        found.extend(has_letters(text).then(|| text.trim().to_owned()));
        for name in SPOKEN {
            let start = format!(" {name}=\"");
            let values = tag.split(&start).skip(1).filter_map(|rest| rest.split_once('"'));
            found.extend(values.map(|(value, _)| value).filter(|value| has_letters(value)).map(str::to_owned));
        }
    }
    found
}

#[test]
fn templates_say_nothing_themselves() {
    let mut dirs = vec![EMBEDDED.get_dir("templates").unwrap()];
    let mut count = 0;
    while let Some(dir) = dirs.pop() {
        dirs.extend(dir.dirs());
        for file in dir.files() {
            let words = words(&without_code(file.contents_utf8().unwrap()));
            assert_eq!(words, Vec::<String>::new(), "{}", file.path().display());
            count += 1;
        }
    }
    assert!(count > 40, "{count} templates");
}

#[test]
fn words_in_a_template_would_be_found() {
    let template =
        "{# a #}<p title=\"Say {{ x }}\" class=\"b\">{{ \"t\" | t }} and <b>{% if c %}–{% endif %}</b></p>Hi";
    assert_eq!(words(&without_code(template)), ["and", "Say ", "Hi"]);
}

/// Scripts get their words from attributes: what they put into a page is no text of their own.
#[test]
fn scripts_say_nothing_themselves() {
    let files = ["static", "static/js"].into_iter().flat_map(|folder| EMBEDDED.get_dir(folder).unwrap().files());
    for file in files.filter(|file| file.path().extension().is_some_and(|ending| ending == "js")) {
        for line in file.contents_utf8().unwrap().lines().filter(|line| !line.trim_start().starts_with("//")) {
            let said = [".textContent = \"", ".append(\"", "setAttribute(\"aria-label\", \"", ".title = \"", "alert("];
            let says = |start: &&str| {
                line.split(*start).skip(1).any(|rest| rest.starts_with(|first: char| first.is_alphabetic()))
            };
            assert!(!said.iter().any(says), "{}: {line}", file.path().display());
        }
    }
}

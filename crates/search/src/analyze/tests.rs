use super::*;
use alloc::format;
use alloc::string::ToString;
use proptest::prelude::*;

/// Surfaces with their positions, as `word@0`.
fn cut(language: &str, text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    Analyzer::new(language).for_each(text, |token| words.push(format!("{}@{}", token.surface, token.position)));
    words.join(" ")
}

/// The groups of a text.
fn groups(language: &str, text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    Analyzer::new(language).for_each(text, |token| words.push(token.group.to_string()));
    words.join(" ")
}

#[test]
fn words_with_joints_are_found_whole_and_in_parts() {
    for (text, tokens) in [
        ("web-analytics now", "webanalytics@0 web@0 analytics@0 now@1"),
        ("foo_bar", "foobar@0 foo@0 bar@0"),
        ("camelCase", "camelcase@0 camel@0 case@0"),
        ("HTTPServer", "httpserver@0 http@0 server@0"),
        ("PDFs and APIs", "pdfs@0 and@1 apis@2"),
        ("e\u{2011}mail", "email@0 mail@0"),
        ("Node.js.", "nodejs@0 node@0 js@0"),
        ("AT&T U.S. 3.5", "att@0 at@0 us@1 3.5@2"),
    ] {
        assert_eq!(cut("en", text), tokens, "{text}");
    }
}

#[test]
fn names_of_things_are_words() {
    for (text, tokens) in [
        ("C++, C# or C", "c++@0 c#@1 or@2 c@3"),
        ("notepad++", "notepad++@0 notepad@0"),
        ("on .NET (.pdf)", "on@0 .net@1 net@1 .pdf@2 pdf@2"),
        ("M-23-22", "m23-22@0 23@0 22@0"),
        ("v2.0.1", "v2.0.1@0 v2@0"),
        ("§508 and § 508", "§508@0 508@0 and@1 §508@2 508@2"),
        ("issue #5 ... end", "issue@0 5@1 end@2"),
    ] {
        assert_eq!(cut("en", text), tokens, "{text}");
    }
}

#[test]
fn apostrophes_join_or_part_by_language() {
    assert_eq!(
        cut("en", "don't use the user's or users' O’Brien"),
        "dont@0 use@1 the@2 user@3 or@4 users@5 obrien@6 brien@6"
    );
    assert_eq!(cut("fr", "l'année qu’il"), "l@0 annee@1 qu@2 il@3");
}

#[test]
fn invisible_characters_vanish_inside_words() {
    assert_eq!(cut("en", "ana\u{ad}ly\u{200b}tics"), "analytics@0");
    assert_eq!(cut("en", "\u{feff}start e\u{301}t\u{e9}"), "start@0 ete@1");
}

#[test]
fn unspaced_scripts_are_cut_into_pairs() {
    assert_eq!(cut("ja", "東京都2024年"), "東京@0 京都@1 2024@2 年@3");
    assert_eq!(cut("ja", "ｶﾞｲﾄﾞ"), cut("ja", "ガイド"));
    assert_eq!(cut("ko", "\u{1112}\u{1161}\u{11ab}국"), cut("ko", "한국"));
    assert_eq!(cut("th", "ภาษา"), "ภา@0 าษ@1 ษา@2");
    let long: String = core::iter::repeat_n("漢字", 400).collect();
    assert_eq!(cut("zh", &long).split(' ').next_back(), Some("漢字@798"));
}

#[test]
fn stems_join_forms_and_need_no_accents() {
    assert_eq!(groups("en", "connections connected"), "connect connect");
    assert_eq!(groups("de-at", "Häuser Haus"), "haus haus");
    assert_eq!(groups("fr", "résumés resumes"), "resum resum");
    assert_eq!(groups("pl", "resumes"), "resumes");
    assert_eq!(groups("en", "v2.0.1s"), "v2.0.1s v2 1s");
}

#[test]
fn accents_are_reported() {
    let mut seen = Vec::new();
    Analyzer::new("en")
        .for_each("résumé resume Straße", |token| seen.push((token.surface.to_string(), token.accented)));
    assert_eq!(seen, [("resume".to_string(), true), ("resume".to_string(), false), ("strasse".to_string(), true)]);
}

#[test]
fn overlong_words_are_left_out_but_count() {
    let key = "aB3".repeat(50);
    assert_eq!(cut("en", &format!("see {key} there")), "see@0 there@2");
    let chain = "abc-".repeat(96);
    assert_eq!(cut("en", &chain).split(' ').count(), 96);
}

/// Texts dense in what the analyser treats specially.
fn texts() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(alloc::vec![
        "a", "B", "ß", "İ", "é", "e\u{301}", "\u{301}", "-", "_", ".", "'", "’", "+", "#", "§", " ", "1", "Σ", "ﷺ",
        "東", "カ", "\u{3099}", "ﾞ", "한", "\u{1161}", "ก", "\u{e33}", "\u{ad}", "\u{200d}", "𝒜", "🎉", "न", "\u{94d}",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(odd, 0..40).prop_map(|parts| parts.concat())]
}

proptest! {
    #[test]
    fn any_text_gives_sound_tokens(text in texts(), language in prop::sample::select(alloc::vec!["en", "de", "fr", "es", "ja"])) {
        let mut position = 0;
        let mut analyzer = Analyzer::new(language);
        let mut tokens = analyzer.tokens(&text);
        while let Some(token) = tokens.advance() {
            prop_assert!(text.get(token.span.clone()).is_some_and(|written| !written.is_empty()), "{:?}", token);
            prop_assert!(token.position >= position, "{:?}", token);
            position = token.position;
            prop_assert!(!token.surface.is_empty() && !token.group.is_empty());
            prop_assert_eq!(crate::fold(token.surface), token.surface);
        }
    }

    #[test]
    fn the_same_analyser_cuts_a_text_twice_alike(first in texts(), second in texts()) {
        let mut analyzer = Analyzer::new("en");
        let mut cut = |text: &str| {
            let mut all = Vec::new();
            analyzer.for_each(text, |token| all.push((token.surface.to_string(), token.group.to_string(), token.position)));
            all
        };
        let before = cut(&first);
        cut(&second);
        prop_assert_eq!(before, cut(&first));
    }
}

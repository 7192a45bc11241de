use super::*;

#[test]
fn every_letter_that_means_something_in_html_is_escaped() {
    assert_eq!(escape("a<b> \"c\" & 'é'"), "a&lt;b&gt; &quot;c&quot; &amp; &#39;é&#39;");
}

#[test]
fn a_slug_is_readable_and_safe() {
    for (name, expected) in [
        ("Cafe\u{301} & Bar", "café-bar"),
        ("a b & c #1 100% [x] (y) 'z'", "a-b-c-1-100-x-y-z"),
        ("Don’t panic", "dont-panic"),
        ("2024-03", "2024-03"),
        ("v1.2", "v1.2"),
        ("..a...b..", "a-b"),
        ("1.2.", "1.2"),
        ("foo_bar", "foo_bar"),
        ("pass\u{200b}word re\u{ad}set", "password-reset"),
        ("İstanbul ΌΣΟΣ", "i\u{307}stanbul-όσοσ"),
        ("हिन्दी", "हिन्दी"),
        ("パスワード", "パスワード"),
        ("🚀 Launch \u{1f469}\u{200d}\u{1f467}", "launch"),
        ("../../etc/passwd", "etc-passwd"),
        ("???!!! --- ...", ""),
    ] {
        assert_eq!(slug(name), expected, "{name:?}");
        assert_eq!(slug(expected), expected, "a slug of a slug is the same");
    }
}

#[test]
fn a_slug_is_no_windows_device() {
    for (name, expected) in
        [("CON", "con-"), ("lpt1", "lpt1-"), ("com1.2", "com1-.2"), ("com¹", "com¹-"), ("aux.faq", "aux-faq")]
    {
        assert_eq!(slug(name), expected);
    }
    assert_eq!(slug("console"), "console");
}

#[test]
fn a_slug_is_cut_between_letters() {
    let long = slug(&"ñandú ".repeat(100));
    assert!(long.len() <= 120 && long.len() > 110, "{}", long.len());
    assert!(!long.ends_with('-'));
    assert_eq!(slug(&format!("{}.5", "1".repeat(119))), "1".repeat(119));
}

#[test]
fn heading_ids_are_githubs() {
    for (heading, expected) in [
        ("Who can apply?", "who-can-apply"),
        ("A & B", "a--b"),
        ("snake_case: v1.2", "snake_case-v12"),
        ("¿Qué es esto?", "qué-es-esto"),
        ("!!!", ""),
    ] {
        assert_eq!(github_slug(heading), expected);
    }
}

#[test]
fn an_encoded_path_decodes_to_itself() {
    for path in ["a/b c/", "é/100%/", "x:y", "a'b\"(c)"] {
        let encoded = encode_path(path);
        assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._~%".contains(&b)), "{encoded}");
        assert_eq!(decode_percent(&encoded).as_deref(), Some(path));
    }
    assert_eq!(encode_path("é"), "%C3%A9");
    assert_eq!(decode_percent("100%"), None);
    assert_eq!(decode_percent("%ff"), None);
    assert_eq!(decode_percent("%+1"), None);
}

#[test]
fn text_in_a_message_can_do_no_harm() {
    assert_eq!(shown("a\u{1b}[31m\n\u{202e}b"), "a\\u{1b}[31m\\n\\u{202e}b");
    let long = shown(&"\u{200b}é".repeat(1000));
    assert!(long.chars().count() <= 61 && long.ends_with('…'), "{long}");
    assert_eq!(shown(&"x".repeat(60)), "x".repeat(60));
}

#[test]
fn the_nearest_word_is_near() {
    let known = ["title", "tags", "summary", "review_every", "weight"];
    assert_eq!(nearest("tilte", known), Some("title"));
    assert_eq!(nearest("Review-Every", known), Some("review_every"));
    assert_eq!(nearest("reviewevery", known), Some("review_every"));
    assert_eq!(nearest("colour", known), None);
    assert_eq!(nearest("", known), None);
    assert_eq!(nearest("ab", ["xy"]), None);
    assert_eq!(nearest("cat", ["bat", "car"]), Some("car"));
    assert_eq!(nearest(&"x".repeat(100_000), known), None);
}

#[test]
fn an_excerpt_ends_with_a_sentence_or_a_word() {
    assert_eq!(excerpt("One two.  Three\nfour.", 40), "One two. Three four.");
    assert_eq!(excerpt("One two. Three four five", 14), "One two.");
    assert_eq!(excerpt("One two three four", 14), "One two three…");
    assert_eq!(excerpt(&"é".repeat(50), 10), format!("{}…", "é".repeat(9)));
}

#[test]
fn the_first_number_of_a_text_is_read_as_people_write_it() {
    let cases = [
        ("420 a month", Some(420.0)),
        ("fewer than 6.5 hours in 2027", Some(6.5)),
        ("6,5 h.", Some(6.5)),
        ("1.200 im Monat", Some(1200.0)),
        ("1,234,567", Some(1_234_567.0)),
        ("0.125", Some(0.125)),
        ("9 %", Some(9.0)),
        ("10.", Some(10.0)),
        ("v1.2.3", None),
        ("many", None),
        ("", None),
    ];
    for (text, number) in cases {
        assert_eq!(amount(text), number, "{text}");
    }
}

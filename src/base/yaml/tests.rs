use proptest::prelude::*;

use super::*;
use crate::base::span::line_col;

fn path() -> SourcePath {
    SourcePath::new("content/a.md")
}

fn node(text: &str) -> Node {
    let (node, diags) = load(text, 0, &path(), Rules::FRONT);
    assert!(diags.is_empty(), "{text:?}: {diags:?}");
    node.unwrap_or_else(|| panic!("nothing in {text:?}"))
}

/// The one finding: line, message and hint.
fn fault(text: &str) -> (usize, String) {
    let (_, diags) = load(text, 0, &path(), Rules::FRONT);
    assert_eq!(diags.len(), 1, "{text:?}: {diags:?}");
    let line = diags[0].at.as_ref().and_then(|at| at.span).map_or(0, |span| line_col(text, span.start).line);
    (line, format!("{} / {}", diags[0].message, diags[0].hint.clone().unwrap_or_default()))
}

#[test]
fn common_faults_are_told_in_plain_words() {
    let quotes = "put the whole value in quotes";
    for (text, line, words) in [
        (
            "title: Reset: how\n",
            1,
            "the value of `title` holds a colon / put the value in quotes: `title: \"Reset: how\"`",
        ),
        ("a: b\nmeta:\n\towner: me\n", 3, "a tab is used as indentation / use blanks"),
        ("a: b\n\tc: d\n", 2, "a tab is used as indentation"),
        ("title: \"Open\ntags: [a]\n", 1, "a quote is opened here and never closed"),
        ("a: 1\ntags: [a, b\n", 2, "a list is opened here with `[` and never closed"),
        ("tags: [a, b\nc: 1\n", 1, "a list is opened here with `[` and never closed"),
        ("a: 1\ntags: {a: b\n", 2, "a map is opened here with `{`"),
        ("title: @all\nowner: %x\n", 1, "a value may not start with `@`"),
        ("title: `code`\n", 1, quotes),
        ("title: *Big* news\n", 1, "a value may not start with `*`"),
        ("title: &c\n", 1, "a value may not start with `&`"),
        ("title: !!binary aGk=\n", 1, "a value may not start with `!`"),
        ("title: \"Foo\" bar\n", 1, "the value starts with `\"` and goes on after its end"),
        ("title: [Draft] plan\n", 1, "the value starts with `[` and goes on after its end"),
        ("title: {{ page.title }}\n", 1, "a key must be text / if the bracket belongs to a text"),
        ("title: Indent\n  tags: [a]\n owner: x\n", 2, "this line does not line up with the lines above"),
        ("title x\nb: 1\n", 1, "this line has no colon"),
        ("title: \"a\\qb\"\n", 1, "`\\` has a meaning between double quotes"),
        ("title: N\0UL\n", 1, "a control character (U+0000) stands here"),
        ("a: 1\ntitle: \"x\\u0007\"\n", 2, "this text holds a control character (U+0007)"),
        ("a: 1\n--- b\n", 2, "a second YAML document"),
        ("a: b\n? [x]\n: y\n", 2, "a key must be text"),
        ("? \u{202e}title: ", 1, "a key must be text"),
    ] {
        let (at, said) = fault(text);
        assert!(said.contains(words), "{text:?} gave {said:?}");
        assert_eq!(at, line, "{text:?} gave {said:?}");
    }
}

#[test]
fn an_anchor_and_its_alias_are_told_at_once_and_leave_no_tree() {
    let (node, diags) = load("title: x\nmeta: &m\n  self: *m\n", 0, &path(), Rules::FRONT);
    assert_eq!((node, diags.len()), (None, 2), "{diags:?}");
}

#[test]
fn a_key_written_twice_shows_both_places_and_keeps_the_first() {
    let text = "title: One\ntags: [a]\ntitle: Two\nx: {a: 1, a: 2}\n";
    let (node, diags) = load(text, 100, &path(), Rules::FRONT);
    let codes: Vec<_> = diags.iter().map(|diag| diag.code).collect();
    assert_eq!(codes, [Code::KeyDuplicate, Code::KeyDuplicate]);
    assert_eq!(diags[0].at.as_ref().and_then(|at| at.span), Some(Span::new(121..126)));
    assert_eq!(diags[0].related[0].span, Some(Span::new(100..105)));
    assert_eq!(node.as_ref().and_then(|node| node.get("title")?.text()), Some("One"));
}

#[test]
fn spans_are_bytes_of_the_whole_file() {
    let text =
        "té: é x  # ç\r\n\"k\": \"é\"\r\nblock: |\r\n  é\r\nlist:\r\n- x\r\n- é: 1\r\n  b: [2, 3]\r\nlast: [4]\r\n";
    let node = node(text);
    let place = |node: &Node| &text[node.span.within(text)];
    assert_eq!(node.get("té").map(place), Some("é x"));
    assert_eq!(node.get("k").map(place), Some("\"é\""));
    assert_eq!(node.get("list").map(place), Some("x\r\n- é: 1\r\n  b: [2, 3]"));
    assert_eq!(node.get("last").map(place), Some("[4]"));
}

#[test]
fn scalars_stay_as_written_until_a_type_is_asked_for() {
    let node = node("a: no\nb: 1.10\nc: 012\nd: ~\ne:\nf: '7'\ng: 2.5\nh: [x, null]\ni: Yes\nj: nan\n");
    let at = |key: &str| node.get(key).unwrap_or_else(|| panic!("{key}"));
    assert_eq!((at("a").text(), at("a").flag()), (Some("no"), Some(false)));
    assert_eq!((at("b").text(), at("b").number()), (Some("1.10"), Some(1.10)));
    assert_eq!((at("c").text(), at("c").integer()), (Some("012"), Some(12)));
    assert!(at("d").is_nothing() && at("e").is_nothing() && !at("f").is_nothing());
    assert_eq!(at("i").flag(), Some(true));
    assert_eq!(at("j").number(), None);
    assert_eq!(at("h").items().map(<[Node]>::len), Some(2));
    assert_eq!(at("e").items().map(<[Node]>::len), Some(0));
    assert_eq!(
        node.json(),
        serde_json::json!({"a": "no", "b": "1.10", "c": "012", "d": null, "e": null, "f": "7", "g": 2.5,
            "h": ["x", null], "i": "Yes", "j": "nan"})
    );
}

#[test]
fn further_lines_need_not_be_indented() {
    let text = "a: \"it\\\"s é\r\nx\"\ntags: [\nb,\nc\n]\nd:\n  e: 'x\n\n  y'\nf: end\n";
    let node = node(text);
    assert_eq!(node.get("a").and_then(Node::text), Some("it\"s é  x"));
    assert_eq!(node.get("tags").and_then(Node::items).map(<[Node]>::len), Some(2));
    assert_eq!(node.get("f").map(|node| &text[node.span.within(text)]), Some("end"));
    assert!(fault("a: [b, # c\nd]\n").1.contains("is not indented"), "a comment is no blank");
}

#[test]
fn many_refused_values_are_not_all_listed() {
    let text = "a: [!x y, !x y, !x y, !x y, !x y, !x y, !x y, !x y]\n";
    assert_eq!(load(text, 0, &path(), Rules::FRONT).1.len(), 5);
}

#[test]
fn limits_end_the_reading() {
    let deep = format!("x: {}{}\n", "[".repeat(5000), "]".repeat(5000));
    let wide = format!("{}: x\n", "k".repeat(MAX_BYTES));
    for text in [deep, wide] {
        let (node, diags) = load(&text, 0, &path(), Rules::FRONT);
        assert_eq!((node, diags.len(), diags[0].code), (None, 1, Code::FrontLimit));
    }
    let at_limit = format!("x: {}{}\n", "[".repeat(MAX_DEPTH - 1), "]".repeat(MAX_DEPTH - 1));
    assert_eq!(load(&at_limit, 0, &path(), Rules::FRONT).1, []);
}

#[test]
fn blanks_and_comments_are_nothing() {
    for text in ["", "\n\n", "# only a comment\n", "---\n", "~\n"] {
        let (node, diags) = load(text, 0, &path(), Rules::CONFIG);
        assert!(node.is_none_or(|node| node.is_nothing()) && diags.is_empty(), "{text:?} {diags:?}");
    }
}

/// Every key of a tree with its nesting, those that are no text for `yaml_serde` left out.
fn keys(node: &Node, depth: usize, found: &mut Vec<(usize, String)>) {
    for item in node.items().filter(|_| node.text().is_none()).unwrap_or_default() {
        keys(item, depth + 1, found);
    }
    for (key, value) in node.map().unwrap_or_default() {
        found.push((depth, key.text.clone()));
        keys(value, depth + 1, found);
    }
}

fn value_keys(value: &serde_yaml::Value, depth: usize, found: &mut Vec<(usize, String)>) {
    for item in value.as_sequence().into_iter().flatten() {
        value_keys(item, depth + 1, found);
    }
    for (key, value) in value.as_mapping().into_iter().flatten() {
        let key = match key {
            serde_yaml::Value::String(key) => key.clone(),
            _ => "?".to_owned(),
        };
        found.push((depth, key));
        value_keys(value, depth + 1, found);
    }
}

fn assert_same_keys(text: &str) {
    let (Some(node), diags) = load(text, 0, &path(), Rules::FRONT) else { return };
    if !diags.is_empty() {
        return;
    }
    let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    keys(&node, 0, &mut ours);
    value_keys(&value, 0, &mut theirs);
    assert_eq!(ours.len(), theirs.len(), "{text:?}");
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert!(theirs.1 == "?" || ours == theirs, "{text:?}: {ours:?} is not {theirs:?}");
    }
}

fn tree() -> impl Strategy<Value = serde_yaml::Value> {
    let leaf = prop_oneof![
        "[ -~é漢\\n]{0,12}".prop_map(serde_yaml::Value::from),
        any::<i32>().prop_map(serde_yaml::Value::from),
        any::<bool>().prop_map(serde_yaml::Value::from),
        Just(serde_yaml::Value::Null),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_yaml::Value::Sequence),
            prop::collection::vec(("[ -~é]{0,8}", inner), 0..4).prop_map(|entries| serde_yaml::Value::Mapping(
                entries.into_iter().map(|(k, v)| (k.into(), v)).collect()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn a_written_tree_has_the_same_keys(value in tree()) {
        let text = serde_yaml::to_string(&value).unwrap_or_default();
        let (_, diags) = load(&text, 0, &path(), Rules::FRONT);
        prop_assert!(diags.is_empty(), "{text:?}: {diags:?}");
        assert_same_keys(&text);
    }

    #[test]
    fn any_text_ends_in_a_tree_of_the_same_keys_or_a_finding(text in "([a-c\\[\\]{}:,'\"#&*!|>%@?\\- \\n\\ré]|: |\\n- |\\n  ){0,60}") {
        assert_same_keys(&text);
    }
}

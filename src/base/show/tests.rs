//! What people and machines get to see of findings.
#![expect(clippy::needless_raw_string_hashes, reason = "the snapshot tool writes them")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use snapbox::{assert_data_eq, str};

use super::super::code::Code;
use super::super::diag::{Diagnostic, Label, Severity};
use super::super::path::SourcePath;
use super::super::span::Span;
use super::*;

fn texts(files: &[(&str, &str)]) -> BTreeMap<SourcePath, String> {
    files.iter().map(|(path, text)| (SourcePath::new(path), (*text).to_owned())).collect()
}

/// The place of `word` in `text`.
fn at(path: &str, text: &str, word: &str) -> Label {
    let start = text.find(word).unwrap();
    Label::at(&SourcePath::new(path), Span::new(start..start + word.len()))
}

#[test]
fn a_finding_shows_place_frame_related_places_and_help() {
    let (a, b) = ("# A\n\nSee [é](vsia.md) now.\n", "x\n\n\n\n\n\n\n\n\n\nid: visa\n");
    let diag =
        Diagnostic::new(Code::LinkMissing, at("content/a.md", a, "vsia.md").with("no such page"), "no page here")
            .related(at("content/b.md", b, "visa").with("this is near"))
            .related(Label::file(&SourcePath::new("content/logo.png")).with("not a page"))
            .hint("write `visa.md`");
    let shown = human(&[diag], &texts(&[("content/a.md", a), ("content/b.md", b)]), false, LIMIT);
    assert_data_eq!(
        shown,
        str![[r#"
warning[link-missing]: no page here
  --> content/a.md:3:9
   |
 3 | See [é](vsia.md) now.
   |         ^^^^^^^ no such page
  ::: content/b.md:11:5
   |
11 | id: visa
   |     ---- this is near
  ::: content/logo.png: not a page
   = help: write `visa.md`


"#]]
    );
}

#[test]
fn a_finding_without_place_or_text_shows_what_it_has() {
    let path = SourcePath::new("content/x.md");
    let diags = [
        Diagnostic::new(Code::FileEncoding, Label::file(&path), "not UTF-8 text").hint("save it as UTF-8"),
        Diagnostic::new(Code::FrontSyntax, Label::at(&path, Span::new(3..5)), "its text is not known"),
        Diagnostic::new(Code::SiteEmpty, None, "no page"),
    ];
    assert_data_eq!(
        human(&diags, &texts(&[]), false, LIMIT),
        str![[r#"
error[file-encoding]: not UTF-8 text
 --> content/x.md
  = help: save it as UTF-8

error[front-syntax]: its text is not known
 --> content/x.md

warning[site-empty]: no page


"#]]
    );
}

#[test]
fn no_control_character_of_an_author_reaches_the_terminal() {
    let text = "title: \"\u{1b}]0;owned\u{7}\u{9b}2J \u{202e}red\"\r";
    let path = "content/a\nb\u{1b}.md";
    let diag = Diagnostic::new(Code::FieldValue, at(path, text, "owned").with("\u{1b}[31m"), "bad \u{1b}[2J\r\nfake")
        .related(Label::file(&SourcePath::new(path)).with("\u{8}"))
        .hint("\u{7f}");
    let texts = texts(&[(path, text)]);
    for shown in [human(std::slice::from_ref(&diag), &texts, false, LIMIT), json_lines(&[diag], &texts)] {
        assert!(shown.chars().all(|letter| letter == '\n' || !steers(letter)), "{shown:?}");
        assert!(shown.contains("fake"));
    }
}

#[test]
fn colour_changes_nothing_but_escape_sequences() {
    let text = "a: [\n";
    let diags =
        [Diagnostic::new(Code::FrontSyntax, at("a.md", text, "[").with("opened here"), "not closed").hint("close it")];
    let texts = texts(&[("a.md", text)]);
    let coloured = human(&diags, &texts, true, LIMIT);
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), human(&diags, &texts, false, LIMIT));
}

#[test]
fn beyond_the_limit_the_worst_are_shown_and_the_rest_is_counted() {
    let mut diags: Vec<_> = (0..60).map(|n| Diagnostic::new(Code::LinkMissing, None, format!("link {n}"))).collect();
    diags.extend((0..5).map(|_| Diagnostic::new(Code::KeyUnknown, None, "key")));
    diags.push(Diagnostic::new(Code::AddressTaken, None, "the one that matters"));
    let shown = human(&diags, &texts(&[]), false, LIMIT);
    assert_eq!(shown.matches("link-missing]").count(), LIMIT - 1);
    assert!(shown.contains("link 48\n") && !shown.contains("link 49\n"));
    assert!(shown.contains("error[address-taken]: the one that matters\n"));
    assert!(shown.ends_with("\nand 16 more: link-missing 11, key-unknown 5\n"), "{shown}");
    assert_eq!(json_lines(&diags, &texts(&[])).lines().count(), diags.len());
}

#[test]
fn every_key_of_a_record_is_there_and_places_count_from_one() {
    let text = "é\nab\ncd";
    let label = Label::at(&SourcePath::new("a.md"), Span::new(3..7));
    let mut diag = Diagnostic::new(Code::AddressTaken, label, "taken").related(Label::file(&SourcePath::new("b.md")));
    assert_data_eq!(
        json_lines(&[diag.clone()], &texts(&[("a.md", text)])),
        str![[r#"
{"code":"address-taken","level":"site-error","message":"taken","file":"a.md","line":2,"col":1,"end_line":3,"end_col":2,"hint":null,"related":[{"message":"","file":"b.md","line":null,"col":null,"end_line":null,"end_col":null}]}

"#]]
    );
    diag = Diagnostic::new(Code::SiteEmpty, None, "nothing");
    diag.severity = Severity::Advice;
    assert_data_eq!(
        json_lines(&[diag], &texts(&[])),
        str![[r#"
{"code":"site-empty","level":"advice","message":"nothing","file":null,"line":null,"col":null,"end_line":null,"end_col":null,"hint":null,"related":[]}

"#]]
    );
}

#[test]
fn counts_are_by_severity() {
    let of = |code| Diagnostic::new(code, None, "");
    let diags = [of(Code::AddressTaken), of(Code::FieldType), of(Code::FieldType), of(Code::LinkMissing)];
    assert_eq!(summary(&diags), Counts { site_errors: 1, errors: 2, warnings: 1, advice: 0 });
}

#[test]
fn many_findings_in_one_long_line_take_linear_time() {
    let text = "é".repeat(1_000_000);
    let path = SourcePath::new("a.md");
    let diags: Vec<_> = (0..20_000_usize)
        .map(|n| Diagnostic::new(Code::LinkMissing, Label::at(&path, Span::new(n * 100..n * 100 + 4)), "gone"))
        .collect();
    let texts = texts(&[("a.md", &text)]);
    let start = Instant::now();
    assert!(json_lines(&diags, &texts).contains("\"col\":999951,"));
    human(&diags, &texts, true, 2_000);
    // Reading the line anew for each finding takes minutes.
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

const PLACE: Place<'_> = Place { root: "docs/", otherwise: "guildhall.yaml" };

#[test]
fn github_gets_commands_that_no_text_can_end() {
    let text = "[x](y)\n100%";
    let diags = [
        Diagnostic::new(Code::LinkMissing, at("content/a,b:c.md", text, "[x](y)"), "50% \r\n::error::no").hint("a: b"),
        Diagnostic::new(Code::SiteEmpty, None, "no \u{1b}page"),
    ];
    assert_data_eq!(
        github(&diags, &texts(&[("content/a,b:c.md", text)]), PLACE),
        str![[r#"
::warning file=docs/content/a%2Cb%3Ac.md,line=1,endLine=1,col=1,endColumn=7,title=link-missing::50%25 %0A::error::no%0Ahelp: a: b%0Adocs/content/a,b:c.md:1:1
::warning file=docs/guildhall.yaml,title=site-empty::no /u{1b}page%0Adocs/guildhall.yaml

"#]]
    );
}

#[test]
fn github_shows_ten_of_each_level_and_the_rest_is_in_the_log() {
    let mut diags: Vec<_> = (0..12).map(|n| Diagnostic::new(Code::LinkMissing, None, format!("##[x]{n}"))).collect();
    diags.push(Diagnostic::new(Code::AddressTaken, None, "the one that matters"));
    let shown = github(&diags, &texts(&[]), PLACE);
    assert_eq!(shown.lines().filter(|line| line.starts_with("::warning ")).count(), 10);
    assert_eq!(shown.lines().filter(|line| line.starts_with("::error ")).count(), 1);
    let last: Vec<_> = shown.lines().rev().take(3).collect();
    assert_eq!(
        last,
        [
            "docs/guildhall.yaml: warning[link-missing]: ## [x]11",
            "docs/guildhall.yaml: warning[link-missing]: ## [x]10",
            "2 more, which GitHub does not show beside the text:"
        ]
    );
}

#[test]
fn gitlab_knows_a_finding_again_when_its_line_moves() {
    let prints = |text: &'static str| {
        let diag = || Diagnostic::new(Code::LinkMissing, at("content/a.md", text, "[x]"), "no such page").hint("h");
        let json = gitlab(&[diag(), diag()], &texts(&[("content/a.md", text)]), PLACE);
        let issues: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        assert_eq!(issues[0]["severity"], "minor");
        assert_eq!(issues[0]["description"], "no such page (h)");
        assert_eq!(issues[0]["location"]["path"], "docs/content/a.md");
        let line = issues[0]["location"]["lines"]["begin"].as_u64();
        (issues.iter().map(|issue| issue["fingerprint"].to_string()).collect::<Vec<_>>(), line)
    };
    let (before, after) = (prints("[x]"), prints("new\n\n[x]"));
    assert_eq!((before.1, after.1), (Some(1), Some(3)));
    assert_eq!(before.0, after.0);
    assert_ne!(before.0[0], before.0[1]);
    assert_eq!(gitlab(&[], &texts(&[]), PLACE), "[]\n");
}

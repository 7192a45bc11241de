use super::defaults::{Defaults, FolderDefaults};
use super::front::{Audience, Status};
use super::kind::Kind;
use super::kind::faq::Questions;
use super::*;
use crate::base::code::Code;
use crate::base::date::Interval;
use crate::base::digest::Digest;
use crate::base::span::{Spanned, line_col};
use crate::config::Config;
use crate::fs::{Source, Sources, Text};
use crate::markdown::Highlighter;

fn config() -> Config {
    let audiences = ["staff", "managers", "board"].map(str::to_owned).to_vec();
    Config { languages: vec!["en".to_owned(), "es".to_owned()], audiences, ..Config::default() }
}

fn text(text: &str) -> Text {
    Text { digest: Digest::of(text.as_bytes()), text: text.into() }
}

fn page_at(path: &str, source: &str) -> Parsed {
    parse(
        &SourcePath::new(path),
        &text(source),
        &FolderDefaults::default(),
        &ParseContext::of(&config(), Highlighter::default()),
        &Includes::gather(&Sources::default(), "content", &IncludesByFile::new(), true),
    )
}

/// A page with these fields, a body, and no finding.
fn page(fields: &str) -> Front {
    let parsed = page_at("content/a.md", &format!("---\n{fields}---\nBody.\n"));
    assert_eq!(parsed.diags, [], "{fields}");
    parsed.doc.front.clone()
}

/// Each finding as `line word: message`, in the order of lines.
fn found_at(path: &str, source: &str) -> Vec<String> {
    let mut diags = page_at(path, source).diags;
    crate::base::diag::sort(&mut diags);
    let line = |diag: &crate::base::diag::Diagnostic| {
        diag.at.as_ref().and_then(|at| at.span).map_or(0, |span| line_col(source, span.start).line)
    };
    diags.iter().map(|diag| format!("{} {}: {}", line(diag), diag.code.word(), diag.message)).collect()
}

fn found(fields: &str) -> Vec<String> {
    found_at("content/a.md", &format!("---\n{fields}---\nBody.\n"))
}

fn values(texts: &[Spanned<String>]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

#[test]
fn every_common_field_is_read() {
    let front = page(
        "title: no\nsummary: S\nslug: My Slug\naliases: [/old/, b.html]\nid: a-1\ntags: [x, 012]\ncommunities: c\n\
         related: [r]\nweight: -3\ntoc: no\ntemplate: wide.html\nlang: ES\nextra: {n: 1}\nowner: o\nbackup: b\n\
         status: archived\nreplaced_by: z\nreviewed: 2026-01-02\nreview_every: 6 months\nexpires: 2027-01-01\n\
         date: 2025-05-05 10:00:00 -0500\nupdated: '2025-06-06'\ncredits: [p]\naudience: [staff]\n\
         search: {exclude: true, boost: 2.5, best_for: [q], keywords: k}\n",
    );
    let common = front.common;
    assert_eq!(common.title.map(|title| title.value).as_deref(), Some("no"));
    assert_eq!(common.slug.map(|slug| slug.value).as_deref(), Some("my-slug"));
    assert_eq!(values(&common.aliases), ["old", "b.html"]);
    assert_eq!((values(&common.tags), values(&common.communities)), (vec!["x", "012"], vec!["c"]));
    assert_eq!((common.weight, common.toc), (Some(-3), Some(false)));
    assert_eq!(common.lang.map(|lang| lang.value).as_deref(), Some("es"));
    assert_eq!(common.extra, serde_json::json!({"n": 1}));
    assert_eq!((common.status, common.review_every), (Status::Archived, Some(Interval::months(6))));
    assert_eq!(common.published.as_ref().map(|date| date.value.to_string()).as_deref(), Some("2025-05-05"));
    assert_eq!(common.changed.map(|date| date.to_string()).as_deref(), Some("2025-06-06"));
    assert_eq!(common.audience, Audience::Only(vec!["staff".to_owned()]));
    assert!(common.search.exclude && common.search.boost == Some(2.5) && common.search.keywords == ["k"]);
}

#[test]
fn spellings_of_other_generators_are_read() {
    let front = page(
        "deck: D\ndescription: S\nredirect_from: [/a/]\npermalink: /b/\nurl: /a/\npath: c\ntopics: t1\n\
         categories: [t2]\ncategory: Human Resources\nsidebar_position: 4\nlastmod: 2025-01-01\ndraft: true\n\
         expiryDate: 2025-01-01\nauthors: [x]\npagefind: false\n",
    );
    let common = front.common;
    assert_eq!(common.summary.map(|summary| summary.value).as_deref(), Some("S"));
    assert_eq!(common.extra, serde_json::json!({"deck": "D"}), "the other spelling is not lost");
    assert_eq!(values(&common.aliases), ["a", "b", "c"]);
    assert_eq!(values(&common.tags), ["t1", "t2", "Human Resources"]);
    assert_eq!((common.weight, common.status), (Some(4), Status::Draft));
    assert!(common.changed.is_some() && common.expires.is_some() && common.search.exclude);
    assert_eq!(values(&common.credits), ["x"]);
    assert_eq!(page("status: validated\npublished: false\n").common.status, Status::Draft);
    assert_eq!(page("tags: one, two words\n").common.tags.len(), 2);
    assert_eq!(values(&page("tags: one two\n").common.tags), ["one", "two"]);
}

#[test]
fn all_faults_are_told_at_once_with_what_was_expected() {
    let fields = "title: [a]\ndate: 42\nauthors: {name: x}\ndraft: maybe\nweight: heavy\nreviewed: 2024-02-30\n\
                  slug: a/b\naliases: [/ok/, //evil.example/]\nid: a b\ntemplate: ../x\nlang: fr\nstatus: done\n\
                  kind: faqs\nreview_every: soon\nextra: x\nsearch: {boost: -1, boots: 2}\naudience: [stuff]\n\
                  tilte: x\ndate_: 1\n";
    assert_eq!(
        found(fields),
        [
            "2 field-type: `title` must be text, but is a list",
            "3 field-type: `date` must be a date, but is `42`",
            "4 field-type: `authors` must be a list of texts, but is a map",
            "5 field-type: `draft` must be `true` or `false`, but is `maybe`",
            "6 field-type: `weight` must be a whole number, but is `heavy`",
            "7 field-value: `reviewed` is `2024-02-30`, but there is no such day",
            "8 slug-invalid: the slug `a/b` is not one safe part of an address",
            "9 alias-invalid: the alias `//evil.example/` leads to another site",
            "10 field-value: the id `a b` has other letters than letters, digits, `-` and `_`",
            "11 field-value: `../x` is not the name of a template",
            "12 language-unknown: `fr` is not a language of this site",
            "13 field-value: `done` is not a status",
            "14 field-value: `faqs` is not a value of `kind`",
            "15 field-type: `review_every` must be a span of time, but is `soon`",
            "16 field-type: `extra` must be a map of keys and values, but is `x`",
            "17 field-value: `boost` must be above 0 and at most 100",
            "17 key-unknown: `boots` is not a known key in `search`",
            "18 audience-unknown: `stuff` is not a configured audience",
            "19 key-unknown: `tilte` is not a known key",
            "20 key-unknown: `date_` is not a known key",
        ]
    );
}

#[test]
fn front_matter_that_cannot_be_read_leaves_the_audience_unknown() {
    for (source, code) in [
        ("---\ntitle: a: b\n---\nB", Code::FrontSyntax),
        ("---\n{a: 1}: 2\n---\nB", Code::FrontSyntax),
        ("---\n[a]\n---\nB", Code::FrontSyntax),
        ("---\ntitle: a\ntitle: b\n---\nB", Code::KeyDuplicate),
        ("---\ntitle: a\n", Code::FrontUnclosed),
        ("+++\ntitle = 1\n+++\nB", Code::FrontForeign),
        ("----\naudience: board\n----\nB", Code::FrontLike),
        ("---\naudience: nobody\n---\nB", Code::AudienceUnknown),
    ] {
        let parsed = page_at("content/a.md", source);
        assert_eq!(parsed.diags.iter().map(|diag| diag.code).collect::<Vec<_>>(), [code], "{source:?}");
        assert_eq!(parsed.doc.front.common.audience, Audience::Unknown, "{source:?}");
    }
    assert_eq!(page_at("content/a.md", "Plain text.\n").doc.front.common.audience, Audience::All);
}

#[test]
fn a_page_that_holds_nothing_is_told() {
    for source in ["", " \n\t\n", "---\n---\n", "---\ntags: [a]\n---\n\n"] {
        assert_eq!(found_at("content/a.md", source), ["0 page-empty: the page holds nothing"], "{source:?}");
    }
    assert_eq!(found_at("content/a.md", "---\ntitle: T\n---"), [] as [&str; 0]);
}

#[test]
fn a_kind_is_written_or_told_by_the_folder() {
    for (path, fields, kind) in [
        ("content/a.md", "", "page"),
        ("content/faqs/a.md", "", "faq"),
        ("content/faqs/x/y.md", "", "faq"),
        ("content/faqs/events/y.md", "", "event"),
        ("content/faqs/y.md", "kind: page\n", "page"),
        ("content/a.md", "kind: person\n", "person"),
        ("content/faqs.md", "", "page"),
    ] {
        let parsed = page_at(path, &format!("---\n{fields}---\nB"));
        assert_eq!(parsed.doc.front.kind.word(), kind, "{path} {fields}");
    }
}

#[test]
fn fields_of_another_kind_are_told() {
    let front = page("kind: job-aid\nperformer: x\noutcome: y\n");
    assert_eq!(front.common.review_every, Some(Interval::months(6)));
    assert_eq!(
        found("performer: x\n"),
        ["2 key-unknown: `performer` is a field of kind `job-aid`, and this page is of kind `page`"]
    );
}

fn questions(fields: &str, body: &str) -> Questions {
    let parsed = page_at("content/faqs/a.md", &format!("---\n{fields}---\n{body}"));
    assert_eq!(parsed.diags, [], "{fields}");
    match &parsed.doc.front.kind {
        Kind::Faq(faq) => faq.questions.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn questions_are_told_by_their_headings() {
    let two = "Intro\n\n## What?\n\nA\n\n### Deeper?\n\nB\n\n## Aside\n\nC\n\n## 何？\n\nD\n";
    assert_eq!(questions("", two), Questions::Many(vec![1, 4]));
    assert_eq!(questions("questions: all\n", two), Questions::Many(vec![1, 3, 4]));
    assert_eq!(questions("short: yes\n", two), Questions::One);
    assert_eq!(questions("ask: [how]\n", two), Questions::One);
    assert_eq!(questions("", "## One?\n\nA\n"), Questions::One);
}

#[test]
fn faq_fields_are_typed() {
    let front = page("kind: faq\nask: how\nshort: So.\napplies_to: {system: [a, b], country: no}\nreplaces: [x]\n");
    let Kind::Faq(faq) = front.kind else { panic!("no faq") };
    assert_eq!((values(&faq.ask), values(&faq.replaces)), (vec!["how"], vec!["x"]));
    let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(faq.applies_to, [("system".to_owned(), list(&["a", "b"])), ("country".to_owned(), list(&["no"]))]);
    assert_eq!(front.common.review_every, Some(Interval::months(12)));
    assert_eq!(
        found("kind: faq\nquestions: some\nshort: {a: b}\n"),
        [
            "3 field-value: `questions` can only be `all`, but is `some`",
            "4 field-type: `short` must be text, but is a map"
        ]
    );
}

/// A site of these files below `content/`.
fn sources(files: &[(&str, &str)]) -> Sources {
    let files =
        files.iter().map(|(path, source)| (SourcePath::new(format!("content/{path}")), Source::Text(text(source))));
    Sources { files: files.collect(), ..Sources::default() }
}

fn below(files: &[(&str, &str)], defaults: Option<&str>, path: &str, source: &str) -> (Parsed, Vec<String>) {
    let yaml = |yaml| crate::base::yaml::load(yaml, 0, &SourcePath::new("x"), crate::base::yaml::Rules::CONFIG).0;
    let config = Config { defaults: defaults.and_then(yaml), ..config() };
    let context = ParseContext::of(&config, Highlighter::default());
    let (defaults, diags) = Defaults::load(&sources(files), &config, &context);
    let path = SourcePath::new(path);
    let sources = Sources::default();
    let includes = Includes::gather(&sources, "content", &IncludesByFile::new(), true);
    let parsed = parse(&path, &text(source), defaults.at(path.folder()), &context, &includes);
    let told = |diag: &crate::base::diag::Diagnostic| {
        let at = diag.at.as_ref().map_or("", |at| at.path.as_str());
        format!("{at} {}", diag.code.word())
    };
    (parsed, diags.iter().map(told).collect())
}

#[test]
fn the_nearest_folder_wins_field_by_field() {
    let files = [
        ("_defaults.yaml", "owner: far\ntags: [far]\nkind: faq\n"),
        ("a/_defaults.yaml", "topics: [near]\nstatus: draft\n"),
        ("ab/_defaults.yaml", "owner: other\n"),
    ];
    let page = "---\nstatus: validated\nowner: \"\"\n---\nB";
    let (parsed, found) = below(&files, Some("{owner: base, backup: base}"), "content/a/b/c.md", page);
    assert_eq!(found, [] as [&str; 0]);
    let common = &parsed.doc.front.common;
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
    assert_eq!((text(&common.owner).as_str(), text(&common.backup).as_str()), ("far", "base"));
    assert_eq!((values(&common.tags), common.status), (vec!["near"], Status::Validated));
    assert_eq!(parsed.doc.front.kind.word(), "faq");
}

#[test]
fn an_audience_is_only_narrowed_on_the_way_down() {
    let files =
        [("_defaults.yaml", "audience: [staff, board]\n"), ("a/_defaults.yaml", "audience: [board, managers]\n")];
    let audience = |path: &str, source: &str| below(&files, None, path, source).0.doc.front.common.audience.clone();
    let only = |name: &str| Audience::Only(vec![name.to_owned()]);
    assert_eq!(audience("content/a/x.md", "B"), only("board"));
    assert_eq!(audience("content/x.md", "---\naudience: staff\n---\nB"), only("staff"));
    assert_eq!(audience("content/a/x.md", "---\naudience: staff\n---\nB"), Audience::Unknown);
}

#[test]
fn faults_of_a_folder_are_told_once_and_hide_its_pages() {
    for (file, code) in [
        ("audience: [stuff]\n", "audience-unknown"),
        ("owner: a: b\n", "front-syntax"),
        ("just words\n", "front-syntax"),
        ("audience: staff\naudience: board\n", "key-duplicate"),
    ] {
        let (parsed, found) = below(&[("a/_defaults.yaml", file)], None, "content/a/b/x.md", "B");
        assert_eq!(found, [format!("content/a/_defaults.yaml {code}")], "{file}");
        assert_eq!((parsed.doc.front.common.audience.clone(), parsed.diags), (Audience::Unknown, vec![]), "{file}");
    }
    let (parsed, found) = below(&[("_defaults.yaml", "weight: x\nslug: s\ntagz: a\n")], None, "content/x.md", "B");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(parsed.diags.is_empty() && parsed.doc.front.common.slug.is_none());
}

#[test]
fn the_key_changes_with_all_that_parsing_depends_on() {
    let (path, context) = (SourcePath::new("content/a.md"), ParseContext::of(&config(), Highlighter::default()));
    let defaults = |yaml: &str| Defaults::load(&sources(&[("_defaults.yaml", yaml)]), &config(), &context).0;
    let sources = Sources::default();
    let includes = Includes::gather(&sources, "content", &IncludesByFile::new(), true);
    let of = |yaml: &str| key(&path, Digest::of(b"x"), defaults(yaml).at("content"), &context, &includes);
    assert_eq!(of("owner: a\n"), of("# comment\nowner:   a\n"), "places do not count");
    assert_ne!(of("owner: a\n"), of("owner: b\n"));
    assert_ne!(of("audience: staff\n"), of("audience: board\n"));
    let other = ParseContext::of(&Config { languages: vec!["de".to_owned()], ..config() }, Highlighter::default());
    assert_ne!(other.digest(), context.digest());
}

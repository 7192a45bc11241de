//! Whatever stands in a page or in the configuration: nothing panics, every finding points into its file, and what comes out
//! is bounded by what went in. `tests/run --full` tries many more.

use guildhall::base::diag::Diags;
use guildhall::base::digest::Digest;
use guildhall::base::path::SourcePath;
use guildhall::config::{self, Config};
use guildhall::content::defaults::FolderDefaults;
use guildhall::content::{Includes, IncludesByFile, ParseContext, Parsed, parse};
use guildhall::fs::{Sources, Text};
use guildhall::markdown::{Attr, Highlighter};
use proptest::prelude::*;

use crate::harness::site;

/// What means something to YAML.
const YAML: &[&str] = &[
    "\n",
    "\n  ",
    "\n- ",
    "\t",
    ": ",
    ":",
    "- ",
    "#",
    "&a ",
    "*a",
    "!!binary ",
    "? ",
    "| ",
    "> ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\"",
    "'",
    "---\n",
    "...\n",
    "@",
    "`",
    "%",
    "~",
    "null",
    "true",
    "no",
    "1.10",
    "012",
    "2026-02-30",
    "May 17, 2021",
    "<<: ",
    "\u{feff}",
    "\0",
    "\u{202e}",
    "\r",
    "é",
    "日本",
];
/// What means something to us.
const KEYS: &[&str] = &[
    "title: ",
    "kind: ",
    "slug: ",
    "aliases: ",
    "id: ",
    "tags: ",
    "communities: ",
    "owner: ",
    "status: ",
    "reviewed: ",
    "review_every: ",
    "expires: ",
    "audience: ",
    "search: ",
    "ask: ",
    "short: ",
    "applies_to: ",
    "questions: all",
    "form: ",
    "start: ",
    "end: ",
    "repeat: ",
    "except: ",
    "time_zone: ",
    "join: ",
    "channels: ",
    "members: ",
    "objectives: ",
    "toc: ",
    "template: ",
    "lang: ",
    "extra: ",
    "faq",
    "job-aid",
    "community",
    "event",
    "path",
    "person",
    "../x",
    "weekly",
    "6 months",
    "FREQ=DAILY;COUNT=9",
    "2026-11-24 10:00",
    "Europe/Berlin",
    "99999999999",
];
const SETTINGS: &[&str] = &[
    "title: ",
    "base_url: ",
    "content: ",
    "output: ",
    "language: ",
    "languages: ",
    "theme: ",
    "accent: ",
    "repository: ",
    "feedback: ",
    "audiences: ",
    "audience: ",
    "defaults: ",
    "kinds: ",
    "checks: ",
    "markdown: ",
    "search: ",
    "rule: ",
    "folder: ",
    "severity: ",
    "link-missing",
    "off",
    "error",
    "https://x.example/",
    "offline: ",
    "html: ",
    "en",
    "..",
    "/",
];
/// What means something to Markdown, and to those who look at how it is written.
const MARKDOWN: &[&str] = &[
    "\n",
    "\n\n",
    "# ",
    "#### ",
    "- ",
    "1. ",
    "10. ",
    "   ",
    "    ",
    "> ",
    "[",
    "](",
    ")",
    "![",
    "<",
    ">",
    "</",
    "<img src=x>",
    "<h4>",
    "<details>",
    "<!--",
    "-->",
    "<abbr>",
    "```",
    "~~~",
    "`",
    "**",
    "_",
    "~~",
    "|",
    "| - | - |\n",
    "\\",
    "&amp;",
    "&#0;",
    "[^1]",
    "[^1]: ",
    ": ",
    "{#id}",
    "[ ] ",
    "[x] ",
    "[!NOTE]\n",
    "https://x.example/a_b",
    "a@gmail.com",
    "If",
    "| then |",
    "go to step 3",
    "CAB",
    "(CAB)",
    "VAT (",
    "DE89 3704 0044 0532 0130 00",
    "4000 0012 3456 7899",
    "219-08-9998",
    "Result: ",
    "word ",
    "{{ x }}",
    "{% if %}",
    "\u{202e}",
    "\0",
    "\u{2028}",
    "é",
    "日本",
    "\r\n",
    "---\n",
];

fn text(words: &'static [&'static str], more: &'static [&'static str]) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        5 => prop::sample::select(words).prop_map(str::to_owned),
        4 => prop::sample::select(more).prop_map(str::to_owned),
        2 => "[a-z ]{1,6}",
        1 => any::<String>(),
    ];
    prop::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

fn page() -> impl Strategy<Value = String> {
    (text(KEYS, YAML), text(MARKDOWN, MARKDOWN), any::<bool>()).prop_map(|(front, body, fenced)| {
        if fenced { format!("---\n{front}\n---\n{body}") } else { format!("{front}{body}") }
    })
}

fn read(text: &str, kind: &str) -> Parsed {
    let path = SourcePath::new(format!("content/{kind}/a.md"));
    let context = ParseContext::of(&Config::default(), Highlighter::default());
    let bytes = Text { text: text.into(), digest: Digest::of(text.as_bytes()) };
    let sources = Sources::default();
    let includes = Includes::gather(&sources, "content", &IncludesByFile::new(), true);
    parse(&path, &bytes, &FolderDefaults::default(), &context, &includes)
}

/// Every place is one in the text, on the borders of letters.
fn placed(diags: &Diags, text: &str) {
    for diag in diags {
        assert!(!diag.message.is_empty() && diag.message.len() < 4000, "{diag:?}");
        for span in diag.at.iter().chain(&diag.related).filter_map(|label| label.span) {
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{diag:?} in {text:?}");
        }
    }
}

fn cases(usual: u32) -> ProptestConfig {
    let cases = if std::env::var_os("GUILDHALL_FULL").is_some() { usual * 8 } else { usual };
    ProptestConfig { cases, max_shrink_iters: 500, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn any_configuration_is_read(text in text(SETTINGS, YAML)) {
        let (config, diags) = config::parse(&text, &SourcePath::new(config::FILE));
        placed(&diags, &text);
        prop_assert!(config.is_some() || !diags.is_empty());
    }

    #[test]
    fn any_page_is_read(text in page(), kind in prop::sample::select(vec!["x", "faqs", "job-aids", "communities", "events", "paths", "people"])) {
        let parsed = read(&text, kind);
        placed(&parsed.diags, &text);
        prop_assert!(parsed.diags.len() <= 100 + text.len());
        let body = &parsed.doc.body;
        prop_assert!(body.runs.is_empty() && body.structure.is_none());
        let covered: usize = body.sections.iter().map(|part| part.heading_chunks.len() + part.chunks.len()).sum();
        prop_assert_eq!(covered, body.chunks.len());
        let html = body.html(0..body.chunks.len(), |_| Attr::None);
        prop_assert!(html.len() <= 2_000 + 200 * text.len(), "{} bytes of {}", html.len(), text.len());
        prop_assert!(!html.contains("<script") && !html.contains('\0'));
        prop_assert_eq!(parsed.diags, read(&text, kind).diags);
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn any_site_is_built(a in page(), b in page(), terms in text(YAML, &["- term: ", "expansion: ", "CAB", "page: a"])) {
        site()
            .file("content/job-aids/a.md", a)
            .file("content/events/b.md", b)
            .file("content/terms.yaml", terms)
            .build()
            .expect_warm_is_cold();
    }
}

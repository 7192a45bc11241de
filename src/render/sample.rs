//! A small site for the tests: sources as text, and views with something in every field.

use crate::base::digest::Digest;
use crate::base::path::SourcePath;
use crate::base::span::{Span, Spanned};
use crate::config::Config;
use crate::fs::{Source, Sources, Text};
use crate::view::{
    Entry, Fact, FactValue, FieldValue, Group, ListView, NavItem, NavView, Notice, PageView, Question, Reference,
    SiteView, TocEntry, Translation,
};

/// Text that would do harm if it were not escaped.
pub(super) const HOSTILE: &str = "<script>alert(1)</script>\"'&";

/// Files by path.
pub(super) fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        let text = Text { text: (*text).into(), digest: Digest::of(text.as_bytes()) };
        sources.files.insert(SourcePath::new(path), Source::Text(text));
    }
    sources
}

/// A configuration that names a theme.
pub(super) fn config(theme: &str) -> Config {
    Config { theme: Spanned::new(theme.into(), Span::new(7..7 + theme.len())), ..Config::default() }
}

fn link(address: &str) -> Reference {
    Reference { title: HOSTILE.into(), address: Some(address.into()) }
}

/// A site whose every text is hostile.
pub(super) fn site() -> SiteView {
    SiteView {
        title: HOSTILE.into(),
        description: Some(HOSTILE.into()),
        url: Some("https://kb.example.org/".into()),
        language: "en".into(),
        sections: vec![link("a/")],
        indexes: vec![Reference { title: "a-z".into(), address: Some("a-z/".into()) }],
        repository: Some("https://forge.example.org/kb".into()),
        feedback: vec![
            Reference { title: "feedback-mail".into(), address: Some("mailto:kb@example.org".into()) },
            Reference { title: "feedback-form".into(), address: Some("https://form.example.org/".into()) },
        ],
        engine: Some("engine-0123456789.bin".into()),
        beacon: None,
        accent: true,
        all_audiences: true,
        audience: Some(HOSTILE.into()),
        version: "0.1.0",
    }
}

/// A navigation `depth` levels deep.
pub(super) fn nav(depth: usize) -> NavView {
    let mut items = Vec::new();
    for _ in 0..depth {
        let page = link("a/");
        items = vec![NavItem { page, open: true, children: items, more: 3 }];
    }
    NavView { address: String::new(), items, more: 2 }
}

/// A page of `kind` with something hostile in every field but the HTML ones.
pub(super) fn page(kind: &'static str) -> PageView {
    let fact = |name: &str, known, values| Fact { name: name.into(), known, values };
    let text = FactValue::Text { link: link("a/") };
    let entry = Entry {
        title: HOSTILE.into(),
        address: "a/#b".into(),
        kind: "faq",
        summary: Some(HOSTILE.into()),
        status: "archived",
        count: 2,
    };
    let group = Group { title: HOSTILE.into(), id: "letter-a".into(), entries: vec![entry.clone()] };
    PageView {
        kind,
        title: HOSTILE.into(),
        address: "a/b/".into(),
        permanent: Some("go/b/".into()),
        summary: Some(HOSTILE.into()),
        language: "en".into(),
        direction: "ltr",
        trail: vec![link("")],
        notices: ["draft", "unvalidated", "archived", "repair"]
            .map(|name| Notice { name, date: None, link: Some(link("a/")) })
            .into_iter()
            .chain(["expired", "overdue"].map(|name| Notice { name, date: Some("2026-11-24".into()), link: None }))
            .collect(),
        short: Some(HOSTILE.into()),
        ask: vec![HOSTILE.into()],
        body: "<p id=\"body\">Body</p>".into(),
        questions: vec![Question { id: "q".into(), title: HOSTILE.into(), body: "<p id=\"answer\">Answer</p>".into() }],
        fields: vec![FieldValue {
            name: "needs_much".into(),
            value: serde_json::json!([HOSTILE, {HOSTILE: [1, null]}]),
        }],
        facts: vec![
            fact("owner", true, vec![text.clone()]),
            fact("reviewed", true, vec![FactValue::Date { date: "2026-11-24".into() }]),
            fact(HOSTILE, false, vec![text]),
        ],
        tags: vec![link("tags/a/")],
        communities: vec![link("communities/a/")],
        toc: vec![TocEntry { level: 2, id: "q".into(), title: HOSTILE.into() }],
        lists: vec![
            ListView { name: "recent", groups: vec![group.clone(), group] },
            ListView { name: "tag", groups: vec![] },
        ],
        related: vec![entry],
        backlinks: vec![link("a/")],
        translations: vec![Translation { language: "de".into(), title: "Deutsch".into(), address: "de/a/".into() }],
        feed: Some("feed.xml".into()),
        edit: Some("https://forge.example.org/edit".into()),
        source: Some("content/a/b.md".into()),
        extra: serde_json::json!({"colour": "red"}),
        noindex: false,
    }
}

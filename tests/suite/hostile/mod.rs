//! Broken, huge and malicious files. Each row of `manifest.tsv` says what a file attacks and what a good program does;
//! `tests/sites/hostile.tsv` says the same in words that a test can check. Every row is a site of its own, built by a process
//! of its own, which must end within 10 seconds and hold at most 500 MB.
//!
//! What a repository cannot carry is in `made.rs`. What runs in a browser is looked at in `tests/browser`; that nothing could
//! is looked at here, in every file of every row.

mod made;
mod measured;
mod safe;
mod table;

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use crate::binary::{copy, fixture, run, write};
use measured::measured;
use table::{Answer, CONFIG, Row, rows};

/// What the manual decides otherwise than the manifest: a file, what it gets, and why.
const OTHERWISE: &[(&str, &str, &str)] = &[
    ("config/types.yaml", "warning", "a number is taken for a text and a text for a list of one; a key is unknown"),
    ("frontmatter/cr-only.md", "ok", "old line ends are line ends"),
    ("frontmatter/many-tags.md", "ok", "2,000 tags are many, and fine"),
    ("frontmatter/merge-key.md", "error", "anchors and aliases are refused whole"),
    ("frontmatter/null-title.md", "ok", "an empty key counts as absent"),
    ("frontmatter/very-long-title.md", "ok", "what is too long is cut where it is shown"),
    ("paths/alias-of-other.md", "warning", "the page that stands there wins; the alias is not written"),
    ("paths/self-alias.md", "ok", "an address is no alias of itself: there is nothing to write"),
    ("paths/slug-10.md", "ok", "`search/` is kept at the top only"),
    ("unicode/only-punctuation.md", "ok", "the address comes from the file's name"),
    ("xss/page.html", "ok", "no page uses it, so it is not published"),
    ("xss/svg.svg", "ok", "no page uses it, so it is not published"),
];

#[test]
fn every_row_gets_what_it_asks_for() {
    let rows = rows();
    assert!(rows.len() > 140);
    let faults: Vec<_> =
        rows.par_iter().flat_map_iter(|row| faults(row).into_iter().map(move |fault| (row, fault))).collect();
    let said: Vec<_> = faults.iter().map(|(row, fault)| format!("{}: {fault}\n  ({})", row.file, row.good)).collect();
    assert!(said.is_empty(), "{} of {} rows:\n{}", said.len(), rows.len(), said.join("\n"));
}

/// What is wrong with the site that holds the file of `row`.
fn faults(row: &Row) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    row.lay_out(&site);
    let before = tree(&site);
    let built = measured(&site, &["build", "--color", "never", "--format", "json"]);
    let mut faults = built.faults();
    let findings = table::findings(&built.stdout);
    if findings != row.findings {
        faults.push(format!("it found {findings}, not {}", row.findings));
    }
    let level = match built.code {
        Some(0) if findings.is_empty() => "ok",
        Some(0) => "warning",
        _ => "error",
    };
    let otherwise = OTHERWISE.iter().find(|(file, ..)| *file == row.file).map(|(_, expect, _)| *expect);
    let fits = match otherwise.unwrap_or(&row.expect) {
        "ok" => level != "error",
        expect => level == expect || (expect == "warning" && level == "error"),
    };
    if !fits {
        faults.push(format!("it ended with {level}, not {}", otherwise.unwrap_or(&row.expect)));
    }
    let out = site.join("public");
    let published = tree(&site).into_iter().filter(|path| !path.starts_with("public/"));
    if published.collect::<Vec<_>>() != before || fs::read_dir(folder.path()).unwrap().count() != 1 {
        faults.push("something was written outside the output folder".to_owned());
    }
    faults.extend(safe::faults(&out));
    let said = format!("{}{}", built.stdout, built.stderr);
    faults.extend(row.answers.iter().filter_map(|answer| unanswered(row, answer, &site, &said)));
    faults
}

/// What is wrong with one answer.
fn unanswered(row: &Row, answer: &Answer, site: &Path, said: &str) -> Option<String> {
    let out = site.join("public");
    let fits = match answer {
        Answer::Says(text) => said.contains(text.as_str()),
        Answer::Shows(text) => row.page(&out).is_some_and(|html| html.contains(text.as_str())),
        Answer::Lacks(text) => row.page(&out).is_some_and(|html| !html.contains(text.as_str())),
        // In files that a browser or a program runs or reads as marks; others hold text as it was written.
        Answer::Nowhere(text) => {
            let marked =
                |path: &str| [".html", ".xml", ".js", ".css", ".svg", ".ics"].iter().any(|end| path.ends_with(end));
            let files = safe::files(&out).into_iter().filter(|(path, _)| marked(path));
            let holding = files.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(text.as_str()));
            let paths: Vec<String> = holding.map(|(path, _)| path).collect();
            return (!paths.is_empty()).then(|| format!("{text:?} stands in {}", paths.join(", ")));
        }
        Answer::At(address) => row.address(&out).as_ref() == Some(address),
        Answer::Absent => row.address(&out).is_none(),
        Answer::File(path) => out.join(path).is_file(),
        Answer::Runs(query) => {
            let found = measured(site, &["search", "--json", "--", query]);
            found.faults().is_empty() && found.code == Some(0)
        }
        Answer::Finds(query) => {
            let found = measured(site, &["search", "--json", "--limit", "1", "--", query]);
            let hits: serde_json::Value = serde_json::from_str(&found.stdout).unwrap_or_default();
            found.faults().is_empty() && hits[0]["path"] == row.path()
        }
    };
    (!fits).then(|| format!("{answer:?} does not hold"))
}

/// Every path below `folder`.
fn tree(folder: &Path) -> Vec<String> {
    let mut paths: Vec<_> = safe::files(folder).into_iter().map(|(path, _)| path).collect();
    paths.sort_unstable();
    paths
}

/// Every field of every kind of page, of terms and of `search.yaml`, as an attack: in pages, lists, calendars, feeds.
#[test]
fn no_field_of_any_kind_of_page_gets_out_as_more_than_text() {
    let site = tempfile::tempdir().unwrap();
    write(&site.path().join("guildhall.yaml"), "title: Hostile\nbase_url: https://kb.example.org/\n");
    copy(&fixture("hostile-kinds"), &site.path().join("content"));
    let built = measured(site.path(), &["build", "--color", "never", "--format", "json"]);
    assert_eq!((built.code, built.faults()), (Some(0), Vec::new()), "{}", built.stdout);
    let out = site.path().join("public");
    assert_eq!(safe::faults(&out), Vec::<String>::new());
    for page in
        ["events/index.html", "people/index.html", "glossary/index.html", "communities/index.html", "faqs/index.html"]
    {
        let html = fs::read_to_string(out.join(page)).unwrap();
        assert!(html.contains("__pwned"), "{page} shows nothing of it");
    }
    // A line of a calendar is no new property, whatever a field holds.
    for (path, bytes) in
        safe::files(&out).iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "ics"))
    {
        let text = String::from_utf8_lossy(bytes);
        assert_eq!(text.matches("\r\nBEGIN:VEVENT").count(), 1, "{path}: {text}");
    }
}

#[test]
fn each_decision_of_the_manual_is_about_a_row() {
    let rows = rows();
    for (file, expect, _) in OTHERWISE {
        let row = rows.iter().find(|row| row.file == *file).unwrap();
        assert_ne!(row.expect, *expect, "{file} needs no exception");
    }
}

#[test]
fn all_files_at_once_end_in_time_and_hide_nothing() {
    let site = tempfile::tempdir().unwrap();
    write(&site.path().join("guildhall.yaml"), CONFIG);
    for folder in ["frontmatter", "markdown", "paths", "templates", "unicode", "xss"] {
        copy(&fixture("hostile").join(folder), &site.path().join("content").join(folder));
    }
    let all = run(site.path(), &["check", "--color", "never", "--format", "json"]);
    assert_eq!(all.code, Some(1), "{}", all.stderr);
    for row in rows().iter().filter(|row| row.expect == "error" && row.file.starts_with("frontmatter/")) {
        let named = format!("\"file\":\"content/{}\"", row.file);
        assert!(all.stdout.contains(&named), "{} is hidden by another", row.file);
    }
}

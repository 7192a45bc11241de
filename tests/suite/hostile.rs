//! Broken, huge and malicious files: none makes the program panic, hang, or print a raw control byte, and each gets about
//! the answer that `manifest.tsv` asks for. Row by row, word by word is for a later day.

use std::fs;

use rayon::prelude::*;

use crate::binary::{Run, copy, fixture, run, write};

/// A site that knows the languages of the files.
const CONFIG: &str = "title: Hostile\nlanguages: [en, ar, ja]\n";

/// A line of the manifest.
struct Row {
    file: String,
    expect: String,
}

/// What the manual decides otherwise: a file, what it gets, and why.
const OTHERWISE: &[(&str, &str, &str)] = &[
    ("config/types.yaml", "warning", "a number is taken for a text and a text for a list of one; a key is unknown"),
    ("frontmatter/cr-only.md", "ok", "old line ends are line ends"),
    ("frontmatter/many-tags.md", "ok", "2,000 tags are many, and fine"),
    ("frontmatter/merge-key.md", "error", "anchors and aliases are refused whole"),
    ("frontmatter/null-title.md", "ok", "an empty key counts as absent"),
    ("frontmatter/very-long-title.md", "ok", "what is too long is cut where it is shown"),
    ("paths/self-alias.md", "ok", "an address is no alias of itself: there is nothing to write"),
    ("paths/slug-10.md", "ok", "`search/` is kept at the top only"),
    ("unicode/only-punctuation.md", "ok", "the address comes from the file's name"),
    ("xss/page.html", "ok", "no page uses it, so it is not published"),
    ("xss/svg.svg", "ok", "no page uses it, so it is not published"),
];

/// Files that attack together with others: alone they are fine.
const IN_COMPANY: &[&str] = &[
    "paths/Case.md",
    "paths/README.md",
    "paths/_index.md",
    "paths/alias-of-other.md",
    "paths/cafe\u{301}.md",
    "paths/caf\u{e9}.md",
    "paths/case.md",
    "paths/index.md",
    "paths/same-slug-1.md",
    "paths/same-slug-2.md",
];

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(fixture("hostile/manifest.tsv")).unwrap();
    let row = |line: &str| {
        let mut cells = line.split('\t');
        Row { file: cells.next().unwrap().to_owned(), expect: cells.nth(1).unwrap().to_owned() }
    };
    text.lines().skip(1).map(row).collect()
}

/// `check` of a site that holds this one file.
fn alone(file: &str) -> Run {
    let site = tempfile::tempdir().unwrap();
    let bytes = fs::read(fixture("hostile").join(file)).unwrap();
    if file.starts_with("config/") {
        write(&site.path().join("guildhall.yaml"), bytes);
        write(&site.path().join("content/page.md"), "# Page\n");
    } else {
        write(&site.path().join("guildhall.yaml"), CONFIG);
        write(&site.path().join("content").join(file), bytes);
    }
    run(site.path(), &["check", "--color", "never", "--format", "json"])
}

fn fault(row: &Row) -> Option<String> {
    let run = alone(&row.file);
    let raw = |text: &str| text.chars().any(|c| c.is_control() && c != '\n');
    if raw(&run.stdout) || raw(&run.stderr) {
        return Some(format!("{}: a raw control character in {:?}{:?}", row.file, run.stdout, run.stderr));
    }
    let has = |level: &str| run.stdout.contains(&format!("\"level\":\"{level}\""));
    let errors = has("error") || has("site-error") || run.code == Some(2) || run.code == Some(3);
    let otherwise = OTHERWISE.iter().find(|(file, ..)| *file == row.file).map(|(_, expect, _)| *expect);
    let company = IN_COMPANY.contains(&row.file.as_str()).then_some("ok");
    let expect = otherwise.or(company).unwrap_or(&row.expect);
    let fits = match expect {
        "error" => errors,
        "warning" => !run.stdout.is_empty() || errors,
        "ok" => !errors,
        other => panic!("{}: what is {other}?", row.file),
    };
    (!fits).then(|| format!("{}: not {expect}: {:?} {}{}", row.file, run.code, run.stdout, run.stderr))
}

#[test]
fn each_file_alone_gets_an_answer() {
    let rows: Vec<_> = rows().into_iter().filter(|row| !row.file.starts_with("import/")).collect();
    assert!(rows.len() > 100);
    let faults: Vec<_> = rows.par_iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), rows.len(), faults.join("\n"));
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

//! Broken, huge and malicious files: none makes the program panic, hang, or print a raw control byte, and each gets about
//! the answer that `manifest.tsv` asks for. Row by row, word by word is for a later day.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use crate::binary::{Run, copy, fixture, run, write};

/// A line of the manifest.
struct Row {
    file: String,
    expect: String,
}

/// Rows where one file alone cannot show what it attacks, or where the manual decides otherwise.
const OTHERWISE: &[(&str, &str)] = &[];

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
        write(&site.path().join("guildhall.yaml"), "title: Hostile\n");
        write(&site.path().join("content").join(Path::new(file).file_name().unwrap()), bytes);
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
    let expect = OTHERWISE.iter().find(|(file, _)| *file == row.file).map_or(row.expect.as_str(), |(_, expect)| expect);
    let fits = match expect {
        "error" => errors,
        "warning" => !run.stdout.is_empty() || errors,
        "ok" => !errors,
        "any" => true,
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
    write(&site.path().join("guildhall.yaml"), "title: Hostile\n");
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

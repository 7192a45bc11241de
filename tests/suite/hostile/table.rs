//! The rows: what the manifest says of a file, and what our own table asks.
//!
//! A line of `tests/sites/hostile.tsv` is a file, the files that stand beside it (they attack together), what is found
//! (`code:line`, in the order of words, repeats counted), and answers: `says TEXT` in a message, `shows TEXT` and `lacks
//! TEXT` in the HTML of its page, `nowhere TEXT` in any file of marks or script, `at ADDRESS`, `absent`, `file PATH` in the
//! output, `finds QUERY` as the first hit of a search. `runs QUERY` is a search that ends well, whatever it finds: a title that
//! holds `-not` asks for pages without that word.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::binary::{fixture, write};

/// A site that knows the languages of the files.
pub(super) const CONFIG: &str = "title: Hostile\nlanguages: [en, ar, ja]\n";

/// A file and what is asked of it.
pub(super) struct Row {
    pub(super) file: String,
    pub(super) expect: String,
    pub(super) good: String,
    beside: Vec<String>,
    pub(super) findings: String,
    pub(super) answers: Vec<Answer>,
}

/// What must hold of the site.
#[derive(Debug)]
pub(super) enum Answer {
    Says(String),
    Shows(String),
    Lacks(String),
    Nowhere(String),
    At(String),
    Absent,
    File(String),
    Runs(String),
    Finds(String),
}

/// Every row of the manifest that is no import, with its answers.
pub(super) fn rows() -> Vec<Row> {
    let lines = |name: &str| fs::read_to_string(fixture(name)).unwrap();
    let answers = lines("hostile.tsv");
    let mut answers: BTreeMap<&str, Vec<&str>> = answers
        .lines()
        .map(|line| {
            let mut cells = line.split('\t');
            (cells.next().unwrap(), cells.collect())
        })
        .collect();
    let manifest = lines("hostile/manifest.tsv");
    let rows = manifest.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let rows: Vec<Row> = rows
        .filter(|cells| !cells[0].starts_with("import/"))
        .map(|cells| {
            let ours = answers.remove(cells[0]).unwrap_or_else(|| panic!("no answers for {}", cells[0]));
            Row {
                file: cells[0].to_owned(),
                expect: cells[2].to_owned(),
                good: cells[3].to_owned(),
                beside: ours[0].split_whitespace().map(str::to_owned).collect(),
                findings: ours[1].to_owned(),
                answers: ours[2..].iter().map(|cell| answer(cell)).collect(),
            }
        })
        .collect();
    assert!(answers.is_empty(), "answers without a row: {:?}", answers.keys());
    rows
}

fn answer(cell: &str) -> Answer {
    let (verb, text) = cell.split_once(' ').unwrap_or((cell, ""));
    let text = text.to_owned();
    match verb {
        "says" => Answer::Says(text),
        "shows" => Answer::Shows(text),
        "lacks" => Answer::Lacks(text),
        "nowhere" => Answer::Nowhere(text),
        "at" => Answer::At(text),
        "absent" => Answer::Absent,
        "file" => Answer::File(text),
        "runs" => Answer::Runs(text),
        "finds" => Answer::Finds(text),
        _ => panic!("no such answer: {cell}"),
    }
}

impl Row {
    /// Writes the site.
    pub(super) fn lay_out(&self, site: &Path) {
        let bytes = fs::read(fixture("hostile").join(&self.file)).unwrap();
        if self.file.starts_with("config/") {
            write(&site.join("guildhall.yaml"), bytes);
            return write(&site.join("content/page.md"), "# Page\n");
        }
        write(&site.join("guildhall.yaml"), CONFIG);
        write(&site.join("content").join(&self.file), bytes);
        for file in &self.beside {
            write(&site.join("content").join(file), fs::read(fixture("hostile").join(file)).unwrap());
        }
    }

    /// Its page below the content folder.
    pub(super) fn path(&self) -> &str {
        if self.file.starts_with("config/") { "page.md" } else { &self.file }
    }

    /// Where its page stands, by the site's own list.
    pub(super) fn address(&self, out: &Path) -> Option<String> {
        let list = fs::read(out.join("pages.json")).ok()?;
        let list: serde_json::Value = serde_json::from_slice(&list).unwrap();
        let pages = list.as_array().or_else(|| list["pages"].as_array()).unwrap();
        let page = pages.iter().find(|page| page["markdown"] == self.path())?;
        Some(page["address"].as_str().unwrap().to_owned())
    }

    /// The HTML of its page.
    pub(super) fn page(&self, out: &Path) -> Option<String> {
        Some(fs::read_to_string(out.join(self.address(out)?).join("index.html")).unwrap())
    }
}

/// Findings as JSON lines in the form of the table.
pub(super) fn findings(stdout: &str) -> String {
    let mut counts = BTreeMap::new();
    for line in stdout.lines() {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        let code = found["code"].as_str().unwrap();
        let word = found["line"].as_u64().map_or(code.to_owned(), |line| format!("{code}:{line}"));
        *counts.entry(word).or_insert(0) += 1;
    }
    let words = counts.into_iter().map(|(word, count)| if count == 1 { word } else { format!("{word}*{count}") });
    words.collect::<Vec<_>>().join(" ")
}

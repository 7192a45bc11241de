//! Findings for forges: lines that GitHub shows beside a change, and a list that GitLab shows in a merge request.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::super::diag::{Diagnostic, Severity};
use super::super::digest::Digest;
use super::record::{Record, records, spelt_out};
use super::{Texts, visible};

/// GitHub shows so many of each level of one step; what comes behind them it drops, so the rest are lines of the log.
const SHOWN: usize = 10;

/// Where findings stand for a forge.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The site's root below the repository's, `""` or with `/` at its end.
    pub root: &'a str,
    /// The file of a finding about no file: the configuration.
    pub otherwise: &'a str,
}

impl Place<'_> {
    fn file(&self, record: &Record) -> String {
        format!("{}{}", self.root, record.file.as_deref().unwrap_or(self.otherwise))
    }
}

/// Workflow commands of GitHub Actions (`::error file=…,line=…::message`), one a line: the first of each level as marks beside
/// the text, all others as plain lines, and at the end how many there are.
pub fn github(diags: &[Diagnostic], texts: &dyn Texts, place: Place<'_>) -> String {
    let mut out = String::new();
    let mut rest = String::new();
    let mut shown: HashMap<&str, usize> = HashMap::new();
    let mut left = 0;
    for (diag, record) in diags.iter().zip(records(diags, texts)) {
        let word = match diag.severity {
            Severity::SiteError | Severity::PageError => "error",
            Severity::Warning => "warning",
            Severity::Advice => "notice",
        };
        let count = shown.entry(word).or_default();
        *count += 1;
        if *count <= SHOWN {
            command(&mut out, word, &record, place);
        } else {
            left += 1;
            let _ =
                writeln!(rest, "{}: {}[{}]: {}", at(&record, place), record.level, record.code, plain(&record.message));
        }
    }
    if left > 0 {
        let _ = writeln!(out, "{left} more, which GitHub does not show beside the text:");
    }
    out + &rest
}

fn command(out: &mut String, word: &str, record: &Record, place: Place<'_>) {
    let _ = write!(out, "::{word} file={}", property(&place.file(record)));
    if let Some(line) = record.line {
        let _ = write!(out, ",line={line}");
        let end = record.end_line.unwrap_or(line);
        let _ = write!(out, ",endLine={end}");
        // Columns are read within one line only.
        if let (Some(from), Some(to)) = (record.col, record.end_col)
            && end == line
        {
            let _ = write!(out, ",col={from},endColumn={to}");
        }
    }
    let hint = record.hint.as_ref().map(|hint| format!("\nhelp: {hint}")).unwrap_or_default();
    let message = format!("{}{hint}\n{}", record.message, at(record, place));
    let _ = writeln!(out, ",title={}::{}", property(record.code), data(&message));
}

/// `content/a.md:3:7`.
fn at(record: &Record, place: Place<'_>) -> String {
    let mut at = plain(&place.file(record));
    for number in [record.line, record.col].into_iter().flatten() {
        let _ = write!(at, ":{number}");
    }
    at
}

/// Text of a command, as the runner unescapes it. What steers a terminal is spelt out first.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(visible).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(&text.replace('\n', " ")).replace(':', "%3A").replace(',', "%2C")
}

/// A line of the log. The runner takes `##[` anywhere in a line for a command of its old form.
fn plain(text: &str) -> String {
    visible(text).replace("##[", "## [")
}

/// An item of GitLab's report on code quality.
#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// A report on code quality for GitLab: one JSON array, also when there is nothing.
///
/// A finding is known by its file, its rule and its words, not by its line: an edit above it makes no new one.
pub fn gitlab(diags: &[Diagnostic], texts: &dyn Texts, place: Place<'_>) -> String {
    let mut seen: HashMap<(String, &str, String), usize> = HashMap::new();
    let issues: Vec<Issue> = diags
        .iter()
        .zip(records(diags, texts))
        .map(|(diag, record)| {
            let path = place.file(&record);
            let same = seen.entry((path.clone(), record.code, record.message.clone())).or_default();
            *same += 1;
            let key = format!("{path}\0{}\0{}\0{same}", record.code, record.message);
            let hint = record.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
            Issue {
                description: format!("{}{hint}", record.message),
                check_name: record.code,
                fingerprint: Digest::of(key.as_bytes()).to_string(),
                severity: severity(diag.severity),
                location: Location { path, lines: Lines { begin: record.line.unwrap_or(1) } },
            }
        })
        .collect();
    // Texts and numbers: it always serialises. A line for each, or a report of thousands could not be looked at.
    let lines = issues.iter().map(|issue| spelt_out(&serde_json::to_string(issue).unwrap_or_default()));
    format!("[{}]\n", lines.collect::<Vec<_>>().join(",\n"))
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::SiteError => "blocker",
        Severity::PageError => "critical",
        Severity::Warning => "minor",
        Severity::Advice => "info",
    }
}

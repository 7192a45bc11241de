//! Findings for machines: one JSON object a line, every key always there, absent values `null`.

use serde::Serialize;

use super::super::diag::{Diagnostic, Label, Severity};
use super::super::span::LineCol;
use super::{Files, Texts, steers};

/// A finding. Lines and columns count from 1, columns in characters; an end is the place just behind the mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// Which rule: `link-missing`.
    pub code: &'static str,
    /// `site-error`, `error`, `warning` or `advice`.
    pub level: &'static str,
    /// What is wrong.
    pub message: String,
    /// The file below the root.
    pub file: Option<String>,
    /// First line of the mark.
    pub line: Option<usize>,
    /// Its column.
    pub col: Option<usize>,
    /// Last line of the mark.
    pub end_line: Option<usize>,
    /// Its column.
    pub end_col: Option<usize>,
    /// What to do.
    pub hint: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<RelatedRecord>,
}

impl Record {
    /// What keeps the site from being read at all, which is no finding in a file.
    pub fn unreadable(message: &str) -> Self {
        Self {
            code: "unreadable",
            level: Severity::SiteError.word(),
            message: message.to_owned(),
            file: None,
            line: None,
            col: None,
            end_line: None,
            end_col: None,
            hint: None,
            related: Vec::new(),
        }
    }
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelatedRecord {
    /// What is there; may be empty.
    pub message: String,
    /// The file below the root.
    pub file: String,
    /// First line of the mark.
    pub line: Option<usize>,
    /// Its column.
    pub col: Option<usize>,
    /// Last line of the mark.
    pub end_line: Option<usize>,
    /// Its column.
    pub end_col: Option<usize>,
}

/// The findings as values.
pub fn records(diags: &[Diagnostic], texts: &dyn Texts) -> Vec<Record> {
    let mut files = Files::new(texts);
    diags.iter().map(|diag| record(diag, &mut files)).collect()
}

/// The findings, all of them, one JSON object a line.
pub fn json_lines(diags: &[Diagnostic], texts: &dyn Texts) -> String {
    let mut files = Files::new(texts);
    let mut out = String::new();
    for diag in diags {
        // A record is texts and numbers: it always serialises.
        out.push_str(&spelt_out(&serde_json::to_string(&record(diag, &mut files)).unwrap_or_default()));
        out.push('\n');
    }
    out
}

/// `json` with the characters that steer a terminal written as JSON escapes. They can stand inside its strings only.
pub(super) fn spelt_out(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut units = [0; 2];
    for letter in json.chars() {
        if steers(letter) {
            out.extend(letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(letter);
        }
    }
    out
}

fn record(diag: &Diagnostic, files: &mut Files<'_>) -> Record {
    let (start, end) = diag.at.as_ref().map_or((None, None), |at| ends(at, files));
    Record {
        code: diag.code.word(),
        level: diag.severity.word(),
        message: diag.message.clone(),
        file: diag.at.as_ref().map(|at| at.path.to_string()),
        line: start.map(|place| place.line),
        col: start.map(|place| place.col),
        end_line: end.map(|place| place.line),
        end_col: end.map(|place| place.col),
        hint: diag.hint.clone(),
        related: diag.related.iter().map(|label| related(label, files)).collect(),
    }
}

fn related(label: &Label, files: &mut Files<'_>) -> RelatedRecord {
    let (start, end) = ends(label, files);
    RelatedRecord {
        message: label.text.clone(),
        file: label.path.to_string(),
        line: start.map(|place| place.line),
        col: start.map(|place| place.col),
        end_line: end.map(|place| place.line),
        end_col: end.map(|place| place.col),
    }
}

/// First and last place of a label, where its file is a text.
fn ends(label: &Label, files: &mut Files<'_>) -> (Option<LineCol>, Option<LineCol>) {
    let (Some(span), Some(lines)) = (label.span, files.lines(&label.path)) else { return (None, None) };
    (Some(lines.place(span.start)), Some(lines.place(span.end.max(span.start))))
}

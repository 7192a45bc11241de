//! Findings drawn for people (a frame of the source with marks), for machines (one JSON object a line) and for forges.
//!
//! Gives text back and prints nothing. Whatever an author wrote passes through [`visible`] on its way out, so no control
//! character of a page reaches a terminal.

mod forge;
mod frame;
mod human;
mod record;

use std::collections::BTreeMap;

use super::diag::{Diagnostic, Severity};
use super::lines::Lines;
use super::path::SourcePath;
use super::text::is_direction_control;

pub use forge::{Place, github, gitlab};
pub use human::human;
pub use record::{Record, RelatedRecord, json_lines, records};

/// How many findings people are shown before the rest is only counted.
pub const LIMIT: usize = 50;

/// Where the texts are that findings point into.
pub trait Texts {
    /// The text of a file; `None` where there is none to show (it is not there, or no text).
    fn text(&self, path: &SourcePath) -> Option<&str>;
}

impl<T: AsRef<str>> Texts for BTreeMap<SourcePath, T> {
    fn text(&self, path: &SourcePath) -> Option<&str> {
        self.get(path).map(AsRef::as_ref)
    }
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Findings that stop publishing.
    pub site_errors: usize,
    /// Findings that withhold a page.
    pub errors: usize,
    /// Findings that are published all the same.
    pub warnings: usize,
    /// Advice.
    pub advice: usize,
}

/// Counts findings by severity.
pub fn summary(diags: &[Diagnostic]) -> Counts {
    let mut counts = Counts::default();
    for diag in diags {
        match diag.severity {
            Severity::SiteError => counts.site_errors += 1,
            Severity::PageError => counts.errors += 1,
            Severity::Warning => counts.warnings += 1,
            Severity::Advice => counts.advice += 1,
        }
    }
    counts
}

/// The lines of every file that findings point into, each read once.
struct Files<'a> {
    texts: &'a dyn Texts,
    lines: BTreeMap<SourcePath, Option<Lines<'a>>>,
}

impl<'a> Files<'a> {
    fn new(texts: &'a dyn Texts) -> Self {
        Self { texts, lines: BTreeMap::new() }
    }

    fn lines(&mut self, path: &SourcePath) -> Option<&Lines<'a>> {
        if !self.lines.contains_key(path) {
            self.lines.insert(path.clone(), self.texts.text(path).map(Lines::new));
        }
        self.lines.get(path)?.as_ref()
    }
}

/// `text` with every character that would steer a terminal, or turn the text around it, written as `\u{1b}`.
/// Line ends too: a name with one in it must not look like two lines.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if steers(letter) { shown.extend(letter.escape_unicode()) } else { shown.push(letter) }
    }
    shown
}

/// Whether a character has an effect instead of a shape: controls, and marks of direction, of line and of byte order.
fn steers(letter: char) -> bool {
    letter.is_control()
        || is_direction_control(letter)
        || matches!(letter, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests;

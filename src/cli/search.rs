//! `guildhall search`: answers from the content, indexed in memory.

use super::args::{Global, Search};
use super::site::{Site, Wish, unbuildable};
use super::term::Term;
use super::{Exit, Stop};
use crate::base::text::shown;
use crate::build::{Memo, build};
use crate::index::Hit;

pub(super) fn run(global: &Global, command: &Search, term: &Term) -> Result<Exit, Stop> {
    let mut site = Site::new(global);
    let reading = site.read(&Wish::of(&command.scope, false))?;
    let inputs = reading.inputs.as_ref().map_err(|found| unbuildable(&reading, found, term))?;
    // Findings are for `check`: who searches wants answers, and pages with faults are simply not among them.
    let built = build(inputs, &mut Memo::new());
    let query = command.words.join(" ");
    let hits = built.index.search(&query, command.limit);
    let hits = hits.map_err(|error| Stop::new(Exit::Failed, error.to_string()))?;
    if command.json || term.is_json() {
        let json = serde_json::to_string_pretty(&hits).map_err(|error| Stop::new(Exit::Failed, error.to_string()))?;
        Term::data(&format!("{json}\n"));
        return Ok(Exit::Clean);
    }
    if hits.is_empty() {
        term.say(&format!("nothing found for `{}`; try fewer or other words", shown(&query)));
    }
    for hit in &hits {
        Term::data(&drawn(hit));
    }
    Ok(Exit::Clean)
}

/// An answer in three lines: title, where it is, what it says.
fn drawn(hit: &Hit) -> String {
    let anchor = hit.anchor.as_ref().map_or_else(String::new, |anchor| format!("#{anchor}"));
    let excerpt = hit.excerpt.as_ref().map_or_else(String::new, |excerpt| format!("   {}\n", line(excerpt)));
    format!("{}. {}  [{}]\n   {}{anchor}\n{excerpt}\n", hit.rank, line(&hit.title), hit.kind, hit.path)
}

/// Text of a page on one line of a terminal: nothing in it may move the cursor.
fn line(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|c| !crate::base::text::is_invisible(*c))
        .collect()
}

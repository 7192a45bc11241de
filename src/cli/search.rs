//! `guildhall search`: answers from the content, indexed in memory, or from a published site. Both are read by the reader
//! that the browser runs.

use guildhall_search::{Answer, Request, Why};

use super::args::{Global, Search, SearchCommand};
use super::site::{Site, Wish, unbuildable};
use super::term::Term;
use super::{Exit, Stop};
use crate::base::text::shown;
use crate::build::{Memo, build};
use crate::index::{Hit, SearchError, Searcher};

pub(super) fn run(global: &Global, command: &Search, term: &Term) -> Result<Exit, Stop> {
    if let Some(SearchCommand::Eval(eval)) = &command.command {
        return super::eval::run(global, eval, term);
    }
    let query = command.words.join(" ");
    let request = Request { query: query.clone(), limit: command.limit, excerpts: true, ..Request::default() };
    let answer = answer(global, command, &request, term)?;
    if command.json || term.is_json() {
        let hits: Vec<Hit> = answer.hits.into_iter().zip(1..).map(|(hit, rank)| Hit::new(hit, rank)).collect();
        let json = serde_json::to_string_pretty(&hits).map_err(|error| Stop::new(Exit::Failed, error.to_string()))?;
        Term::data(&format!("{json}\n"));
        return Ok(Exit::Clean);
    }
    for (typed, used) in &answer.corrected {
        term.say(&format!("no page has `{}`: showing answers for `{}`", shown(typed), shown(used)));
    }
    if answer.hits.is_empty() {
        term.say(&format!("nothing found for `{}`; try fewer or other words", shown(&query)));
    }
    for (hit, rank) in answer.hits.into_iter().zip(1..) {
        let why = if command.explain { explained(&hit.why, hit.score) } else { String::new() };
        let notes = notes(&hit);
        Term::data(&drawn(&Hit::new(hit, rank), &notes, &why));
    }
    Ok(Exit::Clean)
}

fn answer(global: &Global, command: &Search, request: &Request, term: &Term) -> Result<Answer, Stop> {
    let failed = |error: SearchError| Stop::new(Exit::Failed, error.to_string());
    let mut site = Site::new(global);
    if let Some(folder) = &command.site {
        let folder = site.root().join(folder);
        return Searcher::at(&folder).and_then(|mut searcher| searcher.answer(request)).map_err(failed);
    }
    let reading = site.read(&Wish::of(&command.scope, false))?;
    let inputs = reading.inputs.as_ref().map_err(|found| unbuildable(&reading, found, term))?;
    // Findings are for `check`: who searches wants answers, and pages with faults are simply not among them.
    let built = build(inputs, &mut Memo::new());
    built.index.searcher().and_then(|mut searcher| searcher.answer(request)).map_err(failed)
}

/// What a hit is and what it lacks.
fn notes(hit: &guildhall_search::Hit) -> String {
    let recommended = if hit.recommended { "  (recommended)" } else { "" };
    let lacks: Vec<String> = hit.lacks.iter().map(|word| line(word)).collect();
    let lacks = if lacks.is_empty() { String::new() } else { format!("  (lacks: {})", lacks.join(", ")) };
    [recommended, &lacks].concat()
}

/// An answer in three lines: title, where it is, what it says; and why it stands here.
fn drawn(hit: &Hit, notes: &str, why: &str) -> String {
    let anchor = hit.anchor.as_ref().map_or_else(String::new, |anchor| format!("#{anchor}"));
    let excerpt = hit.excerpt.as_ref().map_or_else(String::new, |excerpt| format!("   {}\n", line(excerpt)));
    format!("{}. {}  [{}]{notes}\n   {}{anchor}\n{excerpt}{why}\n", hit.rank, line(&hit.title), hit.kind, hit.path)
}

/// The parts of a score, one a line: what the page has of each word, times how rare the word is; then what it gets
/// for its names and for words that stand together.
fn explained(why: &Why, score: u64) -> String {
    let words = why.words.iter().map(|(word, rarity, value)| {
        let worth = rarity * u64::from(*value);
        format!("     {worth:>9}  {}: {value} on the page, times rarity {rarity}\n", line(word))
    });
    let bonuses = [(why.names, "a name of the page fits the words"), (why.together, "words stand in one section")];
    let bonuses = bonuses.iter().filter(|(worth, _)| *worth > 0);
    let bonuses = bonuses.map(|(worth, what)| format!("     {worth:>9}  {what}\n"));
    std::iter::once(format!("   score {score}\n")).chain(words).chain(bonuses).collect()
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

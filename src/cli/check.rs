//! `guildhall check`: everything a build finds, and nothing published.

use std::time::Instant;

use super::args::{Check, Global};
use super::site::{Site, Wish, amount, counted, exit_for, unbuildable};
use super::term::Term;
use super::{Exit, Stop};
use crate::base::diag;
use crate::build::{Memo, pages, search_tests};

pub(super) fn run(global: &Global, command: &Check, term: &Term) -> Result<Exit, Stop> {
    let started = Instant::now();
    let mut site = Site::new(global);
    let reading = site.read(&Wish::of(&command.scope, command.strict))?;
    let inputs = reading.inputs.as_ref().map_err(|found| unbuildable(&reading, found, term))?;
    let mut memo = Memo::new();
    let mut pages = pages(inputs, &mut memo);
    let failed = search_tests(inputs, &pages, &mut memo);
    pages.diags.extend(failed.map_err(|error| Stop::new(Exit::Failed, error.to_string()))?);
    diag::sort(&mut pages.diags);
    term.findings(&pages.diags, &reading);
    let took = super::timings::shown(started.elapsed());
    term.say(&format!("checked {} in {took}: {}", amount(pages.stats.pages, "page"), counted(&pages.diags)));
    Ok(exit_for(&pages.diags))
}

//! `guildhall build`: the site into the output folder, in one step.

use std::time::Instant;

use super::args::{Build, Global};
use super::site::{Site, Wish, amount, counted, exit_for, open_target, publish_failed, unbuildable};
use super::term::Term;
use super::timings::{self, Timings};
use super::{Exit, Stop};
use crate::build::{self, Memo, Pages};
use crate::fs::publish::Published;
use crate::render::csp;

pub(super) fn run(global: &Global, command: &Build, term: &Term) -> Result<Exit, Stop> {
    let started = Instant::now();
    let timings = Timings::default();
    let wish = Wish::to_publish(&command.target)?;
    let mut site = Site::new(global);
    let mut reading = timings.timed("read", || site.read(&wish))?;
    let inputs = reading.inputs.as_ref().map_err(|found| unbuildable(&reading, found, term))?;
    let mut target = open_target(&site, &wish, &inputs.config)?;
    let policy = csp(inputs.config.search.beacon.as_deref());
    let mut memo = Memo::new();
    memo.probe = Some(timings.probe(term.shows_progress()));
    let pages = build::pages(inputs, &mut memo);
    // Nothing is built again, so only texts that findings show are still needed.
    reading.keep_texts_of(&pages.diags);
    drop(site);
    let search = build::search(&pages, &mut memo);
    let Pages { mut outputs, diags, stats, .. } = pages;
    outputs.extend(search.outputs);
    term.findings(&diags, &reading);
    if outputs.is_empty() {
        if command.timings {
            term.say(&timings.table());
        }
        term.say(&format!("nothing was published: {}", counted(&diags)));
        return Ok(Exit::Problems);
    }
    let published = timings.timed("publish", || target.exchange(&outputs)).map_err(publish_failed)?;
    if command.timings {
        term.say(&timings.table());
    }
    let Published { written, kept, deleted, .. } = published;
    term.say(&format!(
        "built {} in {} into {} ({} written, {kept} kept, {deleted} deleted): {}",
        amount(stats.pages, "page"),
        timings::shown(started.elapsed()),
        target.path().display(),
        amount(written, "file"),
        counted(&diags)
    ));
    term.say(&format!("let the server send: Content-Security-Policy: {policy}"));
    Ok(exit_for(&diags))
}

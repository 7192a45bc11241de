//! `guildhall build`: the site into the output folder, in one step.

use std::time::Instant;

use super::args::{Build, Global};
use super::site::{Site, Wish, amount, counted, exit_for, open_target, publish_failed, unbuildable};
use super::term::Term;
use super::timings::{self, Timings};
use super::{Exit, Stop};
use crate::build::{Memo, build};
use crate::fs::publish::Published;
use crate::render::csp;

pub(super) fn run(global: &Global, command: &Build, term: &Term) -> Result<Exit, Stop> {
    let started = Instant::now();
    let timings = Timings::default();
    let wish = Wish::to_publish(&command.target)?;
    let mut site = Site::new(global);
    let reading = timings.timed("read", || site.read(&wish))?;
    let inputs = reading.inputs.as_ref().map_err(|found| unbuildable(&reading, found, term))?;
    let mut target = open_target(&site, &wish, &inputs.config)?;
    let mut memo = Memo::new();
    memo.probe = Some(timings.probe(term.shows_progress()));
    let built = build(inputs, &mut memo);
    term.findings(&built.diags, &reading);
    if built.outputs.is_empty() {
        if command.timings {
            term.say(&timings.table());
        }
        term.say(&format!("nothing was published: {}", counted(&built.diags)));
        return Ok(Exit::Problems);
    }
    let published = timings.timed("publish", || target.exchange(&built.outputs)).map_err(publish_failed)?;
    if command.timings {
        term.say(&timings.table());
    }
    let Published { written, kept, deleted, .. } = published;
    term.say(&format!(
        "built {} in {} into {} ({} written, {kept} kept, {deleted} deleted): {}",
        amount(built.stats.pages, "page"),
        timings::shown(started.elapsed()),
        target.path().display(),
        amount(written, "file"),
        counted(&built.diags)
    ));
    let policy = csp(inputs.config.search.beacon.as_deref());
    term.say(&format!("let the server send: Content-Security-Policy: {policy}"));
    Ok(exit_for(&built.diags))
}

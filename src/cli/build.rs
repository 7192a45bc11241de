//! `guildhall build`: the site into the output folder, in one step.

use std::thread;
use std::time::Instant;

use rayon::ThreadPoolBuilder;

use super::args::{Build, Global};
use super::site::{Site, Wish, amount, counted, exit_for, open_target, publish_failed, unbuildable, unsearchable};
use super::term::Term;
use super::timings::{self, Timings};
use super::{Exit, Stop};
use crate::build::{self, Memo, Pages};
use crate::fs::publish::{Published, Target};
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
    let mut pages = build::pages(inputs, &mut memo);
    // Nothing is built again, so only texts that findings show are still needed.
    reading.keep_texts_of(&pages.diags);
    drop(site);
    if !pages.publishable {
        term.findings(&pages.diags, &reading);
        if command.timings {
            term.say(&timings.table());
        }
        term.say(&format!("nothing was published: {}", counted(&pages.diags)));
        return Ok(Exit::Problems);
    }
    let published = publish(&mut pages, &mut memo, &mut target, &timings);
    term.findings(&pages.diags, &reading);
    let Published { written, kept, deleted, .. } = published?;
    if command.timings {
        term.say(&timings.table());
    }
    term.say(&format!(
        "built {} in {} into {} ({} written, {kept} kept, {deleted} deleted): {}",
        amount(pages.stats.pages, "page"),
        timings::shown(started.elapsed()),
        target.path().display(),
        amount(written, "file"),
        counted(&pages.diags)
    ));
    term.say(&format!("let the server send: Content-Security-Policy: {policy}"));
    let exit = exit_for(&pages.diags);
    // The process ends, and the system takes all of it back at once: piece by piece it takes a fiftieth of a build.
    std::mem::forget((pages, memo));
    Ok(exit)
}

/// Indexes the pages and publishes all in one step. The pages are written while they are indexed: writing waits for the
/// disk, and their HTML, most of what is held, is let go early.
fn publish(pages: &mut Pages, memo: &mut Memo, target: &mut Target, timings: &Timings) -> Result<Published, Stop> {
    let mut draft = target.draft().map_err(publish_failed)?;
    let html = std::mem::take(&mut pages.outputs);
    memo.forget_pages();
    let (written, search) = thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let html = html;
            // Alone: among the tasks of the index each file would wait its turn.
            let alone = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
            let mut write = || timings.timed("write", || draft.add(&html));
            match alone {
                Ok(alone) => alone.install(write),
                Err(_) => write(),
            }
        });
        let search = build::search(pages, memo);
        (writing.join(), search)
    });
    written.unwrap_or_else(|panic| std::panic::resume_unwind(panic)).map_err(publish_failed)?;
    let files = search.into_outputs().map_err(unsearchable)?;
    timings.timed("publish", || draft.add(&files).and_then(|()| draft.publish())).map_err(publish_failed)
}

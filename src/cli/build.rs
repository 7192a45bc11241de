//! `guildhall build`: the site into the output folder, in one step.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;

use super::args::{Build, Global};
use super::site::{
    Reading, Site, Wish, amount, counted, exit_for, open_target, publish_failed, unbuildable, unsearchable,
};
use super::term::Term;
use super::timings::{self, Timings};
use super::{Exit, Stop};
use crate::build::{self, Inputs, Memo, Search};
use crate::fs::Outputs;
use crate::fs::publish::{Draft, PublishError, Published, Target};
use crate::render::csp;

/// So many parts may wait to be written: a small site's all, so that its pages never wait for the disk.
const WAITING: usize = 8;

pub(super) fn run(global: &Global, command: &Build, term: &Term) -> Result<Exit, Stop> {
    let started = Instant::now();
    let timings = Timings::default();
    let wish = Wish::to_publish(&command.target)?;
    let mut site = Site::new(global);
    let mut reading = timings.timed("read", || site.read(&wish))?;
    let inputs = usable(&reading, term)?;
    let mut target = open_target(&site, &wish, &inputs.config)?;
    let policy = csp(inputs.config.search.beacon.as_deref());
    let mut memo = Memo::new();
    memo.probe = Some(timings.probe(term.shows_progress()));
    let (pages, search, draft) = thread::scope(|scope| -> Result<_, Stop> {
        let (parts, arriving) = sync_channel(WAITING);
        let writing = scope.spawn(|| write(&mut target, arriving, &timings));
        // What cannot be written is said below, once.
        let pages = build::pages_in_parts(usable(&reading, term)?, &mut memo, &mut |part| drop(parts.send(part)));
        drop(parts);
        // Nothing is built again, so only texts that findings show are still needed.
        reading.keep_texts_of(&pages.diags);
        drop(site);
        let search = pages.publishable.then(|| build::search(&pages, &mut memo));
        Ok((pages, search, writing.join()))
    })?;
    term.findings(&pages.diags, &reading);
    let Some(search) = search else {
        if command.timings {
            term.say(&timings.table());
        }
        term.say(&format!("nothing was published: {}", counted(&pages.diags)));
        return Ok(Exit::Problems);
    };
    let draft = draft.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    let Published { written, kept, deleted, .. } = publish(draft, search, &timings)?;
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

/// What there is to build, or the end of the command.
fn usable<'a>(reading: &'a Reading, term: &Term) -> Result<&'a Inputs, Stop> {
    reading.inputs.as_ref().map_err(|found| unbuildable(reading, found, term))
}

/// Writes pages while others are made and indexed: writing waits for the disk, and HTML is most of what a build would
/// hold. What is written stands beside the output folder, and is a site only once it is published.
fn write<'a>(target: &'a mut Target, parts: Receiver<Outputs>, timings: &Timings) -> Result<Draft<'a>, PublishError> {
    // Alone: among the tasks of the build each file would wait its turn.
    let alone = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    let mut took = Duration::ZERO;
    let mut draft = target.draft()?;
    for part in parts {
        let started = Instant::now();
        match &alone {
            Ok(alone) => alone.install(|| draft.add(&part)),
            Err(_) => draft.add(&part),
        }?;
        took += started.elapsed();
    }
    timings.add("write", took);
    Ok(draft)
}

/// Puts the index beside the pages and publishes all in one step.
fn publish(draft: Result<Draft<'_>, PublishError>, search: Search, timings: &Timings) -> Result<Published, Stop> {
    let mut draft = draft.map_err(publish_failed)?;
    let files = search.into_outputs().map_err(unsearchable)?;
    timings.timed("publish", || draft.add(&files).and_then(|()| draft.publish())).map_err(publish_failed)
}

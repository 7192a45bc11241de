//! `guildhall watch`: keeps the output folder up to date, file by file.

use std::time::Instant;

use super::args::{Global, Watch};
use super::rounds::Rounds;
use super::site::{Places, Wish, amount, counted, open_target, publish_failed, unbuildable, unsearchable};
use super::term::Term;
use super::{Exit, Stop, timings};
use crate::fs::Outputs;
use crate::fs::publish::{Published, Target};

/// The folder of the second half, which the first leaves alone.
const SEARCH: &str = "search/";

pub(super) fn run(global: &Global, command: &Watch, term: &Term) -> Result<Exit, Stop> {
    let wish = Wish::to_publish(&command.target)?;
    let mut rounds = Rounds::new(global, wish.clone())?;
    let mut target = None;
    loop {
        let first = rounds.is_first();
        match round(&mut rounds, &wish, &mut target, term) {
            Ok(()) => {}
            // What stops the first round would stop any command, unless it is over by now; later it is one more thing to
            // mend.
            Err(stop) if first && !stop.passing => return Err(stop),
            Err(stop) => term.error(&stop.message.unwrap_or_else(|| "nothing was published".to_owned())),
        }
        if first {
            term.say("watching for changes   (stop with Ctrl-C)");
        }
        rounds.wait(term)?;
    }
}

/// Builds once and publishes what differs: pages as soon as they are there, search right behind.
fn round(rounds: &mut Rounds, wish: &Wish, held: &mut Option<(Places, Target)>, term: &Term) -> Result<(), Stop> {
    let started = Instant::now();
    let mut reading = rounds.read()?;
    let places = rounds.site().places(wish);
    if held.as_ref().is_some_and(|(at, _)| *at != places) {
        // The configuration names other folders now: let go of the old one, and look again whether the new one may be.
        *held = None;
    }
    let (_, target) = if let Some(held) = held {
        held
    } else {
        let inputs = reading.inputs.as_ref().map_err(|found| unbuildable(&reading, found, term))?;
        held.insert((places, open_target(rounds.site(), wish, &inputs.config)?))
    };
    let mut pages = rounds.pages(&mut reading).map_err(|found| unbuildable(&reading, &found, term))?;
    term.findings(&pages.diags, &reading);
    if !pages.publishable {
        let message = format!("nothing was published, the last good site stays: {}", counted(&pages.diags));
        rounds.search(&pages);
        term.say(&message);
        return Ok(());
    }
    let first = target.difference(&pages.outputs, &[SEARCH]).map_err(publish_failed)?;
    let search = rounds.search(&pages);
    let mut whole: Outputs = std::mem::take(&mut pages.outputs);
    whole.extend(search.into_outputs().map_err(unsearchable)?);
    let second = target.difference(&whole, &[]).map_err(publish_failed)?;
    let both = |count: fn(&Published) -> usize| count(&first) + count(&second);
    let (written, deleted) = (both(|published| published.written), both(|published| published.deleted));
    let took = timings::shown(started.elapsed());
    term.say(&format!("{} written, {deleted} deleted in {took}: {}", amount(written, "file"), counted(&pages.diags)));
    Ok(())
}

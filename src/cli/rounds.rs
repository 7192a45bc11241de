//! Building again and again: what `serve` and `watch` share.

use std::time::Duration;

use super::args::Global;
use super::site::{Places, Reading, Site, Wish, failed};
use super::term::Term;
use super::{Exit, Stop};
use crate::base::diag::Diags;
use crate::build::{self, Memo, Pages, Search};
use crate::fs::doorbell::{Doorbell, Listen, Mode, Rang};

/// A save is often several events; this long without any means it is over.
const QUIET: Duration = Duration::from_millis(10);
/// A stream of events that never ends (a large copy) is looked at this often all the same.
const CAP: Duration = Duration::from_millis(200);

/// Builds of one site, each with what the last left behind.
pub(super) struct Rounds {
    site: Site,
    wish: Wish,
    memo: Memo,
    doorbell: Doorbell,
    /// What the doorbell listens to.
    places: Places,
    /// Nothing was read yet.
    first: bool,
}

impl Rounds {
    /// Listens first and builds later, so that no change falls between.
    pub(super) fn new(global: &Global, wish: Wish) -> Result<Self, Stop> {
        let site = Site::new(global);
        let places = site.places(&wish);
        let doorbell = Doorbell::new(&listen(&site, &places)).map_err(failed)?;
        Ok(Self { site, wish, memo: Memo::new(), doorbell, places, first: true })
    }

    pub(super) fn site(&self) -> &Site {
        &self.site
    }

    /// Whether nothing was read yet.
    pub(super) fn is_first(&self) -> bool {
        self.first
    }

    pub(super) fn read(&mut self) -> Result<Reading, Stop> {
        let mut reading = self.site.read(&self.wish)?;
        if reading.inputs.as_ref().is_ok_and(|inputs| build::lacks_texts(inputs, &self.memo)) {
            self.site.hold_texts();
            reading = self.site.read(&self.wish)?;
        }
        self.first = false;
        Ok(reading)
    }

    /// Builds the pages. Of the texts in `reading` those are kept that findings show.
    pub(super) fn pages(&mut self, reading: &mut Reading) -> Result<Pages, Diags> {
        let pages = match &reading.inputs {
            Ok(inputs) => build::pages(inputs, &mut self.memo),
            Err(found) => return Err(found.clone()),
        };
        self.site.keep_texts_of(reading, &pages.diags);
        Ok(pages)
    }

    pub(super) fn search(&mut self, pages: &Pages) -> Search {
        build::search(pages, &mut self.memo)
    }

    /// Waits until something may have changed. `Err` when nothing will be heard any more.
    pub(super) fn wait(&mut self, term: &Term) -> Result<(), Stop> {
        let places = self.site.places(&self.wish);
        if places != self.places {
            // The configuration names other folders now: listen there, and look once more for what came meanwhile.
            self.doorbell = Doorbell::new(&listen(&self.site, &places)).map_err(failed)?;
            self.places = places;
            return Ok(());
        }
        let before = self.doorbell.mode().clone();
        let rang = self.doorbell.wait(QUIET, CAP);
        if let Mode::Polling { why } = self.doorbell.mode()
            && before != *self.doorbell.mode()
        {
            term.say(&format!("looking for changes once a second: {why}"));
        }
        match rang {
            Rang::Changed => Ok(()),
            Rang::Closed => Err(Stop::new(Exit::Failed, "changes can no longer be seen; start again")),
        }
    }
}

fn listen(site: &Site, places: &Places) -> Listen {
    Listen { root: site.root().to_path_buf(), paths: places.sources.clone(), ignore: Some(places.output.clone()) }
}

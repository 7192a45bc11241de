//! Building again and again: what `serve` and `watch` share.

use std::time::Duration;

use super::Stop;
use super::args::Global;
use super::site::{Reading, Site, Wish, failed};
use crate::build::{self, Inputs, Memo, Pages, Search};
use crate::fs::{Doorbell, Ring};

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
    first: bool,
}

/// Why a wait is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wake {
    /// Something may have changed.
    Rang,
    /// Nothing will be heard any more.
    Closed,
}

impl Rounds {
    /// Listens first and builds later, so that no change falls between.
    pub(super) fn new(global: &Global, wish: Wish) -> Result<Self, Stop> {
        let doorbell = Doorbell::new(&global.root, &[]).map_err(failed)?;
        Ok(Self { site: Site::new(global), wish, memo: Memo::new(), doorbell, first: true })
    }

    pub(super) fn site(&self) -> &Site {
        &self.site
    }

    /// Whether nothing was read yet.
    pub(super) fn is_first(&self) -> bool {
        self.first
    }

    pub(super) fn read(&mut self) -> Result<Reading, Stop> {
        let reading = self.site.read(&self.wish)?;
        self.first = false;
        Ok(reading)
    }

    pub(super) fn pages(&mut self, inputs: &Inputs) -> Pages {
        build::pages(inputs, &mut self.memo)
    }

    pub(super) fn search(&mut self, pages: &Pages) -> Search {
        build::search(pages, &mut self.memo)
    }

    /// Waits until something may have changed.
    pub(super) fn wait(&self) -> Wake {
        match self.doorbell.wait(QUIET, CAP) {
            Ring::Rang => Wake::Rang,
            Ring::Closed => Wake::Closed,
        }
    }
}

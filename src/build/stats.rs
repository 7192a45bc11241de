//! What a build did, in counts only: times belong to the probe, so that a warm result can equal a cold one.

use crate::catalog::Catalog;

/// How much a build did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Pages that authors wrote and this build's readers may see.
    pub pages: usize,
    /// Of these, how many are being repaired.
    pub withheld: usize,
    /// Files parsed; the others were remembered.
    pub parsed: usize,
    /// Pages put in their place among the others; none where nothing changed that others can see.
    pub placed: usize,
    /// Pages rendered, those that Guildhall makes included; the others were remembered.
    pub rendered: usize,
    /// Files to publish in the first half.
    pub files: usize,
    /// Parts of the index made; the others were remembered.
    pub indexed: usize,
}

impl Stats {
    /// How many pages there are, before anything is done with them.
    pub(super) fn of(catalog: &Catalog) -> Self {
        let withheld = catalog.pages.iter().filter(|page| page.withheld).count();
        Self { pages: catalog.pages.len(), withheld, ..Self::default() }
    }
}

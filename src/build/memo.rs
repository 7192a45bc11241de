//! What earlier builds left behind: values keyed by the digest of everything they were made from.
//!
//! Nothing here decides what is made, only what is not made again. There is no dependency graph to keep true: a key that
//! covers all a stage reads is enough.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::keys::Keys;
use super::machine::Gathered;
use super::render::{Prepared, Rendered};
use crate::base::digest::Digest;
use crate::content::{IncludesByFile, Parsed};
use crate::markdown::Highlighter;

/// A stage of a build, for whoever times or counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Markdown and front matter are read.
    Parse,
    /// The site as a whole is put together.
    Catalog,
    /// Rules about the site as a whole are applied.
    Check,
    /// Pages like each page are found.
    Related,
    /// Terms of the glossary are looked for in pages.
    Terms,
    /// Views become HTML.
    Render,
    /// Calendar files are made.
    Calendars,
    /// What feeds hold is gathered.
    Feeds,
    /// Files for programs about all pages are made: feeds, the sitemap, `pages.json`, `llms.txt`.
    Lists,
    /// The Markdown of every page is made ready.
    Copies,
    /// The full-text index is made.
    Index,
}

/// Hears when stages begin and end. `cli` gives one with a clock, tests one that counts; the build has no clock.
pub trait Probe: Send + Sync {
    /// A stage begins that is at most `total` items (0 when it is not made of items).
    fn enter(&self, stage: Stage, total: usize);
    /// One more item is made. Called from every core.
    fn tick(&self);
    /// The stage is over.
    fn leave(&self, stage: Stage);
}

/// What earlier builds left behind.
#[derive(Default)]
pub struct Memo {
    /// Hears of stages.
    pub probe: Option<Arc<dyn Probe>>,
    pub(super) parsed: Table<Parsed>,
    /// The site as a whole, as the last build saw it.
    pub(super) site: Option<super::site::Site>,
    pub(super) includes: IncludesByFile,
    pub(super) highlighter: Highlighter,
    pub(super) terms: super::terms::TermsMemo,
    pub(super) rendered: Table<Rendered>,
    /// The keys of the last build's pages.
    pub(super) keys: Keys,
    /// Files for programs that hold no page's text, with the revision of the site that they are about.
    pub(super) gathered: Option<(u64, Arc<Gathered>)>,
    pub(super) prepared: Option<(Digest, Arc<Prepared>)>,
    pub(super) search: super::search::SearchMemo,
}

impl Memo {
    /// An empty memo.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs a stage between the probe's `enter` and `leave`.
    pub(super) fn staged<T>(&mut self, stage: Stage, total: usize, run: impl FnOnce(&mut Self) -> T) -> T {
        let probe = self.probe.clone();
        if let Some(probe) = &probe {
            probe.enter(stage, total);
        }
        let value = run(self);
        if let Some(probe) = &probe {
            probe.leave(stage);
        }
        value
    }

    /// Begins a build.
    pub(super) fn start(&mut self) {
        self.parsed.start();
        self.terms.found.start();
        self.rendered.start();
        self.search.start();
    }

    /// Lets go of the pages' HTML and what only they needed, for whoever does not build again.
    pub(super) fn forget_pages(&mut self) {
        self.rendered = Table::default();
        self.keys = Keys::default();
        self.search.forget_related();
    }

    /// Lets go of all that the index is not made with, for whoever does not build again.
    pub(super) fn forget_site(&mut self) {
        self.parsed = Table::default();
        self.site = None;
        self.terms.found.forget();
    }

    /// Ends a build: what it did not use is let go, so that a long `serve` holds one build, not all of them.
    pub(super) fn finish(&mut self) {
        self.parsed.evict();
        self.terms.found.evict();
        self.rendered.evict();
        self.search.evict();
    }
}

/// What [`Table::map_prepared`] gives.
pub(super) struct Mapped<V> {
    /// The key of each item.
    pub(super) keys: Vec<Digest>,
    /// The value of each item.
    pub(super) values: Vec<Arc<V>>,
    /// How many were made and not remembered.
    pub(super) made: usize,
}

/// Values by digest.
pub(super) struct Table<V> {
    slots: HashMap<Digest, Slot<V>>,
    generation: u64,
}

struct Slot<V> {
    value: Arc<V>,
    used: u64,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { slots: HashMap::new(), generation: 0 }
    }
}

impl<V: Send + Sync> Table<V> {
    pub(super) fn start(&mut self) {
        self.generation += 1;
    }

    pub(super) fn evict(&mut self) {
        self.slots.retain(|_, slot| slot.used == self.generation);
    }

    /// Lets go of all values.
    pub(super) fn forget(&mut self) {
        self.slots.clear();
    }

    /// Whether the value of `key` is remembered.
    pub(super) fn has(&self, key: &Digest) -> bool {
        self.slots.contains_key(key)
    }

    /// The value of each item, made by `make` on all cores unless it is remembered; and how many were made. The probe
    /// hears of each one made.
    pub(super) fn map<I: Sync>(
        &mut self,
        items: &[(Digest, I)],
        probe: Option<&dyn Probe>,
        make: impl Fn(&I) -> V + Sync,
    ) -> (Vec<Arc<V>>, usize) {
        self.map_with(items, probe, || (), |(), item| make(item))
    }

    /// [`Self::map`] for items whose keys take work: `known` says a key that was found before, `prepare` gives the key with
    /// what the value is made from, which is gone at once, made into a value or not.
    pub(super) fn map_prepared<I: Sync, P>(
        &mut self,
        items: &[I],
        probe: Option<&dyn Probe>,
        known: impl Fn(&I) -> Option<Digest> + Sync,
        prepare: impl Fn(&I) -> (Digest, P) + Sync,
        make: impl Fn(P) -> V + Sync,
    ) -> Mapped<V> {
        let keyed: Vec<(Digest, Option<V>)> = items
            .par_iter()
            .map(|item| {
                if let Some(key) = known(item).filter(|key| self.has(key)) {
                    return (key, None);
                }
                let (key, prepared) = prepare(item);
                let fresh = (!self.has(&key)).then(|| make(prepared));
                (key, fresh)
            })
            .inspect(|(_, fresh)| {
                if fresh.is_some() {
                    tick(probe);
                }
            })
            .collect();
        let keys: Vec<Digest> = keyed.iter().map(|(key, _)| *key).collect();
        let fresh = keyed.into_iter().filter_map(|(key, value)| Some((key, Arc::new(value?)))).collect();
        let (values, count) = self.take(keys.iter().copied(), fresh);
        Mapped { keys, values, made: count }
    }

    /// [`Self::map`] with something that each thread makes once and uses again, and that no value depends on.
    pub(super) fn map_with<I: Sync, T: Send>(
        &mut self,
        items: &[(Digest, I)],
        probe: Option<&dyn Probe>,
        tool: impl Fn() -> T + Sync + Send,
        make: impl Fn(&mut T, &I) -> V + Sync,
    ) -> (Vec<Arc<V>>, usize) {
        let missing: Vec<&(Digest, I)> = items.iter().filter(|(key, _)| !self.slots.contains_key(key)).collect();
        // Lent and taken back: rayon would make one for every piece it cuts the work into, and most are large.
        let idle = Mutex::new(Vec::new());
        let fresh: Vec<(Digest, Arc<V>)> = missing
            .par_iter()
            .map(|(key, item)| {
                let lent = idle.lock().ok().and_then(|mut idle| idle.pop());
                let mut lent = lent.unwrap_or_else(&tool);
                let value = Arc::new(make(&mut lent, item));
                if let Ok(mut idle) = idle.lock() {
                    idle.push(lent);
                }
                (*key, value)
            })
            .inspect(|_| tick(probe))
            .collect();
        self.take(items.iter().map(|(key, _)| *key), fresh)
    }

    /// Takes in what was made; gives the value of each key, and how many were made.
    fn take(&mut self, keys: impl IntoIterator<Item = Digest>, made: Vec<(Digest, Arc<V>)>) -> (Vec<Arc<V>>, usize) {
        let count = made.len();
        for (key, value) in made {
            self.slots.insert(key, Slot { value, used: self.generation });
        }
        let values = keys.into_iter().filter_map(|key| {
            let slot = self.slots.get_mut(&key)?;
            slot.used = self.generation;
            Some(Arc::clone(&slot.value))
        });
        (values.collect(), count)
    }
}

fn tick(probe: Option<&dyn Probe>) {
    if let Some(probe) = probe {
        probe.tick();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_makes_each_value_once_and_lets_go_of_what_a_build_did_not_use() {
        let mut table = Table::default();
        let item = |n: u8| (Digest::of(&[n]), n);
        table.start();
        let (values, made) = table.map(&[item(1), item(2)], None, |n| *n * 2);
        assert_eq!((values.iter().map(|v| **v).collect::<Vec<_>>(), made), (vec![2, 4], 2));
        table.evict();
        table.start();
        assert_eq!(table.map(&[item(2)], None, |n| *n * 2).1, 0);
        table.evict();
        table.start();
        assert_eq!(table.map(&[item(1), item(2)], None, |n| *n * 2).1, 1);
    }
}

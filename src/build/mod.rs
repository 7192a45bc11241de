//! THE pipeline: from what was read to what is published. There is no second one.
//!
//! Layer 7. Pure: no files, no clock, no environment. `build`, `serve`, `watch`, `check` and `search` all call it, with
//! an empty memo or a kept one; a kept one only saves work (the warm result equals a cold build byte for byte).

mod calendars;
mod export;
mod inputs;
mod keys;
mod leaks;
mod machine;
mod memo;
mod outputs;
mod parse;
mod render;
mod search;
mod select;
mod severity;
mod site;
mod stats;
mod terms;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{self, Diags};
use crate::catalog::Catalog;
use crate::check;
use crate::config::Config;
use crate::fs::Outputs;
use crate::history::History;
use crate::index::SearchError;
use crate::view::Scene;

use outputs::Files;

pub use inputs::{Inputs, Options, Unusable};
pub use memo::{Memo, Probe, Stage};
pub use search::{Index, Search};
pub use stats::Stats;

/// What a build gives.
pub struct Built {
    /// Every file of the site; empty when a site error forbids publishing.
    pub outputs: Outputs,
    /// What was found, in stable order.
    pub diags: Diags,
    /// How much was done.
    pub stats: Stats,
    /// The full-text index of its pages.
    pub index: Index,
}

/// The first half of a build: everything readers see but search.
pub struct Pages {
    /// The site as a whole.
    pub catalog: Arc<Catalog>,
    /// Every file of this half that did not leave; empty when a site error forbids publishing.
    pub outputs: Outputs,
    /// What was found, in stable order.
    pub diags: Diags,
    /// How much was done.
    pub stats: Stats,
    /// Whether the site may be published.
    pub publishable: bool,
    config: Arc<Config>,
    history: History,
    today: Date,
}

/// Builds a site.
pub fn build(inputs: &Inputs, memo: &mut Memo) -> Built {
    let pages = pages(inputs, memo);
    let search = search(&pages, memo);
    let Pages { mut outputs, diags, mut stats, .. } = pages;
    outputs.extend(search.outputs());
    stats.indexed = search.indexed;
    Built { outputs, diags, stats, index: search.index }
}

/// Whether some page has to be parsed anew whose text `inputs` lacks ([`crate::fs::Source::Known`]): then they have to be
/// read again, whole.
pub fn lacks_texts(inputs: &Inputs, memo: &Memo) -> bool {
    parse::lacks_texts(inputs, memo)
}

/// The first half: pages.
pub fn pages(inputs: &Inputs, memo: &mut Memo) -> Pages {
    make_pages(inputs, memo, Files::default())
}

/// The first half for whoever does not build again: `take` is given its files, part by part as they are made, so that
/// the HTML of a large site is never held whole. They are a site once this has returned, and only if it says that the site
/// may be published.
pub fn pages_in_parts(inputs: &Inputs, memo: &mut Memo, take: &mut dyn FnMut(Outputs)) -> Pages {
    make_pages(inputs, memo, Files::leaving(take))
}

fn make_pages(inputs: &Inputs, memo: &mut Memo, mut files: Files<'_>) -> Pages {
    memo.start();
    let mut diags = inputs.found.clone();
    let parsed = memo.staged(Stage::Parse, inputs.sources.files.len(), |memo| parse::parse(inputs, memo, &mut diags));
    diags.extend(leaks::leaks(&parsed.pages, inputs));
    severity::adjust(&mut diags, inputs);
    let parsed_count = parsed.parsed;
    let site = site::site(parsed, inputs, memo, &mut diags);
    let (mut catalog, revision) = (Arc::clone(&site.catalog), site.revision);
    let placed = if site.is_renewed { 0 } else { catalog.pages.len() };
    let related = memo.staged(Stage::Related, 0, |memo| search::related(&catalog, &inputs.config, &mut memo.search));
    let marks = memo.staged(Stage::Terms, 0, |memo| terms::marks(&catalog, memo));
    let scene = Scene {
        catalog: &catalog,
        config: &inputs.config,
        history: &inputs.history,
        today: inputs.today,
        related: &related,
        marks: &marks,
        feeds: &BTreeSet::new(),
    };
    let gathered = machine::gather(&scene, revision, memo);
    let scene = Scene { feeds: &gathered.feeds, ..scene };
    let count = catalog.pages.len();
    let rendered = memo
        .staged(Stage::Render, count, |memo| render::render(&scene, revision, inputs, memo, &mut files, &mut diags));
    let rendered_count = rendered.rendered;
    let mut machine = gathered.files(inputs);
    machine.extend(memo.staged(Stage::Copies, 0, |_| machine::copies(&scene, inputs, files.hold())));
    let mut found = Diags::new();
    outputs::assemble(&scene, inputs, rendered, machine, &mut files, &mut found);
    diags.extend(severity::adjusted(found, inputs));
    diag::sort(&mut diags);
    let publishable = inputs.may_publish(&diags);
    if files.leaves() {
        memo.forget_site();
        if let Some(catalog) = Arc::get_mut(&mut catalog) {
            catalog.forget_html();
        }
    }
    let (outputs, files) = if publishable { (files.outputs, files.count) } else { (Outputs::default(), 0) };
    let stats = Stats { parsed: parsed_count, placed, rendered: rendered_count, files, ..Stats::of(&catalog) };
    let (config, history, today) = (Arc::clone(&inputs.config), inputs.history.clone(), inputs.today);
    Pages { catalog, outputs, diags, stats, publishable, config, history, today }
}

/// The second half: search. Nothing in the first depends on it, so `serve` and `watch` publish that first.
pub fn search(pages: &Pages, memo: &mut Memo) -> Search {
    let search = memo.staged(Stage::Index, 0, |memo| search::search(pages, memo));
    memo.finish();
    search
}

/// Runs the searches that must find a page; empty, and the index not made, when there are none. A slow family: `build`,
/// `serve` and `watch` do without.
///
/// # Errors
/// If the index cannot be asked.
pub fn search_tests(inputs: &Inputs, pages: &Pages, memo: &mut Memo) -> Result<Diags, SearchError> {
    if !check::has_search_tests(&pages.catalog) {
        return Ok(Diags::new());
    }
    let index = search(pages, memo).index;
    let mut searcher = index.searcher()?;
    let found = check::search_tests(&pages.catalog, &inputs.config.content, &mut |query: &str, limit: usize| {
        searcher.found(query, limit)
    })?;
    Ok(severity::adjusted(found, inputs))
}

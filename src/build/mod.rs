//! THE pipeline: from what was read to what is published. There is no second one.
//!
//! Layer 7. Pure: no files, no clock, no environment. `build`, `serve`, `watch`, `check` and `search` all call it, with
//! an empty memo or a kept one; a kept one only saves work (the warm result equals a cold build byte for byte).

mod calendars;
mod export;
mod inputs;
mod leaks;
mod machine;
mod memo;
mod outputs;
mod parse;
mod render;
mod search;
mod select;
mod severity;
mod stats;
mod terms;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{self, Diags, Severity};
use crate::catalog::{Catalog, Visible};
use crate::check::{self, Subject};
use crate::config::Config;
use crate::fs::Outputs;
use crate::history::History;
use crate::index::SearchError;
use crate::view::{self, Scene};

use outputs::Files;

pub use inputs::{Inputs, Options};
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
    pub catalog: Catalog,
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
    let selected = select::select(&parsed.pages, inputs);
    let curated = select::curated(parsed.curated, inputs);
    severity::adjust(&mut diags, inputs);
    let is_empty = selected.docs.is_empty();
    let mut catalog = memo.staged(Stage::Catalog, 0, |_| {
        let visible = Visible {
            docs: selected.docs,
            hidden: selected.hidden,
            hidden_ids: selected.hidden_ids,
            hidden_names: selected.hidden_names,
            curated: &curated,
            closed: &|folder| !select::may_see(parsed.defaults.at(folder).audience(), inputs),
            sources: &inputs.sources,
            config: &inputs.config,
        };
        let (catalog, found) = Catalog::new(&visible);
        diags.extend(severity::adjusted(found, inputs));
        catalog
    });
    diags.extend(memo.staged(Stage::Check, 0, |_| check_site(inputs, &catalog, is_empty)));
    catalog.withhold(&faulty(&diags));
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
    let feeds = memo.staged(Stage::Machine, 0, |_| view::feeds(&scene));
    let addresses = feeds.iter().map(|feed| feed.about.clone()).collect();
    let scene = Scene { feeds: &addresses, ..scene };
    let count = catalog.pages.len();
    let rendered =
        memo.staged(Stage::Render, count, |memo| render::render(&scene, inputs, memo, &mut files, &mut diags));
    let calendars = memo.staged(Stage::Calendars, 0, |memo| calendars::calendars(&scene, memo));
    let made = rendered.rendered;
    let mut machine = memo.staged(Stage::Machine, 0, |memo| machine::files(&scene, inputs, memo, &feeds, files.hold()));
    machine.extend(calendars);
    let mut found = Diags::new();
    outputs::assemble(&scene, inputs, rendered, machine, &mut files, &mut found);
    diags.extend(severity::adjusted(found, inputs));
    diag::sort(&mut diags);
    let publishable = inputs.may_publish(&diags);
    let (outputs, files) = if publishable { (files.outputs, files.count) } else { (Outputs::default(), 0) };
    let stats = Stats { parsed: parsed.parsed, rendered: made, files, ..Stats::of(&catalog) };
    let (config, history, today) = (Arc::clone(&inputs.config), inputs.history.clone(), inputs.today);
    Pages { catalog, outputs, diags, stats, publishable, config, history, today }
}

/// What the rules about the site as a whole find.
fn check_site(inputs: &Inputs, catalog: &Catalog, is_empty: bool) -> Diags {
    let has_template = |name: &str| inputs.theme.has_template(name);
    let subject = Subject {
        content: &inputs.config.content,
        is_empty,
        catalog,
        today: inputs.today,
        has_template: &has_template,
    };
    severity::adjusted(check::check(&subject), inputs)
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

/// The files that some page error withholds.
fn faulty(diags: &Diags) -> BTreeSet<crate::base::path::SourcePath> {
    let errors = diags.iter().filter(|diag| diag.severity == Severity::PageError);
    errors.filter_map(|diag| diag.at.as_ref()).map(|at| at.path.clone()).collect()
}

//! The catalog and check stages: the site as a whole. Most edits are to the text of a page and change nothing that
//! another page can see ([`Doc::looks_like`]): then it stays as it is, the page apart.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::memo::{Memo, Stage};
use super::parse::{Page, ParseStage, is_page};
use super::select::{self, Selected};
use super::{Inputs, Options, severity};
use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diags, Severity};
use crate::base::digest::{Digest, Digester};
use crate::base::path::SourcePath;
use crate::catalog::{Catalog, Visible};
use crate::check::{self, Subject};
use crate::config::Config;
use crate::content::curated::Curated;
use crate::content::defaults::Defaults;
use crate::content::{Doc, Parsed};
use crate::history::History;

/// The site as a whole, and all that it was made from.
pub(super) struct Site {
    /// What is known of it.
    pub(super) catalog: Arc<Catalog>,
    /// Another number, another site: what only depends on what pages can see of each other is made again when it changes.
    pub(super) revision: u64,
    /// It is that of the last build, changed pages apart.
    pub(super) is_renewed: bool,
    /// What was found in it as a whole.
    found: Diags,
    /// The pages that some finding withholds.
    faulty: BTreeSet<SourcePath>,
    pages: Vec<(Arc<Parsed>, bool)>,
    beside: Beside,
}

/// All that a site as a whole is made from beside its pages.
struct Beside {
    config: Arc<Config>,
    history: History,
    today: Date,
    options: Options,
    /// Of the theme, and of the names of all files and what those say that are no pages.
    files: Digest,
}

impl Beside {
    fn is_of(&self, inputs: &Inputs) -> bool {
        *self.config == *inputs.config
            && self.history == inputs.history
            && self.today == inputs.today
            && self.options == inputs.options
            && self.files == files(inputs)
    }

    fn of(inputs: &Inputs) -> Self {
        Self {
            config: Arc::clone(&inputs.config),
            history: inputs.history.clone(),
            today: inputs.today,
            options: inputs.options.clone(),
            files: files(inputs),
        }
    }
}

fn files(inputs: &Inputs) -> Digest {
    let mut digester = Digester::default();
    digester.digest(inputs.theme.digest());
    for (path, source) in &inputs.sources.files {
        digester.part(path.as_str().as_bytes());
        if !is_page(path, &inputs.config.content) {
            digester.digest(source.digest());
        }
    }
    digester.finish()
}

/// The site of these pages; adds what was found in it to `diags`, where what was found in its files stands already.
pub(super) fn site<'m>(parsed: ParseStage, inputs: &Inputs, memo: &'m mut Memo, diags: &mut Diags) -> &'m Site {
    let kept = memo.site.take();
    let last = kept.as_ref().map_or(0, |kept| kept.revision);
    let kept = kept.filter(|kept| kept.beside.is_of(inputs));
    let site = kept.and_then(|kept| kept.renewed(&parsed.pages, diags)).unwrap_or_else(|| {
        let site = Site::new(parsed, inputs, memo, diags);
        Site { revision: last + 1, ..site }
    });
    diags.extend(site.found.iter().cloned());
    memo.site.insert(site)
}

impl Site {
    fn new(parsed: ParseStage, inputs: &Inputs, memo: &mut Memo, diags: &Diags) -> Self {
        let ParseStage { pages, defaults, curated, .. } = parsed;
        let selected = select::select(&pages, inputs);
        let is_empty = selected.docs.is_empty();
        let curated = select::curated(curated, inputs);
        let (mut catalog, mut found) = memo.staged(Stage::Catalog, 0, |_| place(selected, &curated, &defaults, inputs));
        found.extend(memo.staged(Stage::Check, 0, |_| look(inputs, &defaults, &catalog, is_empty)));
        let faulty = faulty(diags.iter().chain(&found));
        catalog.withhold(&faulty);
        let pages = pages.into_iter().map(|page| (page.parsed, page.faulty)).collect();
        let catalog = Arc::new(catalog);
        Self { catalog, revision: 0, is_renewed: false, found, faulty, pages, beside: Beside::of(inputs) }
    }

    /// The same with these pages, if they look to each other as the last ones did.
    fn renewed(mut self, pages: &[Page], diags: &Diags) -> Option<Self> {
        if pages.len() != self.pages.len() || faulty(diags.iter().chain(&self.found)) != self.faulty {
            return None;
        }
        let mut changed: Vec<&Arc<Doc>> = Vec::new();
        for (page, (known, was_faulty)) in pages.iter().zip(&mut self.pages) {
            if Arc::ptr_eq(&page.parsed, known) {
                continue;
            }
            let doc = &page.parsed.doc;
            if page.faulty != *was_faulty || !doc.looks_like(&known.doc) {
                return None;
            }
            changed.push(doc);
            *known = Arc::clone(&page.parsed);
        }
        // A finding says where in the file it is, and that may have moved.
        let is_changed = |path: &SourcePath| {
            changed
                .iter()
                .any(|doc| doc.path == *path || doc.body.included.iter().any(|included| included.path == *path))
        };
        if self.found.iter().any(|diag| diag.labels().any(|label| is_changed(&label.path))) {
            return None;
        }
        let catalog = Arc::get_mut(&mut self.catalog)?;
        for doc in changed {
            catalog.renew(doc);
        }
        Some(Self { is_renewed: true, ..self })
    }
}

/// The catalog of the pages that this build's readers may see.
fn place(selected: Selected, curated: &Curated, defaults: &Defaults, inputs: &Inputs) -> (Catalog, Diags) {
    let visible = Visible {
        docs: selected.docs,
        hidden: selected.hidden,
        hidden_ids: selected.hidden_ids,
        hidden_names: selected.hidden_names,
        curated,
        closed: &|folder| !select::may_see(defaults.at(folder).audience(), inputs),
        sources: &inputs.sources,
        config: &inputs.config,
    };
    let (catalog, found) = Catalog::new(&visible);
    (catalog, severity::adjusted(found, inputs))
}

/// What the rules about the site as a whole find.
fn look(inputs: &Inputs, defaults: &Defaults, catalog: &Catalog, is_empty: bool) -> Diags {
    let has_template = |name: &str| inputs.theme.has_template(name);
    let subject = Subject {
        config: &inputs.config,
        is_empty,
        catalog,
        today: inputs.today,
        defaults,
        has_template: &has_template,
    };
    severity::adjusted(check::check(&subject), inputs)
}

/// The files that some page error withholds.
fn faulty<'a>(diags: impl Iterator<Item = &'a Diagnostic>) -> BTreeSet<SourcePath> {
    let errors = diags.filter(|diag| diag.severity == Severity::PageError);
    errors.filter_map(|diag| diag.at.as_ref()).map(|at| at.path.clone()).collect()
}

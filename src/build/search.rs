//! The second half: pages become documents, documents the index, and the files that the browser searches. And the one
//! part of search that the first half shows: pages like each page.

use std::sync::Arc;

use guildhall_search::lexicon::Phrase;
use rayon::prelude::*;

use super::export::{Export, ExportMemo};
use super::memo::Table;
use super::{Memo, Pages};
use crate::base::digest::{Digest, Digester};
use crate::catalog::{Catalog, Page, PageIx, Target};
use crate::config::Config;
use crate::fs::{Blob, Outputs};
use crate::index::export::{self, Entry, Placed, Site};
use crate::index::phrases::{self, Mined, Vocabulary};
use crate::index::related::{self, Item, Terms};
use crate::index::{self, Analyzers, Bucket, Facts, IndexError, Plan, SearchDoc, SearchError, Searcher, titles};

/// What earlier builds left behind for search.
#[derive(Default)]
pub(super) struct SearchMemo {
    terms: Table<Terms>,
    /// Pages like each page, with the digest of all that decides it: most edits change nothing of it.
    related: Option<(Digest, Related)>,
    documents: Table<Vec<Arc<SearchDoc>>>,
    buckets: Table<Result<Arc<Bucket>, IndexError>>,
    export: ExportMemo,
    mined: Table<Mined>,
}

impl SearchMemo {
    pub(super) fn start(&mut self) {
        self.terms.start();
        self.documents.start();
        self.buckets.start();
        self.export.start();
        self.mined.start();
    }

    /// Lets go of what pages like each page are found by: on a large site as much as a fourth of its texts.
    pub(super) fn forget_related(&mut self) {
        self.terms = Table::default();
        self.related = None;
    }

    pub(super) fn evict(&mut self) {
        self.terms.evict();
        self.documents.evict();
        self.buckets.evict();
        self.export.evict();
        self.mined.evict();
    }
}

/// For each page in page order those like it.
type Related = Arc<Vec<Vec<PageIx>>>;

/// The index of a site's pages, in memory; or why there is none, which is told to whoever asks it.
pub struct Index {
    files: Result<Outputs, IndexError>,
}

impl Index {
    /// What answers.
    ///
    /// # Errors
    /// If the index could not be made or cannot be read, which in memory means a fault of ours.
    pub fn searcher(&self) -> Result<Searcher<export::Index<'_>>, SearchError> {
        let files = self.files.as_ref().map_err(IndexError::clone)?;
        Searcher::of(files)
    }
}

/// What the second half gives.
pub struct Search {
    /// The full-text index.
    pub index: Index,
    /// How many parts of it were made and not remembered.
    pub indexed: usize,
    publishable: bool,
}

impl Search {
    /// The files that the browser searches; none when nothing may be published.
    ///
    /// # Errors
    /// If the index could not be made, which in memory means a fault of ours: what was published before should stay.
    pub fn into_outputs(self) -> Result<Outputs, IndexError> {
        let files = self.index.files?;
        Ok(if self.publishable { files } else { Outputs::default() })
    }

    /// The same, for whoever asks the index as well.
    pub(super) fn outputs(&self) -> Outputs {
        self.index.files.as_ref().ok().filter(|_| self.publishable).cloned().unwrap_or_default()
    }
}

/// Indexes the pages of the first half.
pub(super) fn search(pages: &Pages, memo: &mut Memo) -> Search {
    let config = &pages.config;
    let mut documents = documents(&pages.catalog, config, &mut memo.search.documents);
    let phrases = phrases(&pages.catalog, config, &mut documents, &mut memo.search.mined);
    let documents: Vec<(Digest, Arc<SearchDoc>)> = documents.into_iter().map(|doc| (doc.digest(), doc)).collect();
    let plans: Vec<(Digest, Plan)> = index::plan(&documents).into_iter().map(|plan| (plan.digest, plan)).collect();
    let probe = memo.probe.as_deref();
    let build = |analyzers: &mut Analyzers, plan: &Plan| plan.build(analyzers).map(Arc::new);
    let (made, indexed) = memo.search.buckets.map_with(&plans, probe, Analyzers::default, build);
    let buckets: Result<Vec<Arc<Bucket>>, IndexError> = made.iter().map(|bucket| bucket.as_ref().clone()).collect();
    let files = buckets.map(|buckets| {
        let numbers = plans.into_iter().map(|(_, plan)| plan.numbers);
        let placed = buckets.into_iter().zip(numbers).map(|(bucket, numbers)| Placed { bucket, numbers });
        let beside = [(titles::FILE.to_owned(), titles(&documents)), index::engine::file()];
        let made = Made { documents: &documents, phrases: &phrases, beside: &beside };
        exported(pages, placed.collect(), &made, &mut memo.search.export)
    });
    Search { index: Index { files }, indexed, publishable: pages.publishable }
}

/// Every page that is whole as documents, in page order; behind them the files they lead to.
fn documents(catalog: &Catalog, config: &Config, memo: &mut Table<Vec<Arc<SearchDoc>>>) -> Vec<Arc<SearchDoc>> {
    let whole = catalog.pages.iter().filter(|page| !page.withheld);
    let jobs: Vec<(Digest, &Page)> = whole.map(|page| (index::documents_key(page, config), page)).collect();
    let (documents, _) = memo.map(&jobs, None, |page| index::documents(page, config));
    let mut documents: Vec<_> = documents.iter().flat_map(|documents| documents.iter().cloned()).collect();
    for doc in documents.iter_mut().filter(|doc| doc.communities.iter().any(|id| catalog.hides(id))) {
        Arc::make_mut(doc).communities.retain(|id| !catalog.hides(id));
    }
    documents.extend(index::files(catalog, config, &documents));
    documents
}

/// The file that the browser searches without the engine.
fn titles(documents: &[(Digest, Arc<SearchDoc>)]) -> Blob {
    let records: Vec<String> = documents.par_iter().filter_map(|(_, doc)| titles::record(doc)).collect();
    Blob::bytes(titles::titles(records.iter().map(String::as_str)).into_bytes())
}

/// What an index is made of beside its buckets.
struct Made<'a> {
    documents: &'a [(Digest, Arc<SearchDoc>)],
    phrases: &'a [Phrase],
    beside: &'a [(String, Blob)],
}

/// The files of the index, and those that stand beside it.
fn exported(pages: &Pages, buckets: Vec<Placed>, made: &Made<'_>, memo: &mut ExportMemo) -> Outputs {
    let Made { documents, phrases, beside } = *made;
    let catalog = &pages.catalog;
    let facts: Vec<Facts> =
        catalog.indexed().map(|(ix, _)| Facts::of(catalog, ix, &pages.history, pages.today)).collect();
    let of_page = |doc: &SearchDoc| facts.get(catalog.by_path(doc.doc.path.as_str())?.0 as usize);
    // Files stand behind all pages.
    let first_file = documents.partition_point(|(_, doc)| doc.within.is_none());
    let (of_pages, files) = documents.split_at(first_file);
    let of_files: Vec<Facts> =
        files.iter().map(|(_, doc)| of_page(doc).map(Facts::of_file).unwrap_or_default()).collect();
    let pages_and_facts = of_pages.iter().filter_map(|document| Some((document, of_page(&document.1)?)));
    let entries: Vec<Entry<'_>> = pages_and_facts
        .chain(files.iter().zip(&of_files))
        .filter(|((_, doc), _)| !doc.hidden)
        .map(|((digest, doc), facts)| Entry { doc, digest: *digest, facts })
        .collect();
    let priors: Vec<f32> = entries.iter().map(|entry| export::prior(entry.doc, entry.facts, pages.today)).collect();
    let site = Site::new(buckets, &priors);
    let export = Export { site: &site, pages: &entries, phrases, beside, offline: pages.config.search.offline };
    export.outputs(memo)
}

/// Gives documents their further names, and the phrases of the site.
fn phrases(
    catalog: &Catalog,
    config: &Config,
    documents: &mut [Arc<SearchDoc>],
    memo: &mut Table<Mined>,
) -> Vec<Phrase> {
    let jobs: Vec<(Digest, Arc<SearchDoc>)> = documents.iter().map(|doc| (doc.digest(), Arc::clone(doc))).collect();
    let (mined, _) = memo.map_with(&jobs, None, Analyzers::default, |analyzers, doc| phrases::mine(doc, analyzers));
    drop(jobs);
    let mut analyzers = Analyzers::default();
    let vocabulary = Vocabulary::new(catalog, documents, &mined, &config.language, &mut analyzers);
    vocabulary.name(catalog, documents, &mined);
    phrases::phrases(&vocabulary, catalog, documents, &config.language, &mut analyzers)
}

/// Pages like each page, in page order.
pub(super) fn related(catalog: &Catalog, config: &Config, memo: &mut SearchMemo) -> Related {
    let jobs: Vec<(Digest, &Page)> = catalog.pages.iter().map(|page| (terms_key(page), page)).collect();
    let (terms, _) = memo.terms.map_with(&jobs, None, Analyzers::default, |analyzers, page| {
        related::terms(&index::page_document(page, config), &index::question_titles(page), analyzers)
    });
    let links: Vec<Vec<u32>> =
        catalog.links.iter().map(|targets| targets.iter().filter_map(page_of).collect()).collect();
    let items: Vec<Item<'_>> = catalog
        .pages
        .iter()
        .zip(&terms)
        .zip(&links)
        .map(|((page, terms), links)| {
            let language = config.languages.get(page.language).unwrap_or(&config.language);
            Item { terms, links, language }
        })
        .collect();
    let key = Digest::of_value(&items);
    if let Some((known, related)) = &memo.related
        && *known == key
    {
        return Arc::clone(related);
    }
    let related = related::related(&items).into_iter().map(|like| like.into_iter().map(PageIx).collect());
    let related = Arc::new(related.collect());
    memo.related = Some((key, Arc::clone(&related)));
    related
}

fn page_of(target: &Target) -> Option<u32> {
    match target {
        Target::Page(page, _) => Some(page.0),
        _ => None,
    }
}

/// Of everything that a page's terms depend on.
fn terms_key(page: &Page) -> Digest {
    let mut key = Digester::default();
    key.digest(page.doc.digest).part(page.title.as_bytes()).part(&page.language.to_le_bytes());
    key.finish()
}

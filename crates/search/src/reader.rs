//! The reader: a request to an answer, over files that somebody else fetches.
//!
//! It does no input or output. A step either answers or says which files it needs; they are provided, and the step is
//! taken again: from the start while words are looked up, from what they stand for while lists are missing, and from what
//! was found once only cards and texts are. So the same code runs in a browser, where fetching means waiting, and in the
//! command line.

use alloc::string::String;
use alloc::vec::Vec;

use crate::answer::{Answer, Found, answer};
use crate::expand::{Analyzers, Expanded, analyzer_of, expand};
use crate::file::File;
use crate::gather::{Gathered, gather};
use crate::manifest::{Fault, Manifest};
use crate::narrow::{self, choices, narrow, order};
use crate::query::{Cutter, Query};
use crate::rank::{Scored, rank};
use crate::shelf::{Shelf, Store};

/// Longest query that is read, in bytes.
const LONGEST: usize = 2_000;
/// Most rounds of fetching that an answer may take. It takes three, a few more with rare words and typos; more is a fault of ours.
const MOST_ROUNDS: usize = 20;

/// What is asked.
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// As it was typed.
    pub query: String,
    /// For each facet the values of which a page must have one.
    pub filters: Vec<(String, Vec<String>)>,
    /// The order.
    pub sort: Sort,
    /// Hits to leave out, from the best.
    pub offset: usize,
    /// Most hits to give.
    pub limit: usize,
    /// The last word may be a beginning.
    pub typing: bool,
    /// No corrections.
    pub verbatim: bool,
    /// With a passage of each page's text.
    pub excerpts: bool,
    /// With counts for the facets.
    pub facets: bool,
}

/// An order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Last changed first.
    Date,
    /// By title.
    Title,
}

/// What comes of a step.
#[derive(Debug)]
pub enum Step {
    /// These files are needed: provide them and ask again.
    Need(Vec<File>),
    /// The answer.
    Done(Answer),
    /// This file cannot be had, or is damaged. It is forgotten, so that it may be provided again.
    Failed(File),
}

/// Reads one index.
pub struct Reader {
    manifest: Manifest,
    store: Store,
    analyzers: Analyzers,
    last: Option<Asked>,
}

/// A request, with what is known so far.
struct Asked {
    request: Request,
    query: Query,
    expanded: Option<Expanded>,
    found: Option<Found>,
}

/// Fetches files for a reader that can wait.
pub trait Fetch {
    /// The bytes of a file, inflated; `None` when it cannot be had.
    fn fetch(&mut self, file: File) -> Option<Vec<u8>>;
}

impl Reader {
    /// A reader of the index with this manifest.
    ///
    /// # Errors
    /// When the manifest has another version or is damaged.
    pub fn new(manifest: &[u8]) -> Result<Self, Fault> {
        let manifest = Manifest::decode(manifest)?;
        Ok(Self { manifest, store: Store::default(), analyzers: Vec::new(), last: None })
    }

    /// What it reads.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Hands over the bytes of a file, inflated; `None` when it cannot be had.
    pub fn provide(&mut self, file: File, bytes: Option<Vec<u8>>) {
        self.store.provide(file, bytes);
    }

    /// Answers, if all that takes is at hand.
    pub fn step(&mut self, request: Request) -> Step {
        self.store.tick();
        let files = Shelf::new(&self.manifest, &self.store);
        if let Some(last) = &mut self.last {
            // Excerpts change nothing of what is found.
            last.request.excerpts = request.excerpts;
        }
        let last = self.last.take().filter(|last| last.request == request);
        let mut asked = last.unwrap_or_else(|| Asked::read(request, &self.manifest, &mut self.analyzers));
        let answer = asked.answer(&files, &mut self.analyzers);
        self.last = Some(asked);
        if let Some(answer) = answer {
            return Step::Done(answer);
        }
        let (missing, unusable) = files.into_wants();
        match unusable {
            Some(file) => {
                self.store.forget(file);
                Step::Failed(file)
            }
            None => Step::Need(missing),
        }
    }

    /// Answers, fetching what that takes.
    ///
    /// # Errors
    /// When a file cannot be had or is damaged.
    pub fn search(&mut self, request: &Request, fetch: &mut dyn Fetch) -> Result<Answer, Fault> {
        for _ in 0..MOST_ROUNDS {
            match self.step(request.clone()) {
                Step::Done(answer) => return Ok(answer),
                Step::Failed(file) => return Err(Fault::Missing(file)),
                Step::Need(files) => {
                    for file in files {
                        let bytes = fetch.fetch(file);
                        self.provide(file, bytes);
                    }
                }
            }
        }
        Err(Fault::Damaged)
    }
}

impl Asked {
    fn read(request: Request, manifest: &Manifest, analyzers: &mut Analyzers) -> Self {
        let languages = &manifest.languages;
        let default = languages.first().map(String::as_str).unwrap_or_default();
        let query = Query::read(cut(&request.query), &mut Cutter::new(languages, analyzer_of(analyzers, default)));
        Self { request, query, expanded: None, found: None }
    }

    /// Goes on from what is known; `None` while files are missing.
    fn answer(&mut self, files: &Shelf<'_>, analyzers: &mut Analyzers) -> Option<Answer> {
        let Self { request, query, expanded, found } = self;
        if found.is_none() {
            narrow::touch(files, request, &query.filters);
        }
        if expanded.is_none() {
            *expanded = expand(files, analyzers, &query.words, request.typing, request.verbatim);
        }
        let expanded = expanded.as_ref()?;
        if found.is_none() {
            *found = find(files, analyzers, request, query, expanded);
        }
        answer(files, analyzers, request, expanded, found.as_mut()?)
    }
}

/// Finds and orders pages; `None` while files are missing.
fn find(
    shelf: &Shelf<'_>,
    analyzers: &mut Analyzers,
    request: &Request,
    query: &Query,
    expanded: &Expanded,
) -> Option<Found> {
    let gathered = gather(shelf, analyzers, request, query, expanded)?;
    let choices = choices(shelf, request, &query.filters)?;
    let mut ranked = if expanded.groups.is_empty() {
        everything(shelf, query, request, &gathered)
    } else {
        rank(&gathered, shelf.manifest.pages)
    };
    let facets = narrow(shelf, request, &choices, &mut ranked)?;
    order(shelf, request, &mut ranked)?;
    let mut best = Vec::new();
    for page in expanded.best.iter().rev() {
        if choices.admit(*page) && gathered.admits(*page) && request.sort == Sort::Relevance {
            best.push(*page);
            let known = ranked.iter().position(|scored| scored.page == *page);
            let scored = known.map_or_else(|| Scored::unscored(*page), |at| ranked.remove(at));
            ranked.insert(0, scored);
        }
    }
    Some(Found { gathered, ranked, best, facets })
}

/// Filters alone find every page that passes them.
fn everything(shelf: &Shelf<'_>, query: &Query, request: &Request, gathered: &Gathered) -> Vec<Scored> {
    if query.filters.is_empty() && request.filters.is_empty() {
        return Vec::new();
    }
    let mut all = Vec::new();
    for page in 0..shelf.manifest.pages {
        if gathered.admits(page) {
            all.push(Scored::unscored(page));
        }
    }
    all
}

/// As much of a text as is read.
fn cut(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default()
}

#[cfg(test)]
mod tests;

//! Answers, read from the files of an index by the reader that the browser runs too: from those a build just made, or
//! from a published site.

use std::path::{Path, PathBuf};

use guildhall_search::cards::{Card, decode_card};
use guildhall_search::{Answer, Fault, Fetch, File, Reader, Request, is_sealed};
use serde::Serialize;

use super::export::{Index, inflated, script};
use crate::fs::{FsError, Outputs, read_published};

/// A page that answers, in the shape that `search --json` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// Only comparable within one answer.
    pub score: u64,
    /// Its file below the content folder.
    pub path: String,
    /// Its address.
    pub address: String,
    /// Its id.
    pub id: Option<String>,
    /// Its title, or the question.
    pub title: String,
    /// The word for its kind.
    pub kind: String,
    /// The anchor of its best section; none at the top.
    pub anchor: Option<String>,
    /// A question's short answer, else plain text around the best match; none when the page has no text.
    pub excerpt: Option<String>,
}

/// A hit, as far as tests and measures of search look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its file below the content folder. A page of many questions may be found several times.
    pub path: String,
    /// Its id, if it says one.
    pub id: Option<String>,
}

impl Found {
    fn of(card: Card) -> Self {
        Self { path: card.path, id: Some(card.id).filter(|id| !id.is_empty()) }
    }
}

/// Why an index gives no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// There is none at this place.
    #[error("no search index at {}", .0.display())]
    NoIndex(PathBuf),
    /// The index was not made, which in memory has no known reason.
    #[error(transparent)]
    Unmade(#[from] super::IndexError),
    /// It was made by another version.
    #[error("the search index has format {0}, which this Guildhall does not read; build the site again")]
    Version(u8),
    /// Its manifest is damaged.
    #[error("the manifest of the search index is damaged; build the site again")]
    Damaged,
    /// A file of it is.
    #[error("{} of the search index is missing or damaged; build the site again", .0.path())]
    Missing(File),
    /// It cannot be read.
    #[error(transparent)]
    Fs(#[from] FsError),
}

impl From<Fault> for SearchError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Damaged => Self::Damaged,
            Fault::Version(version) => Self::Version(version),
            Fault::Missing(file) => Self::Missing(file),
        }
    }
}

/// An index that can be asked. It keeps what it has read.
pub struct Searcher<F> {
    reader: Reader,
    files: F,
}

impl<'a> Searcher<Index<'a>> {
    /// The index among the outputs of a build.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn of(outputs: &'a Outputs) -> Result<Self, SearchError> {
        let index = Index(outputs);
        let manifest = index.manifest().ok_or(SearchError::Damaged)?;
        Ok(Self { reader: Reader::new(&manifest)?, files: index })
    }
}

impl Searcher<Published> {
    /// The index of a site that stands in a folder.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn at(folder: &Path) -> Result<Self, SearchError> {
        let files = Published(folder.to_path_buf());
        let script = files.read(script::CURRENT)?.ok_or_else(|| SearchError::NoIndex(folder.join(script::CURRENT)))?;
        let manifest = str::from_utf8(&script).ok().and_then(script::manifest_of).ok_or(SearchError::Damaged)?;
        Ok(Self { reader: Reader::new(&manifest)?, files })
    }
}

impl<F: Fetch> Searcher<F> {
    /// Answers a request.
    ///
    /// # Errors
    /// If a file of the index is missing or damaged.
    pub fn answer(&mut self, request: &Request) -> Result<Answer, SearchError> {
        Ok(self.reader.search(request, &mut self.files)?)
    }

    /// The best `limit` hits for some words, as far as tests look at them.
    ///
    /// # Errors
    /// As [`Searcher::answer`].
    pub fn found(&mut self, query: &str, limit: usize) -> Result<Vec<Found>, SearchError> {
        let request = Request { query: query.to_owned(), limit, ..Request::default() };
        Ok(self.answer(&request)?.hits.into_iter().map(|hit| Found::of(hit.card)).collect())
    }

    /// Every page of the index, questions of pages of many too.
    ///
    /// # Errors
    /// As [`Searcher::answer`].
    pub fn pages(&mut self) -> Result<Vec<Found>, SearchError> {
        let mut found = Vec::new();
        let mut open: Option<(File, Vec<u8>)> = None;
        for page in 0..self.reader.manifest().pages {
            let (file, place) = self.reader.manifest().card_file(page).ok_or(SearchError::Damaged)?;
            if open.as_ref().is_none_or(|(known, _)| *known != file) {
                let whole = self.files.fetch(file).filter(|bytes| is_sealed(bytes));
                open = Some((file, whole.ok_or(SearchError::Missing(file))?));
            }
            let bytes = open.as_ref().map(|(_, bytes)| bytes.as_slice()).unwrap_or_default();
            found.push(Found::of(decode_card(bytes, place).map_err(|_| SearchError::Missing(file))?));
        }
        Ok(found)
    }
}

impl Hit {
    /// A hit of the reader's, at its rank.
    pub fn new(hit: guildhall_search::Hit, rank: usize) -> Self {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let section = hit.sections.into_iter().next().map(|(_, anchor)| anchor);
        let passage = hit.excerpt.map(|excerpt| excerpt.text).and_then(some);
        let card = hit.card;
        Self {
            rank,
            score: hit.score,
            path: card.path,
            address: card.address,
            id: some(card.id),
            title: card.title,
            kind: card.kind,
            anchor: section.or_else(|| some(card.anchor)),
            excerpt: some(card.answer).or(passage).or_else(|| some(card.summary)),
        }
    }
}

/// The files of an index in a published site.
pub struct Published(PathBuf);

impl Published {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, FsError> {
        read_published(&self.0, path)
    }
}

impl Fetch for Published {
    fn fetch(&mut self, file: File) -> Option<Vec<u8>> {
        inflated(&self.read(&["search/", &file.path()].concat()).ok()??)
    }
}

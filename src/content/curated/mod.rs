//! What editors keep for the site as a whole: terms in `terms.yaml`, best bets, synonyms and search tests in
//! `search.yaml`, both at the top of the content folder.
//!
//! Neither is a page, and neither is ever published as a file. Each entry stands for itself: a faulty one is left out
//! with a finding, and each may have an audience of its own. Whether the page that an entry names exists is for
//! [`crate::catalog`] to say.

mod read;
#[cfg(test)]
mod tests;

use super::front::Audience;
use crate::base::path::SourcePath;
use crate::base::span::{Span, Spanned};

/// The file of terms, below the content folder.
pub const TERMS: &str = "terms.yaml";

/// The file of best bets, synonyms and search tests, below the content folder.
pub const SEARCH: &str = "search.yaml";

/// The entries of both files, in the order written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curated {
    /// `terms.yaml`.
    pub terms: Vec<Entry<Term>>,
    /// `best_bets` of `search.yaml`, one for each query.
    pub best_bets: Vec<Entry<Query>>,
    /// `synonyms` of `search.yaml`.
    pub synonyms: Vec<Entry<Synonyms>>,
    /// `tests` of `search.yaml`, one for each query.
    pub tests: Vec<Entry<SearchTest>>,
}

/// An entry: what it says, and what every entry may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// What it says.
    pub value: T,
    /// Its file.
    pub path: SourcePath,
    /// Its place there.
    pub span: Span,
    /// `page`: an id, or a path below the content folder, as written.
    pub page: Option<Spanned<String>>,
    /// `audience`, inside that of the content folder.
    pub audience: Audience,
}

/// A term of the organisation, often an acronym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// `term`: as people write it.
    pub term: String,
    /// `expansion`: what its letters stand for, or the long name.
    pub expansion: Option<String>,
    /// `meaning`: what it is, in a sentence or two.
    pub meaning: Option<String>,
    /// `not_to_confuse`: other terms that look or sound like it.
    pub not_to_confuse: Vec<String>,
}

/// A query that a page is the best answer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query(pub String);

/// Words that mean the same, at least two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synonyms(pub Vec<String>);

/// A search that must find a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTest {
    /// `query`: what is searched for.
    pub query: Spanned<String>,
    /// `rank`: the page must be among the first so many, 1 unless written.
    pub rank: usize,
}

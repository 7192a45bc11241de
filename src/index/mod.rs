//! What is looked up: the full-text index and its answers, related pages, and the titles the browser searches.
//!
//! Layer 4. The catalog's pages come in as [`SearchDoc`]s; nothing here knows a view or a template. Everything that
//! depends on few pages is a value of its own with a digest, so that a build's memo can keep it: a [`Bucket`] of the
//! full-text index, a page's [`related::Terms`], a page's entry among the [`titles`].

mod bucket;
mod docs;
mod documents;
pub mod engine;
pub mod export;
mod facts;
mod files;
#[cfg(test)]
mod fixture;
mod function_words;
pub mod judged;
mod layout;
pub mod phrases;
pub mod related;
mod search;
pub mod titles;
mod vocabulary;
mod words;

pub use bucket::{Analyzers, Bucket, IndexError, Plan, plan};
pub use docs::SearchDoc;
pub use documents::{documents, documents_key, page_document, question_titles};
pub use facts::Facts;
pub use files::{KIND as FILE_KIND, files};
pub use search::{Found, Hit, Published, SearchError, Searcher};

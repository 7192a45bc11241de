//! One Markdown file: its front matter, typed, and its body.
//!
//! Layer 2. A page is read here alone, but for the texts that it includes ([`Includes`]); whatever needs a second page
//! belongs to [`crate::catalog`]. Two files that are no pages are read here as well, entry by entry: see [`curated`].

mod address;
mod audience;
mod common;
mod context;
pub mod curated;
pub mod defaults;
mod fields;
pub mod front;
mod includes;
pub mod kind;
mod parse;
mod prose;
mod split;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::base::diag::Diags;
use crate::base::digest::Digest;
use crate::base::path::SourcePath;
use crate::base::span::Spanned;
use crate::markdown::Body;
use front::Front;
use kind::Kind;
use kind::faq::{Faq, Questions};

pub use context::ParseContext;
pub use includes::{Includes, IncludesByFile};
pub use parse::{key, parse, unusable};

/// A page as its author wrote it. Never changes after parsing.
#[derive(Clone, Debug)]
pub struct Doc {
    /// Its file.
    pub path: SourcePath,
    /// Its fields, folder defaults applied.
    pub front: Front,
    /// Its text. Spans are offsets in the whole file.
    pub body: Body,
    /// The first use of each acronym in its text that it does not explain, in the order of their letters.
    pub acronyms: Vec<Spanned<Box<str>>>,
    /// Of everything it was parsed from: path, bytes, what it includes, defaults, options. Equal digest, equal `Doc`.
    pub digest: Digest,
}

/// What parsing a file gives: parsing never fails.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The page; when a page error is among `diags` it is withheld but still known, for links to it.
    pub doc: Arc<Doc>,
    /// What was found in it.
    pub diags: Diags,
}

impl Doc {
    /// Whether other pages see the same in both: all but the text itself, and where in the file things stand.
    pub fn looks_like(&self, other: &Self) -> bool {
        // Each field is named, so that a new one has to be thought of here.
        let Self { path, front, body, acronyms, digest: _ } = self;
        let words = |acronyms: &[Spanned<Box<str>>]| -> Vec<Box<str>> {
            acronyms.iter().map(|acronym| acronym.value.clone()).collect()
        };
        *path == other.path
            && *front == other.front
            && body.looks_like(&other.body)
            && words(acronyms) == words(&other.acronyms)
    }

    /// The sections that are questions, on a page of many: each with what follows it up to the next is a record of its
    /// own. A heading inside an element that was opened before it cannot be taken apart, and is no question here.
    pub fn questions(&self) -> Vec<usize> {
        let Kind::Faq(Faq { questions: Questions::Many(sections), .. }) = &self.front.kind else { return Vec::new() };
        let alone = |ix: &usize| self.body.sections.get(*ix).is_some_and(|section| !section.joined);
        sections.iter().copied().filter(alone).collect()
    }
}

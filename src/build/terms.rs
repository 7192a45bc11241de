//! Where pages use the terms of the glossary first: looked for once for each text and set of terms.

use super::memo::{Memo, Table};
use crate::base::digest::Digest;
use crate::catalog::Catalog;
use crate::content::Doc;
use crate::markdown::{Mark, Terms};
use crate::view::{self, Marks};

/// What earlier builds found.
#[derive(Default)]
pub(super) struct TermsMemo {
    /// The terms that were looked for.
    known: Option<(Digest, Terms)>,
    /// By the digest of a page, what was found of them.
    pub(super) found: Table<Vec<Mark>>,
}

/// The marks of every page.
pub(super) fn marks(catalog: &Catalog, memo: &mut Memo) -> Marks {
    let terms = view::explained(catalog);
    let spelt: Vec<(&str, Option<&str>)> = terms.iter().map(|term| (&*term.term, term.expansion.as_deref())).collect();
    let digest = Digest::of_value(&spelt);
    let memo = &mut memo.terms;
    if memo.known.as_ref().is_none_or(|(known, _)| *known != digest) {
        memo.known = Terms::new(spelt.iter().copied()).map(|terms| (digest, terms));
        memo.found.forget();
    }
    let Some((_, looked_for)) = &memo.known else { return Marks::default() };
    let jobs: Vec<(Digest, &Doc)> = catalog.pages.iter().map(|page| (page.doc.digest, &*page.doc)).collect();
    let (pages, _) = memo.found.map(&jobs, None, |doc| looked_for.find(&doc.body));
    Marks { terms, pages }
}

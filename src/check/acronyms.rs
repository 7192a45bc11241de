//! Acronyms that neither their page nor the site's terms explain.

use std::collections::{BTreeMap, HashSet};

use super::Subject;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::text::shown;
use crate::catalog::{Catalog, Page};
use crate::content::kind::Kind;

/// One finding for each acronym, at its first use: one entry in `terms.yaml` mends them all. A site that explains no
/// acronym there is not told of those that it does not explain.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    let catalog = subject.catalog;
    if catalog.terms().all(|term| term.entry.value.expansion.is_none()) {
        return;
    }
    let explained = explained(catalog);
    let mut open: BTreeMap<&str, (usize, Label)> = BTreeMap::new();
    for page in catalog.pages.iter().filter(|page| !page.withheld) {
        for acronym in page.doc.acronyms.iter().filter(|acronym| !explained.contains(&*acronym.value)) {
            let first = || (0, Label::at(&page.doc.path, acronym.span));
            open.entry(&acronym.value).or_insert_with(first).0 += 1;
        }
    }
    for (acronym, (pages, first)) in open {
        let used = if pages == 1 { String::new() } else { format!(", which {pages} pages use,") };
        let message = format!("`{}`{used} is nowhere explained", shown(acronym));
        let hint = "write it out at its first use, as in \"value added tax (VAT)\", or add it to terms.yaml";
        diags.push(Diagnostic::new(Code::AcronymUndefined, first, message).hint(hint));
    }
}

/// Every word of the site's terms, and the short names of its communities.
fn explained(catalog: &Catalog) -> HashSet<&str> {
    let terms = catalog.terms().flat_map(|term| term.entry.value.term.split(|c: char| !c.is_alphanumeric()));
    terms.chain(catalog.pages.iter().filter_map(short_name)).collect()
}

fn short_name(page: &Page) -> Option<&str> {
    let Kind::Community(community) = &page.doc.front.kind else { return None };
    community.acronym.as_deref()
}

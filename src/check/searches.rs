//! Searches that must find a page: the tests of `search.yaml`, and the other phrasings (`ask`) of every question.
//!
//! A slow family: it needs the whole index, so only `check` runs it. Whoever answers is handed in.

use std::fmt::Write as _;

use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::text::shown;
use crate::catalog::{Catalog, Page, PageIx};
use crate::content::kind::Kind;
use crate::index::Found;

/// Answers a query with at most so many hits, best first.
pub(super) type Answer<'a, E> = &'a mut dyn FnMut(&str, usize) -> Result<Vec<Found>, E>;

/// A question must be among the first so many for its own other phrasings.
const ASK_RANK: usize = 3;
/// So many hits are looked through for where the page is, if it is not where it should be.
const DEPTH: usize = 100;
/// So many of the hits before it are named.
const NAMED: usize = 3;

/// A search and what it must find.
struct Test<'a> {
    query: &'a str,
    page: &'a Page,
    rank: usize,
    at: Label,
}

/// Whether there is anything to test.
pub fn has_search_tests(catalog: &Catalog) -> bool {
    catalog.search_tests().next().is_some() || asked(catalog).next().is_some()
}

/// Runs every search and reports those that fail. `content` is the folder of pages.
///
/// # Errors
/// The first of `answer`.
pub fn search_tests<E>(catalog: &Catalog, content: &str, answer: Answer<'_, E>) -> Result<Diags, E> {
    let mut diags = Diags::new();
    for test in written(catalog).chain(asked(catalog)) {
        let path = test.page.doc.path.below(content).unwrap_or(test.page.doc.path.as_str());
        let hits = answer(test.query, DEPTH)?;
        let place = hits.iter().position(|hit| hit.path == path);
        if place.is_none_or(|place| place >= test.rank) {
            diags.push(failed(&test, path, &hits, place));
        }
    }
    Ok(diags)
}

/// The tests of `search.yaml` whose page takes part in search.
fn written(catalog: &Catalog) -> impl Iterator<Item = Test<'_>> {
    catalog.search_tests().filter_map(|placed| {
        let page = searched(catalog, placed.page?)?;
        let test = &placed.entry.value;
        let at = Label::at(&placed.entry.path, test.query.span);
        Some(Test { query: &test.query.value, page, rank: test.rank, at })
    })
}

/// The other phrasings of questions.
fn asked(catalog: &Catalog) -> impl Iterator<Item = Test<'_>> {
    let pages = catalog.indexed().filter_map(|(ix, _)| searched(catalog, ix));
    pages.flat_map(|page| {
        let ask = match &page.doc.front.kind {
            Kind::Faq(faq) => faq.ask.as_slice(),
            _ => &[],
        };
        ask.iter().map(move |ask| {
            let at = Label::at(&page.doc.path, ask.span);
            Test { query: &ask.value, page, rank: ASK_RANK, at }
        })
    })
}

fn searched(catalog: &Catalog, ix: PageIx) -> Option<&Page> {
    let page = catalog.page(ix);
    (catalog.is_listed(ix) && !page.doc.front.common.search.exclude).then_some(page)
}

fn failed(test: &Test<'_>, path: &str, hits: &[Found], place: Option<usize>) -> Diagnostic {
    let mut message = format!("a search for `{}` ", shown(test.query));
    let _ = match place {
        Some(place) => write!(message, "shows `{}` at place {}", shown(path), place + 1),
        None if hits.is_empty() => write!(message, "finds nothing"),
        None => write!(message, "does not show `{}`", shown(path)),
    };
    let subject = if hits.is_empty() { format!("`{}`", shown(path)) } else { "it".to_owned() };
    let _ = match test.rank {
        1 => write!(message, "; {subject} should come first"),
        rank => write!(message, "; {subject} should be among the first {rank}"),
    };
    let before: Vec<String> = hits.iter().take(place.unwrap_or(NAMED).min(NAMED)).map(named).collect();
    let advice = "add what people type to the page's `ask` or `search.keywords`, or recommend it under `best_bets` in search.yaml";
    let hint =
        if before.is_empty() { advice.to_owned() } else { format!("before it come {}; {advice}", before.join(", ")) };
    Diagnostic::new(Code::SearchTest, test.at.clone(), message).hint(hint)
}

fn named(hit: &Found) -> String {
    format!("`{}`", shown(&hit.path))
}

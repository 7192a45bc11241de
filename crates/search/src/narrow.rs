//! Filters, counts beside them, and other orders: what the columns of facets are read for.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::answer::MOST_GUESSED;
use crate::facets::{Column, Held};
use crate::file::{File, Hash};
use crate::fold::fold;
use crate::query::Filter;
use crate::rank::Scored;
use crate::reader::{Request, Sort};
use crate::shelf::Shelf;
use crate::sort::{sort, sort_first};

/// A facet and how many of the pages found have each of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// Its key, as filters name it.
    pub key: String,
    /// Its values, most frequent first.
    pub values: Vec<Count>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// As filters name it.
    pub value: String,
    /// As readers are shown it.
    pub label: String,
    /// Pages found that have it, under the filters of all other facets.
    pub count: u32,
}

/// What a facet must say of a page: one of some values, or none of them.
struct Choice {
    key: String,
    excluded: bool,
    column: Option<Column>,
    /// By value: whether it is asked for.
    wanted: Vec<bool>,
}

impl Choice {
    fn wants(&self, value: u16) -> bool {
        self.wanted.get(usize::from(value)) == Some(&true)
    }

    fn admits(&self, page: u32) -> bool {
        let values = match &self.column {
            Some(Column::Values { of, .. }) => of.of(index(page)),
            _ => &[],
        };
        values.iter().any(|value| self.wants(*value)) != self.excluded
    }
}

/// All choices of a request.
pub(crate) struct Choices(Vec<Choice>);

impl Choices {
    /// Whether a page passes.
    pub(crate) fn admit(&self, page: u32) -> bool {
        self.0.iter().all(|choice| choice.admits(page))
    }
}

/// Reads what is chosen; `None` while files are missing.
pub(crate) fn choices(shelf: &Shelf<'_>, request: &Request, typed: &[Filter]) -> Option<Choices> {
    let choices = filters(shelf, request, typed);
    shelf.ready()?;
    Some(Choices(choices))
}

/// Asks for the columns that a request needs, as early as that is known.
pub(crate) fn touch(shelf: &Shelf<'_>, request: &Request, typed: &[Filter]) {
    for (key, hash) in &shelf.manifest.facets {
        let is_chosen = request.filters.iter().any(|(chosen, _)| chosen == key);
        let is_typed = || typed.iter().any(|filter| filter.key == *key);
        if key == order_key(request.sort) || is_counted(request, key) || is_chosen || is_typed() {
            shelf.open(File::Facet(*hash));
        }
    }
}

/// Whether the values of a facet are counted: what pages are ordered by has none.
fn is_counted(request: &Request, key: &str) -> bool {
    request.facets && !matches!(key, "date" | "title")
}

/// Counts what the facets have of the pages found; leaves those that pass the filters. `None` while files are missing.
pub(crate) fn narrow(
    shelf: &Shelf<'_>,
    request: &Request,
    choices: &Choices,
    ranked: &mut Vec<Scored>,
) -> Option<Vec<Facet>> {
    let mut facets = Vec::new();
    for (key, hash) in &shelf.manifest.facets {
        if is_counted(request, key)
            && let Some(Column::Values { values, of }) = column(shelf, *hash)
        {
            facets.push(Facet { key: key.clone(), values: counted(key, values, &of, &choices.0, ranked) });
        }
    }
    shelf.ready()?;
    ranked.retain(|scored| choices.admit(scored.page));
    Some(facets)
}

/// Puts the first pages, as many as are shown, in the order asked for; `None` while files are missing.
pub(crate) fn order(shelf: &Shelf<'_>, request: &Request, ranked: &mut [Scored]) -> Option<()> {
    let count = request.offset.saturating_add(request.limit);
    let (key, sort) = (order_key(request.sort), request.sort);
    if sort == Sort::Relevance {
        crate::rank::order(ranked, count.max(MOST_GUESSED));
        return Some(());
    }
    let column = column_of(shelf, key);
    shelf.ready()?;
    let number = |page: u32| match &column {
        Some(Column::Numbers(numbers)) => numbers.get(index(page)).copied().unwrap_or_default(),
        _ => 0,
    };
    let place = |scored: &Scored| {
        let number = number(scored.page);
        // The newest first, the first letter first; what has little of the query behind all.
        (!scored.most, if sort == Sort::Date { u32::MAX - number } else { number }, scored.page)
    };
    sort_first(ranked, count, &|a, b| place(a) < place(b));
    Some(())
}

/// The key of the column that an order needs.
fn order_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "",
        Sort::Date => "date",
        Sort::Title => "title",
    }
}

fn column(shelf: &Shelf<'_>, hash: Hash) -> Option<Column> {
    shelf.read(File::Facet(hash), |bytes| Column::decode(bytes, shelf.manifest.pages))
}

fn column_of(shelf: &Shelf<'_>, key: &str) -> Option<Column> {
    let (_, hash) = shelf.manifest.facets.iter().find(|(known, _)| known == key)?;
    column(shelf, *hash)
}

/// The filters of the request and those typed, one a facet: values of one facet are alternatives.
fn filters(shelf: &Shelf<'_>, request: &Request, typed: &[Filter]) -> Vec<Choice> {
    let mut choices = Vec::new();
    for (key, values) in &request.filters {
        for value in values {
            choose(shelf, &mut choices, key, value, false);
        }
    }
    for Filter { key, value, excluded } in typed {
        choose(shelf, &mut choices, key, value, *excluded);
    }
    choices
}

/// Adds a value to the choice of its facet.
fn choose(shelf: &Shelf<'_>, choices: &mut Vec<Choice>, key: &str, value: &str, excluded: bool) {
    let known = choices.iter().position(|choice| choice.key == key && choice.excluded == excluded);
    let at = known.unwrap_or(choices.len());
    if known.is_none() {
        choices.push(Choice { key: key.into(), excluded, column: column_of(shelf, key), wanted: Vec::new() });
    }
    if let Some(Choice { column: Some(Column::Values { values, .. }), wanted, .. }) = choices.get_mut(at) {
        wanted.resize(values.len(), false);
        let folded = fold(value);
        for (wanted, (known, label)) in wanted.iter_mut().zip(values) {
            *wanted |= known == value || fold(known) == folded || fold(label) == folded;
        }
    }
}

/// Counts a facet's values on the pages that pass all other facets' filters.
fn counted(key: &str, values: Vec<(String, String)>, of: &Held, choices: &[Choice], ranked: &[Scored]) -> Vec<Count> {
    let is_own = |choice: &Choice| choice.key == key && !choice.excluded;
    let mut counts = vec![0; values.len()];
    for scored in ranked {
        if choices.iter().all(|choice| is_own(choice) || choice.admits(scored.page)) {
            for value in of.of(index(scored.page)) {
                if let Some(count) = counts.get_mut(usize::from(*value)) {
                    *count += 1;
                }
            }
        }
    }
    let mut counted = Vec::new();
    for (index, ((value, label), count)) in values.into_iter().zip(counts).enumerate() {
        let is_chosen = || choices.iter().any(|choice| is_own(choice) && choice.wanted.get(index) == Some(&true));
        if count > 0 || is_chosen() {
            counted.push(Count { value, label, count });
        }
    }
    sort(&mut counted, &|a, b| (b.count, &a.label, &a.value) < (a.count, &b.label, &b.value));
    counted
}

fn index(page: u32) -> usize {
    usize::try_from(page).unwrap_or(usize::MAX)
}

//! Filters, counts beside them, and other orders: what the columns of facets are read for.

use alloc::string::String;
use alloc::vec::Vec;

use crate::facets::Column;
use crate::file::File;
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
        values_of(self.column.as_ref(), page).iter().any(|value| self.wants(*value)) != self.excluded
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
    let is_typed = |key: &str| typed.iter().any(|filter| filter.key == key);
    let is_chosen = |key: &str| request.filters.iter().any(|(chosen, _)| chosen == key) || is_typed(key);
    for (key, hash) in &shelf.manifest.facets {
        let is_order = key == order_key(request.sort);
        let is_counted = request.facets && !matches!(key.as_str(), "date" | "title");
        if is_order || is_counted || is_chosen(key) {
            shelf.open(File::Facet(*hash));
        }
    }
}

/// Counts what the facets have of the pages found; leaves those that pass the filters. `None` while files are missing.
pub(crate) fn narrow(
    shelf: &Shelf<'_>,
    request: &Request,
    choices: &Choices,
    ranked: &mut Vec<Scored>,
) -> Option<Vec<Facet>> {
    let mut columns = Vec::new();
    let counted = |key: &str| request.facets && !matches!(key, "date" | "title");
    for (key, hash) in shelf.manifest.facets.iter().filter(|(key, _)| counted(key)) {
        if let Some(column) = column(shelf, *hash)
            && let Column::Values { .. } = column
        {
            columns.push((key, column));
        }
    }
    shelf.ready()?;
    let facets = columns.into_iter().map(|(key, column)| self::counted(key, column, &choices.0, ranked)).collect();
    ranked.retain(|scored| choices.admit(scored.page));
    Some(facets)
}

/// Puts the first pages, as many as are shown, in the order asked for; `None` while files are missing.
pub(crate) fn order(shelf: &Shelf<'_>, request: &Request, ranked: &mut [Scored]) -> Option<()> {
    let count = request.offset.saturating_add(request.limit);
    let (key, sort) = (order_key(request.sort), request.sort);
    if sort == Sort::Relevance {
        crate::rank::sort(ranked, count);
        return Some(());
    }
    let hash = shelf.manifest.facets.iter().find(|(known, _)| known == key).map(|(_, hash)| *hash);
    let column = hash.and_then(|hash| column(shelf, hash));
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

fn column(shelf: &Shelf<'_>, hash: crate::file::Hash) -> Option<Column> {
    shelf.read(File::Facet(hash), |bytes| Column::decode(bytes, shelf.manifest.pages))
}

/// The filters of the request and those typed, one a facet: values of one facet are alternatives.
fn filters(shelf: &Shelf<'_>, request: &Request, typed: &[Filter]) -> Vec<Choice> {
    let chosen = request.filters.iter().flat_map(|(key, values)| values.iter().map(move |value| (key, value, false)));
    let typed = typed.iter().map(|filter| (&filter.key, &filter.value, filter.excluded));
    let mut choices: Vec<Choice> = Vec::new();
    for (key, value, excluded) in chosen.chain(typed) {
        let known = choices.iter().position(|choice| choice.key == *key && choice.excluded == excluded);
        let at = known.unwrap_or(choices.len());
        if known.is_none() {
            let hash = shelf.manifest.facets.iter().find(|(known, _)| known == key).map(|(_, hash)| *hash);
            let column = hash.and_then(|hash| column(shelf, hash));
            choices.push(Choice { key: key.clone(), excluded, column, wanted: Vec::new() });
        }
        if let Some(Choice { column: Some(Column::Values { values, .. }), wanted, .. }) = choices.get_mut(at) {
            wanted.resize(values.len(), false);
            let folded = fold(value);
            for (wanted, (known, label)) in wanted.iter_mut().zip(values) {
                *wanted |= known == value || fold(known) == folded || fold(label) == folded;
            }
        }
    }
    choices
}

/// Counts a facet's values on the pages that pass all other facets' filters.
fn counted(key: &str, column: Column, choices: &[Choice], ranked: &[Scored]) -> Facet {
    let own = |choice: &Choice| choice.key == key && !choice.excluded;
    let others = || choices.iter().filter(|choice| !own(choice));
    let pages = ranked.iter().filter(|scored| others().all(|choice| choice.admits(scored.page)));
    let mut counts: Vec<u32> = Vec::new();
    for scored in pages {
        for value in values_of(Some(&column), scored.page) {
            let value = usize::from(*value);
            if counts.len() <= value {
                counts.resize(value + 1, 0);
            }
            if let Some(count) = counts.get_mut(value) {
                *count += 1;
            }
        }
    }
    let Column::Values { values, .. } = column else { return Facet { key: key.into(), values: Vec::new() } };
    let counted = values.into_iter().enumerate();
    let mut values: Vec<Count> = counted
        .map(|(index, (value, label))| {
            let is_chosen = choices.iter().any(|choice| own(choice) && choice.wanted.get(index) == Some(&true));
            (Count { value, label, count: counts.get(index).copied().unwrap_or_default() }, is_chosen)
        })
        .filter(|(count, is_chosen)| count.count > 0 || *is_chosen)
        .map(|(count, _)| count)
        .collect();
    sort(&mut values, &|a, b| (b.count, &a.label, &a.value) < (a.count, &b.label, &b.value));
    Facet { key: key.into(), values }
}

fn values_of(column: Option<&Column>, page: u32) -> &[u16] {
    match column {
        Some(Column::Values { of, .. }) => of.of(index(page)),
        _ => &[],
    }
}

fn index(page: u32) -> usize {
    usize::try_from(page).unwrap_or(usize::MAX)
}

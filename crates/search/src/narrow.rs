//! Filters, counts beside them, and other orders: what the columns of facets are read for.

use alloc::string::String;
use alloc::vec::Vec;

use crate::facets::Column;
use crate::file::File;
use crate::fold::fold;
use crate::rank::Scored;
use crate::reader::{Request, Sort};
use crate::shelf::Shelf;

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

/// A facet's filter: a page must have one of some values.
struct Filter {
    key: String,
    column: Option<Column>,
    /// By value: whether it is asked for.
    wanted: Vec<bool>,
}

impl Filter {
    fn admits(&self, page: u32) -> bool {
        values_of(self.column.as_ref(), page).iter().any(|value| self.wanted.get(usize::from(*value)) == Some(&true))
    }
}

/// Leaves the pages that pass the filters, and counts what the facets have of them; `None` while files are missing.
pub(crate) fn narrow(
    shelf: &Shelf<'_>,
    request: &Request,
    typed: &[(String, String)],
    ranked: &mut Vec<Scored>,
) -> Option<Vec<Facet>> {
    let filters = filters(shelf, request, typed);
    let mut columns = Vec::new();
    for (key, hash) in shelf.manifest.facets.iter().filter(|_| request.facets) {
        if let Some(column) = column(shelf, *hash)
            && let Column::Values { .. } = column
        {
            columns.push((key, column));
        }
    }
    shelf.ready()?;
    let facets = columns.into_iter().map(|(key, column)| counted(key, column, &filters, ranked)).collect();
    ranked.retain(|scored| filters.iter().all(|filter| filter.admits(scored.page)));
    Some(facets)
}

/// Puts pages in the order asked for; `None` while files are missing.
pub(crate) fn order(shelf: &Shelf<'_>, sort: Sort, ranked: &mut [Scored]) -> Option<()> {
    let key = match sort {
        Sort::Relevance => {
            crate::rank::sort(ranked);
            return Some(());
        }
        Sort::Date => "date",
        Sort::Title => "title",
    };
    let hash = shelf.manifest.facets.iter().find(|(known, _)| known == key).map(|(_, hash)| *hash);
    let column = hash.and_then(|hash| column(shelf, hash));
    shelf.ready()?;
    let number = |page: u32| match &column {
        Some(Column::Numbers(numbers)) => numbers.get(index(page)).copied().unwrap_or_default(),
        _ => 0,
    };
    ranked.sort_unstable_by_key(|scored| {
        let number = number(scored.page);
        // The newest first, the first letter first.
        (if sort == Sort::Date { u32::MAX - number } else { number }, scored.page)
    });
    Some(())
}

fn column(shelf: &Shelf<'_>, hash: crate::file::Hash) -> Option<Column> {
    shelf.read(File::Facet(hash), |bytes| Column::decode(bytes, shelf.manifest.pages))
}

/// The filters of the request and those typed, one a facet: values of one facet are alternatives.
fn filters(shelf: &Shelf<'_>, request: &Request, typed: &[(String, String)]) -> Vec<Filter> {
    let chosen = request.filters.iter().flat_map(|(key, values)| values.iter().map(move |value| (key, value)));
    let mut filters: Vec<Filter> = Vec::new();
    for (key, value) in chosen.chain(typed.iter().map(|(key, value)| (key, value))) {
        let known = filters.iter().position(|filter| filter.key == *key);
        let at = known.unwrap_or(filters.len());
        if known.is_none() {
            let hash = shelf.manifest.facets.iter().find(|(known, _)| known == key).map(|(_, hash)| *hash);
            let column = hash.and_then(|hash| column(shelf, hash));
            filters.push(Filter { key: key.clone(), column, wanted: Vec::new() });
        }
        if let Some(Filter { column: Some(Column::Values { values, .. }), wanted, .. }) = filters.get_mut(at) {
            wanted.resize(values.len(), false);
            let folded = fold(value);
            for (wanted, (known, label)) in wanted.iter_mut().zip(values) {
                *wanted |= known == value || fold(known) == folded || fold(label) == folded;
            }
        }
    }
    filters
}

/// Counts a facet's values on the pages that pass all other facets' filters.
fn counted(key: &str, column: Column, filters: &[Filter], ranked: &[Scored]) -> Facet {
    let others = || filters.iter().filter(|filter| filter.key != key);
    let pages = ranked.iter().filter(|scored| others().all(|filter| filter.admits(scored.page)));
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
        .map(|(index, (value, label))| Count { value, label, count: counts.get(index).copied().unwrap_or_default() })
        .collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    Facet { key: key.into(), values }
}

fn values_of(column: Option<&Column>, page: u32) -> &[u16] {
    match column {
        Some(Column::Values { of, .. }) => of.get(index(page)).map(|values| &**values).unwrap_or_default(),
        _ => &[],
    }
}

fn index(page: u32) -> usize {
    usize::try_from(page).unwrap_or(usize::MAX)
}

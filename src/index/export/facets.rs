//! Columns to filter, count and sort by: for every page what it has of each.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use guildhall_search::facets::{Column, Held};

use super::pages::Entry;
use crate::base::date::Date;
use crate::base::text::lower;

/// Keys of all sites, in the order in which a page shows them. `applies_to` has one for each of its own keys behind these.
const KEYS: [&str; 4] = ["kind", "community", "tag", "lang"];
/// Most keys of `applies_to`, and the longest: the manifest names each.
const MOST_FURTHER: usize = 16;
const LONGEST_KEY: usize = 40;

/// Every column with its key, in a fixed order. A key that no page has a value of has no column.
pub(super) fn facets(pages: &[Entry<'_>]) -> Vec<(String, Column)> {
    let mut columns: Vec<(String, Column)> = Vec::new();
    for key in KEYS {
        let of: Vec<_> = pages.iter().map(|page| values(page, key)).collect();
        columns.extend(column(&of).map(|column| (key.to_owned(), column)));
    }
    for key in further(pages) {
        let of = |page: &Entry<'_>| {
            let held = page.facts.applies_to.iter().filter(|(name, _)| name == key).flat_map(|(_, values)| values);
            held.map(|value| (value.clone(), value.clone())).collect()
        };
        let of: Vec<Vec<(String, String)>> = pages.iter().map(of).collect();
        columns.extend(column(&of).map(|column| (format!("applies_to.{key}"), column)));
    }
    columns.push(("date".to_owned(), Column::Numbers(pages.iter().map(|page| days(page.facts.date)).collect())));
    columns.push(("title".to_owned(), Column::Numbers(title_ranks(pages))));
    columns
}

/// The keys of `applies_to` that most pages have, in byte order.
fn further<'a>(pages: &[Entry<'a>]) -> Vec<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (key, _) in pages.iter().flat_map(|page| &page.facts.applies_to).filter(|(key, _)| key.len() <= LONGEST_KEY) {
        *counts.entry(key).or_default() += 1;
    }
    let mut keys: Vec<(&str, usize)> = counts.into_iter().collect();
    keys.sort_by_key(|(_, count)| Reverse(*count));
    keys.truncate(MOST_FURTHER);
    keys.sort_unstable();
    keys.into_iter().map(|(key, _)| key).collect()
}

/// Value and label of what a page has under a key.
fn values(page: &Entry<'_>, key: &str) -> Vec<(String, String)> {
    let same = |value: &str| (value.to_owned(), value.to_owned());
    match key {
        "kind" => vec![same(page.doc.kind)],
        "community" => page.facts.communities.clone(),
        "tag" => page.facts.tags.clone(),
        _ => vec![same(&page.doc.language)],
    }
}

/// The column of these values; none where there are none.
fn column(of: &[Vec<(String, String)>]) -> Option<Column> {
    let values: BTreeMap<&str, &str> =
        of.iter().flatten().map(|(value, label)| (value.as_str(), label.as_str())).collect();
    if values.is_empty() {
        return None;
    }
    // Values beyond what a column can number have no place and are left out.
    let values: Vec<(&str, &str)> = values.into_iter().take(usize::from(u16::MAX)).collect();
    let place: BTreeMap<&str, u16> = values.iter().map(|(value, _)| *value).zip(0..).collect();
    let mut held = Held::default();
    for page in of {
        held.push(page.iter().filter_map(|(value, _)| place.get(value.as_str()).copied()));
    }
    let values = values.into_iter().map(|(value, label)| (value.to_owned(), label.to_owned())).collect();
    Some(Column::Values { values, of: held })
}

/// Days since 1970-01-01; 0 where no date is known.
fn days(date: Option<Date>) -> u32 {
    let days = date.and_then(|date| date.since(Date::constant(1970, 1, 1)).ok()).map(|span| span.get_days());
    days.and_then(|days| u32::try_from(days).ok()).unwrap_or_default()
}

/// Each page's place in the order of titles, letter case aside; equal titles in page order.
fn title_ranks(pages: &[Entry<'_>]) -> Vec<u32> {
    let mut order: Vec<(String, usize)> = pages.iter().map(|page| lower(&page.doc.title)).zip(0..).collect();
    order.sort_unstable();
    let mut ranks = vec![0; pages.len()];
    for ((_, page), rank) in order.iter().zip(0..) {
        if let Some(slot) = ranks.get_mut(*page) {
            *slot = rank;
        }
    }
    ranks
}

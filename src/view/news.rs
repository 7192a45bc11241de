//! What is new: pages by the day on which they came or last changed, for people (`new/`) and for feeds.

use std::cmp::Reverse;

use super::Scene;
use super::page::{Entry, Group, ListView};
use crate::base::date::Date;
use crate::catalog::{Page, PageIx};
use crate::content::front::Status;

/// Where it stands.
pub(super) const ADDRESS: &str = "new/";
/// So many pages stand there. Nobody reads on, and the list is as long for a site of any size.
const SHOWN: usize = 150;

/// When a page changed, or else was published. A draft has no such day, and one ahead of the build's is none yet.
pub(super) fn day(scene: &Scene<'_>, page: &Page) -> Option<Date> {
    let date = super::facts::last_change(scene, page)?;
    (date <= scene.today && page.doc.front.common.status != Status::Draft).then_some(date)
}

/// Those of `pages` that came or changed last, the newest first.
pub(super) fn newest(scene: &Scene<'_>, mut pages: Vec<PageIx>, most: usize) -> Vec<PageIx> {
    let age = |ix: &PageIx| (Reverse(day(scene, scene.catalog.page(*ix))), *ix);
    if pages.len() > most {
        pages.select_nth_unstable_by_key(most, age);
        pages.truncate(most);
    }
    pages.sort_by_cached_key(age);
    pages
}

/// Whether any page says when it came or changed.
pub(super) fn any(scene: &Scene<'_>) -> bool {
    dated(scene).next().is_some()
}

fn dated(scene: &Scene<'_>) -> impl Iterator<Item = PageIx> {
    let listed = scene.catalog.indexed().filter(move |(ix, _)| scene.catalog.is_listed(*ix));
    listed.filter(move |(_, page)| day(scene, page).is_some()).map(|(ix, _)| ix)
}

/// What readers of `language` are told of first.
pub(super) fn latest(scene: &Scene<'_>, language: usize, most: usize) -> Vec<Entry> {
    let pages = scene.catalog.distinct(dated(scene).collect(), language);
    newest(scene, pages, most).into_iter().filter_map(|ix| entry(scene, ix)).collect()
}

/// A page with its day, and whether it came then.
fn entry(scene: &Scene<'_>, ix: PageIx) -> Option<Entry> {
    let page = scene.catalog.page(ix);
    let day = day(scene, page)?;
    let fresh = super::facts::published(scene, page) == Some(day);
    Some(Entry { date: Some(day.to_string()), fresh, ..scene.undated(ix) })
}

/// The list at [`ADDRESS`], by month. Each group is titled by its month, `2026-11`.
pub(super) fn list(scene: &Scene<'_>, language: usize) -> Option<ListView> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in latest(scene, language, SHOWN) {
        let month = entry.date.as_deref().and_then(|date| date.get(..7)).unwrap_or_default().to_owned();
        if groups.last().is_none_or(|group| group.title != month) {
            groups.push(Group { id: format!("gh-{month}"), title: month, entries: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.entries.push(entry);
        }
    }
    (!groups.is_empty()).then_some(ListView { name: "new", groups })
}

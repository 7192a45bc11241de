//! The home page: ways to what people come for, before they search.

use serde::Serialize;

use super::page::{Entry, Reference};
use super::{Scene, event, news};
use crate::catalog::PageIx;
use crate::content::kind::Kind;
use crate::content::kind::path::LearningPath;

/// So many pages that search recommends are named.
const WANTED: usize = 6;
/// So many lines stand in each list.
const LINES: usize = 4;

/// What the home page of a language shows besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct HomeView {
    /// Pages that `search.yaml` recommends, in the order written there.
    pub wanted: Vec<Reference>,
    /// Learning paths, those for the first days first.
    pub start_here: Vec<Entry>,
    /// The next events; one that is repeated stands here once.
    pub coming: Vec<Entry>,
    /// What came or changed last.
    pub news: Vec<Entry>,
}

/// The view for readers of `language`.
pub(super) fn view(scene: &Scene<'_>, language: usize) -> HomeView {
    HomeView {
        wanted: wanted(scene, language),
        start_here: paths(scene, language),
        coming: event::next(scene, language, LINES),
        news: news::latest(scene, language, LINES),
    }
}

/// What of it helps whoever has not searched yet.
pub(super) fn to_search(scene: &Scene<'_>, language: usize) -> HomeView {
    HomeView { wanted: wanted(scene, language), ..HomeView::default() }
}

/// Whether a page stands at the home of its language.
pub(super) fn is_home(scene: &Scene<'_>, address: &str) -> bool {
    scene.catalog.local(address).1.is_empty()
}

fn wanted(scene: &Scene<'_>, language: usize) -> Vec<Reference> {
    let mut pages: Vec<PageIx> = Vec::new();
    let named = scene.catalog.best_bets().filter_map(|bet| bet.page);
    for page in named.map(|page| scene.catalog.shown_in(page, language)) {
        if scene.catalog.is_listed(page) && !pages.contains(&page) && pages.len() < WANTED {
            pages.push(page);
        }
    }
    pages.into_iter().map(|ix| scene.reference(ix)).collect()
}

fn paths(scene: &Scene<'_>, language: usize) -> Vec<Entry> {
    let listed = scene.catalog.indexed().filter(|(ix, _)| scene.catalog.is_listed(*ix));
    let paths = listed.filter(|(_, page)| matches!(page.doc.front.kind, Kind::Path(_))).map(|(ix, _)| ix).collect();
    let mut paths = scene.catalog.distinct(paths, language);
    paths.sort_by_cached_key(|ix| {
        let page = scene.catalog.page(*ix);
        let Kind::Path(path) = &page.doc.front.kind else { return (usize::MAX, String::new(), *ix) };
        let stage = LearningPath::STAGES.iter().position(|stage| path.stage.as_deref() == Some(*stage));
        (stage.unwrap_or(LearningPath::STAGES.len()), page.title.to_lowercase(), *ix)
    });
    paths.truncate(LINES);
    paths.into_iter().map(|ix| scene.entry(ix)).collect()
}

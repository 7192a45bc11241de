//! The list of all communities at `communities/`.

use serde::Serialize;

use super::made::by_title;
use super::page::{Entry, Reference};
use super::{Scene, When, community, event};
use crate::catalog::PageIx;
use crate::content::front::Status;
use crate::content::kind::{Community, Kind};

/// All communities.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CommunitiesView {
    /// Those that one can join.
    pub live: Vec<CommunityEntry>,
    /// Those that nobody keeps up at the moment, or that have ended.
    pub resting: Vec<CommunityEntry>,
}

/// A community in the list of all.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CommunityEntry {
    /// As in every list; its sentence is the community's purpose.
    #[serde(flatten)]
    pub entry: Entry,
    /// Its short name.
    pub acronym: Option<String>,
    /// How often it meets.
    pub cadence: Option<String>,
    /// How many members it has.
    pub members: Option<u64>,
    /// Where it really lives, when its page only points there.
    pub external: Option<Reference>,
    /// When it meets next.
    pub next: Option<When>,
}

impl CommunitiesView {
    /// Whether any of them says when it meets.
    pub(super) fn meets(&self) -> bool {
        self.live.iter().chain(&self.resting).any(|community| community.next.is_some())
    }
}

/// The list, for the page at `address` if that is its place.
pub(super) fn at(scene: &Scene<'_>, address: &str) -> Option<CommunitiesView> {
    let (language, "communities/") = scene.catalog.local(address) else { return None };
    let pages = by_title(scene, all(scene, language).into_iter()).into_iter();
    let (live, resting): (Vec<_>, Vec<_>) = pages.partition(|ix| !rests(scene, *ix));
    if live.is_empty() && resting.is_empty() {
        return None;
    }
    let entries = |pages: Vec<PageIx>| pages.into_iter().filter_map(|ix| entry(scene, ix, language)).collect();
    Some(CommunitiesView { live: entries(live), resting: entries(resting) })
}

/// Communities that have a page. One that is only named has no address to lead to; a check reports it.
pub(super) fn all(scene: &Scene<'_>, language: usize) -> Vec<PageIx> {
    let catalog = scene.catalog;
    let communities = catalog.indexed().filter(|(ix, _)| is_community(scene, *ix));
    catalog.distinct(communities.map(|(ix, _)| ix).filter(|ix| catalog.is_listed(*ix)).collect(), language)
}

/// Whether the page at `ix` is that of a community.
pub(super) fn is_community(scene: &Scene<'_>, ix: PageIx) -> bool {
    of(scene, ix).is_some()
}

fn of<'a>(scene: &Scene<'a>, ix: PageIx) -> Option<&'a Community> {
    match &scene.catalog.page(ix).doc.front.kind {
        Kind::Community(community) => Some(community),
        _ => None,
    }
}

fn rests(scene: &Scene<'_>, ix: PageIx) -> bool {
    let common = &scene.catalog.page(ix).doc.front.common;
    let rests = of(scene, ix).is_some_and(|of| matches!(of.stage, Some("dormant" | "closed")));
    rests || common.status == Status::Archived || common.expired(scene.today).is_some()
}

fn entry(scene: &Scene<'_>, ix: PageIx, language: usize) -> Option<CommunityEntry> {
    let of = of(scene, ix)?;
    let members = scene.catalog.communities.get(&scene.catalog.page(ix).id);
    let listed = |pages: &Vec<PageIx>| scene.catalog.listed(pages).collect();
    let count = members.map_or(0, |pages| scene.catalog.distinct(listed(pages), language).len());
    let entry = scene.entry(ix);
    let purpose = of.purpose.as_ref().map(|purpose| purpose.value.clone());
    let held = |entry: &Entry| entry.status != "cancelled";
    let next = event::events_of(scene, ix).and_then(|events| events.next.into_iter().find(held));
    Some(CommunityEntry {
        entry: Entry { count, summary: purpose.or(entry.summary), ..entry },
        acronym: of.acronym.clone(),
        cadence: of.cadence.clone(),
        members: of.members.as_ref().and_then(|members| members.count),
        external: of.external.as_ref().map(community::reference),
        next: next.and_then(|next| next.when),
    })
}

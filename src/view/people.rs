//! Persons and teams: how they are named on pages, and the list of all of them at `people/`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Scene;
use super::made::by_title;
use super::page::{Entry, Group};
use crate::base::text;
use crate::catalog::PageIx;
use crate::content::kind::{Kind, Person};

/// Somebody that a page names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PersonRef {
    /// Their name.
    pub title: String,
    /// Their page; `None` where they have none.
    pub address: Option<String>,
    /// What they do.
    pub role: Option<String>,
    /// They have left.
    pub left: bool,
}

/// All persons and teams, by what they can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PeopleView {
    /// By topic, as `ask_me_about` names it.
    pub topics: Vec<Group>,
    /// Every team.
    pub teams: Vec<Entry>,
    /// Every person who has not left.
    pub persons: Vec<Entry>,
}

/// Whom `id` names on a page in `language`: their page, else the text itself, which may be a plain name. Nobody at all
/// where it is the id of a page that this build's readers may not see.
pub(super) fn person(scene: &Scene<'_>, id: &str, language: usize) -> Option<PersonRef> {
    if let Some(ix) = scene.catalog.by_id(id, Some("person"), language) {
        return Some(person_at(scene, ix));
    }
    let name = PersonRef { title: id.to_owned(), address: None, role: None, left: false };
    (!scene.catalog.hides(id)).then_some(name)
}

/// The person or team at `ix`.
pub(super) fn person_at(scene: &Scene<'_>, ix: PageIx) -> PersonRef {
    let page = scene.catalog.page(ix);
    let kind = of(scene, ix).filter(|_| !page.withheld);
    PersonRef {
        title: page.title.clone(),
        address: Some(page.address.to_string()),
        role: kind.and_then(|kind| kind.role.clone()),
        left: kind.is_some_and(|kind| kind.has_left(scene.today)),
    }
}

fn of<'a>(scene: &Scene<'a>, ix: PageIx) -> Option<&'a Person> {
    match &scene.catalog.page(ix).doc.front.kind {
        Kind::Person(person) => Some(person),
        _ => None,
    }
}

/// Whether the page at `ix` is that of a person or a team.
pub(super) fn is_person(scene: &Scene<'_>, ix: PageIx) -> bool {
    of(scene, ix).is_some()
}

/// Everybody who can be asked, with their pages, each in `language` if there is one. Who left is found by search and from
/// A to Z, not here.
fn here<'a>(scene: &Scene<'a>, language: usize) -> Vec<(PageIx, &'a Person)> {
    let is_here = |ix: &PageIx| {
        scene.catalog.is_listed(*ix) && of(scene, *ix).is_some_and(|person| !person.has_left(scene.today))
    };
    let pages = scene.catalog.indexed().map(|(ix, _)| ix).filter(is_here).collect();
    scene.catalog.distinct(pages, language).into_iter().filter_map(|ix| Some((ix, of(scene, ix)?))).collect()
}

/// Whether there is anybody to list.
pub(super) fn any(scene: &Scene<'_>) -> bool {
    !here(scene, 0).is_empty()
}

/// The list, for the page at `address` if that is its place.
pub(super) fn at(scene: &Scene<'_>, address: &str) -> Option<PeopleView> {
    let (language, "people/") = scene.catalog.local(address) else { return None };
    let here = here(scene, language);
    if here.is_empty() {
        return None;
    }
    let entries = |teams: bool| {
        let pages = here.iter().filter(|(_, person)| person.team == teams).map(|(ix, _)| *ix);
        by_title(scene, pages).into_iter().map(|ix| scene.entry(ix)).collect()
    };
    Some(PeopleView { topics: topics(scene, &here), teams: entries(true), persons: entries(false) })
}

/// Topics are one if they differ in letter case only; the first in page order says how it is spelt.
fn topics(scene: &Scene<'_>, here: &[(PageIx, &Person)]) -> Vec<Group> {
    let mut topics: BTreeMap<String, (&str, Vec<PageIx>)> = BTreeMap::new();
    for (ix, person) in here.iter().copied() {
        for topic in &person.ask_me_about {
            let (_, pages) = topics.entry(text::lower(topic)).or_insert((topic, Vec::new()));
            if pages.last() != Some(&ix) {
                pages.push(ix);
            }
        }
    }
    let group = |(topic, pages): (&str, Vec<PageIx>)| {
        let entries = by_title(scene, pages.into_iter()).into_iter().map(|ix| scene.entry(ix)).collect();
        Group { title: topic.to_owned(), id: String::new(), entries }
    };
    topics.into_values().map(group).collect()
}

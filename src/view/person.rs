//! The page of a person or a team: what they know, how to reach them, what they answer for.

use serde::Serialize;

use super::Scene;
use super::made::by_title;
use super::page::{ListView, Reference};
use super::people::{PersonRef, person, person_at};
use crate::catalog::people::Role;
use crate::catalog::{Page, PageIx};
use crate::content::kind::Person;

/// What the page of a person or a team shows besides its text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PersonView {
    /// Their name, where the page has another title.
    pub name: Option<String>,
    /// What they do.
    pub role: Option<String>,
    /// It is a team.
    pub team: bool,
    /// What they know.
    pub ask_me_about: Vec<String>,
    /// How to reach them.
    pub contact: Vec<Reference>,
    /// The day on which they will leave. That they have left is a notice.
    pub leaves: Option<String>,
    /// Who is in the team.
    pub members: Vec<PersonRef>,
    /// The teams they are in.
    pub teams: Vec<PersonRef>,
}

/// The view of `kind`, which stands on `page`.
pub(super) fn view(scene: &Scene<'_>, ix: PageIx, page: &Page, kind: &Person) -> PersonView {
    let contact = kind.contact.iter();
    let members = kind.members.iter().filter_map(|id| person(scene, &id.value, page.language));
    let teams = by_title(scene, named_as(scene, ix, Role::Member).into_iter());
    PersonView {
        name: kind.name.clone().filter(|name| *name != page.title),
        role: kind.role.clone(),
        team: kind.team,
        ask_me_about: kind.ask_me_about.clone(),
        contact: contact
            .map(|link| Reference { address: link.address.clone(), ..Reference::text(&link.text) })
            .collect(),
        leaves: kind.left.filter(|_| !kind.has_left(scene.today)).map(|day| day.to_string()),
        members: members.collect(),
        teams: teams.into_iter().map(|ix| person_at(scene, ix)).collect(),
    }
}

/// The pages that name them as `role`, whichever language of their own page that means; each in its language if there is
/// one.
fn named_as(scene: &Scene<'_>, ix: PageIx, role: Role) -> Vec<PageIx> {
    let catalog = scene.catalog;
    let mut pages: Vec<PageIx> = catalog.named_as(ix, role).collect();
    pages.extend(catalog.translations(ix).filter(|other| *other != ix).flat_map(|other| catalog.named_as(other, role)));
    pages.sort_unstable();
    pages.dedup();
    catalog.distinct(pages, catalog.page(ix).language)
}

/// The pages that they have something to do with, in the order of how much it is theirs; none stands twice.
pub(super) fn lists(scene: &Scene<'_>, ix: PageIx) -> Vec<ListView> {
    const LISTS: [(&str, Role); 6] = [
        ("leads", Role::Lead),
        ("sponsors", Role::Sponsor),
        ("supports", Role::Team),
        ("owns", Role::Owner),
        ("stands-in", Role::Backup),
        ("contributed", Role::Credit),
    ];
    let mut shown = std::collections::BTreeSet::new();
    let lists = LISTS.into_iter().filter_map(|(name, role)| {
        let pages =
            by_title(scene, named_as(scene, ix, role).into_iter()).into_iter().filter(|page| shown.insert(*page));
        ListView::flat(name, pages.map(|page| scene.entry(page)).collect())
    });
    lists.collect()
}

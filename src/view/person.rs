//! The page of a person or a team: what they know, how to reach them, what they answer for.

use serde::Serialize;

use super::made::by_title;
use super::page::{ListView, Reference};
use super::people::{PersonRef, person, person_at};
use super::{Scene, event};
use crate::base::link::scheme;
use crate::catalog::people::Role;
use crate::catalog::{Page, PageIx};
use crate::content::kind::Person;
use crate::content::kind::person::Contact;

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
    pub contact: Vec<ContactView>,
    /// The day on which they will leave. That they have left is a notice.
    pub leaves: Option<String>,
    /// Who is in the team.
    pub members: Vec<PersonRef>,
    /// The teams they are in.
    pub teams: Vec<PersonRef>,
}

/// A way to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ContactView {
    /// A key of the theme's strings without `contact-`: `mail`, `phone`, `web`; empty for words.
    pub kind: &'static str,
    /// What its author calls it.
    pub label: Option<String>,
    /// Where it leads, as people read it.
    #[serde(flatten)]
    pub link: Reference,
}

/// The view of `kind`, which stands on `page`.
pub(super) fn view(scene: &Scene<'_>, ix: PageIx, page: &Page, kind: &Person) -> PersonView {
    let members = kind.members.iter().filter_map(|id| person(scene, &id.value, page.language));
    let teams = by_title(scene, named_as(scene, ix, Role::Member).into_iter());
    PersonView {
        name: kind.name.clone().filter(|name| *name != page.title),
        role: kind.role.clone(),
        team: kind.team,
        ask_me_about: kind.ask_me_about.clone(),
        contact: kind.contact.iter().map(contact).collect(),
        leaves: kind.left.filter(|_| !kind.has_left(scene.today)).map(|day| day.to_string()),
        members: members.collect(),
        teams: teams.into_iter().map(|ix| person_at(scene, ix)).collect(),
    }
}

/// Mail and telephone as they are written or dialled; of an address of the web what people know it by.
fn contact(contact: &Contact) -> ContactView {
    let address = contact.link.address.as_deref();
    let kind = match address.and_then(scheme).map(str::to_ascii_lowercase).as_deref() {
        Some("mailto") => "mail",
        Some("tel") => "phone",
        Some(_) => "web",
        None => "",
    };
    let title = address.map_or_else(|| contact.link.text.clone(), event::shown);
    let link = Reference { address: contact.link.address.clone(), ..Reference::text(title) };
    ContactView { kind, label: contact.label.clone(), link }
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

//! Who answers for what: relations that name persons and teams, read the other way round.

use std::collections::BTreeMap;

use super::{Catalog, Page, PageIx};
use crate::base::span::Spanned;
use crate::content::kind::Kind;

/// What a person or team is to a page that names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// `owner`.
    Owner,
    /// `backup`.
    Backup,
    /// `lead` of a community.
    Lead,
    /// `sponsor` of a community.
    Sponsor,
    /// `team` of a community.
    Team,
    /// `members` of a team.
    Member,
    /// `credits`.
    Credit,
}

impl Role {
    /// The field that says so.
    pub fn field(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Backup => "backup",
            Self::Lead => "lead",
            Self::Sponsor => "sponsor",
            Self::Team => "team",
            Self::Member => "members",
            Self::Credit => "credits",
        }
    }
}

/// Whom `page` names, and as what.
pub fn named(page: &Page) -> impl Iterator<Item = (Role, &Spanned<String>)> {
    let front = &page.doc.front;
    let mut fields: Vec<(Role, &[Spanned<String>])> = vec![
        (Role::Owner, front.common.owner.as_slice()),
        (Role::Backup, front.common.backup.as_slice()),
        (Role::Credit, &front.common.credits),
    ];
    match &front.kind {
        Kind::Community(kind) => {
            fields.extend([(Role::Lead, &*kind.lead), (Role::Sponsor, &*kind.sponsor), (Role::Team, &*kind.team)]);
        }
        Kind::Person(kind) => fields.push((Role::Member, &kind.members)),
        _ => {}
    }
    fields.into_iter().flat_map(|(role, ids)| ids.iter().map(move |id| (role, id)))
}

/// For each person or team the pages that name them, by role, in page order.
pub(super) fn gather(catalog: &Catalog) -> BTreeMap<PageIx, Vec<(Role, PageIx)>> {
    let mut roles: BTreeMap<PageIx, Vec<(Role, PageIx)>> = BTreeMap::new();
    for (ix, page) in catalog.indexed() {
        for (role, id) in named(page) {
            let Some(person) = catalog.person(&id.value, page.language) else { continue };
            roles.entry(person).or_default().push((role, ix));
        }
    }
    for pages in roles.values_mut() {
        pages.sort_unstable();
        pages.dedup();
    }
    roles
}

impl Catalog {
    /// The person or team that relations of a page in `language` call `id`.
    pub fn person(&self, id: &str, language: usize) -> Option<PageIx> {
        let ix = self.by_id(id, Some("person"), language)?;
        matches!(self.page(ix).doc.front.kind, Kind::Person(_)).then_some(ix)
    }

    /// The pages that name the person or team at `ix` as `role`, and that readers find in lists; in page order.
    pub fn named_as(&self, ix: PageIx, role: Role) -> impl Iterator<Item = PageIx> + '_ {
        let pages = self.people.get(&ix).into_iter().flatten();
        let pages = pages.filter(move |(as_what, _)| *as_what == role).map(|(_, page)| *page);
        pages.filter(|page| self.is_listed(*page))
    }
}

//! Relations by id: owner, communities, related pages, and those of single kinds.

use std::collections::HashMap;

use super::Subject;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::span::Spanned;
use crate::base::text::{Patience, nearest, shown};
use crate::catalog::people::{self, Role};
use crate::catalog::{Catalog, Page};
use crate::config::FooterTarget;
use crate::content::kind::Kind;

/// A relation: the field, the kind of page that it must name if any, the id.
type Relation<'a> = (&'static str, Option<&'static str>, &'a Spanned<String>);

/// Names that are compared for the hints of a build.
const COMPARED: usize = 200_000;

/// An id that no page has, or one of a page of another kind, which nothing will ever match. Credits are left out: they
/// may be plain names.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    let mut ids = None;
    for page in &subject.catalog.pages {
        for (field, kind, id) in relations(page) {
            let at = || subject.written(page, field, id.span);
            let message = match (subject.catalog.by_id(&id.value, kind, page.language), kind) {
                (Some(found), Some(kind)) if !is_of(subject.catalog.page(found), kind) => {
                    let found = subject.catalog.page(found).doc.front.kind.word();
                    format!("`{field}` names `{}`, which is a page of kind `{found}` and no {kind}", shown(&id.value))
                }
                (Some(_), _) => continue,
                (None, _) if subject.catalog.hides(&id.value) => {
                    let message = format!("`{field}` names a page that readers of this page cannot open");
                    let hint = "take the id out, or widen the audience of the page it names";
                    diags.push(Diagnostic::new(Code::LinkWithheld, at(), message).hint(hint));
                    continue;
                }
                (None, _) => format!("`{field}` names `{}`, but no page has that id", shown(&id.value)),
            };
            let hint = match ids.get_or_insert_with(|| Ids::of(subject.catalog)).hint(&id.value, kind) {
                Some(nearest) => format!("did you mean `{}`?", shown(nearest)),
                None => "an id is a page's `id`, or its file's name without the ending".to_owned(),
            };
            diags.push(Diagnostic::new(Code::ReferenceMissing, at(), message).hint(hint));
        }
    }
    footer(subject, diags);
}

/// Pages that the footer names. Of one that this build's readers may not see nothing is said: the link is not theirs.
fn footer(subject: &Subject<'_>, diags: &mut Diags) {
    for link in &subject.config.footer.links {
        let FooterTarget::Page(id) = &link.to else { continue };
        let catalog = subject.catalog;
        if catalog.by_id(&id.value, None, 0).is_some() || catalog.hides(&id.value) {
            continue;
        }
        let message = format!("`footer` names `{}`, but no page has that id", shown(&id.value));
        let hint = match nearest(&id.value, catalog.ids()) {
            Some(nearest) => format!("did you mean `{}`?", shown(nearest)),
            None => "write the `id` of a page, its file's name without the ending, or an address".to_owned(),
        };
        let at = Label::at(&subject.config.path, id.span);
        diags.push(Diagnostic::new(Code::ReferenceMissing, at, message).hint(hint));
    }
}

/// Whether a page is of `kind`. One that is withheld may be anything.
fn is_of(page: &Page, kind: &str) -> bool {
    page.withheld || page.doc.front.kind.word() == kind
}

/// The ids of the site, made when the first fault is found.
struct Ids<'a> {
    all: Vec<&'a str>,
    persons: Vec<&'a str>,
    communities: Vec<&'a str>,
    patience: Patience,
    /// What was found for an id and a kind: many pages may name the same wrong id.
    found: HashMap<(&'a str, Option<&'static str>), Option<&'a str>>,
}

impl<'a> Ids<'a> {
    fn of(catalog: &'a Catalog) -> Self {
        let of_kind = |kind: &str| {
            let pages = catalog.pages.iter().filter(|page| page.doc.front.kind.word() == kind);
            pages.map(|page| page.id.as_str()).collect()
        };
        Self {
            all: catalog.ids(),
            persons: of_kind("person"),
            communities: of_kind("community"),
            patience: Patience::new(COMPARED),
            found: HashMap::new(),
        }
    }

    /// [`Self::nearest`], looked for once.
    fn hint(&mut self, id: &'a str, kind: Option<&'static str>) -> Option<&'a str> {
        if let Some(found) = self.found.get(&(id, kind)) {
            return *found;
        }
        let found = self.nearest(id, kind);
        self.found.insert((id, kind), found);
        found
    }

    /// The nearest id to a wrong one: of the kind that is wanted, else of any.
    fn nearest(&self, id: &str, kind: Option<&str>) -> Option<&'a str> {
        let wanted = match kind {
            Some("person") => &self.persons,
            Some("community") => &self.communities,
            _ => &self.all,
        };
        let of_any =
            || self.patience.nearest(id, self.all.iter().copied().filter(|other| kind.is_none() || *other != id));
        self.patience.nearest(id, wanted.iter().copied()).or_else(of_any)
    }
}

fn relations(page: &Page) -> Vec<Relation<'_>> {
    let common = &page.doc.front.common;
    let persons = people::named(page).filter(|(role, _)| *role != Role::Credit);
    let mut relations: Vec<Relation<'_>> = persons.map(|(role, id)| (role.field(), Some("person"), id)).collect();
    relations.extend(common.communities.iter().map(|id| ("communities", Some("community"), id)));
    relations.extend(common.related.iter().map(|id| ("related", None, id)));
    relations.extend(common.replaced_by.iter().map(|id| ("replaced_by", None, id)));
    match &page.doc.front.kind {
        Kind::Faq(faq) => relations.extend(faq.replaces.iter().map(|id| ("replaces", None, id))),
        Kind::Event(event) => relations.extend(event.output_ids().map(|id| ("outputs", None, id))),
        Kind::Community(kind) => relations.extend(kind.start_here.iter().map(|id| ("start_here", None, id))),
        _ => {}
    }
    relations
}

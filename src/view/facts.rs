//! What is known about a page besides its text: owner, dates, audience.

use super::Scene;
use super::page::{Fact, FactValue, Reference};
use crate::base::date::Date;
use crate::base::span::Spanned;
use crate::catalog::Page;
use crate::content::front::Audience;
use crate::content::kind::{Faq, Kind};

/// The day a page last changed, as far as anything says so.
pub(super) fn last_change(scene: &Scene<'_>, page: &Page) -> Option<Date> {
    page.doc.front.common.last_change(scene.changes(page))
}

/// The day a page's review is due.
pub(super) fn review_due(page: &Page) -> Option<Date> {
    page.doc.front.common.review_due()
}

/// The day a page was published: as written, else when its file came.
pub(super) fn published(scene: &Scene<'_>, page: &Page) -> Option<Date> {
    page.doc.front.common.published_on(scene.changes(page))
}

/// The day a page last changed: as written, else when its file did.
pub(super) fn changed(scene: &Scene<'_>, page: &Page) -> Option<Date> {
    page.doc.front.common.changed_on(scene.changes(page))
}

/// The facts of a page, in the order they are shown.
pub(super) fn facts(scene: &Scene<'_>, page: &Page) -> Vec<Fact> {
    let common = &page.doc.front.common;
    let mut facts = Facts(Vec::new());
    let person = |id: &Spanned<String>| named(scene, id, Some("person"), page.language);
    facts.text("owner", common.owner.iter().filter_map(person).collect());
    // A community shows it beside its lead.
    if !matches!(page.doc.front.kind, Kind::Community(_)) {
        facts.text("backup", common.backup.iter().filter_map(person).collect());
    }
    facts.text("credits", common.credits.iter().filter_map(person).collect());
    facts.date("published", published(scene, page));
    facts.date("changed", changed(scene, page));
    facts.date("reviewed", common.reviewed.as_ref().map(|date| date.value));
    facts.date("review-due", review_due(page));
    facts.date("expires", common.expires.as_ref().map(|date| date.value));
    if let Audience::Only(audiences) = &common.audience {
        facts.text("audience", audiences.iter().map(Reference::text).collect());
    }
    if let Kind::Faq(faq) = &page.doc.front.kind {
        facts.text("replaces", faq.replaces.iter().filter_map(|id| named(scene, id, None, page.language)).collect());
        facts.0.extend(applies_to(faq));
    }
    facts.0
}

/// What a question holds for, by its author's own words.
pub(super) fn applies_to(faq: &Faq) -> impl Iterator<Item = Fact> {
    let values =
        |values: &[String]| values.iter().map(|value| FactValue::Text { link: Reference::text(value) }).collect();
    faq.applies_to.iter().map(move |(name, all)| Fact { name: name.clone(), known: false, values: values(all) })
}

/// The page that relations call `id`, by its title; the id itself where there is none. Nothing where it names a page that
/// this build leaves out: even the name of that is not for its readers.
pub(super) fn named(scene: &Scene<'_>, id: &Spanned<String>, kind: Option<&str>, language: usize) -> Option<Reference> {
    match scene.catalog.by_id(&id.value, kind, language) {
        Some(ix) => Some(scene.reference(ix)),
        None => (!scene.catalog.hides(&id.value)).then(|| Reference::text(&id.value)),
    }
}

struct Facts(Vec<Fact>);

impl Facts {
    fn text(&mut self, name: &str, links: Vec<Reference>) {
        if !links.is_empty() {
            let values = links.into_iter().map(|link| FactValue::Text { link }).collect();
            self.0.push(Fact { name: name.to_owned(), known: true, values });
        }
    }

    fn date(&mut self, name: &str, date: Option<Date>) {
        if let Some(date) = date {
            let values = vec![FactValue::Date { date: date.to_string() }];
            self.0.push(Fact { name: name.to_owned(), known: true, values });
        }
    }
}

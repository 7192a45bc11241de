//! What is known about a page besides its text: owner, dates, audience; and what readers must be told first.

use super::Scene;
use super::page::{Fact, FactValue, Notice, Reference};
use crate::base::date::Date;
use crate::base::span::Spanned;
use crate::catalog::{Page, PageIx};
use crate::content::front::{Audience, Status};
use crate::content::kind::Kind;

/// The word a list shows beside a page that is not simply valid.
pub(super) fn status_badge(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Unvalidated => "unvalidated",
        Status::Validated => "",
        Status::Archived => "archived",
    }
}

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

/// What readers must be told before they read.
pub(super) fn notices(scene: &Scene<'_>, ix: PageIx, page: &Page) -> Vec<Notice> {
    let common = &page.doc.front.common;
    let mut notices = Vec::new();
    let status = status_badge(common.status);
    if !status.is_empty() {
        let successor = common.replaced_by.as_ref();
        let link = successor.and_then(|id| scene.catalog.by_id(&id.value, None, page.language));
        notices.push(Notice { name: status, date: None, link: link.map(|ix| scene.reference(ix)) });
    }
    notices.extend(older_than_original(scene, ix, page));
    if let Some(expires) = common.expired(scene.today) {
        notices.push(Notice { name: "expired", date: Some(expires.to_string()), link: None });
    }
    if let Kind::Person(person) = &page.doc.front.kind
        && let Some(left) = person.left.filter(|_| person.has_left(scene.today))
    {
        notices.push(Notice { name: "left", date: Some(left.to_string()), link: None });
    }
    if let Some(due) = review_due(page).filter(|due| *due < scene.today) {
        notices.push(Notice { name: "overdue", date: Some(due.to_string()), link: None });
    }
    notices
}

/// Says so where the page in the default language changed after this translation of it, as far as both dates are known.
fn older_than_original(scene: &Scene<'_>, ix: PageIx, page: &Page) -> Option<Notice> {
    let original = scene.catalog.translation(ix, 0).filter(|other| *other != ix && scene.catalog.is_listed(*other))?;
    let day = last_change(scene, scene.catalog.page(original))?;
    let is_older = last_change(scene, page)? < day && day <= scene.today;
    let link = scene.reference(original);
    is_older.then(|| Notice { name: "translation", date: Some(day.to_string()), link: Some(link) })
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
        for (name, values) in &faq.applies_to {
            let values = values.iter().map(|value| FactValue::Text { link: Reference::text(value) }).collect();
            facts.0.push(Fact { name: name.clone(), known: false, values });
        }
    }
    facts.0
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

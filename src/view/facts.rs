//! What is known about a page besides its text: owner, dates, audience; and what readers must be told first.

use super::Scene;
use super::page::{Fact, FactValue, Notice, Reference};
use crate::base::date::Date;
use crate::base::span::Spanned;
use crate::catalog::Page;
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

/// The day a page's review is due.
fn review_due(page: &Page) -> Option<Date> {
    let common = &page.doc.front.common;
    Some(common.review_every?.after(common.reviewed?))
}

/// What readers must be told before they read.
pub(super) fn notices(scene: &Scene<'_>, page: &Page) -> Vec<Notice> {
    let common = &page.doc.front.common;
    let mut notices = Vec::new();
    let status = status_badge(common.status);
    if !status.is_empty() {
        let successor = common.replaced_by.as_ref();
        let link = successor.and_then(|id| scene.catalog.by_id(&id.value, None, page.language));
        notices.push(Notice { name: status, date: None, link: link.map(|ix| scene.reference(ix)) });
    }
    if let Some(expires) = common.expires.filter(|expires| *expires < scene.today) {
        notices.push(Notice { name: "expired", date: Some(expires.to_string()), link: None });
    }
    if let Some(due) = review_due(page).filter(|due| *due < scene.today) {
        notices.push(Notice { name: "overdue", date: Some(due.to_string()), link: None });
    }
    notices
}

/// The facts of a page, in the order they are shown.
pub(super) fn facts(scene: &Scene<'_>, page: &Page) -> Vec<Fact> {
    let common = &page.doc.front.common;
    let changes = scene.history.changes.get(&page.doc.path);
    let mut facts = Facts(Vec::new());
    let person = |id: &Spanned<String>| named(scene, id, Some("person"), page.language);
    facts.text("owner", common.owner.iter().map(person).collect());
    facts.text("backup", common.backup.iter().map(person).collect());
    facts.text("credits", common.credits.iter().map(person).collect());
    facts.date("published", common.published.as_ref().map(|date| date.value).or(changes.map(|changes| changes.first)));
    facts.date("changed", common.changed.or(changes.map(|changes| changes.last)));
    facts.date("reviewed", common.reviewed);
    facts.date("review-due", review_due(page));
    facts.date("expires", common.expires);
    if let Audience::Only(audiences) = &common.audience {
        facts.text("audience", audiences.iter().map(Reference::text).collect());
    }
    if let Kind::Faq(faq) = &page.doc.front.kind {
        facts.text("replaces", faq.replaces.iter().map(|id| named(scene, id, None, page.language)).collect());
        for (name, values) in &faq.applies_to {
            let values = values.iter().map(|value| FactValue::Text { link: Reference::text(value) }).collect();
            facts.0.push(Fact { name: name.clone(), known: false, values });
        }
    }
    facts.0
}

/// The page that relations call `id`, by its title; the id itself where there is none.
fn named(scene: &Scene<'_>, id: &Spanned<String>, kind: Option<&str>, language: usize) -> Reference {
    let page = scene.catalog.by_id(&id.value, kind, language);
    page.map_or_else(|| Reference::text(&id.value), |ix| scene.reference(ix))
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

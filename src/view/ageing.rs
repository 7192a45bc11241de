//! What becomes of a page as time goes by: words to its readers, the badge in lists, and what stands in its place.
//!
//! The site may be older than the reader's day. So what will hold from some day on is made with the page, hidden, and a
//! script shows it once that day is over.

use super::people::{PersonRef, person};
use super::{Entry, Notice, Reference, Scene, facts};
use crate::base::date::Date;
use crate::catalog::{Page, PageIx};
use crate::content::front::Status;
use crate::content::kind::Kind;

/// Archived pages that were replaced one by the other are followed so far.
const FOLLOWED: usize = 16;

/// The word a list shows beside a page that is not simply valid.
pub(super) fn status_badge(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Unvalidated => "unvalidated",
        Status::Validated => "",
        Status::Archived => "archived",
    }
}

/// The last days on which `page` is what it is: before its review is overdue, and before it expires. An archived page is
/// not kept up any more.
fn last_days(page: &Page) -> [(&'static str, Option<Date>); 2] {
    let common = &page.doc.front.common;
    let kept = common.status != Status::Archived;
    let expires = common.expires.as_ref().map(|date| date.value);
    [("expired", expires.filter(|_| kept)), ("overdue", common.review_due().filter(|_| kept))]
}

/// What readers must be told before they read.
pub(super) fn notices(scene: &Scene<'_>, ix: PageIx, page: &Page) -> Vec<Notice> {
    let status = status_badge(page.doc.front.common.status);
    let ask = whom_to_ask(scene, page);
    let mut notices = Vec::new();
    if !status.is_empty() {
        let link = successor(scene, ix).map(|ix| scene.reference(ix));
        let ask = if status == "unvalidated" { ask.clone() } else { Vec::new() };
        notices.push(Notice { link, ask, ..Notice::new(status) });
    }
    notices.extend(older_than_original(scene, ix, page));
    let [expired, overdue] = last_days(page).map(|(name, last)| {
        let last = last?;
        // Where the page has been read by nobody at all, whom to ask stands above.
        let ask = if status == "unvalidated" { Vec::new() } else { ask.clone() };
        let link = if name == "expired" { successor(scene, ix).map(|ix| scene.reference(ix)) } else { None };
        Some(Notice { link, ask, ..Notice::on(name, last, scene.today) })
    });
    notices.extend(expired);
    if let Kind::Person(person) = &page.doc.front.kind
        && let Some(left) = person.left
    {
        // They are not there any more on that very day.
        let eve = left.yesterday().unwrap_or(left);
        notices.push(Notice { date: Some(left.to_string()), ..Notice::on("left", eve, scene.today) });
    }
    notices.extend(overdue);
    notices
}

impl Notice {
    /// A notice without a day.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, date: None, after: None, link: None, ask: Vec::new() }
    }

    /// A notice that holds once `last` is over.
    fn on(name: &'static str, last: Date, today: Date) -> Self {
        let last_day = last.to_string();
        Self { after: (last >= today).then(|| last_day.clone()), date: Some(last_day), ..Self::new(name) }
    }
}

/// Says so where the page in the default language changed after this translation of it, as far as both dates are known.
fn older_than_original(scene: &Scene<'_>, ix: PageIx, page: &Page) -> Option<Notice> {
    let original = scene.catalog.translation(ix, 0).filter(|other| *other != ix && scene.catalog.is_listed(*other))?;
    let day = facts::last_change(scene, scene.catalog.page(original))?;
    let is_older = facts::last_change(scene, page)? < day && day <= scene.today;
    let link = scene.reference(original);
    is_older.then(|| Notice { date: Some(day.to_string()), link: Some(link), ..Notice::new("translation") })
}

/// Who can say whether the page holds: its owner, or whoever stands in for one who left.
fn whom_to_ask(scene: &Scene<'_>, page: &Page) -> Vec<Reference> {
    let common = &page.doc.front.common;
    let named = common.owner.iter().chain(&common.backup);
    let persons = named.filter_map(|id| person(scene, &id.value, page.language));
    let link = |person: PersonRef| Reference { address: person.address, ..Reference::text(person.title) };
    persons.filter(|person| !person.left).take(1).map(link).collect()
}

/// What replaces the page at `ix`. If that is archived and replaced in its turn, what stands at the end.
pub(super) fn successor(scene: &Scene<'_>, ix: PageIx) -> Option<PageIx> {
    let next = |ix: PageIx| {
        let page = scene.catalog.page(ix);
        let id = page.doc.front.common.replaced_by.as_ref()?;
        scene.catalog.by_id(&id.value, None, page.language)
    };
    let mut seen = vec![ix];
    let mut found = next(ix)?;
    while seen.len() < FOLLOWED && !seen.contains(&found) {
        seen.push(found);
        if scene.catalog.page(found).doc.front.common.status != Status::Archived {
            break;
        }
        match next(found) {
            Some(further) if !seen.contains(&further) => found = further,
            _ => break,
        }
    }
    (found != ix).then_some(found)
}

/// `entry`, a line about `page`, with what its days make of it.
pub(super) fn aged(scene: &Scene<'_>, page: &Page, entry: Entry) -> Entry {
    let [expired, overdue] =
        last_days(page).map(|(name, last)| (name, last, last.is_some_and(|last| last < scene.today)));
    let ahead = |(_, last, over): (&str, Option<Date>, bool)| last.filter(|_| !over).map(|last| last.to_string());
    let aged = [expired, overdue].into_iter().find(|(_, _, over)| *over).map_or("", |(name, ..)| name);
    let overdue_after = if aged == "expired" { None } else { ahead(overdue) };
    Entry { aged, expired_after: ahead(expired), overdue_after, ..entry }
}

//! Events: when and where, and the next ones of a site or a community.
//!
//! What lies behind us is told by the day of the build, and more exactly by the reader's own clock: every time here has the
//! instant at which it is over, so that a script can say so without a build.

use std::cmp::Reverse;

use serde::Serialize;

use super::Scene;
use super::page::{Entry, Group, ListView, Reference};
use super::repeat::{self, RepeatView};
use super::when::{When, when};
use crate::calendar::{Occurrence, Series};
use crate::catalog::{Page, PageIx};
use crate::content::kind::Kind;
use crate::content::kind::event::{Event, is_address};

/// The file of an event's calendar, beside its page.
const EVENT_FILE: &str = "event.ics";
/// The file of a community's calendar, beside its page, and of the site's, below `events/`.
pub const EVENTS_FILE: &str = "events.ics";

/// The name of the list of what is to come.
const COMING: &str = "events-coming";
/// The name of the list of what is over.
const PAST: &str = "events-past";
/// So many next times of an event are named.
const NEXT: usize = 6;
/// So many of each event stand in lists.
const NEXT_IN_LISTS: usize = 3;

/// An event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct EventView {
    /// The next time that it happens; where there is none, the last time that it did.
    pub shown: Option<When>,
    /// The times after that.
    pub next: Vec<When>,
    /// It is over for good.
    pub past: bool,
    /// The name of the zone that its times are meant in; none for whole days.
    pub zone: Option<String>,
    /// How it is repeated.
    pub repeat: Option<RepeatView>,
    /// Where it is.
    pub place: Option<String>,
    /// Where else it is: a link, or the name of a service.
    pub online: Option<Reference>,
    /// Where to sign up: a link, or words.
    pub register: Option<Reference>,
    /// Until when.
    pub closes: Option<When>,
    /// That lies behind us.
    pub closed: bool,
    /// It will not happen.
    pub cancelled: bool,
    /// The address of its calendar file.
    pub calendar: String,
    /// What it left behind.
    pub outputs: Vec<Reference>,
}

/// Events that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct EventsView {
    /// The next ones, soonest first; one that is repeated stands here once.
    pub next: Vec<Entry>,
    /// Those that are over, latest first.
    pub past: Vec<Entry>,
    /// The address of their calendar file.
    pub calendar: String,
}

/// What an event page shows of its event; none where nobody knows when it is.
pub(super) fn event(scene: &Scene<'_>, ix: PageIx) -> Option<EventView> {
    let page = scene.catalog.page(ix);
    let event = of(page)?;
    let series = event.series.as_ref()?;
    let mut next = coming(scene, series, NEXT);
    let past = next.is_empty();
    let shown = if past { last(scene, series) } else { Some(next.remove(0)) };
    let shown = shown.map(|when| When { named: when.zone.is_some(), ..when });
    let closes = event.closes.map(|closes| when(scene, series, Occurrence { start: closes, end: None }));
    Some(EventView {
        shown,
        next,
        past,
        zone: series.zone.as_ref().filter(|_| series.start.time().is_some()).map(crate::base::zone::Zone::name),
        repeat: repeat::view(series, scene.today),
        place: event.place.clone(),
        online: event.online.as_deref().map(link),
        register: event.register.as_deref().map(link),
        closed: event.closes.is_some_and(|closes| closes.date() < scene.today),
        closes,
        cancelled: event.cancelled,
        calendar: calendar_of(page),
        outputs: event.outputs.iter().map(|output| self::output(scene, page, &output.value)).collect(),
    })
}

/// The address of an event's own calendar file.
pub fn calendar_of(page: &Page) -> String {
    [page.address.as_str(), EVENT_FILE].concat()
}

/// The address of the calendar file of a community, if it has events.
pub(super) fn community_calendar(scene: &Scene<'_>, ix: PageIx) -> Option<String> {
    let page = scene.catalog.page(ix);
    let is_community = matches!(page.doc.front.kind, Kind::Community(_));
    (is_community && !community_events(scene, ix).is_empty()).then(|| calendar_of_community(page))
}

fn calendar_of_community(page: &Page) -> String {
    [page.address.as_str(), EVENTS_FILE].concat()
}

/// The events of a community: its next and past ones, and the address of its calendar. None if it has none.
pub fn events_of(scene: &Scene<'_>, community: PageIx) -> Option<EventsView> {
    let page = scene.catalog.page(community);
    let events = community_events(scene, community);
    if events.is_empty() {
        return None;
    }
    let mut next: Vec<(Entry, PageIx)> = Vec::new();
    let mut past = Vec::new();
    for ix in events {
        let Some(series) = of(scene.catalog.page(ix)).and_then(|event| event.series.as_ref()) else { continue };
        match coming(scene, series, 1).pop() {
            Some(when) => next.push((entry(scene, ix, when), ix)),
            None => past.extend(last(scene, series).map(|when| (entry(scene, ix, when), ix))),
        }
    }
    next.sort_by(|one, two| key(&one.0).cmp(&key(&two.0)));
    past.sort_by(|one, two| key(&two.0).cmp(&key(&one.0)));
    let entries = |of: Vec<(Entry, PageIx)>| of.into_iter().map(|(entry, _)| entry).collect();
    let calendar = calendar_of_community(page);
    Some(EventsView { next: entries(next), past: entries(past), calendar })
}

/// The events of the site that lists hold, each in one language, in page order.
pub fn site_events(scene: &Scene<'_>) -> Vec<PageIx> {
    events_in(scene, 0)
}

/// The same as readers of `language` see them.
pub(super) fn events_in(scene: &Scene<'_>, language: usize) -> Vec<PageIx> {
    let pages: Vec<PageIx> = scene.catalog.indexed().map(|(ix, _)| ix).collect();
    distinct(scene, &pages, language)
}

/// The events of a community, as [`site_events`].
pub fn community_events(scene: &Scene<'_>, community: PageIx) -> Vec<PageIx> {
    let page = scene.catalog.page(community);
    let members = scene.catalog.communities.get(&page.id).map_or(&[][..], Vec::as_slice);
    distinct(scene, members, page.language)
}

/// The event of a page.
pub fn of(page: &Page) -> Option<&Event> {
    match &page.doc.front.kind {
        Kind::Event(event) => Some(event),
        _ => None,
    }
}

/// Listed events among `pages`; of one in several languages that in `language`, else the first.
fn distinct(scene: &Scene<'_>, pages: &[PageIx], language: usize) -> Vec<PageIx> {
    let dated = |ix: &PageIx| of(scene.catalog.page(*ix)).is_some_and(|event| event.series.is_some());
    scene.catalog.distinct(scene.catalog.listed(pages).filter(dated).collect(), language)
}

/// The lists of the page `events/`: what is to come and what is over, by month.
pub(super) fn lists(scene: &Scene<'_>, language: usize) -> Vec<ListView> {
    let (mut next, mut past) = (Vec::new(), Vec::new());
    let horizon = scene.today.saturating_add(jiff::Span::new().years(1)).to_string();
    for ix in events_in(scene, language) {
        let Some(series) = of(scene.catalog.page(ix)).and_then(|event| event.series.as_ref()) else { continue };
        let coming = coming(scene, series, NEXT_IN_LISTS);
        if coming.is_empty() {
            past.extend(last(scene, series).map(|when| entry(scene, ix, when)));
        }
        // What happens once a year would otherwise fill the list for years ahead.
        let near = coming.into_iter().enumerate().filter(|(n, when)| *n == 0 || when.day < horizon);
        next.extend(near.map(|(_, when)| entry(scene, ix, when)));
    }
    next.sort_by(|one, two| key(one).cmp(&key(two)));
    past.sort_by(|one, two| key(two).cmp(&key(one)));
    let lists = [(COMING, next), (PAST, past)].into_iter().filter(|(_, entries)| !entries.is_empty());
    lists.map(|(name, entries)| ListView { name, groups: by_month(name, entries) }).collect()
}

/// The next events that readers of `language` see, soonest first; one that is repeated stands here once.
pub(super) fn next(scene: &Scene<'_>, language: usize, most: usize) -> Vec<Entry> {
    let soonest = |ix: PageIx| {
        let series = of(scene.catalog.page(ix))?.series.as_ref()?;
        Some(entry(scene, ix, coming(scene, series, 1).pop()?))
    };
    let mut next: Vec<Entry> = events_in(scene, language).into_iter().filter_map(soonest).collect();
    next.sort_by(|one, two| key(one).cmp(&key(two)));
    next.truncate(most);
    next
}

/// Groups of a month; each is titled by its first day, which templates write as a month.
fn by_month(name: &str, entries: Vec<Entry>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        let month = entry.when.as_ref().and_then(|when| when.day.get(..7)).unwrap_or_default().to_owned();
        if groups.last().is_none_or(|group| group.title != month) {
            groups.push(Group { id: format!("gh-{name}-{month}"), title: month, entries: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.entries.push(entry);
        }
    }
    groups
}

fn key(entry: &Entry) -> Option<(&str, &str, &str)> {
    let when = entry.when.as_ref()?;
    Some((&when.begins, &entry.title, &entry.address))
}

fn entry(scene: &Scene<'_>, ix: PageIx, when: When) -> Entry {
    let cancelled = of(scene.catalog.page(ix)).is_some_and(|event| event.cancelled);
    let entry = scene.undated(ix);
    let past = when.last_day.as_ref().unwrap_or(&when.day) < &scene.today.to_string();
    Entry { when: Some(when), past, status: if cancelled { "cancelled" } else { entry.status }, ..entry }
}

/// `entry` with the next time of the event at `ix`, else with its last; that of another page as it is.
pub(super) fn dated(scene: &Scene<'_>, ix: PageIx, entry: Entry) -> Entry {
    let Some(series) = of(scene.catalog.page(ix)).and_then(|event| event.series.as_ref()) else { return entry };
    let when = coming(scene, series, 1).pop().or_else(|| last(scene, series));
    when.map_or(entry, |when| self::entry(scene, ix, when))
}

/// Puts entries in the order of their times: first those without one as they were, then what is to come, soonest first,
/// then what is over, latest first.
pub(super) fn by_time(entries: &mut [Entry]) {
    let begins = |entry: &Entry| entry.when.as_ref().map(|when| when.begins.clone());
    let past = |entry: &Entry| entry.past.then(|| Reverse(begins(entry)));
    entries.sort_by_cached_key(|entry| match past(entry) {
        Some(last) => (true, None, Some(last)),
        None => (false, begins(entry), None),
    });
}

/// The next times, today's included.
fn coming(scene: &Scene<'_>, series: &Series, most: usize) -> Vec<When> {
    series.from(scene.today).take(most).map(|one| when(scene, series, one)).collect()
}

fn last(scene: &Scene<'_>, series: &Series) -> Option<When> {
    series.last_before(scene.today).map(|one| when(scene, series, one))
}

fn link(text: &str) -> Reference {
    if is_address(text) { Reference::to(shown(text), text) } else { Reference::text(text) }
}

/// An address as people read it: without what every address has, without what only machines read, and not at any length.
pub(super) fn shown(address: &str) -> String {
    const LONGEST: usize = 48;
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("mailto:").or_else(|| rest.strip_prefix("tel:")).unwrap_or(rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    match rest.split_once('/') {
        Some((host, _)) if rest.chars().count() > LONGEST => [&crate::base::text::shown(host), "/…"].concat(),
        _ => crate::base::text::shown(rest),
    }
}

fn output(scene: &Scene<'_>, page: &Page, text: &str) -> Reference {
    if is_address(text) {
        return link(text);
    }
    let found = scene.catalog.by_id(text, None, page.language);
    found.map_or_else(|| Reference::text(text), |ix| scene.reference(ix))
}

//! Calendar files: of each event, of each community that has some, of the site.
//!
//! They are made of pages in the catalog, so nobody's calendar holds an event that they may not see. The clock is never
//! asked: what a program compares to find a newer version of an event comes from the days on which its page was changed.

use rayon::prelude::*;

use crate::base::path::{Address, OutPath};
use crate::base::text::{slug, whole_address};
use crate::calendar::{Calendar, Happening, file};
use crate::catalog::{Page, PageIx};
use crate::content::kind::Kind;
use crate::content::kind::event::{Event, is_address};
use crate::fs::Blob;
use crate::view::{EVENTS_FILE, Scene, calendar_of, community_events, event_of, site_events};

/// Sequences count days from here on: their numbers stay small and grow with every day of change.
const EPOCH: jiff::civil::Date = jiff::civil::date(2000, 1, 1);

/// A calendar and where it stands.
struct Planned<'a> {
    path: OutPath,
    calendar: Calendar<'a>,
}

/// Every calendar of the site, with its place.
pub(super) fn calendars(scene: &Scene<'_>) -> Vec<(OutPath, Blob)> {
    let make = |planned: Planned<'_>| (planned.path, Blob::bytes(file(&planned.calendar).into_bytes()));
    plan(scene).into_par_iter().map(make).collect()
}

fn plan<'a>(scene: &Scene<'a>) -> Vec<Planned<'a>> {
    let catalog = scene.catalog;
    let pages = || catalog.indexed().filter(|(_, page)| !page.withheld);
    let all = |events: Vec<PageIx>| events.into_iter().filter_map(|ix| happening(scene, ix)).collect::<Vec<_>>();
    let single = pages().filter_map(|(ix, page)| {
        let events = vec![happening(scene, ix)?];
        Some(Planned { path: OutPath::new(calendar_of(page)), calendar: Calendar { name: "", events } })
    });
    let communities = pages().filter(|(_, page)| matches!(page.doc.front.kind, Kind::Community(_)));
    let gathered = communities.filter_map(|(ix, page)| {
        let path = OutPath::new([page.address.as_str(), EVENTS_FILE].concat());
        let calendar = Calendar { name: &page.title, events: all(community_events(scene, ix)) };
        (!calendar.events.is_empty()).then_some(Planned { path, calendar })
    });
    let mut planned: Vec<Planned<'a>> = single.chain(gathered).collect();
    let calendar = Calendar { name: &scene.config.title, events: all(site_events(scene)) };
    if !calendar.events.is_empty() {
        planned.push(Planned { path: OutPath::new(["events/", EVENTS_FILE].concat()), calendar });
    }
    planned
}

fn happening<'a>(scene: &Scene<'a>, ix: PageIx) -> Option<Happening<'a>> {
    let page = scene.catalog.page(ix);
    let event = event_of(page)?;
    let series = event.series.as_ref()?;
    let common = &page.doc.front.common;
    let changed = common.last_change(scene.changes(page));
    let sequence = changed.and_then(|day| EPOCH.until(day).ok()).map_or(0, |span| span.get_days().max(0));
    let site = scene.config.base_url.as_ref();
    Some(Happening {
        uid: uid(scene, ix),
        stamp: changed.unwrap_or(series.start.date()),
        sequence,
        series,
        cancelled: event.cancelled,
        title: &page.title,
        description: description(page, event),
        place: event.place.as_ref().or(event.online.as_ref()).cloned().unwrap_or_default(),
        page: site.map(|base| whole_address(&base.url, page.address.as_str())),
    })
}

/// The event's id where its author wrote one, else its address, and where the site stands: both last longer than a title.
/// All languages of an event share that of the first.
fn uid(scene: &Scene<'_>, ix: PageIx) -> String {
    let catalog = scene.catalog;
    let of_event = |ix: &PageIx| event_of(catalog.page(*ix)).is_some();
    let others = catalog.translations(ix).filter(of_event);
    let first = catalog.page(others.min_by_key(|ix| (catalog.page(*ix).language, *ix)).unwrap_or(ix));
    let name = match &first.doc.front.common.id {
        Some(id) => id.value.clone(),
        None => dotted(&first.address),
    };
    let host = scene.config.base_url.as_ref().and_then(|base| {
        let rest = base.url.split_once("://")?.1;
        rest.split(['/', ':']).next().filter(|host| !host.is_empty())
    });
    let host = host.map_or_else(|| slug(&scene.config.title), str::to_owned);
    [name.as_str(), "@", &host].concat()
}

fn dotted(address: &Address) -> String {
    address.as_str().trim_end_matches('/').replace('/', ".")
}

/// Summary and addresses, each on a line of its own.
fn description(page: &Page, event: &Event) -> String {
    let summary = page.doc.front.common.summary.as_ref().map(|summary| summary.value.as_str());
    let addresses = [&event.online, &event.register].into_iter().flatten().map(String::as_str);
    let lines: Vec<&str> = summary.into_iter().chain(addresses.filter(|address| is_address(address))).collect();
    lines.join("\n")
}

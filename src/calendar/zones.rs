//! `VTIMEZONE`: the rules of a zone for the years that a calendar's events lie in.
//!
//! Each change of the clocks is an observance of its own, as the zone's own data have it. Where an event goes on for ever, the
//! last two are written as yearly rules, if the zone changes on the same weekday of the same month every year.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use super::rule::{WEEKDAYS, number_of};
use super::write::{self, Writer};
use crate::base::zone::{Change, Zone};

/// For so many years a zone has to keep to a rule before it is written as one. All combinations of weekday and leap year come within
/// 28.
const YEARS: usize = 28;
/// A zone without such a rule is written so many years ahead.
const AHEAD: i16 = 30;

/// Which years of a zone some events need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    pub(super) first: Date,
    /// None is for ever.
    pub(super) last: Option<Date>,
}

impl Reach {
    /// The years of both.
    pub(super) fn and(self, other: Self) -> Self {
        let last = self.last.zip(other.last).map(|(one, two)| one.max(two));
        Self { first: self.first.min(other.first), last }
    }
}

/// Writes every zone, by name.
pub(super) fn write(writer: &mut Writer, zones: &BTreeMap<String, (&Zone, Reach)>) {
    for (name, (zone, reach)) in zones {
        writer.part("VTIMEZONE", |writer| {
            writer.line("TZID", name);
            observances(writer, zone, *reach);
        });
    }
}

fn observances(writer: &mut Writer, zone: &Zone, reach: Reach) {
    // A day before, since days begin earlier elsewhere.
    let first = zone.instant(reach.first.yesterday().unwrap_or(reach.first).at(0, 0, 0, 0));
    let opening = zone.change_before(first).map_or_else(
        || Change { at: Timestamp::UNIX_EPOCH.min(first), ..zone.at(first) },
        |at| {
            zone.changes_after(at.checked_sub(SignedDuration::from_secs(1)).unwrap_or(at))
                .next()
                .unwrap_or(zone.at(first))
        },
    );
    observance(writer, &opening, None);
    let ahead = Date::new(reach.first.year().saturating_add(AHEAD).min(9998), 12, 31).unwrap_or(Date::MAX);
    // Until 9999 is as good as for ever.
    let known = reach.last.filter(|last| *last <= ahead);
    let last = known.unwrap_or(ahead);
    let last = zone.instant(last.checked_add(jiff::Span::new().days(2)).unwrap_or(last).at(0, 0, 0, 0));
    let rules = if known.is_none() { yearly(zone, first) } else { Vec::new() };
    if rules.is_empty() {
        zone.changes_after(first)
            .take_while(|change| change.at <= last)
            .for_each(|change| observance(writer, &change, None));
        return;
    }
    let steady = rules.iter().map(|(change, _)| change.at).min().unwrap_or(first);
    zone.changes_after(first)
        .take_while(|change| change.at < steady)
        .for_each(|change| observance(writer, &change, None));
    for (change, rule) in rules {
        observance(writer, &change, Some(&rule));
    }
}

fn observance(writer: &mut Writer, change: &Change, rule: Option<&str>) {
    writer.part(if change.summer { "DAYLIGHT" } else { "STANDARD" }, |writer| {
        writer.line("DTSTART", &write::time(local_before(change)));
        writer.line("TZOFFSETFROM", &offset(change.from));
        writer.line("TZOFFSETTO", &offset(change.to));
        writer.text("TZNAME", &change.name);
        if let Some(rule) = rule {
            writer.line("RRULE", rule);
        }
    });
}

/// What clocks showed when they were changed.
fn local_before(change: &Change) -> DateTime {
    jiff::tz::Offset::from_seconds(change.from).unwrap_or(jiff::tz::Offset::UTC).to_datetime(change.at)
}

/// Seconds ahead of UTC as `+0200`, seconds only where there are some.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.abs();
    let (hours, minutes, rest) = (all / 3600, all / 60 % 60, all % 60);
    if rest == 0 { format!("{sign}{hours:02}{minutes:02}") } else { format!("{sign}{hours:02}{minutes:02}{rest:02}") }
}

/// The first two changes after which the zone keeps to a yearly rule for summer and one for winter, with these rules;
/// empty when it has none.
fn yearly(zone: &Zone, after: Timestamp) -> Vec<(Change, String)> {
    let changes: Vec<Change> = zone.changes_after(after).take(YEARS * 4).collect();
    // Old rules may come first: try from each of the next few changes on.
    (0..changes.len().min(YEARS * 2)).step_by(2).find_map(|at| steady(changes.get(at..)?)).unwrap_or_default()
}

fn steady(changes: &[Change]) -> Option<Vec<(Change, String)>> {
    let both = changes.first_chunk::<2>()?.each_ref();
    let rule = |offset: usize| {
        let days: Vec<DateTime> = changes.iter().skip(offset).step_by(2).take(YEARS).map(local_before).collect();
        let same = changes.iter().skip(offset).step_by(2).take(YEARS);
        let first = both.get(offset)?;
        let alike =
            same.clone().all(|change| (change.from, change.to, change.summer) == (first.from, first.to, first.summer));
        (alike && days.len() == YEARS).then(|| of_days(&days)).flatten()
    };
    Some(vec![(both[0].clone(), rule(0)?), (both[1].clone(), rule(1)?)])
}

/// `FREQ=YEARLY;BYMONTH=3;BYDAY=2SU`, if these days, one a year, have it in common.
fn of_days(days: &[DateTime]) -> Option<String> {
    let first = days.first()?;
    let (month, weekday, time) = (first.month(), first.weekday(), first.time());
    let alike = days.iter().enumerate().all(|(at, day)| {
        let year = i16::try_from(at).ok().and_then(|at| first.year().checked_add(at));
        day.month() == month && day.weekday() == weekday && day.time() == time && Some(day.year()) == year
    });
    if !alike {
        return None;
    }
    let nth = |day: &DateTime| (day.day() - 1) / 7 + 1;
    let is_last = |day: &DateTime| day.day() + 7 > day.days_in_month();
    let which = if days.iter().all(|day| nth(day) == nth(first)) {
        nth(first).to_string()
    } else if days.iter().all(is_last) {
        "-1".to_owned()
    } else {
        return None;
    };
    let name = usize::try_from(number_of(weekday)).ok().and_then(|day| WEEKDAYS.get(day))?;
    Some(format!("FREQ=YEARLY;BYMONTH={month};BYDAY={which}{name}"))
}

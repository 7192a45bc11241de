//! A calendar file: what happens, and the rules of the zones it happens in (RFC 5545, and the names of RFC 7986).

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::rule::End;
use super::series::Series;
use super::write::{self, Writer};
use super::zones::{self, Reach};
use crate::base::date::Date;
use crate::base::moment::Moment;

/// A calendar.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Calendar<'a> {
    /// What it is called where it is subscribed to; empty for a single event.
    pub name: &'a str,
    /// What happens, in order.
    pub events: Vec<Happening<'a>>,
}

/// An event of a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Happening<'a> {
    /// What it is known by for good.
    pub uid: String,
    /// When it was last changed.
    pub stamp: Date,
    /// Grows with every change.
    pub sequence: i32,
    /// When it happens.
    pub series: &'a Series,
    /// It will not happen.
    pub cancelled: bool,
    /// Its title.
    pub title: &'a str,
    /// More about it.
    pub description: String,
    /// The room, or where else to go.
    pub place: String,
    /// Its page, whole.
    pub page: Option<String>,
}

/// The text of the file. Equal calendars give equal bytes.
pub fn file(calendar: &Calendar<'_>) -> String {
    let mut zones = BTreeMap::new();
    for event in &calendar.events {
        let series = event.series;
        let Some(zone) = series.zone.as_ref().filter(|zone| !zone.is_utc() && series.start.time().is_some()) else {
            continue;
        };
        let reach = Reach { first: series.start.date(), last: last_day(series) };
        let known = zones.entry(zone.name()).or_insert((zone, reach));
        known.1 = known.1.and(reach);
    }
    let mut writer = Writer::default();
    writer.part("VCALENDAR", |writer| {
        writer.line("VERSION", "2.0");
        writer.line("PRODID", "-//Guildhall//Guildhall//EN");
        writer.line("CALSCALE", "GREGORIAN");
        if !calendar.name.is_empty() {
            writer.text("NAME", calendar.name);
            writer.text("X-WR-CALNAME", calendar.name);
            writer.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
            writer.line("X-PUBLISHED-TTL", "P1D");
        }
        zones::write(writer, &zones);
        for event in &calendar.events {
            writer.part("VEVENT", |writer| happening(writer, event));
        }
    });
    writer.finish()
}

/// The last day that a series reaches, where it ends.
fn last_day(series: &Series) -> Option<Date> {
    let long = series.start.date().until(series.end.unwrap_or(series.start).date()).unwrap_or_default();
    series.last_start().map(|day| day.checked_add(long).unwrap_or(Date::MAX))
}

fn happening(writer: &mut Writer, event: &Happening<'_>) {
    let series = event.series;
    writer.text("UID", &event.uid);
    writer.line("DTSTAMP", &[write::day(event.stamp).as_str(), "T000000Z"].concat());
    writer.line("SEQUENCE", &event.sequence.to_string());
    moment(writer, "DTSTART", series, series.start);
    if let Some(end) = series.end {
        // The end is the first moment that does not belong to it any more.
        let end = match (series.start, end) {
            (Moment::Day(_), end) => Moment::Day(end.date().tomorrow().unwrap_or(end.date())),
            (Moment::Time(_), end) => Moment::Time(end.ends()),
        };
        moment(writer, "DTEND", series, end);
    }
    if let Some(rule) = &series.repeat {
        let text = match until(series) {
            Some(until) => [rule.without_end().as_str(), ";UNTIL=", &until].concat(),
            None => rule.to_string(),
        };
        writer.line("RRULE", &text);
        for day in series.left_out() {
            let at = match series.start {
                Moment::Day(_) => Moment::Day(day),
                Moment::Time(time) => Moment::Time(day.to_datetime(time.time())),
            };
            moment(writer, "EXDATE", series, at);
        }
    }
    writer.text("SUMMARY", event.title);
    writer.text("DESCRIPTION", &event.description);
    writer.text("LOCATION", &event.place);
    if let Some(page) = &event.page {
        writer.line("URL", page);
    }
    writer.line("STATUS", if event.cancelled { "CANCELLED" } else { "CONFIRMED" });
    writer.line("TRANSP", if event.cancelled || series.start.time().is_none() { "TRANSPARENT" } else { "OPAQUE" });
}

/// `UNTIL`, which is a day for days, and in UTC for times that have a zone.
fn until(series: &Series) -> Option<String> {
    let rule = series.repeat.as_ref()?;
    if matches!(rule.end, End::Never | End::Count(_)) {
        return None;
    }
    let last = series.last_allowed();
    Some(match (series.start, &series.zone) {
        (Moment::Day(_), _) => write::day(last),
        (Moment::Time(start), None) => write::time(last.to_datetime(start.time())),
        (Moment::Time(start), Some(_)) => utc(series.instant(last.to_datetime(start.time()))),
    })
}

fn moment(writer: &mut Writer, name: &str, series: &Series, moment: Moment) {
    match (moment, &series.zone) {
        (Moment::Day(day), _) => writer.line(&[name, ";VALUE=DATE"].concat(), &write::day(day)),
        (Moment::Time(time), None) => writer.line(name, &write::time(time)),
        (Moment::Time(time), Some(zone)) if zone.is_utc() => writer.line(name, &utc(series.instant(time))),
        (Moment::Time(time), Some(zone)) => zoned(writer, name, &zone.name(), time),
    }
}

fn zoned(writer: &mut Writer, name: &str, zone: &str, time: DateTime) {
    // A fixed zone has a colon in its name.
    let quote = if zone.contains(':') { "\"" } else { "" };
    writer.line(&[name, ";TZID=", quote, zone, quote].concat(), &write::time(time));
}

fn utc(instant: Timestamp) -> String {
    [write::time(jiff::tz::Offset::UTC.to_datetime(instant)).as_str(), "Z"].concat()
}

//! When an event happens: several fields that only together say it.

use crate::base::code::Code;
use crate::base::date::{Date, DateError};
use crate::base::moment::{self, Moment};
use crate::base::span::{Span, Spanned};
use crate::base::text::shown;
use crate::base::yaml::{Node, Reader};
use crate::base::zone::{Zone, shown_offset};
use crate::calendar::{Rule, Series};
use crate::content::fields::Layers;

const HINT: &str = "write it as `2026-11-24 14:00`, or as `2026-11-24` for the whole day";

/// A moment and what is needed to check it.
#[derive(Clone, Copy)]
struct Read {
    name: &'static str,
    moment: Moment,
    offset: Option<i32>,
    span: Span,
}

/// Whether `date` says when an event starts: other generators have no `start`.
pub(in crate::content) fn starts_by_date(layers: &Layers<'_>) -> bool {
    layers.own.get("start").is_empty()
}

/// Whether anything says when it starts.
pub(super) fn is_dated(layers: &Layers<'_>) -> bool {
    !layers.own.get("start").is_empty() || !layers.own.get("date").is_empty()
}

/// When it happens, and until when one can sign up.
pub(super) fn read(layers: &mut Layers<'_>, site: Option<&Zone>) -> (Option<Series>, Option<Moment>) {
    let zone = layers.one("time_zone", Reader::zone);
    let name = if starts_by_date(layers) { "date" } else { "start" };
    let start = layers.one(name, |reader, name, node| moment(reader, name, node, None));
    let day = start.map(|start| start.moment.date());
    let end = layers.one("end", |reader, name, node| moment(reader, name, node, day));
    let closes = layers.one("closes", |reader, name, node| moment(reader, name, node, day));
    let repeat = layers.one("repeat", rule);
    let except = layers.many("except", dates);
    let Some(start) = start else {
        return (None, closes.map(|closes| closes.moment));
    };
    let zone = zone.or_else(|| site.cloned());
    // Without any zone an offset is all that is known.
    let fixed = start.offset.filter(|_| zone.is_none()).and_then(Zone::fixed);
    let mut series = Series { start: start.moment, end: None, zone: zone.or(fixed), repeat: None, except: Vec::new() };
    let reader = &mut layers.reader;
    for read in [Some(start), end, closes].into_iter().flatten() {
        agree(reader, &series, read);
    }
    series.end = end.and_then(|end| fitting_end(reader, start, end));
    if let Some(repeat) = repeat {
        series.repeat = Some(repeat.value);
        repeated(reader, &mut series, start, repeat.span, &except);
    } else if let Some(except) = except.first() {
        reader.find(Code::EventDates, except.span, "`except` needs `repeat`", "delete it, or add `repeat`");
    }
    (Some(series), closes.map(|closes| closes.moment))
}

/// A day, a day with a time, or a time alone, of the day given.
fn moment(reader: &mut Reader<'_>, name: &'static str, node: &Node, day: Option<Date>) -> Option<Read> {
    let text = reader.text(name, node)?;
    let span = text.span;
    if let Some((day, time)) = day.zip(moment::parse_time(&text.value)) {
        return Some(Read { name, moment: Moment::Time(day.to_datetime(time)), offset: None, span });
    }
    match moment::parse(&text.value) {
        Ok(written) => {
            if written.words {
                let day = written.moment.date();
                let message = format!("`{name}` is written in words; it was read as {day}");
                reader.find(Code::DateWords, span, message, &format!("write the day as `{day}`"));
            }
            Some(Read { name, moment: written.moment, offset: written.offset, span })
        }
        Err(DateError::Form) => {
            reader.wrong_type(name, node, "a date, with a time or without", HINT);
            None
        }
        Err(error) => {
            reader.wrong_value(span, format!("`{name}` is `{}`, but {error}", shown(&text.value)), HINT);
            None
        }
    }
}

/// Reports a time that no clock there shows, and an offset that the zone does not have at that moment. What the clock shows
/// counts, as it is what people part.
fn agree(reader: &mut Reader<'_>, series: &Series, part: Read) {
    let Some(zone) = &series.zone else { return };
    let local = part.moment.begins();
    let shown = zone.local(zone.instant(local));
    if part.moment.time().is_some() && shown != local {
        let (said, zone) = (local.strftime("%H:%M"), zone.name());
        let message = format!("`{}` is {said}, but clocks in {zone} are put forward over that time then", part.name);
        let hint = format!("calendars take it for {}; write a time that clocks show", shown.strftime("%H:%M"));
        reader.find(Code::EventDates, part.span, message, &hint);
    }
    let Some(offset) = part.offset else { return };
    let there = zone.minutes_ahead(zone.instant(local));
    if there == offset {
        return;
    }
    let (said, there, name) = (shown_offset(offset), shown_offset(there), zone.name());
    let message = format!("`{}` says {said}, but {name} is at {there} then", part.name);
    let hint = format!("it was read as {} in {name}; leave the offset out", local.strftime("%H:%M"));
    reader.find(Code::EventOffset, part.span, message, &hint);
}

/// The end, if it is one.
fn fitting_end(reader: &mut Reader<'_>, start: Read, end: Read) -> Option<Moment> {
    let moment = match (start.moment, end.moment) {
        // A day on which it starts at no certain time ends at none either.
        (Moment::Day(_), Moment::Time(time)) => Moment::Day(time.date()),
        (_, moment) => moment,
    };
    if start.moment.time().is_none() && end.moment.time().is_some() {
        let message = format!("`{}` has a time, but `{}` has none", end.name, start.name);
        reader.find(Code::EventDates, end.span, message, &format!("add the time to `{}`", start.name));
    }
    if moment.ends() < start.moment.begins() {
        let message = format!("the event ends before it starts: `{}` lies before `{}`", end.name, start.name);
        reader.find(Code::EventDates, end.span, message, "correct one of the two; the end was left out");
        return None;
    }
    Some(moment)
}

fn rule(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<Spanned<Rule>> {
    let text = reader.text(name, node)?;
    match Rule::parse(&text.value) {
        Ok(rule) => Some(Spanned::new(rule, text.span)),
        Err(fault) => {
            let message = format!("`{name}` is `{}`, but {fault}", shown(&text.value));
            reader.wrong_value(text.span, message, "write `monthly`, or a rule such as `FREQ=MONTHLY;BYDAY=2TU`");
            None
        }
    }
}

fn dates(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Vec<Spanned<Date>> {
    let texts = reader.texts(name, node);
    let read = |text: Spanned<String>| match moment::parse(&text.value) {
        Ok(written) => Some(Spanned::new(written.moment.date(), text.span)),
        Err(error) => {
            let message = format!("`{name}` holds `{}`, but {error}", shown(&text.value));
            reader.wrong_value(text.span, message, "write each day as `2026-12-24`");
            None
        }
    };
    texts.into_iter().filter_map(read).collect()
}

/// Whether rule, start and exceptions fit each other.
fn repeated(reader: &mut Reader<'_>, series: &mut Series, start: Read, rule: Span, except: &[Spanned<Date>]) {
    if series.last_start().is_some_and(|last| last < series.start.date()) {
        let message = format!("`repeat` ends before `{}`", start.name);
        reader.find(
            Code::EventDates,
            rule,
            message,
            "correct one of the two; the event was read as one that happens once",
        );
        series.repeat = None;
        return;
    }
    if !series.begins_by_rule() {
        let message = format!("`{}` is no day of `repeat`", start.name);
        let hint = "start on the first day of the rule; calendars differ in what they make of others";
        reader.find(Code::EventDates, start.span, message, hint);
    }
    series.except = except.iter().map(|day| day.value).collect();
    series.except.sort_unstable();
    series.except.dedup();
    let used = series.left_out();
    if let Some(idle) = except.iter().find(|day| used.binary_search(&day.value).is_err()) {
        let message = format!("`except` names {}, on which the event does not happen anyway", idle.value);
        reader.find(Code::EventDates, idle.span, message, "correct the day or delete it");
    }
    series.except = used;
}

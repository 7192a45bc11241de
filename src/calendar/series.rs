//! Something that happens once or again: when, where on the globe, and the next times.

use jiff::civil::DateTime;
use jiff::{Span, Timestamp};

use super::expand::{self, Days};
use super::rule::{End, Rule};
use crate::base::date::Date;
use crate::base::moment::Moment;
use crate::base::zone::Zone;

/// Something that happens, once or again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Series {
    /// When it begins the first time.
    pub start: Moment,
    /// When that is over; a day is the last of it. Not before `start`, and a time only where `start` has one.
    pub end: Option<Moment>,
    /// Where clocks show these times. Without one they are meant wherever the reader is.
    pub zone: Option<Zone>,
    /// How it is repeated.
    pub repeat: Option<Rule>,
    /// Days on which it does not happen, sorted.
    pub except: Vec<Date>,
}

/// One time that it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Occurrence {
    /// When it begins.
    pub start: Moment,
    /// When it is over, if anybody said so; a day is the last of it.
    pub end: Option<Moment>,
}

impl Occurrence {
    /// The last day that it touches.
    pub fn last_day(self) -> Date {
        self.end.map_or(self.start, |end| end).date().max(self.start.date())
    }
}

impl Series {
    /// When a clock shows `local` where it happens; without a zone as if that were UTC.
    pub fn instant(&self, local: DateTime) -> Timestamp {
        match &self.zone {
            Some(zone) => zone.instant(local),
            None => jiff::tz::Offset::UTC.to_timestamp(local).unwrap_or(Timestamp::MAX),
        }
    }

    /// When an occurrence is over: at its end, else with its day.
    pub fn over(&self, occurrence: Occurrence) -> Timestamp {
        let end = occurrence.end.unwrap_or_else(|| Moment::Day(occurrence.start.date()));
        self.instant(end.ends())
    }

    /// Every occurrence whose last day is `day` or later, in order. Endless where the rule is.
    pub fn from(&self, day: Date) -> impl Iterator<Item = Occurrence> + '_ {
        let first_start = day.checked_sub(Span::new().days(self.days_long())).unwrap_or(Date::MIN);
        self.days_from(first_start).map(|start| self.on(start)).filter(move |one| one.last_day() >= day)
    }

    /// The last occurrence whose last day lies before `day`.
    pub fn last_before(&self, day: Date) -> Option<Occurrence> {
        // A rule is walked from near its end: by widening steps, at last from its beginning.
        let windows = [60_i32, 800, 15_000].into_iter().filter_map(|days| {
            let start = day.checked_sub(Span::new().days(days)).ok()?;
            (start > self.start.date()).then_some(start)
        });
        let mut last = windows.chain([self.start.date()]).map(|from| {
            let before = self.days_from(from).take_while(|start| *start < day).map(|start| self.on(start));
            before.filter(|one| one.last_day() < day).last()
        });
        last.find_map(|found| found)
    }

    /// The last day on which it begins, if there is one.
    pub fn last_start(&self) -> Option<Date> {
        match &self.repeat {
            None => Some(self.start.date()),
            Some(rule) => match rule.end {
                End::Never => None,
                End::Count(_) => self.all_days().last(),
                End::Local(_) | End::Instant(_) => Some(self.last_allowed()),
            },
        }
    }

    /// Days of `except` on which it would happen, in order.
    pub fn left_out(&self) -> Vec<Date> {
        let (Some(first), Some(last)) = (self.except.first(), self.except.last()) else { return Vec::new() };
        let days = self.all_days().seek(*first).take_while(|day| day <= last);
        days.filter(|day| self.except.binary_search(day).is_ok()).collect()
    }

    /// Whether the first day is one of the rule.
    pub fn begins_by_rule(&self) -> bool {
        self.repeat.as_ref().is_none_or(|rule| expand::fits(rule, self.start.date()))
    }

    /// The last day on which the rule may fall.
    pub(super) fn last_allowed(&self) -> Date {
        let Some(rule) = &self.repeat else { return self.start.date() };
        let until = match rule.end {
            End::Never | End::Count(_) => return Date::MAX,
            End::Local(Moment::Day(day)) => return day,
            End::Local(Moment::Time(time)) => time,
            End::Instant(instant) => match &self.zone {
                Some(zone) => zone.local(instant),
                None => jiff::tz::Offset::UTC.to_datetime(instant),
            },
        };
        let begins = self.start.time().unwrap_or_default();
        if begins <= until.time() { until.date() } else { until.date().yesterday().unwrap_or(Date::MIN) }
    }

    /// The occurrence that begins on `day`.
    fn on(&self, day: Date) -> Occurrence {
        let later = |moment: Moment| {
            let days = self.start.date().until(day).unwrap_or_default();
            match moment {
                Moment::Day(end) => Moment::Day(end.checked_add(days).unwrap_or(Date::MAX)),
                Moment::Time(end) => Moment::Time(end.checked_add(days).unwrap_or(DateTime::MAX)),
            }
        };
        Occurrence { start: later(self.start), end: self.end.map(later) }
    }

    /// How many days pass from the first to the last of an occurrence.
    fn days_long(&self) -> i32 {
        let end = self.end.unwrap_or(self.start).date();
        self.start.date().until(end).map_or(0, |span| span.get_days().max(0))
    }

    /// The days it begins on, exceptions left out, from `day`.
    fn days_from(&self, day: Date) -> impl Iterator<Item = Date> + '_ {
        let days = self.all_days().seek(day).skip_while(move |start| *start < day);
        days.filter(|start| self.except.binary_search(start).is_err())
    }

    fn all_days(&self) -> Days<'_> {
        const ONCE: &Rule = &Rule::ONCE;
        Days::new(self.repeat.as_ref().unwrap_or(ONCE), self.start.date(), self.last_allowed())
    }
}

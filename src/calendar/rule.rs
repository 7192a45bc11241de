//! How something is repeated: an `RRULE` of RFC 5545 (3.3.10), or a plain word.
//!
//! What is smaller than a day, numbers of weeks and numbers of days of a year are not read: no calendar of an organisation
//! needs them, and a rule of seconds has a million occurrences in a fortnight. Every number has a bound for the same reason.

use std::fmt;

use jiff::civil::Weekday;

use crate::base::date::{self, Date};
use crate::base::moment::Moment;
use crate::base::text;

/// The most that `COUNT` may be: every day for 27 years.
const MOST_COUNT: u32 = 9_999;
/// The most that `INTERVAL` may be.
const MOST_INTERVAL: u32 = 999;

/// How something is repeated.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    pub(super) every: Every,
    pub(super) interval: u32,
    pub(super) end: End,
    /// Weekdays, each perhaps with which of the month or year; sorted.
    pub(super) days: Vec<(i16, i8)>,
    pub(super) month_days: Vec<i8>,
    pub(super) months: Vec<i8>,
    pub(super) positions: Vec<i16>,
    /// The day a week begins on, Monday is 0.
    pub(super) week_start: i8,
}

/// What the interval counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// When it is not repeated any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum End {
    Never,
    /// After so many occurrences, the first included.
    Count(u32),
    /// After this, where it happens.
    Local(Moment),
    /// After this.
    Instant(jiff::Timestamp),
}

/// Why a text is no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Neither a rule nor a word.
    #[error("this is no rule")]
    Form,
    /// A part that a rule cannot have.
    #[error("`{0}` is not a part of a rule")]
    Part(String),
    /// A part with an impossible value.
    #[error("`{0}` cannot be `{1}`")]
    Value(&'static str, String),
    /// A part written twice.
    #[error("`{0}` is written twice")]
    Twice(&'static str),
    /// Something that RFC 5545 has and Guildhall has not.
    #[error("`{0}` is not read: an event is repeated by days, weeks, months or years")]
    Unsupported(String),
    /// Two parts that exclude each other, or one without the other.
    #[error("{0}")]
    Together(&'static str),
}

const PARTS: [&str; 9] = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"];
const UNSUPPORTED: [&str; 6] = ["BYHOUR", "BYMINUTE", "BYSECOND", "BYWEEKNO", "BYYEARDAY", "RSCALE"];
pub(super) const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl Rule {
    /// Not repeated at all.
    pub(super) const ONCE: Self = Self::with_end(Every::Day, 1, End::Count(1));

    const fn each(every: Every, interval: u32) -> Self {
        Self::with_end(every, interval, End::Never)
    }

    const fn with_end(every: Every, interval: u32, end: End) -> Self {
        Self {
            every,
            interval,
            end,
            days: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_start: 0,
        }
    }

    /// Reads `FREQ=MONTHLY;BYDAY=2TU`, with or without `RRULE:`, or a word: `daily`, `weekly`, `monthly`, `yearly`, `every 2
    /// weeks`. Letter case does not count.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        if let Some(rule) = in_words(&text.to_ascii_lowercase()) {
            return Ok(rule);
        }
        let text = text.to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text);
        let mut rule = Self::each(Every::Day, 1);
        let mut seen: Vec<&'static str> = Vec::new();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(Fault::Form)?;
            let (name, value) = (name.trim(), value.trim());
            if UNSUPPORTED.contains(&name) {
                return Err(Fault::Unsupported(text::shown(name)));
            }
            let known = PARTS.into_iter().find(|known| *known == name);
            let name = known.ok_or_else(|| Fault::Part(text::shown(name)))?;
            if seen.contains(&name) {
                return Err(Fault::Twice(name));
            }
            seen.push(name);
            rule.part(name, value)?;
        }
        rule.together(&seen)?;
        Ok(rule)
    }

    fn part(&mut self, name: &'static str, value: &str) -> Result<(), Fault> {
        let wrong = || Fault::Value(name, text::shown(value));
        let number =
            |most: u32| value.parse::<u32>().ok().filter(|number| (1..=most).contains(number)).ok_or_else(wrong);
        match name {
            "FREQ" => {
                self.every = match value {
                    "DAILY" => Every::Day,
                    "WEEKLY" => Every::Week,
                    "MONTHLY" => Every::Month,
                    "YEARLY" => Every::Year,
                    "SECONDLY" | "MINUTELY" | "HOURLY" => return Err(Fault::Unsupported(value.to_owned())),
                    _ => return Err(wrong()),
                };
            }
            "INTERVAL" => self.interval = number(MOST_INTERVAL)?,
            "COUNT" => self.end = End::Count(number(MOST_COUNT)?),
            "UNTIL" => self.end = until(value).ok_or_else(wrong)?,
            "WKST" => self.week_start = weekday(value).ok_or_else(wrong)?,
            "BYDAY" => {
                self.days = list(value, |day| {
                    let (nth, day) = day.split_at_checked(day.len().checked_sub(2)?)?;
                    let nth = if nth.is_empty() { 0 } else { signed(nth, 53)? };
                    Some((nth, weekday(day)?))
                })
                .ok_or_else(wrong)?;
            }
            "BYMONTHDAY" => {
                self.month_days = list(value, |day| i8::try_from(signed(day, 31)?).ok()).ok_or_else(wrong)?;
            }
            "BYMONTH" => {
                let month = |month: &str| month.parse::<i8>().ok().filter(|month| (1..=12).contains(month));
                self.months = list(value, month).ok_or_else(wrong)?;
            }
            _ => self.positions = list(value, |position| signed(position, 366)).ok_or_else(wrong)?,
        }
        Ok(())
    }

    /// What parts must not stand beside each other.
    fn together(&self, seen: &[&'static str]) -> Result<(), Fault> {
        let has = |name: &str| seen.contains(&name);
        if !has("FREQ") {
            return Err(Fault::Together("it lacks `FREQ`"));
        }
        if has("COUNT") && has("UNTIL") {
            return Err(Fault::Together("`COUNT` and `UNTIL` exclude each other"));
        }
        if self.days.iter().any(|(nth, _)| *nth != 0) && !matches!(self.every, Every::Month | Every::Year) {
            return Err(Fault::Together("a number before a weekday needs `FREQ=MONTHLY` or `FREQ=YEARLY`"));
        }
        if has("BYMONTHDAY") && self.every == Every::Week {
            return Err(Fault::Together("`BYMONTHDAY` and `FREQ=WEEKLY` exclude each other"));
        }
        if has("BYSETPOS") && !["BYDAY", "BYMONTHDAY", "BYMONTH"].into_iter().any(has) {
            return Err(Fault::Together("`BYSETPOS` needs `BYDAY`, `BYMONTHDAY` or `BYMONTH`"));
        }
        Ok(())
    }

    /// The rule of the same days without its end, as calendars write it.
    pub(super) fn without_end(&self) -> String {
        Self { end: End::Never, ..self.clone() }.to_string()
    }
}

impl Every {
    /// `daily`, `weekly`, `monthly` or `yearly`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Day => "daily",
            Self::Week => "weekly",
            Self::Month => "monthly",
            Self::Year => "yearly",
        }
    }
}

/// As calendars write it. An end by day is left to whoever knows the zone.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FREQ={}", self.every.word().to_ascii_uppercase())?;
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        if let End::Count(count) = self.end {
            write!(f, ";COUNT={count}")?;
        }
        let day = |(nth, day): &(i16, i8)| {
            let name = usize::try_from(*day).ok().and_then(|day| WEEKDAYS.get(day)).copied().unwrap_or_default();
            if *nth == 0 { name.to_owned() } else { format!("{nth}{name}") }
        };
        joined(f, "BYMONTH", self.months.iter().map(ToString::to_string))?;
        joined(f, "BYMONTHDAY", self.month_days.iter().map(ToString::to_string))?;
        joined(f, "BYDAY", self.days.iter().map(day))?;
        joined(f, "BYSETPOS", self.positions.iter().map(ToString::to_string))?;
        if self.week_start != 0 {
            joined(f, "WKST", std::iter::once(day(&(0, self.week_start))))?;
        }
        Ok(())
    }
}

fn joined(f: &mut fmt::Formatter<'_>, name: &str, values: impl Iterator<Item = String>) -> fmt::Result {
    let values: Vec<String> = values.collect();
    if values.is_empty() { Ok(()) } else { write!(f, ";{name}={}", values.join(",")) }
}

/// The weekday's number, Monday is 0.
pub(super) fn number_of(day: Weekday) -> i8 {
    day.to_monday_zero_offset()
}

fn in_words(text: &str) -> Option<Rule> {
    let unit = |word: &str| match word.trim_end_matches('s') {
        "day" => Some(Every::Day),
        "week" => Some(Every::Week),
        "month" => Some(Every::Month),
        "year" => Some(Every::Year),
        _ => None,
    };
    let simple = match text {
        "daily" => Some(Every::Day),
        "weekly" => Some(Every::Week),
        "monthly" => Some(Every::Month),
        "yearly" | "annually" => Some(Every::Year),
        _ => None,
    };
    if let Some(every) = simple {
        return Some(Rule::each(every, 1));
    }
    let mut words = text.strip_prefix("every ")?.split_whitespace();
    let first = words.next()?;
    let (interval, every) = match unit(first) {
        Some(every) => (1, every),
        None => (first.parse().ok().filter(|count| (1..=MOST_INTERVAL).contains(count))?, unit(words.next()?)?),
    };
    words.next().is_none().then(|| Rule::each(every, interval))
}

/// Values between commas, sorted, each once.
fn list<T: Ord>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let mut values = text.split(',').map(|value| read(value.trim())).collect::<Option<Vec<T>>>()?;
    values.sort_unstable();
    values.dedup();
    Some(values)
}

/// A number from 1 to `most`, or from -1 to -`most`.
fn signed(text: &str, most: i16) -> Option<i16> {
    text.parse::<i16>().ok().filter(|number| *number != 0 && (-most..=most).contains(number))
}

fn weekday(text: &str) -> Option<i8> {
    WEEKDAYS.iter().position(|day| *day == text).and_then(|day| i8::try_from(day).ok())
}

/// `20261231`, `2026-12-31`, `20261231T235959` or that with a `Z`.
fn until(text: &str) -> Option<End> {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let day = compact_day(day)?;
    let Some(time) = time else { return Some(End::Local(Moment::Day(day))) };
    let (digits, utc) = time.strip_suffix('Z').map_or((time, false), |digits| (digits, true));
    if digits.len() != 6 || !digits.is_ascii() {
        return None;
    }
    let two = |at: usize| digits.get(at..at + 2)?.parse::<i8>().ok();
    let local = day.to_datetime(jiff::civil::Time::new(two(0)?, two(2)?, two(4)?, 0).ok()?);
    if !utc {
        return Some(End::Local(Moment::Time(local)));
    }
    let instant = jiff::tz::Offset::UTC.to_timestamp(local).unwrap_or(jiff::Timestamp::MAX);
    Some(End::Instant(instant))
}

fn compact_day(text: &str) -> Option<Date> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, rest) = text.split_at(4);
        let (month, day) = rest.split_at(2);
        return date::parse(&[year, month, day].join("-")).ok().map(|written| written.date);
    }
    date::parse(text).ok().filter(|written| !written.words).map(|written| written.date)
}

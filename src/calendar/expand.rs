//! On which days a rule falls.
//!
//! Days only: a rule moves no time of day, so that the time is the same on every clock that hangs there, summer or
//! winter. Works period by period (day, week, month, year) and stops after many that hold no day, so that a rule for the 30th of
//! February ends too.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::rule::{End, Every, Rule, number_of};

/// So many periods in a row without a day mean that none will come. The rarest days lie closer: every 999th week that
/// begins on a 29th of February does not matter to anybody.
const EMPTY_PERIODS: u32 = 20_000;

/// The days of a rule from the first on, in order, each once.
pub(super) struct Days<'a> {
    rule: &'a Rule,
    first: Date,
    /// The last day it may be.
    last: Date,
    /// The first day of the next period.
    period: Option<Date>,
    /// Days of the current one, last first.
    ready: Vec<Date>,
    /// How many may still come.
    left: u32,
    /// The first day is an occurrence even where it does not fit the rule.
    opened: bool,
}

impl<'a> Days<'a> {
    /// Days from `first`, which is always one, up to `last`.
    pub(super) fn new(rule: &'a Rule, first: Date, last: Date) -> Self {
        let left = if let End::Count(count) = rule.end { count } else { u32::MAX };
        Self { rule, first, last, period: Some(start_of(rule, first)), ready: Vec::new(), left, opened: false }
    }

    /// Leaves out days before `day`, as far as that can be done without counting them.
    pub(super) fn seek(mut self, day: Date) -> Self {
        let Some(period) = self.period.filter(|_| !matches!(self.rule.end, End::Count(_)) && day > self.first) else {
            return self;
        };
        let target = start_of(self.rule, day);
        let between = match self.rule.every {
            Every::Day => days_between(period, target),
            Every::Week => days_between(period, target) / 7,
            Every::Month => months_of(target) - months_of(period),
            Every::Year => i64::from(target.year()) - i64::from(period.year()),
        };
        let steps = between / i64::from(self.rule.interval);
        if steps > 0 {
            self.period = self.step(period, steps);
            self.opened = true;
        }
        self
    }

    /// The period so many intervals after `period`.
    fn step(&self, period: Date, steps: i64) -> Option<Date> {
        let by = steps * i64::from(self.rule.interval);
        let span = match self.rule.every {
            Every::Day => Span::new().try_days(by),
            Every::Week => Span::new().try_weeks(by),
            Every::Month => Span::new().try_months(by),
            Every::Year => Span::new().try_years(by),
        };
        span.and_then(|span| period.checked_add(span)).ok()
    }

    /// Fills `ready` from the next period that holds a day.
    fn refill(&mut self) {
        for _ in 0..EMPTY_PERIODS {
            let Some(period) = self.period.filter(|period| *period <= self.last) else { return };
            self.period = self.step(period, 1);
            let mut days = days_of(self.rule, period, self.first);
            positioned(self.rule, &mut days);
            // The first day comes by itself.
            days.retain(|day| *day > self.first && *day <= self.last);
            if !days.is_empty() {
                days.reverse();
                self.ready = days;
                return;
            }
        }
        self.period = None;
    }
}

impl Iterator for Days<'_> {
    type Item = Date;

    fn next(&mut self) -> Option<Date> {
        if self.left == 0 {
            return None;
        }
        let day = if self.opened {
            if self.ready.is_empty() {
                self.refill();
            }
            self.ready.pop()?
        } else {
            self.opened = true;
            self.first
        };
        self.left = self.left.saturating_sub(1);
        Some(day)
    }
}

/// Whether the rule by itself falls on `day` if it begins there.
pub(super) fn fits(rule: &Rule, day: Date) -> bool {
    let mut days = days_of(rule, start_of(rule, day), day);
    positioned(rule, &mut days);
    days.contains(&day)
}

/// The first day of the period that `day` lies in.
fn start_of(rule: &Rule, day: Date) -> Date {
    match rule.every {
        Every::Day => day,
        Every::Week => {
            let into = (number_of(day.weekday()) - rule.week_start).rem_euclid(7);
            day.checked_sub(i32::from(into).days()).unwrap_or(day)
        }
        Every::Month => day.first_of_month(),
        Every::Year => day.first_of_year(),
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

fn months_of(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month())
}

/// The days of one period, sorted, before positions are chosen.
fn days_of(rule: &Rule, period: Date, first: Date) -> Vec<Date> {
    match rule.every {
        Every::Day => {
            let fits = in_month(rule, period) && on_month_day(rule, period) && on_weekday(rule, period);
            if fits { vec![period] } else { Vec::new() }
        }
        Every::Week => {
            let days = (0..7_i32).filter_map(|into| period.checked_add(into.days()).ok());
            let same = |day: &Date| rule.days.is_empty() && day.weekday() == first.weekday();
            days.filter(|day| (same(day) || on_a_written_weekday(rule, *day)) && in_month(rule, *day)).collect()
        }
        Every::Month => {
            if in_month(rule, period) {
                days_of_month(rule, period, first.day())
            } else {
                Vec::new()
            }
        }
        Every::Year => days_of_year(rule, period, first),
    }
}

fn days_of_year(rule: &Rule, year: Date, first: Date) -> Vec<Date> {
    let by_month = !rule.months.is_empty() || !rule.month_days.is_empty();
    if !by_month && !rule.days.is_empty() {
        let all = (0..i32::from(year.days_in_year())).filter_map(|into| year.checked_add(into.days()).ok());
        return all.filter(|day| nth_weekday(rule, *day, day.day_of_year(), year.days_in_year())).collect();
    }
    let fits = |month: &i8| match (rule.months.is_empty(), by_month) {
        (false, _) => rule.months.contains(month),
        (true, true) => true,
        (true, false) => *month == first.month(),
    };
    let months = (1..=12_i8).filter(fits).filter_map(|month| Date::new(year.year(), month, 1).ok());
    months.flat_map(|month| days_of_month(rule, month, first.day())).collect()
}

/// The days of one month: those written, else the day of the month on which it began.
fn days_of_month(rule: &Rule, month: Date, usual: i8) -> Vec<Date> {
    let days = (1..=month.days_in_month()).filter_map(|day| Date::new(month.year(), month.month(), day).ok());
    let open = rule.month_days.is_empty() && rule.days.is_empty();
    let length = i16::from(month.days_in_month());
    let fits = |day: &Date| {
        if open {
            return day.day() == usual;
        }
        on_month_day(rule, *day) && (rule.days.is_empty() || nth_weekday(rule, *day, i16::from(day.day()), length))
    };
    days.filter(fits).collect()
}

fn in_month(rule: &Rule, day: Date) -> bool {
    rule.months.is_empty() || rule.months.contains(&day.month())
}

fn on_month_day(rule: &Rule, day: Date) -> bool {
    let from_end = day.day() - day.days_in_month() - 1;
    rule.month_days.is_empty() || rule.month_days.contains(&day.day()) || rule.month_days.contains(&from_end)
}

fn on_weekday(rule: &Rule, day: Date) -> bool {
    rule.days.is_empty() || on_a_written_weekday(rule, day)
}

fn on_a_written_weekday(rule: &Rule, day: Date) -> bool {
    rule.days.iter().any(|(_, weekday)| *weekday == number_of(day.weekday()))
}

/// Whether `day`, the `at`th of a month or year of `length` days, is one of the written weekdays.
fn nth_weekday(rule: &Rule, day: Date, at: i16, length: i16) -> bool {
    let nth = (at - 1) / 7 + 1;
    let from_end = -((length - at) / 7 + 1);
    let weekday = number_of(day.weekday());
    rule.days
        .iter()
        .any(|(wanted, written)| *written == weekday && (*wanted == 0 || *wanted == nth || *wanted == from_end))
}

/// Keeps the days at the written positions of a period.
fn positioned(rule: &Rule, days: &mut Vec<Date>) {
    if rule.positions.is_empty() {
        return;
    }
    let length = i16::try_from(days.len()).unwrap_or(i16::MAX);
    let mut at = 0;
    days.retain(|_| {
        at += 1;
        rule.positions.contains(&at) || rule.positions.contains(&(at - length - 1))
    });
}

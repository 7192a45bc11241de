//! A rule in parts that can be said in any language.

use super::rule::{Every, Rule};

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Said {
    /// `daily`, `weekly`, `monthly` or `yearly`.
    pub every: &'static str,
    /// Every how many of these.
    pub interval: u32,
    /// On which days; empty where the first one says it.
    pub days: Vec<SaidDay>,
    /// In which months, from 1; empty for all.
    pub months: Vec<i8>,
    /// The rule says more of its days than these parts can.
    pub otherwise: bool,
}

/// On which days. Weekdays are counted from Monday, 1. Which one of a month is 1 to 5, or -1 for the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SaidDay {
    /// A weekday of every week.
    Weekday(i8),
    /// Every such weekday of a month.
    Each(i8),
    /// Which weekday of a month.
    Nth(i8, i8),
    /// Which day of a month, counted without Saturdays and Sundays.
    Working(i8),
    /// A day of a month by its number.
    Date(i8),
    /// The last day of a month.
    Last,
}

impl Rule {
    /// What the rule says, but for its end.
    pub fn said(&self) -> Said {
        let mut said = Said {
            every: self.every.word(),
            interval: self.interval,
            days: Vec::new(),
            months: self.months.clone(),
            otherwise: false,
        };
        let days = if self.positions.is_empty() { self.written_days(&mut said) } else { self.positioned_day() };
        match days {
            Some(days) => said.days = days,
            None => said.otherwise = true,
        }
        said
    }

    /// The days that are written one by one. Where they are those of every week or month all the same, `said` is told.
    fn written_days(&self, said: &mut Said) -> Option<Vec<SaidDay>> {
        let by_month = self.every == Every::Month || (self.every == Every::Year && !self.months.is_empty());
        match (self.days.is_empty(), self.month_days.is_empty()) {
            (true, true) => Some(Vec::new()),
            (false, false) => None,
            (false, true) if by_month => self.days.iter().map(|(nth, day)| weekday(*nth, *day)).collect(),
            (false, true) => {
                let every_one = self.days.iter().all(|(nth, _)| *nth == 0);
                (every_one && (self.every == Every::Week || self.interval == 1)).then(|| {
                    said.every = Every::Week.word();
                    self.days.iter().map(|(_, day)| SaidDay::Weekday(day + 1)).collect()
                })
            }
            (true, false) => {
                if !by_month {
                    said.every = Every::Month.word();
                }
                let days = (by_month || self.interval == 1).then_some(&self.month_days)?;
                days.iter().map(|day| date(*day)).collect()
            }
        }
    }

    /// The day of a rule with `BYSETPOS`: one weekday, or the working days, of which one is chosen.
    fn positioned_day(&self) -> Option<Vec<SaidDay>> {
        const WORKING: [(i16, i8); 5] = [(0, 0), (0, 1), (0, 2), (0, 3), (0, 4)];
        let of_one_month = self.every == Every::Month || (self.every == Every::Year && self.months.len() == 1);
        let [position] = *self.positions else { return None };
        if !of_one_month || !self.month_days.is_empty() {
            return None;
        }
        let day = match *self.days {
            [(0, day)] => weekday(position, day)?,
            _ if self.days == WORKING => SaidDay::Working(which(position)?),
            _ => return None,
        };
        Some(vec![day])
    }
}

fn weekday(nth: i16, day: i8) -> Option<SaidDay> {
    if nth == 0 { Some(SaidDay::Each(day + 1)) } else { Some(SaidDay::Nth(which(nth)?, day + 1)) }
}

/// Which one of a month, if there is a word for it.
fn which(nth: i16) -> Option<i8> {
    i8::try_from(nth).ok().filter(|nth| *nth == -1 || (1..=5).contains(nth))
}

fn date(day: i8) -> Option<SaidDay> {
    match day {
        -1 => Some(SaidDay::Last),
        1.. => Some(SaidDay::Date(day)),
        _ => None,
    }
}

//! How an event is repeated, in parts that templates put into words.

use serde::Serialize;

use crate::base::date::Date;
use crate::calendar::{SaidDay, Series};

/// So many days on which it does not happen are named.
const EXCEPTIONS: usize = 12;

/// How an event is repeated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct RepeatView {
    /// `daily`, `weekly`, `monthly`, `yearly`: keys of the theme's strings with `repeat-` before them.
    pub every: &'static str,
    /// Every how many of these.
    pub interval: u32,
    /// On which days; empty where the first time says it.
    pub days: Vec<RepeatDay>,
    /// In which months, from 1; empty for all.
    pub months: Vec<i8>,
    /// There is more to its days than is said here.
    pub otherwise: bool,
    /// The last day of it.
    pub until: Option<String>,
    /// The next days on which it does not happen, though it would.
    pub except: Vec<String>,
}

/// A day on which it is repeated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct RepeatDay {
    /// A key of the theme's strings with `repeat-day-` before it: `weekday` (of every week), `each` (every such weekday of a
    /// month), `nth` (one of them), `working` (one from Monday to Friday), `date`, `last` (of a month).
    pub form: &'static str,
    /// From Monday, 1; 0 where none is meant.
    pub weekday: i8,
    /// Which one of the month, 1 to 5 or -1 for the last; 0 where none is meant.
    pub nth: i8,
    /// The day of the month; 0 where none is meant.
    pub date: i8,
}

/// How `series` is repeated, as seen on the day `today`.
pub(super) fn view(series: &Series, today: Date) -> Option<RepeatView> {
    let rule = series.repeat.as_ref()?;
    let said = rule.said();
    let except = series.left_out().into_iter().filter(|day| *day >= today);
    Some(RepeatView {
        every: said.every,
        interval: said.interval,
        days: said.days.into_iter().map(day).collect(),
        months: said.months,
        otherwise: said.otherwise,
        until: series.last_start().map(|day| day.to_string()),
        except: except.take(EXCEPTIONS).map(|day| day.to_string()).collect(),
    })
}

fn day(said: SaidDay) -> RepeatDay {
    let (form, weekday, nth, date) = match said {
        SaidDay::Weekday(weekday) => ("weekday", weekday, 0, 0),
        SaidDay::Each(weekday) => ("each", weekday, 0, 0),
        SaidDay::Nth(nth, weekday) => ("nth", weekday, nth, 0),
        SaidDay::Working(nth) => ("working", 0, nth, 0),
        SaidDay::Date(date) => ("date", 0, 0, date),
        SaidDay::Last => ("last", 0, 0, 0),
    };
    RepeatDay { form, weekday, nth, date }
}

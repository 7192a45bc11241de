//! When something happens: a day, or a day and a time of it, as a clock on the wall there shows it.
//!
//! What is read here has no zone of its own. An offset behind a time (other generators write one) is handed back beside it:
//! whoever knows the zone can say whether they agree.

use jiff::civil;

use super::date::{self, Date, DateError};

/// A day, or a day and a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// The whole of it.
    Day(Date),
    /// Without a zone.
    Time(civil::DateTime),
}

impl Moment {
    /// The day it lies on.
    pub fn date(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Time(time) => time.date(),
        }
    }

    /// The time of day, if it has one.
    pub fn time(self) -> Option<civil::Time> {
        match self {
            Self::Day(_) => None,
            Self::Time(time) => Some(time.time()),
        }
    }

    /// Where it begins.
    pub fn begins(self) -> civil::DateTime {
        match self {
            Self::Day(day) => day.at(0, 0, 0, 0),
            Self::Time(time) => time,
        }
    }

    /// Where it is over: a day lasts to its end, a time does not last.
    pub fn ends(self) -> civil::DateTime {
        match self {
            Self::Day(day) => day.tomorrow().unwrap_or(day).at(0, 0, 0, 0),
            Self::Time(time) => time,
        }
    }
}

/// A moment as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The moment.
    pub moment: Moment,
    /// How many minutes ahead of UTC it says its place is.
    pub offset: Option<i32>,
    /// The day is in words, `17 May 2021`: read, but only English months are known.
    pub words: bool,
}

/// Reads a day as [`date::parse`] does, and behind it a time (`14:00`, `14:00:00`, `2 pm`, `2:30 pm`, a `T`, a comma or
/// `at` before it) and an offset (`-0500`, `+02:00`, `Z`).
///
/// # Errors
/// What is wrong with it.
pub fn parse(text: &str) -> Result<Written, DateError> {
    let text = text.trim();
    if let Some((day, rest)) = text.split_at_checked("2026-11-24".len())
        && day.starts_with(|first: char| first.is_ascii_digit())
        && let Ok(written) = date::parse(day)
    {
        return with_time(written, rest);
    }
    let whole = date::parse(text);
    if whole.is_ok() {
        return with_time(whole?, "");
    }
    // A day in words: the time begins at one of the blanks behind it.
    let blanks = text.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at).skip(2).take(4);
    let parted = blanks.filter_map(|at| text.split_at_checked(at));
    let mut read = parted.filter_map(|(day, rest)| with_time(date::parse(day).ok()?, rest).ok());
    read.next().map_or_else(|| Err(whole.err().unwrap_or(DateError::Form)), Ok)
}

/// Reads a time alone, as in `16:00` or `4 pm`.
pub fn parse_time(text: &str) -> Option<civil::Time> {
    clock(text.trim()).ok().filter(|(_, offset)| offset.is_none()).map(|(time, _)| time)
}

fn with_time(day: date::Written, rest: &str) -> Result<Written, DateError> {
    let (moment, offset) = if rest.trim().is_empty() {
        (Moment::Day(day.date), None)
    } else {
        let time = rest.strip_prefix(['T', 't', ' ', ',']).ok_or(DateError::Form)?.trim_start();
        let (time, offset) = clock(time.strip_prefix("at ").unwrap_or(time).trim_start())?;
        (Moment::Time(day.date.to_datetime(time)), offset)
    };
    Ok(Written { moment, offset, words: day.words })
}

/// A time of 24 hours as [`date::clock`] reads it, or one of twelve.
fn clock(text: &str) -> Result<(civil::Time, Option<i32>), DateError> {
    let (hour, rest) = date::digits(text);
    let (minute, rest) = rest.strip_prefix(':').map_or(("0", rest), date::digits);
    let rest = rest.trim_start();
    let half = rest.get(..2).map(str::to_ascii_lowercase).unwrap_or_default();
    if !matches!(half.as_str(), "am" | "pm") {
        return date::clock(text);
    }
    let number = |text: &str, least: i8, most: i8| {
        let number = text.parse::<i8>().ok().filter(|number| (least..=most).contains(number));
        number.ok_or(DateError::Time)
    };
    let hour = number(hour, 1, 12)? % 12 + if half == "pm" { 12 } else { 0 };
    let time = civil::Time::new(hour, number(minute, 0, 59)?, 0, 0).map_err(|_| DateError::Time)?;
    Ok((time, date::offset(rest.get(2..).unwrap_or_default().trim())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_in_many_spellings() {
        let day = civil::date(2026, 11, 24);
        let two = Moment::Time(day.at(14, 0, 0, 0));
        for (text, moment, offset) in [
            ("2026-11-24", Moment::Day(day), None),
            ("24 November 2026", Moment::Day(day), None),
            ("2026-11-24 14:00", two, None),
            ("2026-11-24T14:00", two, None),
            ("2026-11-24, 2 pm", two, None),
            ("2026-11-24 at 2:00 PM", two, None),
            ("2026-11-24 14:00:00 -0500", two, Some(-300)),
            ("2026-11-24T14:00:00.000Z", two, Some(0)),
            ("2026-11-24T14:00+05:30", two, Some(330)),
            ("24 November 2026 14:00", two, None),
            ("November 24, 2026 at 2pm", two, None),
            ("Tue, Nov 24, 2026, 2:00 pm", two, None),
            ("2026-11-24 12 am", Moment::Time(day.at(0, 0, 0, 0)), None),
            ("2026-11-24 12:30 pm", Moment::Time(day.at(12, 30, 0, 0)), None),
        ] {
            let written = parse(text);
            assert_eq!(written.map(|written| (written.moment, written.offset)), Ok((moment, offset)), "{text}");
        }
        assert_eq!(parse_time("16:00"), Some(civil::time(16, 0, 0, 0)));
        assert_eq!(parse_time("4 pm"), Some(civil::time(16, 0, 0, 0)));
        assert_eq!(parse_time("4"), None);
    }

    #[test]
    fn what_is_no_moment_says_why() {
        for (text, error) in [
            ("", DateError::Form),
            ("soon", DateError::Form),
            ("2026-11-24x", DateError::Form),
            ("2026-02-30 14:00", DateError::Day),
            ("99999-01-01", DateError::Year),
            ("2026-11-24 25:00", DateError::Time),
            ("2026-11-24 13 pm", DateError::Time),
            ("2026-11-24 14:00 +26:00", DateError::Zone),
            ("2026-11-24 14", DateError::Form),
            ("é-é-é-é-é 14:00 é é é é é é", DateError::Form),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }
}

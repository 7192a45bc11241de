//! Dates of pages and spans between reviews. The clock is never read here: today is an input of the build.
//!
//! Authors write days. A time and a zone behind one (other generators write them) are checked and then dropped: the day
//! is the one that is written, whatever the zone.

use jiff::civil;

/// A calendar day, `2026-11-24` in text and JSON.
pub type Date = civil::Date;

/// A day as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The day.
    pub date: Date,
    /// In words, `May 17, 2021` or `17 May 2021`: read, but only English months are known.
    pub words: bool,
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not in any known form.
    #[error("this is not a date")]
    Form,
    /// A year outside 1000 to 9999: it cannot be written in the usual form without doubt.
    #[error("the year must have four digits, 1000 to 9999")]
    Year,
    /// A month or day that the calendar lacks.
    #[error("there is no such day")]
    Day,
    /// A time behind the day that the clock lacks.
    #[error("there is no such time")]
    Time,
    /// A time zone behind the time that does not exist; zones go from `-12:00` to `+14:00`.
    #[error("there is no such time zone")]
    Zone,
}

/// Reads `2026-11-24`, optionally with a time and a zone as in RFC 3339 (a blank for the `T` and before the zone, and
/// `-0500` without a colon are fine), `May 17, 2021` or `17 May 2021`.
///
/// # Errors
/// What is wrong with it.
pub fn parse(text: &str) -> Result<Written, DateError> {
    let text = text.trim();
    let (year, rest) = digits(text);
    if !year.is_empty() && rest.starts_with('-') {
        return numbers(text).map(|date| Written { date, words: false });
    }
    words(text).map(|date| Written { date, words: true })
}

fn numbers(text: &str) -> Result<Date, DateError> {
    let (year, rest) = digits(text);
    let (month, rest) = digits(rest.strip_prefix('-').ok_or(DateError::Form)?);
    let (day, rest) = digits(rest.strip_prefix('-').ok_or(DateError::Form)?);
    if month.len() != 2 || day.len() != 2 {
        return Err(DateError::Form);
    }
    if year.len() != 4 {
        return Err(DateError::Year);
    }
    let date = day_of(year, number(month), day)?;
    if !rest.is_empty() {
        let time = rest.strip_prefix(['T', 't', ' ']).ok_or(DateError::Form)?;
        clock(time.trim_start())?;
    }
    Ok(date)
}

/// `10:00`, `10:00:00.5` and a zone behind it: the time, and how many minutes the zone is ahead of UTC.
pub(super) fn clock(text: &str) -> Result<(civil::Time, Option<i32>), DateError> {
    let (hour, rest) = digits(text);
    let (minute, mut rest) = digits(rest.strip_prefix(':').ok_or(DateError::Form)?);
    let mut second = "0";
    if let Some(after) = rest.strip_prefix(':') {
        (second, rest) = digits(after);
        if let Some(after) = rest.strip_prefix('.') {
            rest = digits(after).1;
        }
    }
    // 60 is a leap second.
    let part = |part: &str, max: i8| {
        let value = part.parse::<i8>().ok().filter(|value| part.len() <= 2 && (0..=max).contains(value));
        value.ok_or(DateError::Time)
    };
    let (hour, minute, second) = (part(hour, 23)?, part(minute, 59)?, part(second, 60)?);
    let time = civil::Time::new(hour, minute, second.min(59), 0).map_err(|_| DateError::Time)?;
    Ok((time, offset(rest.trim())?))
}

/// Minutes ahead of UTC, as in `+02:00`, `-0500`, `Z`; none for an empty text.
pub(super) fn offset(zone: &str) -> Result<Option<i32>, DateError> {
    if zone.is_empty() {
        return Ok(None);
    }
    if matches!(zone, "Z" | "z" | "UTC" | "GMT") {
        return Ok(Some(0));
    }
    let offset = zone.strip_prefix(['+', '-']).ok_or(DateError::Zone)?;
    let (hours, rest) = digits(offset);
    let (hours, minutes) = match (hours.len(), rest.strip_prefix(':')) {
        (1 | 2, Some(minutes)) => (hours, minutes),
        (1 | 2, None) if rest.is_empty() => (hours, "0"),
        (4, None) if rest.is_empty() => hours.split_at(2),
        _ => return Err(DateError::Zone),
    };
    let (sign, most) = if zone.starts_with('-') { (-1, 12) } else { (1, 14) };
    let part = |part: &str, max: i32| part.parse::<i32>().ok().filter(|value| *value <= max).ok_or(DateError::Zone);
    Ok(Some(sign * (part(hours, most)? * 60 + part(minutes, 59)?)))
}

/// `May 17, 2021`, `17 May 2021`, a weekday in front or not, months cut to three letters or more.
fn words(text: &str) -> Result<Date, DateError> {
    let mut parts = text.split([' ', ',', '.']).filter(|part| !part.is_empty());
    let mut next = || parts.next().ok_or(DateError::Form);
    let mut first = next()?;
    if is_weekday(first) {
        first = next()?;
    }
    let second = next()?;
    let year = next()?;
    let (month, day) = match (month(first), month(second)) {
        (Some(month), None) => (month, second),
        (None, Some(month)) => (month, first),
        _ => return Err(DateError::Form),
    };
    let day = ["st", "nd", "rd", "th"].iter().find_map(|ending| day.strip_suffix(ending)).unwrap_or(day);
    if parts.next().is_some() || digits(day) != (day, "") || digits(year) != (year, "") || day.len() > 2 {
        return Err(DateError::Form);
    }
    if year.len() != 4 {
        return Err(DateError::Year);
    }
    day_of(year, Some(month), day)
}

fn day_of(year: &str, month: Option<u32>, day: &str) -> Result<Date, DateError> {
    let year = year.parse::<i16>().ok().filter(|year| (1000..=9999).contains(year)).ok_or(DateError::Year)?;
    let small = |n: Option<u32>| n.and_then(|n| i8::try_from(n).ok()).ok_or(DateError::Day);
    Date::new(year, small(month)?, small(number(day))?).map_err(|_| DateError::Day)
}

fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = starts(&MONTHS, word)?;
    u32::try_from(at + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    starts(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], word).is_some()
}

/// The place of the name that starts with `word`, which has three letters or more.
fn starts(names: &[&str], word: &str) -> Option<usize> {
    let word = word.to_ascii_lowercase();
    names.iter().position(|name| word.len() >= 3 && name.starts_with(&word))
}

/// The ASCII digits in front, and the rest.
pub(super) fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

/// A span of whole days, weeks, months and years, as in `6 months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// Months, years counted as twelve.
    pub months: u32,
    /// Days, weeks counted as seven.
    pub days: u32,
}

impl Interval {
    /// So many months.
    pub const fn months(months: u32) -> Self {
        Self { months, days: 0 }
    }

    /// Reads `90 days`, `2 weeks`, `6 months` or `1 year`; the number is from 1 to 9999.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (count, unit) = digits(text);
        let count = number(count).filter(|count| (1..=9999).contains(count))?;
        match unit.trim().to_ascii_lowercase().as_str() {
            "day" | "days" => Some(Self { months: 0, days: count }),
            "week" | "weeks" => Some(Self { months: 0, days: count * 7 }),
            "month" | "months" => Some(Self::months(count)),
            "year" | "years" => Some(Self::months(count * 12)),
            _ => None,
        }
    }

    /// The day this long after `date`; the end of the month where that has fewer days, the last day of the calendar
    /// where it would lie beyond it.
    pub fn after(self, date: Date) -> Date {
        let span =
            jiff::Span::new().try_months(i64::from(self.months)).and_then(|span| span.try_days(i64::from(self.days)));
        span.and_then(|span| date.checked_add(span)).unwrap_or(Date::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_it_is_written() {
        let day = civil::date(2021, 5, 17);
        for text in [
            "2021-05-17",
            "2021-05-17 23:30:00 -0500",
            "2021-05-17T23:30:00+14:00",
            "2021-05-17T23:30Z",
            "2021-05-17 09:00",
            "2021-05-17t09:00:60.25 UTC",
        ] {
            assert_eq!(parse(text), Ok(Written { date: day, words: false }), "{text}");
        }
        for text in ["May 17, 2021", "17 May 2021", "17th may 2021", "Mon, May 17 2021"] {
            assert_eq!(parse(text), Ok(Written { date: day, words: true }), "{text}");
        }
        assert_eq!(parse("Sept. 5, 2020").map(|written| written.date), Ok(civil::date(2020, 9, 5)));
    }

    #[test]
    fn what_is_no_day_says_why() {
        for (text, error) in [
            ("2024-02-30", DateError::Day),
            ("2024-13-01", DateError::Day),
            ("February 30, 2024", DateError::Day),
            ("99999-01-01", DateError::Year),
            ("0000-00-00", DateError::Year),
            ("24-01-01", DateError::Year),
            ("2024-03-31T25:00:00Z", DateError::Time),
            ("2024-03-31T02:30:00+26:00", DateError::Zone),
            ("2024-03-31T02:30:00 Europe/Nowhere", DateError::Zone),
            ("2024-03-31T02:30:00+é", DateError::Zone),
            ("2024-1-5", DateError::Form),
            ("2024-01-05x", DateError::Form),
            ("42", DateError::Form),
            ("", DateError::Form),
            ("tomorrow", DateError::Form),
            ("2024/01/05", DateError::Form),
            ("May 17", DateError::Form),
            ("é-é-é-é-é", DateError::Form),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn intervals_are_read_in_words() {
        assert_eq!(Interval::parse("6 months"), Some(Interval::months(6)));
        assert_eq!(Interval::parse("1 year"), Some(Interval::months(12)));
        assert_eq!(Interval::parse("90days"), Some(Interval { months: 0, days: 90 }));
        assert_eq!(Interval::parse("2 Weeks"), Some(Interval { months: 0, days: 14 }));
        for text in ["", "6", "months", "0 days", "-1 days", "99999 days", "6 moons", "six months"] {
            assert_eq!(Interval::parse(text), None, "{text}");
        }
    }

    #[test]
    fn intervals_end_with_the_month_and_never_overflow() {
        let date = civil::date(2026, 8, 31);
        assert_eq!(Interval::months(6).after(date), civil::date(2027, 2, 28));
        assert_eq!(Interval { months: u32::MAX, days: u32::MAX }.after(date), Date::MAX);
    }
}

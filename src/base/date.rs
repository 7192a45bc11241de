//! Dates of pages and spans between reviews. The clock is never read here: today is an input of the build.

/// A calendar day, `2026-11-24` in text and JSON.
pub type Date = jiff::civil::Date;

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
    fn intervals_end_with_the_month_and_never_overflow() {
        let date = jiff::civil::date(2026, 8, 31);
        assert_eq!(Interval::months(6).after(date), jiff::civil::date(2027, 2, 28));
        assert_eq!(Interval { months: u32::MAX, days: u32::MAX }.after(date), Date::MAX);
    }
}

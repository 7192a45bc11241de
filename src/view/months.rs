//! The next months with events as tables, a row a week from Monday.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Scene, event};
use crate::base::date::Date;
use crate::calendar::Series;
use crate::catalog::PageIx;

/// So many months are shown.
const MONTHS: usize = 3;
/// So many times of an event are looked at: one for each day of the longest three months.
const TIMES: usize = 93;
/// So many events of a day are named.
const SHOWN: usize = 8;

/// A month with events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct MonthView {
    /// Which, `2026-11`.
    pub month: String,
    /// Its weeks, each of seven days from Monday to Sunday.
    pub weeks: Vec<Vec<DayView>>,
}

/// A day in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct DayView {
    /// Of the month, from 1; 0 for a day that belongs to another month.
    pub number: i8,
    /// The day, `2026-11-24`.
    pub date: String,
    /// What happens then, earliest first.
    pub events: Vec<DayEvent>,
    /// How many more do.
    pub more: usize,
}

/// An event on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct DayEvent {
    /// The time it begins, `14:00`; none for a whole day, and on later days of an event of several.
    pub time: Option<String>,
    /// Its title.
    pub title: String,
    /// Its address.
    pub address: String,
    /// The code of its language, where that may be another than the page's.
    pub language: String,
    /// It will not happen.
    pub cancelled: bool,
}

/// The next months in which any of `events` happens.
pub(super) fn months(scene: &Scene<'_>, events: &[PageIx]) -> Vec<MonthView> {
    let mut by_day: BTreeMap<Date, Vec<DayEvent>> = BTreeMap::new();
    for ix in events {
        let page = scene.catalog.page(*ix);
        let Some(of) = event::of(page) else { continue };
        for (day, time) in of.series.iter().flat_map(|series| days(series, scene.today)) {
            let (title, address) = (page.title.clone(), page.address.to_string());
            let language = scene.mark(scene.language_of(page));
            by_day.entry(day).or_default().push(DayEvent { time, title, address, language, cancelled: of.cancelled });
        }
    }
    let months: BTreeSet<Date> = by_day.keys().map(|day| day.first_of_month()).collect();
    months.into_iter().take(MONTHS).map(|first| month(first, &mut by_day)).collect()
}

/// The days from `today` on that an event touches, in the first months of them, and when it begins there.
fn days(series: &Series, today: Date) -> BTreeMap<Date, Option<String>> {
    let mut days = BTreeMap::new();
    let mut months = BTreeSet::new();
    for one in series.from(today).take(TIMES) {
        let first = one.start.date();
        for day in
            first.max(today).series(jiff::Span::new().days(1)).take_while(|day| *day <= one.last_day()).take(TIMES)
        {
            months.insert(day.first_of_month());
            if months.len() > MONTHS {
                return days;
            }
            let time = one.start.time().filter(|_| day == first);
            days.entry(day).or_insert_with(|| time.map(|time| time.strftime("%H:%M").to_string()));
        }
    }
    days
}

fn month(first: Date, by_day: &mut BTreeMap<Date, Vec<DayEvent>>) -> MonthView {
    let before = usize::try_from(first.weekday().to_monday_zero_offset()).unwrap_or_default();
    let mut days = vec![DayView::default(); before];
    for day in first.series(jiff::Span::new().days(1)).take_while(|day| day.month() == first.month()) {
        let mut events = by_day.remove(&day).unwrap_or_default();
        events.sort_by(|one, two| (&one.time, &one.title, &one.address).cmp(&(&two.time, &two.title, &two.address)));
        let more = events.len().saturating_sub(SHOWN);
        events.truncate(SHOWN);
        days.push(DayView { number: day.day(), date: day.to_string(), events, more });
    }
    days.resize(days.len().next_multiple_of(7), DayView::default());
    let month = format!("{:04}-{:02}", first.year(), first.month());
    MonthView { month, weeks: days.chunks(7).map(<[DayView]>::to_vec).collect() }
}

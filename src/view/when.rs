//! Times as readers see them.

use serde::Serialize;

use super::Scene;
use crate::base::moment::Moment;
use crate::base::zone::Zone;
use crate::calendar::{Occurrence, Series};

/// A time, or from when to when. Days are written `2026-11-24`, times of day `14:00`, both as clocks there show them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct When {
    /// The instant it begins, `2026-11-24T13:00:00Z`.
    pub begins: String,
    /// The instant it is over.
    pub over: String,
    /// The day it begins.
    pub day: String,
    /// Which day of the week that is, from Monday, 1.
    pub weekday: i8,
    /// The time it begins; none for a whole day.
    pub time: Option<String>,
    /// The day it ends, if that is another.
    pub last_day: Option<String>,
    /// Which day of the week that is; 0 where it ends on the day it begins.
    pub last_weekday: i8,
    /// The time it ends.
    pub end_time: Option<String>,
    /// The name of its zone; none for whole days, and where nobody says which it is.
    pub zone: Option<String>,
    /// It is to be named: it is another than the site's, or this is the time that an event's own page is about.
    pub named: bool,
}

/// When `one` of `series` is.
pub(super) fn when(scene: &Scene<'_>, series: &Series, one: Occurrence) -> When {
    let clock = |moment: Moment| moment.time().map(|time| time.strftime("%H:%M").to_string());
    let (first, last) = (one.start.date(), one.last_day());
    let time = clock(one.start);
    let zone = series.zone.as_ref().filter(|_| time.is_some());
    When {
        begins: series.instant(one.start.begins()).to_string(),
        over: series.over(one).to_string(),
        day: first.to_string(),
        weekday: first.weekday().to_monday_one_offset(),
        time,
        last_day: (last != first).then(|| last.to_string()),
        last_weekday: if last == first { 0 } else { last.weekday().to_monday_one_offset() },
        end_time: one.end.and_then(clock),
        named: zone.is_some() && zone != scene.config.time_zone.as_ref(),
        zone: zone.map(Zone::name),
    }
}

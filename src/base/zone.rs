//! Time zones by their IANA names.
//!
//! The rules of all zones are part of the program: what a machine has in `/usr/share` would make two builds of one site
//! differ. Governments change their rules a few times a year, so a new Guildhall may know them better.

use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

use super::text;

/// The rules of all zones; each is read when it is first asked for.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone: one with a name, or a fixed distance from UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// A change of a zone's offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Seconds ahead of UTC until then.
    pub from: i32,
    /// Seconds ahead of UTC since then.
    pub to: i32,
    /// What the time is called since then, as in `CEST`.
    pub name: String,
    /// Whether summer time begins.
    pub summer: bool,
}

impl Zone {
    /// The zone `Europe/Berlin`; letter case does not count.
    pub fn named(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("utc") {
            return Some(Self(TimeZone::UTC));
        }
        let zone = ZONES.get(name).ok()?;
        (!zone.is_unknown()).then_some(Self(zone))
    }

    /// A zone that is always so many minutes ahead of UTC.
    pub fn fixed(minutes: i32) -> Option<Self> {
        Offset::from_seconds(minutes * 60).ok().map(|offset| Self(TimeZone::fixed(offset)))
    }

    /// Its name: `Europe/Berlin`, `UTC`, or `UTC-05:00` for a fixed distance.
    pub fn name(&self) -> String {
        if let Some(name) = self.0.iana_name() {
            return name.to_owned();
        }
        let minutes = self.minutes_ahead(Timestamp::UNIX_EPOCH);
        if minutes == 0 { "UTC".to_owned() } else { ["UTC", &shown_offset(minutes)].concat() }
    }

    /// Whether it is UTC itself.
    pub fn is_utc(&self) -> bool {
        self.name() == "UTC"
    }

    /// When a clock there shows `local`. Of a time that it shows twice the first is meant; one that it skips is counted on
    /// from before the gap, so that 2:30 on the night when 2:00 becomes 3:00 is 3:30. RFC 5545 (3.3.5) reads both so.
    pub fn instant(&self, local: DateTime) -> Timestamp {
        self.0.to_ambiguous_timestamp(local).compatible().unwrap_or(Timestamp::MAX)
    }

    /// What a clock there shows at `instant`.
    pub fn local(&self, instant: Timestamp) -> DateTime {
        self.0.to_datetime(instant)
    }

    /// Minutes ahead of UTC at `instant`.
    pub fn minutes_ahead(&self, instant: Timestamp) -> i32 {
        self.0.to_offset(instant).seconds() / 60
    }

    /// The offset in force at `instant`, as a change at that instant.
    pub fn at(&self, instant: Timestamp) -> Change {
        let info = self.0.to_offset_info(instant);
        let seconds = info.offset().seconds();
        let name = info.abbreviation().to_owned();
        Change { at: instant, from: seconds, to: seconds, name, summer: info.dst().is_dst() }
    }

    /// Changes of its offset after `instant`, without end in most zones.
    pub fn changes_after(&self, instant: Timestamp) -> impl Iterator<Item = Change> + '_ {
        let mut from = self.0.to_offset(instant).seconds();
        self.0.following(instant).filter_map(move |change| {
            let to = change.offset().seconds();
            let before = std::mem::replace(&mut from, to);
            let name = change.abbreviation().to_owned();
            // Some changes are of the name alone.
            let change = Change { at: change.timestamp(), from: before, to, name, summer: change.dst().is_dst() };
            (before != to).then_some(change)
        })
    }

    /// The last change of its offset up to `instant`.
    pub fn change_before(&self, instant: Timestamp) -> Option<Timestamp> {
        let next = instant.checked_add(SignedDuration::from_secs(1)).ok()?;
        self.0.preceding(next).next().map(|change| change.timestamp())
    }
}

/// Equal names are equal zones: all come from one database.
impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

/// Minutes ahead of UTC as `+02:00`.
pub fn shown_offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// The name of a zone that `name` was most likely meant to be: a slip of the keyboard, or a town without its continent.
pub fn nearest(name: &str) -> Option<String> {
    let names: Vec<String> = ZONES.available().map(|name| name.as_str().to_owned()).collect();
    let town = name.rsplit('/').next().unwrap_or(name).trim().replace(' ', "_");
    let in_town = |known: &&String| known.contains('/') && known.rsplit('/').next() == Some(town.as_str());
    let by_town = names.iter().find(in_town).map(String::as_str);
    let towns = || names.iter().filter(|name| name.contains('/')).filter_map(|name| name.rsplit('/').next());
    by_town
        .or_else(|| text::nearest(name, names.iter().map(String::as_str)))
        .or_else(|| {
            text::nearest(&town, towns())
                .and_then(|town| names.iter().map(String::as_str).find(|name| name.ends_with(town)))
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn zones_are_known_by_name_and_a_misspelt_one_has_a_nearest() {
        assert_eq!(Zone::named("europe/berlin").unwrap().name(), "Europe/Berlin");
        assert_eq!(Zone::named("UTC").unwrap().name(), "UTC");
        assert_eq!(Zone::fixed(-300).unwrap().name(), "UTC-05:00");
        for (wrong, right) in [
            ("Europe/Berln", "Europe/Berlin"),
            ("Berlin", "Europe/Berlin"),
            ("New York", "America/New_York"),
            ("America/NewYork", "America/New_York"),
        ] {
            assert!(Zone::named(wrong).is_none(), "{wrong}");
            assert_eq!(nearest(wrong).as_deref(), Some(right), "{wrong}");
        }
        assert_eq!(nearest("half past nine"), None);
        assert!(Zone::named("Etc/Unknown").is_none());
    }

    #[test]
    fn a_time_that_is_skipped_or_shown_twice_means_what_rfc_5545_says() {
        let zone = Zone::named("America/New_York").unwrap();
        let skipped = zone.instant(date(2026, 3, 8).at(2, 30, 0, 0));
        assert_eq!(skipped.to_string(), "2026-03-08T07:30:00Z");
        assert_eq!(zone.local(skipped), date(2026, 3, 8).at(3, 30, 0, 0));
        let twice = zone.instant(date(2026, 11, 1).at(1, 30, 0, 0));
        assert_eq!(twice.to_string(), "2026-11-01T05:30:00Z");
    }
}

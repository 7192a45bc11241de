use jiff::civil::{date, time};

use super::*;
use crate::base::date::Date;
use crate::base::moment::{self, Moment};
use crate::base::zone::Zone;

fn series(start: &str, repeat: &str) -> Series {
    let start = moment::parse(start).unwrap().moment;
    let repeat = (!repeat.is_empty()).then(|| Rule::parse(repeat).unwrap_or_else(|fault| panic!("{repeat}: {fault}")));
    Series { start, end: None, zone: None, repeat, except: Vec::new() }
}

fn days(start: &str, repeat: &str, most: usize) -> Vec<String> {
    series(start, repeat).from(Date::MIN).take(most).map(|one| one.start.date().to_string()).collect()
}

/// The examples of RFC 5545 (3.8.5.3) that are made of days, and what it says of them.
#[test]
fn rules_fall_on_the_days_that_the_standard_names() {
    for (start, rule, expected) in [
        ("1997-09-02", "FREQ=DAILY;COUNT=3", "1997-09-02 1997-09-03 1997-09-04"),
        ("1997-09-02", "FREQ=DAILY;INTERVAL=10;COUNT=3", "1997-09-02 1997-09-12 1997-09-22"),
        (
            "1998-01-01",
            "FREQ=YEARLY;UNTIL=20000131;BYMONTH=1;BYDAY=SU,SA",
            "1998-01-01 1998-01-03 1998-01-04 1998-01-10",
        ),
        ("1997-09-02", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224;WKST=SU", "1997-09-02 1997-09-16 1997-09-30 1997-10-14"),
        ("1997-09-01", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01 1997-09-03 1997-09-05 1997-09-15"),
        ("1997-09-05", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05 1997-10-03 1997-11-07 1997-12-05"),
        ("1997-09-22", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22 1997-10-20 1997-11-17 1997-12-22"),
        ("1997-09-28", "FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28 1997-10-29 1997-11-28 1997-12-29"),
        ("1997-09-30", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30 1997-10-01 1997-10-31 1997-11-01"),
        ("1997-06-10", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997-06-10 1997-07-10 1998-06-10 1998-07-10"),
        ("1997-05-19", "FREQ=YEARLY;BYDAY=20MO", "1997-05-19 1998-05-18 1999-05-17"),
        ("1997-03-13", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13 1997-03-20 1997-03-27 1998-03-05"),
        ("1998-02-13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998-02-13 1998-03-13 1998-11-13 1999-08-13"),
        (
            "1996-11-05",
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "1996-11-05 2000-11-07 2004-11-02",
        ),
        ("1997-09-04", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04 1997-10-07 1997-11-06"),
        ("1997-09-29", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29 1997-10-30 1997-11-27 1997-12-30"),
        (
            "1997-08-05",
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
        ),
        (
            "1997-08-05",
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
        ),
        (
            "2007-01-15",
            "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
            "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30",
        ),
        ("2026-01-31", "monthly", "2026-01-31 2026-03-31 2026-05-31"),
        ("2024-02-29", "yearly", "2024-02-29 2028-02-29 2032-02-29"),
        ("2026-01-05", "every 2 weeks", "2026-01-05 2026-01-19 2026-02-02"),
    ] {
        let expected: Vec<&str> = expected.split(' ').collect();
        assert_eq!(days(start, rule, expected.len()), expected, "{rule}");
    }
}

#[test]
fn a_rule_ends_where_it_says() {
    assert_eq!(days("2026-01-05", "FREQ=WEEKLY;UNTIL=2026-01-19", 9).len(), 3);
    assert_eq!(days("2026-01-05 14:00", "FREQ=WEEKLY;UNTIL=20260119T140000", 9).len(), 3);
    assert_eq!(days("2026-01-05 14:00", "FREQ=WEEKLY;UNTIL=20260119T135959", 9).len(), 2);
    assert_eq!(days("2026-01-05", "FREQ=WEEKLY;COUNT=2", 9).len(), 2);
    let mut berlin = series("2026-01-05 00:30", "FREQ=DAILY;UNTIL=20260106T233000Z");
    assert_eq!(berlin.from(Date::MIN).count(), 2);
    berlin.zone = Zone::named("Europe/Berlin");
    assert_eq!(berlin.from(Date::MIN).count(), 3, "half past midnight in Berlin is the day before in UTC");
}

/// Skipping ahead gives the days that counting gives.
#[test]
fn seeking_changes_no_day() {
    for rule in [
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
        "FREQ=MONTHLY;INTERVAL=5;BYDAY=-1FR",
        "FREQ=YEARLY;INTERVAL=3;BYMONTH=2,11",
        "FREQ=MONTHLY;COUNT=200",
        "FREQ=YEARLY;UNTIL=20300101",
    ] {
        let series = series("2001-03-14", rule);
        let all: Vec<_> = series.from(Date::MIN).take(3000).collect();
        for day in [date(2001, 3, 13), date(2001, 3, 14), date(2001, 3, 15), date(2007, 12, 31), date(2012, 1, 1)] {
            let expected: Vec<_> = all.iter().filter(|one| one.start.date() >= day).take(5).copied().collect();
            assert_eq!(series.from(day).take(5).collect::<Vec<_>>(), expected, "{rule} from {day}");
            let before = all.iter().rfind(|one| one.start.date() < day).copied();
            assert_eq!(series.last_before(day), before, "{rule} before {day}");
        }
    }
}

#[test]
fn exceptions_and_long_events_are_respected() {
    let mut series = series("2026-01-05", "weekly");
    series.except = vec![date(2026, 1, 12), date(2026, 1, 13)];
    series.end = Some(Moment::Day(date(2026, 1, 7)));
    assert_eq!(series.left_out(), [date(2026, 1, 12)]);
    let next: Vec<_> = series.from(date(2026, 1, 7)).take(2).collect();
    assert_eq!(next[0].start.date(), date(2026, 1, 5), "its last day is today");
    assert_eq!(next[1].end, Some(Moment::Day(date(2026, 1, 21))));
    assert_eq!(series.from(date(2026, 1, 8)).next().unwrap().start.date(), date(2026, 1, 19));
}

#[test]
fn hostile_rules_are_refused_or_bounded() {
    for text in [
        "",
        "soon",
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "FREQ=MINUTELY",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=99999",
        "FREQ=DAILY;BYHOUR=1",
        "FREQ=DAILY;COUNT=1;UNTIL=20260101",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=DAILY;BYSETPOS=1",
        "FREQ=YEARLY;BYDAY=XX",
        "COUNT=3",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;X=1",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=DAILY;UNTIL=soon",
        "every 0 days",
        "FREQ=DAILY;UNTIL=20260230",
        "BYDAY=é",
        "FREQ=MONTHLY;BYDAY=é",
    ] {
        assert!(Rule::parse(text).is_err(), "{text}");
    }
    assert_eq!(days("2026-01-01", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 9).len(), 1);
    assert_eq!(days("2026-01-01", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 9).len(), 1);
    let for_ever = series("1000-01-01", "FREQ=DAILY;UNTIL=99991231");
    assert_eq!(for_ever.last_before(date(2026, 1, 1)).unwrap().start.date(), date(2025, 12, 31));
    assert_eq!(for_ever.from(date(9999, 12, 30)).count(), 2);
    assert_eq!(series("2026-01-01", "FREQ=DAILY;COUNT=9999").last_start(), Some(date(2053, 5, 17)));
}

#[test]
fn a_rule_is_written_as_it_was_read() {
    for text in ["FREQ=MONTHLY;BYDAY=2TU", "FREQ=YEARLY;INTERVAL=2;COUNT=5;BYMONTH=3,11;BYMONTHDAY=-1,1;WKST=SU"] {
        assert_eq!(Rule::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(Rule::parse("rrule:byday=we,mo;freq=weekly").unwrap().to_string(), "FREQ=WEEKLY;BYDAY=MO,WE");
}

#[test]
fn an_event_without_an_end_is_over_with_its_day() {
    let mut meeting = series("2026-07-01 14:00", "");
    meeting.zone = Zone::named("America/New_York");
    let one = meeting.from(Date::MIN).next().unwrap();
    assert_eq!(meeting.instant(one.start.begins()).to_string(), "2026-07-01T18:00:00Z");
    assert_eq!(meeting.over(one).to_string(), "2026-07-02T04:00:00Z");
    assert_eq!(one.start.time(), Some(time(14, 0, 0, 0)));
}

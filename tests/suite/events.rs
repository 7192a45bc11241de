//! Events from outside: the right instants on pages and in calendars, and calendars that others can read.
//!
//! Calendars are read by the crate `ical`, their rules by the crate `rrule` with the zones of `chrono-tz`: neither shares a
//! line with what wrote them.

use guildhall::base::code::Code;
use ical::IcalParser;
use ical::parser::ical::component::{IcalCalendar, IcalEvent};
use ical::property::Property;
use rrule::RRuleSet;

use crate::harness::{Site, site};

const CONFIG: &str = "title: Test\nbase_url: https://kb.example.org/help/\ntime_zone: America/New_York\n";

/// The only calendar of a file. Panics where it is not as RFC 5545 (3.1) wants the text to be.
fn calendar(site: &Site, path: &str) -> IcalCalendar {
    let bytes = site.output(path).unwrap_or_else(|| panic!("no {path}: {:?}", site.paths()));
    let text = std::str::from_utf8(&bytes).unwrap();
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let mut read = IcalParser::new(&bytes[..]);
    let calendar = read.next().unwrap().unwrap();
    assert!(read.next().is_none());
    assert!(calendar.properties.iter().any(|property| property.name == "PRODID"));
    calendar
}

fn value(event: &IcalEvent, name: &str) -> String {
    let property = event.properties.iter().find(|property| property.name == name);
    property.and_then(|property| property.value.clone()).unwrap_or_default()
}

/// The instants at which an event of a calendar begins, in seconds, as another library reads them.
fn instants(event: &IcalEvent, most: u16) -> Vec<i64> {
    let line = |property: &Property| {
        let parameters = property.params.iter().flatten().map(|(name, values)| format!(";{name}={}", values.join(",")));
        let parameters: String = parameters.collect();
        format!("{}{parameters}:{}", property.name, property.value.as_deref().unwrap_or_default())
    };
    let of_name = |name: &'static str| event.properties.iter().filter(move |property| property.name == name);
    let lines: Vec<String> = ["DTSTART", "RRULE", "EXDATE"].into_iter().flat_map(of_name).map(line).collect();
    if !lines.iter().any(|line| line.starts_with("RRULE")) {
        let once = format!("{}\nRRULE:FREQ=DAILY;COUNT=1", lines.join("\n"));
        return starts(once.parse().unwrap(), 1);
    }
    let set: RRuleSet = lines.join("\n").parse().unwrap_or_else(|error| panic!("{lines:?}: {error}"));
    starts(set, most)
}

fn starts(set: RRuleSet, most: u16) -> Vec<i64> {
    let mut instants = Vec::new();
    for date in set.all(most).dates {
        instants.push(date.timestamp());
    }
    instants
}

fn is_calendar(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending == "ics")
}

/// What jiff says about a local time.
fn seconds(local: &str, zone: &str) -> i64 {
    let local: jiff::civil::DateTime = local.parse().unwrap();
    jiff::tz::TimeZone::get(zone).unwrap().to_timestamp(local).unwrap().as_second()
}

#[test]
fn an_offset_of_winter_in_summer_is_a_finding_and_the_clock_counts() {
    let given = "---\ntitle: Talk\ndate: 2019-07-25 15:00:00 -0500\nend_date: 2019-07-25 16:00:00 -0500\n---\nText.\n";
    let winter = "---\ntitle: Talk\ndate: 2019-11-22 10:00:00 -0500\n---\nText.\n";
    let site = site().file("guildhall.yaml", CONFIG).file("content/events/summer.md", given);
    let site = site.file("content/events/winter.md", winter).build();
    let place = "content/events/summer.md";
    let site = site.expect_findings(&[(Code::EventOffset, place), (Code::EventOffset, place)]);
    let site = site
        .expect_page("events/summer/", |html| assert!(html.contains("datetime=\"2019-07-25T19:00:00Z\""), "{html}"));
    let site = site
        .expect_page("events/winter/", |html| assert!(html.contains("datetime=\"2019-11-22T15:00:00Z\""), "{html}"));
    let all = calendar(&site, "events/events.ics");
    let found: Vec<i64> = all.events.iter().flat_map(|event| instants(event, 9)).collect();
    assert_eq!(
        found,
        [seconds("2019-07-25T15:00", "America/New_York"), seconds("2019-11-22T10:00", "America/New_York")]
    );
}

#[test]
fn instants_are_right_across_changes_of_the_clocks() {
    for zone in ["America/New_York", "Europe/Berlin", "Australia/Sydney"] {
        let page = format!(
            "---\ntitle: Call\nstart: 2026-01-13 14:00\nend: 15:00\ntime_zone: {zone}\nrepeat: monthly\n---\nText.\n"
        );
        let site = site().file("content/events/call.md", page).build().expect_findings(&[]);
        let calendar = calendar(&site, "events/call/event.ics");
        assert_eq!(calendar.timezones.len(), 1);
        let expected: Vec<i64> = (0..24_i32)
            .map(|month| seconds(&format!("{}-{:02}-13T14:00", 2026 + month / 12, month % 12 + 1), zone))
            .collect();
        assert_eq!(instants(&calendar.events[0], 24), expected, "{zone}");
        assert!(expected.windows(2).any(|pair| (pair[1] - pair[0]) % 86_400 != 0), "clocks change in {zone}");
        let rules = calendar.timezones[0].transitions.iter().flat_map(|part| &part.properties);
        assert_eq!(rules.filter(|property| property.name == "RRULE").count(), 2, "{zone} goes on for ever");
        let next = seconds("2026-12-13T14:00", zone);
        let next = jiff::Timestamp::from_second(next).unwrap().to_string();
        site.expect_page("events/call/", |html| assert!(html.contains(&format!("datetime=\"{next}\"")), "{html}"));
    }
}

#[test]
fn rules_and_exceptions_are_what_another_library_makes_of_them() {
    for rule in [
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=30",
        "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20271231",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=9;COUNT=20",
        "FREQ=YEARLY;BYMONTH=1;BYDAY=2TU;COUNT=5",
        "FREQ=MONTHLY;BYMONTHDAY=13,-1;COUNT=20",
    ] {
        let page = format!(
            "---\ntitle: Call\nstart: 2026-01-13 02:30\ntime_zone: Europe/Berlin\nrepeat: {rule}\nexcept: [2027-01-12]\n---\nText.\n"
        );
        let site = site().file("content/events/call.md", page).build();
        let event = &calendar(&site, "events/call/event.ics").events[0];
        let start = guildhall::base::moment::parse("2026-01-13 02:30").unwrap().moment;
        let series = guildhall::calendar::Series {
            start,
            end: None,
            zone: guildhall::base::zone::Zone::named("Europe/Berlin"),
            repeat: Some(guildhall::calendar::Rule::parse(rule).unwrap()),
            except: vec![jiff::civil::date(2027, 1, 12)],
        };
        let own: Vec<i64> = series
            .from(jiff::civil::date(2026, 1, 1))
            .map(|one| series.instant(one.start.begins()).as_second())
            .collect();
        assert_eq!(instants(event, 200), own, "{rule}");
    }
}

#[test]
fn a_calendar_says_what_there_is_to_know_and_nothing_breaks_out_of_it() {
    let page = "---\ntitle: \"Talk; on, slashes \\\\ and \\nEND:VCALENDAR \u{202e}\"\nid: talk\nstart: 2026-12-01\nend: 2026-12-03\n\
                where: Room 1\nonline: https://meet.example.org/x\nupdated: 2026-11-01\nsummary: Long words of more than one line, which \
                has to be folded somewhere.\n---\nText.\n";
    let moved = site().file("guildhall.yaml", CONFIG).file("content/events/a.md", page).build();
    let event = &calendar(&moved, "events/a/event.ics").events[0];
    assert_eq!(value(event, "UID"), "talk@kb.example.org");
    assert_eq!(value(event, "DTSTAMP"), "20261101T000000Z");
    assert_eq!(value(event, "URL"), "https://kb.example.org/help/events/a/");
    assert_eq!((value(event, "DTSTART"), value(event, "DTEND")), ("20261201".to_owned(), "20261204".to_owned()));
    assert_eq!(value(event, "LOCATION"), "Room 1");
    assert_eq!(value(event, "STATUS"), "CONFIRMED");
    let title = value(event, "SUMMARY");
    assert!(title.starts_with(r"Talk\; on\, slashes \\ and") && title.ends_with("END:VCALENDAR"), "{title}");
    let first: u32 = value(event, "SEQUENCE").parse().unwrap();
    // Called off and moved: the same event, and a later version of it.
    let later = page.replace("updated: 2026-11-01", "updated: 2026-11-02\ncancelled: true");
    let moved = moved.rename("content/events/a.md", "content/events/b.md").change("content/events/b.md", later).build();
    let event = &calendar(&moved, "events/b/event.ics").events[0];
    assert_eq!((value(event, "UID").as_str(), value(event, "STATUS").as_str()), ("talk@kb.example.org", "CANCELLED"));
    assert!(value(event, "SEQUENCE").parse::<u32>().unwrap() > first);
    let moved = moved.expect_page("events/b/", |html| assert!(html.contains("This event is cancelled."), "{html}"));
    moved.expect_warm_is_cold();
}

#[test]
fn the_site_and_its_communities_have_lists_and_calendars_of_their_events() {
    let site = site()
        .file("guildhall.yaml", CONFIG)
        .file("content/communities/cop.md", "---\ntitle: The CoP\npurpose: x\n---\nText.\n");
    let site =
        site.file("content/events/past.md", "---\ntitle: Gone\nstart: 2026-11-23\ncommunities: cop\n---\nText.\n");
    let site = site
        .file("content/events/next.md", "---\ntitle: Ahead\nstart: 2026-11-24 09:00\nrepeat: yearly\n---\nText.\n")
        .build();
    assert_eq!(calendar(&site, "events/events.ics").events.len(), 2);
    assert_eq!(calendar(&site, "communities/cop/events.ics").events.len(), 1);
    let site = site.expect_page("communities/cop/", |html| {
        assert!(
            html.contains("href=\"../../communities/cop/events.ics\"") && html.contains("23 November 2026"),
            "{html}"
        );
    });
    site.expect_findings(&[]).expect_page("events/", |html| {
        let (coming, past) = html.split_once("<article>").and_then(|(_, list)| list.split_once("Past events")).unwrap();
        assert!(coming.contains("Ahead") && !coming.contains("Gone"), "{html}");
        assert!(past.contains("Gone") && past.contains("data-over=\"2026-11-24T05:00:00Z\""), "{html}");
    });
}

#[test]
fn no_calendar_holds_what_its_readers_may_not_see() {
    let site = site().file("guildhall.yaml", format!("{CONFIG}audiences: [staff, managers]\n").as_str());
    let site = site.file("content/communities/cop.md", "---\ntitle: The CoP\npurpose: x\n---\nText.\n");
    let page = |title: &str, audience: &str| {
        format!(
            "---\ntitle: {title}\nstart: 2027-01-01 09:00\nwhere: {title}\ncommunities: cop\naudience: {audience}\n---\nText.\n"
        )
    };
    let site = site.file("content/events/open.md", page("Open", "[staff, managers]"));
    let site = site.file("content/events/closed.md", page("Zqxv", "[managers]"));
    let site = site.file("content/events/faulty.md", page("Zqxw", "[staff]").replace("09:00", "99:00"));
    let site = site.audience("staff").build();
    let calendars: Vec<String> = site.paths().into_iter().filter(|path| is_calendar(path)).collect();
    assert_eq!(calendars, ["communities/cop/events.ics", "events/events.ics", "events/open/event.ics"]);
    for path in calendars {
        let text = String::from_utf8(site.output(&path).unwrap()).unwrap();
        assert!(text.contains("Open") && !text.to_lowercase().contains("zqx"), "{path}: {text}");
    }
    for path in site.paths() {
        let bytes = site.output(&path).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("zqxv"), "{path}");
    }
}

#[test]
fn hostile_rules_are_found_and_cost_nothing() {
    let page = |fields: &str| format!("---\ntitle: T\nstart: 2026-01-01 09:00\n{fields}\n---\nText.\n");
    let days: Vec<String> =
        (0..4500).map(|day| format!("20{:02}-{:02}-{:02}", day / 300, day / 25 % 12 + 1, day % 25 + 1)).collect();
    let site = site().file("guildhall.yaml", CONFIG);
    let site = site
        .file("content/events/a.md", page("repeat: FREQ=SECONDLY"))
        .file("content/events/b.md", page("repeat: FREQ=DAILY;COUNT=1000000000"));
    let site = site.file("content/events/c.md", page("repeat: FREQ=DAILY;UNTIL=99991231"));
    let site = site.file("content/events/d.md", page(&format!("repeat: daily\nexcept: [{}]", days.join(","))));
    let site = site.file("content/events/e.md", page("repeat: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"));
    let site = site
        .file("content/events/f.md", page("end: 2025-12-31"))
        .file("content/events/g.md", page("time_zone: Europe/Berln"))
        .build();
    let site = site.expect_findings(&[
        (Code::FieldValue, "content/events/a.md"),
        (Code::FieldValue, "content/events/b.md"),
        (Code::EventDates, "content/events/d.md"),
        (Code::EventDates, "content/events/e.md"),
        (Code::EventDates, "content/events/f.md"),
        (Code::FieldValue, "content/events/g.md"),
    ]);
    assert_eq!(instants(&calendar(&site, "events/c/event.ics").events[0], 3).len(), 3);
    let most = site.paths().iter().filter(|path| is_calendar(path)).map(|path| site.output(path).unwrap().len()).max();
    assert!(most < Some(300_000), "{most:?}");
}

/// What the page of an event says of how it is repeated.
fn repeated(start: &str, rule: &str) -> String {
    let page = format!("---\ntitle: Call\nstart: {start}\nrepeat: {rule}\n---\nText.\n");
    let site = site().file("content/events/call.md", page).build().expect_findings(&[]);
    let html = String::from_utf8(site.output("events/call/index.html").unwrap()).unwrap();
    let (_, said) = html.split_once("<dt>Repeated</dt><dd>").unwrap_or_else(|| panic!("{html}"));
    said.split_once("</dd>").unwrap().0.to_owned()
}

#[test]
fn repetition_is_said_as_its_author_wrote_it() {
    for (start, rule, said) in [
        ("2026-01-14", "daily", "every day"),
        ("2026-01-14", "every 2 weeks", "every 2 weeks"),
        ("2026-01-13", "FREQ=WEEKLY;BYDAY=TU,TH", "every week on Tuesday and Thursday"),
        ("2026-01-12", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "every 2 weeks on Monday"),
        ("2026-01-12", "FREQ=DAILY;BYDAY=MO,TU,WE", "every week on Monday, Tuesday and Wednesday"),
        ("2026-01-14", "FREQ=MONTHLY;BYDAY=2WE", "the second Wednesday of every month"),
        ("2026-01-14", "FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2", "the second Wednesday of every month"),
        ("2026-01-21", "FREQ=MONTHLY;INTERVAL=3;BYDAY=3WE", "every 3 months on the third Wednesday"),
        ("2026-01-05", "FREQ=MONTHLY;BYDAY=MO", "every Monday of every month"),
        ("2026-01-30", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "the last working day of every month"),
        ("2026-01-15", "FREQ=MONTHLY;BYMONTHDAY=15", "day 15 of every month"),
        ("2026-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1", "the last day of every month"),
        ("2026-01-15", "FREQ=YEARLY;BYMONTHDAY=15", "day 15 of every month"),
        ("2026-04-09", "FREQ=YEARLY;BYMONTH=4,10;BYDAY=2TH", "every year on the second Thursday in April and October"),
        ("2026-04-09", "FREQ=YEARLY;BYMONTH=4,10", "every year in April and October"),
        ("2026-01-05", "FREQ=YEARLY;BYDAY=MO", "every week on Monday"),
        ("2026-02-13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every month, on certain days only"),
        ("2026-05-18", "FREQ=YEARLY;BYDAY=20MO", "every year, on certain days only"),
        ("2026-01-14", "FREQ=WEEKLY;UNTIL=20261231", "every week, until 31 December 2026"),
        ("2026-01-14", "FREQ=MONTHLY;BYDAY=2WE;COUNT=2", "the second Wednesday of every month, until 11 February 2026"),
    ] {
        assert_eq!(repeated(start, rule), said, "{rule}");
    }
}

#[test]
fn coming_days_without_it_are_named() {
    let page = "---\ntitle: Call\nstart: 2026-01-14 09:00\nrepeat: FREQ=MONTHLY;BYDAY=2WE\nexcept: [2026-08-12, 2026-12-09, 2027-08-11]\n---\nText.\n";
    site()
        .file("guildhall.yaml", CONFIG)
        .file("content/events/call.md", page)
        .build()
        .expect_findings(&[])
        .expect_page("events/call/", |html| {
            let (_, said) = html.split_once("But not on").unwrap();
            let (said, _) = said.split_once("</div>").unwrap();
            assert!(
                said.contains(">9 December 2026</time>, <time datetime=\"2027-08-11\">11 August 2027</time>"),
                "{said}"
            );
            assert!(!said.contains("2026-08-12"), "{said}");
        });
}

fn events_of_a_section() -> Site {
    let page =
        |title: &str, fields: &str| format!("---\ntitle: {title}\nkind: event\ntags: [meet]\n{fields}\n---\nText.\n");
    site()
        .file("content/meet/a.md", page("Aardvarks at dusk", "start: 2026-11-23"))
        .file("content/meet/b.md", page("Baboons at dawn", "start: 2026-12-24 09:00"))
        .file("content/meet/c.md", page("Crows", "start: 2026-01-14 09:00\nrepeat: FREQ=MONTHLY;BYDAY=2WE"))
        .file("content/meet/d.md", page("Ducks", "start: 2026-11-24 09:00\ncancelled: true"))
        .file("content/meet/e.md", page("Eels", "start: 2025-01-01"))
        .file("content/meet/more/f.md", "---\ntitle: Fish\nrelated: [b, a]\n---\nText.\n")
}

#[test]
fn lists_show_when_events_are_and_a_section_of_events_is_in_the_order_of_time() {
    let site = events_of_a_section().build().expect_page("meet/", |html| {
        let (_, list) = html.split_once("gh-list-section").unwrap();
        let at = |text: &str| list.find(text).unwrap_or_else(|| panic!("{text}: {list}"));
        let order =
            ["More", "Ducks", "Cancelled", "Crows", "9 December 2026, 09:00", "Baboons", "Aardvarks", "Eels"].map(at);
        assert!(order.is_sorted(), "{order:?} {list}");
        assert_eq!(list.matches("class=\"is-over\"").count(), 2, "{list}");
        assert!(html.contains("/events-"), "the script that tells what is over: {html}");
    });
    let site = site.expect_page("tags/meet/", |html| assert!(html.contains("24 December 2026, 09:00"), "{html}"));
    let site = site.expect_page("meet/more/f/", |html| {
        let (_, related) = html.split_once("gh-related").unwrap();
        assert!(related.contains("24 December 2026, 09:00") && related.contains("23 November 2026"), "{related}");
        assert!(html.contains("/events-"), "{html}");
    });
    // A page that is no event among them: its author's order holds.
    let site = site.file("content/meet/b2.md", "---\ntitle: Bees\n---\nText.\n").build();
    let site = site.expect_page("meet/", |html| {
        let (_, list) = html.split_once("gh-list-section").unwrap();
        assert!(list.find("Aardvarks") < list.find("Bees") && list.find("Bees") < list.find("Crows"), "{list}");
    });
    let moved = "---\ntitle: Baboons at dawn\nkind: event\ntags: [meet]\nstart: 2026-11-25\n---\nText.\n";
    let site = site.remove("content/meet/b2.md").change("content/meet/b.md", moved).build();
    let site = site.expect_page("meet/", |html| assert!(html.contains("25 November 2026"), "{html}"));
    site.expect_warm_is_cold();
}

/// What stands on a day in a month of the page `events/`.
fn on_day<'a>(html: &'a str, day: &str) -> &'a str {
    let months = html.split_once("id=\"gh-months\"").unwrap_or_else(|| panic!("no months: {html}")).1;
    let start = months.find(&format!("<time datetime=\"{day}\"")).unwrap_or_else(|| panic!("no {day}: {months}"));
    months[start..].split_once("</td>").unwrap().0
}

#[test]
fn the_next_three_months_with_events_are_tables() {
    let page = |fields: &str| format!("---\ntitle: A <b>call</b>\n{fields}\n---\nText.\n");
    let site = site()
        .file("guildhall.yaml", CONFIG)
        .file(
            "content/events/a.md",
            page("start: 2026-01-14 09:00\nrepeat: FREQ=MONTHLY;BYDAY=2WE\nexcept: [2026-12-09]"),
        )
        .file("content/events/b.md", page("start: 2026-11-30\nend: 2026-12-02"))
        .file("content/events/c.md", page("start: 2027-02-28 10:00\ncancelled: true"))
        .file("content/events/d.md", page("start: 2026-11-10 10:00"));
    let site = site.build().expect_findings(&[]).expect_page("events/", |html| {
        assert_eq!(html.matches("<table class=\"month\">").count(), 3, "{html}");
        let months = ["<caption>November 2026", "<caption>December 2026", "<caption>January 2027"];
        assert!(months.iter().all(|month| html.contains(month)), "{html}");
        let link = "<a href=\"../events/a/\">A &lt;b&gt;call&lt;/b&gt;</a>";
        assert!(on_day(html, "2027-01-13").contains(&format!("09:00 {link}")), "{}", on_day(html, "2027-01-13"));
        assert!(!on_day(html, "2026-12-09").contains("href"), "an exception");
        assert!(!on_day(html, "2026-11-10").contains("href"), "what is over");
        for day in ["2026-11-30", "2026-12-01", "2026-12-02"] {
            assert!(on_day(html, day).contains("events/b/"), "{day}");
        }
        assert!(html.contains("<a href=\"#gh-months\">"), "{html}");
        // Weeks are whole, and a month begins on its weekday: the first of December 2026 is a Tuesday.
        for table in html.split("<table class=\"month\">").skip(1) {
            let rows = table.split_once("</table>").unwrap().0.split("<tr>").skip(2);
            assert!(rows.into_iter().all(|row| row.matches("</td>").count() == 7), "{table}");
        }
        assert!(html.contains("<tr><td></td><td data-label=\"Tue\"><time datetime=\"2026-12-01\">"), "{html}");
    });
    let site = site.remove("content/events/a.md").build().expect_page("events/", |html| {
        assert!(on_day(html, "2027-02-28").contains("Cancelled"), "{html}");
    });
    let many = site.file("content/events/z.md", page("start: 2026-01-01\nrepeat: daily"));
    let many =
        (0..9).fold(many, |site, n| site.file(&format!("content/events/m{n}.md"), page("start: 2026-12-24 10:00")));
    let many = many.build().expect_page("events/", |html| {
        assert_eq!(html.matches("events/z/\"").count(), 7 + 31 + 31 + 3, "every day of three months, and the list");
        assert!(on_day(html, "2026-12-24").contains("and 2 more"), "{}", on_day(html, "2026-12-24"));
    });
    many.expect_warm_is_cold();
}

//! Times of events as readers meet them: their weekday, whose clock they are by, until when one can sign up.

use guildhall_search::{Request, Sort};
use jiff::civil::date;

use crate::harness::{Site, site};

const BERLIN: &str = "title: Test\ntime_zone: Europe/Berlin\n";

fn event(fields: &str) -> Site {
    site()
        .file("guildhall.yaml", BERLIN)
        .file("content/events/call.md", format!("---\ntitle: Call\n{fields}\n---\nText.\n"))
        .build()
}

#[test]
fn a_time_says_its_weekday_and_ends_with_an_instant_of_its_own() {
    let site = event("start: 2027-01-12 14:00\nend: 15:30").expect_page("events/call/", |html| {
        let time = "<span class=\"times\" data-wall=\"2027-01-12 14:00\"><time datetime=\"2027-01-12T13:00:00Z\">\
                    Tuesday, 12 January 2027, 14:00</time>&#8288;–&#8288;<time datetime=\"2027-01-12T14:30:00Z\">15:30</time> <span class=\"zone\">Berlin time</span></span>";
        assert!(html.contains(time), "{html}");
    });
    site.expect_page("events/", |html| assert!(!html.contains(">Berlin time<"), "the zone of the site: {html}"));
    event("start: 2027-01-12\nend: 2027-01-14").expect_page("events/call/", |html| {
        assert!(html.contains("<span class=\"times\"><time datetime=\"2027-01-12\">"), "days have no zone: {html}");
        assert!(html.contains("<time datetime=\"2027-01-14\">Thursday, 14 January 2027</time>"), "{html}");
    });
}

#[test]
fn a_zone_that_is_not_the_sites_is_named_wherever_the_time_stands() {
    let site = event("start: 2027-01-12 14:00\ntime_zone: America/New_York");
    let named = |html: &str| {
        assert_eq!(html.matches("<span class=\"zone\">New York time</span>").count(), 1, "{html}");
    };
    site.expect_page("events/call/", named).expect_page("events/", named);
    let utc = event("start: 2027-01-12 14:00\ntime_zone: UTC");
    utc.expect_page("events/call/", |html| assert!(html.contains(">UTC</span>"), "{html}"));
    // Where nobody says whose clock it is, no other can be told.
    let floating =
        site_without_zone().expect_page("events/call/", |html| assert!(!html.contains("data-wall"), "{html}"));
    floating.expect_page("events/", |html| assert!(!html.contains("class=\"zone\""), "{html}"));
}

fn site_without_zone() -> Site {
    site().file("content/events/call.md", "---\ntitle: Call\nstart: 2027-01-12 14:00\n---\nText.\n").build()
}

#[test]
fn sign_up_says_until_when_and_that_it_is_closed() {
    let fields = "start: 2027-01-12 14:00\nregister: https://forms.example.org/a\ncloses: ";
    let class =
        |html: &str| html.split("<div class=\"event-register").nth(1).unwrap().split('"').next().unwrap().to_owned();
    event(&format!("{fields}2026-11-24")).expect_page("events/call/", |html| {
        assert_eq!(class(html), "", "today is not over: {html}");
        assert!(html.contains("<a href=\"https://forms.example.org/a\">Sign up</a>"), "{html}");
        assert!(html.contains("data-over=\"2026-11-24T23:00:00Z\""), "{html}");
    });
    event(&format!("{fields}2026-11-23 12:00")).expect_page("events/call/", |html| {
        assert_eq!(class(html), " is-over", "{html}");
        assert!(html.contains("Sign-up closed on 23 November 2026."), "{html}");
    });
    event(&format!("{fields}2027-01-01\ncancelled: true")).expect_page("events/call/", |html| {
        assert!(!html.contains("event-register"), "{html}");
    });
}

#[test]
fn a_job_aid_beside_which_an_event_stands_tells_what_is_over() {
    let site = site()
        .file("content/events/call.md", "---\ntitle: Call\nstart: 2027-01-12 14:00\n---\nText.\n")
        .file("content/job-aids/aid.md", "---\ntitle: Aid\nrelated: [call]\n---\n1. Go.\n")
        .build();
    site.expect_page("job-aids/aid/", |html| {
        assert_eq!(html.matches("assets/events-").count(), 1, "{html}");
        assert!(html.contains("data-yours=\"{time} your time\""), "{html}");
    });
}

#[test]
fn the_page_of_events_shows_the_next_three_times_within_a_year_and_what_is_over_by_year() {
    let shown = |rule: &str, days: &[&str]| {
        event(&format!("start: 2025-01-05 14:00\nrepeat: {rule}")).expect_page("events/", |html| {
            let coming = html.split_once("id=\"gh-list-events-coming\"").unwrap().1.split_once("</section>").unwrap().0;
            let told: Vec<&str> =
                coming.split("data-wall=\"").skip(1).map(|rest| rest.split(' ').next().unwrap()).collect();
            assert_eq!(told, days, "{rule}: {html}");
        });
    };
    shown("monthly", &["2026-12-05", "2027-01-05", "2027-02-05"]);
    shown("every 6 months", &["2027-01-05", "2027-07-05"]);
    shown("yearly", &["2027-01-05"]);
    shown("every 5 years", &["2030-01-05"]);
    let past = |day: &str| format!("---\ntitle: Gone {day}\nstart: {day}\n---\nText.\n");
    let days = ["2024-03-01", "2025-03-01", "2025-04-01", "2026-03-01"];
    let site = days.iter().fold(site(), |site, day| site.file(&format!("content/events/{day}.md"), past(day)));
    site.build().expect_page("events/", |html| {
        let years: Vec<&str> = html.split("<details class=\"year\"").skip(1).collect();
        assert_eq!(years.len(), 3, "{html}");
        assert!(years[0].starts_with(" open><summary>2026<") && years[0].contains("Gone 2026-03-01"), "{html}");
        assert!(
            years[1].starts_with("><summary>2025<") && years[1].contains("id=\"gh-events-past-2025-03\""),
            "{html}"
        );
        assert!(years[1].contains("Gone 2025-04-01") && years[2].contains("Gone 2024-03-01"), "{html}");
    });
}

/// Title and day of each hit for "meeting", the newest first.
fn newest(site: &Site) -> Vec<(String, String)> {
    let request = Request { query: "meeting".to_owned(), sort: Sort::Date, limit: 10, ..Request::default() };
    let answer = site.built().index.searcher().unwrap().answer(&request).unwrap();
    answer.hits.into_iter().map(|hit| (hit.card.title, hit.card.date)).collect()
}

#[test]
fn search_says_when_events_happen_next_as_of_the_day_of_the_build() {
    let page = |fields: &str| format!("---\n{fields}\n---\nA meeting.\n");
    let site = site()
        .file("content/events/a.md", page("title: Monthly\nstart: 2026-01-05 13:00\nrepeat: FREQ=MONTHLY;BYDAY=1MO"))
        .file("content/events/b.md", page("title: Gone\nstart: 2026-03-17 13:00\nupdated: 2026-11-20"))
        .file("content/events/c.md", page("title: Goes on\nstart: 2026-11-23\nend: 2026-11-25"))
        .file("content/d.md", page("title: Text\nupdated: 2026-11-30"))
        .build();
    let told = |site: &Site, days: [(&str, &str); 4]| {
        assert_eq!(newest(site), days.map(|(title, day)| (title.to_owned(), day.to_owned())));
    };
    let (goes_on, gone, text) = (("Goes on", "2026-11-23"), ("Gone", "2026-03-17"), ("Text", "2026-11-30"));
    told(&site, [("Monthly", "2026-12-07"), text, goes_on, gone]);
    // The day alone changes it, with nothing read anew.
    let site = site.on(date(2026, 12, 7)).build().expect_warm_is_cold();
    told(&site, [("Monthly", "2026-12-07"), text, goes_on, gone]);
    let site = site.on(date(2026, 12, 8)).build().expect_warm_is_cold();
    told(&site, [("Monthly", "2027-01-04"), text, goes_on, gone]);
}

#[test]
fn what_is_cancelled_looks_so_and_is_offered_to_no_calendar() {
    let page = |fields: &str| format!("---\ntitle: Call\ncommunities: [guild]\n{fields}\n---\nText.\n");
    let site = site()
        .file("guildhall.yaml", BERLIN)
        .file("content/communities/guild.md", "---\ntitle: Guild\n---\nText.\n")
        .file("content/events/off.md", page("start: 2026-12-01 10:00\ncancelled: true"))
        .file("content/events/gone.md", page("start: 2026-10-01 10:00\ncancelled: true"))
        .file("content/events/on.md", page("start: 2026-12-02 10:00"))
        .build();
    let site = site.expect_page("events/off/", |html| {
        assert!(html.contains("<div class=\"event-box is-off\"") && !html.contains("event.ics"), "{html}");
    });
    let site = site.expect_page("events/gone/", |html| assert!(!html.contains("event-over"), "it never was: {html}"));
    let site = site.expect_page("events/on/", |html| assert!(html.contains("event.ics"), "{html}"));
    let site = site.expect_page("events/", |html| {
        assert_eq!(html.matches("<li class=\"is-off\"").count(), 2, "in the list and among the months: {html}");
        assert_eq!(html.matches("<li class=\"is-off is-over\"").count(), 1, "{html}");
    });
    site.expect_page("communities/", |html| {
        assert!(html.contains("data-wall=\"2026-12-02 10:00\"") && !html.contains("2026-12-01"), "{html}");
    });
}

#[test]
fn an_event_of_several_days_names_the_weekday_of_the_last() {
    event("start: 2027-05-12 09:00\nend: 2027-05-13 16:00").expect_page("events/call/", |html| {
        assert!(html.contains("data-wall=\"2027-05-12 09:00 2027-05-13\""), "{html}");
        assert!(html.contains("<time datetime=\"2027-05-13T14:00:00Z\">Thursday, 13 May 2027, 16:00</time>"), "{html}");
        assert!(html.contains("data-zone=\"Berlin time\""), "{html}");
    });
}

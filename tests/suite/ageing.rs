//! What time makes of a page, on the day of the build and, for readers who come later, after it. The day is 2026-11-24.

use crate::harness::{Site, site};

fn with(fields: &str) -> Site {
    site()
        .file("guildhall.yaml", "title: Test\nfeedback: kb@example.org\n")
        .file("content/index.md", "# Home\n")
        .file("content/people/desk.md", "---\nname: Travel desk\nteam: true\n---\nText.\n")
        .file("content/visa.md", format!("---\ntitle: Visa\nowner: desk\n{fields}\n---\nText.\n"))
}

/// The notice `name` of a page: its start tag, and what it holds.
fn notice<'a>(html: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let start = html.find(&format!("<div class=\"notice {name}\""))?;
    let (tag, rest) = html[start..].split_once('>').unwrap();
    Some((tag, rest.split_once('\n').unwrap().0))
}

/// The badges beside the title.
fn badges(html: &str) -> &str {
    html.split_once("<p class=\"marks\">").unwrap().1.split_once("</p>").unwrap().0
}

#[test]
fn a_page_is_overdue_and_expires_once_its_last_day_is_over() {
    let reviewed = |day: &str| format!("reviewed: {day}\nreview_every: 1 month");
    for (fields, name, last, over) in [
        (reviewed("2026-10-23"), "overdue", "2026-11-23", true),
        (reviewed("2026-10-24"), "overdue", "2026-11-24", false),
        ("expires: 2026-11-23".to_owned(), "expired", "2026-11-23", true),
        ("expires: 2026-11-24".to_owned(), "expired", "2026-11-24", false),
    ] {
        let waits = format!(" data-after=\"{last}\" hidden");
        with(&fields)
            .build()
            .expect_page("visa", |html| {
                let (tag, text) = notice(html, name).unwrap();
                assert_eq!(tag.ends_with(&waits), !over, "{fields}: {tag}");
                assert!(text.contains("November 2026") && text.contains("people/desk/\">Travel desk</a>"), "{text}");
                assert!(text.contains("href=\"#gh-actions\"") && html.contains("id=\"gh-actions\""), "{text}");
                assert_eq!(badges(html).contains(&waits), !over, "{fields}: {}", badges(html));
                assert_eq!(html.contains("assets/dates-"), !over, "{fields}");
            })
            .expect_page("a-z", |html| {
                let line = html.split_once("<li data-").map_or("", |(_, line)| line);
                assert_eq!(line.starts_with(&format!("{name}=\"{last}\"")), !over, "{fields}: {line}");
                assert_eq!(html.contains("<span class=\"badge status aged\">"), over, "{fields}");
                assert_eq!(html.contains("assets/dates-"), !over, "{fields}");
            });
    }
}

#[test]
fn a_page_without_days_waits_for_nothing() {
    with("").build().expect_page("visa", |html| {
        assert!(!html.contains("data-after") && !html.contains("assets/dates-") && !html.contains("notice"), "{html}");
    });
}

#[test]
fn readers_of_an_unvalidated_page_are_told_whom_to_ask_once() {
    with("status: unvalidated\nreviewed: 2020-01-01\nreview_every: 1 year").build().expect_page("visa", |html| {
        let (_, text) = notice(html, "unvalidated").unwrap();
        assert!(text.contains("Ask first:") && text.contains("Travel desk</a>"), "{text}");
        assert!(!notice(html, "overdue").unwrap().1.contains("Ask first:"), "{html}");
        assert!(badges(html).contains("unvalidated\">Not yet validated</span>"), "{}", badges(html));
    });
    // Whoever left is not asked.
    with("status: unvalidated\nbackup: desk")
        .change("content/visa.md", "---\ntitle: Visa\nowner: bo\nbackup: desk\nstatus: unvalidated\n---\nText.\n")
        .file("content/people/bo.md", "---\nname: Bo\nleft: 2026-01-01\n---\nText.\n")
        .build()
        .expect_page("visa", |html| {
            let (_, text) = notice(html, "unvalidated").unwrap();
            assert!(text.contains("Travel desk") && !text.contains("Bo"), "{text}");
        });
}

#[test]
fn an_archived_page_is_a_tombstone_that_leads_to_what_holds_today() {
    let page = |title: &str, fields: &str| format!("---\ntitle: {title}\n{fields}\n---\nText of {title}.\n");
    let archived = |by: &str| format!("status: archived\nreplaced_by: {by}");
    let site =
        with("expires: 2020-01-01\nreviewed: 2019-01-01\nreview_every: 1 year\nstatus: archived\nreplaced_by: second")
            .file("content/second.md", page("Second", &archived("third")))
            .file("content/third.md", page("Third", "summary: What holds today"))
            .build()
            .expect_page("visa", |html| {
                let (_, text) = notice(html, "archived").unwrap();
                assert!(text.contains("It was replaced by:") && text.contains(">Third</a>"), "{text}");
                assert!(text.contains("What holds today") && !text.contains("Second"), "{text}");
                assert!(html.contains("<p>Text.</p>"), "the page stays");
                assert!(notice(html, "expired").is_none() && notice(html, "overdue").is_none(), "nobody keeps it up");
                assert!(badges(html).contains("Archived"), "{}", badges(html));
            });
    // One that was replaced by itself in the end leads to the last of the others; what nobody may see leads nowhere.
    let site = site.change("content/third.md", page("Third", &archived("visa"))).build();
    let site =
        site.expect_page("visa", |html| assert!(notice(html, "archived").unwrap().1.contains(">Third</a>"), "{html}"));
    site.change("guildhall.yaml", "title: Test\naudiences: [staff, managers]\n")
        .change("content/second.md", page("Second", "audience: managers"))
        .audience("staff")
        .build()
        .expect_page("visa", |html| {
            let (_, text) = notice(html, "archived").unwrap();
            assert!(!text.contains("<a") && !html.contains("Second"), "{html}");
        });
}

#[test]
fn somebody_leaves_on_their_day() {
    let left =
        |day: &str| with("").file("content/people/bo.md", format!("---\nname: Bo\nleft: {day}\n---\nText.\n")).build();
    left("2026-11-24")
        .expect_page("people/bo", |html| assert!(!notice(html, "left").unwrap().0.contains("hidden"), "{html}"));
    left("2026-11-25").expect_page("people/bo", |html| {
        assert!(notice(html, "left").unwrap().0.ends_with("data-after=\"2026-11-24\" hidden"), "{html}");
    });
}

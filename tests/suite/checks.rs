//! Rules about how pages are kept and written, on whole sites. What each says is a snapshot of `messages.rs`.

use std::fmt::Write as _;

use guildhall::base::code::Code;
use guildhall::base::diag::Severity;

use crate::harness::{Work, site};

const FAQ: &str = "---\ntitle: How do I get a visa?\n---\nAsk the desk.\n";

#[test]
fn a_small_site_is_left_in_peace() {
    site()
        .file("content/index.md", "# Home\n\nSee the [visa](faqs/visa.md). Ask the CAB about the SLA.\n")
        .file("content/faqs/visa.md", FAQ)
        .file("content/job-aids/lid.md", "---\nperformer: all\noutcome: It is open.\n---\n1. Lift the lid.\n")
        .build()
        .expect_findings(&[]);
}

#[test]
fn owners_are_asked_for_once_somebody_is_one() {
    let owner = "---\ntitle: Where is my badge?\nowner: desk\n---\nAt the gate.\n";
    site()
        .file("content/faqs/index.md", "# Questions\n")
        .file("content/faqs/visa.md", FAQ)
        .file("content/faqs/old.md", "---\ntitle: Who?\nstatus: archived\nreplaced_by: visa\n---\nx\n")
        .file("content/page.md", "# Page\n")
        .file("content/people/desk.md", "---\nname: Desk\nteam: true\n---\n")
        .build()
        .expect_findings(&[])
        .file("content/faqs/badge.md", owner)
        .file("content/communities/a.md", "---\ntitle: A\npurpose: To meet.\n---\n")
        .file("content/communities/b.md", "---\ntitle: B\npurpose: To meet.\nlead: desk\n---\n")
        .file("content/communities/c.md", "---\ntitle: C\npurpose: To meet.\nstage: closed\n---\n")
        .build()
        .expect_findings(&[
            (Code::OwnerMissing, "content/communities/a.md"),
            (Code::OwnerMissing, "content/faqs/visa.md"),
        ])
        .file("content/faqs/_defaults.yaml", "owner: desk\n")
        .build()
        .expect_findings(&[(Code::OwnerMissing, "content/communities/a.md")])
        .expect_warm_is_cold();
}

#[test]
fn days_count_from_the_day_of_the_build() {
    // The tests build on 2026-11-24.
    let page = |fields: &str| format!("---\ntitle: Who?\n{fields}---\nx\n");
    site()
        .file("content/faqs/due.md", page("reviewed: 2025-11-23\n"))
        .file("content/faqs/today.md", page("reviewed: 2025-11-24\n"))
        .file("content/faqs/long.md", page("reviewed: 2025-11-23\nreview_every: 13 months\n"))
        .file("content/faqs/never.md", page(""))
        .file("content/plain.md", page("reviewed: 2001-01-01\n"))
        .file("content/gone.md", page("expires: 2026-11-23\n"))
        .file("content/going.md", page("expires: 2026-11-24\n"))
        .file("content/old.md", page("expires: 2026-11-23\nstatus: archived\nreplaced_by: going\n"))
        .build()
        .expect_findings(&[(Code::ReviewOverdue, "content/faqs/due.md"), (Code::PageExpired, "content/gone.md")]);
}

#[test]
fn an_archived_page_is_lost_when_nothing_leads_on_from_it_or_to_it() {
    let lost = "---\ntitle: Fax\nstatus: archived\n---\nx\n";
    site()
        .file("content/fax.md", lost)
        .file("content/index.md", "# Home\n")
        .build()
        .expect_findings(&[(Code::PageUnreachable, "content/fax.md")])
        .change("content/index.md", "# Home\n\nOnce we sent a [fax](fax.md).\n")
        .build()
        .expect_findings(&[])
        .change("content/index.md", "# Home\n")
        .change("content/fax.md", "---\ntitle: Fax\nstatus: archived\nreplaced_by: index\n---\n[again](fax.md)\n")
        .file("content/mail.md", "---\nid: index\n---\n# Mail\n")
        .build()
        .expect_findings(&[]);
}

#[test]
fn images_need_words_unless_they_are_ornaments() {
    site()
        .file("content/a.png", "x")
        .file("content/good.md", "# A\n\n![The gate](a.png) <img src=\"a.png\" alt=\"\"> [![](a.png) Home](good.md)\n")
        .build()
        .expect_findings(&[])
        .file("content/bad.md", "# B\n\n![](a.png)\n\n![Image](a.png)\n\n<img src=\"a.png\">\n\n![a.PNG](a.png)\n")
        .build()
        .expect_findings(&[(Code::AltMissing, "content/bad.md"); 4]);
}

#[test]
fn an_acronym_is_told_once_and_an_entry_or_a_community_mends_it() {
    let terms = "- {term: SLA, expansion: Service level agreement}\n- {term: KPI dashboard, meaning: x}\n";
    let site = site()
        .file("content/a.md", "# A\n\nAsk the CAB about the SLA and the KPI.\n")
        .file("content/b.md", "# B\n\nAsk the CAB. The CoP, or the ABC, meets.\n")
        .file("content/terms.yaml", terms)
        .build()
        .expect_findings(&[(Code::AcronymUndefined, "content/a.md"), (Code::AcronymUndefined, "content/b.md")]);
    assert_eq!(site.built().diags[0].message, "`CAB`, which 2 pages use, is nowhere explained");
    site.change("content/b.md", "# B\n\nAsk the change advisory board (CAB). The CAB meets.\n")
        .file("content/communities/abc.md", "---\ntitle: Drivers\nacronym: CAB\npurpose: To drive.\n---\nThe CAB.\n")
        .build()
        .expect_findings(&[])
        .expect_warm_is_cold();
}

#[test]
fn nothing_of_another_audience_is_told() {
    site()
        .file("guildhall.yaml", "title: T\naudiences: [staff, managers]\n")
        .file("content/terms.yaml", "- {term: SLA, expansion: Service level agreement}\n")
        .file(
            "content/secret.md",
            "---\naudience: managers\nowner: boss\n---\n# Secret\n\nThe MARKER is ours, see [x](old.md).\n",
        )
        .file("content/old.md", "---\ntitle: Old\nstatus: archived\n---\nx\n")
        .file("content/faqs/visa.md", FAQ)
        .audience("staff")
        .build()
        .expect_findings(&[(Code::PageUnreachable, "content/old.md")]);
}

#[test]
fn the_level_of_a_rule_is_set_by_folder_and_strict_takes_it_from_there() {
    let checks = "title: T\nchecks:\n- {rule: heading-skipped, severity: off, folder: content/old}\n\
                  - {rule: heading-skipped, severity: error, folder: content/new}\n\
                  - {rule: sentence-long, severity: warning, folder: content/new}\n\
                  - {rule: no-such-rule, severity: off}\n";
    let skipped = "# A\n\n#### B\n\nSentence.\n";
    let mut long = String::from("# A\n\n");
    (0..41).for_each(|_| long.push_str("word "));
    let _ = writeln!(long);
    let site = site()
        .file("guildhall.yaml", checks)
        .file("content/old/a.md", skipped)
        .file("content/new/a.md", skipped)
        .file("content/new/b.md", &long)
        .file("content/a.md", skipped)
        .file("content/b.md", &long)
        .build();
    let found: Vec<_> = site.built().diags.iter().map(|diag| (diag.code.word(), diag.severity)).collect();
    assert_eq!(
        found,
        [
            ("heading-skipped", Severity::Warning),
            ("sentence-long", Severity::Advice),
            ("heading-skipped", Severity::PageError),
            ("sentence-long", Severity::Warning),
            ("key-unknown", Severity::Warning),
        ]
    );
    site.expect_page("new/a", |html| assert!(!html.contains("Sentence."))).expect_warm_is_cold();
}

#[test]
fn what_a_folder_says_wrongly_is_told_once_and_where_it_is_written() {
    let site = site()
        .file("content/people/desk.md", "---\nname: Desk\nleft: 2020-01-01\n---\n")
        .file(
            "content/in/_defaults.yaml",
            "# who\nowner: dessk\nbackup: desk\nreviewed: 2020-01-01\nreview_every: 1 year\n",
        )
        .file("content/in/a.md", "# A\n")
        .file("content/in/b.md", "# B\n")
        .file("content/in/c.md", "---\nowner: desc\n---\n# C\n")
        .build()
        .expect_findings(&[
            (Code::ReferenceMissing, "content/in/_defaults.yaml"),
            (Code::OwnerLeft, "content/in/_defaults.yaml"),
            (Code::ReviewOverdue, "content/in/a.md"),
            (Code::ReviewOverdue, "content/in/b.md"),
            (Code::ReviewOverdue, "content/in/c.md"),
            (Code::ReferenceMissing, "content/in/c.md"),
        ]);
    let first = site.built().diags.iter().find(|diag| diag.code == Code::ReferenceMissing).unwrap();
    let span = first.at.as_ref().unwrap().span.unwrap();
    assert_eq!((span.start, first.hint.as_deref()), (13, Some("did you mean `desk`?")));
    // The place is no part of what pages depend on.
    let defaults = "# whose\n\nowner: dessk\nbackup: desk\nreviewed: 2020-01-01\nreview_every: 1 year\n";
    site.change("content/in/_defaults.yaml", defaults)
        .build()
        .expect_work(Work { parsed: 0, rendered: 0 })
        .expect_warm_is_cold();
}

/// Every wrong name is compared with every right one for its hint; a page, or a site, of many of both must not take the
/// product.
#[test]
fn of_wrong_names_without_number_only_the_first_get_hints() {
    let mut page = "# A\n\n".to_owned();
    for number in 0..2_000 {
        let _ = write!(page, "## Heading {number}\n\n[x](#haeding-{number})\n\n");
    }
    let site = site().file("content/a.md", page).build();
    let hints: Vec<bool> = site.built().diags.iter().map(|diag| diag.hint.as_ref().unwrap().contains("mean")).collect();
    let helped = hints.iter().take_while(|helped| **helped).count();
    assert_eq!(hints.len(), 2_000);
    assert!((10..100).contains(&helped) && hints[helped..].iter().all(|helped| !helped), "{helped}");
}

#[test]
fn headings_are_found_among_many() {
    let mut page = "# A\n\n".to_owned();
    for number in 0..40 {
        let _ = write!(page, "## Same\n\n## Heading {number}\n\n");
    }
    page.push_str("[x](#same-39) [x](#heading-39) [[#same]] [[#Heading 7]] [[#heading-8]] [x](#same-40)\n");
    site().file("content/a.md", page).build().expect_findings(&[(Code::AnchorMissing, "content/a.md")]).expect_page(
        "a",
        |html| {
            for link in ["#same-39\">", "#heading-39\">", "#same\">", "#heading-7\">", "#heading-8\">"] {
                assert!(html.contains(&format!("<a href=\"{link}")), "{link}: {html}");
            }
        },
    );
}

#[test]
fn a_time_that_clocks_skip_is_told_of() {
    let event =
        |start: &str, end: &str| format!("---\nstart: {start}\nend: {end}\ntime_zone: Europe/Berlin\n---\n# E\n");
    let site = site()
        .file("content/events/skipped.md", event("2027-03-28 02:30", "04:00"))
        .file("content/events/ends.md", event("2027-03-28 01:30", "02:00"))
        .file("content/events/twice.md", event("2026-10-25 02:30", "04:00"))
        .file("content/events/all-day.md", event("2027-03-28", "2027-03-28"))
        .build()
        .expect_findings(&[
            (Code::EventDates, "content/events/ends.md"),
            (Code::EventDates, "content/events/skipped.md"),
        ]);
    let hint = site.built().diags.last().unwrap().hint.clone().unwrap();
    assert_eq!(hint, "calendars take it for 03:30; write a time that clocks show");
}

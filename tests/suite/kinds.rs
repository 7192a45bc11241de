//! Communities, learning paths, persons and teams, terms: from front matter to what readers see.

use guildhall::base::code::Code;

use crate::harness::{Site, site};

const COMMUNITY: &str = "---
title: Travellers
acronym: TRV
purpose: Make every trip easy to book.
scope: Booking and refunds.
not_for: Visas.
sponsor: boss
lead: [ann, Guest Speaker]
backup: bob
team: desk
stage: forming
cadence: Every second Tuesday
join: {who: Everybody, url: 'https://chat.example.org/join', effort: An hour a month}
channels:
- {kind: Teams, url: 'https://teams.example.org/t', for: Daily questions}
- trv@lists.example.org
- {kind: Old forum, url: 'javascript:alert(1)'}
members: {count: 42, as_of: 2026-05-01}
objectives:
- {what: Fewer lost receipts, measure: Receipts asked for twice, baseline: 30 a month, target: 3 a month, by: 2027-03-31}
- Be nice
start_here: [first]
---
Own words.
";

fn people() -> Site {
    site()
        .file("content/communities/trv.md", COMMUNITY)
        .file("content/people/ann.md", "---\nname: Ann Archer\nrole: Booking clerk\nask_me_about: [Night trains]\n---\n")
        .file("content/people/bob.md", "---\nname: Bob\ncontact: [bob@example.org, Room 7]\n---\n")
        .file("content/people/boss.md", "---\nname: The Boss\nleft: 2030-01-01\n---\n")
        .file("content/people/old.md", "---\nname: Old Hand\nleft: 2020-01-01\nask_me_about: night trains\n---\n")
        .file("content/people/desk.md", "---\ntitle: Travel desk\nteam: true\nmembers: [ann, bob]\nask_me_about: [night trains, Visas]\n---\n")
        .file("content/first.md", "---\ntitle: First trip\ncommunities: trv\nowner: desk\ncredits: [old, zoe, Adam Guest]\ndate: 2026-01-01\n---\nx\n")
        .file("content/people/zoe.md", "---\nname: Zoe\n---\n")
        .file("content/faqs/refund.md", "---\ntitle: How do I get a refund?\ncommunities: trv\nupdated: 2026-03-01\n---\nx\n")
        .file("content/faqs/open.md", "---\ntitle: Who pays for tips?\ncommunities: trv\nstatus: unvalidated\n---\nx\n")
        .file("content/faqs/draft.md", "---\ntitle: Draft question?\ncommunities: trv\nstatus: draft\n---\nx\n")
        .file("content/paths/start.md", "---\ntitle: First week\ncommunities: trv\nstage: week-1\nfor: Clerks\n---\n1. [Trip](../first.md) (10 min)\n2. Ask.\n")
        .file("content/job-aids/book.md", "---\ntitle: Book a train\ncommunities: trv\nowner: ann\n---\n1. Go.\n")
        .file("content/events/meet.md", "---\ntitle: Spring meeting\ncommunities: trv\nstart: 2027-03-01 10:00\n---\nx\n")
}

/// The findings about a file.
fn codes(site: &Site, path: &str) -> Vec<Code> {
    let at = |diag: &&guildhall::base::diag::Diagnostic| diag.at.as_ref().is_some_and(|at| at.path.as_str() == path);
    site.built().diags.iter().filter(at).map(|diag| diag.code).collect()
}

/// The files that a search finds.
fn found(site: &Site, query: &str) -> Vec<String> {
    let mut searcher = site.built().index.searcher().unwrap();
    searcher.found(query, 10).unwrap().into_iter().map(|found| found.path).collect()
}

/// The text of a list of the page, without what stands around it.
fn list<'a>(html: &'a str, name: &str) -> &'a str {
    let start = html.find(&format!("id=\"gh-list-{name}\"")).unwrap_or_else(|| panic!("no list {name}: {html}"));
    let rest = &html[start..];
    &rest[..rest.find("</section>").unwrap()]
}

#[test]
fn a_community_shows_every_field_and_gathers_what_names_it() {
    people().build().expect_page("communities/trv", |html| {
        for shown in [
            "TRV",
            "Make every trip easy to book.",
            "Booking and refunds.",
            "Visas.",
            "The Boss",
            "Ann Archer",
            "Booking clerk",
            "Guest Speaker",
            "Bob",
            "Travel desk",
            "Forming",
            "Every second Tuesday",
            "Everybody",
            "An hour a month",
            "href=\"https://chat.example.org/join\"",
            "href=\"https://teams.example.org/t\"",
            "Daily questions",
            "href=\"mailto:trv@lists.example.org\"",
            "Old forum",
            "42",
            "1 May 2026",
            "Fewer lost receipts",
            "Receipts asked for twice",
            "30 a month",
            "3 a month",
            "31 March 2027",
            "Be nice",
            "First trip",
            "Own words.",
        ] {
            assert!(html.contains(shown), "{shown}: {html}");
        }
        assert!(!html.contains("href=\"javascript"), "{html}");
        assert!(list(html, "questions").contains("refund?") && !list(html, "questions").contains("tips?"));
        assert!(list(html, "open-questions").contains("tips?"));
        assert!(list(html, "paths").contains("First week") && list(html, "job-aids").contains("Book a train"));
        assert!(list(html, "events-coming").contains("1 March 2027, 10:00"));
        assert!(list(html, "community").contains("First trip") && !list(html, "community").contains("Travellers"));
        let recent = list(html, "recent");
        assert!(recent.find("refund?").unwrap() < recent.find("First trip").unwrap(), "newest first: {recent}");
        assert!(!html.contains("Draft question"));
        // Thanked without number or rank, in order of names; who left is not.
        assert!(html.find("Adam Guest").unwrap() < html.find(">Zoe<").unwrap() && !html.contains("Old Hand"), "{html}");
    });
}

#[test]
fn the_list_of_communities_is_made_even_where_they_have_a_folder() {
    people().build().expect_page("communities", |html| {
        assert!(
            html.contains("class=\"kind-communities\"") && html.contains("Make every trip easy to book."),
            "{html}"
        );
        assert!(html.contains("Forming"), "{html}");
    });
}

#[test]
fn a_community_that_lives_elsewhere_says_so_in_lists_and_shows_its_address_without_what_all_have() {
    let site = site().file(
        "content/communities/green.md",
        "---\npurpose: Use less.\nstage: active\nexternal: https://forum.example.org/green/\n---\n",
    );
    let site = site.build().expect_page("communities/green", |html| {
        assert!(html.contains("<a href=\"https://forum.example.org/green/\">forum.example.org/green</a>"), "{html}");
    });
    site.expect_page("communities", |html| assert!(html.contains("Lives elsewhere"), "{html}"));
}

#[test]
fn the_page_that_opens_a_folder_of_communities_is_none() {
    let site = people().file("content/communities/_index.md", "# All of them\n").build();
    assert_eq!(codes(&site, "content/communities/_index.md"), []);
    site.expect_page("communities", |html| {
        assert!(html.contains("All of them") && html.contains("Travellers") && html.contains("class=\"kind-page\""));
    });
}

#[test]
fn a_community_without_purpose_is_told_and_published() {
    let site =
        site().file("content/communities/a.md", "---\ntitle: A\nredirectto: https://example.org/a\n---\n").build();
    assert_eq!(codes(&site, "content/communities/a.md"), [Code::FieldMissing]);
    site.expect_page("communities/a", |html| assert!(html.contains("href=\"https://example.org/a\""), "{html}"));
}

#[test]
fn faults_inside_fields_are_found_where_they_stand() {
    let text = "---\npurpose: x\nstage: dormnt\nmembers: {cuont: 3}\njoin: {url: 'javascript:x'}\n---\n";
    let site = site().file("content/communities/a.md", text).build();
    let mut said: Vec<String> = site
        .built()
        .diags
        .iter()
        .map(|diag| {
            let at = diag
                .at
                .as_ref()
                .and_then(|at| at.span)
                .map_or("", |span| &text[span.start as usize..span.end as usize]);
            format!("{} `{at}` {}", diag.code.word(), diag.hint.as_deref().unwrap_or_default())
        })
        .collect();
    said.sort();
    assert_eq!(said.len(), 3, "{said:?}");
    assert_eq!(said[0], "field-value `dormnt` did you mean `dormant`?");
    assert_eq!(said[1], "key-unknown `cuont` did you mean `count`?");
    assert!(said[2].starts_with("link-scheme `"), "{said:?}");
}

#[test]
fn relations_that_match_nothing_are_found_with_the_nearest_id() {
    let text = "---\npurpose: x\nlead: an\nsponsor: page\nteam: desk\nstart_here: pge\nowner: old\n---\nx\n";
    let site = people().file("content/communities/b.md", text).file("content/page.md", "# Page\n").build();
    let found: Vec<_> = site
        .built()
        .diags
        .iter()
        .filter(|diag| diag.at.as_ref().is_some_and(|at| at.path.as_str() == "content/communities/b.md"))
        .map(|diag| (diag.code, diag.message.clone(), diag.hint.clone().unwrap_or_default()))
        .collect();
    assert_eq!(found.len(), 4, "{found:?}");
    let has = |code, message: &str, hint: &str| {
        assert!(found.iter().any(|(c, m, h)| *c == code && m == message && h == hint), "{message}: {found:?}");
    };
    has(Code::ReferenceMissing, "`lead` names `an`, but no page has that id", "did you mean `ann`?");
    has(Code::ReferenceMissing, "`start_here` names `pge`, but no page has that id", "did you mean `page`?");
    assert!(
        found
            .iter()
            .any(|(_, message, _)| message == "`sponsor` names `page`, which is a page of kind `page` and no person")
    );
    has(
        Code::OwnerLeft,
        "`owner` names Old Hand, who left on 2020-01-01",
        "name somebody who is still here, or a team",
    );
}

#[test]
fn a_person_shows_what_they_know_and_what_is_theirs() {
    people()
        .build()
        .expect_page("people/ann", |html| {
            assert!(
                html.contains("<h1>Ann Archer</h1>") && html.contains("Night trains") && html.contains("Booking clerk")
            );
            assert!(html.contains("Travel desk"), "the teams they are in: {html}");
            assert!(list(html, "leads").contains("Travellers") && list(html, "owns").contains("Book a train"));
        })
        .expect_page("people/bob", |html| {
            assert!(html.contains("href=\"mailto:bob@example.org\"") && html.contains("Room 7"));
            assert!(list(html, "stands-in").contains("Travellers"));
        })
        .expect_page("people/desk", |html| {
            assert!(html.contains(">Ann Archer<") && html.contains(">Bob<"), "its members: {html}");
            assert!(list(html, "owns").contains("First trip") && list(html, "supports").contains("Travellers"));
        })
        .expect_page("people/zoe", |html| assert!(list(html, "contributed").contains("First trip")))
        .expect_page("people/boss", |html| assert!(html.contains("1 January 2030")))
        .expect_page("people/old", |html| assert!(html.contains("No longer here since 1 January 2020.")));
}

#[test]
fn people_are_listed_by_what_they_can_be_asked() {
    people().build().expect_page("people", |html| {
        let topics = &html[html.find("id=\"gh-topics\"").unwrap()..html.find("id=\"gh-teams\"").unwrap()];
        assert_eq!(topics.to_lowercase().matches("night trains").count(), 1, "one topic however it is spelt: {topics}");
        assert!(topics.contains("Ann Archer") && topics.contains("Travel desk") && !topics.contains("Old Hand"));
        let main = &html[html.find("<main").unwrap()..];
        assert!(!main.contains("Old Hand") && main.contains("The Boss"), "{main}");
    });
}

#[test]
fn a_learning_path_says_for_whom_and_how_long() {
    people().build().expect_page("paths/start", |html| {
        for shown in
            ["Week 1", "Clerks", "10 minutes", "<dd>2</dd>", "data-text=\"{done} of {total} done\"", "assets/path-"]
        {
            assert!(html.contains(shown), "{shown}: {html}");
        }
    });
}

#[test]
fn terms_stand_from_a_to_z_each_with_an_address() {
    let terms = "- {term: VPN, expansion: Virtual private network, meaning: A tunnel., not_to_confuse: [vlan, Cable], page: page}\n\
        - {term: VLAN}\n- {term: vlan}\n- {term: \"§ 5\"}\n";
    site()
        .file("content/terms.yaml", terms)
        .file("content/page.md", "# Tunnels\n\n[All](/glossary/)\n")
        .build()
        .expect_page("glossary", |html| {
            for shown in [
                "id=\"vpn\"",
                "Virtual private network",
                "A tunnel.",
                "href=\"#vlan\"",
                "Cable",
                ">Tunnels<",
                "id=\"vlan-1\"",
            ] {
                assert!(html.contains(shown), "{shown}: {html}");
            }
        });
}

#[test]
fn nothing_to_list_makes_no_list() {
    let site = site().file("content/page.md", "# Page\n\n[x](/people/)\n").build();
    assert!(!site.paths().iter().any(|path| path.starts_with("people/") || path.starts_with("glossary/")));
    assert_eq!(codes(&site, "content/page.md"), [Code::LinkMissing]);
}

#[test]
fn a_folder_of_authors_holds_persons() {
    let site = site()
        .file("content/authors/ann-archer/_index.md", "---\ndisplay_name: Ann Archer\n---\n")
        .file("content/page.md", "---\nauthors: [ann-archer]\n---\n# Page\n")
        .build();
    site.expect_page("authors/ann-archer", |html| {
        assert!(html.contains("<h1>Ann Archer</h1>") && list(html, "contributed").contains("Page"), "{html}");
    });
}

#[test]
fn kinds_are_found_by_what_they_are_for() {
    let site = people().build();
    for (query, path) in [
        ("night trains", "people/desk.md"),
        ("booking clerk", "people/ann.md"),
        ("easy to book", "communities/trv.md"),
        ("TRV", "communities/trv.md"),
    ] {
        let found = found(&site, query);
        assert!(found.iter().any(|one| one == path), "{query}: {found:?}");
    }
}

#[test]
fn teams_are_called_teams_in_lists_and_in_search() {
    let site = people().build().expect_page("a-z/", |html| {
        let entry = |title: &str| html.split("<li").find(|entry| entry.contains(title)).unwrap();
        assert!(entry(">Travel desk<").contains("class=\"badge team\">Team<"), "{html}");
        assert!(entry(">Zoe<").contains("class=\"badge person\">Person<"), "{html}");
    });
    assert_eq!(found(&site, "kind:team desk"), ["people/desk.md"]);
    assert_eq!(found(&site, "kind:person desk"), Vec::<String>::new());
    let dialog = site.paths().into_iter().find(|path| path.starts_with("assets/dialog-en-")).unwrap();
    let dialog = String::from_utf8(site.output(&dialog).unwrap()).unwrap();
    assert!(dialog.contains("data-kind-team") && dialog.contains("Team"), "{dialog}");
}

#[test]
fn long_times_are_told_in_hours() {
    let page = |minutes: &str| format!("---\ntitle: P\n---\n1. Read ({minutes} min)\n2. Ask.\n");
    for (minutes, told) in [
        ("1", ">1 minute<"),
        ("89", ">89 minutes<"),
        ("90", ">1 h 30 min<"),
        ("120", ">2 h<"),
        ("1270", ">21 h 10 min<"),
    ] {
        let site = site().file("content/paths/p.md", page(minutes)).build();
        site.expect_page("paths/p/", |html| assert!(html.contains(told), "{told}: {html}"));
    }
}

#[test]
fn a_page_of_people_lists_persons_once_and_other_pages_as_a_section() {
    let site = people().file("content/people/index.md", "---\ntitle: We\nkind: page\n---\nText.\n").build();
    let site = site.expect_page("people/", |html| {
        assert!(
            !html.contains("gh-list-section") && html.contains("gh-teams") && html.contains("Travel desk"),
            "{html}"
        );
    });
    site.file("content/people/how.md", "---\ntitle: How to ask\nkind: page\n---\nText.\n").build().expect_page(
        "people/",
        |html| {
            let section = list(html, "section");
            assert!(section.contains("How to ask") && !section.contains("Zoe"), "{section}");
        },
    );
}

#[test]
fn related_pages_are_none_that_a_list_above_has() {
    let related =
        |html: &str| html.split_once("gh-related").map(|(_, rest)| rest.split_once("</section>").unwrap().0.to_owned());
    let site = people().file("content/trip.md", "---\ntitle: Night trains\n---\n[Desk](people/desk.md)\n");
    let desk = "---\ntitle: Travel desk\nteam: true\nrelated: [first, trip]\n---\n[First](../first.md)\n";
    let site = site.change("content/people/desk.md", desk).build().expect_page("people/desk/", |html| {
        assert!(list(html, "owns").contains("First trip"), "{html}");
        let related = related(html).unwrap();
        assert!(related.contains("Night trains") && !related.contains("First trip"), "{related}");
    });
    let unowned = "---\ntitle: First trip\ncommunities: trv\n---\nx\n";
    let site = site.change("content/first.md", unowned).build().expect_page("people/desk/", |html| {
        assert!(related(html).unwrap().contains("First trip"), "{html}");
    });
    site.expect_warm_is_cold();
}

#[test]
fn the_steps_of_a_path_may_stand_in_what_it_includes_and_are_missed_where_there_are_none() {
    let site = site()
        .file("content/steps.md", "# Steps\n\n1. Read (20 min)\n2. Ask.\n")
        .file("content/paths/some.md", "# Some\n\n{{ include \"../steps.md\" }}\n")
        .file("content/paths/none.md", "---\nfor: All\n---\n# None\n\n- Read.\n")
        .build()
        .expect_findings(&[(Code::FieldMissing, "content/paths/none.md")]);
    site.expect_page("paths/some", |html| {
        assert!(html.contains(">20 minutes<") && html.contains("<dd>2</dd>"), "{html}");
    });
}

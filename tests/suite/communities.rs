//! Communities as a place to join: how, when they meet, what they know and do not know yet; and the list of them.

use crate::harness::{Site, site};

/// The part of `html` that begins with `from` and ends with `to`.
fn part<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let rest = html.split_once(from).unwrap_or_else(|| panic!("no {from}: {html}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}: {rest}")).0
}

fn community(fields: &str) -> Site {
    site()
        .file("content/communities/trv.md", format!("---\ntitle: Travellers\npurpose: x\n{fields}\n---\nOwn words.\n"))
}

fn question(title: &str, fields: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ncommunities: trv\n{fields}\n---\n{text}\n")
}

#[test]
fn how_to_join_and_the_next_events_stand_before_its_own_words() {
    let event = |n: u8| format!("---\ntitle: Meeting {n}\nstart: 2027-03-0{n} 10:00\ncommunities: trv\n---\nx\n");
    let join = "join: {who: Everybody, url: 'https://www.chat.example.org/join?from=kb', effort: An hour}";
    let site = (1..8).fold(community(join), |site, n| site.file(&format!("content/events/e{n}.md"), event(n)));
    site.build().expect_page("communities/trv/", |html| {
        let (before, after) = html.split_once("Own words.").unwrap();
        let join = part(before, "id=\"gh-join\"", "</section>");
        assert!(join.contains("<a href=\"https://www.chat.example.org/join?from=kb\">Join</a>"), "{join}");
        assert!(join.contains(">chat.example.org/join<") && join.contains("An hour"), "{join}");
        let (seen, folded) = part(before, "id=\"gh-list-events-coming\"", "</section>").split_once("<details").unwrap();
        assert!(seen.contains("Monday, 1 March 2027, 10:00") && folded.contains("events.ics"), "{seen}");
        assert!(seen.contains("Meeting 3") && !seen.contains("Meeting 4") && folded.contains("Meeting 7"), "{folded}");
        assert!(folded.contains("Show 4 more"), "{folded}");
        assert!(!after.contains("gh-list-events-coming"), "once");
    });
}

#[test]
fn what_decides_comes_before_how_to_join_and_nobodys_role_is_said_twice() {
    let fields = "acronym: TRV\nscope: Trips.\nnot_for: Visas.\nlead: desk\nteam: desk\njoin: {who: Everybody}\n\
                  channels: [{kind: Forum, url: 'https://chat.example.org/t', for: Daily questions}]";
    let event = "---\ntitle: Meeting\nstart: 2027-03-01 10:00\ncommunities: trv\nsummary: Long.\n---\nx\n";
    let site = community(fields)
        .file("content/people/desk.md", "---\ntitle: Desk\nrole: Books trips\n---\nx\n")
        .file("content/events/e.md", event);
    site.build().expect_page("communities/trv/", |html| {
        let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("no {text} in {html}"));
        let order =
            ["Trips.", "Visas.", ">Desk</a>", "gh-join", "Daily questions", "gh-list-events-coming", "Own words."];
        assert!(order.map(at).is_sorted(), "{html}");
        assert_eq!(html.matches("(Books trips)").count(), 1, "{html}");
        assert_eq!(part(html, "id=\"gh-list-events-coming\"", "</section>").matches("Long.").count(), 0);
        assert!(html.contains("<h1>Travellers <span class=\"soft\">TRV</span></h1>"), "{html}");
    });
}

#[test]
fn nobody_is_asked_to_join_what_is_closed() {
    for (stage, asked, said) in [
        ("forming", true, "whoever joins now shapes it"),
        ("active", true, "Active"),
        ("dormant", true, "Nobody keeps it up"),
        ("closed", false, "It has ended."),
    ] {
        let site = community(&format!("stage: {stage}\njoin: {{url: 'https://chat.example.org/'}}")).build();
        site.expect_page("communities/trv/", |html| {
            assert_eq!(html.contains("id=\"gh-join\""), asked, "{stage}");
            assert!(html.contains(said), "{stage}: {html}");
        });
    }
}

#[test]
fn open_questions_ask_for_an_answer_where_one_can_be_given() {
    let site = community("channels: [Corner, 'https://chat.example.org/t']")
        .file("content/faqs/a.md", question("Who pays?", "status: unvalidated", "Perhaps the desk."))
        .file("content/faqs/b.md", question("Who waits?", "", ""))
        .file("content/faqs/c.md", question("Who knows?", "short: The desk.", ""))
        .build();
    let site = site.expect_page("communities/trv/", |html| {
        let open = part(html, "id=\"gh-list-open-questions\"", "</section>");
        assert!(open.contains("Who pays?") && open.contains("Who waits?") && !open.contains("Who knows?"), "{open}");
        let answer = "<a href=\"https://chat.example.org/t\">Answer this<span class=\"unseen\">: Who waits?</span></a>";
        assert!(open.contains(answer), "{open}");
        assert!(part(html, "id=\"gh-list-questions\"", "</section>").contains("Who knows?"));
        let jump = part(html, "<nav class=\"jump\"", "</nav>");
        assert!(
            jump.contains("href=\"#gh-list-open-questions\">Open questions</a> <span class=\"count\">2<"),
            "{jump}"
        );
    });
    let site = site.change("content/communities/trv.md", "---\ntitle: Travellers\npurpose: x\n---\nx\n").build();
    let site = site.expect_page("communities/trv/", |html| {
        assert!(html.contains("<a href=\"../../faqs/b/\">Answer this<"), "no channel: its own page: {html}");
    });
    let config = "title: Test\nrepository: https://github.com/example/kb\n";
    site.change("guildhall.yaml", config).build().expect_page("communities/trv/", |html| {
        assert!(html.contains("<a href=\"https://github.com/example/kb/edit/main/content/faqs/b.md\">Answer this<"));
    });
}

#[test]
fn of_long_lists_the_first_stand_there_and_the_others_unfold() {
    let site = (0..14).fold(community(""), |site, n| {
        site.file(&format!("content/faqs/q{n:02}.md"), question(&format!("Question {n:02}?"), "short: Yes.", "x"))
    });
    site.build().expect_page("communities/trv/", |html| {
        let list = part(html, "id=\"gh-list-questions\"", "</section>");
        let (seen, folded) = list.split_once("<details class=\"rest\"").unwrap();
        assert!(seen.contains("Question 07?") && !seen.contains("Question 08?"), "{seen}");
        assert!(folded.contains("Show 6 more") && folded.contains("Question 13?"), "{folded}");
    });
}

#[test]
fn objectives_stand_against_where_they_are() {
    for (amounts, percent) in [
        ("baseline: 420 a month, value: 310 in May, target: 250", Some(65)),
        ("baseline: '6,5 h', value: 4 h, target: 4", Some(100)),
        ("baseline: 9 %, value: 12 %, target: 5 %", Some(0)),
        ("baseline: '1,000', value: '1.500', target: 2000", Some(50)),
        ("baseline: 5, value: 5, target: 5", None),
        ("baseline: 5, target: 7", None),
        ("baseline: few, value: 5, target: many", None),
    ] {
        let site = community(&format!("objectives: [{{what: Less, as_of: 2026-11-01, {amounts}}}]")).build();
        site.expect_findings(&[]).expect_page("communities/trv/", |html| {
            let aims = part(html, "id=\"gh-objectives\"", "</section>");
            let said = percent
                .map(|percent| format!("value=\"{percent}\" aria-label=\"Less\"></progress> {percent} % of the way"));
            assert_eq!(said.is_some(), aims.contains("<progress"), "{aims}");
            assert!(said.is_none_or(|said| aims.contains(&said)), "{aims}");
            assert_eq!(aims.contains("as of 1 November 2026"), amounts.contains("value"), "{aims}");
        });
    }
}

#[test]
fn the_list_of_communities_says_what_each_is_and_puts_those_at_rest_last() {
    let config = "title: Test\ntime_zone: Europe/Berlin\n";
    let site = community("acronym: TRV\nmembers: 1\ncadence: On Fridays")
        .file("guildhall.yaml", config)
        .file("content/communities/abc.md", "---\ntitle: Abacists\npurpose: Count.\nstage: closed\n---\n")
        .file("content/communities/old.md", "---\ntitle: Archers\npurpose: Aim.\nexpires: 2020-01-01\n---\n")
        .file(
            "content/communities/web.md",
            "---\ntitle: Weavers\npurpose: Weave.\nexternal: https://w.example.org/\n---\n",
        )
        .file("content/events/meet.md", "---\ntitle: Meeting\nstart: 2027-03-01 10:00\ncommunities: trv\n---\nx\n");
    let shown = |html: &str| {
        let list = part(html, "<section class=\"list communities\"", "id=\"gh-resting\"");
        for shown in ["Travellers", "TRV", "1 member<", "1 page<", "Monday, 1 March 2027, 10:00", "Lives elsewhere"] {
            assert!(list.contains(shown), "{shown}: {list}");
        }
        assert!(list.contains("<a href=\"https://w.example.org/\">w.example.org</a>"), "{list}");
        assert!(!list.contains("On Fridays"), "the day says more: {list}");
        let resting = part(html, "id=\"gh-resting\"", "</section>");
        assert!(resting.contains("Abacists") && resting.contains("Archers") && resting.contains("Closed"), "{resting}");
        assert!(html.contains("assets/events-"), "the script that tells what is over");
        let filter = part(html, "<div class=\"filter\"", "</div>");
        assert!(filter.contains(" hidden>") && filter.contains("for=\"gh-filter\">Find a community<"), "{filter}");
    };
    let site = site.build().expect_page("communities/", shown);
    let site = site.file("content/communities/index.md", "---\nkind: page\ntitle: Ours\n---\nOwn words.\n").build();
    let site = site.expect_page("communities/", |html| {
        shown(html);
        assert!(html.contains("Own words.") && !html.contains("gh-list-section"), "listed once: {html}");
    });
    site.expect_warm_is_cold();
}

//! How persons and teams can be reached.

use guildhall::base::code::Code;

use crate::harness::site;

#[test]
fn ways_to_reach_somebody_are_shown_as_people_say_them() {
    let contact = "contact:\n- bob@example.org\n- tel:+43-1-2400\n- Room 7\n- Teams: https://teams.example.org/l/chat/0/0?users=bob\n\
                   - https://www.chat.example.org/l/team/19%3a0d1f6a/conversations?groupId=0d1f6a77&tenantId=1\n- {Desk: desk@example.org}\n";
    let bob = format!("---\nname: Bob\n{contact}---\n");
    let bob = site().file("content/people/bob.md", bob).build().expect_findings(&[]);
    bob.expect_page("people/bob", |html| {
        for shown in [
            "Mail</span> <a href=\"mailto:bob@example.org\">bob@example.org</a>",
            "Telephone</span> <a href=\"tel:+43-1-2400\">+43-1-2400</a>",
            "<li>Room 7</li>",
            "<a href=\"https://teams.example.org/l/chat/0/0?users=bob\">Teams</a>",
            ">chat.example.org/…</a>",
            "Desk:</span> <a href=\"mailto:desk@example.org\">",
        ] {
            assert!(html.contains(shown), "{shown}: {html}");
        }
    });
    let faulty = site().file("content/people/bob.md", "---\nname: Bob\ncontact: [[a, b]]\n---\n").build();
    faulty.expect_findings(&[(Code::FieldType, "content/people/bob.md")]);
}

#[test]
fn what_somebody_can_be_asked_about_leads_to_a_search() {
    let desk = "---\ntitle: Desk\nask_me_about: [Trains & <Trams>]\n---\n";
    for (settings, page) in [("", "search/"), ("search: {offline: true}\n", "search/index.html")] {
        let site = site().file("guildhall.yaml", format!("title: T\n{settings}"));
        site.file("content/people/desk.md", desk).build().expect_page("people/desk", |html| {
            let link = format!("<a href=\"../../{page}?q=Trains%20%26%20%3CTrams%3E\">Trains &amp; &lt;Trams&gt;</a>");
            assert!(html.contains(&link), "{html}");
        });
    }
}

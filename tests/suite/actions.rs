//! What readers can do about a page: every way is a plain link that says which page it is about.

use guildhall::base::text::decode_percent;

use crate::harness::{Site, site};

const REPOSITORY: &str = "base_url: https://kb.example/\nrepository: https://github.com/example/kb\n";

/// A site with one page, and these settings.
fn with(settings: &str) -> Site {
    site()
        .file("guildhall.yaml", format!("title: Test\n{settings}"))
        .file("content/visa.md", "---\ntitle: Visa & <Pass>\n---\nText.\n")
        .file("content/index.md", "# Home\n\n[Visa](visa.md)\n")
}

/// The links of the actions: what each says, and where it leads, decoded.
fn links(html: &str) -> Vec<(String, String)> {
    let Some((_, actions)) = html.split_once("<nav class=\"actions\"") else { return Vec::new() };
    let actions = actions.split_once("</nav>").unwrap().0;
    let link = |part: &str| {
        let (address, rest) = part.split_once("\">").unwrap();
        let address = address.replace("&amp;", "&").replace("&#39;", "'");
        (rest.split_once("</a>").unwrap().0.to_owned(), decode_percent(&address).unwrap().into_owned())
    };
    actions.split("<a href=\"").skip(1).map(link).collect()
}

fn said<'a>(links: &'a [(String, String)], words: &str) -> &'a str {
    let found = links.iter().find(|(said, _)| said == words);
    &found.unwrap_or_else(|| panic!("no {words}: {links:#?}")).1
}

#[test]
fn each_forge_gets_its_editor_and_an_issue_that_names_the_page() {
    for (repository, edit, issue) in [
        (
            "https://github.com/example/kb",
            "https://github.com/example/kb/edit/main/content/visa.md",
            "https://github.com/example/kb/issues/new?title=Problem: Visa & <Pass>&body=What is wrong",
        ),
        (
            "https://gitlab.com/example/kb",
            "https://gitlab.com/example/kb/-/edit/main/content/visa.md",
            "https://gitlab.com/example/kb/-/issues/new?issue[title]=Problem: Visa & <Pass>&issue[description]=What",
        ),
        (
            "https://codeberg.org/example/kb",
            "https://codeberg.org/example/kb/_edit/main/content/visa.md",
            "https://codeberg.org/example/kb/issues/new?title=Problem: Visa & <Pass>&body=What is wrong",
        ),
        (
            "https://dev.azure.com/example/proj/_git/kb",
            "https://dev.azure.com/example/proj/_git/kb?path=/content/visa.md&version=GBmain",
            "https://dev.azure.com/example/proj/_workitems/create/Task?[System.Title]=Problem: Visa & <Pass>&[System.Desc",
        ),
        (
            "https://bitbucket.org/example/kb",
            "https://bitbucket.org/example/kb/src/main/content/visa.md?mode=edit",
            "https://bitbucket.org/example/kb/issues/new?title=Problem: Visa & <Pass>&content=What is wrong",
        ),
    ] {
        let settings =
            format!("base_url: https://kb.example/\nrepository: {repository}\nfeedback: [forge, kb@example.org]\n");
        with(&settings).build().expect_findings(&[]).expect_page("visa", |html| {
            let links = links(html);
            assert_eq!(said(&links, "Suggest an edit"), edit);
            let flag = said(&links, "Report a problem");
            assert!(flag.starts_with(issue), "{flag}");
            assert!(flag.ends_with("\n\n\nhttps://kb.example/visa/\nSource: content/visa.md"), "{flag}");
        });
    }
}

#[test]
fn the_first_channel_that_takes_an_action_is_its_way_and_the_others_are_offered_below() {
    let settings = format!(
        "{REPOSITORY}feedback:\n- {{to: 'https://desk.example/new?t={{title}}&p={{address}}', name: Desk <1>, for: [ask]}}\n\
         - kb@example.org\n- forge\n"
    );
    with(&settings).build().expect_findings(&[]).expect_page("visa", |html| {
        let links = links(html);
        assert_eq!(
            said(&links, "Ask a question"),
            "https://desk.example/new?t=Visa & <Pass>&p=https://kb.example/visa/"
        );
        let mail = said(&links, "Report a problem");
        assert!(mail.starts_with("mailto:kb@example.org?subject=Problem: Visa & <Pass>&body=What is wrong"), "{mail}");
        assert!(mail.contains("\r\n\r\n\r\nhttps://kb.example/visa/\r\n"), "{mail}");
        assert!(said(&links, "Is this still right?").starts_with("mailto:"), "{links:#?}");
        let (first, others) = html.split_once("<details><summary>Other ways").unwrap();
        assert_eq!(first.matches("/edit/main/").count(), 1);
        let others = others.split_once("</details>").unwrap().0;
        // By mail an edit and a question; as an issue all but an edit, which has the forge's editor.
        let heads: Vec<_> = others.split("<dt>").skip(1).map(|part| part.split_once("</dt>").unwrap()).collect();
        let counts: Vec<_> = heads.iter().map(|(head, rest)| (*head, rest.matches("<a ").count())).collect();
        assert_eq!(counts, [("By mail", 2), ("In the project’s tracker", 3)], "{others}");
        assert!(!html.contains("Desk <1>"), "{html}");
    });
}

#[test]
fn without_a_repository_an_edit_is_suggested_by_mail() {
    with("feedback: kb@example.org\n").build().expect_findings(&[]).expect_page("visa", |html| {
        let links = links(html);
        let edit = said(&links, "Suggest an edit");
        assert!(edit.starts_with("mailto:kb@example.org?subject=Suggested edit: Visa"), "{edit}");
        assert!(edit.ends_with("visa/\r\nSource: content/visa.md"), "{edit}");
        assert!(!html.contains("Other ways"), "{html}");
    });
    with("").build().expect_page("visa", |html| assert_eq!(links(html), []));
}

#[test]
fn words_are_those_of_the_pages_language() {
    with("languages: [en, de]\nfeedback: kb@example.org\n")
        .file("content/visa.de.md", "---\ntitle: Visum für Größe\n---\nText.\n")
        .build()
        .expect_page("de/visa", |html| {
            let links = links(html);
            let mail = said(&links, "Stimmt das noch?");
            assert!(
                mail.starts_with("mailto:kb@example.org?subject=Stimmt das noch? Visum für Größe&body=Wenn nicht: Was"),
                "{mail}"
            );
            assert!(mail.contains("\r\nde/visa/\r\nQuelle: content/visa.de.md"), "{mail}");
        });
}

#[test]
fn links_keep_to_the_limits_of_those_who_take_them_whatever_the_title() {
    let titles = [
        "Übergrößenänderungsantrag für Dienstreisen ",
        "كيف أحصل على تأشيرة دخول للسفر ",
        "旅費規程の改定について",
        "a\u{301}\u{323}",
    ];
    let settings = |forge: &str| {
        format!(
            "base_url: https://kb.example/\nrepository: {forge}\nfeedback: [kb@example.org, 'https://f.example/?{{subject}}&{{body}}', forge]\n"
        )
    };
    for (forge, limit) in [("https://github.com/example/kb", 4000), ("https://dev.azure.com/example/kb/_git/kb", 2000)]
    {
        for title in titles {
            let page = format!("---\ntitle: \"{}\"\nslug: long\n---\nText.\n", title.repeat(6000 / title.len()));
            with(&settings(forge)).file("content/long.md", page).build().expect_page("long", |html| {
                let actions = html.split_once("<nav class=\"actions\"").unwrap().1.split_once("</nav>").unwrap().0;
                let links: Vec<_> = actions
                    .split("<a href=\"")
                    .skip(1)
                    .map(|part| part.split_once('"').unwrap().0.replace("&amp;", "&"))
                    .collect();
                assert_eq!(
                    links.len(),
                    4 + 1 + 4 + 3,
                    "an edit and three by mail; an edit by mail; four by form; three as an issue"
                );
                for link in links.iter().filter(|link| !link.contains("content/long.md")) {
                    let limit = if link.starts_with(forge.split("/kb").next().unwrap()) { limit } else { 2000 };
                    assert!(link.len() <= limit, "{} bytes: {link}", link.len());
                    assert!(link.is_ascii() && !link.contains([' ', '"', '<']), "{link}");
                    let text =
                        decode_percent(link).unwrap_or_else(|| panic!("cut within a letter: {link}")).into_owned();
                    assert!(text.contains("https://kb.example/long/") && text.contains('…'), "{text}");
                    // Forges take 255 characters in a title, and the subject is that of each way.
                    let subject = text.split('…').next().unwrap().rsplit(['=', '?']).next().unwrap();
                    assert!((60..255).contains(&subject.chars().count()), "{subject}");
                }
            });
        }
    }
}

#[test]
fn a_page_of_a_community_leads_to_where_it_talks() {
    let community = "---\ntitle: Travellers\npurpose: x\nchannels:\n- {kind: Teams}\n- {kind: Forum, url: 'https://forum.example/{title}'}\n---\nText.\n";
    let page = "---\ntitle: Going\ncommunities: travellers\n---\nText.\n";
    let site = with("feedback: [community, kb@example.org]\n")
        .file("content/communities/travellers.md", community)
        .file("content/going.md", page)
        .build()
        .expect_page("going", |html| {
            let links = links(html);
            assert_eq!(said(&links, "Ask a question"), "https://forum.example/{title}");
            assert!(!html.contains("Discuss in"), "the same twice");
        })
        .expect_page("visa", |html| assert!(said(&links(html), "Ask a question").starts_with("mailto:"), "{html}"));
    let site = site
        .change("guildhall.yaml", "title: Test\nfeedback: kb@example.org\n")
        .build()
        .expect_page("going", |html| {
            assert_eq!(said(&links(html), "Discuss in Travellers"), "https://forum.example/{title}");
        })
        .expect_page("visa", |html| assert!(!html.contains("Discuss in"), "{html}"));
    // A mailing list is told what it is about; a community that is closed talks no more.
    let site = site
        .change(
            "content/communities/travellers.md",
            "---\ntitle: Travellers\npurpose: x\nchannels: list@example.org\n---\nText.\n",
        )
        .build()
        .expect_page("going", |html| {
            let links = links(html);
            let list = said(&links, "Discuss in Travellers");
            assert!(list.starts_with("mailto:list@example.org?subject=About Going&body="), "{list}");
        });
    site.change(
        "content/communities/travellers.md",
        "---\ntitle: Travellers\npurpose: x\nstage: closed\nchannels: list@example.org\n---\nText.\n",
    )
    .build()
    .expect_page("going", |html| assert!(!html.contains("Discuss in"), "{html}"))
    .expect_warm_is_cold();
}

#[test]
fn no_page_names_the_channel_of_a_community_that_its_readers_may_not_see() {
    with("audiences: [staff, managers]\nfeedback: kb@example.org\n")
        .file(
            "content/communities/board.md",
            "---\ntitle: Zqxv board\npurpose: x\naudience: managers\nchannels: zqxv@example.org\n---\nText.\n",
        )
        .file("content/going.md", "---\ntitle: Going\ncommunities: board\n---\nText.\n")
        .audience("staff")
        .build()
        .expect_page("going", |html| assert!(!html.to_lowercase().contains("zqxv"), "{html}"))
        .audience("managers")
        .build()
        .expect_page("going", |html| assert!(html.contains("Discuss in Zqxv board"), "{html}"));
}

#[test]
fn a_page_offers_what_makes_sense_for_it() {
    let names = |html: &str| links(html).into_iter().map(|(said, _)| said).collect::<Vec<_>>();
    with("feedback: kb@example.org\n")
        .file("content/old.md", "---\ntitle: Old\nstatus: archived\nreplaced_by: visa\n---\nText.\n")
        .file("content/bad.md", "---\ntitle: [x\n---\nText.\n")
        .file("content/tips/one.md", "---\ntitle: One\ntags: [go]\n---\nText.\n")
        .build()
        .expect_page("old", |html| assert!(!names(html).contains(&"Is this still right?".to_owned()), "{html}"))
        .expect_page("bad", |html| assert_eq!(names(html), ["Suggest an edit", "Report a problem"]))
        .expect_page("tips", |html| assert_eq!(names(html), ["Ask a question"]))
        .expect_page("tags/go", |html| assert_eq!(names(html), ["Ask a question"]))
        .expect_page("search", |html| assert!(html.contains("href=\"mailto:kb@example.org\""), "{html}"));
}

//! Files for programs: feeds, the sitemap, the list of pages, `llms.txt`, `robots.txt`, the Markdown of pages.

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use serde_json::Value;

use crate::harness::{Site, site};

fn dated() -> Site {
    site()
        .file("guildhall.yaml", "title: Kb & Co\ndescription: All of it.\nbase_url: https://kb.example.org/in/\n")
        .file("content/index.md", "# Home\n")
        .file("content/travel/visa.md", "---\ntitle: Visa <b>\ndate: 2025-03-01\nupdated: 2025-04-02\nid: v-1\nowner: desk\nstatus: unvalidated\nsummary: How to ask.\nreviewed: 2025-04-01\nreview_every: 6 months\n---\n[See](../pay.md) and ![x](x.png)\n")
        .file("content/travel/x.png", "png")
        .file("content/travel/old.md", "---\ntitle: Old\ndate: 2020-01-01\nstatus: archived\n---\nGone.\n")
        .file("content/travel/ahead.md", "---\ntitle: Ahead\ndate: 2999-01-01\n---\nSoon.\n")
        .file("content/pay.md", "---\ntitle: Pay\ncommunities: [money]\ndate: 2024-05-06\nsearch: {exclude: true}\n---\nSo.\n")
        .file("content/communities/money.md", "---\ntitle: Money\n---\nUs.\n")
}

/// The text of every element called `name`, in order. Fails on what is no XML.
fn texts(xml: &[u8], name: &str) -> Vec<String> {
    let mut reader = Reader::from_reader(xml);
    let (mut found, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                inside = tag.name().as_ref() == name;
                found.extend(inside.then(String::new));
            }
            Event::End(_) => inside = false,
            Event::Text(text) if inside => found.last_mut().unwrap().push_str(&text),
            Event::GeneralRef(entity) if inside => {
                found.last_mut().unwrap().push_str(quick_xml::escape::resolve_predefined_entity(&entity).unwrap());
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn feeds_hold_the_newest_pages_of_the_site_a_section_and_a_community() {
    let site = dated().build();
    let feed = |path: &str| texts(&site.output(path).unwrap(), "title");
    assert_eq!(feed("feed.xml"), ["Kb & Co", "Visa <b>", "Pay"]);
    assert_eq!(feed("travel/feed.xml"), ["Travel – Kb & Co", "Visa <b>"]);
    assert_eq!(feed("communities/money/feed.xml"), ["Money – Kb & Co", "Pay"]);
    let ids = texts(&site.output("feed.xml").unwrap(), "id");
    assert_eq!(ids[1], "https://kb.example.org/in/travel/visa/");
    assert_eq!(texts(&site.output("feed.xml").unwrap(), "updated")[0], "2025-04-02T00:00:00Z");
    site.expect_page("travel/visa", |html| assert!(html.contains("href=\"../../feed.xml\""), "{html}"))
        .expect_page("travel", |html| assert!(html.contains("application/atom+xml"), "{html}"))
        .expect_page("communities/money", |html| assert!(html.contains("communities/money/feed.xml\""), "{html}"));
}

#[test]
fn a_feed_holds_twenty_pages() {
    let mut site = site().file("guildhall.yaml", "title: Test\nbase_url: https://kb.example.org/\n");
    for day in 1..=28 {
        site =
            site.file(&format!("content/p{day}.md"), format!("---\ntitle: P{day}\ndate: 2025-02-{day:02}\n---\nx\n"));
    }
    let titles = texts(&site.build().output("feed.xml").unwrap(), "title");
    let newest: Vec<String> = (9..=28).rev().map(|day| format!("P{day}")).collect();
    assert_eq!(titles[1..], newest);
}

#[test]
fn the_sitemap_holds_what_engines_may_show() {
    let site = dated().build();
    let places = texts(&site.output("sitemap.xml").unwrap(), "loc");
    let known =
        ["communities/money/", "", "travel/ahead/", "travel/visa/"].map(|at| format!("https://kb.example.org/in/{at}"));
    assert_eq!(places, known);
    site.expect_file("robots.txt", |text| {
        assert_eq!(text, "User-agent: *\nAllow: /\nSitemap: https://kb.example.org/in/sitemap.xml\n");
    });
}

#[test]
fn without_an_address_of_its_own_a_site_has_lists_and_no_feeds() {
    site()
        .file("content/a.md", "---\ntitle: A\ndate: 2025-01-01\n---\nx\n")
        .build()
        .expect_no_output("feed.xml")
        .expect_no_output("sitemap.xml")
        .expect_page("a", |html| assert!(!html.contains("atom+xml"), "{html}"))
        .expect_file("llms.txt", |text| assert!(text.contains("- [A](<a.md>)\n"), "{text}"));
}

#[test]
fn pages_json_says_what_programs_ask() {
    let site = dated().build();
    let json: Value = serde_json::from_slice(&site.output("pages.json").unwrap()).unwrap();
    let pages = json["pages"].as_array().unwrap();
    let titles: Vec<&str> = pages.iter().map(|page| page["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Money", "Home", "Pay", "Ahead", "Old", "Visa <b>"]);
    let visa = &pages[5];
    let expected = serde_json::json!({
        "id": "v-1", "address": "travel/visa/", "markdown": "travel/visa.md", "kind": "page", "title": "Visa <b>",
        "summary": "How to ask.", "language": "en", "owner": "desk", "status": "unvalidated", "published": "2025-03-01",
        "changed": "2025-04-02", "reviewed": "2025-04-01", "review_due": "2025-10-01",
    });
    assert_eq!(*visa, expected);
}

#[test]
fn llms_txt_lists_the_markdown_by_section() {
    dated().build().expect_file("llms.txt", |text| {
        let start = "# Kb & Co\n\n> All of it.\n\n## Kb & Co\n\n- [Home](<https://kb.example.org/in/index.md>)\n";
        assert!(text.starts_with(start), "{text}");
        assert!(text.contains("## Travel\n\n"), "{text}");
        assert!(text.contains("- [Visa <b>](<https://kb.example.org/in/travel/visa.md>): How to ask.\n"), "{text}");
        assert!(!text.contains("Old") && !text.contains("Pay"), "{text}");
    });
}

#[test]
fn the_markdown_of_a_page_stands_where_its_links_work() {
    let site = dated().file("content/mark.md", "\u{feff}# Marked\n").build();
    site.expect_file("travel/visa.md", |text| assert!(text.contains("[See](../pay.md)"), "{text}"))
        .expect_file("pay.md", |text| assert!(text.starts_with("---\ntitle: Pay"), "{text}"))
        .expect_file("travel/x.png", |text| assert_eq!(text, "png"))
        .expect_file("mark.md", |text| assert_eq!(text, "# Marked\n"));
}

#[test]
fn a_file_of_the_site_is_meant_where_it_has_such_a_name() {
    dated()
        .file("static/robots.txt", "User-agent: *\nDisallow: /\n")
        .build()
        .expect_file("robots.txt", |text| assert!(text.contains("Disallow: /"), "{text}"));
}

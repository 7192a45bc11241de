//! Where pages stand: folders, languages by name, aliases, permanent addresses, tags.

use guildhall::base::code::Code;

use crate::harness::site;

const ALIAS: &str = "---\ntitle: A\naliases: [/tags/x/, Travel/VISA, old/page.html, search/x, b]\n---\nText.\n";

#[test]
fn an_alias_is_never_written_over_what_stands_there() {
    site()
        .file("content/a.md", ALIAS)
        .file("content/b.md", "---\ntags: [x]\n---\n# B\n")
        .file("content/travel/visa.md", "# Visa\n")
        .build()
        .expect_findings(&[(Code::AliasTaken, "content/a.md"); 4])
        .expect_page("tags/x", |html| assert!(html.contains("../../b/"), "{html}"))
        .expect_page("b", |html| assert!(html.contains(">B</h1>"), "{html}"))
        .expect_no_output("Travel/VISA/index.html")
        .expect_no_output("search/x/index.html")
        .expect_file("old/page.html", |html| assert!(html.contains("../a/"), "{html}"));
}

#[test]
fn a_written_id_is_a_permanent_address_and_a_file_name_is_not() {
    site()
        .file("content/deep/a.md", "---\nid: a-7\ntitle: A\n---\nText.\n")
        .file("content/b.md", "---\nrelated: [a-7]\n---\n# B\n")
        .build()
        .expect_findings(&[])
        .expect_page("go/a-7", |html| assert!(html.contains("../../deep/a/"), "{html}"))
        .expect_no_output("go/b/index.html");
}

#[test]
fn a_page_beside_a_folder_of_its_name_opens_it() {
    site()
        .file("content/travel.md", "---\ntitle: Travel rules\nslug: trips\n---\nAll.\n")
        .file("content/travel/visa.md", "# Visa\n\n[Up](../travel.md)\n")
        .build()
        .expect_findings(&[])
        .expect_page("trips", |html| assert!(html.contains("visa/"), "{html}"))
        .expect_page("trips/visa", |html| assert!(html.contains("Travel rules"), "{html}"));
}

#[test]
fn the_first_opening_page_opens_and_the_others_are_pages() {
    site()
        .file("content/a/README.md", "# Readme\n")
        .file("content/a/index.md", "# Index\n")
        .build()
        .expect_findings(&[(Code::FolderPageTwice, "content/a/README.md")])
        .expect_page("a", |html| assert!(html.contains(">Index</h1>"), "{html}"))
        .expect_page("a/readme", |html| assert!(html.contains(">Readme</h1>"), "{html}"));
}

#[test]
fn a_language_is_read_from_front_matter_name_or_top_folder() {
    site()
        .file("guildhall.yaml", "title: T\nlanguages: [en, es]\n")
        .file("content/a.md", "# Hello\n")
        .file("content/a.es.md", "# Hola\n")
        .file("content/b_es.md", "# Dos\n")
        .file("content/c._es.md", "# Tres\n")
        .file("content/es/d.md", "# Cuatro\n")
        .file("content/e.md", "---\nlang: es\n---\n# Cinco\n")
        .file("content/f._de.md", "# Sechs\n")
        .build()
        .expect_findings(&[(Code::LanguageUnknown, "content/f._de.md")])
        .expect_page("a", |html| {
            assert!(html.contains("lang=\"en\"") && html.contains("../es/a/"), "{html}");
        })
        .expect_page("es/a", |html| assert!(html.contains("<html lang=\"es\""), "{html}"))
        .expect_page("es/b", |html| assert!(html.contains("Dos"), "{html}"))
        .expect_page("es/c", |html| assert!(html.contains("Tres"), "{html}"))
        .expect_page("es/d", |html| assert!(html.contains("Cuatro"), "{html}"))
        .expect_page("es/e", |html| assert!(html.contains("Cinco"), "{html}"));
}

#[test]
fn tags_that_differ_in_signs_only_have_addresses_of_their_own() {
    site()
        .file("content/a.md", "---\ntags: [C, Data, day one]\n---\n# A\n")
        .file("content/b.md", "---\ntags: [C++, data, day-one]\n---\n# B\n")
        .build()
        .expect_findings(&[])
        .expect_page("tags/c", |html| assert_eq!(listed(html), [true, false]))
        .expect_page("tags/c-7a7cf065", |html| assert_eq!(listed(html), [false, true]))
        .expect_page("tags/day-one", |html| assert_eq!(listed(html), [true, true]))
        .expect_page("tags/data", |html| assert_eq!(listed(html), [true, true]));
}

/// Whether the list of a tag's page holds the pages `a` and `b`; its navigation holds them anyway.
fn listed(html: &str) -> [bool; 2] {
    let list = html.split("gh-list-tag").last().unwrap();
    ["a", "b"].map(|page| list.contains(&format!("../../{page}/\"")))
}

#[test]
fn links_are_relative_and_name_the_file_when_the_site_is_copied() {
    site()
        .file("guildhall.yaml", "title: T\nbase_url: https://kb.example/help/\nsearch: {offline: true}\n")
        .file("content/a/b.md", "# B\n\n[C](../c%20d.md) [root](/a/b.md)\n")
        .file("content/c d.md", "# C\n")
        .build()
        .expect_findings(&[])
        .expect_page("a/b", |html| {
            assert!(html.contains("href=\"../../c-d/index.html\""), "{html}");
            assert!(!html.contains("kb.example/help/\"") && !html.contains("href=\"/"), "{html}");
        })
        .expect_file("404.html", |html| assert!(html.contains("href=\"/help/"), "{html}"));
}

#[test]
fn what_another_generator_makes_addresses_of_withholds_no_page() {
    let page = |line: &str| format!("---\n{line}\n---\n# A\n");
    for line in
        ["permalink: /:year/:title/", "permalink: '{{ slug }}/'", "url: https://old.example.org/a", "path: ../a"]
    {
        site()
            .file("content/a.md", page(line))
            .build()
            .expect_findings(&[(Code::KeyUnknown, "content/a.md")])
            .expect_page("a", |html| assert!(html.contains("<h1>A</h1>"), "{line}: {html}"));
    }
    site()
        .file("content/a.md", page("aliases: /:year/:title/"))
        .build()
        .expect_findings(&[(Code::AliasInvalid, "content/a.md")]);
    site().file("content/a.md", page("permalink: /old/")).build().expect_findings(&[]).expect_page("old", |html| {
        assert!(html.contains("../a/"), "{html}");
    });
}

//! What must not get lost, and what must not get out.

use guildhall::base::code::Code;

use crate::harness::site;

#[test]
fn a_page_of_many_questions_shows_everything_that_stands_in_it() {
    let text = "Before.\n\n## First?\n\nOne.\n\n## Aside\n\nTwo.\n\n## Second?\n\nThree.\n\n# Late\n\nFour.\n";
    site()
        .file("content/faqs/a.md", format!("---\ntitle: Many\n---\n{text}"))
        .build()
        .expect_findings(&[])
        .expect_page("faqs/a", |html| {
            for word in ["Before.", "One.", "Two.", "Three.", "Four."] {
                assert!(html.contains(word), "{word}: {html}");
            }
            for id in ["first", "aside", "second", "late"] {
                assert!(html.contains(&format!("id=\"{id}\"")), "{id}: {html}");
                assert!(html.contains(&format!("href=\"#{id}\"")), "{id}: {html}");
            }
        });
}

#[test]
fn questions_of_a_page_of_many_stand_in_the_list_from_a_to_z() {
    site()
        .file("content/faqs/a.md", "---\ntitle: Many\n---\n## How so?\n\nYes.\n\n## Why?\n\nNo.\n")
        .build()
        .expect_page("a-z", |html| assert!(html.contains("href=\"../faqs/a/#how-so\">How so?</a>"), "{html}"));
}

#[test]
fn a_file_that_only_a_withheld_page_uses_is_not_published() {
    site()
        .file("content/a.md", "---\ntitle: [broken\n---\n![x](a.png)\n")
        .file("content/b.md", "---\ntags: {a: b}\n---\n![x](b.png)\n")
        .file("content/c.md", "# C\n\n![x](c.png)\n")
        .file("content/a.png", "a")
        .file("content/b.png", "b")
        .file("content/c.png", "c")
        .build()
        .expect_no_output("a.png")
        .expect_no_output("b.png")
        .expect_file("c.png", |_| {});
}

#[test]
fn files_of_a_restricted_folder_are_restricted() {
    let site = site()
        .file("guildhall.yaml", "title: T\naudiences: [staff, managers]\n")
        .file("content/a.md", "# A\n\n![plan](closed/plan.png)\n")
        .file("content/closed/_defaults.yaml", "audience: [managers]\n")
        .file("content/closed/plan.png", "secret");
    site.audience("staff")
        .build()
        .expect_findings(&[(Code::LinkWithheld, "content/a.md")])
        .expect_no_output("closed/plan.png")
        .expect_page("a", |html| assert!(!html.contains("closed"), "{html}"))
        .audience("managers")
        .build()
        .expect_findings(&[])
        .expect_file("closed/plan.png", |_| {});
}

#[test]
fn a_file_and_a_page_that_want_one_place_are_told_before_publishing() {
    site()
        .file("content/b.md", "# B\n")
        .file("static/b", "no room")
        .build()
        .expect_findings(&[(Code::AddressTaken, "static/b")]);
    site()
        .file("content/a.md", "---\naliases: [pic.png]\n---\n![x](pic.png)\n")
        .file("content/pic.png", "x")
        .build()
        .expect_findings(&[(Code::AliasTaken, "content/a.md")])
        .expect_file("pic.png", |_| {});
}

#[test]
fn static_is_copied_whole() {
    site()
        .file("content/a.md", "# A\n")
        .file("static/.nojekyll", "")
        .file("static/.well-known/security.txt", "x")
        .build()
        .expect_findings(&[])
        .expect_file(".nojekyll", |_| {})
        .expect_file(".well-known/security.txt", |_| {});
}

#[test]
fn a_site_without_pages_still_has_its_home_and_its_list() {
    site()
        .build()
        .expect_page("", |html| assert!(html.contains("href=\"a-z/\""), "{html}"))
        .expect_page("a-z", |html| assert!(html.contains("<h1"), "{html}"));
}

#[test]
fn relations_to_pages_of_others_are_not_called_missing() {
    site()
        .file("guildhall.yaml", "title: T\naudiences: [staff, managers]\n")
        .file("content/a.md", "---\nrelated: [plan]\n---\n# A\n")
        .file("content/plan.md", "---\naudience: [managers]\n---\n# Plan\n")
        .audience("staff")
        .build()
        .expect_findings(&[(Code::LinkWithheld, "content/a.md")]);
}

#[test]
fn a_language_with_a_region_is_read_from_names_however_it_is_written() {
    site()
        .file("guildhall.yaml", "title: T\nlanguages: [en, pt-BR]\n")
        .file("content/a.pt-BR.md", "# Um\n")
        .file("content/pt-BR/b.md", "# Dois\n")
        .build()
        .expect_findings(&[])
        .expect_page("pt-br/a", |html| assert!(html.contains("Um"), "{html}"))
        .expect_page("pt-br/b", |html| assert!(html.contains("Dois"), "{html}"));
}

//! What a reader finds on a page.

use std::path::Path;

use guildhall::base::code::Code;

use crate::harness::site;

#[test]
fn a_folder_of_markdown_becomes_pages_that_link_to_each_other() {
    site()
        .file("content/index.md", "# Home\n\nSee [visa](travel/visa.md#cost).\n")
        .file("content/travel/visa.md", "---\ntitle: Visa\ntags: [abroad]\naliases: [old/visa]\n---\n## Cost\n\nTen.\n")
        .build()
        .expect_findings(&[])
        .expect_page("", |html| assert!(html.contains("href=\"travel/visa/#cost\""), "{html}"))
        .expect_page("travel/visa", |html| {
            assert!(html.contains("<h1") && html.contains(">Visa</h1>"), "{html}");
            assert!(html.contains(r#"id="cost""#) && html.contains("../../tags/abroad/"), "{html}");
        })
        .expect_page("tags/abroad", |html| assert!(html.contains("../../travel/visa/"), "{html}"))
        .expect_page("old/visa", |html| assert!(html.contains("../../travel/visa/"), "{html}"));
}

#[test]
fn markup_in_fields_and_template_syntax_in_text_are_shown_as_written() {
    site()
        .file("content/a.md", "---\ntitle: <b>x</b> & {{ site.title }}\n---\nUse {{ x }} and {% y %}.\n")
        .build()
        .expect_page("a", |html| {
            assert!(html.contains("&lt;b&gt;x&lt;/b&gt; &amp; {{ site.title }}"), "{html}");
            assert!(html.contains("Use {{ x }} and {% y %}."), "{html}");
        });
}

#[test]
fn a_page_that_cannot_be_trusted_is_withheld_and_the_rest_is_published() {
    site()
        .file("content/good.md", "# Good\n")
        .file("content/bad.md", "---\ntitle: [never closed\n---\nsecretly unfinished\n")
        .build()
        .expect_findings(&[(Code::FrontSyntax, "content/bad.md")])
        .expect_page("good", |html| assert!(html.contains("Good")))
        .expect_page("bad", |html| assert!(!html.contains("secretly unfinished"), "{html}"));
}

#[test]
fn a_page_in_a_language_that_the_site_lacks_stands_where_it_would_and_is_marked_as_written() {
    site()
        .file("content/ahlan.md", "---\nlang: AR\naliases: [old]\n---\n# Ahlan\n")
        .build()
        .expect_findings(&[(Code::LanguageUnknown, "content/ahlan.md")])
        .expect_page("ahlan", |html| assert!(html.contains(r#"<html lang="ar" dir="rtl""#), "{html}"))
        .change("content/ahlan.md", "---\nlang: arabic\n---\n# Ahlan\n")
        .build()
        .expect_findings(&[(Code::FieldValue, "content/ahlan.md")]);
}

#[test]
fn a_site_without_a_page_is_a_home_page_and_a_warning() {
    site()
        .build()
        .expect_findings(&[(Code::SiteEmpty, "")])
        .expect_page("", |html| assert!(html.contains("<h1"), "{html}"))
        .file("content/a.md", "---\nstatus: draft\n---\n# A\n")
        .build()
        .expect_findings(&[(Code::SiteEmpty, "")])
        .drafts()
        .build()
        .expect_findings(&[]);
}

#[test]
fn drafts_are_built_only_when_asked_for() {
    let draft = site().file("content/a.md", "---\nstatus: draft\n---\n# A\n").file("content/b.md", "# B\n");
    draft
        .build()
        .expect_no_output("a/index.html")
        .drafts()
        .build()
        .expect_page("a", |html| assert!(html.contains("<h1")));
}

#[test]
fn no_page_has_inline_script_or_style() {
    let site = site().fixture("real").build();
    let paths = site.paths();
    for path in paths.iter().filter(|path| Path::new(path).extension().is_some_and(|ending| ending == "html")) {
        let html = String::from_utf8(site.output(path).unwrap()).unwrap();
        assert!(!html.contains("<style") && !html.contains(" style="), "{path}");
        for tag in html.split("<script").skip(1) {
            assert!(tag.split('>').next().unwrap().contains(" src="), "{path}: inline script");
        }
    }
}

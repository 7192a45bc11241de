//! Terms of the glossary, marked where a page uses them first.

use std::fmt::Write as _;

use crate::harness::{Site, Work, site};

const TERMS: &str = "- term: PTO\n  expansion: Paid time off\n  meaning: Days on which you are paid & do not work.\n\
                     - term: Works council\n  meaning: It speaks for all employees.\n\
                     - term: Bare\n";

const PTO: &str = "<a class=\"term\" href=\"../glossary/#pto\" title=\"Paid time off. Days on which you are paid &amp; do not work.\">PTO</a>";

fn leave() -> Site {
    site()
        .file("content/terms.yaml", TERMS)
        .file("content/a.md", "# PTO\n\nSee [PTO](b.md), `PTO`: ask for **PTO** early. PTO is Bare.\n\n## The works council\n\nThe works council.\n")
        .file("content/b.md", "# B\n\nNothing of it.\n")
}

#[test]
fn the_first_use_of_a_term_leads_to_the_glossary_and_says_what_it_means() {
    leave().build().expect_findings(&[]).expect_page("a", |html| {
        let council = "<a class=\"term\" href=\"../glossary/#works-council\" title=\"It speaks for all employees.\">works council</a>";
        assert!(html.contains(&format!("ask for <strong>{PTO}</strong> early. PTO is Bare.")), "{html}");
        assert!(html.contains(&format!("<p>The {council}.</p>")), "{html}");
        assert_eq!(html.matches("class=\"term\"").count(), 2, "{html}");
    });
}

#[test]
fn a_long_form_says_the_short_one() {
    let long = "title=\"PTO. Days on which you are paid &amp; do not work.\">paid time off</a>";
    leave()
        .file("content/c.md", "Take paid time off, that is PTO.\n")
        .build()
        .expect_page("c", |html| assert!(html.contains(long) && html.matches("class=\"term\"").count() == 1, "{html}"));
}

#[test]
fn a_mark_leads_to_the_glossary_of_the_language() {
    let config = "title: T\nlanguages: [en, de]\n";
    let leads = |html: &str, to: &str| assert!(html.contains(&format!("href=\"{to}glossary/#pto\"")), "{html}");
    leave()
        .file("guildhall.yaml", config)
        .file("content/a.de.md", "# A\n\nPTO.\n")
        .build()
        .expect_page("a", |html| leads(html, "../"))
        .expect_page("de/a", |html| leads(html, "../../de/"));
}

#[test]
fn terms_are_marked_in_answers_and_steps_and_not_in_the_glossary() {
    leave()
        .file("content/q.md", "---\nkind: faq\nquestions: all\n---\nIntro.\n\n## How?\n\nBy PTO.\n")
        .file(
            "content/j.md",
            "---\nkind: job-aid\n---\n1. Ask for PTO.\n   Result: PTO is granted.\n2. Tell the works council.\n",
        )
        .file("content/glossary.md", "# Words\n\nPTO and more.\n")
        .build()
        .expect_page("q", |html| assert!(html.contains(&format!("By {PTO}.")), "{html}"))
        .expect_page("j", |html| {
            assert!(html.contains(&format!("Ask for {PTO}.")) && html.contains("Tell the <a class=\"term\""), "{html}");
        })
        .expect_page("glossary", |html| assert!(html.contains("PTO and more."), "{html}"));
}

#[test]
fn another_meaning_renders_the_pages_that_show_it_and_parses_none() {
    leave()
        .build()
        .change("content/terms.yaml", TERMS.replace("Days on", "The days on"))
        .build()
        .expect_work(Work { parsed: 0, rendered: 2 })
        .expect_page("a", |html| assert!(html.contains("off. The days on"), "{html}"))
        .expect_warm_is_cold()
        .change("content/terms.yaml", format!("{TERMS}- term: Nothing\n  meaning: Something.\n"))
        .build()
        .expect_page("b", |html| assert!(html.contains(">Nothing</a> of it."), "{html}"))
        .expect_warm_is_cold()
        .remove("content/terms.yaml")
        .build()
        .expect_page("a", |html| assert!(!html.contains("class=\"term\""), "{html}"))
        .expect_warm_is_cold();
}

#[test]
fn terms_of_others_are_not_marked() {
    let terms = "- term: Bluebird\n  expansion: Zqmerger\n  audience: managers\n\
                 - term: Greenfinch\n  expansion: Zqplan\n  page: plan\n";
    let site = site()
        .file("guildhall.yaml", "title: Test\naudiences: [staff, managers]\n")
        .file("content/terms.yaml", terms)
        .file("content/plan.md", "---\ntitle: The plan\naudience: managers\n---\nText.\n")
        .file("content/a.md", "# A\n\nBluebird and Greenfinch.\n")
        .audience("staff")
        .build();
    for path in site.paths() {
        let text = String::from_utf8_lossy(&site.output(&path).unwrap()).to_lowercase();
        assert!(!text.contains("zqmerger") && !text.contains("zqplan"), "{path}");
    }
    site.expect_page("a", |html| assert!(html.contains("<p>Bluebird and Greenfinch.</p>"), "{html}"))
        .audience("managers")
        .build()
        .expect_page("a", |html| {
            assert!(html.contains("title=\"Zqmerger\"") && html.contains("title=\"Zqplan\""), "{html}");
        });
}

#[test]
fn a_meaning_is_text_and_nothing_else() {
    site()
        .file("content/terms.yaml", "- term: <b>X</b>\n  meaning: \"\\\"><script>alert(1)</script>\"\n")
        .file("content/a.md", "Say \\<b>X\\</b> aloud.\n")
        .build()
        .expect_page("a", |html| {
            assert!(html.contains("&quot;&gt;&lt;script&gt;") && !html.contains("<script>alert"), "{html}");
            assert!(html.contains("\">&lt;b&gt;X&lt;/b&gt;</a> aloud."), "{html}");
        });
}

#[test]
fn thousands_of_terms_are_looked_for_in_time() {
    let mut terms = String::new();
    for n in 0..5_000 {
        let _ = writeln!(terms, "- term: Term{n}\n  meaning: Number {n}.");
    }
    let text = (0..5_000).map(|n| format!("Term{n}")).collect::<Vec<_>>().join(" ");
    let site = (0..20).fold(site().file("content/terms.yaml", terms), |site, n| {
        site.file(&format!("content/p{n}.md"), format!("# Page {n}\n\n{text}\n"))
    });
    let start = std::time::Instant::now();
    site.build().expect_page("p7", |html| assert_eq!(html.matches("class=\"term\"").count(), 5_000));
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

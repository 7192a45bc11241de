//! A warm build is a cold build: after any edits the kept memo gives the same bytes and findings as none, and does only
//! the work that the edits call for.

use proptest::prelude::*;

use crate::harness::{Site, Work, site};

fn three_pages() -> Site {
    site()
        .file("content/a.md", "# Apples\n\nRound and red.\n")
        .file("content/b.md", "# Bicycles\n\nSee [apples](a.md).\n")
        .file("content/deep/c.md", "# Clouds\n\nWhite.\n")
}

#[test]
fn building_again_without_a_change_does_nothing() {
    three_pages().build().build().expect_work(Work { parsed: 0, rendered: 0 }).expect_warm_is_cold();
}

#[test]
fn an_edit_of_one_body_parses_and_renders_that_page_alone() {
    three_pages()
        .build()
        .change("content/deep/c.md", "# Clouds\n\nWhite, or *grey*.\n")
        .build()
        .expect_work(Work { parsed: 1, rendered: 1 })
        .expect_warm_is_cold();
}

#[test]
fn a_text_that_changes_nothing_others_see_leaves_the_site_as_a_whole_alone() {
    let site = three_pages().build().change("content/b.md", "# Bicycles\n\nTwo wheels; see [apples](a.md).\n").build();
    assert_eq!(site.built().stats.placed, 0);
    site.expect_warm_is_cold();
}

#[test]
fn what_others_see_of_a_page_has_the_site_put_together_again() {
    let edits = [
        ("a title", "# Cycles\n\nSee [apples](a.md).\n"),
        ("a field", "---\ntags: [wheels]\n---\n# Bicycles\n\nSee [apples](a.md).\n"),
        ("a link", "# Bicycles\n\nSee [clouds](deep/c.md).\n"),
        ("a heading", "# Bicycles\n\nSee [apples](a.md).\n\n## Wheels\n"),
        ("an include", "# Bicycles\n\nSee [apples](a.md).\n\n{{ include \"a.md\" }}\n"),
        ("an acronym", "# Bicycles\n\nSee [apples](a.md) by UCI.\n"),
        ("a status", "---\nstatus: draft\n---\n# Bicycles\n\nSee [apples](a.md).\n"),
    ];
    for (what, text) in edits {
        let site = three_pages().build().change("content/b.md", text).build();
        assert_ne!(site.built().stats.placed, 0, "{what}");
        site.expect_warm_is_cold();
    }
}

#[test]
fn a_finding_of_the_whole_site_moves_with_the_text_it_points_into() {
    let site = site().file("content/a.md", "# A\n\n[gone](gone.md)\n").file("content/b.md", "# B\n").build();
    site.change("content/a.md", "# A\n\nA line more.\n\n[gone](gone.md)\n").build().expect_warm_is_cold();
}

#[test]
fn an_included_text_is_shown_as_it_is_now() {
    site()
        .file("content/a.md", "# A\n\n{{ include \"b.md\" }}\n")
        .file("content/b.md", "One.\n")
        .build()
        .change("content/b.md", "Two.\n")
        .build()
        .expect_work(Work { parsed: 2, rendered: 2 })
        .expect_page("a", |html| assert!(html.contains("Two."), "{html}"))
        .expect_warm_is_cold();
}

#[test]
fn what_is_offered_for_an_include_that_is_missing_is_there() {
    let site =
        site().file("content/a.md", "# A\n\n{{ include \"rulse.md\" }}\n").file("content/rules.md", "# R\n").build();
    site.rename("content/rules.md", "content/other.md").build().expect_warm_is_cold();
}

#[test]
fn the_text_of_a_page_that_readers_may_not_see_changes_nothing() {
    site()
        .file("guildhall.yaml", "title: T\naudiences: [staff, board]\n")
        .file("content/a.md", "# A\n")
        .file("content/b.md", "---\naudience: board\n---\n# B\n\nOne.\n")
        .audience("staff")
        .build()
        .change("content/b.md", "---\naudience: board\n---\n# B\n\nTwo.\n")
        .build()
        .expect_work(Work { parsed: 1, rendered: 0 })
        .expect_warm_is_cold();
}

#[test]
fn a_file_touched_but_not_changed_is_not_parsed_again() {
    three_pages()
        .build()
        .change("content/a.md", "# Apples\n\nRound and red.\n")
        .build()
        .expect_work(Work { parsed: 0, rendered: 0 });
}

#[test]
fn a_moved_page_is_linked_anew_without_parsing_who_links_to_it() {
    let site = three_pages().build();
    let moved = "See [apples](deep/a.md).\n";
    let site = site.rename("content/a.md", "content/deep/a.md").change("content/b.md", moved).build();
    assert_eq!(site.built().stats.parsed, 2, "the moved page and the one whose link was edited");
    site.expect_warm_is_cold().expect_page("b", |html| assert!(html.contains("../deep/a/"), "{html}"));
}

#[test]
fn a_finding_is_said_again_by_every_build_until_it_is_mended() {
    let site = site().file("content/a.md", "[b](b.md)\n").file("content/c.md", "# C\n").build();
    assert_eq!(site.built().diags.len(), 1);
    let site = site.change("content/c.md", "# C again\n").build();
    assert_eq!(site.built().diags.len(), 1);
    site.file("content/b.md", "# B\n").build().expect_findings(&[]).expect_warm_is_cold();
}

#[test]
fn a_template_is_seen_when_it_comes_changes_and_goes() {
    three_pages()
        .build()
        .file("templates/page.html", "first {{ page.title }}")
        .build()
        .expect_page("a", |html| assert_eq!(html, "first Apples"))
        .change("templates/page.html", "second {{ page.title }}")
        .build()
        .expect_page("a", |html| assert_eq!(html, "second Apples"))
        .remove("templates/page.html")
        .build()
        .expect_page("a", |html| assert!(html.contains("<!doctype html>") || html.contains("<!DOCTYPE html>")))
        .expect_warm_is_cold();
}

/// One thing that somebody does to a site.
#[derive(Clone, Debug)]
enum Edit {
    Write { page: usize, front: usize, body: usize },
    Rename { from: usize, to: usize },
    Delete { page: usize },
    Config { which: usize },
    Defaults { folder: usize, which: usize },
    Template { which: usize },
    Image { which: usize },
    Terms { which: usize },
}

const PAGES: &[&str] = &[
    "content/index.md",
    "content/a.md",
    "content/A b.md",
    "content/deep/index.md",
    "content/deep/a.md",
    "content/deep/README.md",
    "content/deep/faqs/q.md",
    "content/page._es.md",
];

const FRONTS: &[&str] = &[
    "",
    "---\ntitle: One\ntags: [x, y]\n---\n",
    "---\ntitle: Two\nid: two\naliases: [old, deep/old]\nsummary: Short\n---\n",
    "---\nslug: same\nrelated: [two, gone]\n---\n",
    "---\nstatus: draft\n---\n",
    "---\naudience: managers\ntags: y\n---\n",
    "---\ntitle: [never closed\n---\n",
    "---\ntemplate: page.html\ncommunities: [x]\nstatus: archived\nreplaced_by: two\n---\n",
    "---\nkind: faq\nquestions: all\nunknwon: 1\n---\n",
    "---\ndate: May 17, 2021\nweight: 3\nowner: two\n---\n",
];

const BODIES: &[&str] = &[
    "",
    "# Heading\n\nText.\n",
    "See [a](a.md#part), [deep](deep/a.md), [up](../a.md) and ![image](image.png).\n",
    "## Part\n\n## Part\n\n> [!NOTE]\n> Note.\n\n```rust\nfn main() {}\n```\n",
    "## Is it?\n\nYes.\n\n## Is it not?\n\nNo. <script>x</script>\n",
    "[[One]], [[deep/a#Part|two]] and [[nobody]]. A part and PTO.\n\n{{ include \"a.md\" }}\n",
    "# A\n\n{{ include \"deep/a.md#part\" }}\n{{ include \"A b.md\" }}\n\n## Part\n\nPTO, paid time off.\n",
    "<div class=\"x\">[q](deep/faqs/q.md)</div>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
];

const CONFIGS: &[&str] = &[
    "title: Test\n",
    "title: Renamed\nlanguages: [en, es]\n",
    "title: Test\nmarkdown: {highlight: false, html: no}\n",
    "title: Test\naudiences: [staff, managers]\naudience: staff\n",
    "title: Test\nchecks:\n  link-missing: error\nsearch: {offline: true}\n",
    "title: Test\ndefaults: {tags: [z]}\naccent: \"#0b6b6b\"\n",
];

const DEFAULTS: &[&str] = &["", "kind: faq\n", "tags: [w]\naudience: managers\n", "tags: [\n"];

const TERMS: &[&str] = &[
    "",
    "- {term: PTO, expansion: Paid time off}\n- {term: Heading, meaning: A title, audience: managers}\n",
    "- {term: PTO, expansion: Paid time off, meaning: Leave}\n- {term: Text, meaning: Words, page: two}\n",
    "- {term: [\n",
];

const TEMPLATES: &[&str] = &["", "{{ page.title }}: {{ page.body | safe }}", "{{ page.gone.too }}", "{% if %}"];

/// Every page is there, so that whatever is edited first is shown by something.
fn full_site() -> Site {
    PAGES.iter().enumerate().fold(site(), |site, (n, page)| site.file(page, page_text(n, n)))
}

fn page_text(front: usize, body: usize) -> String {
    format!("{}{}", FRONTS[front % FRONTS.len()], BODIES[body % BODIES.len()])
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        6 => (0..PAGES.len(), 0..FRONTS.len(), 0..BODIES.len())
            .prop_map(|(page, front, body)| Edit::Write { page, front, body }),
        2 => (0..PAGES.len(), 0..PAGES.len()).prop_map(|(from, to)| Edit::Rename { from, to }),
        1 => (0..PAGES.len()).prop_map(|page| Edit::Delete { page }),
        2 => (0..CONFIGS.len()).prop_map(|which| Edit::Config { which }),
        1 => (0..2_usize, 0..DEFAULTS.len()).prop_map(|(folder, which)| Edit::Defaults { folder, which }),
        1 => (0..TEMPLATES.len()).prop_map(|which| Edit::Template { which }),
        1 => (0..3_usize).prop_map(|which| Edit::Image { which }),
        1 => (0..TERMS.len()).prop_map(|which| Edit::Terms { which }),
    ]
}

fn done(site: Site, edit: &Edit) -> Site {
    let is = |path: &str| site.root().join(path).is_file();
    match *edit {
        Edit::Write { page, front, body } => site.file(PAGES[page], page_text(front, body)),
        Edit::Rename { from, to } if is(PAGES[from]) => site.rename(PAGES[from], PAGES[to]),
        Edit::Delete { page } if is(PAGES[page]) => site.remove(PAGES[page]),
        Edit::Config { which } => site.file("guildhall.yaml", CONFIGS[which]),
        Edit::Defaults { folder, which } => {
            let path = ["content/_defaults.yaml", "content/deep/_defaults.yaml"][folder];
            site.file(path, DEFAULTS[which])
        }
        Edit::Template { which: 0 } if is("templates/page.html") => site.remove("templates/page.html"),
        Edit::Rename { .. } | Edit::Delete { .. } | Edit::Template { which: 0 } => site,
        Edit::Template { which } => site.file("templates/page.html", TEMPLATES[which]),
        Edit::Image { which: 2 } => site.file("static/image/new.txt", "beside pages"),
        // The second number is the width of a GIF.
        Edit::Image { which } => site.file("content/image.png", format!("GIF89a{which}\0\x01\0\0\0\0")),
        Edit::Terms { which } => site.file("content/terms.yaml", TERMS[which]),
    }
}

/// Each case is some dozen builds: many only when asked for (`tests/run --full`).
fn cases() -> u32 {
    if std::env::var_os("GUILDHALL_FULL").is_some() { 512 } else { 32 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_a_warm_build_is_a_cold_build(edits in prop::collection::vec(edit(), 1..12)) {
        let mut site = full_site().build();
        for edit in &edits {
            site = done(site, edit).build().expect_warm_is_cold();
        }
    }
}

//! What a site may change of the theme: by configuration, by one file, by copies of the theme's own.

use std::fs;

use guildhall::base::code::Code;

use crate::binary::{run, write};
use crate::harness::{same_outputs, site};

#[test]
fn a_site_overrides_one_of_each() {
    let site = site().fixture("theme-own").build().expect_findings(&[]);
    let logo = site.paths().into_iter().find(|path| path.starts_with("assets/logo-")).unwrap();
    let all: String = site
        .paths()
        .iter()
        .filter(|path| path.starts_with("assets/"))
        .filter_map(|path| String::from_utf8(site.output(path)?).ok())
        .collect();
    assert!(all.contains("dataset.ours = \"here\""), "a script of the theme's own");
    assert!(all.contains("--measure: 40rem") && all.contains("--brand: #7a1f5c"), "styles and the accent");
    site.expect_page("moor", |html| {
        assert!(html.contains(&format!(r#"src="../{logo}" alt="" width="96" height="32""#)), "the logo\n{html}");
        assert!(html.contains("Looked after by the harbour desk."), "the footer\n{html}");
        assert!(html.contains(r#"<a href="../imprint/">Imprint</a>"#), "its links\n{html}");
        assert!(html.contains(r#"<a href="mailto:harbour@example.org">Write to us</a>"#), "{html}");
        assert!(html.contains("own-trail") && !html.contains(r#"class="trail""#), "a part\n{html}");
        assert!(html.contains("Call the harbour desk") && html.contains("At quay 4."), "a kind's template\n{html}");
        assert!(html.contains(">Find</span>"), "a word\n{html}");
    })
    .expect_page("poster", |html| {
        assert!(html.contains(r#"<article class="poster">"#) && !html.contains(r#"class="side""#), "{html}");
    });
}

#[test]
fn a_footer_leads_to_the_page_in_the_language_of_its_readers() {
    site()
        .file("guildhall.yaml", "languages: [en, de]\nfooter: {links: [{title: Imprint, link: imprint}]}\n")
        .file("content/imprint.md", "# Imprint\n")
        .file("content/imprint.de.md", "# Impressum\n")
        .file("content/a.md", "# A\n")
        .file("content/a.de.md", "# A\n")
        .build()
        .expect_findings(&[])
        .expect_page("a", |html| assert!(html.contains(r#"href="../imprint/""#), "{html}"))
        .expect_page("de/a", |html| assert!(html.contains(r#"href="../../de/imprint/""#), "{html}"));
}

#[test]
fn what_the_footer_and_the_logo_name_must_be_there() {
    site()
        .file("guildhall.yaml", "logo: static/lgo.png\nfooter: {links: [{title: Imprint, link: imprnt}]}\n")
        .file("content/imprint.md", "# Imprint\n")
        .file("static/logo.png", "")
        .build()
        .expect_findings(&[(Code::ImageMissing, "guildhall.yaml"), (Code::ReferenceMissing, "guildhall.yaml")])
        .expect_page("imprint", |html| {
            assert!(!html.contains("<img") && !html.contains(r#"href="../imprnt/""#), "{html}");
        });
}

#[test]
fn of_a_page_that_others_see_the_footer_says_nothing() {
    site()
        .file(
            "guildhall.yaml",
            "audiences: [staff, managers]\naudience: staff\nfooter: {links: [{title: Board, link: board}]}\n",
        )
        .file("content/a.md", "# A\n")
        .file("content/board.md", "---\naudience: [managers]\n---\n# Board\n")
        .build()
        .expect_findings(&[])
        .expect_page("a", |html| assert!(!html.contains("Board") && !html.contains("board"), "{html}"))
        .audience("managers")
        .build()
        .expect_page("a", |html| assert!(html.contains(r#"<a href="../board/">Board</a>"#), "{html}"));
}

/// Every file of the theme, as the command lists them.
fn listed(root: &std::path::Path) -> Vec<String> {
    let list = run(root, &["theme", "eject"]);
    assert_eq!(list.code, Some(0), "{}", list.stderr);
    list.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn a_copy_of_every_template_changes_no_byte() {
    let site = site().fixture("real").build();
    let before = site.cold();
    let names = listed(site.root());
    let templates: Vec<_> = names.iter().filter(|name| name.starts_with("templates/")).map(String::as_str).collect();
    assert!(templates.contains(&"templates/partials/trail.html") && templates.len() > 40, "{templates:?}");
    let eject = run(site.root(), &[&["theme", "eject"], templates.as_slice()].concat());
    assert_eq!(eject.code, Some(0), "{}", eject.stderr);
    let site = site.build();
    assert!(site.built().diags == before.diags, "no finding more");
    same_outputs(site.built(), &before);
}

#[test]
fn copies_of_styles_scripts_and_strings_go_into_the_site_s_own_theme() {
    let site = site().file("content/a.md", "# A\n");
    let refused = run(site.root(), &["theme", "eject", "static/theme.js"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(refused.stderr.contains("theme: NAME"), "{}", refused.stderr);
    let site = site.file("guildhall.yaml", "theme: ours\n");
    let names = listed(site.root());
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let eject = run(site.root(), &[&["theme", "eject"], names.as_slice()].concat());
    assert_eq!(eject.code, Some(0), "{}", eject.stderr);
    for name in &names {
        assert!(site.root().join("themes/ours").join(name).is_file(), "{name}");
    }
    site.build().expect_findings(&[]).expect_page("a", |html| assert!(html.contains(">A</h1>"), "{html}"));
}

#[test]
fn a_copy_never_takes_the_place_of_a_file() {
    let site = site().file("templates/faq.html", "mine");
    let eject = run(site.root(), &["theme", "eject", "faq.html", "templates/faq.html", "./partials/trail.html"]);
    assert_eq!(eject.code, Some(3), "{}", eject.stderr);
    assert!(eject.stderr.contains("`templates/faq.html`"), "{}", eject.stderr);
    assert_eq!(fs::read_to_string(site.root().join("templates/faq.html")).unwrap(), "mine");
    let copy = fs::read_to_string(site.root().join("templates/partials/trail.html")).unwrap();
    assert!(copy.starts_with("{#- Copied by guildhall ") && copy.contains("from templates/partials/trail.html"));
    let unknown = run(site.root(), &["theme", "eject", "fqa.html"]);
    assert_eq!(unknown.code, Some(2), "{}", unknown.stderr);
    assert!(unknown.stderr.contains("did you mean `faq.html`?"), "{}", unknown.stderr);
    let elsewhere = run(site.root(), &["theme", "eject", "trail.html"]);
    assert!(elsewhere.stderr.contains("did you mean `partials/trail.html`?"), "{}", elsewhere.stderr);
}

#[test]
fn a_copy_that_is_older_than_the_theme_is_a_warning() {
    let site = site().file("content/a.md", "# A\n").file("guildhall.yaml", "theme: ours\n");
    let eject = run(site.root(), &["theme", "eject", "partials/trail.html", "static/theme.js", "i18n/de.yaml"]);
    assert_eq!(eject.code, Some(0), "{}", eject.stderr);
    let names = ["i18n/de.yaml", "static/theme.js", "templates/partials/trail.html"];
    let paths = names.map(|name| format!("themes/ours/{name}"));
    for (name, path) in names.iter().zip(&paths) {
        let copy = fs::read_to_string(site.root().join(path)).unwrap();
        let (_, said) = copy.split_once(&format!(" from {name} ")).unwrap();
        // What a copy was made from counts, not what has become of it.
        write(&site.root().join(path), copy.replacen(&said[..10], "0123456789", 1));
    }
    site.build().expect_findings(&paths.each_ref().map(|path| (Code::ThemeOutdated, path.as_str())));
}

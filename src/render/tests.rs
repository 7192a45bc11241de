//! What a theme promises, and what becomes of its faults.

use super::sample::{HOSTILE, config, nav, page, site, sources};
use super::theme::{EMBEDDED, Theme};
use super::{CSP, Engine, RenderPage, RenderRedirect, SharedNav, csp};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags};
use crate::base::span::line_col;
use crate::fs::{Blob, Sources};
use crate::view::{NavItem, NavView, PageView, Reference, SiteView};
use std::io::Write as _;

const TEMPLATES: [&str; 21] = [
    "page.html",
    "faq.html",
    "job-aid.html",
    "section.html",
    "tag.html",
    "tags.html",
    "communities.html",
    "community.html",
    "path.html",
    "person.html",
    "people.html",
    "glossary.html",
    "event.html",
    "events.html",
    "new.html",
    "a-z.html",
    "search.html",
    "home.html",
    "404.html",
    "repair.html",
    "redirect.html",
];

fn theme(files: &[(&str, &str)], name: &str) -> Theme {
    let (theme, diags) = Theme::load(&sources(files), &config(name));
    assert_eq!(diags, Diags::new());
    theme.unwrap()
}

fn engine(files: &[(&str, &str)]) -> Engine {
    Engine::new(&theme(files, "default"), false).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn faults(files: &[(&str, &str)]) -> Diags {
    Engine::new(&theme(files, "default"), false).err().unwrap_or_default()
}

fn render(engine: &Engine, template: &str, page: &PageView) -> Result<String, Box<Diagnostic>> {
    let (site, nav) = (engine.prepare_site(&site()), SharedNav::new(nav(3)));
    engine.render(template, &RenderPage { page, site: &site, nav: &nav, root: "../../" })
}

fn html(files: &[(&str, &str)], template: &str) -> String {
    render(&engine(files), template, &page("page")).unwrap_or_else(|fault| panic!("{fault:#?}"))
}

/// `file:line: message` of a finding.
fn brief(files: &[(&str, &str)], diag: &Diagnostic) -> String {
    let Some(at) = &diag.at else { return diag.message.clone() };
    let text = files.iter().find(|(path, _)| *path == at.path.as_str()).map_or("", |(_, text)| *text);
    let line = at.span.map_or(0, |span| line_col(text, span.start).line);
    format!("{}:{line}: {}", at.path, diag.message)
}

#[test]
fn every_template_renders_full_and_empty_pages() {
    let engine = engine(&[]);
    for template in TEMPLATES {
        assert!(theme(&[], "default").has_template(template));
        if template == "redirect.html" {
            continue;
        }
        let empty = PageView { kind: "not-found", language: "en".into(), direction: "ltr", ..PageView::default() };
        for view in [page("faq"), empty] {
            let html = render(&engine, template, &view).unwrap_or_else(|fault| panic!("{template}: {fault:#?}"));
            assert!(html.contains(&format!("content=\"{CSP}\"")), "{template}");
            assert_eq!(html.matches("<h1").count(), 1, "{template}");
        }
    }
}

#[test]
fn text_is_escaped_and_finished_html_is_not() {
    let engine = engine(&[]);
    for template in TEMPLATES.into_iter().filter(|name| *name != "redirect.html") {
        let html = render(&engine, template, &page("faq")).unwrap();
        assert!(!html.contains("<script>"), "{template}");
        assert!(!html.contains(HOSTILE), "{template}");
    }
    let html = render(&engine, "faq.html", &page("faq")).unwrap();
    assert!(html.contains("<p id=\"body\">Body</p>") && html.contains("<p id=\"answer\">Answer</p>"));
}

#[test]
fn nothing_is_inline_and_nothing_comes_from_elsewhere() {
    let policy: Vec<&str> = CSP.split("; ").collect();
    assert!(policy.contains(&"default-src 'none'") && !CSP.contains("'unsafe") && !CSP.contains("http"));
    for (name, template) in &theme(&[], "default").templates {
        let text = template.text.to_lowercase();
        for banned in ["<style", " style=", "javascript:", "//cdn", "src=\"http", "<iframe", "<object"] {
            assert!(!text.contains(banned), "{name} holds {banned}");
        }
        assert_eq!(text.matches("<script").count(), text.matches("<script src=").count(), "{name} holds a script");
        let handler = text.match_indices(" on").any(|(at, _)| {
            let word = text[at + 3..].trim_start_matches(|c: char| c.is_ascii_lowercase());
            word.starts_with('=')
        });
        assert!(!handler, "{name} holds an event handler");
    }
}

#[test]
fn the_higher_layer_wins_and_can_extend_the_lower() {
    let files = [
        ("themes/x/templates/page.html", "theme page"),
        ("themes/x/templates/faq.html", "theme faq"),
        ("themes/x/i18n/en.yaml", "search: Find"),
        ("themes/x/static/theme.js", "// mine"),
        ("templates/page.html", "{% extends \"default/page.html\" %}{% block lead %}my lead{% endblock %}"),
        ("templates/shared/footer.html", "my footer"),
    ];
    let theme = theme(&files, "x");
    let engine = Engine::new(&theme, false).unwrap();
    let html = render(&engine, "page.html", &page("page")).unwrap();
    assert!(html.contains("my lead") && html.contains("my footer") && html.contains(">Find</span>"));
    assert_eq!(render(&engine, "faq.html", &page("faq")).unwrap(), "theme faq");
    assert!(render(&engine, "tag.html", &page("tag")).unwrap().contains("my footer"));
    let script = theme.assets().find(|(path, _)| path.as_str().starts_with("assets/theme-")).unwrap();
    assert!(matches!(script.1, Blob::Bytes(bytes, _) if &**bytes == b"// mine"));
    assert!(html.contains(&format!("<script src=\"../../{}\">", script.0)));
}

#[test]
fn a_theme_that_is_not_there_is_named() {
    let (theme, diags) = Theme::load(&Sources::default(), &config("nowhere"));
    assert!(theme.is_none());
    assert_eq!(diags.len(), 1);
    assert_eq!(diags[0].code, Code::ThemeMissing);
    assert_eq!(diags[0].message, "there is no folder `themes/nowhere`");
}

#[test]
fn all_templates_with_syntax_faults_are_found_at_their_lines() {
    let files = [
        ("templates/a.html", "fine\n{{ page.title"),
        ("templates/b.html", "\n\n{% if %}"),
        ("templates/c.html", "{{ page.title }}"),
    ];
    let found = faults(&files);
    let brief: Vec<String> = found.iter().map(|diag| brief(&files, diag)).collect();
    assert_eq!(brief.len(), 2, "{brief:?}");
    assert!(brief[0].starts_with("templates/a.html:2: ") && brief[1].starts_with("templates/b.html:3: "), "{brief:?}");
    assert!(found.iter().all(|diag| diag.code == Code::TemplateSyntax));
}

#[test]
fn names_that_no_layer_has_are_found_at_their_lines() {
    let files = [
        ("templates/a.html", "\n{% include \"nope.html\" %}\n{{ page.title | shout }}"),
        ("templates/b.html", "{{ nothing() }}"),
    ];
    let brief: Vec<String> = faults(&files).iter().map(|diag| brief(&files, diag)).collect();
    assert_eq!(
        brief,
        [
            "templates/a.html:2: unknown template `nope.html`",
            "templates/a.html:3: unknown filter `shout`",
            "templates/b.html:1: unknown function `nothing`",
        ]
    );
}

#[test]
fn a_missing_parent_and_a_circle_are_shown_where_they_are_written() {
    let files = [("templates/a.html", "\n{% extends \"nope.html\" %}")];
    let found = faults(&files);
    assert_eq!(brief(&files, &found[0]), "templates/a.html:2: there is no template `nope.html` to extend");
    let files = [("templates/a.html", "{% include \"b.html\" %}"), ("templates/b.html", "\n{% include \"a.html\" %}")];
    let found = faults(&files);
    assert_eq!(
        brief(&files, &found[0]),
        "templates/a.html:1: this template includes itself, by way of `a.html`, `b.html`, `a.html`"
    );
}

#[test]
fn a_built_in_template_that_fails_blames_what_was_laid_over_it() {
    let files = [("templates/base.html", "<html>{% block other %}{% endblock %}</html>")];
    let found = faults(&files);
    assert!(!found.is_empty());
    assert!(found.iter().all(|diag| diag.at.as_ref().is_some_and(|at| at.path.as_str() == "templates/base.html")));
    assert!(found[0].message.starts_with("the built-in template `default/"), "{}", found[0].message);
}

#[test]
fn a_fault_while_rendering_is_shown_at_its_line_with_what_there_is() {
    let fault = |text: &str| {
        let files = [("templates/page.html", text)];
        let fault = render(&engine(&files), "page.html", &page("page")).unwrap_err();
        assert_eq!(fault.code, Code::TemplateRender);
        (brief(&files, &fault), fault.hint.unwrap_or_default())
    };
    let (message, hint) = fault("\n\n{{ site.titel }}");
    assert_eq!(message, "templates/page.html:3: field `titel` is not defined");
    assert_eq!(hint, "did you mean `title`?");
    let (message, hint) = fault("{{ pages }}");
    assert_eq!(
        (message.as_str(), hint.as_str()),
        ("templates/page.html:1: variable `pages` is not defined", "did you mean `page`?")
    );
    let (message, hint) = fault("\n{{ \"serach\" | t }}");
    assert_eq!(message, "templates/page.html:2: the theme's strings have no key `serach`");
    assert_eq!(hint, "did you mean `search`?");
    let (message, hint) = fault("{{ asset(name=\"nope.woff2\") }}");
    assert_eq!(message, "templates/page.html:1: the theme has no file `static/nope.woff2`");
    assert_eq!(
        hint,
        "use one of: checklist.js, dates.js, decision.js, events.js, filter.js, frame.js, icon.svg, icons-license.txt, path.js, search-beacon.js, search-disk.js, search-highlight.js, search-page.js, search-plain.js, search-worker.js, search.js, style.css, terms.js, theme.js"
    );
    assert_eq!(fault("{{ \"no such key at all\" | t }}").1, "");
}

#[test]
fn depth_never_fails() {
    let engine = engine(&[]);
    let (site, nav) = (engine.prepare_site(&site()), SharedNav::new(nav(60)));
    let page = page("job-aid");
    let page = RenderPage { page: &page, site: &site, nav: &nav, root: "" };
    assert!(engine.render("page.html", &page).is_ok());
}

#[test]
fn the_navigation_marks_the_page_and_can_be_written_by_a_template() {
    let line = |item: &str, address: &str, children| NavItem {
        page: Reference::to(item, address),
        open: !Vec::is_empty(&children),
        children,
        more: 0,
    };
    let below = vec![line("B & C", "a/b/", vec![]), line("D", "a/d/", vec![])];
    let nav = NavView { address: String::new(), items: vec![line("A", "a/", below), line("E", "e/", vec![])], more: 1 };
    let files =
        [("templates/faq.html", "{% for item in nav.items %}{{ item.title }}{{ item.children | length }}{% endfor %}")];
    let engine = engine(&files);
    let (site, nav) = (engine.prepare_site(&site()), SharedNav::new(nav));
    let page = RenderPage { page: &page("page"), site: &site, nav: &nav, root: "../../" };
    let expected = "<ul><li class=\"open\"><a href=\"../\">A</a>\
        <details open><summary aria-label=\"A\"></summary><ul>\
        <li><a href=\"./\" aria-current=\"page\">B &amp; C</a></li><li><a href=\"../d/\">D</a></li></ul></details></li>\
        <li><a href=\"../../e/\">E</a></li><li class=\"more\"><a href=\"../../\">All 3 pages</a></li></ul>";
    assert!(engine.render("page.html", &page).unwrap().contains(expected));
    assert_eq!(engine.render("faq.html", &page).unwrap(), "A2E0");
}

#[test]
fn a_level_that_is_cut_shows_the_page_itself_and_leads_to_all() {
    let engine = engine(&[]);
    let line = |address: &str| NavItem { page: Reference::to("A", address), open: false, children: vec![], more: 0 };
    let folder = NavItem { open: true, children: vec![line("é/a/")], more: 30, ..line("é/") };
    let nav = NavView { address: String::new(), items: vec![folder], more: 0 };
    let (site, nav) = (engine.prepare_site(&site()), SharedNav::new(nav));
    let shown = |address: &str, root: &str| {
        let page = PageView { title: "X".into(), address: address.into(), ..page("page") };
        let html = engine.render("page.html", &RenderPage { page: &page, site: &site, nav: &nav, root }).unwrap();
        let (_, list) = html.split_once("<li class=\"open\">").unwrap();
        list.split_once("</ul></details></li>").unwrap().0.to_owned()
    };
    let all = "<li class=\"more\"><a href=\"../\">All 31 pages</a></li>";
    let folds = "<details open><summary aria-label=\"A\"></summary>";
    let a = format!("<a href=\"../\">A</a>{folds}<ul><li><a href=\"../a/\">A</a></li>");
    assert_eq!(shown("é/x/", "../../"), format!("{a}<li><a href=\"./\" aria-current=\"page\">X</a></li>{all}"));
    // The page that opens the folder stands above the list, one of another folder elsewhere.
    let all = "<li class=\"more\"><a href=\"./\">All 31 pages</a></li>";
    let a = format!("<a href=\"./\" aria-current=\"page\">A</a>{folds}<ul><li><a href=\"a/\">A</a></li>");
    assert_eq!(shown("é/", "../"), format!("{a}{all}"));
    let all = "<li class=\"more\"><a href=\"../%C3%A9/\">All 31 pages</a></li>";
    let a = format!("<a href=\"../%C3%A9/\">A</a>{folds}<ul><li><a href=\"../%C3%A9/a/\">A</a></li>");
    assert_eq!(shown("è/", "../"), format!("{a}{all}"));
    // Shown at any address, so its links cannot start from its own.
    assert!(shown("404.html", "/kb/").starts_with("<a href=\"/kb/%C3%A9/\">"));
}

#[test]
fn words_dates_and_mails_are_filled_in() {
    let html = html(&[], "page.html");
    assert!(html.contains("held until 24 November 2026"));
    assert!(html.contains("<time datetime=\"2026-11-24\">24 November 2026</time>"));
    assert!(html.contains("\">All 4 pages</a></li>"));
    assert!(html.contains("mailto:kb@example.org?subject=Problem%3A%20%3Cscript%3E"));
    assert!(html.contains("https%3A%2F%2Fkb.example.org%2Fa%2Fb%2F%0D%0ASource%3A%20content%2Fa%2Fb.md"));
}

#[test]
fn a_redirect_leads_to_its_target_in_three_ways() {
    let engine = Engine::new(&theme(&[], "default"), true).unwrap();
    let site = engine.prepare_site(&site());
    let redirect = RenderRedirect { target: "größe/", title: HOSTILE, language: "en", site: &site, root: "../" };
    let html = engine.redirect(&redirect).unwrap();
    assert!(html.contains("content=\"0; url=../gr%C3%B6%C3%9Fe/index.html\""));
    assert!(html.contains("<link rel=\"canonical\" href=\"https://kb.example.org/gr%C3%B6%C3%9Fe/\">"));
    assert!(html.contains("<a href=\"../gr%C3%B6%C3%9Fe/index.html\">"));
    assert!(html.len() < 1200 && !html.contains("<script>"));
}

#[test]
fn the_digest_follows_whatever_can_change_a_page() {
    let digests = [
        theme(&[], "default").digest(),
        theme(&[("templates/page.html", "a")], "default").digest(),
        theme(&[("templates/page.html", "b")], "default").digest(),
        theme(&[("themes/default/i18n/en.yaml", "search: Find")], "default").digest(),
        theme(&[("themes/default/static/theme.js", "// mine")], "default").digest(),
    ];
    for (i, digest) in digests.iter().enumerate() {
        assert!(!digests[..i].contains(digest), "{i}");
    }
    assert_eq!(digests[0], theme(&[("content/a.md", "a")], "default").digest());
}

#[test]
fn a_page_weighs_little() {
    let engine = engine(&[]);
    let view = PageView { kind: "page", title: "Title".into(), direction: "ltr", ..PageView::default() };
    let html = render(&engine, "page.html", &view).unwrap();
    assert!(html.len() < 5000, "{} bytes around an empty page", html.len());
    let theme = theme(&[], "default");
    let deflated = |name: &str| match theme.assets.get(name).map(|asset| &asset.blob) {
        Some(Blob::Bytes(bytes, _)) => deflated_len(bytes),
        _ => 0,
    };
    assert!((1..=11_600).contains(&deflated("style.css")), "{} bytes of styles", deflated("style.css"));
    let scripts = deflated("theme.js") + deflated("frame.js") + deflated("search.js");
    assert!((1..=9 * 1024).contains(&scripts), "{scripts} bytes of scripts");
}

/// How many bytes go over the wire, at about the level that servers compress with.
fn deflated_len(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn no_text_in_an_embedded_script_goes_over_several_lines() {
    let files = ["static", "static/js"].into_iter().flat_map(|folder| EMBEDDED.get_dir(folder).unwrap().files());
    let scripts: Vec<_> = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "js")).collect();
    assert!(scripts.len() > 5);
    for script in scripts {
        for line in script.contents_utf8().unwrap().lines() {
            assert!(line.matches('`').count() % 2 == 0 && !line.ends_with('\\'), "{}: {line}", script.path().display());
        }
    }
}

#[test]
fn the_policy_lets_searches_be_reported_where_the_site_says() {
    assert_eq!(csp(None), CSP);
    assert_eq!(csp(Some("/stats/search")), CSP);
    let elsewhere = csp(Some("https://stats.example.org:8443/search?site=kb"));
    assert_eq!(elsewhere, CSP.replace("connect-src 'self'", "connect-src 'self' https://stats.example.org:8443"));
    let site = SiteView { beacon: Some("https://stats.example.org/s".into()), ..site() };
    let (page, engine) = (page("page"), engine(&[]));
    let (site, nav) = (engine.prepare_site(&site), SharedNav::new(nav(1)));
    let html = engine.render("page.html", &RenderPage { page: &page, site: &site, nav: &nav, root: "" }).unwrap();
    assert!(html.contains("connect-src 'self' https://stats.example.org;"));
    assert!(html.contains("/search-beacon-"));
    let (path, Blob::Bytes(script, _)) = engine.dialog(&site, "en").unwrap() else { panic!("the dialog is made") };
    assert!(html.contains(&format!("<script src=\"{path}\" defer></script>")));
    assert!(String::from_utf8_lossy(&script).contains(r#"data-beacon=\"https://stats.example.org/s\""#));
}

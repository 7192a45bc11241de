//! Sites in several languages: the words around a page, its translations, lists of each language, and what readers get where
//! a translation is missing.

use guildhall::base::code::Code;

use crate::harness::{Site, site};

#[test]
fn the_words_around_a_page_are_of_its_language() {
    let page = |lang: &str| {
        format!("---\ntitle: X\nlang: {lang}\nreviewed: 2020-03-01\nreview_every: 1 year\nstatus: archived\n---\nx\n")
    };
    let site = site().file("guildhall.yaml", "title: T\nlanguages: [en, de, fr, es, pt]\n");
    let said = [
        ("en", "This page is archived.", "1 March 2021", "Last reviewed"),
        ("de", "Diese Seite ist archiviert.", "1. März 2021", "Zuletzt überprüft"),
        ("fr", "Cette page est archivée.", "1er mars 2021", "Dernière relecture"),
        ("es", "Esta página está archivada.", "1 de marzo de 2021", "Última revisión"),
        ("pt", "This page is archived.", "1 March 2021", "Last reviewed"),
    ];
    let site = said.iter().fold(site, |site, (lang, ..)| site.file(&format!("content/x-{lang}.md"), page(lang)));
    said.iter().fold(site.build(), |site, (lang, notice, date, fact)| {
        let address = if *lang == "en" { "x-en".to_owned() } else { format!("{lang}/x-{lang}") };
        site.expect_page(&address, |html| {
            assert!(html.contains(&format!("<html lang=\"{lang}\" dir=\"ltr\">")), "{html}");
            for words in [notice, date, fact] {
                assert!(html.contains(words), "{lang}: {words}: {html}");
            }
        })
    });
}

/// English first, German and Arabic beside it: what is translated, what is not, and what only the others have.
fn mixed() -> Site {
    site()
        .file("guildhall.yaml", "title: Kb\nbase_url: https://kb.example.org/in/\nlanguages: [en, de, ar, fr]\n")
        .file("content/index.md", "# Welcome\n")
        .file("content/travel/index.md", "---\ntitle: Travel\nweight: 1\n---\n")
        .file("content/travel/visa.md", "---\ntitle: Visa\ntags: [abroad]\ndate: 2026-02-01\n---\nx\n")
        .file(
            "content/travel/visa.de.md",
            "---\ntitle: Visum\ntags: [Ausland, abroad]\ndate: 2026-01-01\n---\n[A–Z](/de/a-z/)\n",
        )
        .file("content/travel/visa.ar.md", "---\ntitle: تأشيرة\ndate: 2026-03-01\n---\nx\n")
        .file("content/travel/taxi.md", "---\ntitle: Taxi\nsummary: By car.\ntags: [abroad]\n---\n[Visa](visa.md)\n")
        .file("content/money/pay.md", "# Pay\n")
        .file("content/de/kantine.md", "# Kantine\n")
        .file("content/people/desk.md", "---\ntitle: Desk\nteam: true\n---\n")
        .file("content/people/desk.de.md", "---\ntitle: Schalter\nteam: true\n---\n")
}

/// The line of `html` that holds `start`, from there on.
fn line<'a>(html: &'a str, start: &str) -> &'a str {
    let at = html.find(start).unwrap_or_else(|| panic!("no {start}: {html}"));
    html[at..].lines().next().unwrap()
}

#[test]
fn every_page_leads_to_its_translations_and_says_where_there_is_none() {
    let site = mixed().build().expect_page("travel/visa", |html| {
        for (code, href) in
            [("en", "../../travel/visa/"), ("de", "../../de/travel/visa/"), ("ar", "../../ar/travel/visa/")]
        {
            assert!(html.contains(&format!(r#"<link rel="alternate" hreflang="{code}" href="{href}">"#)), "{html}");
        }
        let switch = line(html, "<nav class=\"languages\"");
        assert!(switch.contains(r#"<b lang="en" aria-current="true">English</b>"#), "{switch}");
        let german = r#"<a href="../../de/travel/visa/" lang="de" dir="ltr" hreflang="de">Deutsch</a>"#;
        assert!(switch.contains(german), "{switch}");
        let arabic = r#"<a href="../../ar/travel/visa/" lang="ar" dir="rtl" hreflang="ar">العربية</a>"#;
        assert!(switch.contains(arabic), "{switch}");
        assert!(!html.contains("Français") && !html.contains("hreflang=\"fr\""), "French has no page: {html}");
    });
    let site = site.expect_page("travel/taxi", |html| {
        assert!(!html.contains("<link rel=\"alternate\" hreflang=\"de\""), "{html}");
        let switch = line(html, "<nav class=\"languages\"");
        let german =
            switch.split_once("<a href=\"../../de/\" lang=\"de\"").expect(switch).1.split_once("</a>").unwrap().0;
        assert!(german.contains("Diese Seite gibt es in dieser Sprache noch nicht"), "{german}");
    });
    // Pages that Guildhall makes are the same in every language.
    site.expect_page("de/a-z", |html| {
        assert!(
            html.contains(r#"hreflang="en" href="../../a-z/""#) && html.contains("Alle Seiten von A bis Z"),
            "{html}"
        );
    })
    .expect_page("de/travel", |html| assert!(html.contains(r#"hreflang="en" href="../../travel/""#), "{html}"))
    .expect_page("travel", |html| assert!(html.contains(r#"hreflang="de" href="../de/travel/""#), "{html}"));
}

#[test]
fn a_site_in_one_language_has_no_switch() {
    let site = site().file("guildhall.yaml", "title: T\nlanguages: [en, de]\n").file("content/a.md", "# A\n").build();
    site.expect_page("a", |html| {
        assert!(!html.contains("class=\"languages\"") && !html.contains("hreflang"), "{html}");
    })
    .expect_no_output("de/index.html");
}

#[test]
fn a_language_has_its_own_home_lists_and_search() {
    mixed()
        .build()
        .expect_page("de", |html| {
            assert!(
                html.contains("<title>Kb</title>")
                    && html.contains("<h1>Kb</h1>")
                    && html.contains("href=\"../de/a-z/\"")
                    && html.contains("Suche"),
                "{html}"
            );
        })
        .expect_page("de/travel/visa", |html| {
            assert!(
                html.contains("<a class=\"site\" href=\"../../../de/\">Kb</a>"),
                "the way home stays German: {html}"
            );
            assert!(html.contains("<a href=\"../../../de/tags/ausland/\">Ausland</a>"), "{html}");
            assert!(html.contains("<p><a href=\"../../../de/a-z/\">A–Z</a>"), "{html}");
        })
        .expect_page("de/tags/ausland", |html| assert!(html.contains("Seiten mit diesem Schlagwort"), "{html}"))
        .expect_page("de/tags/abroad", |html| {
            assert!(html.contains("Visum") && !html.contains(">Visa<") && html.contains("Taxi"), "{html}");
        })
        .expect_page("tags/abroad", |html| assert!(html.contains(">Visa<") && !html.contains("Visum"), "{html}"))
        .expect_page("de/people", |html| assert!(html.contains("Schalter") && !html.contains("Desk<"), "{html}"))
        .expect_page("people", |html| assert!(html.contains("Desk<") && !html.contains("Schalter"), "{html}"))
        .expect_page("de/search", |html| assert!(html.contains("data-facet-lang=\"Sprache\""), "{html}"))
        .expect_page("ar", |html| assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{html}"))
        .expect_no_output("ar/tags/ausland/index.html");
}

#[test]
fn a_home_page_is_one_in_every_language() {
    mixed().file("content/index.de.md", "# Willkommen\n").build().expect_page("de", |html| {
        assert!(html.contains("<article class=\"home\">") && html.contains("<h1>Willkommen</h1>"), "{html}");
    });
}

#[test]
fn what_is_not_translated_stands_in_lists_and_says_its_language() {
    let site = mixed().build().expect_page("de/travel", |html| {
        let taxi = line(html, "<li><a href=\"../../travel/taxi/\" lang=\"en\" hreflang=\"en\">Taxi</a>");
        assert!(taxi.contains("<span class=\"badge status\" lang=\"en\">English</span>"), "{taxi}");
        assert!(taxi.contains("<p lang=\"en\">By car.</p>"), "{taxi}");
        assert!(html.contains("<li><a href=\"visa/\">Visum</a>"), "{html}");
        assert!(!html.contains(">Visa<"), "a translated page stands once: {html}");
    });
    let site = site.expect_page("de/travel/visa", |html| {
        let taxi = "<a href=\"../../../travel/taxi/\" lang=\"en\">Taxi <i>English</i></a>";
        let money = "<a href=\"../../../money/\" lang=\"en\">Money <i>English</i></a>";
        assert!(html.contains(taxi) && html.contains(money), "the menu has both: {html}");
    });
    // Every page is in every list of the whole site once; the folders of the default language hold their own only.
    let site = site.expect_page("a-z", |html| {
        assert!(html.contains("Kantine</a> <span class=\"badge status\" lang=\"de\">Deutsch</span>"), "{html}");
        assert!(!html.contains("Visum"), "{html}");
    });
    site.expect_page("", |html| assert!(!html.contains("Kantine"), "{html}"));
}

#[test]
fn a_translation_older_than_its_original_says_so() {
    let old = "Das Original dieser Seite wurde am 1. Februar 2026 geändert";
    let site = mixed().build().expect_page("de/travel/visa", |html| {
        assert!(html.contains(old) && html.contains("hreflang=\"en\">Visa</a>"), "{html}");
    });
    site.expect_page("ar/travel/visa", |html| assert!(!html.contains("class=\"notice"), "it is newer: {html}"))
        .expect_page("travel/visa", |html| assert!(!html.contains("class=\"notice"), "{html}"));
}

#[test]
fn the_sitemap_names_a_page_in_all_its_languages() {
    mixed().build().expect_file("sitemap.xml", |xml| {
        let german = r#"<xhtml:link rel="alternate" hreflang="de" href="https://kb.example.org/in/de/travel/visa/"/>"#;
        assert_eq!(xml.matches(german).count(), 3, "{xml}");
        assert!(xml.contains(r#"xmlns:xhtml="http://www.w3.org/1999/xhtml""#), "{xml}");
    });
}

#[test]
fn relations_mean_the_page_in_their_own_language() {
    let site = mixed()
        .file("content/travel/car.md", "---\ntitle: Car\nid: car\nowner: desk\n---\nx\n")
        .file("content/travel/car.de.md", "---\ntitle: Auto\nid: car\nowner: desk\nrelated: [visa]\n---\nx\n")
        .build();
    assert!(site.built().diags.is_empty(), "translations may share an id: {:?}", site.built().diags);
    site.expect_page("de/travel/car", |html| {
        assert!(html.contains(">Visum</a>") && html.contains(">Schalter</a>"), "{html}");
        assert!(!html.contains("go/car"), "the permanent address leads to the original: {html}");
    })
    .expect_page("go/car", |html| assert!(html.contains("../../travel/car/"), "{html}"))
    .expect_page("de/people/desk", |html| assert!(html.contains(">Auto</a>") && !html.contains(">Car<"), "{html}"))
    .expect_page("people/desk", |html| assert!(html.contains(">Car</a>") && !html.contains(">Auto</a>"), "{html}"));
}

#[test]
fn a_translation_for_some_is_no_translation_for_others() {
    let restricted = "---\ntitle: zqxvtitle\naudience: managers\ntags: [zqxvtag]\n---\nzqxvbody\n";
    let config =
        "title: Kb\nbase_url: https://kb.example.org/\nlanguages: [en, de, fr]\naudiences: [staff, managers]\n";
    let site = mixed()
        .file("guildhall.yaml", config)
        .file("content/travel/taxi.de.md", restricted)
        .file("content/money/pay.fr.md", restricted);
    let site = site.audience("managers").build().expect_page("travel/taxi", |html| {
        assert!(html.contains("hreflang=\"de\" href=\"../../de/travel/taxi/\"") && html.contains("Français"), "{html}");
    });
    let site = site.audience("staff").build();
    for path in site.paths() {
        let bytes = site.output(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for marker in ["zqxv", "de/travel/taxi", "fr/money", "Français", "hreflang=\"fr\""] {
            assert!(!text.contains(marker) && !path.contains(marker), "{path}: {marker}");
        }
    }
    site.expect_page("travel/taxi", |html| {
        assert!(html.contains("Diese Seite gibt es in dieser Sprache noch nicht"), "{html}");
    })
    .expect_warm_is_cold();
}

#[test]
fn a_translation_that_comes_and_goes_leaves_no_trace() {
    let taxi = "---\ntitle: Taxi-Ruf\n---\nx\n";
    let site = mixed().build().file("content/travel/taxi.de.md", taxi).build().expect_warm_is_cold();
    let site = site.expect_page("travel/taxi", |html| assert!(html.contains("../../de/travel/taxi/"), "{html}"));
    let site = site.remove("content/travel/taxi.de.md").build().expect_warm_is_cold();
    site.expect_page("de/travel", |html| assert!(html.contains(">Taxi</a>") && !html.contains("Ruf"), "{html}"));
}

#[test]
fn the_page_of_results_is_guildhalls_in_every_language() {
    let site = mixed().file("content/de/search.md", "# Suche\n").build();
    site.expect_findings(&[(Code::AddressReserved, "content/de/search.md")]);
}

#[test]
fn repetition_is_said_in_the_language_of_the_page() {
    let page =
        "---\ntitle: Call\nlang: LANG\nstart: 2026-04-08\nrepeat: FREQ=YEARLY;BYMONTH=4,10;BYDAY=2WE\n---\nText.\n";
    let weekly = "---\ntitle: Call\nlang: LANG\nstart: 2026-01-13\nrepeat: FREQ=WEEKLY;BYDAY=TU,TH\n---\nText.\n";
    for (language, twice, said) in [
        ("de", "jedes Jahr am zweiten Mittwoch im April und Oktober", "jede Woche am Dienstag und Donnerstag"),
        ("fr", "tous les ans le deuxième mercredi en avril et octobre", "toutes les semaines le mardi et jeudi"),
        ("es", "cada año el segundo miércoles en abril y octubre", "cada semana el martes y jueves"),
    ] {
        let site = site().file("guildhall.yaml", format!("title: T\nlanguage: {language}\n").as_str());
        let site = site.file("content/events/a.md", page.replace("LANG", language));
        let site = site.file("content/events/b.md", weekly.replace("LANG", language)).build();
        let site = site.expect_page("events/a/", |html| assert!(html.contains(twice), "{html}"));
        site.expect_page("events/b/", |html| assert!(html.contains(said), "{html}"));
    }
}

#[test]
fn what_markdown_says_itself_is_of_the_language_of_the_page() {
    let text = "> [!WARNING]\n> Heiß.\n\nText.[^1]\n\n[^1]: Fuß.\n";
    let aid =
        format!("---\ntitle: T\nperformer: x\noutcome: y\n---\n1. Press it.\n\n   > [!TIP]\n   > Hard.\n\n{text}");
    let site = site()
        .file("guildhall.yaml", "title: T\nlanguages: [en, de, fr, es, pt]\n")
        .file("content/job-aids/a.de.md", aid)
        .file("content/i18n.md", format!("# English\n\n{text}"));
    let site = ["de", "fr", "es", "pt"]
        .into_iter()
        .fold(site, |site, code| site.file(&format!("content/x.{code}.md"), format!("# X\n\n{text}")))
        .build();
    let said = [
        ("i18n", "Warning", "Back to the text"),
        ("de/x", "Warnung", "Zurück zum Text"),
        ("de/job-aids/a", "Warnung", "Zurück zum Text"),
        ("fr/x", "Avertissement", "Retour au texte"),
        ("es/x", "Advertencia", "Volver al texto"),
        ("pt/x", "Warning", "Back to the text"),
    ];
    let site = said.into_iter().fold(site, |site, (page, warning, back)| {
        site.expect_page(page, |html| {
            assert!(html.contains(&format!("<p class=\"alert-title\">{warning}</p>")), "{page}: {html}");
            assert!(html.contains(&format!("role=\"doc-backlink\" aria-label=\"{back}\">")), "{page}: {html}");
        })
    });
    let site = site.expect_page("de/job-aids/a", |html| {
        assert!(html.contains("<p class=\"alert-title\">Tipp</p>") && !html.contains(">Tip<"), "{html}");
    });
    // A theme may say it otherwise, and no page is parsed again for it.
    site.file("guildhall.yaml", "title: T\nlanguages: [en, de, fr, es, pt]\ntheme: ours\n")
        .file("themes/ours/i18n/de.yaml", "alert-warning: \"Achtung <b>\"\n")
        .build()
        .expect_page("de/x", |html| assert!(html.contains("\"alert-title\">Achtung &lt;b&gt;</p>"), "{html}"))
        .expect_warm_is_cold();
}

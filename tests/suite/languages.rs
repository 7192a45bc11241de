//! Sites in several languages: the words around a page, its translations, lists of each language, and what readers get where
//! a translation is missing.

use crate::harness::site;

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

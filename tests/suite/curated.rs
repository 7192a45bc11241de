//! What editors keep for the whole site: `terms.yaml` and `search.yaml`.

use guildhall::base::code::Code;
use guildhall_search::lexicon::{Means, Phrase};

use crate::binary::run;
use crate::harness::{Site, site};

fn travel() -> Site {
    site()
        .file("content/about.md", "# About\n")
        .file(
            "content/travel/visa.md",
            "---\ntitle: Visa rules\nsearch: {best_for: [entry permit]}\n---\nWho needs one.\n",
        )
        .file("content/leave.md", "---\ntitle: Requesting paid time off\nid: time-off\n---\nAsk early.\n")
}

fn best(words: &str, page: u32) -> Phrase {
    Phrase { words: words.split(' ').map(str::to_owned).collect(), means: Means::Best(page) }
}

fn means(a: &str, b: &str) -> Phrase {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect();
    Phrase { words: words(a), means: Means::Words(words(b), 90) }
}

#[test]
fn entries_become_phrases_and_names() {
    let site = travel()
        .file("content/terms.yaml", "- {term: PTO, expansion: Paid time off}\n- {term: Bluebird, page: about.md}\n")
        .file(
            "content/search.yaml",
            "best_bets:\n- {query: [Lost Passport, entry permit], page: travel/visa.md}\n- {query: entry permit, page: time-off}\n\
             synonyms:\n- [illness, sick leave]\n",
        )
        .build();
    // By path: about, leave, travel/visa.
    assert_eq!(
        site.phrases(),
        [
            best("entry permit", 2),
            best("entry permit", 1),
            means("illness", "sick leave"),
            best("lost passport", 2),
            means("paid time off", "pto"),
            means("pto", "paid time off"),
            means("sick leave", "illness"),
        ]
    );
    site.expect_findings(&[]).expect_file("search/titles.json", |json| {
        assert!(json.contains("\"Requesting PTO\"") && json.contains("\"Bluebird\""), "{json}");
    });
}

#[test]
fn a_page_that_is_not_there_is_named_with_the_nearest() {
    let site = travel()
        .file(
            "content/search.yaml",
            "best_bets:\n- {query: a, page: time-of}\ntests:\n- {query: a, page: travel/vsa.md}\n",
        )
        .file("content/terms.yaml", "- {term: a, page: nowhere-at-all}\n")
        .build();
    let hints: Vec<_> = site.built().diags.iter().map(|diag| diag.hint.clone().unwrap()).collect();
    assert_eq!(
        hints,
        [
            "did you mean `time-off`?",
            "did you mean `travel/visa.md`?",
            "write a page's `id`, or its path below `content/`"
        ]
    );
    assert_eq!(site.phrases(), [best("entry permit", 2)]);
    site.expect_findings(&[
        (Code::ReferenceMissing, "content/search.yaml"),
        (Code::ReferenceMissing, "content/search.yaml"),
        (Code::ReferenceMissing, "content/terms.yaml"),
    ]);
}

#[test]
fn an_entry_whose_page_cannot_be_opened_is_dropped_whole_and_in_silence() {
    let site = site()
        .file("guildhall.yaml", "title: Test\naudiences: [staff, managers]\n")
        .file("content/index.md", "# Home\n")
        .file("content/pay.md", "---\nid: bands\naudience: managers\n---\n# Pay\n")
        .file("content/idea.md", "---\nstatus: draft\n---\n# Idea\n")
        .file("content/broken.md", "---\nweight: heavy\n---\n# Broken\n")
        .file(
            "content/search.yaml",
            "best_bets:\n- {query: one, page: bands}\n- {query: two, page: pay.md}\n- {query: three, page: idea}\n\
             - {query: four, page: broken}\n- {query: five, page: index.md}\n",
        )
        .audience("staff")
        .build();
    assert_eq!(site.phrases(), [best("five", 0)]);
    site.expect_findings(&[(Code::FieldType, "content/broken.md")]);
}

#[test]
fn the_files_are_no_part_of_the_site_however_they_are_linked() {
    let site = travel()
        .file("content/terms.yaml", "- {term: zqxvterm}\n")
        .file("content/search.yaml", "synonyms: [[zqxvone, zqxvtwo]]\n")
        .file("content/index.md", "[a](terms.yaml) [b](search.yaml) ![c](terms.yaml)\n")
        .build();
    assert!(site.paths().iter().all(|path| !path.contains(".yaml")), "{:?}", site.paths());
}

#[test]
fn edits_of_the_files_and_of_what_pages_explain_leave_nothing_behind() {
    let explained = "# Time\n\nAsk for total working time (TWT) early.\n";
    let site = travel()
        .file("content/search.yaml", "synonyms: [[a1, b1]]\n")
        .file("content/time.md", explained)
        .file("content/total.md", "# Total working time\n")
        .build();
    let has = |site: &Site, word: &str| site.phrases().iter().any(|phrase| phrase.words == [word]);
    assert!(has(&site, "a1") && has(&site, "twt"));
    let site =
        site.change("content/search.yaml", "synonyms: [[a2, b2]]\n").change("content/time.md", "# Time\n").build();
    assert!(has(&site, "a2") && !has(&site, "a1") && !has(&site, "twt"));
    let site =
        site.expect_warm_is_cold().expect_file("search/titles.json", |json| assert!(!json.contains("TWT"), "{json}"));
    site.change("content/time.md", explained).build().expect_warm_is_cold();
}

#[test]
fn faults_of_the_files_do_not_keep_pages_from_being_published() {
    let site = travel()
        .file("content/terms.yaml", "- term: [never closed\n")
        .file("content/search.yaml", b"\xff\xfe\x00\xd8bytes")
        .build();
    let site = site.expect_page("travel/visa", |_| {});
    let codes: Vec<Code> = site.built().diags.iter().map(|diag| diag.code).collect();
    assert_eq!(codes.len(), 2, "{codes:?}");
    assert!(codes.contains(&Code::FrontSyntax), "{codes:?}");
}

#[test]
fn only_check_runs_search_tests() {
    let site = travel().file("content/search.yaml", "tests:\n- {query: zeppelin, page: about.md}\n").build();
    let site = site.expect_findings(&[]);
    let checked = run(site.root(), &["check", "--format", "json"]);
    assert!(checked.stdout.contains("\"search-test\""), "{}", checked.stdout);
    assert_eq!(checked.code, Some(0));
    let strict = run(site.root(), &["check", "--strict", "--quiet"]);
    assert_eq!(strict.code, Some(1));
}

//! `guildhall search`: what scripts get.

use crate::binary::run;
use crate::harness::site;

#[test]
fn hits_are_one_array_with_every_key() {
    let site = site()
        .file("content/travel/visa.md", "---\ntitle: Visa rules\nid: visa\n---\n## Cost\n\nA visa costs ten.\n")
        .file("content/parking.md", "# Parking\n\nBehind the house.\n");
    let found = run(site.root(), &["search", "visa", "--json"]);
    assert_eq!(found.code, Some(0), "{}", found.stderr);
    let hits: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(&found.stdout).unwrap();
    let keys = ["address", "anchor", "excerpt", "id", "kind", "path", "rank", "score", "title"];
    for hit in &hits {
        let mut found: Vec<_> = hit.keys().map(String::as_str).collect();
        found.sort_unstable();
        assert_eq!(found, keys);
    }
    let first = &hits[0];
    assert_eq!(first["path"], "travel/visa.md");
    assert_eq!(first["address"].as_str().unwrap().trim_end_matches('/'), "travel/visa");
    assert_eq!(first["id"], "visa");
    assert_eq!(first["rank"], 1);
}

#[test]
fn words_that_only_ask_decide_nothing_however_few_pages_say_them() {
    let mut site = site().file("content/diary.md", "# Who has seen my notes?\n\nWho has my pen? My own, I say.\n");
    for number in 0..30 {
        let text = if number < 8 { "A visa costs ten. It takes a week." } else { "Read the rules." };
        site = site.file(&format!("content/{number}.md"), format!("# Rule {number}\n\n{text}\n"));
    }
    let found = run(site.root(), &["search", "who has my visa", "--json", "--limit", "8"]);
    let hits: Vec<serde_json::Value> = serde_json::from_str(&found.stdout).unwrap();
    assert_eq!(hits.len(), 8);
    assert!(hits.iter().all(|hit| hit["path"] != "diary.md"), "{}", found.stdout);
}

#[test]
fn finding_nothing_is_no_failure() {
    let site = site().file("content/a.md", "# A\n");
    let found = run(site.root(), &["search", "zeppelin", "--json"]);
    assert_eq!((found.code, found.stdout.trim()), (Some(0), "[]"), "{}", found.stderr);
}

#[test]
fn words_that_mean_something_to_query_parsers_are_only_words() {
    let site = site().file("content/a.md", "# A\n\nUse C++ and \"foo-bar\".\n");
    for words in ["C++", "\"foo-bar", "a AND (", "title:", "-", "*", "a:b^2~"] {
        let found = run(site.root(), &["search", "--json", "--", words]);
        assert_eq!(found.code, Some(0), "{words}: {}", found.stderr);
    }
}

#[test]
fn a_linked_document_is_found_by_the_texts_of_its_links_its_name_and_its_page() {
    let site = site()
        .file("content/_files/travel-form_2026.pdf", "%PDF")
        .file("content/travel.md", "# Going abroad\n\n[here](_files/travel-form_2026.pdf) ![x](_files/map.png)\n")
        .file("content/_files/map.png", "PNG")
        .file("content/b.md", "# Trips\n\nFill in the [reimbursement request](_files/travel-form_2026.pdf#page=2).\n")
        .file("content/old.md", "---\nstatus: archived\n---\n# Old\n\n[gone](_files/secret-plan.pdf)\n")
        .file("content/_files/secret-plan.pdf", "%PDF")
        .file("static/menu.xlsx", "PK")
        .file("content/c.md", "# Canteen\n\n[This week](/menu.xlsx), [our wiki](https://example.org/other.pdf)\n")
        .file("content/_files/expense-report.docx", "PK")
        .file(
            "content/d.md",
            format!(
                "# Costs\n\n[here](_files/expense-report.docx), [{}](_files/expense-report.docx)\n",
                "much ".repeat(900)
            ),
        );
    let hits = |words: &str| -> Vec<(String, String, String)> {
        let found = run(site.root(), &["search", words, "--json"]);
        assert_eq!(found.code, Some(0), "{}", found.stderr);
        let hits: Vec<serde_json::Value> = serde_json::from_str(&found.stdout).unwrap();
        let text = |hit: &serde_json::Value, key: &str| hit[key].as_str().unwrap().to_owned();
        hits.iter().map(|hit| (text(hit, "title"), text(hit, "kind"), text(hit, "address"))).collect()
    };
    let form = ("reimbursement request".into(), "file".into(), "_files/travel-form_2026.pdf".into());
    for words in ["reimbursement request", "travel form 2026", "form trips"] {
        assert_eq!(hits(words).first(), Some(&form), "{words}");
    }
    assert_eq!(hits("kind:file menu"), [("This week".into(), "file".into(), "menu.xlsx".into())]);
    assert_eq!(hits("secret plan"), [], "only an archived page leads to it");
    assert_eq!(hits("expense report")[0].0, "expense report", "`here` is no title, nor is a paragraph");
    assert_eq!(hits("kind:file").len(), 3, "no picture, nothing of another site");
}

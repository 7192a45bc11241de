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

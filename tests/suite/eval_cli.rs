//! `guildhall search eval`: measures, the run, and what is told about names that nobody has.

use std::fs;

use crate::binary::run;
use crate::harness::{Site, site};

fn judged() -> Site {
    site()
        .file("content/travel/visa.md", "---\ntitle: Visa rules\nid: visa\n---\nA visa costs ten.\n")
        .file("content/pay.md", "# Pay\n\nOn the last day. A visa is no pay.\n")
        .file("q.tsv", "q1\tvisa\nq2\tzeppelin\nq3\tpay\nq4\tpay\n")
        .file("r.tsv", "q1\tpay.md\t1\nq1\tvisa\t2\nq2\tvisa\t1\nq3\tpay.md\t1\nq3\tgone.md\t1\n")
}

const EVAL: [&str; 6] = ["search", "eval", "--queries", "q.tsv", "--qrels", "r.tsv"];

#[test]
fn measures_are_printed_and_what_is_odd_is_counted() {
    let site = judged();
    let found = run(site.root(), &EVAL);
    assert_eq!(found.code, Some(0), "{}", found.stderr);
    let third = (1.0 + 1.0 / (1.0 + 1.0 / 3_f64.log2())) / 3.0;
    let expected =
        format!("nDCG@10    {third:.4}\nMRR@10     0.6667\nRecall@10  0.5000\nsuccess@1  0.6667\nsuccess@5  0.6667\n");
    assert_eq!(found.stdout, expected);
    assert!(found.stderr.contains("r.tsv: 1 name"), "{}", found.stderr);
    assert!(found.stderr.contains("3 queries judged, 1 of them found nothing; 1 without"), "{}", found.stderr);
}

#[test]
fn scripts_get_an_object_and_a_run() {
    let site = judged();
    let mut args = EVAL.to_vec();
    args.extend(["--json", "--run", "run.txt"]);
    let found = run(site.root(), &args);
    let scores: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&found.stdout).unwrap();
    let keys: Vec<&str> = scores.keys().map(String::as_str).collect();
    let measures = ["mrr@10", "ndcg@10", "recall@10", "success@1", "success@5"];
    assert!(measures.iter().all(|measure| keys.contains(measure)), "{keys:?}");
    let written = fs::read_to_string(site.root().join("run.txt")).unwrap();
    let first: Vec<_> = written.lines().take(2).collect();
    assert_eq!(first, ["q1\tQ0\tvisa\t1\t2\tguildhall", "q1\tQ0\tpay.md\t2\t1\tguildhall"]);
    assert!(!written.contains("q2"));
}

#[test]
fn files_that_cannot_be_read_are_named_with_the_line() {
    let site = judged().file("q.tsv", "q1 visa\n");
    let found = run(site.root(), &EVAL);
    assert_eq!(found.code, Some(2));
    assert!(found.stderr.contains("q.tsv:1: "), "{}", found.stderr);
    let site = judged().file("r.tsv", "other\tvisa\t1\n");
    assert_eq!(run(site.root(), &EVAL).code, Some(2));
    let site = judged().remove("q.tsv");
    assert_eq!(run(site.root(), &EVAL).code, Some(2));
}

#[test]
fn the_word_eval_can_still_be_searched_for() {
    let site = site().file("content/a.md", "# Eval\n").file("content/b.md", "# Good evaluation\n");
    let first = |args: &[&str]| {
        let found = run(site.root(), args);
        assert_eq!(found.code, Some(0), "{args:?}: {}", found.stderr);
        found.stdout
    };
    assert!(first(&["search", "--", "eval"]).contains("a.md"));
    assert!(first(&["search", "good", "eval"]).contains("b.md"));
    assert!(first(&["search", "evaluation"]).contains("b.md"));
    assert_eq!(run(site.root(), &["search", "eval"]).code, Some(2));
    assert_eq!(run(site.root(), &["search"]).code, Some(2));
}

//! The same input gives the same bytes, however often and with however many threads it is built.

use guildhall::catalog::Page;
use guildhall::fs::{Blob, Outputs};

use crate::harness::{same_outputs, site};

#[test]
fn two_builds_from_nothing_are_equal() {
    let site = site().fixture("real").build();
    assert!(site.paths().len() > 40, "{:?}", site.paths());
    site.expect_warm_is_cold();
}

#[test]
fn one_thread_and_many_give_the_same() {
    let site = site().fixture("real");
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| site.cold())
    };
    let (one, many) = (with(1), with(7));
    same_outputs(&one, &many);
    assert_eq!(one.diags, many.diags);
}

#[test]
fn pages_that_leave_in_parts_are_those_of_a_whole_build() {
    let mut site = site().fixture("real");
    for page in 0..700 {
        site = site.file(&format!("content/many/{page}.md"), format!("---\nid: n{page}\n---\n# Page {page}\n"));
    }
    let whole = site.cold();
    let (pages, parts) = site.in_parts();
    let largest = parts.iter().map(Outputs::len).max();
    assert!(largest.is_some_and(|largest| largest < whole.outputs.len() / 2), "{largest:?} files at once");
    assert!(pages.publishable && pages.outputs.is_empty(), "all of them left");
    assert_eq!((pages.stats.files, &pages.diags), (parts.iter().map(Outputs::len).sum(), &whole.diags));
    let is_let_go = |page: &Page| page.doc.body.chunks.is_empty() && !page.doc.body.sections.is_empty();
    assert!(pages.catalog.pages.iter().all(is_let_go), "only what search reads is still held");
    let mut left = Outputs::default();
    for part in parts {
        left.extend(part);
    }
    assert_eq!(left.len(), pages.stats.files, "no file left twice");
    for (path, blob) in whole.outputs.iter().filter(|(path, _)| !path.as_str().starts_with("search/")) {
        assert_eq!(left.get(path).map(Blob::digest), Some(blob.digest()), "{path}");
    }
}

#[test]
fn nothing_leaves_a_site_that_is_known_to_be_faulty() {
    let site = site().file("content/a.md", "# A\n").file("content/b.md", "---\nslug: a\n---\n# B\n");
    let (pages, parts) = site.in_parts();
    assert!(!pages.publishable && parts.is_empty(), "{} parts", parts.len());
}

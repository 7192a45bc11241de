//! The same input gives the same bytes, however often and with however many threads it is built.

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

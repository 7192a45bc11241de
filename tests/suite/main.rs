//! Whole sites, from files to output: one binary, so that everything is linked once.
//!
//! [`harness`] drives the library as the command line does; [`binary`] runs the real program. A test writes the site it
//! needs and says what must come of it; what people see as text is kept as snapshots (`SNAPSHOTS=overwrite` renews them:
//! read what changed).
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on stops here, or says what it left out"
)]

mod actions;
mod addresses;
mod ageing;
mod anything;
mod audiences;
mod binary;
mod checks;
mod communities;
mod curated;
mod design;
mod determinism;
mod eval_cli;
mod events;
mod harness;
mod hostile;
mod includes;
mod incremental;
mod job_aids;
mod killed;
mod kinds;
mod languages;
mod lists;
mod losses;
mod machine;
mod markdown;
mod messages;
mod pages;
mod parity;
mod people;
mod publish_cli;
mod search_cli;
mod search_files;
mod serve_cli;
mod terms;
mod themes;
mod times;

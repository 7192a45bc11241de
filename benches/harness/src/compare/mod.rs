//! Runs Guildhall and other generators over the same generated site, and prints what each takes.

use std::io::Write;

use crate::generate::corpus::Corpus;

/// What to run.
#[derive(clap::Args, Debug)]
pub struct Options {}

/// Runs everything and prints it.
///
/// # Errors
/// A folder that cannot be written, a program that cannot be run.
pub fn run(_corpus: &Corpus, _seed: u64, _options: &Options, _out: &mut dyn Write) -> anyhow::Result<()> {
    Ok(())
}

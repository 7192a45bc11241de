//! Runs Guildhall and other generators over the same generated site, and prints what each takes.
//!
//! Everything lies in one folder in memory, so that no disk decides. Programs take turns, round by round, and ratios
//! are of the runs of one round: a machine that slows down slows all of them. A program that is missing, fails or
//! leaves pages out is named, and its rows are left out; the others still run.

pub mod process;
pub mod rows;
pub mod serve;
pub mod site;
pub mod tools;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::generate;
use crate::generate::corpus::Corpus;
use process::{Spread, megabytes};
use rows::{Bench, Kind};
use serve::Server;
use site::Site;
use tools::Tool;

/// How many pages the figures for large sites are about.
const LARGE: usize = 20_000;
/// Edits after which the memory of `serve` is read.
const MANY_EDITS: usize = 200;

/// What to run, and how often.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Markdown files of the site.
    #[arg(long, default_value_t = 2_800)]
    pub pages: usize,
    /// Measured rounds; one more before them warms up.
    #[arg(long, default_value_t = 5)]
    pub rounds: usize,
    /// Edits that are timed.
    #[arg(long, default_value_t = 30)]
    pub edits: usize,
    /// Milliseconds between two timed edits, in which the search half of the last one ends.
    #[arg(long, default_value_t = 300)]
    pub pause: u64,
    /// Also build and serve 20,000 pages, for the memory it takes.
    #[arg(long)]
    pub large: bool,
    /// Where to work; a folder of its own is made there [default: /dev/shm, else the temporary folder].
    #[arg(long)]
    pub scratch: Option<PathBuf>,
    /// Leave the working folder behind.
    #[arg(long)]
    pub keep: bool,
    /// The program to measure [default: the one beside this program].
    #[arg(long)]
    pub guildhall: Option<PathBuf>,
    /// The Hugo to measure [default: the native program behind `hugo`].
    #[arg(long)]
    pub hugo: Option<PathBuf>,
    /// The Pagefind to measure [default: installed by npm for this run].
    #[arg(long)]
    pub pagefind: Option<PathBuf>,
}

/// Runs everything and prints it.
///
/// # Errors
/// A folder that cannot be written. Programs that fail are printed, and are no error.
pub fn run(corpus: &Corpus, seed: u64, options: &Options, out: &mut dyn Write) -> Result<()> {
    let memory = Path::new("/dev/shm");
    let base = match &options.scratch {
        Some(folder) => folder.clone(),
        None if memory.is_dir() => memory.to_owned(),
        None => std::env::temp_dir(),
    };
    let scratch = base.join(format!("guildhall-bench-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).with_context(|| format!("making {}", scratch.display()))?;
    let result = compare(corpus, seed, options, &scratch, out);
    if options.keep {
        writeln!(out, "\nThe working folder stays: {}", scratch.display())?;
    } else {
        std::fs::remove_dir_all(&scratch).with_context(|| format!("removing {}", scratch.display()))?;
    }
    result
}

fn compare(corpus: &Corpus, seed: u64, options: &Options, scratch: &Path, out: &mut dyn Write) -> Result<()> {
    let cores = std::thread::available_parallelism()?;
    writeln!(out, "{cores} cores, working in {}, seed {seed}", scratch.display())?;
    let guildhall = found("guildhall", tools::guildhall(options.guildhall.as_deref()), out)?;
    let hugo = found("hugo", tools::hugo(options.hugo.as_deref()), out)?;
    let pagefind = found("pagefind", tools::pagefind(options.pagefind.as_deref(), &scratch.join("npm")), out)?;
    let mut bench = Bench { scratch, guildhall, hugo, pagefind };

    let site = generated(corpus, options.pages, seed, scratch, out)?;
    let mut hugo_time = None;
    for highlight in [false, true] {
        site.configure(highlight)?;
        writeln!(out, "\nCold build, highlighting {}", if highlight { "on" } else { "off" })?;
        let runs = bench.rounds(&site, options.rounds, out)?;
        rows::print(&runs, out)?;
        let hugo_runs = runs.iter().find(|runs| runs.kind == Kind::Hugo);
        hugo_time = hugo_runs.map(|runs| runs.times().median).or(hugo_time);
    }
    bench.timings(&site, out)?;
    edits(&bench, &site, options, hugo_time, out)?;

    if options.large {
        writeln!(out)?;
        let site = generated(corpus, LARGE, seed, scratch, out)?;
        site.configure(true)?;
        writeln!(out, "\nCold build, {LARGE} pages, one run, highlighting on (memory: at most 1000 MB)")?;
        // Pagefind takes minutes here, and no figure needs it.
        bench.pagefind = None;
        rows::print(&bench.rounds(&site, 1, out)?, out)?;
        edits(&bench, &site, options, None, out)?;
    }
    Ok(())
}

/// Says what was found, or why it was not.
fn found(name: &str, tool: Result<Tool>, out: &mut dyn Write) -> Result<Option<Tool>> {
    match &tool {
        Ok(tool) => writeln!(out, "{name}: {}", tool.version)?,
        Err(error) => writeln!(out, "{name}: not measured, {error:#}")?,
    }
    Ok(tool.ok())
}

fn generated(corpus: &Corpus, pages: usize, seed: u64, scratch: &Path, out: &mut dyn Write) -> Result<Site> {
    let site = Site { root: scratch.join(format!("site-{pages}")), pages };
    let written = generate::write(corpus, pages, seed, &site.content())?;
    writeln!(
        out,
        "site: {} pages, {} MB, {} words, {} different, {} of them once",
        written.pages,
        megabytes(written.bytes as u64),
        written.words,
        written.vocabulary,
        written.once
    )?;
    Ok(site)
}

/// Times single edits, then edits on, for the memory of `serve`.
fn edits(bench: &Bench<'_>, site: &Site, options: &Options, hugo: Option<f64>, out: &mut dyn Write) -> Result<()> {
    let Some(guildhall) = &bench.guildhall else { return Ok(()) };
    writeln!(out, "\nEdit to new bytes over HTTP, {} pages, {} edits of one body", site.pages, options.edits)?;
    let log = bench.scratch.join("serve.log");
    let result = Server::start(&guildhall.program, site, &log).and_then(|mut server| {
        let mut times = Vec::new();
        for _ in 0..options.edits {
            times.push(server.edit()?.as_secs_f64() * 1_000.0);
            std::thread::sleep(Duration::from_millis(options.pause));
        }
        for _ in options.edits..MANY_EDITS {
            server.edit()?;
        }
        std::thread::sleep(Duration::from_secs(1));
        Ok((Spread::of(times), server.peak()))
    });
    match result {
        Ok((times, peak)) => {
            let Spread { min, median, p90, max } = times;
            writeln!(
                out,
                "  min {min:.1} ms, median {median:.1} ms (below 80 at 2,800 pages), p90 {p90:.1} ms, max {max:.1} ms"
            )?;
            if let Some(hugo) = hugo {
                writeln!(out, "  Hugo builds the same pages in {:.0} ms", hugo * 1_000.0)?;
            }
            let peak = peak.map_or_else(|| "unknown here".to_owned(), |bytes| megabytes(bytes) + " MB");
            writeln!(out, "  memory of serve after {MANY_EDITS} edits, at its peak: {peak}")?;
        }
        Err(error) => writeln!(out, "  not measured: {error:#}")?,
    }
    Ok(())
}

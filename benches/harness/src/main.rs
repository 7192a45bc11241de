//! The command line of the benchmarks; see `benches/README.md`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use guildhall_bench::compare::{self, Options};
use guildhall_bench::generate::corpus::Corpus;
use guildhall_bench::generate::vocabulary::{Measure, Size};
use guildhall_bench::generate::{self, SEED};

/// Generates large sites of real text, and compares Guildhall with other generators on them.
#[derive(Parser)]
#[command(name = "guildhall-bench", version)]
struct Arguments {
    /// Where the given pages lie; otherwise the variable `GUILDHALL_CORPORA`, else ../shared/corpora.
    #[arg(long, global = true)]
    corpora: Option<PathBuf>,
    /// What settles every choice of the generator.
    #[arg(long, default_value_t = SEED, global = true)]
    seed: u64,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the pages of a site.
    Generate {
        /// The content folder; files in it are overwritten.
        folder: PathBuf,
        /// Markdown files.
        #[arg(long, default_value_t = 2_800)]
        pages: usize,
    },
    /// Prints how large generated sites are, beside the given pages.
    Stats {
        /// Markdown files, several numbers.
        #[arg(long, default_values_t = [700, 1_400, 2_800, 20_000])]
        pages: Vec<usize>,
    },
    /// Builds one generated site with Guildhall, Hugo and Hugo with Pagefind, and prints the figures.
    Compare(Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut out = std::io::stdout().lock();
    match run(arguments, &mut out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do where standard error is closed too.
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let named = arguments.corpora.or_else(|| std::env::var_os("GUILDHALL_CORPORA").map(PathBuf::from));
    let corpora = named.unwrap_or_else(|| PathBuf::from("../shared/corpora"));
    if !corpora.is_dir() {
        writeln!(out, "There are no corpora at {}: nothing is generated or measured.", corpora.display())?;
        writeln!(out, "Name their folder with --corpora or GUILDHALL_CORPORA.")?;
        return Ok(());
    }
    let corpus = Corpus::read(&corpora)?;
    match arguments.command {
        Command::Generate { folder, pages } => {
            let size = generate::write(&corpus, pages, arguments.seed, &folder)?;
            header(out)?;
            row(out, "generated", size)?;
        }
        Command::Stats { pages } => stats(&corpus, &pages, arguments.seed, out)?,
        Command::Compare(options) => compare::run(&corpus, arguments.seed, &options, out)?,
    }
    Ok(())
}

fn stats(corpus: &Corpus, pages: &[usize], seed: u64, out: &mut dyn Write) -> anyhow::Result<()> {
    header(out)?;
    let mut given = Measure::default();
    for unit in &corpus.units {
        given.page(&unit.text);
    }
    // The parts, counted as the pages they come from.
    row(out, "given", Size { pages: corpus.sizes.len(), ..given.size() })?;
    for pages in pages {
        let mut measure = Measure::default();
        generate::site(corpus, *pages, seed).for_each(|source| measure.page(&source.text));
        row(out, "generated", measure.size())?;
    }
    Ok(())
}

fn header(out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(
        out,
        "{:<10} {:>7} {:>11} {:>10} {:>11} {:>11} {:>10} {:>6}",
        "", "pages", "bytes", "bytes/page", "words", "words/page", "different", "once"
    )
}

fn row(out: &mut dyn Write, name: &str, size: Size) -> std::io::Result<()> {
    let pages = size.pages.max(1);
    let once = size.once * 100 / size.vocabulary.max(1);
    let (bytes, words) = (size.bytes / pages, size.words / pages);
    writeln!(
        out,
        "{name:<10} {:>7} {:>11} {bytes:>10} {:>11} {words:>11} {:>10} {once:>5}%",
        size.pages, size.bytes, size.words, size.vocabulary
    )
}

//! Cold builds in turn, and the rows that show them.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::process::{self, Run, Spread, megabytes};
use super::site::{self, Output, Site};
use super::tools::Tool;

/// The programs of a comparison, and where it works.
#[derive(Debug)]
pub struct Bench<'a> {
    /// A folder of its own.
    pub scratch: &'a Path,
    /// Absent where it was not found, as the others.
    pub guildhall: Option<Tool>,
    /// Builds pages without search.
    pub hugo: Option<Tool>,
    /// Indexes what Hugo built.
    pub pagefind: Option<Tool>,
}

/// A way to build the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Pages, search and all.
    Guildhall,
    /// The same with a theme of one small template: what the default theme costs.
    OneTemplate,
    /// Pages alone.
    Hugo,
    /// Pages, then search.
    HugoPagefind,
}

/// The measured runs of one way, one for each round.
#[derive(Clone, Debug)]
pub struct Runs {
    /// Which.
    pub kind: Kind,
    /// In the order of the rounds.
    pub runs: Vec<Run>,
    /// What the last one left.
    pub output: Output,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Guildhall, Self::OneTemplate, Self::Hugo, Self::HugoPagefind];

    fn name(self) -> &'static str {
        match self {
            Self::Guildhall => "guildhall",
            Self::OneTemplate => "one template",
            Self::Hugo => "hugo",
            Self::HugoPagefind => "hugo + pagefind",
        }
    }

    /// How long Guildhall may take, as a share of this one's time.
    fn limit(self) -> Option<f64> {
        match self {
            Self::Guildhall => None,
            Self::OneTemplate => Some(1.6),
            Self::Hugo => Some(1.2),
            Self::HugoPagefind => Some(0.3),
        }
    }
}

impl Runs {
    /// Seconds.
    pub fn times(&self) -> Spread {
        Spread::of(self.runs.iter().map(|run| run.time.as_secs_f64()))
    }
}

impl Bench<'_> {
    /// Warms up, then runs each way once a round, in turn. A way that fails is named and left out.
    ///
    /// # Errors
    /// Only what cannot be printed.
    pub fn rounds(&self, site: &Site, rounds: usize, out: &mut dyn Write) -> Result<Vec<Runs>> {
        let mut all: Vec<_> = Kind::ALL.map(|kind| Runs { kind, runs: Vec::new(), output: Output::default() }).into();
        all.retain(|way| self.has(way.kind));
        for round in 0..=rounds {
            let mut failed = Vec::new();
            for way in &mut all {
                match self.build(way.kind, site) {
                    Ok((run, output)) => {
                        way.output = output;
                        // The first round fills caches.
                        way.runs.extend((round > 0).then_some(run));
                    }
                    Err(error) => {
                        writeln!(out, "  {}: left out, {error:#}", way.kind.name())?;
                        failed.push(way.kind);
                    }
                }
            }
            all.retain(|way| !failed.contains(&way.kind));
        }
        Ok(all)
    }

    /// Prints what `guildhall build --timings` says.
    ///
    /// # Errors
    /// Only what cannot be printed.
    pub fn timings(&self, site: &Site, out: &mut dyn Write) -> Result<()> {
        let Some(guildhall) = &self.guildhall else { return Ok(()) };
        let log = self.scratch.join("timings.log");
        let output = self.fresh("public-timings")?;
        let mut command = Command::new(&guildhall.program);
        command.args(["build", "--timings", "--root"]).arg(&site.root).arg("--output").arg(&output);
        writeln!(out, "\nguildhall build --timings, {} pages, highlighting on", site.pages)?;
        match process::run(&mut command, &log) {
            Ok(_) => std::fs::read_to_string(&log)?.lines().try_for_each(|line| writeln!(out, "  {line}"))?,
            Err(error) => writeln!(out, "  not measured: {error:#}")?,
        }
        Ok(())
    }

    fn has(&self, kind: Kind) -> bool {
        match kind {
            Kind::Guildhall | Kind::OneTemplate => self.guildhall.is_some(),
            Kind::Hugo => self.hugo.is_some(),
            Kind::HugoPagefind => self.hugo.is_some() && self.pagefind.is_some(),
        }
    }

    fn build(&self, kind: Kind, site: &Site) -> Result<(Run, Output)> {
        let output = self.fresh("public")?;
        let run = match kind {
            Kind::Guildhall => self.guildhall(site, "guildhall.yaml", &output)?,
            Kind::OneTemplate => self.guildhall(site, site::ONE_TEMPLATE, &output)?,
            Kind::Hugo => self.hugo(site, &output)?,
            Kind::HugoPagefind => self.hugo(site, &output)?.then(self.pagefind(&output)?),
        };
        let counted = Output::count(&output).context("reading what it built")?;
        if counted.pages < site.pages {
            bail!("it wrote {} HTML files for {} pages", counted.pages, site.pages);
        }
        Ok((run, counted))
    }

    /// The path of an output folder that is not there.
    fn fresh(&self, name: &str) -> Result<std::path::PathBuf> {
        let folder = self.scratch.join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("removing {}", folder.display()))?;
        }
        Ok(folder)
    }

    fn guildhall(&self, site: &Site, configuration: &str, output: &Path) -> Result<Run> {
        let tool = self.guildhall.as_ref().context("there is no guildhall")?;
        let mut command = Command::new(&tool.program);
        command.args(["build", "--config", configuration, "--root"]).arg(&site.root).arg("--output").arg(output);
        process::run(&mut command, &self.scratch.join("guildhall.log"))
    }

    fn hugo(&self, site: &Site, output: &Path) -> Result<Run> {
        let tool = self.hugo.as_ref().context("there is no hugo")?;
        let mut command = Command::new(&tool.program);
        command.args(["--noBuildLock", "--quiet", "--source"]).arg(&site.root);
        command.arg("--destination").arg(output).arg("--cacheDir").arg(self.scratch.join("hugo-cache"));
        process::run(&mut command, &self.scratch.join("hugo.log"))
    }

    fn pagefind(&self, output: &Path) -> Result<Run> {
        let tool = self.pagefind.as_ref().context("there is no pagefind")?;
        process::run(Command::new(&tool.program).arg("--site").arg(output), &self.scratch.join("pagefind.log"))
    }
}

/// Prints a table of all ways, then how Guildhall's time relates to the others'.
///
/// # Errors
/// What cannot be printed.
pub fn print(all: &[Runs], out: &mut dyn Write) -> Result<()> {
    writeln!(
        out,
        "  {:<16} {:>9} {:>8} {:>8} {:>9} {:>7} {:>9}",
        "", "median s", "min", "max", "peak MB", "files", "MB out"
    )?;
    for way in all {
        let Spread { min, median, max, .. } = way.times();
        let peak = way.runs.iter().map(|run| run.peak).max().unwrap_or_default();
        let (files, bytes) = (way.output.files, megabytes(way.output.bytes));
        let name = way.kind.name();
        writeln!(out, "  {name:<16} {median:>9.3} {min:>8.3} {max:>8.3} {:>9} {files:>7} {bytes:>9}", megabytes(peak))?;
    }
    let Some(ours) = all.iter().find(|way| way.kind == Kind::Guildhall) else { return Ok(()) };
    for way in all {
        let Some(limit) = way.kind.limit() else { continue };
        let pairs = ours.runs.iter().zip(&way.runs);
        let Spread { min, median, max, .. } =
            Spread::of(pairs.map(|(our, their)| our.time.as_secs_f64() / their.time.as_secs_f64()));
        let verdict = if median <= limit { "met" } else { "missed" };
        writeln!(
            out,
            "  guildhall / ({}): median {median:.2}, min {min:.2}, max {max:.2}; at most {limit}: {verdict}",
            way.kind.name()
        )?;
    }
    Ok(())
}

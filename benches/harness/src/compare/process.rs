//! Runs a program to its end and measures it from outside; summaries of several runs.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

/// What one run took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// From the start of the process to its end.
    pub time: Duration,
    /// The most memory it held at once, in bytes, as the kernel counts it. Never less than what this program itself
    /// held when it started the process, which is some 30 MB.
    pub peak: u64,
}

impl Run {
    /// One after the other: times add up, the larger peak counts.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        Self { time: self.time + next.time, peak: self.peak.max(next.peak) }
    }
}

/// Runs a command to its end; what it says goes to the file `log`.
///
/// # Errors
/// A program that cannot be started or that fails; the end of its log is in the message.
pub fn run(command: &mut Command, log: &Path) -> Result<Run> {
    let file = std::fs::File::create(log).with_context(|| format!("writing {}", log.display()))?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let name = command.get_program().to_string_lossy().into_owned();
    let start = Instant::now();
    let child = command.spawn().with_context(|| format!("starting {name}"))?;
    let end = child.wait4().with_context(|| format!("waiting for {name}"))?;
    let time = start.elapsed();
    if !end.status.success() {
        let said = std::fs::read_to_string(log).unwrap_or_default();
        let last: Vec<_> = said.lines().rev().take(5).collect();
        bail!("{name} failed ({}): {}", end.status, last.into_iter().rev().collect::<Vec<_>>().join(" / "));
    }
    Ok(Run { time, peak: end.rusage.maxrss })
}

/// The value in the middle of several, and others by their rank.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// The smallest.
    pub min: f64,
    /// The middle one, of an even number the upper of the two.
    pub median: f64,
    /// Nine in ten are at most this.
    pub p90: f64,
    /// The largest.
    pub max: f64,
}

impl Spread {
    /// The spread of some values; zeros where there are none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<_> = values.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let count = sorted.len();
        let at = |rank: usize| sorted.get(rank).copied().unwrap_or_default();
        Self {
            min: at(0),
            median: at(count / 2),
            p90: at((count * 9).div_ceil(10).saturating_sub(1)),
            max: at(count.saturating_sub(1)),
        }
    }
}

/// Bytes as megabytes with one decimal.
pub fn megabytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreads_are_by_rank() {
        let spread = Spread::of((1..=10).rev().map(f64::from));
        assert_eq!(spread, Spread { min: 1.0, median: 6.0, p90: 9.0, max: 10.0 });
        assert_eq!(Spread::of([]), Spread::default());
    }

    #[test]
    fn bytes_are_shown_in_megabytes() {
        assert_eq!(megabytes(10_238_396), "10.2");
    }
}

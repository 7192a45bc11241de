//! The clock of a build: `--timings`, and the bar that shows a long one is alive.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::build::{Probe, Stage};

/// A build shorter than this needs no bar; a longer one's is drawn this often.
const PATIENCE: Duration = Duration::from_millis(500);

/// How long stages took; shared with the probe that the build holds.
#[derive(Clone, Default)]
pub(super) struct Timings(Arc<Mutex<Vec<(String, Duration)>>>);

impl Timings {
    /// A probe for a build; `draw` shows a bar once the build takes long.
    pub(super) fn probe(&self, draw: bool) -> Arc<dyn Probe> {
        let bar = if draw { ProgressBar::new(0) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{msg:>8} {bar:32} {pos}/{len} {elapsed}") {
            bar.set_style(style);
        }
        // The first tick draws the bar: a build that is over by then needs none.
        bar.enable_steady_tick(PATIENCE);
        Arc::new(Clock { timings: self.clone(), stage: Mutex::new(Instant::now()), bar })
    }

    /// Adds a stage that is timed outside the build.
    pub(super) fn add(&self, name: &str, took: Duration) {
        if let Ok(mut stages) = self.0.lock() {
            stages.push((name.to_owned(), took));
        }
    }

    /// Runs a stage outside the build and adds its time.
    pub(super) fn timed<T>(&self, name: &str, run: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let value = run();
        self.add(name, started.elapsed());
        value
    }

    /// A line a stage, in the order they ran.
    pub(super) fn table(&self) -> String {
        let stages = self.0.lock().map(|stages| stages.clone()).unwrap_or_default();
        let lines = stages.iter().map(|(name, took)| format!("  {name:<10} {:>10}", shown(*took)));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A time as people read it: `850 ms`, `1.24 s`.
pub(super) fn shown(took: Duration) -> String {
    let millis = took.as_secs_f64() * 1000.0;
    if millis < 10.0 {
        format!("{millis:.1} ms")
    } else if millis < 1000.0 {
        format!("{millis:.0} ms")
    } else {
        format!("{:.2} s", took.as_secs_f64())
    }
}

struct Clock {
    timings: Timings,
    stage: Mutex<Instant>,
    bar: ProgressBar,
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Parse => "parse",
        Stage::Catalog => "catalog",
        Stage::Check => "check",
        Stage::Related => "related",
        Stage::Feeds => "feeds",
        Stage::Lists => "lists",
        Stage::Copies => "copies",
        Stage::Terms => "terms",
        Stage::Render => "render",
        Stage::Calendars => "calendars",
        Stage::Index => "index",
    }
}

impl Probe for Clock {
    fn enter(&self, stage: Stage, total: usize) {
        if let Ok(mut started) = self.stage.lock() {
            *started = Instant::now();
        }
        self.bar.set_message(name(stage));
        self.bar.set_length(total as u64);
        self.bar.set_position(0);
    }

    fn tick(&self) {
        self.bar.inc(1);
    }

    fn leave(&self, stage: Stage) {
        let took = self.stage.lock().map(|started| started.elapsed()).unwrap_or_default();
        self.timings.add(name(stage), took);
        if stage == Stage::Index {
            self.bar.finish_and_clear();
        }
    }
}

//! What a build costs in the process, without a disk: from nothing, with nothing changed, after an edit of one body.
//!
//! Over the generator's pages, so it needs the corpora (`GUILDHALL_CORPORA`, else `../shared/corpora`); without them it
//! says so and ends.

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use guildhall::base::digest::Digest;
use guildhall::base::path::SourcePath;
use guildhall::build::{Inputs, Memo, Options, Probe, Stage, build, pages, search};
use guildhall::config;
use guildhall::fs::{Source, Sources, Text};
use guildhall::render::Themes;
use guildhall_bench::generate::corpus::Corpus;
use guildhall_bench::generate::{self, SEED};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PAGES: usize = 2_800;

/// The generated site, and the page of it that is edited.
struct Site {
    sources: Sources,
    edited: SourcePath,
}

impl Site {
    fn read(corpora: &Path) -> std::io::Result<Self> {
        let corpus = Corpus::read(corpora)?;
        let mut sources = Sources::default();
        for page in generate::site(&corpus, PAGES, SEED) {
            let path = SourcePath::new(format!("content/{}", page.path));
            sources.files.insert(path, text(&page.text));
        }
        let middle = sources.files.keys().filter(|path| !path.name().starts_with('_')).nth(PAGES / 2);
        let edited = middle.cloned().ok_or_else(|| std::io::Error::other("the generator gave too few pages"))?;
        Ok(Self { sources, edited })
    }

    /// The site after so many edits of one body.
    fn inputs(&self, edits: u64) -> Inputs {
        let path = SourcePath::new(config::FILE);
        let (config, found) = config::parse("title: Bench\nmarkdown: {highlight: false}\n", &path);
        let mut sources = self.sources.clone();
        if let Some(Source::Text(page)) = sources.files.get_mut(&self.edited) {
            *page = edit(page, edits);
        }
        let today = jiff::civil::date(2026, 11, 24);
        let config = config.unwrap_or_else(|| unreachable!("a title is a configuration: {found:?}"));
        let inputs = Inputs::new(config, sources, &mut Themes::default(), today, Options::default(), Vec::new());
        inputs.unwrap_or_else(|why| unreachable!("the theme is embedded: {:?}", why.found))
    }
}

fn text(text: &str) -> Source {
    Source::Text(Text { text: text.into(), digest: Digest::of(text.as_bytes()) })
}

fn edit(page: &Text, edits: u64) -> Text {
    let edited = format!("{}\nThis line was edited {edits} times.\n", page.text);
    Text { digest: Digest::of(edited.as_bytes()), text: edited.into() }
}

/// Adds up the time of one stage.
struct Watch {
    stage: Stage,
    started: Mutex<Option<Instant>>,
    sum: Mutex<Duration>,
}

impl Watch {
    fn new(stage: Stage) -> Arc<Self> {
        Arc::new(Self { stage, started: Mutex::default(), sum: Mutex::default() })
    }

    fn take(&self) -> Duration {
        self.sum.lock().map(|mut sum| std::mem::take(&mut *sum)).unwrap_or_default()
    }
}

impl Probe for Watch {
    fn enter(&self, stage: Stage, _: usize) {
        if let Ok(mut started) = self.started.lock() {
            *started = (stage == self.stage).then(Instant::now);
        }
    }

    fn tick(&self) {}

    fn leave(&self, _: Stage) {
        let took = self.started.lock().ok().and_then(|mut started| started.take()).map(|started| started.elapsed());
        if let (Some(took), Ok(mut sum)) = (took, self.sum.lock()) {
            *sum += took;
        }
    }
}

fn stages(criterion: &mut Criterion) {
    let corpora =
        std::env::var_os("GUILDHALL_CORPORA").map_or_else(|| PathBuf::from("../shared/corpora"), PathBuf::from);
    let site = match Site::read(&corpora) {
        Ok(site) => site,
        Err(error) => {
            let _ = writeln!(std::io::stdout(), "nothing is measured, there are no corpora: {error}");
            return;
        }
    };
    let mut group = criterion.benchmark_group(format!("{PAGES} pages"));
    group.sample_size(20);
    let unchanged = site.inputs(0);
    group.bench_function("cold", |bencher| bencher.iter(|| black_box(build(&unchanged, &mut Memo::new()))));
    let mut memo = Memo::new();
    group.bench_function("nothing changed", |bencher| bencher.iter(|| black_box(build(&unchanged, &mut memo))));
    let mut edits = 0;
    group.bench_function("one edit: pages", |bencher| {
        bencher.iter_custom(|rounds| edited(&site, &mut memo, &mut edits, rounds).0);
    });
    group.bench_function("one edit: search", |bencher| {
        bencher.iter_custom(|rounds| edited(&site, &mut memo, &mut edits, rounds).1);
    });
    for (name, stage) in [
        ("parse", Stage::Parse),
        ("catalog", Stage::Catalog),
        ("check", Stage::Check),
        ("related", Stage::Related),
        ("terms", Stage::Terms),
        ("render", Stage::Render),
        ("feeds", Stage::Feeds),
        ("lists", Stage::Lists),
        ("copies", Stage::Copies),
    ] {
        let watch = Watch::new(stage);
        memo.probe = Some(watch.clone());
        group.bench_function(format!("one edit: of that {name}"), |bencher| {
            bencher.iter_custom(|rounds| {
                watch.take();
                edited(&site, &mut memo, &mut edits, rounds);
                watch.take()
            });
        });
    }
    group.finish();
}

/// How long both halves of a build take after an edit, so many times.
fn edited(site: &Site, memo: &mut Memo, edits: &mut u64, rounds: u64) -> (Duration, Duration) {
    let (mut first, mut second) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..rounds {
        *edits += 1;
        let inputs = site.inputs(*edits);
        let started = Instant::now();
        let half = pages(&inputs, memo);
        first += started.elapsed();
        let started = Instant::now();
        black_box(search(&half, memo));
        second += started.elapsed();
    }
    (first, second)
}

criterion_group!(benches, stages);
criterion_main!(benches);

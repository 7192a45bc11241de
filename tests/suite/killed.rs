//! The real program is killed (SIGKILL) at random moments, again and again, one kill on top of the other.
//!
//! `tests/publish_kill.rs` does the same to the publisher alone, with assets that change; here are the whole commands,
//! from reading to publishing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use guildhall::base::path::OutPath;
use guildhall::fs::{Blob, Outputs};
use guildhall::index::export::Index;
use guildhall_search::lexicon::{Entry, Reading};
use guildhall_search::{File, Manifest};
use walkdir::WalkDir;

use crate::binary::run;
use crate::harness::{Site, site};

const KILLS: u64 = 50;
const PAGES: usize = 24;
/// What each page says, over and over: half a page would be seen.
const VERSIONS: [&str; 2] = ["alpha", "beta"];

/// Every file below a folder, the marker included.
type Tree = BTreeMap<String, Vec<u8>>;

/// What stands in a folder. A file that goes while this looks, as a running watch may have it, is left out.
fn tree(folder: &Path) -> Tree {
    let files = WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files.filter_map(|entry| Some((name(entry.path()), fs::read(entry.path()).ok()?))).collect()
}

/// Only the text below the headings differs from version to version, so a page's bytes depend on no other page. Each
/// file changes in one step, so that nobody reads half of it.
fn write_version(site: &Site, version: &str) {
    let new = site.root().join("content/.new");
    for page in 0..PAGES {
        let says = format!("{version} ").repeat(200);
        fs::write(&new, format!("# Page {page}\n\n{says}\n")).unwrap();
        fs::rename(&new, site.root().join(format!("content/p{page}.md"))).unwrap();
    }
}

/// The files that the index in a folder names and that are not there, or damaged.
fn missing(tree: &Tree) -> Vec<String> {
    let mut outputs = Outputs::default();
    for (path, bytes) in tree {
        outputs.insert(OutPath::new(path), Blob::bytes(bytes.clone()));
    }
    let index = Index(&outputs);
    let manifest = Manifest::decode(&index.manifest().unwrap()).unwrap();
    let pages = (0..manifest.pages)
        .flat_map(|page| [manifest.card_file(page).map(|(file, _)| file), manifest.text_file(page, 0)]);
    let mut files: Vec<File> = pages.map(Option::unwrap).collect();
    files.extend(manifest.speller.iter().map(|(_, file)| *file));
    files.extend(manifest.facets.iter().map(|(_, hash)| File::Facet(*hash)));
    for file in manifest.chunks() {
        files.push(file);
        let Some(chunk) = index.file(file) else { continue };
        let chunk = Reading::new(&chunk).unwrap();
        let each = &mut |entry: Entry<'_>| {
            let shards = entry.lists.iter().filter_map(|list| chunk.shard(*list));
            files.extend(shards.flat_map(|shard| [File::List(shard.postings), File::List(shard.positions)]));
        };
        chunk.starting_with("", each).unwrap();
    }
    files.into_iter().filter(|file| index.file(*file).is_none()).map(File::path).collect()
}

/// A site with its first version published, both versions as they are to be, and how long a build takes.
fn published() -> (Site, [Tree; 2], Duration) {
    let site = site();
    let mut took = Duration::ZERO;
    let wanted = VERSIONS.map(|version| {
        write_version(&site, version);
        let started = Instant::now();
        assert_eq!(run(site.root(), &["build", "--output", version]).code, Some(0));
        took = started.elapsed();
        tree(&site.root().join(version))
    });
    write_version(&site, VERSIONS[0]);
    assert_eq!(run(site.root(), &["build"]).code, Some(0));
    assert_eq!(tree(&site.root().join("public")), wanted[0]);
    (site, wanted, took)
}

/// Numbers that look random and are the same in every run (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    /// A time below `most`.
    fn below(&mut self, most: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        most * u32::try_from(self.0 % 1000).unwrap() / 1000
    }
}

fn start(site: &Site, command: &str) -> Child {
    let mut program = Command::new(env!("CARGO_BIN_EXE_guildhall"));
    program.args([command, "--quiet"]).current_dir(site.root());
    program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Kills it; whether it was still at work.
fn kill(mut child: Child) -> bool {
    let alive = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    alive
}

#[test]
fn a_build_that_is_killed_leaves_the_old_site_or_the_new_one() {
    let (site, wanted, took) = published();
    let public = site.root().join("public");
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut hits = 0;
    for n in 1..=KILLS {
        write_version(&site, VERSIONS[usize::from(n % 2 == 1)]);
        let child = start(&site, "build");
        sleep(random.below(took));
        hits += u64::from(kill(child));
        let left = tree(&public);
        let names = || left.keys().collect::<Vec<_>>();
        assert!(wanted.contains(&left), "neither the old site nor the new one after kill {n}: {:?}", names());
    }
    assert!(hits > KILLS / 10, "only {hits} kills hit a build at work");
    write_version(&site, VERSIONS[1]);
    assert_eq!(run(site.root(), &["build"]).code, Some(0));
    assert_eq!(tree(&public), wanted[1]);
    let beside = fs::read_dir(site.root()).unwrap().count();
    assert_eq!(beside, 5, "something is left beside content, alpha, beta, public and guildhall.yaml");
}

#[test]
fn a_watch_that_is_killed_leaves_every_page_whole_and_is_completed_by_the_next() {
    let (site, wanted, took) = published();
    let public = site.root().join("public");
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for n in 1..=KILLS {
        let child = start(&site, "watch");
        sleep(random.below(took));
        write_version(&site, VERSIONS[usize::from(n % 2 == 1)]);
        sleep(random.below(took));
        assert!(kill(child), "watch ended by itself");
        let left = tree(&public);
        // The index is of all pages together, and those may have been read half way from one version to the other.
        let of_one_page = |path: &&String| !path.starts_with(".guildhall") && !path.starts_with("search/");
        for path in wanted[0].keys().filter(of_one_page) {
            let known = wanted.iter().any(|wanted| wanted.get(path) == left.get(path));
            assert!(known, "{path} is of neither version after kill {n}");
        }
        assert_eq!(missing(&left), Vec::<String>::new(), "after kill {n}");
    }
    let last = start(&site, "watch");
    let started = Instant::now();
    while tree(&public) != wanted[0] {
        assert!(started.elapsed() < Duration::from_secs(10), "not completed: {:?}", tree(&public).keys());
        sleep(Duration::from_millis(20));
    }
    assert!(kill(last), "watch ended by itself");
}

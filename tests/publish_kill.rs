//! Publishing is killed at random moments, and runs out of disk. What stands in the output folder is whole every time.
//!
//! The publisher is this very binary, started again with [`DIR`] and [`WAY`] set; it publishes one version of a small
//! site after the other until it is killed. Everything in a version says which one it is.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use guildhall::base::path::OutPath;
use guildhall::fs::publish::{PublishError, Published, Target};
use guildhall::fs::{Blob, Outputs};

/// The site's root, for the publisher.
const DIR: &str = "GUILDHALL_TEST_DIR";
/// How the publisher is to publish: `exchange` or `difference`.
const WAY: &str = "GUILDHALL_TEST_WAY";
/// The version the publisher starts with.
const FROM: &str = "GUILDHALL_TEST_FROM";

const KILLS: u32 = 50;
const PAGES: u32 = 40;
/// Pages of a version are this long, so that half a page would be seen.
const FILLING: usize = 6_000;

/// Every file of version `version`.
fn files(version: u32) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for page in 0..PAGES {
        // A third of the pages stays the same from version to version.
        let says = if page.is_multiple_of(3) { 0 } else { version };
        let asset = format!("assets/style-{says}.css");
        files.insert(asset.clone(), format!("version {says}"));
        let path = if page.is_multiple_of(2) { format!("p{page}.html") } else { format!("p{page}/index.html") };
        files.insert(path, format!("{says} {asset} {}", "x".repeat(FILLING)));
    }
    // What is a folder in one version is a file in the next.
    files.insert(if version.is_multiple_of(2) { "turns" } else { "turns/into/folder" }.into(), version.to_string());
    files.insert(format!("search/shard-{version}.bin"), version.to_string());
    files.insert("search/current.js".into(), version.to_string());
    files
}

fn publish(target: &mut Target, way: &str, version: u32) -> Result<Published, PublishError> {
    let mut outputs = Outputs::default();
    for (path, text) in files(version) {
        outputs.insert(OutPath::new(path), Blob::bytes(text.into_bytes()));
    }
    if way == "difference" {
        return target.difference(&outputs, &[]);
    }
    let mut draft = target.draft()?;
    // In two parts, as a build does: some are killed between them.
    let mut parts = [Outputs::default(), Outputs::default()];
    for (path, blob) in outputs.iter() {
        parts[usize::from(path.as_str().starts_with("search/"))].insert(path.clone(), blob.clone());
    }
    parts.iter().try_for_each(|part| draft.add(part))?;
    draft.publish()
}

fn open(root: &Path) -> Target {
    Target::open(root, "content", &root.join("public")).expect("opened")
}

/// Every file that others may see in the output folder.
fn published(root: &Path) -> BTreeMap<String, String> {
    fn gather(folder: &Path, path: &str, into: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let name = entry.file_name().into_string().expect("text");
            let path = if path.is_empty() { name } else { format!("{path}/{name}") };
            if path.starts_with(".guildhall") {
                continue;
            }
            if entry.file_type().expect("a kind").is_dir() {
                gather(&entry.path(), &path, into);
            } else {
                into.insert(path, fs::read_to_string(entry.path()).expect("read"));
            }
        }
    }
    let mut files = BTreeMap::new();
    gather(&root.join("public"), "", &mut files);
    files
}

#[test]
#[ignore = "the publisher that the other tests start and kill"]
fn publisher() {
    let (Some(root), Ok(way), Ok(from)) = (env::var_os(DIR), env::var(WAY), env::var(FROM)) else { return };
    let mut target = open(&PathBuf::from(root));
    println!("\nready");
    for version in from.parse().expect("a number").. {
        publish(&mut target, &way, version).expect("published");
    }
}

/// Starts the publisher and kills it after `delay`.
fn start_and_kill(root: &Path, way: &str, from: u32, delay: Duration) {
    let name = module_path!().split_once("::").map_or("publisher".into(), |(_, rest)| format!("{rest}::publisher"));
    let mut child = Command::new(env::current_exe().expect("this binary"))
        .args(["--ignored", "--exact", "--nocapture", &name])
        .env(DIR, root)
        .env(WAY, way)
        .env(FROM, from.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let ready = lines.map_while(Result::ok).any(|line| line == "ready");
    assert!(ready, "the publisher did not start");
    std::thread::sleep(delay);
    assert!(child.try_wait().expect("asked").is_none(), "the publisher ended by itself");
    child.kill().expect("killed");
    child.wait().expect("ended");
}

/// Kills the publisher time and again; `check` looks at what each kill left. Gives how many hit it at work.
fn kill_often(way: &str, check: impl Fn(&BTreeMap<String, String>)) -> u32 {
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path();
    fs::create_dir(root.join("content")).expect("content");
    publish(&mut open(root), way, 0).expect("published");
    fs::write(root.join("public/CNAME"), "theirs").expect("written");
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut hits = 0;
    for kill in 1..=KILLS {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        start_and_kill(root, way, kill * 10_000, Duration::from_micros(random % 20_000));
        let at_work = |folder: &Path, own: &[&str]| {
            let names = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.file_name());
            names.filter_map(|name| name.into_string().ok()).any(|name| own.iter().any(|own| name.starts_with(own)))
        };
        let inside = at_work(&root.join("public"), &[".guildhall-journal", ".guildhall-work"]);
        hits += u32::from(inside || at_work(root, &[".public.guildhall-"]));

        let left = published(root);
        assert_eq!(left.get("CNAME").map(String::as_str), Some("theirs"), "after kill {kill}");
        check(&left);

        // The next run completes it; every other one lets the next kill come on top of this one instead.
        if kill.is_multiple_of(2) {
            publish(&mut open(root), way, kill).expect("published");
            let mut wanted = files(kill);
            wanted.insert("CNAME".into(), "theirs".into());
            assert_eq!(published(root), wanted, "after kill {kill}");
            let beside = fs::read_dir(root).expect("a folder").count();
            assert_eq!(beside, 2, "something is left beside the output after kill {kill}");
        }
    }
    hits
}

fn version_of(page: &str) -> u32 {
    page.split(' ').next().and_then(|word| word.parse().ok()).expect("a page starts with its version")
}

#[test]
fn an_exchange_that_is_killed_leaves_one_site_whole() {
    let hits = kill_often("exchange", |left| {
        let mut wanted = files(left["search/current.js"].parse().expect("a version"));
        wanted.insert("CNAME".into(), "theirs".into());
        assert_eq!(*left, wanted);
    });
    assert!(hits > KILLS / 5, "only {hits} kills hit the publisher at work");
}

#[test]
fn a_difference_that_is_killed_leaves_every_page_whole_with_its_assets() {
    let hits = kill_often("difference", |left| {
        for path in files(0).keys().filter(|path| path.contains(".html")) {
            let page = left.get(path).unwrap_or_else(|| panic!("{path} is gone"));
            let version = version_of(page);
            assert_eq!(Some(page), files(version).get(path), "half a page");
            assert_eq!(left.get(&format!("assets/style-{version}.css")), Some(&format!("version {version}")));
        }
        let search = &left["search/current.js"];
        assert_eq!(left.get(&format!("search/shard-{search}.bin")), Some(search));
    });
    assert!(hits > KILLS / 5, "only {hits} kills hit the publisher at work");
}

/// A file system of 2 MB. Mounting one takes the rights of an administrator.
#[cfg(target_os = "linux")]
struct SmallDisk(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl SmallDisk {
    fn mount() -> Option<Self> {
        let dir = tempfile::tempdir().expect("a folder");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(dir.path()).output();
        mount.is_ok_and(|output| output.status.success()).then(|| Self(dir))
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_or_a_read_only_one_leaves_the_old_site() {
    for way in ["exchange", "difference"] {
        let Some(disk) = SmallDisk::mount() else {
            println!("skipped: a small disk can be mounted by an administrator only");
            return;
        };
        let root = disk.0.path();
        fs::create_dir(root.join("content")).expect("content");
        publish(&mut open(root), way, 1).expect("published");
        // Full but for a little, so that publishing fails in the middle.
        let mut fill = fs::File::create(root.join("filling")).expect("created");
        std::io::copy(&mut std::io::repeat(b'x'), &mut fill).expect_err("full");
        fill.set_len(fill.metadata().expect("there").len() - 100_000).expect("cut");
        drop(fill);
        let error = publish(&mut open(root), way, 2).expect_err("full").to_string();
        assert!(error.contains("cannot write") && error.contains("No space left"), "{error}");
        assert_eq!(published(root), files(1), "{way}");
        assert_eq!(fs::read_dir(root).expect("a folder").count(), 3, "something is left beside the output");

        fs::remove_file(root.join("filling")).expect("removed");
        publish(&mut open(root), way, 2).expect("published");
        assert_eq!(published(root), files(2), "{way}");

        let remount = Command::new("mount").args(["-o", "remount,ro"]).arg(root).status().expect("mount");
        assert!(remount.success());
        let error = publish(&mut open(root), way, 3).expect_err("read-only").to_string();
        assert!(error.contains("Read-only"), "{error}");
        assert_eq!(published(root), files(2), "{way}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_is_published_into_by_difference() {
    let Some(disk) = SmallDisk::mount() else {
        println!("skipped: a small disk can be mounted by an administrator only");
        return;
    };
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("content")).expect("content");
    let mut target = Target::open(dir.path(), "content", disk.0.path()).expect("opened");
    for version in [1, 2] {
        let done = publish(&mut target, "exchange", version).expect("published");
        assert_eq!(done.way, guildhall::fs::publish::Way::Difference);
    }
    assert_eq!(fs::read_to_string(disk.0.path().join("search/current.js")).expect("read"), "2");
}

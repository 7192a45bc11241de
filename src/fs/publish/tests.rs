//! Publishing both ways: what is written, kept, deleted, refused.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::base::digest::Digest;
use crate::base::path::SourcePath;
use crate::fs::Blob;

/// Publishes in one step what comes in two parts.
fn exchange(target: &mut Target, outputs: &Outputs) -> Result<Published, PublishError> {
    let mut parts = [Outputs::default(), Outputs::default()];
    for (at, (path, blob)) in outputs.iter().enumerate() {
        parts[at % 2].insert(path.clone(), blob.clone());
    }
    let mut draft = target.draft()?;
    parts.iter().try_for_each(|part| draft.add(part))?;
    draft.publish()
}

/// A site's root with an output folder to come.
struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        let site = Self(tempfile::tempdir().expect("a folder"));
        site.write("content/a.md", "a");
        site
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn out(&self) -> PathBuf {
        self.root().join("public")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("written");
    }

    fn open(&self) -> Result<Target, PublishError> {
        Target::open(self.root(), "content", &self.out())
    }

    fn publish(&self, way: Way, files: &[(&str, &str)]) -> Result<Published, PublishError> {
        let mut target = self.open()?;
        match way {
            Way::Exchange => exchange(&mut target, &outputs(files)),
            Way::Difference => target.difference(&outputs(files), &[]),
        }
    }

    /// Every file in the output folder but our own.
    fn published(&self) -> BTreeMap<String, String> {
        let files = walkdir::WalkDir::new(self.out()).into_iter().flatten().filter(|entry| entry.file_type().is_file());
        let files = files.map(|entry| {
            let path = entry.path().strip_prefix(self.out()).expect("below").to_str().expect("text").to_owned();
            (path, fs::read_to_string(entry.path()).expect("read"))
        });
        files.filter(|(path, _)| !path.starts_with(".guildhall")).collect()
    }

    #[track_caller]
    fn holds(&self, files: &[(&str, &str)]) {
        let wanted: BTreeMap<_, _> =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        assert_eq!(self.published(), wanted);
        assert!(self.out().join(MARKER).is_file());
        let beside: Vec<_> =
            fs::read_dir(self.root()).expect("read").flatten().map(|entry| entry.file_name()).collect();
        assert!(beside.iter().all(|name| !name.to_string_lossy().starts_with('.')), "left beside: {beside:?}");
        let own = fs::read_dir(self.out()).expect("read").flatten().map(|entry| entry.file_name());
        let own: Vec<_> = own.filter(|name| name.to_string_lossy().starts_with(".guildhall")).collect();
        assert_eq!(own, [MARKER]);
    }
}

fn outputs(files: &[(&str, &str)]) -> Outputs {
    let mut outputs = Outputs::default();
    for (path, text) in files {
        outputs.insert(OutPath::new(path), Blob::bytes(text.as_bytes()));
    }
    outputs
}

fn modified(path: &Path) -> std::time::SystemTime {
    fs::metadata(path).expect("there").modified().expect("a time")
}

const BOTH: [Way; 2] = [Way::Exchange, Way::Difference];

#[test]
fn only_what_differs_is_written_and_the_rest_keeps_bytes_and_times() {
    for way in BOTH {
        let site = Site::new();
        let first =
            site.publish(way, &[("index.html", "1"), ("a/index.html", "a"), ("old/x.css", "x")]).expect("published");
        assert_eq!(first, Published { way, written: 3, kept: 0, deleted: 0, bytes: 3 });
        let before = modified(&site.out().join("a/index.html"));
        site.write("public/CNAME", "kb.example.org");
        let files = [("index.html", "22"), ("a/index.html", "a"), ("b/index.html", "b")];
        let second = site.publish(way, &files).expect("published");
        assert_eq!(second, Published { way, written: 2, kept: 1, deleted: 1, bytes: 3 });
        assert_eq!(modified(&site.out().join("a/index.html")), before);
        site.holds(&[files[0], files[1], files[2], ("CNAME", "kb.example.org")]);
        assert!(!site.out().join("old").exists(), "{way:?}: an empty folder is left");
    }
}

#[test]
fn what_somebody_changed_by_hand_is_mended() {
    for way in BOTH {
        let site = Site::new();
        let files = [("a.html", "one"), ("b.html", "two"), ("c.html", "three")];
        site.publish(way, &files).expect("published");
        site.write("public/a.html", "ONE");
        fs::remove_file(site.out().join("b.html")).expect("removed");
        let again = site.publish(way, &files).expect("published");
        assert_eq!((again.written, again.kept), (2, 1), "{way:?}");
        site.holds(&files);
    }
    let site = Site::new();
    let mut target = site.open().expect("opened");
    let wanted = outputs(&[("a.html", "one")]);
    target.difference(&wanted, &[]).expect("published");
    site.write("public/a.html", "by hand");
    assert_eq!(target.difference(&wanted, &[]).expect("published").written, 1, "seen by a run that goes on as well");
    fs::remove_dir_all(site.out()).expect("removed");
    assert_eq!(target.difference(&wanted, &[]).expect("published").written, 1, "even if the folder was taken away");
    site.holds(&[("a.html", "one")]);
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    for way in BOTH {
        let site = Site::new();
        for files in
            [[("a", "file"), ("b/c/d.html", "deep")], [("a/x/y.html", "folder"), ("b", "flat")]].iter().cycle().take(4)
        {
            site.publish(way, files).expect("published");
            site.holds(files);
        }
    }
}

#[test]
fn the_half_still_to_come_stays_as_it_was() {
    let site = Site::new();
    let mut target = site.open().expect("opened");
    target.difference(&outputs(&[("a.html", "1"), ("search/current.js", "s")]), &[]).expect("published");
    let half = target.difference(&outputs(&[("a.html", "2")]), &["search/"]).expect("published");
    assert_eq!((half.written, half.deleted), (1, 0));
    site.holds(&[("a.html", "2"), ("search/current.js", "s")]);
    drop(target);
    site.publish(Way::Difference, &[("a.html", "2")]).expect("published");
    site.holds(&[("a.html", "2")]);
}

#[test]
fn a_file_of_somebody_else_is_never_overwritten() {
    for way in BOTH {
        for (foreign, wanted) in [("robots.txt", "robots.txt"), ("a", "a/index.html"), ("a/b/c", "a/b")] {
            let site = Site::new();
            site.publish(way, &[("index.html", "1")]).expect("published");
            site.write(&format!("public/{foreign}"), "theirs");
            let error = site.publish(way, &[("index.html", "2"), (wanted, "ours")]).expect_err("refused");
            assert!(error.is_refusal() && error.to_string().contains("move it away"), "{error}");
            site.holds(&[("index.html", "1"), (foreign, "theirs")]);
            // The same file is no reason to stop.
            site.publish(way, &[("index.html", "2"), (foreign, "theirs")]).expect("published");
            site.holds(&[("index.html", "2"), (foreign, "theirs")]);
        }
    }
}

#[test]
fn unsuitable_folders_are_refused_before_anything_is_written() {
    let site = Site::new();
    site.write("theirs/file", "theirs");
    site.write("file", "");
    let root = site.root();
    for out in [
        "",
        ".",
        "..",
        "content",
        "content/public",
        "static/x",
        "themes",
        "templates",
        "theirs",
        "file",
        "/",
        "x/../content",
    ] {
        let error = check_target(root, "content", &root.join(out)).expect_err(out);
        assert!(error.is_refusal(), "{out}: {error}");
        assert!(Target::open(root, "content", &root.join(out)).is_err());
    }
    let error = check_target(root, "docs/pages", &root.join("docs")).expect_err("content in output");
    assert!(error.to_string().contains("the source folder `docs/pages` lies in it"), "{error}");
    fs::create_dir(root.join("empty")).expect("a folder");
    for out in ["public", "empty", "new/deep/public"] {
        check_target(root, "content", &root.join(out)).expect(out);
    }
    assert!(!root.join("new").exists());
    drop(Target::open(root, "content", &root.join("new")).expect("opened"));
    assert!(!root.join("new").exists(), "nothing was published, nothing stays");
}

#[cfg(unix)]
#[test]
fn links_do_not_hide_where_a_folder_lies() {
    let site = Site::new();
    std::os::unix::fs::symlink("content", site.root().join("public")).expect("a link");
    assert!(site.open().expect_err("into the content").is_refusal());
    fs::remove_file(site.out()).expect("removed");

    let elsewhere = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(elsewhere.path(), site.out()).expect("a link");
    site.publish(Way::Exchange, &[("a.html", "a")]).expect("published");
    assert!(site.out().is_symlink() && elsewhere.path().join("a.html").is_file());

    // A link somebody put inside is not written through, and nothing behind it is deleted.
    let site = Site::new();
    let theirs = tempfile::tempdir().expect("a folder");
    for way in BOTH {
        site.publish(way, &[("a/index.html", "a")]).expect("published");
        fs::remove_dir_all(site.out().join("a")).expect("removed");
        fs::write(theirs.path().join("index.html"), "theirs").expect("written");
        std::os::unix::fs::symlink(theirs.path(), site.out().join("a")).expect("a link");
        assert!(site.publish(way, &[("a/index.html", "b")]).expect_err("in the way").is_refusal());
        site.publish(way, &[("b.html", "b")]).expect("published");
        assert_eq!(fs::read_to_string(theirs.path().join("index.html")).expect("read"), "theirs");
        fs::remove_file(site.out().join("a")).expect("the link is still there");
    }
}

#[test]
fn a_list_that_was_tampered_with_leads_to_no_other_file() {
    for way in BOTH {
        let site = Site::new();
        site.publish(way, &[("a.html", "a")]).expect("published");
        let list = r#"{"guildhall": 1, "files": {"../content/a.md": "0", "/content/a.md": "0", "a.html": "0"}}"#;
        site.write("public/.guildhall.json", list);
        site.publish(way, &[("b.html", "b")]).expect("published");
        site.holds(&[("b.html", "b")]);
        assert!(site.root().join("content/a.md").is_file());
        for broken in ["", r#"{"guildhall": 9, "files": {}}"#] {
            site.write("public/.guildhall.json", broken);
            assert!(site.publish(way, &[("c.html", "c")]).expect_err("refused").is_refusal());
        }
    }
}

#[test]
fn paths_that_leave_the_folder_or_meet_are_refused() {
    for way in BOTH {
        for files in [
            &[("../a", "")][..],
            &[("a//b", "")],
            &[("a/./b", "")],
            &[(".guildhall.json", "")],
            &[("a", ""), ("a/b", "")],
        ] {
            let site = Site::new();
            let error = site.publish(way, files).expect_err("refused");
            assert!(matches!(error, PublishError::Path { .. }), "{error}");
            assert!(!site.out().exists());
        }
    }
}

#[test]
fn a_copied_file_has_to_be_the_one_that_was_scanned() {
    for way in BOTH {
        let site = Site::new();
        site.write("content/pic.png", "picture");
        let copy = |text: &str| {
            let mut files = outputs(&[("index.html", text)]);
            let from = SourcePath::new("content/pic.png");
            files.insert(OutPath::new("pic.png"), Blob::Copy { from, digest: Digest::of(b"picture") });
            files
        };
        let publish = |files: &Outputs| match (way, site.open()?) {
            (Way::Exchange, mut target) => exchange(&mut target, files),
            (Way::Difference, mut target) => target.difference(files, &[]),
        };
        assert_eq!(publish(&copy("1")).expect("published").bytes, 8);
        assert_eq!(publish(&copy("1")).expect("published").kept, 2);
        site.write("content/pic.png", "another");
        fs::remove_file(site.out().join("pic.png")).expect("removed");
        let error = publish(&copy("2")).expect_err("changed");
        assert!(error.to_string().ends_with("pic.png changed while it was being used"), "{error}");
        site.holds(&[("index.html", "1")]);
    }
}

#[test]
fn a_tree_that_cannot_take_its_place_gives_back_what_it_holds() {
    let site = Site::new();
    site.write("content/pic.png", "picture");
    let mut target = site.open().expect("opened");
    let mut files = outputs(&[("index.html", "1"), ("a/b/index.html", "2")]);
    let from = SourcePath::new("content/pic.png");
    files.insert(OutPath::new("a/pic.png"), Blob::Copy { from, digest: Digest::of(b"picture") });
    let mut staged = exchange::Staged::beside(&mut target).expect("readable").expect("possible");
    staged.add(&target, &files).expect("written");
    assert_eq!(staged.read_back().expect("read"), files);
    target.difference(&files, &[]).expect("published");
    drop(target);
    site.holds(&[("index.html", "1"), ("a/b/index.html", "2"), ("a/pic.png", "picture")]);
}

#[test]
fn what_is_put_there_while_a_site_is_made_is_kept() {
    let site = Site::new();
    site.publish(Way::Exchange, &[("index.html", "1")]).expect("published");
    let mut target = site.open().expect("opened");
    let mut draft = target.draft().expect("a draft");
    draft.add(&outputs(&[("index.html", "2")])).expect("written");
    site.write("public/robots.txt", "theirs");
    draft.publish().expect("published");
    let mut draft = target.draft().expect("a draft");
    draft.add(&outputs(&[("index.html", "3"), ("b.html", "3")])).expect("written");
    site.write("public/b.html", "theirs");
    assert!(draft.publish().expect_err("in the way").is_refusal());
    drop(target);
    site.holds(&[("b.html", "theirs"), ("index.html", "2"), ("robots.txt", "theirs")]);
}

#[test]
fn one_run_at_a_time() {
    let site = Site::new();
    let mut first = site.open().expect("opened");
    for _ in 0..2 {
        let error = site.open().expect_err("busy");
        assert!(error.is_refusal() && error.to_string().starts_with("another guildhall"), "{error}");
        exchange(&mut first, &outputs(&[("a.html", "a")])).expect("published");
    }
    drop(first);
    site.open().expect("free again");
}

#[test]
fn the_next_run_finishes_what_was_killed() {
    let site = Site::new();
    site.publish(Way::Exchange, &[("a.html", "old")]).expect("published");
    let tree = |name: &str| site.root().join(format!(".public.guildhall-{name}-1"));
    let copy = |to: &Path, text: &str| {
        fs::create_dir(to).expect("a folder");
        fs::write(to.join("a.html"), text).expect("written");
        fs::copy(site.root().join("public/.guildhall.json"), to.join(MARKER)).expect("copied");
    };

    // Killed while the new tree was being made.
    copy(&tree("stage"), "half");
    fs::remove_file(tree("stage").join(MARKER)).expect("removed");
    drop(site.open().expect("opened"));
    site.holds(&[("a.html", "old")]);

    // Killed after the exchange, and somebody had put a file into the old tree.
    copy(&tree("stage"), "older");
    fs::write(tree("stage").join("late.txt"), "late").expect("written");
    drop(site.open().expect("opened"));
    site.holds(&[("a.html", "old"), ("late.txt", "late")]);

    // Killed between two renames, with the new tree ready and not.
    copy(&tree("stage"), "new");
    fs::rename(site.out(), tree("old")).expect("renamed");
    drop(site.open().expect("opened"));
    site.holds(&[("a.html", "new"), ("late.txt", "late")]);
    fs::rename(site.out(), tree("old")).expect("renamed");
    drop(site.open().expect("opened"));
    site.holds(&[("a.html", "new"), ("late.txt", "late")]);

    // Folders that only look alike are nobody's business.
    fs::create_dir(site.root().join(".public.guildhall-stage-")).expect("a folder");
    drop(site.open().expect("opened"));
    fs::remove_dir(site.root().join(".public.guildhall-stage-")).expect("still there");
}

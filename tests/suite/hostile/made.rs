//! What neither a repository nor an archive can carry: made here, from the list in `tests/sites/hostile/README.md`.
//!
//! Links, pipes and names are tried alone by `fs`, a full disk and a read-only output by `tests/publish_kill.rs`, changes under
//! `serve` by `serve_cli.rs`.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::measured::{Measured, measured, measured_within};
use super::table::CONFIG;
use crate::binary::write;

fn site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    write(&site.path().join("guildhall.yaml"), CONFIG);
    write(&site.path().join("content/good.md"), "# Good\n\nIt stays.\n");
    site
}

fn built(site: &Path) -> Measured {
    let built = measured(site, &["build", "--color", "never", "--format", "json"]);
    assert_eq!(built.faults(), Vec::<String>::new());
    built
}

#[test]
fn links_pipes_and_closed_files_stop_nothing_and_show_nothing() {
    let site = site();
    let content = site.path().join("content");
    write(&site.path().join("secret.md"), "# MARKER\n");
    for (target, link) in [
        (".", "loop"),
        ("../..", "up"),
        ("../secret.md", "out.md"),
        ("/etc/hostname", "page.md"),
        ("/dev/zero", "z.md"),
        ("nowhere.md", "gone.md"),
    ] {
        symlink(target, content.join(link)).unwrap();
    }
    assert!(Command::new("mkfifo").arg(content.join("pipe.md")).status().unwrap().success());
    write(&content.join("closed.md"), "# Closed\n");
    fs::set_permissions(content.join("closed.md"), fs::Permissions::from_mode(0o000)).unwrap();
    let kept_out = fs::read(content.join("closed.md")).is_err();
    let built = built(site.path());
    for name in ["loop", "up", "out.md", "page.md", "z.md", "gone.md", "pipe.md"] {
        assert!(
            built.stdout.contains(&format!("\"file\":\"content/{name}\"")),
            "{name} is not told of: {}",
            built.stdout
        );
    }
    assert_eq!(built.stdout.contains("\"code\":\"file-unreadable\""), kept_out, "{}", built.stdout);
    let good = fs::read_to_string(site.path().join("public/good/index.html")).unwrap();
    assert!(good.contains("It stays."));
    for (path, bytes) in super::safe::files(&site.path().join("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("MARKER"), "{path}");
    }
}

#[test]
fn odd_names_are_told_of_and_shown_escaped() {
    let site = site();
    let content = site.path().join("content");
    for name in [&b"line\nend.md"[..], b"blank.md ", b"dot.md.", b"not-utf8-\xff.md", b"x.md/y.md"] {
        write(&content.join(OsStr::from_bytes(name)), "# Odd\n");
    }
    let built = built(site.path());
    assert_eq!(built.stdout.matches("\"code\":\"name-unsafe\"").count(), 4, "{}", built.stdout);
    for name in [r"line\\nend.md", "blank.md ", "dot.md.", r"not-utf8-\\xff.md"] {
        assert!(built.stdout.contains(&format!("`{name}`")), "{name}: {}", built.stdout);
    }
    // A folder that is named like a page is a folder.
    assert!(site.path().join("public/x-md/y/index.html").is_file());
}

#[test]
fn folders_300_deep_and_a_page_of_50_mb_are_told_of_or_built() {
    let site = site();
    let deep = "d/".repeat(300);
    write(&site.path().join("content").join(&deep).join("page.md"), "# Deep\n");
    write(&site.path().join("content/large.md"), "word ".repeat(10_000_000));
    let built = built(site.path());
    assert!(site.path().join("public").join(&deep).join("page/index.html").is_file(), "{}", built.stdout);
    assert!(built.stdout.contains("file-too-large"), "{}", built.stdout);
    assert!(site.path().join("public/good/index.html").is_file());
}

#[test]
fn twenty_thousand_empty_pages_are_built() {
    let site = site();
    let folder = site.path().join("content/many");
    fs::create_dir(&folder).unwrap();
    for number in 0..20_000 {
        fs::write(folder.join(format!("{number}.md")), "").unwrap();
    }
    // A test build, on a machine that runs other tests: what is asked is that it ends, and how much it holds.
    let checked = measured_within(Duration::from_mins(2), site.path(), &["check", "--color", "never"]);
    assert_eq!(checked.faults(), Vec::<String>::new());
    assert!(checked.stderr.contains("page-empty 19"), "{}", checked.stderr.len());
}

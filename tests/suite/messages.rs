//! What each finding looks like: for every code the smallest site that breaks the rule, `tests/sites/messages/CODE/`.
//!
//! `expected.txt` is what `check` prints there. What a repository cannot hold is made first, from the lines of
//! `setup.txt`: `bytes PATH HEX…`, `repeat PATH COUNT WORD`, `fifo PATH`, `symlink TARGET PATH`, `mode PATH OCTAL`,
//! `folder PATH`. `args.txt` holds further arguments.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use guildhall::base::code::Code;
use snapbox::{Assert, Data, IntoData};
use tempfile::TempDir;

use crate::binary::{copy, fixture, run, write};

#[test]
fn every_message_is_as_it_was_read_and_approved() {
    let assert = Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
    let mut faults = Vec::new();
    for code in Code::ALL {
        let folder = fixture("messages").join(code.word());
        let Some(site) = lay_out(&folder) else { continue };
        let run = run(site.path(), &arguments(&folder, "human"));
        assert_eq!(run.stdout, "", "findings for people are talk");
        if !run.stderr.contains(&format!("[{}]: ", code.word())) {
            faults.push(format!("{} is not among:\n{}", code.word(), run.stderr));
            continue;
        }
        let seen = format!("{}exit code: {}\n", run.stderr, run.code.unwrap_or_default());
        let expected = Data::read_from(&folder.join("expected.txt"), None);
        faults.extend(assert.try_eq(None, seen.into_data(), expected).err().map(|error| error.to_string()));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_finding_is_an_object_with_every_key() {
    let keys = ["code", "col", "end_col", "end_line", "file", "hint", "level", "line", "message", "related"];
    let mut faults = Vec::new();
    for code in Code::ALL {
        let folder = fixture("messages").join(code.word());
        let Some(site) = lay_out(&folder) else { continue };
        let run = run(site.path(), &arguments(&folder, "json"));
        let mut codes = Vec::new();
        for line in run.stdout.lines() {
            let record: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
            let mut found: Vec<_> = record.keys().map(String::as_str).collect();
            found.sort_unstable();
            assert_eq!(found, keys, "{line}");
            codes.push(record["code"].as_str().unwrap().to_owned());
        }
        if !codes.contains(&code.word().to_owned()) {
            faults.push(format!("{} is not among {codes:?}\n{}", code.word(), run.stderr));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn there_is_no_site_for_a_code_that_is_gone() {
    for entry in fs::read_dir(fixture("messages")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(Code::parse(&name).is_some(), "tests/sites/messages/{name}");
    }
}

fn arguments(folder: &Path, format: &'static str) -> Vec<&'static str> {
    let mut arguments = vec!["check", "--quiet", "--color", "never", "--format", format];
    // Leaked: a handful of words that a test run needs to its end.
    let further = fs::read_to_string(folder.join("args.txt")).unwrap_or_default().leak();
    arguments.extend(further.split_whitespace());
    arguments
}

/// The site in a folder of its own; `None` where it cannot be made, as an unreadable file for the user who may read all.
fn lay_out(folder: &Path) -> Option<TempDir> {
    let site = tempfile::tempdir().unwrap();
    copy(folder, site.path());
    let setup = fs::read_to_string(folder.join("setup.txt")).unwrap_or_default();
    for made in ["setup.txt", "args.txt", "expected.txt"] {
        let _ = fs::remove_file(site.path().join(made));
    }
    setup.lines().all(|line| made(site.path(), line)).then_some(site)
}

/// Does one line of a recipe; false where this machine does not let it work.
fn made(root: &Path, line: &str) -> bool {
    let words: Vec<_> = line.split_whitespace().collect();
    match words.as_slice() {
        ["bytes", path, hex @ ..] => {
            write(&root.join(path), hex.iter().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect::<Vec<_>>());
        }
        ["repeat", path, count, word] => write(&root.join(path), format!("{word} ").repeat(count.parse().unwrap())),
        ["fifo", path] => assert!(Command::new("mkfifo").arg(root.join(path)).status().unwrap().success()),
        ["symlink", target, path] => symlink(target, root.join(path)).unwrap(),
        ["folder", path] => fs::create_dir_all(root.join(path)).unwrap(),
        ["mode", path, octal] => {
            let mode = u32::from_str_radix(octal, 8).unwrap();
            fs::set_permissions(root.join(path), fs::Permissions::from_mode(mode)).unwrap();
            let kept_out = fs::read(root.join(path)).is_err();
            if !kept_out {
                eprintln!("not tested as this user, who may read everything: {line}");
            }
            return kept_out;
        }
        _ => panic!("no such line in a recipe: {line}"),
    }
    true
}

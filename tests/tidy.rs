//! The rules of the house that no compiler checks: layers, doors to the outside, length, and that every rule for content
//! is explained and shown.
//!
//! Sources are read as text with comments and literals blanked. It is a reader of paths, not of Rust: a macro could hide
//! an import from it, and a reviewer would see that.
#![expect(clippy::unwrap_used, reason = "a check that cannot go on stops here")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use guildhall::base::code::Code;

/// Which module may know which: only one of a lower layer. `ARCHITECTURE.md` says what each is.
const LAYERS: &[(usize, &[&str])] = &[
    (0, &["base"]),
    (1, &["fs", "config", "calendar", "history", "markdown"]),
    (2, &["content"]),
    (3, &["catalog"]),
    (4, &["index"]),
    (5, &["view", "check"]),
    (6, &["render"]),
    (7, &["build"]),
    (8, &["serve"]),
    (9, &["cli"]),
];

/// Imports that break the table, each with its reason.
const EXCEPTIONS: &[(&str, &str, &str)] =
    &[("config", "markdown", "the settings of Markdown are declared where they are used; a copy of them would drift")];

/// Doors to the outside: a path, and the only modules that may use it. Tests may use any.
const DOORS: &[(&str, &[&str])] = &[
    ("std::fs", &["fs"]),
    ("tokio::fs", &[]),
    ("std::env", &["cli", "main"]),
    ("std::process", &["cli", "main", "history", "fs"]),
    // A file changed within the clock's grain of its stamp is read again.
    ("SystemTime::now", &["cli", "fs"]),
    ("Instant::now", &["cli", "fs"]),
    ("Zoned::now", &["cli"]),
    ("Timestamp::now", &["cli"]),
    ("println!", &["cli"]),
    ("eprintln!", &["cli"]),
    ("static mut", &[]),
];

const LONGEST: usize = 400;

#[test]
fn imports_point_to_a_lower_layer() {
    let mut faults = String::new();
    for (path, text) in sources("src") {
        let Some(from) = module(&path) else { continue };
        let Some(layer) = layer_of(&from) else {
            let _ = writeln!(faults, "{}: no layer for `{from}`", path.display());
            continue;
        };
        for (line, to) in imports(&path, &code_of(&text)) {
            let allowed = from == to
                || layer_of(&to).is_some_and(|below| below < layer)
                || EXCEPTIONS.iter().any(|(a, b, _)| (*a, *b) == (from.as_str(), to.as_str()));
            if !allowed {
                let _ = writeln!(faults, "{}:{line}: `{from}` may not know `{to}`", path.display());
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn the_reader_of_imports_sees_every_form() {
    let text = r##"
        //! [`crate::a`]
        use crate::b::x; // crate::a
        use crate::{c::y, d, e::{f, g}};
        use super::super::fs::z;
        const S: &str = "crate::a"; const R: &str = r#"crate::a"#; const C: char = '"';
        fn k<'a>(x: &'a str) { crate::i::j(x) } /* crate::a /* nested */ crate::a */
    "##;
    let found: Vec<_> = imports(Path::new("src/m/n.rs"), &code_of(text)).into_iter().map(|(_, to)| to).collect();
    assert_eq!(found, ["b", "c", "d", "e", "i", "fs"]);
    let found = imports(Path::new("src/m/n.rs"), "use super::cli; use super::super::super::cli;");
    assert_eq!(found, [(1, "cli".to_owned())]);
}

#[test]
fn the_outside_is_reached_through_its_doors() {
    let mut faults = String::new();
    for (path, text) in sources("src") {
        let code = code_of(without_tests(&path, &text));
        for (door, keepers) in DOORS {
            let keeper = keepers.contains(&module(&path).as_deref().unwrap_or("main"));
            if !keeper && let Some(line) = used(&code, door) {
                let _ = writeln!(faults, "{}:{line}: `{door}`", path.display());
            }
        }
    }
    assert!(faults.is_empty(), "only some modules may use these:\n{faults}");
}

#[test]
fn a_door_is_seen_alone_and_in_a_group() {
    assert_eq!(used("\nuse std::fs;", "std::fs"), Some(2));
    assert_eq!(used("use std::{io, fs::{File}};", "std::fs"), Some(1));
    assert_eq!(used("use std::{io, fsx}; my_std::fs; std::fs_x", "std::fs"), None);
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut faults = String::new();
    for folder in ["src", "crates", "tests", "benches", "themes"] {
        for path in files(Path::new(folder)) {
            let kind = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if !["rs", "js", "mjs", "css", "html"].contains(&kind) || path.starts_with("tests/sites") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let lines = text.lines().count();
            if lines > LONGEST {
                let _ = writeln!(faults, "{}: {lines} lines, {LONGEST} at most", path.display());
            }
            if kind == "rs" && !is_tests(&path) && !text.starts_with("//! ") {
                let _ = writeln!(faults, "{}: starts without `//!`", path.display());
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn every_code_has_a_page_and_a_site_that_shows_it() {
    let words: Vec<_> = Code::ALL.iter().map(|code| code.word()).collect();
    let mut faults = String::new();
    for word in &words {
        for needed in
            [format!("content/reference/diagnostics/{word}.md"), format!("tests/sites/messages/{word}/expected.txt")]
        {
            if !root().join(&needed).is_file() {
                let _ = writeln!(faults, "missing: {needed}");
            }
        }
    }
    let folder = fs::read_dir(root().join("content/reference/diagnostics")).into_iter().flatten();
    for name in folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
        let word = name.trim_end_matches(".md");
        if !words.contains(&word) && !["index", "_defaults.yaml"].contains(&word) {
            let _ = writeln!(faults, "a page for no code: {name}");
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn no_two_codes_share_a_word() {
    let mut words: Vec<_> = Code::ALL.iter().map(|code| code.word()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Code::ALL.len());
    assert!(Code::ALL.iter().all(|code| Code::parse(code.word()) == Some(*code)));
}

#[test]
fn no_file_names_a_place_of_one_machine() {
    // Spelt apart, or this file would be the first fault.
    let places = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/runner")];
    let mut faults = String::new();
    for path in files(Path::new("")) {
        let copied = ["tests/sites/real", "tests/sites/hostile"].iter().any(|folder| path.starts_with(folder));
        let Ok(text) = fs::read_to_string(root().join(&path)) else { continue };
        for place in places.iter().filter(|_| !copied) {
            let named = |line: &str| {
                line.match_indices(place)
                    .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-{}".contains(c)))
            };
            if let Some(line) = text.lines().position(named) {
                let _ = writeln!(faults, "{}:{}: {place}", path.display(), line + 1);
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder`, relative to the root, in order; what tools leave behind is left out.
fn files(folder: &Path) -> Vec<PathBuf> {
    let made = [".git", "target", "node_modules", "public", "bench-data"];
    let mut found = Vec::new();
    let entries = fs::read_dir(root().join(folder)).into_iter().flatten();
    for entry in entries.map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap_or_default();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() && !made.contains(&name.as_str()) {
            found.extend(files(&folder.join(name)));
        } else if kind.is_file() && name != ".git" {
            found.push(folder.join(name));
        }
    }
    found.sort();
    found
}

/// Every Rust file below `folder` and its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let rust =
        files(Path::new(folder)).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let read: Vec<_> = rust.map(|path| (path.clone(), fs::read_to_string(root().join(path)).unwrap())).collect();
    assert!(!read.is_empty());
    read
}

/// The folder below `src` that a file belongs to; none for `lib.rs` and `main.rs`.
fn module(path: &Path) -> Option<String> {
    let mut parts = path.strip_prefix("src").ok()?.iter();
    let first = parts.next()?.to_str()?;
    if parts.next().is_some() {
        return Some(first.to_owned());
    }
    let stem = first.trim_end_matches(".rs");
    (!["lib", "main"].contains(&stem)).then(|| stem.to_owned())
}

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().find(|(_, modules)| modules.contains(&module)).map(|(layer, _)| *layer)
}

/// The top-level modules that `code` names, with the line of each.
fn imports(path: &Path, code: &str) -> Vec<(usize, String)> {
    let parts = path.strip_prefix("src").unwrap().components().count();
    let depth = if path.ends_with("mod.rs") { parts - 1 } else { parts };
    let known = |head: &String| layer_of(head).is_some();
    let mut found = named(code, "crate::");
    // In the tests of a module's own `mod.rs`, the same path leads to the module itself: only known names count.
    found.extend(named(code, &"super::".repeat(depth)).into_iter().filter(|(_, head)| known(head)));
    found
}

/// The names behind `root` in `code`, with the line of each.
fn named(code: &str, root: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(root) {
        let inside = code[..at].ends_with(|c: char| c == ':' || c == '_' || c.is_alphanumeric());
        let line = code[..at].matches('\n').count() + 1;
        let rest = code[at + root.len()..].trim_start_matches("super::");
        found.extend(heads(rest).into_iter().filter(|_| !inside).map(|head| (line, head)));
    }
    found
}

/// The first name of a path, or of every path in a group: `a::b` gives `a`, `{a::b, c}` gives `a` and `c`.
fn heads(rest: &str) -> Vec<String> {
    let name = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let mut level = 0;
    let mut parts = vec![String::new()];
    for letter in group.chars() {
        match letter {
            '}' if level == 0 => break,
            ',' if level == 0 => parts.push(String::new()),
            '{' => level += 1,
            '}' => level -= 1,
            _ if level == 0 => parts.last_mut().unwrap().push(letter),
            _ => {}
        }
    }
    parts.iter().map(|part| name(part)).filter(|head| !head.is_empty()).collect()
}

/// The first line of `code` that uses `door`, written out or in a group of imports.
fn used(code: &str, door: &str) -> Option<usize> {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    let apart = |line: &str| {
        let around = |at: usize| (&line[..at], &line[at + door.len()..]);
        line.match_indices(door).map(|(at, _)| around(at)).any(|(a, b)| !a.ends_with(letter) && !b.starts_with(letter))
    };
    let written = code.lines().position(apart).map(|line| line + 1);
    let grouped =
        door.strip_prefix("std::").and_then(|name| named(code, "std::").into_iter().find(|(_, head)| head == name));
    written.or(grouped.map(|(line, _)| line))
}

/// Whether a file holds the tests of the module it stands beside.
fn is_tests(path: &Path) -> bool {
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    name == "tests" || name.ends_with("_tests")
}

/// The part of a file in front of its tests.
fn without_tests<'a>(path: &Path, text: &'a str) -> &'a str {
    if is_tests(path) {
        return "";
    }
    text.split("#[cfg(test)]\nmod ").next().unwrap_or_default()
}

/// `text` with comments and the insides of literals as blanks; lines stay where they are.
fn code_of(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = skipped(rest);
        if end == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            out.extend(rest[..end].chars().map(|c| if c == '\n' { c } else { ' ' }));
            rest = &rest[end..];
        }
    }
    out
}

/// The length of the comment or literal that `rest` starts with, 0 for code.
fn skipped(rest: &str) -> usize {
    let until = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return comment(rest);
    }
    let hashes = rest.strip_prefix('r').map_or(0, |raw| raw.len() - raw.trim_start_matches('#').len());
    if rest.starts_with("r\"") || (hashes > 0 && rest[1 + hashes..].starts_with('"')) {
        return until(&format!("\"{}", "#".repeat(hashes)), 2 + hashes);
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    // A letter between marks, not the start of a lifetime.
    let mut after = rest.strip_prefix('\'').into_iter().flat_map(str::chars);
    match (after.next(), after.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(rest, '\''),
        _ => 0,
    }
}

fn quoted(rest: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == mark => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

//! The committed engine: that it is current and small. That it does what this crate does natively is tested with the index
//! of a whole site, in Guildhall's own tests.
#![expect(clippy::unwrap_used, reason = "a check that cannot go on stops here")]

use std::fs;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

use guildhall_search::ENGINE;

/// Most bytes of the engine, deflated. The goal is 40,000; this is where it stands, so that it does not grow unseen.
const MOST_BYTES: usize = 44_200;
/// How often the packer tries; a minute for 50 bytes.
const ITERATIONS: NonZeroU64 = NonZeroU64::new(500).unwrap();

/// With `GUILDHALL_WRITE_ENGINE=FILE.wasm` it makes that module the engine instead: `wasm/build` does so.
#[test]
fn the_engine_is_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("wasm");
    let digest = digest();
    if let Some(module) = std::env::var_os("GUILDHALL_WRITE_ENGINE") {
        let module = fs::read(module).unwrap();
        let mut packed = Vec::new();
        let options = zopfli::Options { iteration_count: ITERATIONS, ..zopfli::Options::default() };
        zopfli::compress(options, zopfli::Format::Deflate, &*module, &mut packed).unwrap();
        fs::write(folder.join("engine.bin"), packed).unwrap();
        fs::write(folder.join("engine.digest"), digest).unwrap();
        return;
    }
    let built = fs::read_to_string(folder.join("engine.digest")).unwrap_or_default();
    assert!(built == digest, "the crate has changed since the engine was built: run crates/search/wasm/build");
}

#[test]
fn the_engine_is_small() {
    assert!(ENGINE.len() <= MOST_BYTES, "{} bytes, {MOST_BYTES} at most", ENGINE.len());
}

/// A digest of all that the engine is made of. Comments, blank lines, indentation and tests do not count.
fn digest() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut hasher = blake3::Hasher::new();
    for path in sources(&root.join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
            hasher.update(line.as_bytes()).update(b"\n");
        }
    }
    hasher.update(&fs::read(root.join("src/unicode.bin")).unwrap());
    hasher.update(&fs::read(root.join("wasm/build")).unwrap());
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let lock = fs::read_to_string(root.join("../../Cargo.lock")).unwrap();
    let wanted = manifest.split("[dev-dependencies]").next().unwrap_or_default();
    for line in wanted.lines().filter(|line| line.contains(" = { version")) {
        let name = line.split(' ').next().unwrap_or_default();
        let named = format!("name = \"{name}\"\n");
        let locked = lock.split("[[package]]").find(|package| package.contains(&named)).unwrap();
        hasher.update(line.as_bytes()).update(locked.as_bytes());
    }
    format!("{}\n", hasher.finalize())
}

/// The sources below `folder` that are not tests, sorted.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources.extend(sources_below(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") && path.file_stem().unwrap() != "tests" {
            sources.push(path);
        }
    }
    sources.sort();
    sources
}

fn sources_below(folder: &Path) -> Vec<PathBuf> {
    if folder.file_name().is_some_and(|name| name == "tests") { Vec::new() } else { sources(folder) }
}

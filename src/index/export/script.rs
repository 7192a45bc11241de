//! Files that a page loads as classic scripts: the manifest, and bundles for sites that are read from a folder.
//!
//! From `file://` a page can load scripts and nothing else. With `search.offline: true` a site therefore holds every file
//! of the index a second time, in bundles of at most 256 KB (larger only where one file is):
//!
//! ```js
//! // search/offline/3.js
//! guildhallSearch.files({"cards/0a1b2c3d4e00/00.bin":"BASE64 of the stored bytes", …});
//! // search/offline/index.js: for each bundle, from 0, the path of its first file
//! guildhallSearch.bundles(["cards/0a1b2c3d4e00/00.bin", "lists/07/ffee0011.bin", …]);
//! ```
//!
//! Files stand in byte order of their paths, so the last bundle whose first path is not above a path holds it, if any does.

use std::collections::BTreeMap;

use super::cut::Cutter;
use crate::base::path::OutPath;
use crate::fs::{Blob, Outputs};

/// Where the manifest lies below the output folder.
pub(in super::super) const CURRENT: &str = "search/current.js";
/// Most bytes of the manifest as it is stored.
pub(super) const MOST_BYTES: usize = 4_096;
/// What stands around the manifest in its script.
const BEFORE: &str = "guildhallSearch(\"";
const BEHIND: &str = "\")\n";
/// Bytes of a bundle, about: a third of the most there may be.
const BUNDLE_BYTES: usize = 256 * 1024 / 3 - 256;
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The manifest as a script.
pub(super) fn current(manifest: &[u8]) -> String {
    let mut script = String::from(BEFORE);
    base64(manifest, &mut script);
    script.push_str(BEHIND);
    script
}

/// The manifest of such a script.
pub(in super::super) fn manifest_of(script: &str) -> Option<Vec<u8>> {
    let letters = script.strip_prefix(BEFORE)?.strip_suffix(BEHIND)?.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3 + 2);
    for piece in letters.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for index in 0..4 {
            let digit = match piece.get(index) {
                Some(letter) => LETTERS.iter().position(|known| known == letter)?,
                None => 0,
            };
            bits = bits << 6 | u32::try_from(digit).ok()?;
        }
        bytes.extend(bits.to_be_bytes().get(1..piece.len())?);
    }
    Some(bytes)
}

/// The bundles of the files of an index and the list of them, given by path below `search/`.
pub(super) fn bundles(files: &BTreeMap<String, Blob>) -> Outputs {
    let mut outputs = Outputs::default();
    let mut cutter = Cutter::new(BUNDLE_BYTES);
    let (mut firsts, mut bundle) = (Vec::new(), String::new());
    let mut end = |bundle: &mut String, number: usize| {
        if !bundle.is_empty() {
            let script = format!("guildhallSearch.files({{{bundle}}})\n");
            outputs.insert(OutPath::new(format!("search/offline/{number}.js")), Blob::bytes(script.into_bytes()));
            bundle.clear();
        }
    };
    for (path, blob) in files {
        let Blob::Bytes(bytes, _) = blob else { continue };
        if cutter.starts(path.as_bytes(), bytes.len().div_ceil(3) * 4 + path.len() + 6) || firsts.is_empty() {
            end(&mut bundle, firsts.len().saturating_sub(1));
            firsts.push(path.as_str());
        } else {
            bundle.push(',');
        }
        bundle.extend(["\"", path.as_str(), "\":\""]);
        base64(bytes, &mut bundle);
        bundle.push('"');
    }
    end(&mut bundle, firsts.len().saturating_sub(1));
    let list: Vec<String> = firsts.iter().map(|first| format!("\"{first}\"")).collect();
    let list = format!("guildhallSearch.bundles([{}])\n", list.join(","));
    outputs.insert(OutPath::new("search/offline/index.js"), Blob::bytes(list.into_bytes()));
    outputs
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8], out: &mut String) {
    for piece in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, index| bits << 8 | u32::from(piece.get(index).copied().unwrap_or_default()));
        for digit in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * digit) & 63) as usize).copied().unwrap_or(b'=');
            out.push(if digit <= piece.len() { char::from(letter) } else { '=' });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_usual_one() {
        let of = |bytes: &[u8]| {
            let mut text = String::new();
            base64(bytes, &mut text);
            text
        };
        assert_eq!(
            ["", "f", "fo", "foo", "foob"].map(|text| of(text.as_bytes())),
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
        assert_eq!(of(&[0xfb, 0xff, 0xfe]), "+//+");
        assert_eq!(current(b"foo"), "guildhallSearch(\"Zm9v\")\n");
        for manifest in [&b""[..], b"f", b"fo", b"foo", &[0xfb, 0xff, 0xfe, 0]] {
            assert_eq!(manifest_of(&current(manifest)).as_deref(), Some(manifest));
        }
        assert_eq!(manifest_of("<!doctype html>"), None);
    }

    #[test]
    fn every_file_stands_in_the_bundle_that_the_list_names() {
        let files: BTreeMap<String, Blob> =
            (0..90).map(|n| (format!("lists/{n:02}.bin"), Blob::bytes(vec![n; 9_000]))).collect();
        let bundles = bundles(&files);
        let text = |path: &str| match bundles.get(&OutPath::new(path)) {
            Some(Blob::Bytes(bytes, _)) => String::from_utf8(bytes.to_vec()).unwrap(),
            _ => String::new(),
        };
        let list = text("search/offline/index.js");
        let firsts = list.strip_prefix("guildhallSearch.bundles([\"").unwrap().strip_suffix("\"])\n").unwrap();
        let firsts: Vec<&str> = firsts.split("\",\"").collect();
        assert_eq!(firsts.len() + 1, bundles.len());
        for path in files.keys() {
            let bundle =
                text(&format!("search/offline/{}.js", firsts.partition_point(|first| *first <= path.as_str()) - 1));
            assert!(bundle.len() <= 256 * 1024 && bundle.contains(&format!("\"{path}\":\"")), "{path}");
        }
    }
}

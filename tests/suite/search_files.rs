//! The index as it is published: an edit changes little of it and no other page, and nothing in it can clash or grow large.

use std::collections::BTreeMap;

use guildhall::fs::Blob;
use guildhall::index::export::Index;
use guildhall_search::{Manifest, cards, texts};

use crate::harness::{Site, site};

/// Enough pages that five percent of the index are more than a few files.
const PAGES: usize = 300;

/// A site of pages that are put together from sections of the sample of real content.
fn recombined() -> Site {
    let root = crate::binary::fixture("real").join("content");
    let (mut folders, mut texts) = (vec![root], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                texts.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    texts.sort();
    // Paragraphs without markup: their links lead nowhere here.
    let is_plain = |text: &&str| text.len() > 80 && !text.contains(['[', '<', '{', '|', '`', '#', ':']);
    let paragraphs: Vec<&str> = texts.iter().flat_map(|text| text.split("\n\n")).filter(is_plain).collect();
    assert!(paragraphs.len() > 150, "{}", paragraphs.len());
    let mut site = site();
    for page in 0..PAGES {
        let mut text = format!("# Topic {page}\n");
        for part in 0..9 {
            let paragraph = paragraphs[(page * 31 + part * part * 17 + part) % paragraphs.len()];
            let heading = if part % 3 == 2 { format!("\n## Part {part}\n") } else { String::new() };
            text.extend([&heading, "\n", paragraph, "\n"]);
        }
        site = site.file(&format!("content/{}/{page}.md", page % 12), text);
    }
    site
}

/// Length and digest of every output.
fn outputs(site: &Site) -> BTreeMap<String, (usize, String)> {
    let describe = |blob: &Blob| match blob {
        Blob::Bytes(bytes, digest) => (bytes.len(), digest.to_string()),
        other => (0, other.digest().to_string()),
    };
    site.built().outputs.iter().map(|(path, blob)| (path.to_string(), describe(blob))).collect()
}

#[test]
fn one_word_for_another_changes_its_page_and_a_twentieth_of_the_index() {
    let site = recombined().build();
    let before = outputs(&site);
    let all: usize = before.iter().filter(|(path, _)| path.starts_with("search/")).map(|(_, (length, _))| length).sum();
    let path = "content/5/125.md";
    let text = std::fs::read_to_string(site.root().join(path)).unwrap();
    let word =
        text.split_whitespace().find(|word| word.len() > 6 && word.bytes().all(|byte| byte.is_ascii_lowercase()));
    let word = word.unwrap();
    let site = site.change(path, text.replacen(&format!(" {word} "), " website ", 1)).build();
    let after = outputs(&site);
    let changed: Vec<&String> =
        after.iter().filter(|(path, file)| before.get(*path) != Some(*file)).map(|(path, _)| path).collect();
    let pages: Vec<&str> =
        changed.iter().map(|path| path.as_str()).filter(|path| !path.starts_with("search/")).collect();
    assert_eq!(pages, ["5/125.md", "5/125/index.html"], "`{word}`");
    assert!(
        changed.iter().any(|path| *path == "search/current.js")
            && !changed.iter().any(|path| *path == "search/titles.json")
    );
    let bytes: usize = changed.iter().filter(|path| path.starts_with("search/")).map(|path| after[*path].0).sum();
    assert!(bytes * 20 <= all, "{bytes} of {all} bytes: {changed:?}");
    site.expect_warm_is_cold();
}

#[test]
fn the_manifest_names_all_and_stays_small() {
    let site = recombined().file("guildhall.yaml", "title: Test\nsearch: {offline: true}\n").build();
    let outputs = &site.built().outputs;
    let index = Index(outputs);
    let manifest = Manifest::decode(&index.manifest().unwrap()).unwrap();
    assert!(site.output("search/current.js").unwrap().len() <= 4_096);
    let pages: u32 = manifest.groups.iter().map(|group| group.pages).sum();
    assert_eq!((pages, pages as usize >= PAGES, manifest.groups.len() <= 96), (manifest.pages, true, true));
    for page in 0..manifest.pages {
        let (file, place) = manifest.card_file(page).unwrap();
        let card = cards::decode_card(&index.file(file).unwrap(), place).unwrap();
        let sections = |part| {
            let text = index.file(manifest.text_file(page, part).unwrap()).unwrap();
            texts::decode_text(&text).unwrap().len()
        };
        let parts = u32::try_from(card.parts.len()).unwrap();
        assert_eq!((0..=parts).map(sections).sum::<usize>(), card.headings.len(), "{}", card.path);
    }
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, _) in outputs.iter() {
        *folders.entry(path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder)).or_default() += 1;
    }
    assert!(folders.values().all(|files| *files < 100), "{folders:?}");
    assert!(outputs.iter().any(|(path, _)| path.as_str() == "search/offline/index.js"));
    let is_bundle = |path: &str| path.starts_with("search/offline/");
    let bundles = outputs.iter().filter(|(path, _)| is_bundle(path.as_str()));
    assert!(bundles.into_iter().all(|(_, blob)| matches!(blob, Blob::Bytes(bytes, _) if bytes.len() <= 256 * 1024)));
}

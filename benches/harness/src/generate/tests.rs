//! What every generated site holds to. With the given corpora where they are, else with a small one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser};

use super::corpus::{Corpus, split_front};
use super::vocabulary::words;
use super::*;

fn corpus() -> Corpus {
    let named = std::env::var_os("GUILDHALL_CORPORA").map(PathBuf::from);
    let given = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"));
    if given.is_dir() {
        return Corpus::read(&given).expect("the given corpora can be read");
    }
    let text = "---\ntitle: Rate limits\n---\nA service counts calls, and asks those who call too often to wait a while.\n\n\
                ## Why it counts\n\nEvery [service](/x/) has a limit, and whoever stays below it is served at once.\n\n\
                ## What to do\n\nWait for as long as the answer says, <b>then</b> ask {{ again }}, and ask for less.\n";
    Corpus::of([("communities/content/topics/open-data/_index.md", text)])
}

#[test]
fn a_seed_settles_every_byte() {
    let corpus = corpus();
    let all = |seed| site(&corpus, 200, seed).collect::<Vec<_>>();
    assert_eq!(all(1), all(1));
    assert_ne!(all(1), all(2));
}

#[test]
fn titles_and_paths_are_distinct_and_folders_small() {
    let corpus = corpus();
    let (mut titles, mut paths, mut folders) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
    for source in site(&corpus, 1_000, SEED) {
        let title = split_front(&source.text).0.lines().next().map(|line| words(line).collect::<BTreeSet<_>>());
        assert!(titles.insert(title), "{}", source.text);
        assert!(paths.insert(source.path.replace("/_index.md", ".md")), "{}", source.path);
        assert!(source.path.split('/').count() <= 4, "{}", source.path);
        *folders.entry(Path::new(&source.path).parent().map(Path::to_owned)).or_insert(0) += 1;
    }
    assert_eq!(paths.len(), 1_000);
    assert!(folders.values().all(|files| *files <= 60));
}

#[test]
fn bodies_hold_no_templates_no_html_and_no_dead_links() {
    let corpus = corpus();
    let sources: Vec<_> = site(&corpus, 500, SEED).collect();
    let paths: BTreeSet<_> = sources.iter().map(|source| source.path.as_str()).collect();
    let mut links = 0;
    for Source { path, text } in &sources {
        assert!(!text.contains("{{") && !text.contains("{%"), "{path}");
        for event in Parser::new_ext(split_front(text).1, Options::ENABLE_TABLES) {
            assert!(!matches!(event, Event::Html(_) | Event::InlineHtml(_)), "{path}: {event:?}");
            if let Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) = event
                && dest_url.ends_with(".md")
                && !dest_url.contains(':')
            {
                links += 1;
                assert!(paths.contains(resolved(path, &dest_url).as_str()), "{path}: {dest_url}");
            }
        }
    }
    assert!(links > 100);
}

fn resolved(from: &str, link: &str) -> String {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn the_vocabulary_grows_as_expected() {
    let corpus = corpus();
    let mut measure = Measure::default();
    site(&corpus, 2_000, SEED).for_each(|source| measure.page(split_front(&source.text).1));
    let size = measure.size();
    let expected = corpus.growth.expected(size.words);
    assert!(size.vocabulary.abs_diff(expected) * 10 < expected, "{size:?}, expected {expected}");
}

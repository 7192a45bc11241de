//! The phrases of a site, as the lexicon holds them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use guildhall_search::Analyzer;
use guildhall_search::lexicon::{Means, Phrase};

use super::{Tie, Vocabulary, folded};
use crate::catalog::Catalog;
use crate::index::bucket::Analyzers;
use crate::index::docs::SearchDoc;

/// What a synonym is worth that an editor wrote, in hundredths of the word typed.
const CURATED: u8 = 90;
/// And one that was found in a text.
const MINED: u8 = 75;

/// Every phrase, sorted by its words; for the same words best bets first, in the order written, those of `search.yaml`
/// before those of pages. `documents` are those that `vocabulary` was made from, `language` is the site's.
///
/// A best bet names its page by its place among the documents that take part in search.
pub fn phrases(
    vocabulary: &Vocabulary,
    catalog: &Catalog,
    documents: &[Arc<SearchDoc>],
    language: &str,
    analyzers: &mut Analyzers,
) -> Vec<Phrase> {
    let mut list = List::default();
    let numbers = numbers(documents);
    let analyzer = analyzers.of(&Arc::from(language));
    for placed in catalog.best_bets() {
        let page = placed.page.and_then(|page| numbers.get(catalog.page(page).doc.path.as_str()));
        list.best(folded(&placed.entry.value.0, analyzer), page.copied());
    }
    for placed in catalog.synonyms() {
        list.synonyms(&placed.entry.value.0, analyzer);
    }
    for doc in documents.iter().filter(|doc| doc.is_page()) {
        let number = numbers.get(doc.doc.path.as_str()).copied();
        for query in &doc.doc.front.common.search.best_for {
            list.best(folded(query, analyzers.of(&doc.language)), number);
        }
    }
    for tie in &vocabulary.curated {
        list.tie(tie, CURATED);
    }
    for tie in vocabulary.mined.values().flatten() {
        list.tie(tie, MINED);
    }
    list.finish()
}

/// The number of each page that takes part in search, by its file.
fn numbers(documents: &[Arc<SearchDoc>]) -> HashMap<&str, u32> {
    let numbered = documents.iter().filter(|doc| !doc.hidden).zip(0..);
    numbered.filter(|(doc, _)| doc.is_page()).map(|(doc, number)| (doc.doc.path.as_str(), number)).collect()
}

#[derive(Default)]
struct List {
    phrases: Vec<Phrase>,
    /// Pairs of words, and words with a page, that are there already.
    known: BTreeSet<(Vec<String>, Vec<String>, u32)>,
}

impl List {
    fn best(&mut self, words: Vec<String>, page: Option<u32>) {
        let Some(page) = page.filter(|_| !words.is_empty()) else { return };
        if self.known.insert((words.clone(), Vec::new(), page)) {
            self.phrases.push(Phrase { words, means: Means::Best(page) });
        }
    }

    /// One way. What is said first counts.
    fn words(&mut self, words: &[String], others: &[String], factor: u8) {
        let is_new = !words.is_empty() && !others.is_empty() && words != others;
        if is_new && self.known.insert((words.to_vec(), others.to_vec(), 0)) {
            self.phrases.push(Phrase { words: words.to_vec(), means: Means::Words(others.to_vec(), factor) });
        }
    }

    fn tie(&mut self, tie: &Tie, factor: u8) {
        self.words(&tie.short, &tie.long, factor);
        self.words(&tie.long, &tie.short, factor);
    }

    fn synonyms(&mut self, group: &[String], analyzer: &mut Analyzer) {
        let group: Vec<Vec<String>> = group.iter().map(|words| folded(words, analyzer)).collect();
        for words in &group {
            for others in &group {
                self.words(words, others, CURATED);
            }
        }
    }

    fn finish(mut self) -> Vec<Phrase> {
        // Stable: what was added first stays first.
        self.phrases.sort_by(|a, b| {
            let of = |phrase: &Phrase| matches!(phrase.means, Means::Words(..));
            a.words.cmp(&b.words).then(of(a).cmp(&of(b)))
        });
        self.phrases
    }
}

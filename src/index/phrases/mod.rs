//! Words that mean something together: acronyms and their long forms, synonyms, best bets.
//!
//! Some are written by editors, in `terms.yaml`, `search.yaml` and under `search.best_for`; some are found in the texts
//! ([`pairs`]). What a document says is a value of its own ([`Mined`]), kept by the document's digest; putting it together
//! takes milliseconds. It sees this build's documents only, so nothing comes from one audience's pages into another's site.
//!
//! What a phrase does to an answer is for the reader to decide.

mod list;
mod names;
mod pairs;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use guildhall_search::{Analyzer, Role};

use super::bucket::Analyzers;
use super::docs::SearchDoc;
use crate::catalog::Catalog;

pub use list::phrases;

/// Most pairs that one document gives: a list of all acronyms is a document, a text made to be one is not.
const MOST_OF_DOCUMENT: usize = 1_000;
/// Most long forms of one acronym in one language; those of more documents first. Singular and plural are two.
const MOST_MEANINGS: usize = 5;

/// What one document says of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mined {
    /// The words of its title.
    title: Vec<Word>,
    /// Each acronym that its text explains, once.
    ties: Vec<Tie>,
}

/// A word of a text: its folded letters, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    folded: String,
    span: std::ops::Range<usize>,
}

/// A short form and a long one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Tie {
    /// The folded words of the short form.
    short: Vec<String>,
    /// Those of the long form.
    long: Vec<String>,
    /// The short form as written.
    written: String,
}

impl Tie {
    /// None when one of the two has no word.
    fn new(short: &str, long: &str, analyzer: &mut Analyzer) -> Option<Self> {
        let tie = Self { short: folded(short, analyzer), long: folded(long, analyzer), written: short.to_owned() };
        (!tie.short.is_empty() && !tie.long.is_empty() && tie.short != tie.long).then_some(tie)
    }
}

/// The words of `text`, joined ones whole.
fn words(text: &str, analyzer: &mut Analyzer) -> Vec<Word> {
    let mut words = Vec::new();
    analyzer.for_each(text, |token| {
        if token.role != Role::Part {
            words.push(Word { folded: token.surface.to_owned(), span: token.span });
        }
    });
    words
}

fn folded(text: &str, analyzer: &mut Analyzer) -> Vec<String> {
    words(text, analyzer).into_iter().map(|word| word.folded).collect()
}

/// What a document says; nothing, if it takes no part in search.
pub fn mine(doc: &SearchDoc, analyzers: &mut Analyzers) -> Mined {
    if doc.hidden {
        return Mined::default();
    }
    let analyzer = analyzers.of(&doc.language);
    let mut ties = BTreeSet::new();
    let written = [doc.summary.as_deref(), doc.short.as_deref()].into_iter().flatten();
    let sections = doc.sections().flat_map(|section| [section.heading, section.text()]);
    for text in [doc.title.as_str()].into_iter().chain(written).chain(sections) {
        pairs::pairs(text, |pair| {
            if ties.len() < MOST_OF_DOCUMENT {
                ties.extend(Tie::new(pair.short, pair.long, analyzer));
            }
        });
    }
    Mined { title: words(&doc.title, analyzer), ties: ties.into_iter().collect() }
}

/// What short forms stand for, on the site as a whole.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Of `terms.yaml`; they hold in every language.
    curated: Vec<Tie>,
    /// Found in texts, by language.
    mined: BTreeMap<Arc<str>, Vec<Tie>>,
}

impl Vocabulary {
    /// Puts together what editors wrote and what `mined` holds for each of `documents`. What an editor explains, no text
    /// explains otherwise. `language` is the site's.
    pub fn new(
        catalog: &Catalog,
        documents: &[Arc<SearchDoc>],
        mined: &[Arc<Mined>],
        language: &str,
        analyzers: &mut Analyzers,
    ) -> Self {
        let analyzer = analyzers.of(&Arc::from(language));
        let expanded = catalog.terms().map(|placed| &placed.entry.value).filter_map(|term| {
            let expansion = term.expansion.as_deref()?;
            Tie::new(&term.term, expansion, analyzer)
        });
        let curated: Vec<Tie> = expanded.collect();
        let known: BTreeSet<&[String]> = curated.iter().map(|tie| tie.short.as_slice()).collect();
        let mut counted: BTreeMap<Arc<str>, BTreeMap<&[String], Meanings<'_>>> = BTreeMap::new();
        for (doc, mined) in documents.iter().zip(mined) {
            for tie in mined.ties.iter().filter(|tie| !known.contains(tie.short.as_slice())) {
                let meanings = counted.entry(Arc::clone(&doc.language)).or_default();
                let (count, _) = meanings.entry(&tie.short).or_default().entry(&tie.long).or_insert((0, tie));
                *count += 1;
            }
        }
        let mined = counted.into_iter().map(|(language, meanings)| {
            let ties = meanings.into_values().flat_map(best).cloned().collect();
            (language, ties)
        });
        let mined = mined.collect();
        Self { curated, mined }
    }
}

/// Long forms of one acronym, each with in how many documents it stands.
type Meanings<'a> = BTreeMap<&'a [String], (usize, &'a Tie)>;

fn best(meanings: Meanings<'_>) -> impl Iterator<Item = &Tie> {
    let mut meanings: Vec<(usize, &Tie)> = meanings.into_values().collect();
    // Stable: in the order of their words among equals.
    meanings.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    meanings.into_iter().take(MOST_MEANINGS).map(|(_, tie)| tie)
}

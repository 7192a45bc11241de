//! Further names of pages: a title that holds a long form is a title with the short form as well, and a page that
//! explains a term is called by it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Mined, Tie, Vocabulary, Word};
use crate::catalog::{Catalog, PageIx};
use crate::index::docs::SearchDoc;

/// Most names that a document gets here.
const MOST_NAMES: usize = 3;

impl Vocabulary {
    /// Gives documents the names that the vocabulary adds. `mined` is theirs, in the same order.
    pub fn name(&self, catalog: &Catalog, documents: &mut [Arc<SearchDoc>], mined: &[Arc<Mined>]) {
        let none = Vec::new();
        let mut lookups: BTreeMap<Arc<str>, Lookup<'_>> = BTreeMap::new();
        let explained = explained(catalog);
        for (doc, mined) in documents.iter_mut().zip(mined) {
            let lookup = lookups.entry(Arc::clone(&doc.language)).or_insert_with(|| {
                Lookup::new(self.curated.iter().chain(self.mined.get(&doc.language).unwrap_or(&none)))
            });
            let terms = explained.get(doc.doc.path.as_str()).filter(|_| doc.is_page());
            let mut names: Vec<String> = terms.into_iter().flatten().map(|name| (*name).to_owned()).collect();
            lookup.names(&doc.title, &mined.title, &mut names);
            let known = |name: &String| {
                let same = |other: &String| other.eq_ignore_ascii_case(name);
                same(&doc.title) || doc.names.iter().any(same)
            };
            names.retain(|name| !known(name));
            names.dedup();
            names.truncate(MOST_NAMES);
            if !names.is_empty() {
                Arc::make_mut(doc).names.extend(names);
            }
        }
    }
}

/// Terms and their expansions by the file of the page that explains them.
fn explained(catalog: &Catalog) -> HashMap<&str, Vec<&str>> {
    let mut explained: HashMap<&str, Vec<&str>> = HashMap::new();
    for placed in catalog.terms() {
        let Some(page) = placed.page.map(|page: PageIx| catalog.page(page)) else { continue };
        let names = explained.entry(page.doc.path.as_str()).or_default();
        names.push(&placed.entry.value.term);
        names.extend(placed.entry.value.expansion.as_deref());
    }
    explained
}

/// Ties by the first word of their long form.
struct Lookup<'a>(HashMap<&'a str, Vec<&'a Tie>>);

impl<'a> Lookup<'a> {
    fn new(ties: impl Iterator<Item = &'a Tie>) -> Self {
        let mut by_first: HashMap<&str, Vec<&Tie>> = HashMap::new();
        for tie in ties {
            if let Some(first) = tie.long.first() {
                by_first.entry(first).or_default().push(tie);
            }
        }
        Self(by_first)
    }

    /// Adds `title` with short forms for long ones.
    fn names(&self, title: &str, words: &[Word], names: &mut Vec<String>) {
        for (at, first) in words.iter().enumerate() {
            for tie in self.0.get(first.folded.as_str()).into_iter().flatten() {
                let Some((held, behind)) = words.get(at..).and_then(|rest| rest.split_at_checked(tie.long.len()))
                else {
                    continue;
                };
                if held.iter().map(|word| &word.folded).eq(&tie.long) {
                    let before = words.get(..at).unwrap_or_default();
                    names.extend(renamed(title, [before, held, behind], tie));
                }
            }
        }
    }
}

/// `title` with the words of the middle replaced. One that has both forms, `Paid time off (PTO)`, is called by the short
/// one alone.
fn renamed(title: &str, [before, held, behind]: [&[Word]; 3], tie: &Tie) -> Option<String> {
    let (first, last) = (held.first()?, held.last()?);
    let is_short = |word: &Word| tie.short.contains(&word.folded);
    if before.iter().chain(behind).any(is_short) {
        return before.iter().chain(behind).all(is_short).then(|| tie.written.clone());
    }
    let (start, end) = (title.get(..first.span.start)?, title.get(last.span.end..)?);
    Some([start, &tie.written, end].concat().trim().to_owned())
}

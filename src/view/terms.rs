//! Terms of the glossary as pages mark them.

use std::sync::Arc;

use super::glossary;
use crate::catalog::{Catalog, PageIx, Placed};
use crate::content::curated::Term;
use crate::markdown::Mark;

/// A term that pages mark, and what they say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// As people write it; empty if the glossary says nothing of it but its name.
    pub term: String,
    /// Its long form.
    pub expansion: Option<String>,
    /// Its anchor in the glossary.
    id: String,
    /// What is said where it stands in its short form, and in its long.
    says: [String; 2],
}

/// The terms and, in page order, where each page uses them first.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// By the numbers that marks have.
    pub terms: Vec<Explained>,
    /// The marks of each page.
    pub pages: Vec<Arc<Vec<Mark>>>,
}

/// A mark as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TermMark<'a> {
    /// Where it stands, and which.
    pub mark: &'a Mark,
    /// Where it leads.
    pub address: String,
    /// What it says.
    pub title: &'a str,
}

impl Marks {
    /// Those of the page at `ix`; they lead to the glossary in its language.
    pub(super) fn of(&self, catalog: &Catalog, ix: PageIx) -> Vec<TermMark<'_>> {
        let glossary = catalog.at(catalog.page(ix).language, glossary::ADDRESS);
        let marks = self.pages.get(ix.0 as usize).into_iter().flat_map(|marks| marks.iter());
        let shown = marks.filter_map(|mark| {
            let term = self.terms.get(mark.term)?;
            let [short, long] = &term.says;
            let address = format!("{}#{}", glossary.as_str(), term.id);
            Some(TermMark { mark, address, title: if mark.long { long } else { short } })
        });
        shown.collect()
    }
}

/// Every term of this build, in the order written.
pub fn explained(catalog: &Catalog) -> Vec<Explained> {
    let placed: Vec<&Placed<Term>> = catalog.terms().collect();
    placed.iter().zip(glossary::ids(&placed)).map(|(placed, id)| explain(&placed.entry.value, &id)).collect()
}

fn explain(written: &Term, id: &str) -> Explained {
    let Term { term, expansion, meaning, .. } = written;
    let says = |form: Option<&str>| match (form, meaning) {
        (Some(form), Some(meaning)) => format!("{}. {meaning}", form.trim_end_matches('.')),
        (form, meaning) => form.or(meaning.as_deref()).unwrap_or_default().to_owned(),
    };
    let is_bare = expansion.is_none() && meaning.is_none();
    Explained {
        term: if is_bare { String::new() } else { term.clone() },
        expansion: expansion.clone(),
        id: id.to_owned(),
        says: [says(expansion.as_deref()), says(Some(term))],
    }
}

//! The terms of the site from A to Z, at `glossary/`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Scene;
use super::made::initial;
use super::page::Reference;
use crate::base::text;
use crate::catalog::Placed;
use crate::content::curated::Term;

/// Where it stands.
pub(super) const ADDRESS: &str = "glossary/";

/// Every term that this build's readers may see.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct GlossaryView {
    /// By first letter.
    pub letters: Vec<Letter>,
}

/// The terms that begin with a letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Letter {
    /// The letter; `#` for what begins with none.
    pub title: String,
    /// Its anchor.
    pub id: String,
    /// Its terms, in order.
    pub terms: Vec<TermView>,
}

/// A term.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TermView {
    /// Its anchor: `glossary/#vpn` is its address.
    pub id: String,
    /// As people write it.
    pub term: String,
    /// What its letters stand for, or the long name.
    pub expansion: Option<String>,
    /// What it is.
    pub meaning: Option<String>,
    /// What it is easily taken for; those that are terms themselves are links.
    pub not_to_confuse: Vec<Reference>,
    /// The page that explains it.
    pub page: Option<Reference>,
}

/// Whether there is a term to show.
pub(super) fn any(scene: &Scene<'_>) -> bool {
    scene.catalog.terms().next().is_some()
}

/// The terms, for the page at `address` if that is their place.
pub(super) fn at(scene: &Scene<'_>, address: &str) -> Option<GlossaryView> {
    let (language, rest) = scene.catalog.local(address);
    if rest != ADDRESS || !any(scene) {
        return None;
    }
    let placed: Vec<&Placed<Term>> = scene.catalog.terms().collect();
    let ids = ids(&placed);
    let mut anchors: BTreeMap<String, &str> = BTreeMap::new();
    for (placed, id) in placed.iter().zip(&ids) {
        anchors.entry(text::lower(&placed.entry.value.term)).or_insert(id);
    }
    let mut terms: Vec<TermView> =
        placed.iter().zip(&ids).map(|(placed, id)| term(scene, language, placed, id, &anchors)).collect();
    terms.sort_by_cached_key(|term| (initial(&term.term), text::lower(&term.term), term.id.clone()));
    let mut letters: Vec<Letter> = Vec::new();
    for term in terms {
        let title = initial(&term.term);
        match letters.last_mut() {
            Some(letter) if letter.title == title => letter.terms.push(term),
            _ => {
                let part = text::slug(&title);
                let id = format!("gh-{}", if part.is_empty() { "other" } else { &part });
                letters.push(Letter { title, id, terms: vec![term] });
            }
        }
    }
    Some(GlossaryView { letters })
}

/// An anchor for each: its slug; where another has that already, with a number, as headings get one.
pub(super) fn ids(terms: &[&Placed<Term>]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    let id = |placed: &&Placed<Term>| {
        let slug = text::slug(&placed.entry.value.term);
        // The theme's own anchors begin with `gh-`.
        let slug = if slug.is_empty() || slug.starts_with("gh-") { format!("term-{slug}") } else { slug };
        let mut id = slug.clone();
        while !taken.insert(id.clone()) {
            let number = next.entry(slug.clone()).or_default();
            *number += 1;
            id = format!("{slug}-{number}");
        }
        id
    };
    terms.iter().map(id).collect()
}

fn term(
    scene: &Scene<'_>,
    language: usize,
    placed: &Placed<Term>,
    id: &str,
    anchors: &BTreeMap<String, &str>,
) -> TermView {
    let Term { term, expansion, meaning, not_to_confuse } = &placed.entry.value;
    let other = |name: &String| match anchors.get(&text::lower(name)) {
        Some(anchor) => Reference::to(name, format!("#{anchor}")),
        None => Reference::text(name),
    };
    TermView {
        id: id.to_owned(),
        term: term.clone(),
        expansion: expansion.clone(),
        meaning: meaning.clone(),
        not_to_confuse: not_to_confuse.iter().map(other).collect(),
        page: placed.page.map(|page| scene.reference(scene.catalog.shown_in(page, language))),
    }
}

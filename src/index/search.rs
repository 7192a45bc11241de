//! Answers from the buckets: which pages, in which order, and what to show of each.
//!
//! This serves the command line until the reader of the exported index replaces it; prefixes and misspelt words are that
//! reader's.

use std::collections::BTreeMap;
use std::sync::Arc;

use guildhall_search::Analyzer;
use serde::Serialize;

use super::bucket::{Bucket, IndexError};
use super::excerpt::excerpt;
use super::query::groups;
use super::rank::{Matches, Ranked, Statistics, averages};

/// A page that answers, in the shape that `search --json` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// Only comparable within one answer.
    pub score: f32,
    /// Its file below the content folder.
    pub path: String,
    /// Its address.
    pub address: String,
    /// Its id.
    pub id: Option<String>,
    /// Its title, or the question.
    pub title: String,
    /// The word for its kind.
    pub kind: &'static str,
    /// The anchor of its best section; none at the top.
    pub anchor: Option<String>,
    /// Plain text around the best match; none when the page has no text.
    pub excerpt: Option<String>,
}

/// The best `limit` answers to `query`, best first.
///
/// # Errors
///
/// When tantivy fails to read its own index, for which it has no known reason in memory.
pub fn search(buckets: &[Arc<Bucket>], query: &str, limit: usize) -> Result<Vec<Hit>, IndexError> {
    let average = averages(buckets);
    let mut languages = BTreeMap::new();
    let mut found = Vec::new();
    for bucket in buckets {
        let groups = languages.entry(&*bucket.language).or_insert_with(|| Arc::new(groups(query, &bucket.language)));
        found.push(Matches::read(bucket, groups, &average)?);
    }
    let statistics = Statistics::of(&found);
    let mut ranked: Vec<Ranked<'_>> = Vec::new();
    for matches in &found {
        matches.rank(&statistics, &mut ranked);
    }
    ranked.sort_by(Ranked::order);
    ranked.truncate(limit);
    Ok(ranked.iter().zip(1..).map(|(ranked, rank)| hit(ranked, rank)).collect())
}

fn hit(ranked: &Ranked<'_>, rank: usize) -> Hit {
    let doc = ranked.doc;
    let section = ranked.section.and_then(|index| doc.sections().nth(index));
    let anchor = section.map(|section| section.anchor).filter(|anchor| !anchor.is_empty()).unwrap_or(&doc.anchor);
    let mut analyzer = Analyzer::new(&doc.language);
    let excerpt = match section {
        Some(section) if !section.text().trim().is_empty() => {
            excerpt(section.text(), &mut analyzer, |term| ranked.worth(term))
        }
        _ => top(doc).map(|text| excerpt(text, &mut analyzer, |term| ranked.worth(term))).unwrap_or_default(),
    };
    Hit {
        rank,
        score: ranked.score,
        path: doc.path.clone(),
        address: doc.address.as_str().to_owned(),
        id: doc.id.clone(),
        title: doc.title.clone(),
        kind: doc.kind,
        anchor: Some(anchor.to_owned()).filter(|anchor| !anchor.is_empty()),
        excerpt: Some(excerpt).filter(|excerpt| !excerpt.is_empty()),
    }
}

/// What stands for a page whose best match is its title: the short answer, the summary, else its first text.
fn top(doc: &super::SearchDoc) -> Option<&str> {
    let written = doc.short.as_deref().or(doc.summary.as_deref());
    written.or_else(|| doc.sections().map(super::docs::SectionRef::text).find(|text| !text.trim().is_empty()))
}

#[cfg(test)]
mod tests;

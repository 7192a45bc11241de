//! Scores: what each page has of each word asked for, and what that makes together.
//!
//! Any word of the query may match; more and rarer words win. A page's score is BM25F over its parts (Robertson, Zaragoza
//! and Taylor, "Simple BM25 extension to multiple weighted fields", 2004), with statistics of all buckets together, plus
//! what it covers: of the query, of its own title, and of the query within one section.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

use super::bucket::{Bucket, IndexError, Part};
use super::docs::SearchDoc;
use super::query::{Group, groups};

/// How the score is put together. Settled by measurement on judged questions, not by taste.
struct Weights {
    /// By [`Part`]: how much an occurrence counts.
    part: [f32; 5],
    /// By [`Part`]: how far an occurrence in a longer text counts less, 0 to 1.
    length: [f32; 5],
    /// Where further occurrences stop to matter (BM25's k1).
    saturation: f32,
    /// Share of the score that does not depend on how much of the query is covered.
    uncovered: f32,
    /// For a query and a title that cover each other, as a share of the query's whole rarity.
    title: f32,
    /// For a section that holds all of the query, likewise.
    section: f32,
    /// For a title, name or `ask` that is the query, likewise; as much as any page can reach without.
    exact: f32,
    /// Queries of so many words show pages with all of them first.
    short: usize,
}

const WEIGHTS: Weights = Weights {
    part: [5.0, 2.0, 5.0, 3.0, 1.0],
    length: [0.75, 0.5, 0.75, 0.3, 0.75],
    saturation: 4.0,
    uncovered: 0.9,
    title: 0.5,
    section: 0.1,
    exact: 5.0,
    short: 3,
};

/// Average length by [`Part`] over all pages, of those that have the part at all.
pub(super) fn averages(buckets: &[Arc<Bucket>]) -> [f32; 5] {
    let mut sums = [(0_u64, 0_u64); 5];
    for lengths in buckets.iter().flat_map(|bucket| &bucket.lengths) {
        for (sum, length) in sums.iter_mut().zip(lengths).filter(|(_, length)| **length > 0) {
            *sum = (sum.0 + u64::from(*length), sum.1 + 1);
        }
    }
    sums.map(|(tokens, pages)| ratio(tokens, pages).max(1.0))
}

#[expect(clippy::cast_precision_loss, reason = "counts of tokens and pages: six digits are plenty for a score")]
fn ratio(part: u64, whole: u64) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// What one bucket's pages have of a query.
pub(super) struct Matches<'a> {
    bucket: &'a Bucket,
    groups: Arc<Vec<Group>>,
    /// By group: its score without rarity, by page; empty for a word that no page has.
    values: Vec<Vec<f32>>,
    /// By group: how many pages have the word itself, and how many any variant.
    frequencies: Vec<(u64, u64)>,
    /// By row: a bit for each group it has in heading or body.
    rows: Vec<u64>,
    /// By page: the groups in its title, in its `ask`, in its keywords.
    titles: Vec<[u64; 3]>,
    /// By page: tokens of the title that were asked for.
    title_tokens: Vec<u32>,
}

impl<'a> Matches<'a> {
    /// Looks the groups up in a bucket.
    pub(super) fn read(bucket: &'a Bucket, groups: &Arc<Vec<Group>>, average: &[f32; 5]) -> Result<Self, IndexError> {
        let pages = bucket.docs.len();
        let mut matches = Self {
            bucket,
            values: vec![Vec::new(); groups.len()],
            frequencies: vec![(0, 0); groups.len()],
            rows: vec![0; bucket.rows.len()],
            titles: vec![[0; 3]; pages],
            title_tokens: vec![0; pages],
            groups: groups.clone(),
        };
        for (index, group) in groups.iter().enumerate() {
            for (variant, (term, factor)) in group.variants.iter().enumerate() {
                let Some(values) = matches.variant(index, term, average)? else { continue };
                matches.take_best(index, variant == 0, &values, *factor);
            }
        }
        Ok(matches)
    }

    /// BM25F's weighted frequency of one term by page; `None` if the bucket does not have it.
    fn variant(&mut self, group: usize, term: &str, average: &[f32; 5]) -> Result<Option<Vec<f32>>, IndexError> {
        let bit = 1_u64 << group;
        let mut values: Option<Vec<f32>> = None;
        for part in Part::ALL {
            let kind = part as usize;
            let (weight, b) = (WEIGHTS.part[kind], WEIGHTS.length[kind]);
            let term = Term::from_field_text(part.field(), term);
            let index = self.bucket.reader.inverted_index(part.field())?;
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqs)? else { continue };
            let values = values.get_or_insert_with(|| vec![0.0; self.bucket.docs.len()]);
            while postings.doc() != TERMINATED {
                let row = postings.doc() as usize;
                let page = self.bucket.rows.get(row).map_or(0, |row| row.page);
                let length =
                    self.bucket.lengths.get(page).and_then(|page| page.get(part as usize)).copied().unwrap_or(1);
                let norm = 1.0 - b + b * ratio(u64::from(length), 1) / average[kind];
                if let Some(value) = values.get_mut(page) {
                    *value += weight * ratio(u64::from(postings.term_freq()), 1) / norm;
                }
                self.note(part, row, page, bit, postings.term_freq());
                postings.advance();
            }
        }
        Ok(values)
    }

    /// Notes which group was seen where.
    fn note(&mut self, part: Part, row: usize, page: usize, bit: u64, frequency: u32) {
        if let (Part::Heading | Part::Body, Some(row)) = (part, self.rows.get_mut(row)) {
            *row |= bit;
        }
        if let (Part::Title, Some(tokens)) = (part, self.title_tokens.get_mut(page)) {
            *tokens += frequency;
        }
        let Some([title, ask, keyword]) = self.titles.get_mut(page) else { return };
        match part {
            Part::Title => *title |= bit,
            Part::Ask => *ask |= bit,
            Part::Keyword => *keyword |= bit,
            Part::Heading | Part::Body => {}
        }
    }

    /// Keeps the better of what a page has of a group so far and a further variant.
    fn take_best(&mut self, group: usize, itself: bool, variant: &[f32], factor: f32) {
        let (Some(best), Some(frequency)) = (self.values.get_mut(group), self.frequencies.get_mut(group)) else {
            return;
        };
        best.resize(variant.len(), 0.0);
        for (best, value) in best.iter_mut().zip(variant).filter(|(_, value)| **value > 0.0) {
            frequency.0 += u64::from(itself);
            frequency.1 += u64::from(*best == 0.0);
            *best = best.max(factor * value * (WEIGHTS.saturation + 1.0) / (value + WEIGHTS.saturation));
        }
    }

    /// Scores every page that has anything of the query.
    pub(super) fn rank<'b>(&'b self, statistics: &'b Statistics, ranked: &mut Vec<Ranked<'b>>) {
        let rarity: Vec<f32> = self.groups.iter().map(|group| statistics.rarity(&group.surface)).collect();
        let total: f32 = rarity.iter().sum();
        let all = u64::MAX.checked_shr(64 - u32::try_from(rarity.len()).unwrap_or(64)).unwrap_or_default();
        let mut rows = self.bucket.rows.iter().zip(&self.rows).peekable();
        for (page, doc) in self.bucket.docs.iter().enumerate() {
            let (mut section, mut section_rarity) = (None, 0.0);
            while let Some((row, mask)) = rows.next_if(|(row, _)| row.page == page) {
                let covered = covered(*mask, &rarity);
                if covered > section_rarity {
                    (section, section_rarity) = (row.section, covered);
                }
            }
            let (mut score, mut has) = (0.0, 0_u64);
            for (group, (values, rarity)) in self.values.iter().zip(&rarity).enumerate() {
                let value = values.get(page).copied().unwrap_or_default();
                score += value * rarity;
                has |= u64::from(value > 0.0) << group;
            }
            if has == 0 {
                continue;
            }
            let coverage = covered(has, &rarity) / total;
            score *= WEIGHTS.uncovered + (1.0 - WEIGHTS.uncovered) * coverage;
            score += WEIGHTS.section * section_rarity;
            score += self.title_bonus(page, doc, &rarity, all);
            let score = score * boost(doc);
            let first = self.groups.len() <= WEIGHTS.short && has == all;
            ranked.push(Ranked { doc, section, score, first, groups: &self.groups, statistics });
        }
    }

    /// For a title that covers the query and is covered by it, and for a title, name or `ask` that is the query.
    fn title_bonus(&self, page: usize, doc: &SearchDoc, rarity: &[f32], all: u64) -> f32 {
        let total: f32 = rarity.iter().sum();
        let Some([title, ask, keyword]) = self.titles.get(page) else { return 0.0 };
        let length = self.bucket.lengths.get(page).map_or(1, |lengths| lengths[Part::Title as usize]);
        let asked = self.title_tokens.get(page).copied().unwrap_or_default();
        let of_query = covered(*title, rarity);
        let of_title = ratio(u64::from(asked), u64::from(length)).min(1.0);
        let mut texts = std::iter::once(&doc.title).filter(|_| *title == all);
        let mut names = doc.names.iter().filter(|_| *keyword == all).chain(doc.ask.iter().filter(|_| *ask == all));
        let exact = texts.any(|text| self.is_query(text)) || names.any(|text| self.is_query(text));
        WEIGHTS.title * of_query * of_title + if exact { WEIGHTS.exact * total } else { 0.0 }
    }

    /// Whether a text says the query and nothing else; folded, and words in any order.
    fn is_query(&self, text: &str) -> bool {
        let same = groups(text, &self.bucket.language);
        same.len() == self.groups.len()
            && same.iter().all(|group| self.groups.iter().any(|asked| asked.variants.first() == group.variants.first()))
    }
}

/// The rarity of the groups whose bits are set, summed.
fn covered(mask: u64, rarity: &[f32]) -> f32 {
    rarity.iter().enumerate().filter(|(group, _)| mask & (1 << group) != 0).map(|(_, rarity)| rarity).sum()
}

/// The author's factor, within reason: no page can be boosted over all others.
#[expect(clippy::cast_possible_truncation, reason = "clamped before")]
fn boost(doc: &SearchDoc) -> f32 {
    if doc.boost.is_finite() { doc.boost.clamp(0.1, 10.0) as f32 } else { 1.0 }
}

/// How rare each word of a query is among all pages.
pub(super) struct Statistics {
    pages: u64,
    /// By folded word: pages with the word, and with any variant of it.
    frequencies: BTreeMap<String, (u64, u64)>,
}

impl Statistics {
    /// Sums the buckets. A word counts once however many languages it was looked up in.
    pub(super) fn of(found: &[Matches<'_>]) -> Self {
        let mut statistics = Self { pages: 0, frequencies: BTreeMap::new() };
        for matches in found {
            statistics.pages += matches.bucket.docs.len() as u64;
            for (group, frequency) in matches.groups.iter().zip(&matches.frequencies) {
                let sum = statistics.frequencies.entry(group.surface.clone()).or_default();
                *sum = (sum.0 + frequency.0, sum.1 + frequency.1);
            }
        }
        statistics
    }

    /// BM25's idf, never below zero. A word that nobody wrote counts as its variants do.
    fn rarity(&self, surface: &str) -> f32 {
        let (itself, any) = self.frequencies.get(surface).copied().unwrap_or_default();
        let pages = ratio(self.pages, 1);
        let frequency = ratio(if itself > 0 { itself } else { any }, 1);
        (1.0 + (pages - frequency + 0.5) / (frequency + 0.5)).ln()
    }
}

/// A page with its score.
pub(super) struct Ranked<'a> {
    pub(super) doc: &'a Arc<SearchDoc>,
    /// Which of its sections has most of the query.
    pub(super) section: Option<usize>,
    pub(super) score: f32,
    /// Has all of a short query.
    first: bool,
    groups: &'a [Group],
    statistics: &'a Statistics,
}

impl Ranked<'_> {
    /// Best first; pages of equal score in path order.
    pub(super) fn order(a: &Self, b: &Self) -> Ordering {
        b.first
            .cmp(&a.first)
            .then(b.score.total_cmp(&a.score))
            .then_with(|| (&a.doc.path, &a.doc.anchor).cmp(&(&b.doc.path, &b.doc.anchor)))
    }

    /// The group a term of the analyser's belongs to, and its rarity.
    pub(super) fn worth(&self, term: &str) -> Option<(usize, f32)> {
        let index = self.groups.iter().position(|group| group.variants.iter().any(|(variant, _)| variant == term))?;
        Some((index, self.groups.get(index).map_or(0.0, |group| self.statistics.rarity(&group.surface))))
    }
}

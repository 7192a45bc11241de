//! What decides an impact: how much an occurrence counts, how fast more of them stop to matter, and what is known for or
//! against a page whatever is asked. All of it in one place, to be settled by measurement on judged questions.
//!
//! The formula is BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", 2004),
//! without rarity: the reader multiplies by that.

use super::super::docs::SearchDoc;
use super::super::facts::Facts;
use crate::base::date::Date;
use crate::content::front::Status;

/// How a score is put together.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Weights {
    /// By [`super::super::bucket::Part`]: how much an occurrence counts.
    pub(in super::super) part: [f32; 5],
    /// By part: how far an occurrence in a longer text counts less, 0 to 1 (BM25's b).
    pub(in super::super) length: [f32; 5],
    /// The weighted frequency that gives half of all there is to have (BM25's k1).
    pub(in super::super) saturation: f32,
}

/// Settled by measurement on judged questions, not by taste.
pub(in super::super) const WEIGHTS: Weights =
    Weights { part: [6.0, 4.0, 6.0, 3.0, 1.0], length: [0.75, 0.5, 0.75, 0.3, 0.75], saturation: 3.0 };

/// The impact of a page without prior that could not have more of a word. What is above is room for the prior.
const FULL: f32 = 200.0;

impl Weights {
    /// By part: what one occurrence counts in a page of these lengths (in tokens) where pages have `averages`.
    pub(super) fn factors(&self, lengths: [u32; 5], averages: [f32; 5]) -> [f32; 5] {
        let mut factors = self.part;
        for (((factor, b), length), average) in factors.iter_mut().zip(self.length).zip(lengths).zip(averages) {
            *factor /= 1.0 - b + b * float(length) / average;
        }
        factors
    }

    /// BM25F's saturation of these frequencies, by part: 0 to 1.
    pub(super) fn saturated(&self, frequencies: [u32; 5], factors: [f32; 5]) -> f32 {
        let parts = frequencies.into_iter().zip(factors).map(|(frequency, factor)| float(frequency) * factor);
        let sum: f32 = parts.sum();
        sum / (self.saturation + sum)
    }
}

/// A saturation with a page's prior as it is stored. Never 0: a page that has the word has something.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
pub(super) fn impact(saturated: f32, prior: f32) -> u8 {
    (FULL * prior * saturated).round().clamp(1.0, 255.0) as u8
}

/// The factor on all impacts of a page. Mild: it decides between pages that answer equally well, no more. A single link
/// or day seldom changes it, so that it seldom changes the index.
pub fn prior(doc: &SearchDoc, facts: &Facts, today: Date) -> f32 {
    /// For every doubling of the pages that link to it, up to [`MOST_LINKS`] doublings.
    const LINKS: f32 = 0.01;
    const MOST_LINKS: u32 = 5;
    /// Against every year of age, up to [`OLDEST`] years.
    const AGE: f32 = 0.01;
    const OLDEST: u32 = 5;
    let kind = match doc.kind {
        "person" | "team" | "event" => 0.95,
        _ => 1.0,
    };
    let status = match facts.status {
        Status::Unvalidated | Status::Draft => 0.95,
        Status::Validated | Status::Archived => 1.0,
    };
    let links = float(facts.inbound.saturating_add(1).ilog2().min(MOST_LINKS)) * LINKS;
    let age = float(facts.age(today).unwrap_or_default().min(OLDEST)) * AGE;
    kind * status * boost(doc.boost) * (1.0 + links) * (1.0 - age)
}

/// The author's factor, within reason: no page can be boosted over all others.
#[expect(clippy::cast_possible_truncation, reason = "clamped before")]
fn boost(boost: f64) -> f32 {
    if boost.is_finite() { boost.clamp(0.1, 10.0) as f32 } else { 1.0 }
}

/// Average tokens of a part, to two significant digits: one edit seldom changes it, and with it every impact.
pub(super) fn rounded_average((tokens, pages): (u64, u64)) -> f32 {
    if pages == 0 || tokens < pages {
        return 1.0;
    }
    // In tenths, so that short titles keep a second digit.
    let tenths = tokens * 10 / pages;
    let unit = 10_u64.pow(tenths.ilog10().saturating_sub(1));
    let rounded = (tenths + unit / 2) / unit * unit;
    u32::try_from(rounded).map_or(f32::MAX, |tenths| float(tenths) / 10.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of tokens and links: seven digits are plenty for a score")]
fn float(n: u32) -> f32 {
    n as f32
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::page;
    use super::*;

    #[test]
    fn averages_keep_two_digits() {
        let of = |tokens: u64| rounded_average((tokens, 100));
        assert_eq!(
            [of(0), of(100), of(584), of(5_849), of(58_499), of(55_000)].map(|n| n.to_string()),
            ["1", "1", "5.8", "58", "580", "550"]
        );
        assert_eq!(rounded_average((0, 0)).to_string(), "1");
    }

    #[test]
    fn more_occurrences_and_shorter_texts_count_more_and_never_too_much() {
        let averages = [5.0; 5];
        let value = |frequency, length| {
            let factors = WEIGHTS.factors([length; 5], averages);
            WEIGHTS.saturated([0, 0, 0, 0, frequency], factors)
        };
        assert!(value(1, 5) < value(2, 5) && value(1, 50) < value(1, 5) && value(1_000_000, 1) <= 1.0);
        assert_eq!((impact(0.0, 1.0), impact(0.5, 1.0), impact(1.0, 10.0)), (1, 100, 255));
    }

    #[test]
    fn a_prior_is_mild_unless_its_author_wills() {
        let today = Date::constant(2026, 11, 24);
        let mut doc = page("visa.md", "Visa", &[]);
        let mut facts = Facts::default();
        assert!((prior(&doc, &facts, today) - 1.0).abs() < f32::EPSILON);
        facts.inbound = u32::MAX;
        assert!((1.0..1.1).contains(&prior(&doc, &facts, today)));
        (doc.kind, facts.status) = ("person", Status::Unvalidated);
        facts.date = Some(Date::constant(1500, 1, 1));
        assert!((0.8..1.0).contains(&prior(&doc, &facts, today)));
        doc.boost = f64::NAN;
        assert!(prior(&doc, &facts, today) < 1.0);
        doc.boost = 1e9;
        assert!(prior(&doc, &facts, today) < 11.0);
    }
}

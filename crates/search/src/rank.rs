//! Pages in order. Everything is counted in whole numbers, so that the browser and the command line agree to the bit.
//!
//! A page's score is what it has of each word, by the word's rarity; and, added to that, how much of the query it covers,
//! how well one of its names fits, whether one section holds them.

use alloc::vec;
use alloc::vec::Vec;

use crate::few::Few;
use crate::gather::{Column, Entry, Gathered, Known};
use crate::postings::MOST_NAMES;
use crate::sort::sort_first;

/// How the score is put together, in parts of an impact (200 is a saturated word). Settled by measurement on judged
/// questions, not by taste.
pub(crate) mod weights {
    /// Share of the score that does not depend on how much of the query is covered, in hundredths.
    pub(crate) const UNCOVERED: u64 = 90;
    /// For a name and a query that cover each other.
    pub(crate) const NAME: u64 = 28;
    /// For a section that holds all of the query.
    pub(crate) const SECTION: u64 = 2;
    /// For a name that may be the query: more than any page can reach without. Once more where its words stand as in the
    /// query, and once more where it has as many.
    pub(crate) const EXACT: u64 = 300;
    /// Queries of so many words show pages with all of them first.
    pub(crate) const SHORT: usize = 3;
}

/// The length, and the place, that stand for all longer ones: [`crate::postings::NameHit`].
const LONG_NAME: usize = 15;
/// Most sections that are shown of a page.
pub(crate) const MOST_SHOWN: usize = 3;

/// A page with its score.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scored {
    pub(crate) page: u32,
    pub(crate) score: u64,
    /// Of which for names, and for sections.
    pub(crate) names: u64,
    pub(crate) together: u64,
    /// A bit for each group it has.
    pub(crate) has: u64,
    /// One of its names may be the query.
    pub(crate) named: bool,
    /// Has all of a short query.
    pub(crate) first: bool,
    /// Has all of a short query, or most of a long one by rarity: what other orders show first.
    pub(crate) most: bool,
    /// Sections that hold most of the query, best first.
    pub(crate) sections: Few<u16, MOST_SHOWN>,
}

impl Scored {
    /// A page that nothing is known of.
    pub(crate) fn unscored(page: u32) -> Self {
        Self {
            page,
            score: 0,
            names: 0,
            together: 0,
            has: 0,
            named: false,
            first: false,
            most: false,
            sections: Few::default(),
        }
    }
}

/// How rare something is that `pages` of `all` pages have, in 256ths of a bit: BM25's idf to base two,
/// log(1 + (N - n + ½) / (n + ½)).
pub(crate) fn rarity(pages: u32, all: u32) -> u64 {
    let whole = 2 * u64::from(all.max(pages)) + 2;
    log2(whole) - log2(2 * u64::from(pages) + 1)
}

/// 256 times the logarithm to base two of a number from 1 to 2^33, rounded down.
fn log2(number: u64) -> u64 {
    let whole = u64::from(number.max(1).ilog2());
    // The mantissa from 1 to 2, in 31 bits behind the point; each squaring yields a bit of the logarithm.
    let mut mantissa = if whole > 31 { number >> (whole - 31) } else { number << (31 - whole) };
    let mut log = whole;
    for _ in 0..8 {
        mantissa = (mantissa * mantissa) >> 31;
        log <<= 1;
        if mantissa >= 1 << 32 {
            mantissa >>= 1;
            log |= 1;
        }
    }
    log
}

/// Scores the pages that have anything of the query, in page order.
pub(crate) fn rank(gathered: &Gathered, all: u32) -> Vec<Scored> {
    let mut scorer = Scorer::new(&gathered.columns, all);
    let mut ranked = Vec::new();
    let mut at = vec![0_usize; gathered.columns.len()];
    let mut here: Vec<(usize, &Entry)> = Vec::with_capacity(at.len());
    loop {
        here.clear();
        // The entries of the first page that is left, found in one go.
        for (group, (column, at)) in gathered.columns.iter().zip(&at).enumerate() {
            let Some(entry) = column.entries.get(*at) else { continue };
            let page = here.first().map_or(u32::MAX, |(_, first)| first.posting.page);
            if entry.posting.page < page {
                here.clear();
            }
            if entry.posting.page <= page {
                here.push((group, entry));
            }
        }
        let Some(page) = here.first().map(|(_, entry)| entry.posting.page) else { break };
        for (group, _) in &here {
            if let Some(at) = at.get_mut(*group) {
                *at += 1;
            }
        }
        if scorer.admits(&here) && gathered.admits(page) {
            ranked.push(scorer.score(page, &here));
        }
    }
    ranked
}

/// The best `count` first; pages of equal score in page order.
pub(crate) fn order(ranked: &mut [Scored], count: usize) {
    sort_first(ranked, count, &|a, b| (b.first, b.score, a.page) < (a.first, a.score, b.page));
}

#[derive(Default)]
struct Scorer {
    /// By group.
    rarities: Vec<u64>,
    total: u64,
    /// How many groups were looked up.
    asked: usize,
    /// As bits: the groups that a page must have to have all, as far as that is known; and to be found.
    known: u64,
    required: u64,
    /// As bits: the groups that a name must have to be the query.
    named: u64,
    /// By group: how many words of a name it may stand for although it was not seen there.
    unseen: Vec<u64>,
    /// By group: its place in a name that is the query word by word.
    places: Vec<usize>,
    /// Of the page at hand: sections and the rarity of what they hold, summed.
    sections: Vec<(u16, u64)>,
}

impl Scorer {
    fn new(columns: &[Column], all: u32) -> Self {
        let mut scorer = Self::default();
        let (mut looked_up, mut place) = (0, 0);
        for (group, column) in columns.iter().enumerate() {
            let bit = |is: bool| u64::from(is) << group;
            let rarity = if column.skipped || column.pages == 0 { 0 } else { rarity(column.pages, all) };
            scorer.rarities.push(rarity);
            scorer.total += rarity;
            scorer.asked += usize::from(!column.skipped);
            looked_up |= bit(!column.skipped);
            scorer.known |= bit(column.known == Known::All);
            scorer.required |= bit(column.required);
            scorer.named |= bit(column.known > Known::Some);
            scorer.places.push(place.min(LONG_NAME));
            place += column.words;
            let is_known = column.known > Known::Some;
            scorer.unseen.push(if is_known { 0 } else { count(column.words) });
        }
        scorer.total = scorer.total.max(1);
        if scorer.known == 0 {
            scorer.known = looked_up;
        }
        scorer
    }

    /// Whether a page has what it must.
    fn admits(&self, here: &[(usize, &Entry)]) -> bool {
        self.required == 0 || here.iter().fold(self.required, |left, (group, _)| left & !(1 << group)) == 0
    }

    fn score(&mut self, page: u32, here: &[(usize, &Entry)]) -> Scored {
        let (mut words, mut has, mut covered) = (0, 0, 0);
        self.sections.clear();
        for (group, entry) in here {
            let rarity = self.rarity(*group);
            words += rarity * u64::from(entry.value);
            has |= 1 << group;
            covered += rarity;
            for section in entry.posting.sections.iter() {
                match self.sections.iter_mut().find(|(known, _)| known == section) {
                    Some((_, covered)) => *covered += rarity,
                    None => self.sections.push((*section, rarity)),
                }
            }
        }
        words = words * (weights::UNCOVERED * self.total + (100 - weights::UNCOVERED) * covered) / (100 * self.total);
        let (sections, together) = self.best_sections();
        let names = self.names(here);
        let has_all = has & self.known == self.known;
        let is_short = self.asked <= weights::SHORT;
        Scored {
            page,
            score: words + together + names,
            names,
            together,
            has,
            named: names >= weights::EXACT * self.total,
            first: is_short && has_all,
            most: if is_short { has_all } else { 2 * covered >= self.total },
            sections,
        }
    }

    fn rarity(&self, group: usize) -> u64 {
        self.rarities.get(group).copied().unwrap_or_default()
    }

    /// The sections that hold most of the query, and what the best of them is worth.
    fn best_sections(&self) -> (Few<u16, MOST_SHOWN>, u64) {
        let (mut shown, mut best) = (Few::default(), 0);
        for _ in 0..MOST_SHOWN {
            let mut next: Option<(u64, u16)> = None;
            for (section, covered) in &self.sections {
                // Of equal ones the first: a posting names its sections best first.
                if next.is_none_or(|(most, _)| *covered > most) && !shown.contains(section) {
                    next = Some((*covered, *section));
                }
            }
            let Some((covered, section)) = next.filter(|(covered, _)| 2 * covered >= best) else { break };
            best = best.max(covered);
            shown.push(section);
        }
        (shown, weights::SECTION * best)
    }

    /// What the best fitting name is worth.
    fn names(&self, here: &[(usize, &Entry)]) -> u64 {
        if here.iter().all(|(_, entry)| entry.posting.names.is_empty()) {
            return 0;
        }
        let mut fits = [Fit::default(); 8];
        for (group, entry) in here {
            for name in entry.posting.names.iter() {
                let Some(fit) = fits.get_mut(usize::from(name.number)) else { continue };
                fit.length = name.length.max(1);
                if fit.groups & (1 << group) == 0 {
                    fit.groups |= 1 << group;
                    fit.covered += self.rarity(*group);
                }
                fit.positions |= 1 << name.position.min(15);
                if self.places.get(*group) == Some(&usize::from(name.position)) {
                    fit.placed |= 1 << group;
                }
            }
        }
        let mut best = 0;
        for fit in fits.iter().filter(|fit| fit.groups != 0) {
            best = best.max(self.worth(fit));
        }
        best
    }

    fn worth(&self, fit: &Fit) -> u64 {
        let matched = u64::from(fit.positions.count_ones());
        let length = u64::from(fit.length);
        let fits = weights::NAME * fit.covered * matched.min(length) / length;
        // Words that were not looked up may be the rest of a name.
        let is_seen = |group: usize| fit.groups & (1 << group) != 0;
        let mut most = matched;
        for (group, words) in self.unseen.iter().enumerate() {
            if !is_seen(group) {
                most += words;
            }
        }
        let is_query = self.named != 0 && fit.groups & self.named == self.named && most >= length;
        let times = if is_query {
            1 + u64::from(fit.placed == fit.groups) + u64::from(most.min(count(LONG_NAME)) == length)
        } else {
            0
        };
        fits + times * weights::EXACT * self.total
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// How a name fits the query.
#[derive(Clone, Copy, Default)]
struct Fit {
    length: u8,
    /// The groups it holds, as bits, and their rarity.
    groups: u64,
    covered: u64,
    /// Those of the groups that stand where they do in the query, as bits.
    placed: u64,
    /// Its words that are asked for, as bits.
    positions: u32,
}

const _: () = assert!(MOST_NAMES <= 8, "names are told apart by three bits");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postings::{NameHit, Posting};

    #[test]
    fn logarithms_are_right_to_a_256th() {
        for number in [1_u64, 2, 3, 5, 100, 4_097, 1 << 20, (1 << 33) - 1] {
            #[expect(clippy::cast_precision_loss, reason = "to compare")]
            let (exact, ours) = ((number as f64).log2() * 256.0, log2(number) as f64);
            assert!(ours <= exact + 1e-6 && ours > exact - 1.01, "{number}: {ours} {exact}");
        }
    }

    #[test]
    fn rarer_words_weigh_more_and_none_weighs_less_than_nothing() {
        assert!(rarity(1, 1_000) > rarity(10, 1_000) && rarity(10, 1_000) > rarity(999, 1_000));
        assert_eq!(rarity(1_000, 1_000), 0);
        assert_eq!(rarity(2_000, 1_000), rarity(2_000, 2_000));
    }

    /// A group that page 7 has at a place of its first name, which has three.
    fn seen(position: u8) -> Column {
        let mut posting = Posting { page: 7, impact: 100, ..Posting::default() };
        posting.names.push(NameHit { number: 0, length: 3, position });
        let entries = [Entry { value: 100, posting }].into();
        Column { entries, pages: 9, skipped: false, known: Known::All, required: false, words: 1 }
    }

    fn skipped() -> Column {
        Column { entries: Vec::new(), pages: 0, skipped: true, known: Known::Some, required: false, words: 1 }
    }

    #[test]
    fn words_that_were_not_looked_up_may_be_the_rest_of_a_name() {
        let named = |columns: Vec<Column>| {
            let ranked = rank(&Gathered { columns, within: Vec::new(), without: Vec::new() }, 1_000);
            ranked[0].names / (weights::EXACT * rarity(9, 1_000))
        };
        // Access to cloud.gov: `to` and `gov` are too frequent to be looked up.
        assert!(named([seen(0), skipped(), seen(2), skipped()].into()) > 0);
        assert!(named([seen(0), seen(1), skipped()].into()) > 0, "access cloud.gov, where a name has both parts");
        assert_eq!(named([seen(0), seen(2)].into()), 0, "access cloud");
        let (placed, turned) = ([seen(0), skipped(), seen(2)].into(), [skipped(), seen(0), seen(2)].into());
        assert!(named(placed) > named(turned), "in the order of the query");
    }
}

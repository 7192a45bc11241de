//! Pages like a page: by shared communities and tags, by links either way, and by the strongest words of titles, `ask` and
//! headings.
//!
//! All in integers, and with document frequencies rounded to powers of two: an edit of one page changes the lists of the
//! few pages it has something rare in common with. Linear: a word, tag or community of many pages says little and would
//! cost their square, so it is passed over.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::bucket::Analyzers;
use super::docs::SearchDoc;

/// Most pages in a list.
pub const MOST: usize = 5;
/// Most words of a page that are compared.
const MAX_WORDS: usize = 24;
/// Shared by more pages than this (as a power of two), a word, tag or community is passed over.
const COMMON: u32 = 6;
/// What a link adds, either way.
const LINK: u32 = 60;
/// Less in common than this is chance: one rare word of a title counts about 70, one heading's word about 8.
const LEAST: u32 = 24;

/// What a page can have in common with others. Depends on that page alone, so it can be kept by the page's digest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Terms {
    /// Each word, tag and community once, ascending.
    keys: Box<[Key]>,
}

/// The terms of a page. `questions` are the titles of its questions, if it is a page of many.
pub fn terms(page: &SearchDoc, questions: &[&str], analyzers: &mut Analyzers) -> Terms {
    let mut words: BTreeMap<String, u8> = BTreeMap::new();
    let analyzer = analyzers.of(&page.language);
    let mut add = |text: &str, weight: u8| {
        analyzer.for_each(text, |token| {
            let known = words.entry(token.group.to_owned()).or_default();
            *known = weight.max(*known);
        });
    };
    add(&page.title, 3);
    for text in page.names.iter().chain(&page.keywords) {
        add(text, 3);
    }
    for text in page.ask.iter().map(String::as_str).chain(questions.iter().copied()) {
        add(text, 2);
    }
    for section in page.sections() {
        add(section.heading, 1);
    }
    // The strongest by where they stand; then longer ones, which are rarer as a rule.
    let mut words: Vec<(String, u8)> = words.into_iter().collect();
    words.sort_by_key(|(word, weight)| Reverse((*weight, word.len())));
    let words = words.iter().take(MAX_WORDS).map(|(word, weight)| Key::of(&page.language, "word", word, *weight));
    let tags = page.tags.iter().map(|tag| Key::of(&page.language, "tag", tag, 3));
    let communities = page.communities.iter().map(|id| Key::of(&page.language, "community", id, 2));
    let mut keys: Vec<Key> = words.chain(tags).chain(communities).collect();
    keys.sort_unstable();
    keys.dedup_by_key(|key| key.hash());
    Terms { keys: keys.as_slice().into() }
}

/// A word, tag or community of a page: its hash, and in the last two bits its weight. There are a great many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key(u64);

impl Key {
    /// FNV-1a over language, sort and text: pages of different languages have nothing in common.
    fn of(language: &str, sort: &str, text: &str, weight: u8) -> Self {
        let bytes = [language, sort, text].into_iter().flat_map(|part| part.bytes().chain([0]));
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(bytes.fold(0xcbf2_9ce4_8422_2325, hash) << 2 | u64::from(weight & 3))
    }

    fn hash(self) -> u64 {
        self.0 >> 2
    }

    fn weight(self) -> u8 {
        (self.0 & 3) as u8
    }
}

/// A page to be compared with the others.
#[derive(Clone, Copy, Debug, Hash)]
pub struct Item<'a> {
    /// What it can have in common.
    pub terms: &'a Terms,
    /// The items it links to, as indexes into the same list.
    pub links: &'a [u32],
    /// Its language: links to pages of another are not counted.
    pub language: &'a str,
}

/// For each item up to [`MOST`] others, most alike first, as indexes; ties in the order given.
pub fn related(items: &[Item<'_>]) -> Vec<Vec<u32>> {
    let shared = Shared::of(items);
    let links = both_ways(items);
    let mut tally = Tally { scores: vec![0; items.len()], touched: Vec::new() };
    (0_u32..)
        .zip(&links)
        .map(|(item, links)| {
            for (other, amount) in shared.of_item(item) {
                tally.add(other, amount);
            }
            for other in links {
                tally.add(*other, LINK);
            }
            tally.best(item)
        })
        .collect()
}

/// What one item has in common with each other.
struct Tally {
    /// By item.
    scores: Vec<u32>,
    /// The items whose score is not 0.
    touched: Vec<u32>,
}

impl Tally {
    fn add(&mut self, other: u32, amount: u32) {
        if let Some(score) = self.scores.get_mut(other as usize) {
            if *score == 0 {
                self.touched.push(other);
            }
            *score = score.saturating_add(amount);
        }
    }

    /// The best for `item`; clears the tally for the next.
    fn best(&mut self, item: u32) -> Vec<u32> {
        let mut found: Vec<(Reverse<u32>, u32)> = Vec::new();
        for other in self.touched.drain(..) {
            let score = self.scores.get_mut(other as usize).map(std::mem::take).unwrap_or_default();
            if other != item && score >= LEAST {
                found.push((Reverse(score), other));
            }
        }
        if found.len() > MOST {
            found.select_nth_unstable(MOST);
            found.truncate(MOST);
        }
        found.sort_unstable();
        found.into_iter().map(|(_, other)| other).collect()
    }
}

/// Links of each item and to it, each once.
fn both_ways(items: &[Item<'_>]) -> Vec<Vec<u32>> {
    let mut links: Vec<Vec<u32>> = vec![Vec::new(); items.len()];
    for (from, item) in (0_u32..).zip(items) {
        for to in item.links {
            if items.get(*to as usize).is_some_and(|other| other.language == item.language) {
                for (one, other) in [(from, *to), (*to, from)] {
                    if let Some(list) = links.get_mut(one as usize) {
                        list.push(other);
                    }
                }
            }
        }
    }
    for list in &mut links {
        list.sort_unstable();
        list.dedup();
    }
    links
}

/// Who shares what: the keys that a few items have.
struct Shared {
    /// Item and weight, those of one key together.
    postings: Vec<(u32, u8)>,
    /// By item: where the keys it shares stand in `postings`, what they are worth, and its own weight.
    by_item: Vec<Vec<(u32, u32, u32)>>,
}

impl Shared {
    fn of(items: &[Item<'_>]) -> Self {
        let mut all: Vec<(u64, u32, u8)> = Vec::new();
        for (index, item) in (0_u32..).zip(items) {
            all.extend(item.terms.keys.iter().map(|key| (key.hash(), index, key.weight())));
        }
        all.sort_unstable();
        let size = power(items.len());
        let mut shared = Self { postings: Vec::new(), by_item: vec![Vec::new(); items.len()] };
        for run in all.chunk_by(|a, b| a.0 == b.0) {
            let frequency = power(run.len());
            if run.len() < 2 || frequency > COMMON {
                continue;
            }
            let rarity = size.saturating_sub(frequency).max(1);
            let start = clamp(shared.postings.len());
            shared.postings.extend(run.iter().map(|(_, item, weight)| (*item, *weight)));
            let end = clamp(shared.postings.len());
            for (_, item, weight) in run {
                if let Some(list) = shared.by_item.get_mut(*item as usize) {
                    list.push((start, end, rarity * u32::from(*weight)));
                }
            }
        }
        shared
    }

    /// The items that have something in common with this one, itself among them, and how much.
    fn of_item(&self, item: u32) -> impl Iterator<Item = (u32, u32)> {
        let keys = self.by_item.get(item as usize).map(Vec::as_slice).unwrap_or_default();
        keys.iter().flat_map(|(start, end, worth)| {
            let run = self.postings.get(*start as usize..*end as usize).unwrap_or_default();
            run.iter().map(move |(other, weight)| (*other, worth * u32::from(*weight)))
        })
    }
}

fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The exponent of the power of two nearest to `n` on a logarithmic scale, 0 for 0.
fn power(n: usize) -> u32 {
    let Some(floor) = n.checked_ilog2() else { return 0 };
    // n² against 2^(2·floor + 1): beyond the geometric mean of both neighbours it rounds up.
    let square = (n as u128) * (n as u128);
    floor + u32::from(square > 1_u128 << (2 * floor + 1))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::page;
    use super::*;

    fn lists(pages: &[SearchDoc], links: &[&[u32]]) -> Vec<Vec<u32>> {
        let terms: Vec<Terms> = pages.iter().map(|page| terms(page, &[], &mut Analyzers::default())).collect();
        let items: Vec<Item<'_>> = pages
            .iter()
            .zip(&terms)
            .enumerate()
            .map(|(index, (page, terms))| Item {
                terms,
                links: links.get(index).copied().unwrap_or_default(),
                language: &page.language,
            })
            .collect();
        related(&items)
    }

    fn site() -> Vec<SearchDoc> {
        let mut pages: Vec<SearchDoc> =
            (0..40).map(|n| page(&format!("{n}.md"), &format!("Filler number{n}"), &[("", "text")])).collect();
        pages[0] = page("0.md", "Apply for a visa", &[("", "")]);
        pages[1] = page("1.md", "When a visa is refused", &[("", "")]);
        pages[2] = page("2.md", "Expenses", &[("Visa", ""), ("Hotel", "")]);
        pages
    }

    #[test]
    fn shared_words_tags_and_links_relate_pages() {
        let mut pages = site();
        pages[4].tags = vec!["travel".into()];
        pages[0].tags = vec!["travel".into()];
        let links: [&[u32]; 4] = [&[], &[], &[], &[0]];
        let lists = lists(&pages, &links);
        assert_eq!(lists[0], [1, 3, 4], "{lists:?}");
        assert_eq!(lists[3], [0]);
        assert!(lists[10].is_empty(), "a word of every page relates nobody: {lists:?}");
    }

    #[test]
    fn languages_have_nothing_in_common() {
        let mut pages = site();
        pages[1].language = "de".into();
        let lists = lists(&pages, &[&[1]]);
        assert!(!lists[0].contains(&1) && lists[1].is_empty(), "{lists:?}");
    }

    #[test]
    fn one_edit_changes_few_lists() {
        let mut pages: Vec<SearchDoc> = (0..400)
            .map(|n| page(&format!("{n}.md"), &format!("Topic{} part{} word{n}", n % 90, n % 70), &[("", "")]))
            .collect();
        let before = lists(&pages, &[]);
        pages[7].title = "Topic8 another".into();
        let after = lists(&pages, &[]);
        let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        assert!((1..20).contains(&changed), "{changed}");
        assert!(after.iter().all(|list| list.len() <= MOST));
    }

    #[test]
    fn powers_round_at_the_geometric_mean() {
        assert_eq!([0, 1, 2, 3, 5, 6, 11, 12, 64, 90, 91].map(power), [0, 0, 1, 2, 2, 3, 3, 4, 6, 6, 7]);
    }
}

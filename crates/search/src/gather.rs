//! Groups of a query to the pages that have them: lists read, alternatives made one, constraints gathered.

use alloc::vec::Vec;

use crate::expand::{Alternative, Expanded, Found, Group, How, Lexicon, Place};
use crate::file::File;
use crate::positions::{Places, decode_positions};
use crate::postings::{List, Posting, decode_list};
use crate::query::Query;
use crate::shelf::Shelf;

/// From so many pages on frequent words are spared: below, all lists are short.
const LARGE: u32 = 1_000;
/// With so many rarer words a frequent one is not looked up.
const RARER: usize = 3;
/// What a beginning counts where it begins a word of a name.
const PREFIX_IN_NAME: u32 = 100;

/// What a page has of a group.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// The best alternative's impact times its factor.
    pub(crate) value: u32,
    pub(crate) posting: Posting,
}

/// A group with its pages.
pub(crate) struct Column {
    /// By page.
    pub(crate) entries: Vec<Entry>,
    /// How many pages count for its rarity.
    pub(crate) pages: u32,
    /// It was not looked up: too frequent beside the others.
    pub(crate) skipped: bool,
}

/// All that is known of pages before they are scored.
pub(crate) struct Gathered {
    pub(crate) columns: Vec<Column>,
    /// Pages must be in all of these.
    pub(crate) within: Vec<Vec<u32>>,
    /// And in none of these.
    pub(crate) without: Vec<Vec<u32>>,
    /// Not all pages of some word are known.
    pub(crate) partial: bool,
}

/// Reads the lists of a query; `None` while files are missing.
pub(crate) fn gather(shelf: &Shelf<'_>, query: &Query, expanded: &Expanded) -> Option<Gathered> {
    let lexicon = Lexicon { shelf };
    let quoted = query.phrases.iter().flat_map(|quote| &quote.words);
    for word in query.excluded.iter().chain(quoted) {
        lexicon.touch(word, false);
    }
    shelf.ready()?;
    let skipped = skipped(shelf, &expanded.groups);
    let mut lists = Lists { shelf, partial: false };
    let mut columns = Vec::with_capacity(expanded.groups.len());
    for (group, skipped) in expanded.groups.iter().zip(skipped) {
        columns.push(if skipped {
            lists.partial = true;
            Column { entries: Vec::new(), pages: 0, skipped }
        } else {
            lists.column(group)
        });
    }
    let (mut within, mut without) = (Vec::new(), Vec::new());
    for word in &query.excluded {
        if let Some(found) = lexicon.find(word) {
            without.push(lists.pages(&found));
        }
    }
    for quote in &query.phrases {
        let found: Option<Vec<Found>> = quote.words.iter().map(|word| lexicon.find(word)).collect();
        let pages = found.map(|words| lists.in_a_row(&words)).unwrap_or_default();
        if quote.excluded { without.push(pages) } else { within.push(pages) }
    }
    shelf.ready()?;
    Some(Gathered { columns, within, without, partial: lists.partial })
}

/// Which groups are not looked up.
fn skipped(shelf: &Shelf<'_>, groups: &[Group]) -> Vec<bool> {
    let is_frequent = |group: &Group| is_frequent(shelf, group.class()) && !group.word.quoted && !group.word.in_title;
    let rarer = groups.iter().filter(|group| !group.alternatives.is_empty() && !is_frequent(group)).count();
    groups.iter().map(|group| rarer >= RARER && is_frequent(group)).collect()
}

/// Whether a word of this class is in more than about a tenth of a large site's pages.
fn is_frequent(shelf: &Shelf<'_>, class: u8) -> bool {
    let pages = shelf.manifest.pages;
    pages >= LARGE && pages / 10 <= 1_u32 << class
}

struct Lists<'s, 'a> {
    shelf: &'s Shelf<'a>,
    partial: bool,
}

impl Lists<'_, '_> {
    /// A list. The tail of a long one is read if `whole` asks for it, or the word is not too frequent.
    fn list(&mut self, place: Place, class: u8, whole: bool) -> Option<List> {
        let mut list = self.shelf.read(File::List(place.shard.postings), |shard| decode_list(shard, place.index))?;
        if let Some(tail) = list.tail {
            if whole || !is_frequent(self.shelf, class) {
                let rest = self.shelf.read(File::List(tail), |shard| decode_list(shard, 0))?;
                list.postings.extend(rest.postings);
                list.postings.sort_unstable_by_key(|posting| posting.page);
            } else {
                self.partial = true;
            }
        }
        Some(list)
    }

    fn column(&mut self, group: &Group) -> Column {
        let mut entries = Vec::new();
        let (mut typed, mut any) = (0_u32, 0_u32);
        for alternative in &group.alternatives {
            let count = match &*alternative.words {
                [word] => self.single(word, alternative, group, &mut entries),
                words => self.several(words, alternative, &mut entries),
            };
            if alternative.how == How::Typed {
                typed = typed.saturating_add(count);
            }
            if alternative.how == How::Typo {
                any = any.max(count);
            }
        }
        entries.sort_unstable_by(|a, b| (a.posting.page, b.value).cmp(&(b.posting.page, a.value)));
        entries.dedup_by_key(|entry| entry.posting.page);
        let union = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let has_prefix = group.alternatives.iter().any(|alternative| alternative.how == How::Prefix);
        let pages = if has_prefix {
            union.max(typed)
        } else if typed > 0 {
            typed
        } else if any > 0 {
            any
        } else {
            union
        };
        Column { entries, pages, skipped: false }
    }

    /// Adds the pages of one word; returns how many pages hold it.
    fn single(&mut self, word: &Found, alternative: &Alternative, group: &Group, entries: &mut Vec<Entry>) -> u32 {
        let mut pages = 0_u32;
        for place in &word.lists {
            let Some(list) = self.list(*place, word.class, group.word.quoted || group.word.in_title) else { continue };
            pages = pages.saturating_add(list.pages);
            let in_title =
                |posting: &&Posting| !group.word.in_title || posting.names.iter().any(|name| name.number == 0);
            for posting in list.postings.iter().filter(in_title) {
                entries.push(Entry { value: value(posting, alternative, group), posting: *posting });
            }
        }
        pages
    }

    /// Adds the pages that hold all of several words in one section or name.
    fn several(&mut self, words: &[Found], alternative: &Alternative, entries: &mut Vec<Entry>) -> u32 {
        let mut together: Option<Vec<Posting>> = None;
        for word in words {
            let mut postings = Vec::new();
            for place in &word.lists {
                postings.extend(self.list(*place, word.class, false).unwrap_or_default().postings);
            }
            postings.sort_unstable_by_key(|posting| posting.page);
            together = Some(match together {
                None => postings,
                Some(before) => before.into_iter().filter_map(|posting| meet(&posting, &postings)).collect(),
            });
        }
        let together = together.unwrap_or_default();
        let count = u32::try_from(together.len()).unwrap_or(u32::MAX);
        entries.extend(together.into_iter().map(|posting| {
            let value = u32::from(posting.impact) * u32::from(alternative.factor) / 100;
            Entry { value, posting }
        }));
        count
    }

    /// Every page of a word.
    fn pages(&mut self, word: &Found) -> Vec<u32> {
        let mut pages = Vec::new();
        for place in &word.lists {
            let list = self.list(*place, word.class, true).unwrap_or_default();
            pages.extend(list.postings.iter().map(|posting| posting.page));
        }
        pages.sort_unstable();
        pages
    }

    /// The pages where the words stand in a row.
    fn in_a_row(&mut self, words: &[Found]) -> Vec<u32> {
        let mut row: Option<Vec<Places>> = None;
        for word in words {
            let mut places = Vec::new();
            for place in &word.lists {
                let read = |shard| decode_positions(shard, place.index);
                places.extend(self.shelf.read(File::List(place.shard.positions), read).unwrap_or_default());
            }
            places.sort_unstable_by_key(|(page, _)| *page);
            row = Some(match row {
                None => places,
                Some(before) => before.into_iter().filter_map(|(page, ends)| follow(page, &ends, &places)).collect(),
            });
        }
        row.unwrap_or_default().into_iter().map(|(page, _)| page).collect()
    }
}

/// What a posting is worth as an alternative of a group.
fn value(posting: &Posting, alternative: &Alternative, group: &Group) -> u32 {
    let is_name = alternative.how == How::Prefix && !posting.names.is_empty();
    let factor = if is_name { PREFIX_IN_NAME } else { u32::from(alternative.factor) };
    let value = u32::from(posting.impact) * factor / 100;
    // The exact form is worth a little more than the folded one.
    if group.word.accented && posting.accented { value + value / 16 } else { value }
}

/// `posting` and the one of the same page among `others`, where both stand in one section or name.
fn meet(posting: &Posting, others: &[Posting]) -> Option<Posting> {
    let at = others.binary_search_by_key(&posting.page, |other| other.page).ok()?;
    let other = others.get(at)?;
    let sections = posting.sections.iter().copied().filter(|section| other.sections.contains(section)).collect();
    let is_named = |name: &crate::postings::NameHit| other.names.iter().any(|known| known.number == name.number);
    let names = posting.names.iter().copied().filter(is_named).collect();
    let met = Posting { sections, names, impact: posting.impact.min(other.impact), ..*posting };
    (!met.sections.is_empty() || !met.names.is_empty()).then_some(met)
}

/// Where a word of `places` follows right behind one of the `ends` of the same page.
fn follow(page: u32, ends: &[u32], places: &[Places]) -> Option<Places> {
    let at = places.binary_search_by_key(&page, |(other, _)| *other).ok()?;
    let (_, positions) = places.get(at)?;
    let ends: Vec<u32> = positions
        .iter()
        .copied()
        .filter(|position| position.checked_sub(1).is_some_and(|end| ends.binary_search(&end).is_ok()))
        .collect();
    (!ends.is_empty()).then_some((page, ends))
}

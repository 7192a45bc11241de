//! Groups of a query to the pages that have them: lists read, alternatives made one, constraints gathered.

use alloc::vec::Vec;

use crate::expand::{Alternative, Analyzers, Expanded, Found, Group, How, Lexicon, Place, RARER};
use crate::file::File;
use crate::manifest::{is_shared_by, is_spared};
use crate::positions::{Places, decode_positions};
use crate::postings::{List, NameHit, Posting, decode_list};
use crate::query::{Link, Query};
use crate::reader::{Request, Sort};
use crate::shelf::Shelf;
use crate::sort::{merge, sort};

/// A word that one of so many pages has is frequent.
const FREQUENT: u32 = 10;
/// What a word that is still typed gets for standing in the title or in another name, alone and beside other words:
/// alone it finds names first, whatever texts say.
const BEGUN_ALONE: (u32, u32) = (600, 300);
const BEGUN: (u32, u32) = (60, 30);

/// What a page has of a group.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// The best alternative's impact times its factor.
    pub(crate) value: u32,
    pub(crate) posting: Posting,
}

/// Which of a group's pages were looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Known {
    /// Some, maybe none.
    Some,
    /// All that have it in a name, and some others.
    Named,
    /// All.
    All,
}

/// A group with its pages.
pub(crate) struct Column {
    /// By page.
    pub(crate) entries: Vec<Entry>,
    /// How many pages count for its rarity.
    pub(crate) pages: u32,
    /// It was not looked up: too frequent beside the others.
    pub(crate) skipped: bool,
    /// Which of its pages are known.
    pub(crate) known: Known,
    /// Pages without it are not found.
    pub(crate) required: bool,
    /// How many words of the query it stands for.
    pub(crate) words: usize,
}

/// All that is known of pages before they are scored.
pub(crate) struct Gathered {
    pub(crate) columns: Vec<Column>,
    /// Pages must be in all of these.
    pub(crate) within: Vec<Vec<u32>>,
    /// And in none of these.
    pub(crate) without: Vec<Vec<u32>>,
}

impl Gathered {
    /// Whether some pages that have something of the query may not be among those found.
    pub(crate) fn is_partial(&self) -> bool {
        self.columns.iter().any(|column| column.known < Known::All)
    }

    /// Whether phrases and exclusions let a page be found.
    pub(crate) fn admits(&self, page: u32) -> bool {
        let has = |pages: &Vec<u32>| pages.binary_search(&page).is_ok();
        self.within.iter().all(has) && !self.without.iter().any(has)
    }
}

/// Reads the lists of a query; `None` while files are missing.
pub(crate) fn gather(
    shelf: &Shelf<'_>,
    analyzers: &mut Analyzers,
    request: &Request,
    query: &Query,
    expanded: &Expanded,
) -> Option<Gathered> {
    let lexicon = Lexicon { shelf };
    for word in &query.excluded {
        lexicon.touch(&word.surface, false);
    }
    for quote in &query.phrases {
        lexicon.touch_all(&quote.words);
    }
    shelf.ready()?;
    let pages = shelf.manifest.pages;
    let is_spared = |group: &Group| is_spared(pages, group.class()) && !group.word.quoted && !group.word.required;
    let rarer = expanded.groups.iter().filter(|group| !group.alternatives.is_empty() && !is_spared(group)).count();
    let only = expanded.groups.len() == 1;
    let mut lists = Lists { shelf, tails: Tails::of(request), only, known: Known::All };
    let mut columns = Vec::with_capacity(expanded.groups.len());
    for group in &expanded.groups {
        let is_skipped = group.spared || (rarer >= RARER && is_spared(group));
        columns.push(if is_skipped { Column::skipped(group) } else { lists.column(group) });
    }
    let (mut within, mut without) = (Vec::new(), Vec::new());
    for word in &query.excluded {
        if let Some(found) = lexicon.look_up(&word.surface, analyzers) {
            without.push(lists.pages(&found, word.in_title));
        }
    }
    for quote in &query.phrases {
        let found = lexicon.look_up_all(&quote.words, analyzers);
        let pages = found.map(|words| lists.in_a_row(&words, &quote.words)).unwrap_or_default();
        if quote.excluded { without.push(pages) } else { within.push(pages) }
    }
    shelf.ready()?;
    Some(Gathered { columns, within, without })
}

/// Whether a word of this class is in more than about a tenth of a large site's pages: its first tier is enough.
fn is_frequent(shelf: &Shelf<'_>, class: u8) -> bool {
    is_shared_by(shelf.manifest.pages, FREQUENT, class)
}

/// Of which long lists the tails are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tails {
    /// None: the first tier paints while somebody types.
    None,
    /// All but those of frequent words.
    Rarer,
    /// All: what is counted or ordered otherwise must be complete.
    All,
}

impl Tails {
    fn of(request: &Request) -> Self {
        if request.facets || request.sort != Sort::Relevance {
            Self::All
        } else if request.typing {
            Self::None
        } else {
            Self::Rarer
        }
    }
}

impl Column {
    fn skipped(group: &Group) -> Self {
        let words = group.word.repeated + 1;
        // As if all pages had it: it is worth nothing.
        let pages = u32::MAX;
        Self { entries: Vec::new(), pages, skipped: true, known: Known::Some, required: false, words }
    }
}

struct Lists<'s, 'a> {
    shelf: &'s Shelf<'a>,
    tails: Tails,
    /// The query has one group only.
    only: bool,
    /// What is known of the group at hand, by the tails that were left out.
    known: Known,
}

impl Lists<'_, '_> {
    /// A list. The tail of a long one is read if `whole` or the request asks for it; its postings follow the others.
    fn list(&mut self, place: Place, class: u8, whole: bool) -> Option<List> {
        let read = |hash, index| self.shelf.read(File::List(hash), |shard| decode_list(shard, index));
        let mut list = read(place.shard.postings, place.index)?;
        if let Some(tail) = list.tail {
            let is_wanted = match self.tails {
                Tails::None => false,
                Tails::Rarer => !is_frequent(self.shelf, class),
                Tails::All => true,
            };
            if whole || is_wanted {
                let mut rest = read(tail, 0)?;
                list.postings.append(&mut rest.postings);
            } else {
                // Those in names come first: where others are here, none of them is in the tail.
                let is_named = list.postings.iter().any(|posting| posting.names.is_empty());
                self.known = self.known.min(if is_named { Known::Named } else { Known::Some });
            }
        }
        Some(list)
    }

    fn column(&mut self, group: &Group) -> Column {
        self.known = Known::All;
        let mut entries = Vec::new();
        let (mut typed, mut meant) = (0_u32, 0_u32);
        for alternative in &group.alternatives {
            let count = match (&*alternative.words, &alternative.row) {
                ([word], None) => self.single(word, alternative, group, &mut entries),
                (words, _) => self.several(words, alternative, &mut entries),
            };
            match alternative.how {
                How::Typed => typed = typed.saturating_add(count),
                How::Typo => meant = meant.max(count),
                _ => {}
            }
        }
        // Of one page the best.
        entries = merge(entries, &|a, b| (a.posting.page, b.value) < (b.posting.page, a.value));
        entries.dedup_by_key(|entry| entry.posting.page);
        let union = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let has_prefix = group.alternatives.iter().any(|alternative| alternative.how == How::Prefix);
        let pages = match (typed, meant) {
            _ if has_prefix => union.max(typed),
            (0, 0) => union,
            (0, meant) => meant,
            (typed, _) => typed,
        };
        let (required, words) = (group.word.required, group.word.repeated + 1);
        Column { entries, pages, skipped: false, known: self.known, required, words }
    }

    /// Adds the pages of one word; returns how many pages hold it.
    fn single(&mut self, word: &Found, alternative: &Alternative, group: &Group, entries: &mut Vec<Entry>) -> u32 {
        let mut pages = 0_u32;
        let whole = group.word.quoted || group.word.required;
        let is_begun = group.alternatives.iter().any(|alternative| alternative.how == How::Prefix);
        // Of a list that forms share, other ones may be those in names.
        let in_names = match (is_begun && word.in_name, self.only) {
            (true, true) => BEGUN_ALONE,
            (true, false) => BEGUN,
            (false, _) => (0, 0),
        };
        for place in &word.lists {
            let Some(list) = self.list(*place, word.class, whole) else { continue };
            pages = pages.saturating_add(list.pages);
            for posting in list.postings.iter().filter(|posting| !alternative.in_title || in_title(posting)) {
                let value = value(posting, alternative, group, in_names);
                entries.push(Entry { value, posting: *posting });
            }
        }
        pages
    }

    /// Adds the pages that hold all of several words in one section or name; returns how many.
    fn several(&mut self, words: &[Found], alternative: &Alternative, entries: &mut Vec<Entry>) -> u32 {
        let is_row = alternative.row.is_some();
        // `of` in a long name tells nothing; where all are such, all are needed.
        let files = self.shelf;
        let is_spared = |word: &Found| !is_row && is_frequent(files, word.class);
        let all_spared = words.iter().all(is_spared);
        let mut together: Option<Vec<Entry>> = None;
        for word in words.iter().filter(|word| all_spared || !is_spared(word)) {
            let mut found = self.postings(word, is_row);
            if let Some(before) = together {
                let mut met = Vec::new();
                for entry in &before {
                    if let Some(posting) = meet(&entry.posting, &found, is_row) {
                        met.push(Entry { posting, ..*entry });
                    }
                }
                found = met;
            }
            together = Some(found);
        }
        let pages = alternative.row.as_ref().map(|links| self.in_a_row(words, links));
        let mut count = 0;
        for Entry { posting, .. } in together.unwrap_or_default() {
            let is_in_row = pages.as_ref().is_none_or(|pages| pages.binary_search(&posting.page).is_ok());
            if is_in_row && (!alternative.in_title || in_title(&posting)) {
                let value = u32::from(posting.impact) * u32::from(alternative.factor) / 100;
                entries.push(Entry { value, posting });
                count += 1;
            }
        }
        count
    }

    /// All postings of a word, by page, of no value yet.
    fn postings(&mut self, word: &Found, whole: bool) -> Vec<Entry> {
        let mut entries = Vec::new();
        for place in &word.lists {
            for posting in self.list(*place, word.class, whole).map(|list| list.postings).unwrap_or_default() {
                entries.push(Entry { value: 0, posting });
            }
        }
        merge(entries, &|a, b| a.posting.page < b.posting.page)
    }

    /// Every page of a word, or every one that has it in its title.
    fn pages(&mut self, word: &Found, only_title: bool) -> Vec<u32> {
        let mut pages = Vec::new();
        for Entry { posting, .. } in self.postings(word, true) {
            if !only_title || in_title(&posting) {
                pages.push(posting.page);
            }
        }
        pages
    }

    /// The pages where the words stand in a row.
    fn in_a_row(&mut self, words: &[Found], links: &[Link]) -> Vec<u32> {
        let mut row: Option<Vec<Places>> = None;
        for (word, link) in words.iter().zip(links) {
            let mut places = Vec::new();
            for place in &word.lists {
                // Of the words behind the first only pages that have those before.
                let mut is_wanted = |page: u32| {
                    row.as_ref().is_none_or(|row| row.binary_search_by_key(&page, |(other, _)| *other).is_ok())
                };
                let read = |shard| decode_positions(shard, place.index, &mut is_wanted);
                if let Some(mut list) = self.shelf.read(File::List(place.shard.positions), read) {
                    places.append(&mut list);
                }
            }
            sort(&mut places, &|a, b| a.0 < b.0);
            if let Some(before) = row {
                let mut following = Vec::new();
                for ends in &before {
                    if let Some(ends) = follow(ends, &places, link.loose) {
                        following.push(ends);
                    }
                }
                places = following;
            }
            row = Some(places);
        }
        let mut pages = Vec::new();
        for (page, _) in row.unwrap_or_default() {
            pages.push(page);
        }
        pages
    }
}

fn in_title(posting: &Posting) -> bool {
    posting.names.iter().any(|name| name.number == 0)
}

/// What a posting is worth as an alternative of a group; in the title or another name so much more.
fn value(posting: &Posting, alternative: &Alternative, group: &Group, in_names: (u32, u32)) -> u32 {
    let is_begun = matches!(alternative.how, How::Typed | How::Prefix) && !posting.names.is_empty();
    let factor = if is_begun { 100 } else { u32::from(alternative.factor) };
    let value = u32::from(posting.impact) * factor / 100;
    let more = match (is_begun, in_title(posting)) {
        (false, _) => 0,
        (true, true) => in_names.0,
        (true, false) => in_names.1,
    };
    // The form as typed is worth a little more than one that folding makes it.
    more + if group.word.accented == posting.accented { value } else { value - value / 32 }
}

/// `posting` and the one of the same page among `others`, where both stand in one section or name; `anywhere`: wherever.
fn meet(posting: &Posting, others: &[Entry], anywhere: bool) -> Option<Posting> {
    let at = others.binary_search_by_key(&posting.page, |other| other.posting.page).ok()?;
    let other = &others.get(at)?.posting;
    let sections = posting.sections.iter().copied().filter(|section| other.sections.contains(section)).collect();
    let is_named = |name: &NameHit| other.names.iter().any(|known| known.number == name.number);
    let names = posting.names.iter().copied().filter(is_named).collect();
    let met = Posting { sections, names, impact: posting.impact.min(other.impact), ..*posting };
    (anywhere || !met.sections.is_empty() || !met.names.is_empty()).then_some(met)
}

/// Where a word of `places` follows right behind one of the `ends` of the same page, or stands there too.
fn follow((page, ends): &Places, places: &[Places], loose: bool) -> Option<Places> {
    let at = places.binary_search_by_key(page, |(other, _)| *other).ok()?;
    let (_, positions) = places.get(at)?;
    let is_end = |position: u32| ends.binary_search(&position).is_ok();
    let mut following = Vec::new();
    for position in positions {
        if position.checked_sub(1).is_some_and(is_end) || (loose && is_end(*position)) {
            following.push(*position);
        }
    }
    (!following.is_empty()).then_some((*page, following))
}

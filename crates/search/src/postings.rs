//! A shard of postings: for a few stems the pages that hold them.
//!
//! What a posting says of a page is ready to be added up: the impact holds how often the word stands there, in which
//! fields, and how long they are, saturated as BM25F does; only the weight of the word itself is left to the reader, as
//! it depends on all pages.
//!
//! | piece | |
//! | --- | --- |
//! | lists | count, then for each: its postings as a number times 4, plus 1 with a tail, plus 2 if its pages follow, because they are not as many as its postings; these as a number; the hash of the tail |
//! | gaps | block: for each posting the number of pages skipped since the one before in its list |
//! | impacts | a byte a posting |
//! | heads | a byte a posting: bit 0 in names, bit 1 in a heading, bit 2 with accents, the rest: 0 to 28 the only section, 29 a number follows, 30 several follow, 31 none |
//! | extras | what follows for each posting: the number or the count and the sections; then its names: two bytes each, 1 bit more follow, 3 bits which name, 4 bits its length; 4 bits the position |
//!
//! Columns through all lists, because like stands beside like and deflates well: a twentieth less than list by list, as most
//! lists are short. A reader passes over the lists before its own, which are few in a file.

use alloc::vec::Vec;

use crate::few::Few;
use crate::file::Hash;
use crate::wire::{Damaged, Input, Output, seal};

/// Most sections that a posting names.
pub const MOST_SECTIONS: usize = 6;
/// Most names that a posting names.
pub const MOST_NAMES: usize = 8;

/// A page that holds a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Posting {
    /// The page's number.
    pub page: u32,
    /// What the word is worth there, before its rarity: 200 is a saturated word on an ordinary page.
    pub impact: u8,
    /// It stands in a heading.
    pub in_heading: bool,
    /// It is written with accents there.
    pub accented: bool,
    /// The sections that hold it, best first. Empty when it stands in the front matter only.
    pub sections: Few<u16, MOST_SECTIONS>,
    /// The names of the page that hold it.
    pub names: Few<NameHit, MOST_NAMES>,
}

/// A word in a name of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameHit {
    /// Which name: 0 the title, from 1 the page's other questions and names; at most 7.
    pub number: u8,
    /// How many words the name has; 15 stands for more.
    pub length: u8,
    /// Which of them this is, from 0; 15 stands for more.
    pub position: u8,
}

/// The pages that hold a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// How many it counts to have, as the word's rarity goes by: those in the tail too, and more for a function word.
    pub pages: u32,
    /// The rest of a long list: a shard of one list.
    pub tail: Option<Hash>,
    /// The postings, by page. Of a list with a tail the best ones: those in names and headings, and the highest impacts.
    pub postings: Vec<Posting>,
}

const IN_NAMES: u8 = 1;
const IN_HEADING: u8 = 2;
const ACCENTED: u8 = 4;
/// The highest section that a head holds itself.
const LAST_SHORT: u8 = 28;
const ONE: u8 = 29;
const SEVERAL: u8 = 30;
const NONE: u8 = 31;

const HAS_TAIL: u32 = 1;
const HAS_PAGES: u32 = 2;

/// The bytes of a shard.
pub fn encode_shard(lists: &[List]) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut gaps, mut impacts, mut heads, mut extras) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    out.size(lists.len());
    for list in lists {
        let count = u32::try_from(list.postings.len()).unwrap_or(u32::MAX);
        let flag = |is_set: bool, flag: u32| if is_set { flag } else { 0 };
        out.number(count << 2 | flag(list.pages != count, HAS_PAGES) | flag(list.tail.is_some(), HAS_TAIL));
        if list.pages != count {
            out.number(list.pages);
        }
        out.extend(list.tail.iter().flat_map(|hash| hash.0));
        let mut next = 0;
        for posting in &list.postings {
            gaps.number(posting.page.saturating_sub(next));
            next = posting.page.saturating_add(1);
            impacts.push(posting.impact);
            heads.push(head(posting, &mut extras));
        }
    }
    out.block(&gaps);
    out.extend(impacts);
    out.extend(heads);
    out.extend(extras);
    seal(out)
}

fn head(posting: &Posting, extras: &mut Vec<u8>) -> u8 {
    let sections = match *posting.sections {
        [] => NONE,
        [one] => match u8::try_from(one) {
            Ok(short) if short <= LAST_SHORT => short,
            _ => {
                extras.number(u32::from(one));
                ONE
            }
        },
        ref several => {
            extras.size(several.len());
            for section in several {
                extras.number(u32::from(*section));
            }
            SEVERAL
        }
    };
    for (index, name) in posting.names.iter().enumerate() {
        let more = u8::from(index + 1 < posting.names.len()) << 7;
        extras.extend([more | name.number.min(7) << 4 | name.length.min(15), name.position.min(15)]);
    }
    let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
    sections << 3
        | flag(!posting.names.is_empty(), IN_NAMES)
        | flag(posting.in_heading, IN_HEADING)
        | flag(posting.accented, ACCENTED)
}

/// Reads list `index` of a shard.
///
/// # Errors
/// When the bytes are damaged or there is no such list.
pub fn decode_list(shard: &[u8], index: usize) -> Result<List, Damaged> {
    let mut input = Input::open(shard)?;
    let (mut list, mut before, mut count, mut all) = (None, 0, 0, 0_usize);
    for at in 0..input.count(1) {
        let number = input.number();
        let postings = usize::try_from(number >> 2).map_err(|_| Damaged)?;
        let pages = if number & HAS_PAGES == 0 { number >> 2 } else { input.number() };
        let tail = if number & HAS_TAIL == 0 { None } else { Some(input.hash()) };
        if at == index {
            list = Some(List { pages, tail, postings: Vec::new() });
            (before, count) = (all, postings);
        }
        all = all.checked_add(postings).ok_or(Damaged)?;
    }
    let mut list = list.ok_or(Damaged)?;
    let mut gaps = Input::new(input.block());
    let (impacts, heads) = (input.bytes(all), input.bytes(all));
    let mut rows = impacts.iter().zip(heads);
    let mut posting = Posting::default();
    for (_, head) in rows.by_ref().take(before) {
        gaps.number();
        posting.read_extras(*head, &mut input);
    }
    // Only now: a damaged length may say anything.
    input.check()?;
    list.postings.reserve_exact(count);
    let mut next = 0_u32;
    for (impact, head) in rows.take(count) {
        posting.page = next.checked_add(gaps.number()).ok_or(Damaged)?;
        next = posting.page.checked_add(1).ok_or(Damaged)?;
        posting.impact = *impact;
        (posting.in_heading, posting.accented) = (head & IN_HEADING != 0, head & ACCENTED != 0);
        posting.read_extras(*head, &mut input);
        list.postings.push(posting);
    }
    gaps.check()?;
    input.check()?;
    Ok(list)
}

impl Posting {
    /// Reads what it has beside its columns, in place of what it had.
    fn read_extras(&mut self, head: u8, input: &mut Input<'_>) {
        self.sections.clear();
        let (short, more) = match head >> 3 {
            NONE => (None, 0),
            SEVERAL => (None, input.count(1)),
            ONE => (None, 1),
            short => (Some(short), 0),
        };
        if let Some(short) = short {
            self.sections.push(u16::from(short));
        }
        for _ in 0..more {
            match u16::try_from(input.number()) {
                Ok(section) if self.sections.push(section) => {}
                _ => input.fail(),
            }
        }
        self.names.clear();
        let mut more = head & IN_NAMES != 0;
        while more {
            let (first, second) = (input.byte(), input.byte());
            let name = NameHit { number: first >> 4 & 7, length: first & 15, position: second & 15 };
            if !self.names.push(name) {
                input.fail();
            }
            more = first >= 0x80;
        }
    }
}

#[cfg(test)]
mod tests;

//! One partition of all buckets to the files of its postings and positions.
//!
//! A list is what all pages of one language have of one group. Lists of a few neighbouring groups share a file; a long
//! list is split: its first part holds the pages that are likely to be shown, the rest only completes the count.

use guildhall_search::lexicon::Shard;
use guildhall_search::positions::{Places, encode_positions};
use guildhall_search::postings::{List, Posting, encode_shard};
use guildhall_search::{File, Hash};

use super::cut::Cutter;
use super::extract::Groups;
use super::pack::{Made, Packer, hash_of};
use super::record::Record;
use super::site::Site;
use crate::base::digest::{Digest, Digester};

/// Bytes of a file's postings before they are deflated: about 1.5 KB after. A long list has a file of its own.
const FILE_BYTES: usize = 2_500;
/// What a posting takes, as a rule.
const POSTING_BYTES: usize = 4;
/// Most postings in the first part of a list: about 3 KB deflated.
const FIRST: usize = 760;

/// The lists of a partition.
#[derive(Debug, Default)]
pub struct Lists {
    /// Of all that they were made from.
    pub(super) digest: Digest,
    pub(super) shards: Vec<Shard>,
    /// By group and language.
    index: Vec<Listed>,
    /// Every file of them.
    pub files: Vec<Made>,
}

/// Where a list stands.
#[derive(Clone, Debug)]
struct Listed {
    group: Box<str>,
    language: u8,
    shard: u32,
    index: u16,
}

/// A list, from whichever buckets have it.
struct Found<'a> {
    group: &'a str,
    language: u8,
    bucket: usize,
    records: &'a [u8],
}

impl Site {
    /// The digest of all that the lists of a partition depend on.
    pub fn lists_key(&self, partition: usize) -> Digest {
        let mut digester = Digester::default();
        digester.digest(self.digest);
        for groups in self.groups(partition) {
            digester.digest(groups.digest);
        }
        digester.finish()
    }

    fn groups(&self, partition: usize) -> impl Iterator<Item = &Groups> {
        self.buckets.iter().filter_map(move |placed| placed.bucket.extract.groups.get(partition))
    }

    /// Merges a partition.
    pub fn lists(&self, partition: usize, packer: &mut Packer) -> Lists {
        let mut found: Vec<Found<'_>> = Vec::new();
        for (bucket, (groups, language)) in self.groups(partition).zip(&self.language_of).enumerate() {
            let of = |(group, records)| Found { group, language: *language, bucket, records };
            found.extend(groups.iter().map(of));
        }
        // Stable, and made of sorted runs: mostly merging.
        found.sort_by(|a, b| (a.group, a.language).cmp(&(b.group, b.language)));
        let mut writer = Writer::new(packer);
        let mut scratch = Record::default();
        for lists in found.chunk_by(|a, b| a.group == b.group) {
            for list in lists.chunk_by(|a, b| a.language == b.language) {
                let Some(first) = list.first() else { continue };
                let (postings, places) = self.gathered(list, &mut scratch, &mut writer.spare);
                let held = u32::try_from(postings.len()).unwrap_or(u32::MAX);
                let pages = self.counted(held, first.group, lists.iter().map(|list| list.language));
                writer.list(first, pages, postings, places);
            }
        }
        Lists { digest: self.lists_key(partition), ..writer.finish() }
    }

    /// The postings of a list and their positions, by page.
    fn gathered(
        &self,
        list: &[Found<'_>],
        scratch: &mut Record,
        spare: &mut Vec<Vec<u32>>,
    ) -> (Vec<Posting>, Vec<Places>) {
        let (mut postings, mut places) = (Vec::new(), Vec::new());
        for found in list {
            let mut records = found.records;
            scratch.page = 0;
            while scratch.read(&mut records) {
                let posting = self.posting(found.bucket, scratch);
                let positions = std::mem::replace(&mut scratch.positions, spare.pop().unwrap_or_default());
                places.push((posting.page, positions));
                postings.push(posting);
            }
        }
        postings.sort_by_key(|posting| posting.page);
        places.sort_by_key(|(page, _)| *page);
        (postings, places)
    }
}

impl Lists {
    /// The list of a group: its file's number among the shards, and its place there.
    pub(super) fn find(&self, group: &str, language: u8) -> Option<(u32, u16)> {
        let at =
            self.index.binary_search_by(|listed| (&*listed.group, listed.language).cmp(&(group, language))).ok()?;
        self.index.get(at).map(|listed| (listed.shard, listed.index))
    }
}

/// Writes lists to files.
struct Writer<'a> {
    packer: &'a mut Packer,
    cutter: Cutter,
    /// The lists of the file at hand.
    lists: Vec<List>,
    places: Vec<Vec<Places>>,
    /// What held positions of earlier files: there are as many as postings, too many to allocate each anew.
    spare: Vec<Vec<u32>>,
    made: Lists,
}

impl<'a> Writer<'a> {
    fn new(packer: &'a mut Packer) -> Self {
        let (lists, places, spare) = (Vec::new(), Vec::new(), Vec::new());
        Self { packer, cutter: Cutter::new(FILE_BYTES), lists, places, spare, made: Lists::default() }
    }

    /// Adds a list, which counts to be of so many pages.
    fn list(&mut self, of: &Found<'_>, pages: u32, mut postings: Vec<Posting>, places: Vec<Places>) {
        let (group, language) = (of.group, of.language);
        let tail = split(&mut postings).map(|rest| {
            let list = List { pages: u32::try_from(rest.len()).unwrap_or(u32::MAX), tail: None, postings: rest };
            self.file(&encode_shard(&[list]))
        });
        if self.cutter.starts(group.as_bytes(), (postings.len() + 2) * POSTING_BYTES) {
            self.flush();
        }
        let shard = u32::try_from(self.made.shards.len()).unwrap_or(u32::MAX);
        let index = u16::try_from(self.lists.len()).unwrap_or(u16::MAX);
        self.made.index.push(Listed { group: group.into(), language, shard, index });
        self.lists.push(List { pages, tail, postings });
        self.places.push(places);
    }

    /// Ends the file at hand.
    fn flush(&mut self) {
        if self.lists.is_empty() {
            return;
        }
        let postings = self.file(&encode_shard(&self.lists));
        let positions = self.file(&encode_positions(&self.places));
        self.made.shards.push(Shard { postings, positions });
        self.lists.clear();
        self.spare.extend(self.places.drain(..).flatten().map(|(_, positions)| positions));
    }

    fn file(&mut self, raw: &[u8]) -> Hash {
        let made = self.packer.make(raw, File::List);
        let hash = hash_of(made.blob.digest());
        self.made.files.push(made);
        hash
    }

    fn finish(mut self) -> Lists {
        self.flush();
        self.made
    }
}

/// Takes the tail off a long list: what stands in no name or heading first, low impacts before high ones. Pages of the same
/// impact stay together where they can, so that an edit moves none but its own.
fn split(postings: &mut Vec<Posting>) -> Option<Vec<Posting>> {
    if postings.len() <= FIRST {
        return None;
    }
    let mut by_worth: Vec<usize> = vec![0; 4 * 256];
    for posting in postings.iter() {
        if let Some(count) = by_worth.get_mut(worth(posting)) {
            *count += 1;
        }
    }
    let mut kept = 0;
    let fits = |count: &&usize| {
        kept += **count;
        kept <= FIRST
    };
    let fitting = by_worth.iter().rev().take_while(fits).count();
    let least = by_worth.len() - fitting;
    let (mut first, rest): (Vec<Posting>, Vec<Posting>) = postings.iter().partition(|posting| worth(posting) >= least);
    if first.is_empty() {
        // More pages of the highest worth than fit.
        return Some(postings.split_off(FIRST));
    }
    std::mem::swap(postings, &mut first);
    Some(rest)
}

/// How likely a posting is to be shown; below 1024.
fn worth(posting: &Posting) -> usize {
    let place = if posting.names.is_empty() { usize::from(posting.in_heading) } else { 2 };
    place * 256 + usize::from(posting.impact)
}

#[cfg(test)]
mod tests {
    use guildhall_search::postings::NameHit;

    use super::*;

    fn posting(page: u32, impact: u8) -> Posting {
        Posting { page, impact, ..Posting::default() }
    }

    #[test]
    fn names_headings_and_high_impacts_come_first() {
        let mut postings: Vec<Posting> = (0..5_000).map(|page| posting(page, (page % 100) as u8)).collect();
        postings[100].names.push(NameHit::default());
        postings[200].in_heading = true;
        let all = postings.clone();
        let rest = split(&mut postings).unwrap();
        assert!((700..=FIRST).contains(&postings.len()), "{}", postings.len());
        assert!(
            postings.iter().any(|posting| posting.page == 100) && postings.iter().any(|posting| posting.page == 200)
        );
        let lowest =
            postings.iter().filter(|posting| ![100, 200].contains(&posting.page)).map(|posting| posting.impact);
        assert!(lowest.min() > rest.iter().map(|posting| posting.impact).max());
        assert!(postings.is_sorted_by_key(|posting| posting.page) && rest.is_sorted_by_key(|posting| posting.page));
        assert_eq!(postings.len() + rest.len(), all.len());
    }

    #[test]
    fn a_list_of_equals_is_split_all_the_same() {
        let mut postings: Vec<Posting> = (0..3_000).map(|page| posting(page, 9)).collect();
        assert_eq!(split(&mut postings).map(|rest| rest.len()), Some(3_000 - FIRST));
        assert_eq!(split(&mut postings), None);
    }
}

//! The files that the browser searches, from the buckets of the full-text index: in which order the steps of
//! [`crate::index::export`] run, and what of earlier builds they use.

use std::sync::Arc;

use guildhall_search::lexicon::Phrase;

use super::memo::Table;
use crate::base::digest::{Digest, Digester};
use crate::fs::{Blob, Outputs};
use crate::index::export::{self, Chunks, Entry, Grouped, Lists, Misfit, Packer, Pieces, Site, Surroundings};

/// Names are changed so often at most, should two files share one: once in a thousand years is too often already.
const MOST_SALTS: u8 = 8;
/// Chunks are made twice as large so often at most.
const MOST_DOUBLINGS: u32 = 12;

/// What earlier builds left behind.
#[derive(Default)]
pub(super) struct ExportMemo {
    lists: Table<Lists>,
    chunks: Table<Chunks>,
    cards: Table<Blob>,
    texts: Table<Vec<Blob>>,
}

impl ExportMemo {
    pub(super) fn start(&mut self) {
        self.lists.start();
        self.chunks.start();
        self.cards.start();
        self.texts.start();
    }

    pub(super) fn evict(&mut self) {
        self.lists.evict();
        self.chunks.evict();
        self.cards.evict();
        self.texts.evict();
    }
}

/// What is exported.
pub(super) struct Export<'a> {
    pub(super) site: &'a Site,
    /// Every page that takes part, by number.
    pub(super) pages: &'a [Entry<'a>],
    /// Words that mean something together, sorted by them.
    pub(super) phrases: &'a [Phrase],
    /// Files that stand beside the index, by path below `search/`.
    pub(super) beside: &'a [(String, Blob)],
    /// `search.offline`.
    pub(super) offline: bool,
}

impl Export<'_> {
    /// All files of the index. Empty if they cannot be named apart, which does not happen.
    pub(super) fn outputs(&self, memo: &mut ExportMemo) -> Outputs {
        (0..MOST_SALTS).find_map(|salt| self.salted(salt, memo)).unwrap_or_default()
    }

    fn salted(&self, salt: u8, memo: &mut ExportMemo) -> Option<Outputs> {
        let tool = || Packer::new(salt);
        let jobs = |key: &dyn Fn(usize) -> Digest| -> Vec<(Digest, usize)> {
            (0..export::PARTITIONS).map(|partition| (salted(key(partition), salt), partition)).collect()
        };
        let partitions = jobs(&|partition| self.site.lists_key(partition));
        let (lists, _) =
            memo.lists.map_with(&partitions, None, tool, |packer, partition| self.site.lists(*partition, packer));
        let groups = self.groups(salt, memo);
        for doubling in 0..MOST_DOUBLINGS {
            let chunk_bytes = export::CHUNK_BYTES << doubling;
            let around = Surroundings { lists: &lists, phrases: self.phrases, chunk_bytes };
            let partitions = jobs(&|partition| self.site.chunks_key(partition, &around));
            let (chunks, _) = memo
                .chunks
                .map_with(&partitions, None, tool, |packer, partition| self.site.chunks(*partition, &around, packer));
            let pieces = Pieces {
                site: self.site,
                pages: self.pages,
                lists: &lists,
                chunks: &chunks,
                groups: &groups,
                beside: self.beside,
                offline: self.offline,
            };
            match export::assemble(&pieces, &mut tool()) {
                Ok(outputs) => return Some(outputs),
                Err(Misfit::Long) => {}
                Err(Misfit::Clash) => return None,
            }
        }
        None
    }

    /// Cards and texts.
    fn groups(&self, salt: u8, memo: &mut ExportMemo) -> Vec<Grouped> {
        let tool = || Packer::new(salt);
        let groups = export::grouped(self.pages);
        let runs = groups.iter().flat_map(|group| group.chunks(usize::from(export::CARDS_PER_FILE)));
        let cards: Vec<_> = runs.map(|run| (salted(export::cards_key(run), salt), run)).collect();
        let (cards, _) = memo.cards.map_with(&cards, None, tool, |packer, run| export::cards(run, packer));
        let pages = groups.iter().flat_map(|group| group.iter());
        let texts: Vec<_> = pages.map(|page| (salted(export::texts_key(page), salt), page)).collect();
        let (texts, _) = memo.texts.map_with(&texts, None, tool, |packer, page| export::texts(page, packer));
        let (mut cards, mut texts) = (&cards[..], &texts[..]);
        let name = |group: &&[Entry<'_>]| {
            let of_cards = take(&mut cards, group.len().div_ceil(usize::from(export::CARDS_PER_FILE)));
            Grouped::new(of_cards, take(&mut texts, group.len()))
        };
        groups.iter().map(name).collect()
    }
}

/// Takes the first so many of `files`.
fn take<'a, T>(files: &mut &'a [Arc<T>], count: usize) -> &'a [Arc<T>] {
    let (first, rest) = files.split_at_checked(count).unwrap_or((files, &[]));
    *files = rest;
    first
}

fn salted(key: Digest, salt: u8) -> Digest {
    if salt == 0 { key } else { Digester::default().digest(key).part(&[salt]).finish() }
}

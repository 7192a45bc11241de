//! Pages to the files that show them: cards, and texts for excerpts, in groups.
//!
//! A file holds a few pages; a group is a run of pages whose files are named together, so that the manifest names groups
//! and not pages.

use std::sync::Arc;

use guildhall_search::cards::{Card, encode_cards};
use guildhall_search::texts::{encode_text, encode_texts};
use guildhall_search::{File, Group};

use super::super::docs::SearchDoc;
use super::super::facts::Facts;
use super::cut::Cutter;
use super::pack::{Made, Packer, hash_of_all};
use crate::base::digest::{Digest, Digester};
use crate::content::front::Status;
use crate::fs::Blob;

/// Pages whose cards stand in one file.
pub const CARDS_PER_FILE: u8 = 4;
/// Pages whose texts stand in one file: few of the pages shown are neighbours.
pub const TEXTS_PER_FILE: u8 = 1;
/// Most groups of a site: the manifest names each.
const MOST_GROUPS: usize = 96;
/// So many groups are aimed at, or up to half as many.
const GROUPS: usize = 80;

/// A page that takes part in search, in page order.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// The page or question.
    pub doc: &'a SearchDoc,
    /// Its digest.
    pub digest: Digest,
    /// What else is known of it.
    pub facts: &'a Facts,
}

/// Cuts pages into groups: at pages that say so by their path, whatever the others are.
pub fn grouped<'a, 'b>(pages: &'b [Entry<'a>]) -> Vec<&'b [Entry<'a>]> {
    // By powers of two: a page more or less seldom changes it, and with it all borders.
    let mut target = (pages.len() / GROUPS).next_power_of_two();
    loop {
        let mut cutter = Cutter::new(target);
        let mut groups = Vec::new();
        let mut start = 0;
        for (index, page) in pages.iter().enumerate() {
            if cutter.starts(page.doc.path.as_bytes(), 1) {
                groups.extend(pages.get(start..index));
                start = index;
            }
        }
        groups.extend(pages.get(start..).filter(|rest| !rest.is_empty()));
        if groups.len() <= MOST_GROUPS {
            return groups;
        }
        target = (target + 1).next_power_of_two();
    }
}

/// The digest of all that a file of cards depends on.
pub fn cards_key(pages: &[Entry<'_>]) -> Digest {
    let mut digester = Digester::default();
    for page in pages {
        digester.digest(page.digest).value(page.facts);
    }
    digester.finish()
}

/// The digest of all that a file of texts depends on.
pub fn texts_key(pages: &[Entry<'_>]) -> Digest {
    let mut digester = Digester::default();
    for page in pages {
        digester.digest(page.digest);
    }
    digester.finish()
}

/// A file of cards, deflated.
pub fn cards(pages: &[Entry<'_>], packer: &mut Packer) -> Blob {
    let cards: Vec<Vec<u8>> = pages.iter().map(|page| card(page.doc, page.facts).encode()).collect();
    packer.pack(&encode_cards(cards.iter().map(Vec::as_slice)))
}

/// A file of texts, deflated.
pub fn texts(pages: &[Entry<'_>], packer: &mut Packer) -> Blob {
    let text = |page: &Entry<'_>| {
        let sections: Vec<&str> = page.doc.sections().map(super::super::docs::SectionRef::text).collect();
        encode_text(sections.into_iter())
    };
    let texts: Vec<Vec<u8>> = pages.iter().map(text).collect();
    packer.pack(&encode_texts(texts.iter().map(Vec::as_slice)))
}

/// A group, named.
pub struct Grouped {
    pub(super) group: Group,
    pub(super) files: Vec<Made>,
}

impl Grouped {
    /// Names the files of a group of so many pages.
    pub fn new(pages: usize, cards: &[Arc<Blob>], texts: &[Arc<Blob>]) -> Self {
        let pages = u32::try_from(pages).unwrap_or(u32::MAX);
        let hash = |files: &[Arc<Blob>]| hash_of_all(files.iter().map(|file| &**file));
        let group = Group { pages, cards: hash(cards), texts: hash(texts) };
        let cards = (0..).zip(cards).map(|(number, blob)| (File::Cards(group.cards, number), blob));
        let texts = (0..).zip(texts).map(|(number, blob)| (File::Text(group.texts, number), blob));
        let files = cards.chain(texts).map(|(file, blob)| Made { file, blob: Blob::clone(blob) });
        Self { group, files: files.collect() }
    }
}

fn card(doc: &SearchDoc, facts: &Facts) -> Card {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Card {
        title: doc.title.clone(),
        address: doc.address.as_str().to_owned(),
        anchor: doc.anchor.clone(),
        kind: doc.kind.to_owned(),
        language: doc.language.to_string(),
        path: doc.path.clone(),
        id: text(&doc.id),
        summary: text(&doc.summary),
        answer: text(&doc.short),
        date: facts.date.map(|date| date.to_string()).unwrap_or_default(),
        status: status_word(facts.status).to_owned(),
        trail: facts.trail.iter().chain(&doc.within).cloned().collect(),
        headings: doc.sections().map(|section| (section.heading.to_owned(), section.anchor.to_owned())).collect(),
    }
}

/// What a result says of a page that is not simply valid.
fn status_word(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Unvalidated => "unvalidated",
        Status::Archived => "archived",
        Status::Validated => "",
    }
}

//! Pages to the files that show them: cards, and texts for excerpts, in groups.
//!
//! A file holds the cards of a few pages, or a part of the text of one; a group is a run of pages whose files are named
//! together, so that the manifest names groups and not pages.

use std::sync::Arc;

use guildhall_search::cards::{Card, encode_cards};
use guildhall_search::texts::encode_text;
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
/// Bytes of a part of a page's text before it is deflated, at least: about 800 after. Sections are not cut.
const PART_BYTES: usize = 1_600;
/// Most parts of a text: files of a group are numbered by part and page with two bytes.
const MOST_PARTS: usize = 7;
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

/// The digest of all that the files of a page's text depend on.
pub fn texts_key(page: &Entry<'_>) -> Digest {
    Digester::default().digest(page.digest).finish()
}

/// A file of cards, deflated.
pub fn cards(pages: &[Entry<'_>], packer: &mut Packer) -> Blob {
    let cards: Vec<Vec<u8>> = pages.iter().map(|page| card(page.doc, page.facts).encode()).collect();
    packer.pack(&encode_cards(cards.iter().map(Vec::as_slice)))
}

/// The parts of a page's text, deflated.
pub fn texts(page: &Entry<'_>, packer: &mut Packer) -> Vec<Blob> {
    let sections: Vec<&str> = page.doc.sections().map(super::super::docs::SectionRef::text).collect();
    let starts = [0].into_iter().chain(parts(&sections)).collect::<Vec<_>>();
    let ends = starts.iter().skip(1).copied().chain([sections.len()]);
    let pack = |(start, end): (&usize, usize)| {
        packer.pack(&encode_text(sections.get(*start..end).unwrap_or_default().iter().copied()))
    };
    starts.iter().zip(ends).map(pack).collect()
}

/// The first section of each part of a text but the first. What is left at its end is no part of its own if it is small.
fn parts(sections: &[&str]) -> Vec<usize> {
    let mut left: usize = sections.iter().map(|text| text.len()).sum();
    let (mut parts, mut filled) = (Vec::new(), 0);
    for (number, text) in sections.iter().enumerate() {
        if filled >= PART_BYTES && left >= PART_BYTES / 2 && parts.len() + 1 < MOST_PARTS {
            parts.push(number);
            filled = 0;
        }
        filled += text.len();
        left -= text.len();
    }
    parts
}

/// A group, named.
pub struct Grouped {
    pub(super) group: Group,
    pub(super) files: Vec<Made>,
}

impl Grouped {
    /// Names the files of a group, whose pages have these texts.
    pub fn new(cards: &[Arc<Blob>], texts: &[Arc<Vec<Blob>>]) -> Self {
        let pages = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        let all_texts = texts.iter().flat_map(|parts| parts.iter());
        let name = hash_of_all(cards.iter().map(|file| &**file).chain(all_texts));
        let cards = (0..).zip(cards).map(|(number, blob)| (File::Cards(name, number), &**blob));
        let numbered = |(page, parts): (usize, &'_ Arc<Vec<Blob>>)| -> Vec<(File, Blob)> {
            let number = |part: usize| u16::try_from(part * texts.len() + page).unwrap_or(u16::MAX);
            parts.iter().enumerate().map(|(part, blob)| (File::Text(name, number(part)), blob.clone())).collect()
        };
        let made = |(file, blob)| Made { file, blob };
        let cards = cards.map(|(file, blob)| made((file, blob.clone())));
        let files = cards.chain(texts.iter().enumerate().flat_map(numbered).map(made)).collect();
        Self { group: Group { pages, name }, files }
    }
}

fn card(doc: &SearchDoc, facts: &Facts) -> Card {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let parts = parts(&doc.sections().map(super::super::docs::SectionRef::text).collect::<Vec<_>>());
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
        parts: parts.into_iter().map(|section| u16::try_from(section).unwrap_or(u16::MAX)).collect(),
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

//! A file of cards: what a result shows of a page before its text is read.
//!
//! | piece | |
//! | --- | --- |
//! | cards | count, then each as a block: |
//! | texts | title, address, anchor, kind, language, path, id, summary, answer, date, status |
//! | trail | count, then texts |
//! | headings | count, then for each: its text, its anchor |
//! | parts | count, then for each part of the text but the first: its first section |

use alloc::string::String;
use alloc::vec::Vec;

use crate::few::Few;
use crate::postings::MOST_SECTIONS;
use crate::wire::{Damaged, Input, Output, seal};

/// What a result shows of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Its title, or the question.
    pub title: String,
    /// Its address, decoded, without an anchor.
    pub address: String,
    /// The anchor of a question of a page of many; else empty.
    pub anchor: String,
    /// The word for its kind.
    pub kind: String,
    /// The code of its language.
    pub language: String,
    /// Its file below the content folder.
    pub path: String,
    /// Its id; empty when it has none.
    pub id: String,
    /// A sentence about it.
    pub summary: String,
    /// A question's answer in a sentence.
    pub answer: String,
    /// When it last changed, `2026-11-24`; empty when nobody knows.
    pub date: String,
    /// The word for its status; empty when it is valid.
    pub status: String,
    /// Titles of the folders above it, outermost first.
    pub trail: Vec<String>,
    /// Its headings with their anchors, by section; the text of a section without a heading is empty.
    pub headings: Vec<(String, String)>,
    /// Where its text is cut into files: the first section of each part but the first, ascending.
    pub parts: Few<u16, MOST_SECTIONS>,
}

impl Card {
    fn texts(&self) -> [&String; 11] {
        [
            &self.title,
            &self.address,
            &self.anchor,
            &self.kind,
            &self.language,
            &self.path,
            &self.id,
            &self.summary,
            &self.answer,
            &self.date,
            &self.status,
        ]
    }

    fn texts_mut(&mut self) -> [&mut String; 11] {
        [
            &mut self.title,
            &mut self.address,
            &mut self.anchor,
            &mut self.kind,
            &mut self.language,
            &mut self.path,
            &mut self.id,
            &mut self.summary,
            &mut self.answer,
            &mut self.date,
            &mut self.status,
        ]
    }

    /// Its bytes, as they stand in a file.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.texts().into_iter().for_each(|text| out.text(text));
        out.size(self.trail.len());
        self.trail.iter().for_each(|text| out.text(text));
        out.size(self.headings.len());
        for (text, anchor) in &self.headings {
            out.text(text);
            out.text(anchor);
        }
        out.size(self.parts.len());
        self.parts.iter().for_each(|section| out.number(u32::from(*section)));
        out
    }
}

/// The bytes of a file of cards, each given as its own bytes.
pub fn encode_cards<'a>(cards: impl ExactSizeIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut out = Vec::new();
    out.size(cards.len());
    cards.for_each(|card| out.block(card));
    seal(out)
}

/// Reads card `place` of a file.
///
/// # Errors
/// When the bytes are damaged or there is no such card.
pub fn decode_card(file: &[u8], place: usize) -> Result<Card, Damaged> {
    let mut input = Input::new(item(file, place)?);
    let mut card = Card::default();
    for text in card.texts_mut() {
        *text = input.string();
    }
    for _ in 0..input.count(1) {
        card.trail.push(input.string());
    }
    for _ in 0..input.count(2) {
        card.headings.push((input.string(), input.string()));
    }
    for _ in 0..input.count(1) {
        match u16::try_from(input.number()) {
            Ok(section) if card.parts.push(section) => {}
            _ => input.fail(),
        }
    }
    input.end()?;
    Ok(card)
}

/// Block `place` of a file of counted blocks.
fn item(file: &[u8], place: usize) -> Result<&[u8], Damaged> {
    let mut input = Input::open(file)?;
    if place >= input.count(1) {
        return Err(Damaged);
    }
    for _ in 0..place {
        input.block();
    }
    let block = input.block();
    input.check()?;
    Ok(block)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn card() -> impl Strategy<Value = Card> {
        (vec(".{0,9}", 11), vec(".{0,9}", 0..4), vec((".{0,9}", ".{0,9}"), 0..9), vec(any::<u16>(), 0..3)).prop_map(
            |(texts, trail, headings, parts)| {
                let mut card = Card { trail, headings, parts: parts.into_iter().collect(), ..Card::default() };
                card.texts_mut().into_iter().zip(texts).for_each(|(field, text)| *field = text);
                card
            },
        )
    }

    proptest! {
        #[test]
        fn cards_read_back(cards in vec(card(), 0..5), at in any::<prop::sample::Index>(), noise in vec(any::<u8>(), 0..99)) {
            let encoded: Vec<Vec<u8>> = cards.iter().map(Card::encode).collect();
            let bytes = encode_cards(encoded.iter().map(Vec::as_slice));
            for (place, card) in cards.iter().enumerate() {
                prop_assert_eq!(&decode_card(&bytes, place), &Ok(card.clone()));
            }
            prop_assert_eq!(decode_card(&bytes, cards.len()), Err(Damaged));
            let cut = &bytes[..at.index(bytes.len())];
            prop_assert_eq!(decode_card(cut, cards.len().saturating_sub(1)), Err(Damaged));
            let _ = decode_card(&noise, 0);
            let _ = decode_card(&seal(noise), 0);
        }
    }
}

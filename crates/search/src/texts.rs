//! A file of texts: what pages say, section by section, to cut excerpts from.
//!
//! | piece | |
//! | --- | --- |
//! | pages | count, then each as a block: |
//! | sections | count, then texts |

use alloc::vec::Vec;

use crate::cards::item;
use crate::wire::{Damaged, Input, Output};

/// The bytes of a page's text, as they stand in a file.
pub fn encode_text<'a>(sections: impl ExactSizeIterator<Item = &'a str>) -> Vec<u8> {
    let mut out = Vec::new();
    out.size(sections.len());
    sections.for_each(|section| out.text(section));
    out
}

/// The bytes of a file of texts, each given as its own bytes.
pub fn encode_texts<'a>(pages: impl ExactSizeIterator<Item = &'a [u8]>) -> Vec<u8> {
    crate::cards::encode_cards(pages)
}

/// Reads the text of page `place` of a file: its sections, each as plain text.
///
/// # Errors
/// When the bytes are damaged or there is no such page.
pub fn decode_text(file: &[u8], place: usize) -> Result<Vec<&str>, Damaged> {
    let mut input = Input::new(item(file, place)?);
    let count = input.count(1);
    let mut sections = Vec::with_capacity(count);
    for _ in 0..count {
        sections.push(input.text());
    }
    input.end()?;
    Ok(sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_read_back() {
        let pages = [encode_text(["One.", "", "Drei, groß."].into_iter()), encode_text([].into_iter())];
        let bytes = encode_texts(pages.iter().map(Vec::as_slice));
        assert_eq!(decode_text(&bytes, 0), Ok([("One."), "", "Drei, groß."].to_vec()));
        assert_eq!(decode_text(&bytes, 1), Ok(Vec::new()));
        assert_eq!(decode_text(&bytes, 2), Err(Damaged));
        for end in 0..bytes.len() {
            assert_eq!(decode_text(&bytes[..end], 1), Err(Damaged));
        }
    }
}

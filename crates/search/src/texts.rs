//! A file of text: what some sections of a page say, to cut excerpts from. A longer page is cut into several, so that an
//! excerpt takes the part with its section only; [`crate::cards::Card::parts`] says where.
//!
//! | piece | |
//! | --- | --- |
//! | sections | count, then texts |

use alloc::vec::Vec;

use crate::wire::{Damaged, Input, Output, seal};

/// The bytes of a file of text.
pub fn encode_text<'a>(sections: impl ExactSizeIterator<Item = &'a str>) -> Vec<u8> {
    let mut out = Vec::new();
    out.size(sections.len());
    sections.for_each(|section| out.text(section));
    seal(out)
}

/// Reads a file of text: its sections, each as plain text.
///
/// # Errors
/// When the bytes are damaged.
pub fn decode_text(file: &[u8]) -> Result<Vec<&str>, Damaged> {
    let mut input = Input::open(file)?;
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
        let bytes = encode_text(["One.", "", "Drei, groß."].into_iter());
        assert_eq!(decode_text(&bytes), Ok([("One."), "", "Drei, groß."].to_vec()));
        assert_eq!(decode_text(&encode_text([].into_iter())), Ok(Vec::new()));
        for end in 0..bytes.len() {
            assert_eq!(decode_text(&bytes[..end]), Err(Damaged));
        }
    }
}

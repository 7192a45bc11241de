//! A column of a facet: what each page has of it.
//!
//! | piece | |
//! | --- | --- |
//! | form | a byte: 0 values, 1 numbers |
//! | values | count, then for each: value as text, label as text; then block: for each page how many values it has; then the values of all pages |
//! | numbers | a byte: how many bytes a number takes, 1 to 4; then the lowest byte of each page's number, the next byte of each, and so on: higher bytes alone deflate well |

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::wire::{Damaged, Input, Output, seal};

/// Most bytes of a number.
const WIDEST: u32 = 4;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Words to choose from, such as tags.
    Values {
        /// Each value and what readers are shown for it.
        values: Vec<(String, String)>,
        /// For each page the values it has, as indexes.
        of: Held,
    },
    /// A number a page to sort by: days since 1970-01-01, or the place in the order of titles.
    Numbers(Vec<u32>),
}

/// The values that each page has, of all pages in one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    values: Vec<u16>,
    /// By page: where its values end.
    ends: Vec<usize>,
}

impl Held {
    /// Adds the next page.
    pub fn push(&mut self, values: impl IntoIterator<Item = u16>) {
        self.values.extend(values);
        self.ends.push(self.values.len());
    }

    /// The values of a page; none of one that is not there.
    pub fn of(&self, page: usize) -> &[u16] {
        let start = page.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let run = start.zip(self.ends.get(page)).and_then(|(start, end)| self.values.get(start..*end));
        run.unwrap_or_default()
    }
}

impl Column {
    /// Its bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Values { values, of } => {
                out.push(0);
                out.size(values.len());
                for (value, label) in values {
                    out.text(value);
                    out.text(label);
                }
                let (mut counts, mut held) = (Vec::new(), Vec::new());
                for page in 0..of.ends.len() {
                    counts.size(of.of(page).len());
                    of.of(page).iter().for_each(|value| held.number(u32::from(*value)));
                }
                out.block(&counts);
                out.extend(held);
            }
            Self::Numbers(numbers) => {
                out.push(1);
                let most = numbers.iter().copied().max().unwrap_or_default();
                let width = (0..WIDEST).rfind(|place| most >> (8 * place) != 0).unwrap_or_default() + 1;
                out.push(u8::try_from(width).unwrap_or_default());
                for place in 0..width {
                    out.extend(numbers.iter().map(|number| (number >> (8 * place)).to_le_bytes()[0]));
                }
            }
        }
        seal(out)
    }

    /// Reads the column of `pages` pages.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn decode(bytes: &[u8], pages: u32) -> Result<Self, Damaged> {
        let mut input = Input::open(bytes)?;
        let pages = usize::try_from(pages).map_err(|_| Damaged)?;
        if pages > input.len() {
            return Err(Damaged);
        }
        let column = match input.byte() {
            0 => values(&mut input, pages)?,
            1 => {
                let width = u32::from(input.byte());
                if !(1..=WIDEST).contains(&width) {
                    return Err(Damaged);
                }
                let mut numbers = vec![0; pages];
                for place in 0..width {
                    for (number, byte) in numbers.iter_mut().zip(input.bytes(pages)) {
                        *number |= u32::from(*byte) << (8 * place);
                    }
                }
                Self::Numbers(numbers)
            }
            _ => return Err(Damaged),
        };
        input.end()?;
        Ok(column)
    }
}

fn values(input: &mut Input<'_>, pages: usize) -> Result<Column, Damaged> {
    let count = input.count(2);
    let mut values = Vec::with_capacity(count);
    for _ in 0..count {
        values.push((input.string(), input.string()));
    }
    let mut counts = Input::new(input.block());
    if pages > counts.len() {
        return Err(Damaged);
    }
    let mut of = Held { values: Vec::with_capacity(input.len()), ends: Vec::with_capacity(pages) };
    for _ in 0..pages {
        for _ in 0..counts.count_in(input) {
            let value = u16::try_from(input.number()).unwrap_or(u16::MAX);
            if usize::from(value) >= count {
                return Err(Damaged);
            }
            of.values.push(value);
        }
        of.ends.push(of.values.len());
    }
    counts.end()?;
    Ok(Column::Values { values, of })
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn columns_read_back_and_every_cut_is_damage() {
        let mut of = Held::default();
        of.push([0]);
        of.push([]);
        of.push([1, 0]);
        assert_eq!([0, 1, 2, 3].map(|page| of.of(page)), [&[0][..], &[], &[1, 0], &[]]);
        let values = [("faq", "Question"), ("event", "Event")].map(|(v, l)| (v.into(), l.into())).to_vec();
        let columns = [
            Column::Values { values, of },
            Column::Numbers([0, 20_000, 7].to_vec()),
            Column::Numbers([u32::MAX, 0, 1 << 31].to_vec()),
            Column::Numbers([0, 0, 0].to_vec()),
            Column::Numbers([255, 256, 1].to_vec()),
        ];
        for column in columns {
            let mut bytes = column.encode();
            assert_eq!(Column::decode(&bytes, 3), Ok(column));
            assert_eq!(Column::decode(&bytes, u32::MAX), Err(Damaged));
            bytes.truncate(bytes.len() - 4);
            for end in 0..bytes.len() {
                assert_eq!(Column::decode(&seal(bytes[..end].to_vec()), 3), Err(Damaged));
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_no_panic(noise in vec(any::<u8>(), 0..99), pages in 0..99_u32) {
            let _ = Column::decode(&noise, pages);
            let _ = Column::decode(&seal(noise), pages);
        }
    }

    #[test]
    fn a_value_that_is_not_there_is_damage() {
        let mut of = Held::default();
        of.push([3]);
        let bytes = Column::Values { values: Vec::new(), of }.encode();
        assert_eq!(Column::decode(&bytes, 1), Err(Damaged));
    }
}

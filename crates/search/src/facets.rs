//! A column of a facet: what each page has of it.
//!
//! | piece | |
//! | --- | --- |
//! | form | a byte: 0 values, 1 numbers |
//! | values | count, then for each: value as text, label as text; then for each page: its values as a count and numbers |
//! | numbers | for each page a number |

use alloc::string::String;
use alloc::vec::Vec;

use crate::few::Few;
use crate::wire::{Damaged, Input, Output};

/// Most values of one page in one column; more are left out.
pub const MOST_VALUES: usize = 16;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Words to choose from, such as tags.
    Values {
        /// Each value and what readers are shown for it.
        values: Vec<(String, String)>,
        /// For each page the values it has, as indexes.
        of: Vec<Few<u16, MOST_VALUES>>,
    },
    /// A number a page to sort by: days since 1970-01-01, or the place in the order of titles.
    Numbers(Vec<u32>),
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
                for page in of {
                    out.size(page.len());
                    page.iter().for_each(|value| out.number(u32::from(*value)));
                }
            }
            Self::Numbers(numbers) => {
                out.push(1);
                for number in numbers {
                    out.number(*number);
                }
            }
        }
        out
    }

    /// Reads the column of `pages` pages.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn decode(bytes: &[u8], pages: u32) -> Result<Self, Damaged> {
        let mut input = Input::new(bytes);
        let pages = usize::try_from(pages).map_err(|_| Damaged)?;
        if pages > bytes.len() {
            return Err(Damaged);
        }
        let column = match input.byte()? {
            0 => values(&mut input, pages)?,
            1 => {
                let mut numbers = Vec::with_capacity(pages);
                for _ in 0..pages {
                    numbers.push(input.number()?);
                }
                Self::Numbers(numbers)
            }
            _ => return Err(Damaged),
        };
        if input.is_empty() { Ok(column) } else { Err(Damaged) }
    }
}

fn values(input: &mut Input<'_>, pages: usize) -> Result<Column, Damaged> {
    let count = input.count(2)?;
    let mut values = Vec::with_capacity(count);
    for _ in 0..count {
        values.push((input.string()?, input.string()?));
    }
    let mut of = Vec::with_capacity(pages);
    for _ in 0..pages {
        let mut page = Few::default();
        for _ in 0..input.count(1)? {
            let value = u16::try_from(input.number()?).map_err(|_| Damaged)?;
            if usize::from(value) >= count || !page.push(value) {
                return Err(Damaged);
            }
        }
        of.push(page);
    }
    Ok(Column::Values { values, of })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_read_back_and_every_cut_is_damage() {
        let few = |values: &[u16]| values.iter().copied().collect();
        let values = [("faq", "Question"), ("event", "Event")].map(|(v, l)| (v.into(), l.into())).to_vec();
        let columns = [
            Column::Values { values, of: [few(&[0]), few(&[]), few(&[1, 0])].to_vec() },
            Column::Numbers([0, 20_000, 7].to_vec()),
        ];
        for column in columns {
            let bytes = column.encode();
            assert_eq!(Column::decode(&bytes, 3), Ok(column));
            for end in 0..bytes.len() {
                assert_eq!(Column::decode(&bytes[..end], 3), Err(Damaged));
            }
            assert_eq!(Column::decode(&bytes, u32::MAX), Err(Damaged));
        }
    }

    #[test]
    fn a_value_that_is_not_there_is_damage() {
        let bytes = Column::Values { values: Vec::new(), of: [[3].into_iter().collect()].to_vec() }.encode();
        assert_eq!(Column::decode(&bytes, 1), Err(Damaged));
    }
}

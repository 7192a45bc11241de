//! A shard of positions: for the lists of a shard of postings where in each page the word stands. Only phrases in quotes
//! need them.
//!
//! Positions count the words of a page through all its fields and sections; between two of these is a gap that no phrase
//! bridges.
//!
//! | piece | |
//! | --- | --- |
//! | lists | count, then each as a block: |
//! | pages | number |
//! | page | for each: the number of pages skipped since the one before, count of positions, then how far each is from the one before |

use alloc::vec::Vec;

use crate::wire::{Damaged, Input, Output};

/// Positions left free between two fields or sections of a page: longer than any phrase.
pub const GAP: u32 = 64;

/// A page and where a word stands in it, ascending.
pub type Places = (u32, Vec<u32>);

/// The bytes of a shard: for each list its pages, ascending.
pub fn encode_positions(lists: &[Vec<Places>]) -> Vec<u8> {
    let mut out = Vec::new();
    out.size(lists.len());
    let mut list_bytes = Vec::new();
    for list in lists {
        list_bytes.clear();
        list_bytes.size(list.len());
        let mut next = 0;
        for (page, positions) in list {
            list_bytes.number(page.saturating_sub(next));
            next = page.saturating_add(1);
            list_bytes.size(positions.len());
            let mut before = 0;
            for position in positions {
                list_bytes.number(position.saturating_sub(before));
                before = *position;
            }
        }
        out.block(&list_bytes);
    }
    out
}

/// Reads list `index` of a shard.
///
/// # Errors
/// When the bytes are damaged or there is no such list.
pub fn decode_positions(shard: &[u8], index: usize) -> Result<Vec<Places>, Damaged> {
    let mut input = Input::new(shard);
    let count = input.count(1)?;
    if index >= count {
        return Err(Damaged);
    }
    for _ in 0..index {
        input.block()?;
    }
    let mut input = Input::new(input.block()?);
    let count = input.count(2)?;
    let mut list = Vec::with_capacity(count);
    let mut next = 0_u32;
    for _ in 0..count {
        let page = next.checked_add(input.number()?).ok_or(Damaged)?;
        next = page.checked_add(1).ok_or(Damaged)?;
        let count = input.count(1)?;
        let mut positions = Vec::with_capacity(count);
        let mut before = 0_u32;
        for _ in 0..count {
            before = before.checked_add(input.number()?).ok_or(Damaged)?;
            positions.push(before);
        }
        list.push((page, positions));
    }
    if input.is_empty() { Ok(list) } else { Err(Damaged) }
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_map, btree_set, vec};
    use proptest::prelude::*;

    use super::*;

    fn list() -> impl Strategy<Value = Vec<Places>> {
        let positions = btree_set(0..100_000_u32, 0..9).prop_map(|set| set.into_iter().collect());
        btree_map(0..u32::MAX - 1, positions, 0..9).prop_map(|map| map.into_iter().collect())
    }

    proptest! {
        #[test]
        fn lists_read_back(lists in vec(list(), 0..5)) {
            let bytes = encode_positions(&lists);
            for (index, list) in lists.iter().enumerate() {
                prop_assert_eq!(&decode_positions(&bytes, index), &Ok(list.clone()));
            }
            prop_assert_eq!(decode_positions(&bytes, lists.len()), Err(Damaged));
        }

        #[test]
        fn damage_is_no_panic(list in list(), at in any::<prop::sample::Index>(), bytes in vec(any::<u8>(), 0..200)) {
            let _ = decode_positions(&bytes, 0);
            let mut bytes = encode_positions(&[list]);
            bytes.truncate(at.index(bytes.len()));
            prop_assert!(decode_positions(&bytes, 0).is_err());
        }
    }
}

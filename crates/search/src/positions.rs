//! A shard of positions: for the lists of a shard of postings where in each page the word stands. Only phrases in quotes
//! need them.
//!
//! Positions count the words of a page through all its fields and sections; between two of these is a gap that no phrase
//! bridges.
//!
//! | piece | |
//! | --- | --- |
//! | lists | count, then for each: how many pages it has |
//! | gaps | block: for each page of each list the number of pages skipped since the one before in its list |
//! | counts | block: for each page how many positions it has |
//! | positions | for each page how far each position is from the one before |
//!
//! Columns through all lists, as in [`crate::postings`].

use alloc::vec::Vec;

use crate::wire::{Damaged, Input, Output, seal};

/// Positions left free between two fields or sections of a page: longer than any phrase.
pub const GAP: u32 = 64;

/// A page and where a word stands in it, ascending.
pub type Places = (u32, Vec<u32>);

/// The bytes of a shard: for each list its pages, ascending.
pub fn encode_positions(lists: &[Vec<Places>]) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut gaps, mut counts, mut steps) = (Vec::new(), Vec::new(), Vec::new());
    out.size(lists.len());
    for list in lists {
        out.size(list.len());
        let mut next = 0;
        for (page, positions) in list {
            gaps.number(page.saturating_sub(next));
            next = page.saturating_add(1);
            counts.size(positions.len());
            let mut before = 0;
            for position in positions {
                steps.number(position.saturating_sub(before));
                before = *position;
            }
        }
    }
    out.block(&gaps);
    out.block(&counts);
    out.extend(steps);
    seal(out)
}

/// Reads list `index` of a shard, as far as pages are wanted. They are asked for in order.
///
/// # Errors
/// When the bytes are damaged or there is no such list.
pub fn decode_positions(
    shard: &[u8],
    index: usize,
    is_wanted: &mut dyn FnMut(u32) -> bool,
) -> Result<Vec<Places>, Damaged> {
    let mut input = Input::open(shard)?;
    let (mut before, mut pages) = (0_usize, None);
    for at in 0..input.count(1) {
        let count = input.size();
        if at < index {
            before = before.saturating_add(count);
        } else if at == index {
            pages = Some(count);
        }
    }
    let pages = pages.ok_or(Damaged)?;
    let mut gaps = Input::new(input.block());
    let mut counts = Input::new(input.block());
    if before.saturating_add(pages) > gaps.len() {
        return Err(Damaged);
    }
    for _ in 0..before {
        gaps.number();
        for _ in 0..counts.count_in(&input) {
            input.number();
        }
    }
    let mut list = Vec::new();
    let mut next = 0_u32;
    for _ in 0..pages {
        let page = next.checked_add(gaps.number()).ok_or(Damaged)?;
        next = page.checked_add(1).ok_or(Damaged)?;
        let count = counts.count_in(&input);
        if !is_wanted(page) {
            for _ in 0..count {
                input.number();
            }
            continue;
        }
        let mut positions = Vec::with_capacity(count);
        let mut position = 0_u32;
        for _ in 0..count {
            position = position.checked_add(input.number()).ok_or(Damaged)?;
            positions.push(position);
        }
        list.push((page, positions));
    }
    for input in [gaps, counts, input] {
        input.check()?;
    }
    Ok(list)
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

    fn all(bytes: &[u8], index: usize) -> Result<Vec<Places>, Damaged> {
        decode_positions(bytes, index, &mut |_| true)
    }

    proptest! {
        #[test]
        fn lists_read_back(lists in vec(list(), 0..5)) {
            let bytes = encode_positions(&lists);
            for (index, list) in lists.iter().enumerate() {
                prop_assert_eq!(&all(&bytes, index), &Ok(list.clone()));
                let even: Vec<Places> = list.iter().filter(|(page, _)| page % 2 == 0).cloned().collect();
                prop_assert_eq!(decode_positions(&bytes, index, &mut |page| page % 2 == 0), Ok(even));
            }
            prop_assert_eq!(all(&bytes, lists.len()), Err(Damaged));
        }

        #[test]
        fn damage_is_no_panic(list in list(), at in any::<prop::sample::Index>(), noise in vec(any::<u8>(), 0..200)) {
            let _ = all(&noise, 0);
            let _ = all(&seal(noise), 1);
            let mut bytes = encode_positions(&[list]);
            bytes.truncate(bytes.len() - 4);
            let at = at.index(bytes.len());
            prop_assert_eq!(all(&seal(bytes[..at].to_vec()), 0), Err(Damaged), "cut short");
            bytes[at] ^= 1 << (at % 8);
            let _ = all(&seal(bytes), 0);
        }
    }
}

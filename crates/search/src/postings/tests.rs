use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::*;

fn posting() -> impl Strategy<Value = Posting> {
    let name =
        (0..8_u8, 0..16_u8, 0..16_u8).prop_map(|(number, length, position)| NameHit { number, length, position });
    let sections = prop_oneof![vec(0..40_u16, 0..2), vec(any::<u16>(), 0..=MOST_SECTIONS)];
    (any::<(u8, bool, bool)>(), sections, vec(name, 0..=MOST_NAMES)).prop_map(
        |((impact, in_heading, accented), sections, names)| Posting {
            page: 0,
            impact,
            in_heading,
            accented,
            sections: sections.into_iter().collect(),
            names: names.into_iter().collect(),
        },
    )
}

fn list() -> impl Strategy<Value = List> {
    let pages = prop_oneof![0..3_000_u32, 0..u32::MAX - 1];
    (any::<u32>(), any::<Option<[u8; 5]>>(), btree_map(pages, posting(), 0..30)).prop_map(|(pages, tail, postings)| {
        let postings = postings.into_iter().map(|(page, posting)| Posting { page, ..posting }).collect();
        List { pages, tail: tail.map(Hash), postings }
    })
}

proptest! {
    #[test]
    fn lists_read_back(lists in vec(list(), 0..5)) {
        let bytes = encode_shard(&lists);
        for (index, list) in lists.iter().enumerate() {
            prop_assert_eq!(&decode_list(&bytes, index), &Ok(list.clone()));
        }
        prop_assert_eq!(decode_list(&bytes, lists.len()), Err(Damaged));
    }

    #[test]
    fn damage_is_no_panic(list in list(), at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let mut bytes = encode_shard(&[list]);
        bytes.truncate(bytes.len() - 4);
        let at = at.index(bytes.len());
        prop_assert_eq!(decode_list(&seal(bytes[..at].to_vec()), 0), Err(Damaged), "cut short");
        bytes[at] ^= flip;
        let _ = decode_list(&seal(bytes), 0);
    }

    #[test]
    fn any_bytes_are_no_panic_and_little_memory(bytes in vec(any::<u8>(), 0..300), index in 0..3_usize) {
        let _ = decode_list(&bytes, index);
        let length = bytes.len();
        if let Ok(list) = decode_list(&seal(bytes), index) {
            prop_assert!(list.postings.capacity() <= length / 3);
        }
    }
}

#[test]
fn an_ordinary_posting_takes_three_bytes() {
    let posting = |page| Posting { page, impact: 100, sections: [3].into_iter().collect(), ..Posting::default() };
    let shard =
        |count: u32| encode_shard(&[List { pages: count, tail: None, postings: (0..count).map(posting).collect() }]);
    assert_eq!(shard(100).len() - shard(10).len(), 90 * 3 + 1, "and one for the longer length");
}

use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

use super::*;

fn chunk() -> impl Strategy<Value = Chunk> {
    let list = (0..3_u8, 0..9_u16, 0..40_u16).prop_map(|(language, shard, index)| ListRef { language, shard, index });
    let form = (0..16_u8, any::<bool>(), vec(list, 1..4));
    let means = prop_oneof![
        (vec("[a-z]{1,6}", 1..4), 0..=100_u8).prop_map(|(words, factor)| Means::Words(words, factor)),
        any::<u32>().prop_map(Means::Best),
    ];
    let phrase = (vec("[a-z]{1,6}", 1..4), means).prop_map(|(words, means)| Phrase { words, means });
    let shard = any::<[[u8; 5]; 2]>().prop_map(|[a, b]| Shard { postings: Hash(a), positions: Hash(b) });
    (btree_set("[a-zäж京]{1,7}", 0..40), vec(form, 40), vec(shard, 0..9), vec(phrase, 0..5)).prop_map(
        |(words, forms, shards, phrases)| {
            let forms = words.into_iter().zip(forms);
            let forms = forms.map(|(word, (class, in_name, lists))| Form { word, class, in_name, lists }).collect();
            Chunk { languages: 3, shards, forms, phrases }
        },
    )
}

fn read(bytes: &[u8]) -> Result<Chunk, Damaged> {
    let reading = Reading::new(bytes)?;
    let mut forms = Vec::new();
    reading.starting_with("", &mut |entry| forms.push(entry.form()))?;
    let shard = |shard| reading.shard(ListRef { language: 0, shard, index: 0 });
    let shards = (0..).map_while(shard).collect();
    Ok(Chunk { languages: reading.languages, shards, forms, phrases: reading.phrases(None)? })
}

proptest! {
    #[test]
    fn a_chunk_reads_back(chunk in chunk()) {
        prop_assert_eq!(read(&chunk.encode()), Ok(chunk));
    }

    #[test]
    fn damage_is_an_error_or_another_chunk_but_no_panic(chunk in chunk(), at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let mut bytes = chunk.encode();
        bytes.truncate(bytes.len() - 4);
        let at = at.index(bytes.len());
        prop_assert_eq!(read(&seal(bytes[..at].to_vec())), Err(Damaged), "cut short");
        bytes[at] ^= flip;
        let _ = read(&seal(bytes));
    }

    #[test]
    fn any_bytes_are_no_panic(bytes in vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let _ = read(&seal(bytes));
    }

    #[test]
    fn words_are_found(chunk in chunk(), other in "[a-zä]{0,3}") {
        let bytes = chunk.encode();
        let reading = Reading::new(&bytes).unwrap();
        for form in &chunk.forms {
            prop_assert_eq!(&reading.find(&form.word), &Ok(Some(form.clone())));
        }
        let expected = chunk.forms.iter().find(|form| form.word == other).cloned();
        prop_assert_eq!(reading.find(&other), Ok(expected));
    }

    #[test]
    fn prefixes_find_what_starts_with_them(chunk in chunk(), prefix in "[a-zä]{0,2}") {
        let bytes = chunk.encode();
        let mut found = Vec::new();
        Reading::new(&bytes).unwrap().starting_with(&prefix, &mut |entry| found.push(String::from(entry.word))).unwrap();
        let expected: Vec<String> =
            chunk.forms.iter().map(|form| form.word.clone()).filter(|word| word.starts_with(&prefix)).collect();
        prop_assert_eq!(found, expected);
    }
}

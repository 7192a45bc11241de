//! A small index made the plainest way, to try the reader on: all lists in one shard; long ones have a tail.

use std::collections::{BTreeMap, BTreeSet};

use crate::cards::{Card, encode_cards};
use crate::facets::{Column, Held};
use crate::lexicon::{Chunk, Form, ListRef, Phrase, Shard};
use crate::positions::{GAP, Places, encode_positions};
use crate::postings::{List, NameHit, Posting, encode_shard};
use crate::speller::encode_block;
use crate::texts::encode_text;
use crate::{Analyzer, Fetch, File, Group, Hash, Manifest, Run, is_spared};

/// Lists of so many pages have a tail; on sites of so many, words of few pages are rare, but for those in names.
const LONG: usize = 1_000;

/// A page to index.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) title: &'static str,
    pub(super) names: Vec<&'static str>,
    /// Headings with their texts.
    pub(super) sections: Vec<(&'static str, &'static str)>,
    pub(super) kind: &'static str,
    pub(super) day: u32,
}

/// The files of an index, and how often each was fetched.
#[derive(Default)]
pub(super) struct Index {
    pub(super) files: BTreeMap<File, Vec<u8>>,
    pub(super) manifest: Vec<u8>,
    pub(super) fetched: Vec<File>,
}

impl Fetch for Index {
    fn fetch(&mut self, file: File) -> Option<Vec<u8>> {
        self.fetched.push(file);
        self.files.get(&file).cloned()
    }
}

/// What pages have of a stem.
#[derive(Default)]
struct Word {
    postings: BTreeMap<u32, Posting>,
    places: BTreeMap<u32, Vec<u32>>,
}

#[derive(Default)]
struct Inverted {
    words: BTreeMap<String, Word>,
    /// By surface: its stem, its pages, whether it is in a name.
    forms: BTreeMap<String, (String, BTreeSet<u32>, bool)>,
}

impl Inverted {
    fn page(&mut self, number: u32, page: &Page) {
        let mut analyzer = Analyzer::new("en");
        let mut base = 0;
        for (name, text) in [page.title].iter().chain(&page.names).enumerate() {
            let length = u8::try_from(text.split_whitespace().count()).unwrap();
            base = self.text(&mut analyzer, number, text, base, |posting, position| {
                let name = u8::try_from(name).unwrap();
                posting.names.push(NameHit { number: name, length, position: u8::try_from(position).unwrap() });
                posting.impact = posting.impact.saturating_add(60);
            });
        }
        for (section, (heading, text)) in page.sections.iter().enumerate() {
            let section = u16::try_from(section).unwrap();
            for (text, in_heading) in [(heading, true), (text, false)] {
                base = self.text(&mut analyzer, number, text, base, |posting, _| {
                    if !posting.sections.contains(&section) {
                        posting.sections.push(section);
                    }
                    posting.in_heading |= in_heading;
                    posting.impact = posting.impact.saturating_add(20);
                });
            }
        }
    }

    fn text(
        &mut self,
        analyzer: &mut Analyzer,
        page: u32,
        text: &str,
        base: u32,
        note: impl Fn(&mut Posting, u32),
    ) -> u32 {
        let mut end = base;
        analyzer.for_each(text, |token| {
            let word = self.words.entry(token.group.into()).or_default();
            let posting = word.postings.entry(page).or_insert(Posting { page, ..Posting::default() });
            note(posting, token.position);
            posting.accented |= token.accented;
            word.places.entry(page).or_default().push(base + token.position);
            let form = self.forms.entry(token.surface.into()).or_insert((token.group.into(), BTreeSet::new(), false));
            form.1.insert(page);
            form.2 |= !posting.names.is_empty();
            end = base + token.position + GAP;
        });
        end
    }
}

/// The index of some pages, two a file; phrases belong to the chunk of their first word.
pub(super) fn index(pages: &[Page], phrases: Vec<Phrase>) -> Index {
    let mut inverted = Inverted::default();
    for (number, page) in pages.iter().enumerate() {
        inverted.page(u32::try_from(number).unwrap(), page);
    }
    let mut index = Index::default();
    let stems: Vec<&String> = inverted.words.keys().collect();
    let lists: Vec<List> = inverted.words.values().map(|word| list(word, &mut index)).collect();
    let places: Vec<Vec<Places>> =
        inverted.words.values().map(|word| word.places.clone().into_iter().collect()).collect();
    let postings = index.add(File::List, encode_shard(&lists));
    let positions = index.add(File::List, encode_positions(&places));
    let forms = inverted.forms.iter().map(|(surface, (stem, pages, in_name))| Form {
        word: surface.clone(),
        class: u8::try_from(pages.len().ilog2()).unwrap(),
        in_name: *in_name,
        lists: [ListRef { language: 0, shard: 0, index: u16::try_from(stems.binary_search(&stem).unwrap()).unwrap() }]
            .into(),
    });
    let begins = |word: &str| phrases.iter().any(|phrase| phrase.words[0] == word);
    let all = u32::try_from(pages.len()).unwrap();
    let forms: Vec<Form> = forms.collect();
    let is_spared = |form: &&Form| is_spared(all, form.class) && !begins(&form.word);
    let spared = forms.iter().filter(is_spared).map(|form| form.word.clone()).collect();
    let (rare, common): (Vec<Form>, Vec<Form>) =
        forms.into_iter().partition(|form| pages.len() >= LONG && form.class < 2 && !form.in_name);
    let (low, high): (Vec<Form>, Vec<Form>) = common.into_iter().partition(|form| form.word.as_str() < "m");
    let (low_phrases, high_phrases) = phrases.into_iter().partition(|phrase| phrase.words[0].as_str() < "m");
    let name = Hash([99; 5]);
    let chunks = [(low, low_phrases), (high, high_phrases), (rare, Vec::new())];
    for (number, (forms, phrases)) in (0..).zip(chunks) {
        let chunk = Chunk { languages: 1, shards: [Shard { postings, positions }].into(), forms, phrases };
        index.files.insert(File::Lexicon(name, number), chunk.encode());
    }
    let lexicon = [Run { name, firsts: [[String::new(), "m".into()].to_vec(), [String::new()].to_vec()] }].to_vec();
    let words = inverted.forms.keys().map(|surface| (surface.as_str(), 0));
    let spelling = index.add(|hash| File::Speller(hash, 0), encode_block(words.collect::<Vec<_>>().into_iter()));
    let kinds = ["page", "faq"];
    let mut of = Held::default();
    for page in pages {
        of.push(kinds.iter().position(|kind| *kind == page.kind).map(|kind| u16::try_from(kind).unwrap()));
    }
    let kinds = Column::Values { values: kinds.map(|kind| (kind.into(), kind.to_uppercase())).to_vec(), of };
    let facets = [
        ("kind".into(), index.add(File::Facet, kinds.encode())),
        ("date".into(), index.add(File::Facet, Column::Numbers(pages.iter().map(|page| page.day).collect()).encode())),
    ]
    .to_vec();
    let group = index.groups(pages);
    let manifest = Manifest {
        pages: group.pages,
        languages: ["en".into()].to_vec(),
        lexicon,
        speller: [('\0', File::Speller(spelling, 0))].to_vec(),
        groups: [group].to_vec(),
        spared,
        cards_per_file: 2,
        facets,
    };
    index.manifest = manifest.encode();
    index
}

/// A list; of a long one those in names and a few more, the rest in a tail.
fn list(word: &Word, index: &mut Index) -> List {
    let postings: Vec<Posting> = word.postings.values().copied().collect();
    let pages = u32::try_from(postings.len()).unwrap();
    if postings.len() < LONG {
        return List { pages, tail: None, postings };
    }
    let is_first = |posting: &Posting| !posting.names.is_empty() || posting.page < 9;
    let (postings, rest): (Vec<Posting>, Vec<Posting>) = postings.into_iter().partition(is_first);
    let rest = List { pages: u32::try_from(rest.len()).unwrap(), tail: None, postings: rest };
    List { pages, tail: Some(index.add(File::List, encode_shard(&[rest]))), postings }
}

impl Index {
    fn add(&mut self, file: impl Fn(Hash) -> File, bytes: Vec<u8>) -> Hash {
        let number = u8::try_from(self.files.len()).unwrap();
        self.files.insert(file(Hash([number; 5])), bytes);
        Hash([number; 5])
    }

    fn groups(&mut self, pages: &[Page]) -> Group {
        let name = Hash([100; 5]);
        for (file, pages) in pages.chunks(2).enumerate() {
            let encoded: Vec<Vec<u8>> = pages.iter().map(|page| card(page).encode()).collect();
            let number = u16::try_from(file).unwrap();
            self.files.insert(File::Cards(name, number), encode_cards(encoded.iter().map(Vec::as_slice)));
        }
        for (file, page) in pages.iter().enumerate() {
            let text = encode_text(page.sections.iter().map(|(_, text)| *text).collect::<Vec<_>>().into_iter());
            let number = u16::try_from(file).unwrap();
            self.files.insert(File::Text(name, number), text);
        }
        Group { pages: u32::try_from(pages.len()).unwrap(), name }
    }
}

fn card(page: &Page) -> Card {
    let anchor = |heading: &str| heading.to_lowercase().replace(' ', "-");
    Card {
        title: page.title.into(),
        language: "en".into(),
        kind: page.kind.into(),
        headings: page.sections.iter().map(|(heading, _)| ((*heading).into(), anchor(heading))).collect(),
        ..Card::default()
    }
}

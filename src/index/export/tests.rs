//! What holds for all steps together: the export says what tantivy says, and what the pages say.

use std::collections::BTreeMap;
use std::sync::Arc;

use guildhall_search::cards::decode_card;
use guildhall_search::lexicon::Reading;
use guildhall_search::positions::decode_positions;
use guildhall_search::postings::decode_list;
use guildhall_search::texts::decode_text;
use guildhall_search::{Analyzer, File, Manifest, Tier};
use tantivy::collector::TopDocs;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index as Tantivy, TantivyDocument, Term};

use super::super::bucket::{Analyzers, Bucket, Part, plan};
use super::super::docs::SearchDoc;
use super::super::facts::Facts;
use super::super::fixture::page;
use super::super::words::{self, Words, Written};
use super::record::Record;
use super::weights::Weights;
use super::*;
use crate::fs::Outputs;

/// The pages of the sample of real content, each file as one text.
fn real() -> Vec<Arc<SearchDoc>> {
    let mut docs = Vec::new();
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sites/real/content"));
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                let text = std::fs::read_to_string(&path).unwrap();
                // Below the root: paths decide where files of the index end, and a checkout may lie anywhere.
                let below = path.strip_prefix(root).unwrap();
                docs.push(page(&below.to_string_lossy(), "", &[("", &text)]));
            }
        }
    }
    docs.sort_by(|a, b| a.path.cmp(&b.path));
    docs.into_iter().map(Arc::new).collect()
}

fn placed(docs: &[Arc<SearchDoc>]) -> Vec<Placed> {
    let docs: Vec<_> = docs.iter().map(|doc| (doc.digest(), Arc::clone(doc))).collect();
    let plans = plan(&docs).into_iter();
    let place = |plan: super::super::Plan| Placed {
        bucket: Arc::new(plan.build(&mut Analyzers::default()).unwrap()),
        numbers: plan.numbers,
    };
    plans.map(place).collect()
}

/// Scores of every page for every group, by tantivy: one document a page, lengths as it rounds them.
fn by_tantivy(docs: &[Arc<SearchDoc>], groups: &[String]) -> BTreeMap<(String, u64), f32> {
    let mut schema = Schema::builder();
    let indexing =
        TextFieldIndexing::default().set_tokenizer(words::NAME).set_index_option(IndexRecordOption::WithFreqs);
    let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(indexing));
    let number = schema.add_u64_field("number", STORED);
    let index = Tantivy::create_in_ram(schema.build());
    index.tokenizers().register(words::NAME, TextAnalyzer::from(Words));
    let mut writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
    let mut analyzer = Analyzer::new("en");
    for (at, doc) in (0_u64..).zip(docs) {
        let mut written = Written::default();
        for section in doc.sections() {
            written.add(&mut analyzer, section.text(), |_| ());
        }
        let mut document = TantivyDocument::new();
        document.add_text(body, written.text());
        document.add_u64(number, at);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    let searcher = index.reader().unwrap().searcher();
    assert_eq!(searcher.segment_readers().len(), 1);
    let mut scores = BTreeMap::new();
    for group in groups {
        let query = TermQuery::new(Term::from_field_text(body, group), IndexRecordOption::WithFreqs);
        for (score, address) in searcher.search(&query, &TopDocs::with_limit(docs.len()).order_by_score()).unwrap() {
            let document: TantivyDocument = searcher.doc(address).unwrap();
            let number = document.get_first(number).and_then(|value| value.as_u64()).unwrap();
            scores.insert((group.clone(), number), score);
        }
    }
    scores
}

#[test]
fn unquantised_scores_of_one_field_are_those_of_tantivy() {
    let docs = real();
    let buckets = placed(&docs);
    let tokens: u64 = buckets.iter().map(|placed| placed.bucket.extract.totals[Part::Body as usize].0).sum();
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let average = tokens as f32 / docs.len() as f32;
    let weights = Weights { part: [0.0, 0.0, 0.0, 0.0, 1.0], length: [0.75; 5], saturation: 1.2 };
    let mut found: BTreeMap<String, Vec<(u64, f32)>> = BTreeMap::new();
    for placed in &buckets {
        let extract = &placed.bucket.extract;
        for (group, mut records) in extract.groups.iter().flat_map(super::extract::Groups::iter) {
            let mut record = Record::default();
            while record.read(&mut records) {
                let lengths =
                    extract.classes[record.page as usize].map(tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm);
                let factors = weights.factors(lengths, [average; 5]);
                let page = u64::from(placed.numbers[record.page as usize]);
                found.entry(group.to_owned()).or_default().push((page, weights.saturated(record.frequencies, factors)));
            }
        }
    }
    let groups: Vec<String> = found.keys().cloned().collect();
    let expected = by_tantivy(&docs, &groups);
    assert!(groups.len() > 2_000 && expected.len() > 8_000, "{} {}", groups.len(), expected.len());
    let mut compared = 0;
    for (group, pages) in &found {
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let (all, having) = (docs.len() as f32, pages.len() as f32);
        let rarity = (1.0 + (all - having + 0.5) / (having + 0.5)).ln();
        for (page, saturated) in pages {
            let (ours, theirs) = (rarity * (weights.saturation + 1.0) * saturated, expected[&(group.clone(), *page)]);
            assert!((ours - theirs).abs() < 1e-4, "{group} in {page}: {ours} and {theirs}");
            compared += 1;
        }
    }
    assert_eq!(compared, expected.len());
}

/// All files of an index of these pages.
fn index_of(docs: &[Arc<SearchDoc>]) -> Outputs {
    let facts = Facts { trail: vec!["Home".to_owned()], ..Facts::default() };
    let entries: Vec<Entry<'_>> = docs.iter().map(|doc| Entry { doc, digest: doc.digest(), facts: &facts }).collect();
    let site = Site::new(placed(docs), &vec![1.0; docs.len()]);
    let packer = &mut Packer::new(0);
    let lists: Vec<Arc<Lists>> = (0..PARTITIONS).map(|partition| Arc::new(site.lists(partition, packer))).collect();
    let around = Surroundings { lists: &lists, phrases: &[], chunk_bytes: 500 };
    let chunks: Vec<_> = (0..PARTITIONS).map(|partition| Arc::new(site.chunks(partition, &around, packer))).collect();
    let mut groups = Vec::new();
    for group in grouped(&entries) {
        let cards: Vec<_> = group.chunks(usize::from(CARDS_PER_FILE)).map(|run| Arc::new(cards(run, packer))).collect();
        let texts: Vec<_> = group.iter().map(|page| Arc::new(texts(page, packer))).collect();
        groups.push(Grouped::new(&cards, &texts));
    }
    let pieces = Pieces {
        site: &site,
        pages: &entries,
        lists: &lists,
        chunks: &chunks,
        groups: &groups,
        beside: &[],
        offline: false,
    };
    assemble(&pieces, packer).unwrap()
}

/// Two languages, names, headings, accents and marks.
fn site() -> Vec<Arc<SearchDoc>> {
    let mut docs = real();
    let mut visa = page("en/visa.md", "Visa costs", &[("", "Ask the visa office first."), ("Costs", "Visas cost 40.")]);
    visa.ask = vec!["What is a visa?".to_owned()];
    visa.names = vec!["C++ desk".to_owned()];
    let mut hotel =
        page("de/hotel.md", "Hotels und Gebühren", &[("Gebühren", "Die Visa-Gebühr kostet die Visas 40 Euro.")]);
    hotel.language = "de".into();
    let long = "All of this stands in a long page. ".repeat(60);
    docs.push(Arc::new(page("de/a-long.md", "Long", &[("", &*long), ("More", &*long)])));
    docs.extend([Arc::new(hotel), Arc::new(visa)]);
    docs
}

#[test]
fn every_word_of_every_page_leads_back_to_its_places() {
    let docs = site();
    let outputs = index_of(&docs);
    let index = Index(&outputs);
    let manifest = Manifest::decode(&index.manifest().unwrap()).unwrap();
    assert_eq!(
        (manifest.pages as usize, &manifest.languages[..]),
        (docs.len(), &["de".to_owned(), "en".to_owned()][..])
    );
    let firsts: Vec<&String> = manifest.lexicon.iter().flat_map(|run| &run.firsts[0]).collect();
    assert!(firsts.len() > 20 && firsts.is_sorted() && manifest.chunks().count() == firsts.len());
    let mut shards: BTreeMap<_, Vec<u8>> = BTreeMap::new();
    for (number, doc) in (0_u32..).zip(&docs) {
        let mut analyzer = Analyzer::new(&doc.language);
        for (section_number, section) in (0_u16..).zip(doc.sections()) {
            let mut before: Option<(u32, Vec<u32>)> = None;
            let mut tokens = Vec::new();
            analyzer.for_each(section.text(), |token| tokens.push((token.surface.to_owned(), token.position)));
            // Every word of the two small pages, some of the others.
            let step = if number as usize + 2 >= docs.len() { 1 } else { 97 };
            for (word, position) in tokens.into_iter().step_by(step) {
                let chunk = index.file(manifest.chunks_of(Tier::Common, &word, 1)[0]).unwrap();
                let chunk = Reading::new(&chunk).unwrap();
                let form = chunk.find(&word).unwrap().unwrap_or_else(|| panic!("no {word}"));
                let language = manifest.languages.iter().position(|code| **code == *doc.language).unwrap();
                let list = form.lists.iter().find(|list| usize::from(list.language) == language).unwrap();
                let shard = chunk.shard(*list).unwrap();
                let file = |hash| index.file(File::List(hash)).unwrap();
                let postings = shards.entry(shard.postings).or_insert_with(|| file(shard.postings));
                let postings = decode_list(postings, usize::from(list.index)).unwrap();
                let posting = postings.postings.iter().find(|posting| posting.page == number).unwrap();
                assert!(posting.sections.contains(&section_number) || posting.sections.len() == 6, "{word}");
                let positions = shards.entry(shard.positions).or_insert_with(|| file(shard.positions));
                let positions =
                    decode_positions(positions, usize::from(list.index), &mut |page| page == number).unwrap();
                let (_, places) = positions.into_iter().find(|(page, _)| *page == number).unwrap();
                if let Some((last, known)) = before.filter(|_| step == 1) {
                    let step = position - last;
                    assert!(known.iter().any(|place| places.contains(&(place + step))), "{word} follows");
                }
                before = Some((position, places));
            }
        }
    }
}

#[test]
fn names_headings_and_accents_are_marked() {
    let docs = site();
    let outputs = index_of(&docs);
    let index = Index(&outputs);
    let manifest = Manifest::decode(&index.manifest().unwrap()).unwrap();
    let posting = |word: &str, page: usize| {
        let chunk = index.file(manifest.chunks_of(Tier::Common, word, 1)[0]).unwrap();
        let chunk = Reading::new(&chunk).unwrap();
        let form = chunk.find(word).unwrap().unwrap();
        let lists = form.lists.iter().map(|list| {
            let file = index.file(File::List(chunk.shard(*list).unwrap().postings)).unwrap();
            decode_list(&file, usize::from(list.index)).unwrap()
        });
        let all: Vec<_> =
            lists.flat_map(|list| list.postings).filter(|posting| posting.page as usize == page).collect();
        assert_eq!(all.len(), 1, "{word}");
        (form.in_name, all[0])
    };
    let (german, english) = (docs.len() - 2, docs.len() - 1);
    let (in_name, visa) = posting("visa", english);
    let names: Vec<_> = visa.names.iter().map(|name| (name.number, name.length, name.position)).collect();
    assert_eq!((in_name, names, visa.in_heading), (true, vec![(0, 2, 0), (1, 4, 3)], false));
    assert_eq!(&*visa.sections, [0, 1]);
    let (_, desk) = posting("desk", english);
    assert_eq!(desk.names.first().map(|name| (name.number, name.position)), Some((2, 1)));
    assert!(desk.sections.is_empty());
    let (_, costs) = posting("costs", english);
    assert!(costs.in_heading && costs.impact > posting("office", english).1.impact);
    let (_, fees) = posting("gebuhren", german);
    assert!(fees.accented && fees.in_heading && !visa.accented);
}

#[test]
fn cards_and_texts_are_where_the_manifest_says() {
    let docs = site();
    let outputs = index_of(&docs);
    let index = Index(&outputs);
    let manifest = Manifest::decode(&index.manifest().unwrap()).unwrap();
    assert!(manifest.groups.len() > 9);
    let mut most_parts = 0;
    for (number, doc) in (0..).zip(&docs) {
        let (file, place) = manifest.card_file(number).unwrap();
        let card = decode_card(&index.file(file).unwrap(), place).unwrap();
        assert_eq!((&card.title, &card.path, &*card.language), (&doc.title, &doc.path, &*doc.language));
        assert_eq!((card.headings.len(), &card.trail[..]), (doc.sections().count(), &["Home".to_owned()][..]));
        let mut read: Vec<String> = Vec::new();
        for (part, start) in (0..).zip([0].iter().chain(card.parts.iter())) {
            let bytes = index.file(manifest.text_file(number, part).unwrap()).unwrap();
            assert_eq!(read.len(), usize::from(*start), "part {part} of {}", doc.path);
            read.extend(decode_text(&bytes).unwrap().into_iter().map(str::to_owned));
        }
        assert!(doc.sections().map(super::super::docs::SectionRef::text).eq(read.iter().map(String::as_str)));
        most_parts = most_parts.max(card.parts.len());
    }
    assert!(most_parts > 0, "some page is long enough to be cut");
    let facets: Vec<&str> = manifest.facets.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(facets, ["kind", "lang", "date", "title"]);
}

#[test]
fn a_bucket_is_extracted_the_same_twice() {
    let digests = |bucket: &Bucket| {
        let extract = &bucket.extract;
        let groups = extract.groups.iter().map(|groups| groups.digest);
        groups.chain(extract.forms.iter().map(|forms| forms.digest)).collect::<Vec<_>>()
    };
    let docs = site();
    for (a, b) in placed(&docs).iter().zip(&placed(&docs)) {
        assert_eq!(digests(&a.bucket), digests(&b.bucket));
    }
}

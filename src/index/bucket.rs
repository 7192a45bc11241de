//! Pages to tantivy: which bucket a page falls into, and a bucket's inverted index.
//!
//! tantivy is kept deterministic and incremental without deletes or merges: a page's bucket depends on its language and
//! path (and on how many there are, by powers of two), each bucket is written once, in memory, by one writer into one
//! segment, and an edit rewrites one bucket. The words are cut by the analyser of `guildhall-search`. What the search
//! needs to know of all pages (document frequencies, average lengths) it sums over the buckets. tantivy stores no text: a
//! bucket holds its pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use guildhall_search::Analyzer;
use tantivy::directory::RamDirectory;
use tantivy::index::SegmentReader;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::store::Compressor;
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{Index, IndexSettings, SingleSegmentIndexWriter};

use super::docs::SearchDoc;
use super::export::Extract;
use super::layout::Writer;
use super::words;
use crate::base::digest::{Digest, Digester};

/// Fewest buckets of one language. More make an edit cheaper and a cold build dearer: every bucket has its own dictionary.
const FEWEST: usize = 8;
/// Pages of a site for each bucket, should there be more than that many buckets. A bucket's pages decide how much memory
/// it takes to make one.
const PAGES: usize = 800;
/// What tantivy sizes its first hash table by, in bytes; it grows when a bucket needs more.
const MEMORY: usize = 3_000_000;

/// What a page is found by, in the order of tantivy's field numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The title or question.
    Title,
    /// Headings.
    Heading,
    /// The question in other words.
    Ask,
    /// Keywords, names, tags, communities, the id.
    Keyword,
    /// The text, with summary and short answer.
    Body,
}

impl Part {
    /// All of them.
    pub(super) const ALL: [Self; 5] = [Self::Title, Self::Heading, Self::Ask, Self::Keyword, Self::Body];

    /// Its field in tantivy's schema, where fields are numbered as they were added.
    pub(super) fn field(self) -> Field {
        Field::from_field_id(self as u32)
    }
}

/// tantivy failed. In memory it has no reason to; it is reported all the same.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the search index cannot be made: {0}")]
pub struct IndexError(#[from] tantivy::TantivyError);

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        Self(error.into())
    }
}

/// A bucket that can be built: its pages and their digest.
pub struct Plan {
    /// Of language and pages; equal digest, equal bucket.
    pub digest: Digest,
    /// By page of the bucket: its number among all pages that take part. No part of the digest, as it changes with
    /// every page before it.
    pub numbers: Vec<u32>,
    language: Arc<str>,
    docs: Vec<Arc<SearchDoc>>,
}

/// Deals the pages that take part in search, each with its digest, to buckets, ordered by language and bucket. Pages keep
/// their order.
pub fn plan(docs: &[(Digest, Arc<SearchDoc>)]) -> Vec<Plan> {
    let mut buckets: BTreeMap<(Arc<str>, u32), (Digester, Plan)> = BTreeMap::new();
    // A power of two: all pages move when the site has twice as many, and hardly ever else.
    let count = (docs.len() / PAGES).next_power_of_two().max(FEWEST);
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    for (number, (digest, doc)) in (0..).zip(docs.iter().filter(|(_, doc)| !doc.hidden)) {
        let key = (doc.language.clone(), hash_of(&doc.path) % count);
        let (digester, plan) = buckets.entry(key).or_insert_with(|| Plan::start(&doc.language));
        digester.digest(*digest);
        plan.numbers.push(number);
        plan.docs.push(Arc::clone(doc));
    }
    let finish = |(digester, plan): (Digester, Plan)| Plan { digest: digester.finish(), ..plan };
    buckets.into_values().map(finish).collect()
}

/// FNV-1a of the path, its halves mixed: fixed for good, so that no other page's fate moves this one.
fn hash_of(path: &str) -> u32 {
    let hash = path.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 16)
}

/// A document of tantivy's: a page's own fields, or one section's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The page, counted within the bucket.
    pub(super) page: usize,
    /// Which of the page's sections; `None` is the row of title, `ask`, keywords, summary and short answer.
    pub(super) section: Option<usize>,
}

/// An inverted index of some pages of one language.
pub struct Bucket {
    pub(super) language: Arc<str>,
    /// What is exported of it.
    pub(super) extract: Extract,
}

/// The analysers of a thread, one a language. They remember stems, so the thread keeps them from page to page;
/// what they remember changes no result.
#[derive(Default)]
pub struct Analyzers(BTreeMap<Arc<str>, Analyzer>);

impl Analyzers {
    /// The analyser of a language.
    pub(super) fn of(&mut self, language: &Arc<str>) -> &mut Analyzer {
        self.0.entry(Arc::clone(language)).or_insert_with(|| Analyzer::new(language))
    }
}

impl Plan {
    /// A bucket without pages, and what its digest is made with.
    fn start(language: &Arc<str>) -> (Digester, Self) {
        let mut digester = Digester::default();
        digester.part(language.as_bytes());
        let (numbers, docs) = (Vec::new(), Vec::new());
        (digester, Self { digest: Digest::of(&[]), numbers, language: Arc::clone(language), docs })
    }

    /// Builds the bucket.
    ///
    /// # Errors
    ///
    /// When tantivy fails, for which it has no known reason in memory.
    pub fn build(&self, analyzers: &mut Analyzers) -> Result<Bucket, IndexError> {
        let mut writer = Writer::new(analyzers.of(&self.language), writer()?);
        for doc in &self.docs {
            writer.page(doc)?;
        }
        let Writer { index, layout, .. } = writer;
        let index = index.finalize()?;
        let segments = index.searchable_segments()?;
        let segment = segments.first().ok_or_else(|| tantivy::TantivyError::InternalError("no segment".to_owned()))?;
        let reader = SegmentReader::open(segment)?;
        let extract = Extract::of(&reader, &layout)?;
        Ok(Bucket { language: self.language.clone(), extract })
    }
}

fn writer() -> Result<SingleSegmentIndexWriter, IndexError> {
    let mut schema = Schema::builder();
    for name in ["title", "heading", "ask", "keyword", "body"] {
        let record = IndexRecordOption::WithFreqsAndPositions;
        // Lengths are counted here, exactly: tantivy rounds them.
        let indexing = TextFieldIndexing::default();
        let indexing = indexing.set_tokenizer(words::NAME).set_index_option(record).set_fieldnorms(false);
        schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing));
    }
    let tokenizers = TokenizerManager::new();
    tokenizers.register(words::NAME, TextAnalyzer::from(words::Words));
    let settings = IndexSettings {
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    let builder = Index::builder().schema(schema.build()).settings(settings).tokenizers(tokenizers);
    Ok(builder.single_segment_index_writer(RamDirectory::create(), MEMORY)?)
}

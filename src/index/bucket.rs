//! Pages to tantivy: which bucket a page falls into, and a bucket's inverted index.
//!
//! tantivy is kept deterministic and incremental without deletes or merges: a page's bucket depends on its language and
//! path alone, each bucket is written once, in memory, by one writer into one segment, and an edit rewrites one bucket.
//! The words are cut by the analyser of `guildhall-search`. What the search needs to know of all pages (document
//! frequencies, average lengths) it sums over the buckets. tantivy stores no text: a bucket holds its pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use guildhall_search::Analyzer;
use tantivy::directory::RamDirectory;
use tantivy::index::SegmentReader;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::store::Compressor;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{Index, IndexSettings, SingleSegmentIndexWriter, TantivyDocument};

use super::docs::SearchDoc;
use crate::base::digest::{Digest, Digester};

/// Buckets of one language. More make an edit cheaper and a cold build dearer: every bucket has its own dictionary.
const BUCKETS: u8 = 32;
/// What tantivy sizes its first hash table by, in bytes; it grows when a bucket needs more.
const MEMORY: usize = 3_000_000;
/// The name our analyser has inside tantivy.
const ANALYZER: &str = "guildhall";

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
    language: Arc<str>,
    docs: Vec<Arc<SearchDoc>>,
}

/// Deals the pages that take part in search to buckets, ordered by language and bucket. Pages keep their order.
pub fn plan(docs: &[Arc<SearchDoc>]) -> Vec<Plan> {
    let mut buckets: BTreeMap<(Arc<str>, u8), Vec<Arc<SearchDoc>>> = BTreeMap::new();
    for doc in docs.iter().filter(|doc| !doc.hidden) {
        let key = (doc.language.clone(), bucket_of(&doc.path));
        buckets.entry(key).or_default().push(doc.clone());
    }
    buckets
        .into_iter()
        .map(|((language, _), docs)| {
            let mut digester = Digester::default();
            digester.part(language.as_bytes());
            for doc in &docs {
                digester.digest(doc.digest());
            }
            Plan { digest: digester.finish(), language, docs }
        })
        .collect()
}

/// FNV-1a of the path, folded to a bucket: fixed for good, so that no other page's fate moves this one.
fn bucket_of(path: &str) -> u8 {
    let hash = path.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let [a, b, c, d] = hash.to_le_bytes();
    (a ^ b ^ c ^ d) % BUCKETS
}

/// A document of tantivy's: a page's own fields, or one section's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Index into [`Bucket::docs`].
    pub(super) page: usize,
    /// Which of the page's sections; `None` is the row of title, `ask`, keywords, summary and short answer.
    pub(super) section: Option<usize>,
}

/// An inverted index of some pages of one language.
pub struct Bucket {
    pub(super) language: Arc<str>,
    pub(super) docs: Vec<Arc<SearchDoc>>,
    /// By tantivy's document number; each page's rows stand together, its own first.
    pub(super) rows: Vec<Row>,
    /// By page and [`Part`]: tokens, as tantivy rounds them.
    pub(super) lengths: Vec<[u32; 5]>,
    pub(super) reader: SegmentReader,
}

impl Plan {
    /// Builds the bucket.
    ///
    /// # Errors
    ///
    /// When tantivy fails, for which it has no known reason in memory.
    pub fn build(&self) -> Result<Bucket, IndexError> {
        let mut writer = writer(&self.language)?;
        let mut rows = Vec::new();
        for (page, doc) in self.docs.iter().enumerate() {
            writer.add_document(page_row(doc))?;
            rows.push(Row { page, section: None });
            for (index, section) in doc.sections().enumerate() {
                let mut row = TantivyDocument::new();
                row.add_text(Part::Heading.field(), section.heading);
                row.add_text(Part::Body.field(), section.text());
                writer.add_document(row)?;
                rows.push(Row { page, section: Some(index) });
            }
        }
        let index = writer.finalize()?;
        let segments = index.searchable_segments()?;
        let segment = segments.first().ok_or_else(|| tantivy::TantivyError::InternalError("no segment".to_owned()))?;
        let reader = SegmentReader::open(segment)?;
        let lengths = lengths(&reader, &rows, self.docs.len())?;
        Ok(Bucket { language: self.language.clone(), docs: self.docs.clone(), rows, lengths, reader })
    }
}

fn page_row(doc: &SearchDoc) -> TantivyDocument {
    let mut row = TantivyDocument::new();
    row.add_text(Part::Title.field(), &doc.title);
    for text in &doc.ask {
        row.add_text(Part::Ask.field(), text);
    }
    for text in [&doc.keywords, &doc.names, &doc.tags, &doc.communities].into_iter().flatten().chain(&doc.id) {
        row.add_text(Part::Keyword.field(), text);
    }
    for text in [&doc.short, &doc.summary].into_iter().flatten() {
        row.add_text(Part::Body.field(), text);
    }
    row
}

/// Page lengths from the lengths of rows.
fn lengths(reader: &SegmentReader, rows: &[Row], pages: usize) -> Result<Vec<[u32; 5]>, IndexError> {
    let mut lengths = vec![[0_u32; 5]; pages];
    for part in Part::ALL {
        let norms = reader.get_fieldnorms_reader(part.field())?;
        for (id, row) in (0_u32..).zip(rows) {
            if let Some(length) = lengths.get_mut(row.page).and_then(|page| page.get_mut(part as usize)) {
                *length += norms.fieldnorm(id);
            }
        }
    }
    Ok(lengths)
}

fn writer(language: &str) -> Result<SingleSegmentIndexWriter, IndexError> {
    let mut schema = Schema::builder();
    for (part, name) in Part::ALL.into_iter().zip(["title", "heading", "ask", "keyword", "body"]) {
        let record = match part {
            Part::Body | Part::Title => IndexRecordOption::WithFreqsAndPositions,
            _ => IndexRecordOption::WithFreqs,
        };
        let indexing = TextFieldIndexing::default().set_tokenizer(ANALYZER).set_index_option(record);
        schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing));
    }
    let tokenizers = TokenizerManager::new();
    tokenizers.register(ANALYZER, TextAnalyzer::from(Words::new(language)));
    let settings = IndexSettings {
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    let builder = Index::builder().schema(schema.build()).settings(settings).tokenizers(tokenizers);
    Ok(builder.single_segment_index_writer(RamDirectory::create(), MEMORY)?)
}

/// Our analyser as tantivy's tokenizer: groups are the terms.
struct Words {
    language: Arc<str>,
    analyzer: Analyzer,
}

impl Words {
    fn new(language: &str) -> Self {
        Self { language: language.into(), analyzer: Analyzer::new(language) }
    }
}

impl Clone for Words {
    fn clone(&self) -> Self {
        Self::new(&self.language)
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { tokens: self.analyzer.tokens(text), token: Token::default() }
    }
}

struct WordStream<'a> {
    tokens: guildhall_search::Tokens<'a>,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(found) = self.tokens.advance() else { return false };
        self.token.text.clear();
        self.token.text.push_str(found.group);
        self.token.position = found.position as usize;
        self.token.offset_from = found.span.start;
        self.token.offset_to = found.span.end;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

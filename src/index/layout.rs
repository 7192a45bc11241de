//! How the texts of a page lie in a bucket: which row and field of tantivy's each goes to, and which positions of the page
//! it takes.
//!
//! tantivy counts positions anew for every row and field. Here every text of a page has its own stretch of one line of
//! positions, with a gap behind it, so that words of different texts are never neighbours. Stretches start at multiples
//! of the gap: a word more in one section moves the sections behind it seldom, not always.

use guildhall_search::Analyzer;
use guildhall_search::positions::GAP;
use tantivy::{SingleSegmentIndexWriter, TantivyDocument};

use super::bucket::{IndexError, Part, Row};
use super::docs::SearchDoc;
use super::vocabulary::Vocabulary;
use super::words::Written;

/// Most names of a page that are told apart.
const NAMES: u8 = 8;

/// A title, an `ask` or another name, as positions of its field in the page's own row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub(super) part: Part,
    /// 0 the title, then `ask` and names as they are written.
    pub(super) number: u8,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// What is known of a bucket's rows and pages beside tantivy's postings.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// By tantivy's document number; each page's rows stand together, its own first.
    pub(super) rows: Vec<Row>,
    /// By row and [`Part`]: the position of the page at which the field starts.
    pub(super) bases: Vec<[u32; 5]>,
    /// By page and [`Part`]: how many tokens.
    pub(super) lengths: Vec<[u32; 5]>,
    /// By page.
    pub(super) names: Vec<Vec<Name>>,
    pub(super) vocabulary: Vocabulary,
}

/// Puts pages into tantivy, cut into words.
pub(super) struct Writer<'a> {
    pub(super) analyzer: &'a mut Analyzer,
    pub(super) index: SingleSegmentIndexWriter,
    pub(super) layout: Layout,
    /// The fields of the row at hand, by [`Part`].
    fields: [Written; 5],
}

impl<'a> Writer<'a> {
    pub(super) fn new(analyzer: &'a mut Analyzer, index: SingleSegmentIndexWriter) -> Self {
        Self { analyzer, index, layout: Layout::default(), fields: Default::default() }
    }

    /// Adds a page: its own row, then one for each section.
    pub(super) fn page(&mut self, doc: &SearchDoc) -> Result<(), IndexError> {
        let page = self.layout.lengths.len();
        self.layout.lengths.push([0; 5]);
        self.layout.names.push(Vec::new());
        self.name(Part::Title, &doc.title);
        for text in &doc.ask {
            self.name(Part::Ask, text);
        }
        for text in &doc.keywords {
            self.add(Part::Keyword, text);
        }
        for text in &doc.names {
            self.name(Part::Keyword, text);
        }
        for text in [&doc.tags, &doc.communities].into_iter().flatten().chain(&doc.id) {
            self.add(Part::Keyword, text);
        }
        for text in [&doc.short, &doc.summary, &doc.within].into_iter().flatten() {
            self.add(Part::Body, text);
        }
        let mut at = self.row(Row { page, section: None }, 0)?;
        for (index, section) in doc.sections().enumerate() {
            self.add(Part::Heading, section.heading);
            self.add(Part::Body, section.text());
            at = self.row(Row { page, section: Some(index) }, at)?;
        }
        Ok(())
    }

    /// Ends a row whose first field starts at position `at` of the page; returns where the next may start.
    fn row(&mut self, row: Row, mut at: u32) -> Result<u32, IndexError> {
        let mut document = TantivyDocument::new();
        let mut bases = [0; 5];
        for ((part, field), base) in Part::ALL.into_iter().zip(&mut self.fields).zip(&mut bases) {
            if field.behind() > 0 {
                document.add_text(part.field(), field.text());
                *base = at;
                at = (at + field.behind() + GAP).next_multiple_of(GAP);
            }
            field.clear();
        }
        self.index.add_document(document)?;
        self.layout.rows.push(row);
        self.layout.bases.push(bases);
        Ok(at)
    }

    /// Adds a text by which the page is called.
    fn name(&mut self, part: Part, text: &str) {
        let (start, end) = self.write(part, text, true);
        if let Some(names) = self.layout.names.last_mut() {
            // A name without words keeps its number: names are counted as they are written.
            if let Some(number) = u8::try_from(names.len()).ok().filter(|number| *number < NAMES) {
                names.push(Name { part, number, start, end });
            }
        }
    }

    fn add(&mut self, part: Part, text: &str) {
        self.write(part, text, false);
    }

    /// Adds a text to a field; returns from which position to before which it lies there.
    fn write(&mut self, part: Part, text: &str, in_name: bool) -> (u32, u32) {
        let page = u32::try_from(self.layout.lengths.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let Some(field) = self.fields.get_mut(part as usize) else { return (0, 0) };
        let mut count = 0;
        let vocabulary = &mut self.layout.vocabulary;
        let start = field.add(self.analyzer, text, |token| {
            count += 1;
            vocabulary.note(token, page, in_name);
        });
        if let Some(length) = self.layout.lengths.last_mut().and_then(|lengths| lengths.get_mut(part as usize)) {
            *length += count;
        }
        (start, field.behind())
    }
}

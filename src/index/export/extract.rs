//! From tantivy's inverted index of a bucket to what the export merges: per partition the bucket's groups with what each
//! page has of them, and the forms people type.
//!
//! Depends on the bucket alone and is kept with it. tantivy's terms come in byte order and its documents in page order,
//! so one pass over all fields side by side gives everything sorted.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermStreamer;
use tantivy::{DocSet, TERMINATED};

use super::super::bucket::{IndexError, Part};
use super::super::layout::{Layout, Name};
use super::partition::{PARTITIONS, partition_of};
use super::record::{Place, Record};
use crate::base::digest::Digest;

/// Longest name and last place in one that are told apart.
const LONGEST: u32 = 15;

/// What is exported of a bucket.
pub(in super::super) struct Extract {
    /// By partition.
    pub(super) groups: Vec<Groups>,
    /// By partition.
    pub(super) forms: Vec<Forms>,
    /// By page and [`Part`]: the class of its length, which is tantivy's.
    pub(super) classes: Vec<[u8; 5]>,
    /// By [`Part`]: tokens of all pages together, and how many pages have any.
    pub(super) totals: [(u64, u64); 5],
}

/// The groups of a bucket in one partition, in byte order, with the records of their pages.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// Of all that is in it.
    pub(super) digest: Digest,
    words: String,
    records: Vec<u8>,
    /// By group: where its word and its records end.
    ends: Vec<(u32, u32)>,
}

impl Groups {
    fn push(&mut self, word: &str) {
        self.words.push_str(word);
        self.ends.push((offset(self.words.len()), offset(self.records.len())));
    }

    fn finish(mut self) -> Self {
        let ends: Vec<u8> = self.ends.iter().flat_map(|(word, _)| word.to_le_bytes()).collect();
        let parts = [Digest::of(self.words.as_bytes()), Digest::of(&ends), Digest::of(&self.records)];
        self.digest = Digest::of_value(&parts);
        // Copies, which have no room to grow: allocators may answer `shrink_to_fit` with the block as it is, and a `serve`
        // holds these as long as it runs.
        self.words = String::from(self.words.as_str());
        self.records = Vec::from(self.records.as_slice());
        self.ends = Vec::from(self.ends.as_slice());
        self
    }

    /// Each group's word with its packed records.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let starts = std::iter::once((0, 0)).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| {
            let word = self.words.get(start.0 as usize..end.0 as usize).unwrap_or_default();
            (word, self.records.get(start.1 as usize..end.1 as usize).unwrap_or_default())
        })
    }
}

/// The forms of a bucket in one partition, in byte order.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// Of all that is in it.
    pub(super) digest: Digest,
    /// A bit for each partition in which groups of the forms stand: as a rule their own alone.
    pub(super) reached: u64,
    texts: String,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, Hash)]
struct Entry {
    word_end: u32,
    group_end: u32,
    pages: u32,
    in_name: bool,
}

/// A form of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormRef<'a> {
    pub(super) word: &'a str,
    pub(super) group: &'a str,
    /// How many pages hold it.
    pub(super) pages: u32,
    /// It stands in a name.
    pub(super) in_name: bool,
}

impl Forms {
    fn push(&mut self, form: &FormRef<'_>) {
        self.texts.push_str(form.word);
        let word_end = offset(self.texts.len());
        self.texts.push_str(form.group);
        let group_end = offset(self.texts.len());
        self.reached |= 1_u64 << partition_of(form.group);
        self.entries.push(Entry { word_end, group_end, pages: form.pages, in_name: form.in_name });
    }

    fn finish(mut self) -> Self {
        self.digest = Digest::of_value(&(&self.texts, &self.entries));
        // As for groups.
        self.texts = String::from(self.texts.as_str());
        self.entries = Vec::from(self.entries.as_slice());
        self
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = FormRef<'_>> {
        let starts = std::iter::once(0).chain(self.entries.iter().map(|entry| entry.group_end));
        starts.zip(&self.entries).map(|(start, entry)| FormRef {
            word: self.texts.get(start as usize..entry.word_end as usize).unwrap_or_default(),
            group: self.texts.get(entry.word_end as usize..entry.group_end as usize).unwrap_or_default(),
            pages: entry.pages,
            in_name: entry.in_name,
        })
    }
}

impl Extract {
    /// Reads a bucket's segment.
    pub(in super::super) fn of(reader: &SegmentReader, layout: &Layout) -> Result<Self, IndexError> {
        let mut totals = [(0, 0); 5];
        for lengths in &layout.lengths {
            for (total, length) in totals.iter_mut().zip(lengths).filter(|(_, length)| **length > 0) {
                *total = (total.0 + u64::from(*length), total.1 + 1);
            }
        }
        let class = |lengths: &[u32; 5]| lengths.map(FieldNormReader::fieldnorm_to_id);
        let classes = layout.lengths.iter().map(class).collect();
        let mut forms: Vec<Forms> = std::iter::repeat_with(Forms::default).take(PARTITIONS).collect();
        for (word, surface) in layout.vocabulary.surfaces() {
            if let Some(forms) = forms.get_mut(partition_of(word)) {
                let (pages, in_name) = (surface.pages, surface.in_name);
                forms.push(&FormRef { word, group: &surface.group, pages, in_name });
            }
        }
        let forms = forms.into_iter().map(Forms::finish).collect();
        Ok(Self { groups: groups(reader, layout)?, forms, classes, totals })
    }
}

/// Walks the dictionaries of all fields side by side.
fn groups(reader: &SegmentReader, layout: &Layout) -> Result<Vec<Groups>, IndexError> {
    let mut partitions: Vec<Groups> = std::iter::repeat_with(Groups::default).take(PARTITIONS).collect();
    let mut indexes = Vec::with_capacity(Part::ALL.len());
    for part in Part::ALL {
        indexes.push((part, reader.inverted_index(part.field())?));
    }
    let mut streams: Vec<(Part, &InvertedIndexReader, TermStreamer<'_>)> = Vec::new();
    for (part, index) in &indexes {
        let mut stream = index.terms().stream()?;
        if stream.advance() {
            streams.push((*part, index, stream));
        }
    }
    let mut gathered = Gathered::new(layout);
    let mut word = String::new();
    while let Some(least) = streams.iter().map(|(.., stream)| stream.key()).min() {
        word.clear();
        word.push_str(std::str::from_utf8(least).unwrap_or_default());
        let mut fault = None;
        streams.retain_mut(|(part, index, stream)| {
            if stream.key() != word.as_bytes() {
                return true;
            }
            fault = gathered.read(*part, index, stream.value()).err().or(fault.take());
            stream.advance()
        });
        if let Some(fault) = fault {
            return Err(fault);
        }
        if let Some(partition) = partitions.get_mut(partition_of(&word)) {
            gathered.write(&word, &mut partition.records);
            partition.push(&word);
        }
    }
    Ok(partitions.into_iter().map(Groups::finish).collect())
}

/// What one field of one row has of a group.
#[derive(Clone, Copy, Debug)]
struct Occurrence {
    row: u32,
    part: Part,
    frequency: u32,
    /// Where its positions start and end among all gathered, counted within the field.
    from: usize,
    to: usize,
}

/// All occurrences of a group, from all fields.
struct Gathered<'a> {
    layout: &'a Layout,
    occurrences: Vec<Occurrence>,
    positions: Vec<u32>,
    record: Record,
    /// The sections of the page at hand: number, how often in its heading, how often in all.
    sections: Vec<(u16, bool, u32)>,
}

impl<'a> Gathered<'a> {
    fn new(layout: &'a Layout) -> Self {
        let (occurrences, positions, sections) = (Vec::new(), Vec::new(), Vec::new());
        Self { layout, occurrences, positions, record: Record::default(), sections }
    }

    fn read(&mut self, part: Part, index: &InvertedIndexReader, info: &TermInfo) -> Result<(), IndexError> {
        let mut postings = index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
        while postings.doc() != TERMINATED {
            let from = self.positions.len();
            postings.append_positions_with_offset(0, &mut self.positions);
            let (row, frequency) = (postings.doc(), postings.term_freq());
            self.occurrences.push(Occurrence { row, part, frequency, from, to: self.positions.len() });
            postings.advance();
        }
        Ok(())
    }

    /// Writes the records of all pages that have the group, and forgets them.
    fn write(&mut self, word: &str, out: &mut Vec<u8>) {
        self.occurrences.sort_by_key(|occurrence| occurrence.row);
        let accented = self.layout.vocabulary.accented(word);
        let occurrences = std::mem::take(&mut self.occurrences);
        let mut before = 0;
        let page_of = |row: u32| self.layout.rows.get(row as usize).map_or(0, |row| row.page);
        for of_page in occurrences.chunk_by(|a, b| page_of(a.row) == page_of(b.row)) {
            let page = of_page.first().map_or(0, |first| page_of(first.row));
            self.record.clear();
            self.record.page = offset(page);
            self.record.accented = accented.binary_search(&self.record.page).is_ok();
            self.page(page, of_page);
            self.record.write(before, out);
            before = self.record.page;
        }
        self.occurrences = occurrences;
        self.occurrences.clear();
        self.positions.clear();
    }

    /// Fills the record of a page.
    fn page(&mut self, page: usize, occurrences: &[Occurrence]) {
        let names = self.layout.names.get(page).map(Vec::as_slice).unwrap_or_default();
        self.sections.clear();
        for occurrence in occurrences {
            let part = occurrence.part;
            if let Some(frequency) = self.record.frequencies.get_mut(part as usize) {
                *frequency += occurrence.frequency;
            }
            let row = occurrence.row as usize;
            if let Some(section) = self.layout.rows.get(row).and_then(|row| row.section) {
                let number = u16::try_from(section).unwrap_or(u16::MAX);
                let in_heading = part == Part::Heading;
                match self.sections.last_mut().filter(|(last, ..)| *last == number) {
                    Some((_, heading, count)) => {
                        (*heading, *count) = (*heading || in_heading, *count + occurrence.frequency);
                    }
                    None => self.sections.push((number, in_heading, occurrence.frequency)),
                }
            }
            let base = self.layout.bases.get(row).map_or(0, |bases| bases[part as usize]);
            let positions = self.positions.get(occurrence.from..occurrence.to).unwrap_or_default();
            self.record.positions.extend(positions.iter().map(|position| base + position));
            if matches!(part, Part::Title | Part::Ask | Part::Keyword) {
                let places = positions.iter().filter_map(|position| place(names, part, *position));
                self.record.names.extend(places);
            }
        }
        self.record.positions.sort_unstable();
        self.record.positions.dedup();
        self.record.names.sort_by_key(|place| place.number);
        self.record.names.dedup();
        self.sections.sort_by_key(|(number, heading, count)| (!heading, std::cmp::Reverse(*count), *number));
        self.record.sections.extend(self.sections.iter().map(|(number, ..)| *number));
    }
}

/// The place of a word at a position of a field, if a name holds it.
fn place(names: &[Name], part: Part, position: u32) -> Option<Place> {
    let name = names.iter().find(|name| name.part == part && (name.start..name.end).contains(&position))?;
    let small = |number: u32| u8::try_from(number.min(LONGEST)).unwrap_or_default();
    Some(Place { number: name.number, length: small(name.end - name.start), position: small(position - name.start) })
}

/// Buckets are far smaller than 4 GB.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

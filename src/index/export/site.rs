//! What a merge must know of the site as a whole: each page's number, how much an occurrence counts there, and how large
//! the site is. Everything stored of a word depends on its buckets' records and on this, on nothing else.

use std::sync::Arc;

use guildhall_search::postings::{NameHit, Posting};
use tantivy::fieldnorm::FieldNormReader;

use super::super::bucket::{Bucket, Part};
use super::super::function_words::FunctionWords;
use super::record::Record;
use super::weights::{WEIGHTS, impact, rounded_average};
use crate::base::digest::{Digest, Digester};

/// Of so many pages in a hundred at least a function word is taken to be: it tells next to nothing, however few say it.
const FUNCTION_WORD: u64 = 97;

/// On fewer than one of so many pages a function word is read like any other word.
const FEW: u32 = 5;

/// A bucket in its place.
#[derive(Clone)]
pub struct Placed {
    /// The bucket.
    pub bucket: Arc<Bucket>,
    /// By page of the bucket: its number among all pages.
    pub numbers: Vec<u32>,
}

/// All buckets and what holds for all of them.
pub struct Site {
    pub(super) buckets: Vec<Placed>,
    /// By bucket: its language's place in `languages`.
    pub(super) language_of: Vec<u8>,
    /// Codes of the languages that pages are written in, sorted.
    pub(super) languages: Vec<Arc<str>>,
    /// By language.
    function_words: Vec<FunctionWords>,
    /// By page: what an occurrence counts, by [`Part`], and the factor on its impacts.
    pages: Vec<([f32; 5], f32)>,
    /// Of everything but the buckets' records and forms.
    pub(super) digest: Digest,
}

impl Site {
    /// Puts buckets together; `priors` holds a factor for each page.
    pub fn new(buckets: Vec<Placed>, priors: &[f32]) -> Self {
        let averages = averages(&buckets).map(rounded_average);
        let mut pages = vec![([0.0; 5], 1.0); priors.len()];
        let mut languages: Vec<Arc<str>> = buckets.iter().map(|placed| Arc::clone(&placed.bucket.language)).collect();
        languages.sort_unstable();
        languages.dedup();
        let mut digester = Digester::default();
        for placed in &buckets {
            let bucket = &placed.bucket;
            for (number, classes) in placed.numbers.iter().zip(&bucket.extract.classes) {
                let lengths = classes.map(FieldNormReader::id_to_fieldnorm);
                let prior = priors.get(*number as usize).copied().unwrap_or(1.0);
                if let Some(page) = pages.get_mut(*number as usize) {
                    *page = (WEIGHTS.factors(lengths, averages), prior);
                }
            }
            digester.value(&(&bucket.language, &placed.numbers, &bucket.extract.classes));
        }
        digester.value(&(averages.map(f32::to_bits), priors.iter().map(|prior| prior.to_bits()).collect::<Vec<_>>()));
        let place = |placed: &Placed| languages.binary_search(&placed.bucket.language).unwrap_or_default();
        let language_of = buckets.iter().map(|placed| u8::try_from(place(placed)).unwrap_or(u8::MAX)).collect();
        let function_words = languages.iter().map(|language| FunctionWords::of(language)).collect();
        Self { buckets, language_of, languages, function_words, pages, digest: digester.finish() }
    }

    /// How many pages a list of a group counts to have that has so many. `languages` are all that have the group: what is a
    /// function word in one may only look like a word of another.
    pub(super) fn counted(&self, pages: u32, group: &str, languages: impl Iterator<Item = u8>) -> u32 {
        if self.all(languages, |words| words.has_group(group)) { self.nearly_all().max(pages) } else { pages }
    }

    /// How many pages a form counts to be on that is on so many, in these languages. Function words on few pages have short
    /// lists: to spare them would cost more in the manifest.
    pub(super) fn counted_form(&self, pages: u32, form: &str, languages: impl Iterator<Item = u8>) -> u32 {
        let is_long = pages >= self.pages() / FEW;
        if is_long && self.all(languages, |words| words.has(form)) { self.nearly_all().max(pages) } else { pages }
    }

    fn all(&self, mut languages: impl Iterator<Item = u8>, holds: impl Fn(&FunctionWords) -> bool) -> bool {
        languages.all(|language| self.function_words.get(usize::from(language)).is_some_and(&holds))
    }

    /// How many pages a function word counts to be on at least.
    fn nearly_all(&self) -> u32 {
        u32::try_from(u64::from(self.pages()) * FUNCTION_WORD / 100).unwrap_or(u32::MAX)
    }

    /// How many pages there are.
    pub fn pages(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap_or(u32::MAX)
    }

    /// The posting of a record of one of `bucket`'s pages.
    pub(super) fn posting(&self, bucket: usize, record: &Record) -> Posting {
        let numbers = self.buckets.get(bucket).map(|placed| placed.numbers.as_slice()).unwrap_or_default();
        let page = numbers.get(record.page as usize).copied().unwrap_or_default();
        let (factors, prior) = self.pages.get(page as usize).copied().unwrap_or_default();
        let name = |place: &super::record::Place| NameHit {
            number: place.number,
            length: place.length,
            position: place.position,
        };
        Posting {
            page,
            impact: impact(WEIGHTS.saturated(record.frequencies, factors), prior),
            in_heading: record.frequencies[Part::Heading as usize] > 0,
            accented: record.accented,
            sections: record.sections.iter().copied().collect(),
            names: record.names.iter().map(name).collect(),
        }
    }
}

/// By [`Part`]: tokens of all pages, and how many pages have any.
fn averages(buckets: &[Placed]) -> [(u64, u64); 5] {
    let mut sums = [(0, 0); 5];
    for placed in buckets {
        for (sum, (tokens, pages)) in sums.iter_mut().zip(placed.bucket.extract.totals) {
            *sum = (sum.0 + tokens, sum.1 + pages);
        }
    }
    sums
}

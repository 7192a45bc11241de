//! One partition of all buckets' forms to chunks of the lexicon and a block of the speller.

use std::sync::Arc;

use guildhall_search::File;
use guildhall_search::lexicon::{Chunk, Form, ListRef, MOST_CLASS, MOST_LISTS, Phrase};

use super::cut::Cutter;
use super::extract::{FormRef, Forms};
use super::lists::Lists;
use super::pack::{Made, Packer};
use super::partition::{letter_of, partition_of, start_of};
use super::site::Site;
use super::spelling::{block, may_be_meant};
use crate::base::digest::{Digest, Digester};

/// Bytes of a chunk before it is deflated: about 2 KB after.
pub const CHUNK_BYTES: usize = 4_000;
/// What a form takes in a chunk before it is deflated, as a rule, besides its letters.
const FORM_BYTES: usize = 3;

/// The lexicon of a partition.
#[derive(Debug, Default)]
pub struct Chunks {
    /// Each chunk with a word that is not above its first, and above all before.
    pub chunks: Vec<(String, Made)>,
    /// The block of the speller, if the partition is a letter's.
    pub speller: Option<(char, Made)>,
    /// If it is not: the words for blocks of other letters, with how many pages hold each.
    pub spelt: Vec<(String, u32)>,
}

/// A form of all buckets.
struct Merged<'a> {
    word: &'a str,
    pages: u32,
    in_name: bool,
    /// Its language and group, of every language that has it.
    groups: Vec<(u8, &'a str)>,
}

/// What chunks refer to beyond the forms themselves.
pub struct Surroundings<'a> {
    /// By partition.
    pub lists: &'a [Arc<Lists>],
    /// Sorted by their words.
    pub phrases: &'a [Phrase],
    /// Bytes of a chunk before it is deflated, about.
    pub chunk_bytes: usize,
}

impl Surroundings<'_> {
    fn phrases_of(&self, partition: usize) -> Vec<Phrase> {
        let is_here = |phrase: &&Phrase| phrase.words.first().is_some_and(|word| partition_of(word) == partition);
        self.phrases.iter().filter(is_here).cloned().collect()
    }
}

impl Site {
    /// The digest of all that the chunks of a partition depend on.
    pub fn chunks_key(&self, partition: usize, around: &Surroundings<'_>) -> Digest {
        let mut digester = Digester::default();
        digester.value(&(&self.languages, &self.language_of, partition, around.chunk_bytes));
        // Groups begin as their forms do, nearly always.
        let mut reached = 1_u64 << partition;
        for forms in self.forms(partition) {
            digester.digest(forms.digest);
            reached |= forms.reached;
        }
        for (lists, _) in around.lists.iter().zip(0..).filter(|(_, index)| reached & (1_u64 << index) != 0) {
            digester.digest(lists.digest);
        }
        let phrases = Chunk { phrases: around.phrases_of(partition), ..Chunk::default() };
        digester.part(&phrases.encode());
        digester.finish()
    }

    fn forms(&self, partition: usize) -> impl Iterator<Item = &Forms> {
        self.buckets.iter().filter_map(move |placed| placed.bucket.extract.forms.get(partition))
    }

    /// Makes the chunks of a partition.
    pub fn chunks(&self, partition: usize, around: &Surroundings<'_>, packer: &mut Packer) -> Chunks {
        let merged = self.merged(partition);
        let mut made = Chunks::default();
        let words = merged.iter().filter(|form| may_be_meant(form.word)).map(|form| (form.word, form.pages));
        match letter_of(partition) {
            Some(letter) => made.speller = block(&words.collect::<Vec<_>>(), packer).map(|block| (letter, block)),
            None => made.spelt = words.map(|(word, pages)| (word.to_owned(), pages)).collect(),
        }
        let phrases = around.phrases_of(partition);
        let chunk = Chunk { languages: self.languages.len(), ..Chunk::default() };
        let first = start_of(partition).map(String::from).unwrap_or_default();
        let mut writer = Writer { around, packer, phrases, first, chunk, shards: Vec::new(), made };
        let mut cutter = Cutter::new(around.chunk_bytes);
        let mut before = "";
        for form in &merged {
            if cutter.starts(form.word.as_bytes(), form.word.len() / 2 + FORM_BYTES) {
                writer.flush(Some(separator(before, form.word)));
            }
            writer.form(form);
            before = form.word;
        }
        writer.flush(None);
        writer.made
    }

    /// The forms of all buckets, in byte order.
    fn merged(&self, partition: usize) -> Vec<Merged<'_>> {
        let mut found: Vec<(FormRef<'_>, u8)> = Vec::new();
        for (forms, language) in self.forms(partition).zip(&self.language_of) {
            found.extend(forms.iter().map(|form| (form, *language)));
        }
        found.sort_by_key(|(form, language)| (form.word, *language));
        let same = |a: &(FormRef<'_>, u8), b: &(FormRef<'_>, u8)| a.0.word == b.0.word;
        found.chunk_by(same).map(merge).collect()
    }
}

/// The form of which these are what the languages know.
fn merge<'a>(run: &[(FormRef<'a>, u8)]) -> Merged<'a> {
    let mut merged = Merged { word: "", pages: 0, in_name: false, groups: Vec::new() };
    for (form, language) in run {
        merged.word = form.word;
        merged.pages += form.pages;
        merged.in_name |= form.in_name;
        if merged.groups.last().is_none_or(|(last, _)| last != language) {
            merged.groups.push((*language, form.group));
        }
    }
    merged
}

/// Writes forms to chunks.
struct Writer<'a> {
    around: &'a Surroundings<'a>,
    packer: &'a mut Packer,
    /// Those not yet written.
    phrases: Vec<Phrase>,
    /// Where the chunk at hand begins.
    first: String,
    chunk: Chunk,
    /// Partition and number of each of the chunk's shards.
    shards: Vec<(usize, u32)>,
    made: Chunks,
}

impl Writer<'_> {
    fn form(&mut self, form: &Merged<'_>) {
        let mut refs = Vec::with_capacity(1);
        for (language, group) in form.groups.iter().take(MOST_LISTS) {
            let partition = partition_of(group);
            let Some(lists) = self.around.lists.get(partition) else { continue };
            let Some((number, index)) = lists.find(group, *language) else { continue };
            let known = self.shards.iter().rposition(|shard| *shard == (partition, number));
            let place = known.or_else(|| {
                self.shards.push((partition, number));
                self.chunk.shards.push(*lists.shards.get(number as usize)?);
                Some(self.chunk.shards.len() - 1)
            });
            let shard = place.and_then(|place| u16::try_from(place).ok());
            refs.extend(shard.map(|shard| ListRef { language: *language, shard, index }));
        }
        if !refs.is_empty() {
            let (word, in_name) = (form.word.to_owned(), form.in_name);
            self.chunk.forms.push(Form { word, class: class(form.pages), in_name, lists: refs });
        }
    }

    /// Ends the chunk at hand; the next one begins at `next`.
    fn flush(&mut self, next: Option<String>) {
        let before =
            |phrase: &Phrase| next.as_ref().is_none_or(|next| phrase.words.first().is_some_and(|word| word < next));
        let end = self.phrases.partition_point(before);
        let rest = self.phrases.split_off(end);
        self.chunk.phrases = std::mem::replace(&mut self.phrases, rest);
        if !self.chunk.forms.is_empty() || !self.chunk.phrases.is_empty() {
            let made = self.packer.make(&self.chunk.encode(), File::Lexicon);
            self.made.chunks.push((std::mem::take(&mut self.first), made));
        }
        self.first = next.unwrap_or_default();
        self.chunk = Chunk { languages: self.chunk.languages, ..Chunk::default() };
        self.shards.clear();
    }
}

/// The shortest beginning of `word` that is above `before`, which is below `word`.
fn separator(before: &str, word: &str) -> String {
    let ends = word.char_indices().map(|(start, letter)| start + letter.len_utf8());
    let mut beginnings = ends.filter_map(|end| word.get(..end));
    beginnings.find(|beginning| *beginning > before).unwrap_or(word).to_owned()
}

/// How many pages hold a word, by powers of two.
pub(super) fn class(pages: u32) -> u8 {
    u8::try_from(pages.max(1).ilog2()).unwrap_or(MOST_CLASS).min(MOST_CLASS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_short_and_stand_between() {
        assert_eq!(separator("carpenter", "carpet"), "carpet");
        assert_eq!(separator("car", "dog"), "d");
        assert_eq!(separator("", "élan"), "é");
        assert_eq!(separator("care", "careful"), "caref");
    }
}

//! One partition of all buckets' forms to chunks of the lexicon and a block of the speller.

use std::sync::Arc;

use guildhall_search::lexicon::{Chunk, Form, ListRef, MOST_CLASS, MOST_LISTS, Phrase};
use guildhall_search::{File, Run, is_spared};

use super::cut::Cutter;
use super::extract::{FormRef, Forms};
use super::lists::Lists;
use super::pack::{Made, Packer, hash_of_all};
use super::partition::{letter_of, partition_of, start_of};
use super::site::Site;
use super::spelling::{block, may_be_meant};
use crate::base::digest::{Digest, Digester};
use crate::fs::Blob;

/// Bytes of a chunk of common words before it is deflated: about as many after, with all that they refer to.
pub const CHUNK_BYTES: usize = 1_400;
/// Chunks of rare words are so many times as large: few of them are read, and there are many rare words.
const RARE_TIMES: usize = 6;
/// On sites of so many pages rare words have chunks of their own.
const LARGE: u32 = 1_000;
/// From so many pages on, as [`Form::class`], a word is common. Words in names are, too: they are what is typed first.
const COMMON: u8 = 2;
/// What a form takes in a chunk before it is deflated, as a rule, besides its letters.
const FORM_BYTES: usize = 3;

/// The lexicon of a partition.
#[derive(Debug, Default)]
pub struct Chunks {
    /// The names of its chunks, each with a word that is not above its first, and above all before.
    pub run: Run,
    /// The chunks.
    pub files: Vec<Made>,
    /// The block of the speller, if the partition is a letter's.
    pub speller: Option<(char, Blob)>,
    /// If it is not: the words for blocks of other letters, with how many pages hold each.
    pub spelt: Vec<(String, u32)>,
    /// Words so frequent that beside rarer ones nothing is read of them; those with which no phrase begins.
    pub spared: Vec<String>,
}

/// A form of all buckets.
struct Merged<'a> {
    word: &'a str,
    pages: u32,
    /// How many pages it counts to be on.
    counted: u32,
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
    /// Bytes of a chunk of common words before it is deflated, about.
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
        let spared = (0..=MOST_CLASS).find(|class| is_spared(self.pages(), *class));
        digester.value(&(&self.languages, &self.language_of, partition, around.chunk_bytes, self.is_large(), spared));
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
        let begins = |word: &str| phrases.iter().any(|phrase| phrase.words.first().is_some_and(|first| first == word));
        let is_spared = |form: &&Merged<'_>| is_spared(self.pages(), class(form.counted)) && !begins(form.word);
        made.spared = merged.iter().filter(is_spared).map(|form| form.word.to_owned()).collect();
        let is_rare = |form: &Merged<'_>| self.is_large() && !form.in_name && class(form.counted) < COMMON;
        let (rare, common): (Vec<_>, Vec<_>) = merged.into_iter().partition(is_rare);
        let mut write = |forms: &[Merged<'_>], phrases, times| {
            let chunk = Chunk { languages: self.languages.len(), ..Chunk::default() };
            let first = start_of(partition).map(String::from).unwrap_or_default();
            let shards = Vec::new();
            let writer = Writer { around, packer, phrases, first, chunk, shards, made: Vec::new() };
            writer.write(forms, around.chunk_bytes * times)
        };
        let tiers = [write(&common, phrases, 1), write(&rare, Vec::new(), RARE_TIMES)];
        made.run.name = hash_of_all(tiers.iter().flatten().map(|(_, blob)| blob));
        for (firsts, chunks) in made.run.firsts.iter_mut().zip(tiers) {
            for (first, blob) in chunks {
                let number = u16::try_from(made.files.len()).unwrap_or(u16::MAX);
                firsts.push(first);
                made.files.push(Made { file: File::Lexicon(made.run.name, number), blob });
            }
        }
        made
    }

    fn is_large(&self) -> bool {
        self.pages() >= LARGE
    }

    /// The forms of all buckets, in byte order.
    fn merged(&self, partition: usize) -> Vec<Merged<'_>> {
        let mut found: Vec<(FormRef<'_>, u8)> = Vec::new();
        for (forms, language) in self.forms(partition).zip(&self.language_of) {
            found.extend(forms.iter().map(|form| (form, *language)));
        }
        found.sort_by_key(|(form, language)| (form.word, *language));
        let same = |a: &(FormRef<'_>, u8), b: &(FormRef<'_>, u8)| a.0.word == b.0.word;
        let mut merged: Vec<Merged<'_>> = found.chunk_by(same).map(merge).collect();
        for form in &mut merged {
            let languages = form.groups.iter().map(|(language, _)| *language);
            form.counted = self.counted_form(form.pages, form.word, languages);
        }
        merged
    }
}

/// The form of which these are what the languages know.
fn merge<'a>(run: &[(FormRef<'a>, u8)]) -> Merged<'a> {
    let mut merged = Merged { word: "", pages: 0, counted: 0, in_name: false, groups: Vec::new() };
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
    made: Vec<(String, Blob)>,
}

impl Writer<'_> {
    /// Writes forms, which stand in byte order, to chunks of about so many bytes.
    fn write(mut self, forms: &[Merged<'_>], bytes: usize) -> Vec<(String, Blob)> {
        let mut cutter = Cutter::new(bytes);
        let mut before = "";
        for form in forms {
            if cutter.starts(form.word.as_bytes(), form.word.len() / 2 + FORM_BYTES) {
                self.flush(Some(separator(before, form.word)));
            }
            self.form(form);
            before = form.word;
        }
        self.flush(None);
        self.made
    }

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
            self.chunk.forms.push(Form { word, class: class(form.counted), in_name, lists: refs });
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
            let blob = self.packer.pack(&self.chunk.encode());
            self.made.push((std::mem::take(&mut self.first), blob));
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

//! The lexicon, over the chunks at hand: words to the lists of the pages that hold them.

use alloc::vec::Vec;

use super::{Analyzers, Found, Place, analyzer_of, stem};
use crate::file::File;
use crate::lexicon::{Entry, Phrase, Reading};
use crate::query::Link;
use crate::shelf::Shelf;
use crate::sort::sort;
use crate::speller::{Pattern, Table};

/// Most chunks that are read for one beginning.
const MOST_CHUNKS: usize = 4;
/// A beginning stands for so many forms at most; for more only where they all stand in names.
const MOST_FORMS: usize = 16;
const MOST_NAME_FORMS: usize = 32;
/// So many forms in names are few: none of them is left out, wherever its list lies.
const FEW_NAME_FORMS: usize = 12;
/// Lists of further forms may lie in so many shards.
const MOST_SHARDS: usize = 6;

/// The lexicon of a shelf.
pub(crate) struct Lexicon<'s, 'a> {
    pub(crate) shelf: &'s Shelf<'a>,
}

impl Lexicon<'_, '_> {
    /// Asks for the chunks that a word needs.
    pub(crate) fn touch(&self, word: &str, is_prefix: bool) {
        for file in self.chunks(word, is_prefix) {
            self.shelf.open(file);
        }
    }

    /// Asks for the chunks of several words.
    pub(crate) fn touch_all(&self, words: &[Link]) {
        for word in words {
            self.touch(&word.surface, false);
        }
    }

    fn chunks(&self, word: &str, is_prefix: bool) -> Vec<File> {
        let manifest = self.shelf.manifest;
        let range = if is_prefix && is_beginning(word) {
            let range = manifest.chunks_of(word);
            range.start..range.end.min(range.start + MOST_CHUNKS)
        } else {
            manifest.chunk_of(word).map_or(0..0, |chunk| chunk..chunk + 1)
        };
        let mut chunks = Vec::new();
        for (_, hash) in manifest.lexicon.get(range).unwrap_or_default() {
            chunks.push(File::Lexicon(*hash));
        }
        chunks
    }

    /// Calls `each` with the forms of some chunks that start with `prefix`.
    fn visit(&self, chunks: Vec<File>, prefix: &str, each: &mut dyn FnMut(&Reading<'_>, Entry<'_>)) {
        for file in chunks {
            self.shelf.read(file, |bytes| {
                let chunk = Reading::new(bytes)?;
                chunk.starting_with(prefix, &mut |entry| each(&chunk, entry))
            });
        }
    }

    /// Calls `each` with all forms of a word's chunk.
    pub(super) fn neighbours(&self, word: &str, each: &mut dyn FnMut(Entry<'_>)) {
        self.visit(self.chunks(word, false), "", &mut |_, entry| each(entry));
    }

    /// Calls `each` with the forms of a word's chunk that are near to it, and their distance.
    pub(super) fn near(&self, word: &str, pattern: &Pattern, each: &mut dyn FnMut(Entry<'_>, usize)) {
        let mut table = Table::new(pattern);
        self.neighbours(word, &mut |entry| {
            if let Some(distance) = table.distance(entry.word, entry.shared) {
                each(entry, usize::from(distance));
            }
        });
    }

    /// The form of a word.
    pub(crate) fn find(&self, word: &str) -> Option<Found> {
        let mut form = None;
        self.visit(self.chunks(word, false), word, &mut |chunk, entry| {
            if entry.word == word {
                form = Some(found(chunk, entry));
            }
        });
        form
    }

    /// A word by its form, else by its stem: one thing for all languages.
    pub(crate) fn look_up(&self, word: &str, analyzers: &mut Analyzers) -> Option<Found> {
        let form = self.find(word);
        if form.is_some() {
            return form;
        }
        let mut forms = self.same_stem(word, analyzers);
        let (first, others) = forms.split_first_mut()?;
        for other in others {
            first.class = first.class.max(other.class);
            first.lists.append(&mut other.lists);
        }
        forms.truncate(1);
        forms.pop()
    }

    /// All of some words; `None` when one is not there.
    pub(crate) fn look_up_all(&self, words: &[Link], analyzers: &mut Analyzers) -> Option<Vec<Found>> {
        let mut all = Vec::with_capacity(words.len());
        for word in words {
            all.push(self.look_up(&word.surface, analyzers)?);
        }
        Some(all)
    }

    /// The phrases that begin with a word.
    pub(super) fn phrases(&self, word: &str, phrases: &mut Vec<Phrase>) {
        for file in self.chunks(word, false) {
            let read = self.shelf.read(file, |bytes| Reading::new(bytes)?.phrases(Some(word)));
            phrases.append(&mut read.unwrap_or_default());
        }
    }

    /// The forms that `word` may be the beginning of: those in names, then the most frequent others. Several forms may
    /// share a list.
    pub(super) fn beginning(&self, word: &str) -> Vec<Found> {
        let mut forms: Vec<Found> = Vec::new();
        if is_beginning(word) {
            self.visit(self.chunks(word, true), word, &mut |chunk, entry| {
                if entry.word != word {
                    forms.push(found(chunk, entry));
                }
            });
        }
        sort(&mut forms, &|a, b| (b.in_name, b.class, &a.surface) < (a.in_name, a.class, &b.surface));
        let named = forms.iter().take_while(|form| form.in_name).count();
        forms.truncate(named.clamp(MOST_FORMS, MOST_NAME_FORMS));
        let (mut kept, mut shards) = (Vec::new(), Vec::new());
        for (place, form) in forms.into_iter().enumerate() {
            let known = shards.len();
            for list in &form.lists {
                if !shards[..known].contains(&list.shard.postings) {
                    shards.push(list.shard.postings);
                }
            }
            let is_named = form.in_name && named <= FEW_NAME_FORMS && place < named;
            if is_named || shards.len() <= MOST_SHARDS {
                kept.push(form);
            } else {
                shards.truncate(known);
            }
        }
        kept
    }

    /// Forms whose stem is that of a word which nobody wrote, one for each list.
    pub(super) fn same_stem(&self, word: &str, analyzers: &mut Analyzers) -> Vec<Found> {
        let mut all = Vec::new();
        for (language, code) in self.shelf.manifest.languages.iter().enumerate() {
            let analyzer = analyzer_of(analyzers, code);
            let stem = stem(analyzer, word);
            // A stemmer changes the last letters only: `happi` is of `happy`. The chunks are those of all the stem, so that
            // a short one does not read half the lexicon.
            let mut letters = stem.chars();
            if letters.clone().nth(2).is_some() {
                letters.next_back();
            }
            let prefix = letters.as_str();
            if prefix.len() < 2 || !word.starts_with(prefix) {
                continue;
            }
            let mut chunks = self.chunks(if word.starts_with(stem.as_str()) { &stem } else { prefix }, true);
            for own in self.chunks(word, false) {
                if !chunks.contains(&own) {
                    chunks.push(own);
                }
            }
            self.visit(chunks, prefix, &mut |chunk, entry| {
                let mut form = found(chunk, entry);
                form.lists.retain(|list| list.language == language);
                let is_new = || all.iter().all(|known: &Found| known.lists != form.lists);
                if !form.lists.is_empty() && self::stem(analyzer, entry.word) == stem && is_new() {
                    all.push(form);
                }
            });
        }
        all
    }
}

/// Whether a word may be a beginning: one letter is that of half the lexicon, but for scripts without blanks, whose words
/// are pairs of letters.
fn is_beginning(word: &str) -> bool {
    word.chars().nth(1).is_some() || word.chars().next().is_some_and(|letter| !letter.is_ascii())
}

fn found(chunk: &Reading<'_>, entry: Entry<'_>) -> Found {
    let mut lists = Vec::with_capacity(entry.lists.len());
    for list in entry.lists {
        if let Some(shard) = chunk.shard(*list) {
            lists.push(Place { shard, index: usize::from(list.index), language: usize::from(list.language) });
        }
    }
    Found { surface: entry.word.into(), class: entry.class, in_name: entry.in_name, lists }
}

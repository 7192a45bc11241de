//! The lexicon, over the chunks at hand: words to the lists of the pages that hold them.

use alloc::vec::Vec;

use super::{Analyzers, Found, Place, analyzer_of, stem};
use crate::file::File;
use crate::lexicon::{Entry, Phrase, Reading};
use crate::manifest::Tier;
use crate::query::Link;
use crate::shelf::Shelf;
use crate::sort::sort;
use crate::speller::{Pattern, Table};

/// Most chunks that are read for one beginning, of common and of rare words.
const MOST_CHUNKS: [usize; 2] = [4, 2];
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

/// The order in which a word is looked for.
const TIERS: [Tier; 2] = [Tier::Common, Tier::Rare];

/// What the lexicon knows of a word.
#[derive(Default)]
pub(super) struct Known {
    /// Its form, or else forms with its stem, one for each list.
    pub(super) forms: Vec<Found>,
    /// There is its form.
    pub(super) is_own: bool,
    /// Common words were enough: rare ones were not looked at.
    pub(super) is_common: bool,
}

impl Lexicon<'_, '_> {
    /// Asks for the chunks that a word needs first.
    pub(crate) fn touch(&self, word: &str, is_prefix: bool) {
        for file in self.chunks(Tier::Common, word, is_prefix) {
            self.shelf.open(file);
        }
    }

    /// Asks for the chunks of several words.
    pub(crate) fn touch_all(&self, words: &[Link]) {
        for word in words {
            self.touch(&word.surface, false);
        }
    }

    fn chunks(&self, tier: Tier, word: &str, is_prefix: bool) -> Vec<File> {
        let most = if is_prefix && is_beginning(word) { MOST_CHUNKS[tier as usize] } else { 1 };
        self.shelf.manifest.chunks_of(tier, word, most)
    }

    /// Calls `each` with the forms of some chunks that start with `prefix`; `None` when a chunk is not at hand.
    fn visit(&self, chunks: Vec<File>, prefix: &str, each: &mut dyn FnMut(&Reading<'_>, Entry<'_>)) -> Option<()> {
        let mut all = Some(());
        for file in chunks {
            let read = self.shelf.read(file, |bytes| {
                let chunk = Reading::new(bytes)?;
                chunk.starting_with(prefix, &mut |entry| each(&chunk, entry))
            });
            all = all.and(read);
        }
        all
    }

    /// Calls `each` with all forms of a word's chunks.
    pub(super) fn neighbours(&self, word: &str, each: &mut dyn FnMut(Entry<'_>)) {
        for tier in TIERS {
            self.visit(self.chunks(tier, word, false), "", &mut |_, entry| each(entry));
        }
    }

    /// Calls `each` with the forms of a word's chunks that are near to it, and their distance.
    pub(super) fn near(&self, word: &str, pattern: &Pattern, each: &mut dyn FnMut(Entry<'_>, usize)) {
        let mut table = Table::new(pattern);
        self.neighbours(word, &mut |entry| {
            if let Some(distance) = table.distance(entry.word, entry.shared) {
                each(entry, usize::from(distance));
            }
        });
    }

    fn find_in(&self, tier: Tier, word: &str) -> (Option<Found>, bool) {
        let mut form = None;
        let read = self.visit(self.chunks(tier, word, false), word, &mut |chunk, entry| {
            if entry.word == word {
                form = Some(found(chunk, entry));
            }
        });
        (form, read.is_some())
    }

    /// The form of a word.
    pub(crate) fn find(&self, word: &str) -> Option<Found> {
        match self.find_in(Tier::Common, word) {
            (None, true) => self.find_in(Tier::Rare, word).0,
            (form, _) => form,
        }
    }

    /// The form of a word, if it is a common one.
    pub(super) fn find_common(&self, word: &str) -> Option<Found> {
        self.find_in(Tier::Common, word).0
    }

    /// A word by its form, else by its stem. A common form with its stem has the same list, so that rare ones need not be
    /// looked at where there is one in every language.
    pub(super) fn known(&self, word: &str, analyzers: &mut Analyzers) -> Known {
        let mut known = Known { forms: Vec::new(), is_own: false, is_common: true };
        for tier in TIERS {
            known.is_common = matches!(tier, Tier::Common);
            let (form, is_read) = self.find_in(tier, word);
            if let Some(form) = form {
                known.forms.clear();
                known.forms.push(form);
                known.is_own = true;
                break;
            }
            if !is_read || self.same_stem(tier, word, analyzers, &mut known.forms) {
                break;
            }
        }
        known
    }

    /// A word by its form, else by its stem: one thing for all languages.
    pub(crate) fn look_up(&self, word: &str, analyzers: &mut Analyzers) -> Option<Found> {
        let mut all: Option<Found> = None;
        for mut form in self.known(word, analyzers).forms {
            match &mut all {
                Some(all) => {
                    all.class = all.class.max(form.class);
                    all.lists.append(&mut form.lists);
                }
                None => all = Some(form),
            }
        }
        all
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
        for file in self.chunks(Tier::Common, word, false) {
            let read = self.shelf.read(file, |bytes| Reading::new(bytes)?.phrases(Some(word)));
            phrases.append(&mut read.unwrap_or_default());
        }
    }

    /// The forms that `word` may be the beginning of: those in names, then the most frequent others; with the rare ones
    /// unless `only_common`. Several forms may share a list.
    pub(super) fn beginning(&self, word: &str, only_common: bool) -> Vec<Found> {
        let mut forms: Vec<Found> = Vec::new();
        let tiers = if only_common { 1 } else { 2 };
        for tier in TIERS.into_iter().take(tiers).filter(|_| is_beginning(word)) {
            self.visit(self.chunks(tier, word, true), word, &mut |chunk, entry| {
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

    /// Adds forms whose stem is that of a word which nobody wrote, one for each list. Whether that ends the search: there is
    /// one in every language, or a chunk is not at hand.
    fn same_stem(&self, tier: Tier, word: &str, analyzers: &mut Analyzers, all: &mut Vec<Found>) -> bool {
        let mut is_everywhere = true;
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
                is_everywhere = false;
                continue;
            }
            let mut chunks = self.chunks(tier, if word.starts_with(stem.as_str()) { &stem } else { prefix }, true);
            for own in self.chunks(tier, word, false) {
                if !chunks.contains(&own) {
                    chunks.push(own);
                }
            }
            let read = self.visit(chunks, prefix, &mut |chunk, entry| {
                let mut form = found(chunk, entry);
                form.lists.retain(|list| list.language == language);
                let is_new = || all.iter().all(|known: &Found| known.lists != form.lists);
                if !form.lists.is_empty() && self::stem(analyzer, entry.word) == stem && is_new() {
                    all.push(form);
                }
            });
            if read.is_none() {
                return true;
            }
            is_everywhere &= all.iter().any(|form| form.lists.iter().any(|list| list.language == language));
        }
        is_everywhere
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

//! Words of the query to what is looked up for them: the word itself in every language, forms it may be the beginning of,
//! what it was probably meant to be, and what means the same.

use alloc::string::String;
use alloc::vec::Vec;

use crate::analyze::Analyzer;
use crate::file::File;
use crate::lexicon::{Form, ListRef, Means, Phrase, Reading, Shard};
use crate::query::{Query, Word};
use crate::shelf::Shelf;
use crate::speller::Pattern;
use crate::wire::Damaged;

/// Most forms that a beginning stands for, beside those that stand in names.
const MOST_FORMS: usize = 16;
/// Most of them that stand in names.
const MOST_NAME_FORMS: usize = 32;
/// Most chunks that are read for one beginning.
const MOST_CHUNKS: usize = 4;
/// Most forms that a typo may have been.
const MOST_CORRECTIONS: usize = 3;
/// Shorter words are not corrected: too much is near them.
const LEAST_CORRECTED: usize = 4;

/// What a beginning, the best correction and each further one, and a form of the same stem count.
const PREFIX: u8 = 60;
const CORRECTIONS: [u8; MOST_CORRECTIONS] = [90, 70, 60];

/// A word of the query and all that stands for it. A page takes the best of it, never the sum.
pub(crate) struct Group {
    /// The word as typed.
    pub(crate) word: Word,
    /// What stands for it.
    pub(crate) alternatives: Vec<Alternative>,
    /// What it was corrected to.
    pub(crate) corrected: Option<String>,
}

impl Group {
    /// How many pages hold it, as a power of two.
    pub(crate) fn class(&self) -> u8 {
        let classes = self.alternatives.iter().filter(|alternative| alternative.how != How::Synonym);
        classes.flat_map(|alternative| &alternative.words).map(|found| found.class).max().unwrap_or_default()
    }
}

/// Why an alternative stands for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// It is the word.
    Typed,
    /// It is part of it, or it of this.
    Part,
    /// The word may be its beginning.
    Prefix,
    /// It may have been meant.
    Typo,
    /// It means the same.
    Synonym,
}

/// One or more words that stand for a word of the query; several must stand in one section.
pub(crate) struct Alternative {
    pub(crate) words: Vec<Found>,
    /// What it counts, in hundredths.
    pub(crate) factor: u8,
    pub(crate) how: How,
}

/// A form of the lexicon.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) surface: String,
    pub(crate) class: u8,
    pub(crate) in_name: bool,
    /// Its lists, one for each language.
    pub(crate) lists: Vec<Place>,
}

/// A list in a shard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) shard: Shard,
    pub(crate) index: usize,
}

/// What a query comes to.
pub(crate) struct Expanded {
    pub(crate) groups: Vec<Group>,
    /// Pages that editors recommend for just this query.
    pub(crate) best: Vec<u32>,
}

/// The analysers of the site's languages; they remember stems, so a reader keeps them.
pub(crate) type Analyzers = Vec<(String, Analyzer)>;

/// Looks up the words of a query; `None` while files are missing.
pub(crate) fn expand(
    shelf: &Shelf<'_>,
    analyzers: &mut Analyzers,
    query: &Query,
    typing: bool,
    verbatim: bool,
) -> Option<Expanded> {
    let lexicon = Lexicon { shelf };
    for word in &query.words {
        lexicon.touch(&word.surface, typing && word.open);
        word.others.iter().for_each(|(other, _)| lexicon.touch(other, false));
    }
    shelf.ready()?;
    let mut phrases = Vec::new();
    for word in &query.words {
        lexicon.phrases(&word.surface, &mut phrases);
    }
    let mut groups = Vec::with_capacity(query.words.len());
    for word in &query.words {
        groups.push(lexicon.group(word, analyzers, typing && word.open));
    }
    shelf.ready()?;
    for group in groups.iter_mut().filter(|group| group.alternatives.is_empty() && !verbatim) {
        lexicon.correct(group);
    }
    lexicon.synonyms(&mut groups, &phrases);
    shelf.ready()?;
    let best = best(query, &phrases);
    Some(Expanded { groups: joined(groups), best })
}

/// `a OR b` is one group.
fn joined(groups: Vec<Group>) -> Vec<Group> {
    let mut joined: Vec<Group> = Vec::with_capacity(groups.len());
    for group in groups {
        match joined.last_mut() {
            Some(before) if group.word.or => {
                before.alternatives.extend(group.alternatives);
                before.corrected = before.corrected.take().or(group.corrected);
            }
            _ => joined.push(group),
        }
    }
    joined
}

/// The pages recommended for the whole query.
fn best(query: &Query, phrases: &[Phrase]) -> Vec<u32> {
    let asked: Vec<&String> = query.words.iter().map(|word| &word.surface).collect();
    let mut best = Vec::new();
    for phrase in phrases.iter().filter(|phrase| phrase.words.iter().eq(asked.iter().copied())) {
        if let Means::Best(page) = phrase.means
            && !best.contains(&page)
        {
            best.push(page);
        }
    }
    best
}

/// The lexicon, over the chunks at hand.
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

    fn chunks(&self, word: &str, is_prefix: bool) -> Vec<File> {
        let manifest = self.shelf.manifest;
        // One letter is the beginning of half the lexicon.
        let range = if is_prefix && word.chars().nth(1).is_some() {
            let range = manifest.chunks_of(word);
            range.start..range.end.min(range.start + MOST_CHUNKS)
        } else {
            manifest.chunk_of(word).map_or(0..0, |chunk| chunk..chunk + 1)
        };
        let chunks = manifest.lexicon.get(range).unwrap_or_default();
        chunks.iter().map(|(_, hash)| File::Lexicon(*hash)).collect()
    }

    /// Calls `each` with the forms of a word's chunks that start with `prefix`.
    fn starting_with(&self, word: &str, is_prefix: bool, prefix: &str, each: &mut dyn FnMut(Found)) {
        for file in self.chunks(word, is_prefix) {
            self.shelf.read(file, |bytes| {
                let chunk = Reading::new(bytes)?;
                chunk.starting_with(prefix, &mut |entry| each(found(&chunk, entry.form())))
            });
        }
    }

    /// The form of a word.
    pub(crate) fn find(&self, word: &str) -> Option<Found> {
        let file = self.chunks(word, false).pop()?;
        self.shelf.read(file, |bytes| {
            let chunk = Reading::new(bytes)?;
            let form = chunk.find(word)?;
            Ok::<_, Damaged>(form.map(|form| found(&chunk, form)))
        })?
    }

    fn phrases(&self, word: &str, phrases: &mut Vec<Phrase>) {
        for file in self.chunks(word, false) {
            let read = self.shelf.read(file, |bytes| Reading::new(bytes)?.phrases()).unwrap_or_default();
            phrases.extend(read.into_iter().filter(|phrase| phrase.words.first().is_some_and(|first| first == word)));
        }
    }

    fn group(&self, word: &Word, analyzers: &mut Analyzers, is_prefix: bool) -> Group {
        let mut alternatives = Vec::new();
        let mut take =
            |found: Found, factor, how| alternatives.push(Alternative { words: [found].into(), factor, how });
        let typed = self.find(&word.surface);
        let is_known = typed.is_some();
        if let Some(found) = typed {
            take(found, 100, How::Typed);
        }
        for (other, factor) in &word.others {
            if let Some(found) = self.find(other) {
                take(found, *factor, How::Part);
            }
        }
        if is_prefix {
            for found in self.beginning(&word.surface) {
                take(found, PREFIX, How::Prefix);
            }
        }
        if !is_known {
            for found in self.same_stem(&word.surface, analyzers) {
                take(found, 100, How::Typed);
            }
        }
        Group { word: word.clone(), alternatives, corrected: None }
    }

    /// The forms that `word` may be the beginning of: those in names, and the most frequent others.
    fn beginning(&self, word: &str) -> Vec<Found> {
        let mut forms = Vec::new();
        self.starting_with(word, true, word, &mut |form| forms.push(form));
        forms.retain(|form| form.surface != word);
        forms.sort_by(|a, b| (b.in_name, b.class).cmp(&(a.in_name, a.class)).then_with(|| a.surface.cmp(&b.surface)));
        let named = forms.iter().take_while(|form| form.in_name).count();
        forms.truncate(named.clamp(MOST_FORMS, MOST_NAME_FORMS));
        forms
    }

    /// Forms whose stem is that of a word which nobody wrote.
    fn same_stem(&self, word: &str, analyzers: &mut Analyzers) -> Vec<Found> {
        let mut found = Vec::new();
        for code in &self.shelf.manifest.languages {
            let analyzer = analyzer_of(analyzers, code);
            let stem = stem(analyzer, word);
            // A stem changes its word's last letters only.
            let shared = stem.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
            let Some(prefix) = stem.get(..shared).filter(|prefix| prefix.len() > 1) else { continue };
            self.starting_with(word, false, prefix, &mut |form| {
                let is_new = || found.iter().all(|known: &Found| known.lists != form.lists);
                if self::stem(analyzer, &form.surface) == stem && is_new() {
                    found.push(form);
                }
            });
        }
        found
    }

    /// Gives a word that no page holds what it was probably meant to be.
    fn correct(&self, group: &mut Group) {
        let typed = &group.word.surface;
        if typed.chars().count() < LEAST_CORRECTED || typed.chars().any(|c| c.is_ascii_digit()) || group.word.quoted {
            return;
        }
        let Some(words) = self.nearest(typed) else { return };
        for (word, factor) in words.iter().zip(CORRECTIONS) {
            if let Some(found) = self.find(word) {
                group.corrected.get_or_insert_with(|| word.clone());
                group.alternatives.push(Alternative { words: [found].into(), factor, how: How::Typo });
            }
        }
    }

    /// The words nearest to one, best first; `None` while files are missing. People rarely miss the first letter.
    fn nearest(&self, typed: &str) -> Option<Vec<String>> {
        let first = typed.chars().next()?;
        let blocks = &self.shelf.manifest.speller;
        let has_own = blocks.iter().any(|(letter, _)| *letter == first);
        let own = |letter: char| letter == first || (letter == '\0' && !has_own);
        let pattern = Pattern::new(typed);
        let mut near: Vec<(usize, u8, String)> = Vec::new();
        for pass in [true, false] {
            for (_, hash) in blocks.iter().filter(|(letter, _)| own(*letter) == pass) {
                self.shelf.read(File::Speller(*hash), |block| {
                    pattern.closest(block, &mut |word, class, distance| near.push((distance, class, word.into())))
                });
            }
            self.shelf.ready()?;
            if !near.is_empty() {
                break;
            }
        }
        near.sort_by(|a, b| (a.0, b.1).cmp(&(b.0, a.1)).then_with(|| a.2.cmp(&b.2)));
        let least = near.first().map_or(0, |(distance, ..)| *distance);
        let words = near.into_iter().take_while(|(distance, ..)| *distance == least);
        Some(words.take(MOST_CORRECTIONS).map(|(.., word)| word).collect())
    }

    /// Adds what phrases of the query mean to each of their words.
    fn synonyms(&self, groups: &mut [Group], phrases: &[Phrase]) {
        for at in 0..groups.len() {
            for phrase in phrases {
                let Means::Words(words, factor) = &phrase.means else { continue };
                let Some(run) = groups.get_mut(at..at + phrase.words.len()) else { continue };
                if !run.iter().map(|group| &group.word.surface).eq(&phrase.words) {
                    continue;
                }
                let found: Vec<Found> = words.iter().filter_map(|word| self.find(word)).collect();
                if found.len() < words.len() {
                    continue;
                }
                for group in run.iter_mut().filter(|group| !group.word.quoted) {
                    let words = found.clone();
                    group.alternatives.push(Alternative { words, factor: *factor, how: How::Synonym });
                }
            }
        }
    }
}

fn found(chunk: &Reading<'_>, form: Form) -> Found {
    let place = |list: &ListRef| Some(Place { shard: chunk.shard(*list)?, index: usize::from(list.index) });
    let lists = form.lists.iter().filter_map(place).collect();
    Found { surface: form.word, class: form.class, in_name: form.in_name, lists }
}

/// The analyser of a language.
pub(crate) fn analyzer_of<'a>(analyzers: &'a mut Analyzers, code: &str) -> &'a mut Analyzer {
    let known = analyzers.iter().position(|(known, _)| known == code);
    let at = known.unwrap_or(analyzers.len());
    if known.is_none() {
        analyzers.push((code.into(), Analyzer::new(code)));
    }
    &mut analyzers[at].1
}

/// What a folded word is counted as.
pub(crate) fn stem(analyzer: &mut Analyzer, word: &str) -> String {
    let mut stem = String::new();
    analyzer.for_each(word, |token| {
        if stem.is_empty() {
            stem.push_str(token.group);
        }
    });
    stem
}

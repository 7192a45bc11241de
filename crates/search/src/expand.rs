//! Words of the query to what is looked up for them: the word itself in every language, forms it may be the beginning of,
//! what it was probably meant to be, and what means the same.

mod correct;
mod lexicon;

use alloc::string::String;
use alloc::vec::Vec;

use self::lexicon::Known;
pub(crate) use self::lexicon::Lexicon;
use crate::analyze::Analyzer;
use crate::lexicon::{Means, Phrase, Shard};
use crate::query::{Link, Other, Word};
use crate::shelf::Shelf;

/// What a form counts that the word may be the beginning of.
const PREFIX: u8 = 60;
/// Of so few words each is worth looking for under other first letters, which are all the blocks of the speller.
const SHORT: usize = 3;
/// Beside so many rarer words nothing is read of frequent ones.
pub(crate) const RARER: usize = 3;

/// A word of the query and all that stands for it. A page takes the best of it, never the sum.
pub(crate) struct Group {
    /// The word as typed.
    pub(crate) word: Word,
    /// What stands for it.
    pub(crate) alternatives: Vec<Alternative>,
    /// What it was corrected to.
    pub(crate) corrected: Option<String>,
    /// The manifest says that it is frequent, and there are rarer words: nothing was read of it.
    pub(crate) spared: bool,
}

impl Group {
    /// How many pages hold it, as a power of two.
    pub(crate) fn class(&self) -> u8 {
        let mut class = 0;
        for alternative in &self.alternatives {
            for found in alternative.words.iter().filter(|_| alternative.how != How::Synonym) {
                class = class.max(found.class);
            }
        }
        class
    }

    /// The word that is searched for.
    pub(crate) fn used(&self) -> &str {
        self.corrected.as_ref().unwrap_or(&self.word.surface)
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
    /// It must be in the title.
    pub(crate) in_title: bool,
    /// The words must stand in a row.
    pub(crate) row: Option<Vec<Link>>,
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
    /// By its place in the manifest.
    pub(crate) language: usize,
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
    words: &[Word],
    typing: bool,
    verbatim: bool,
) -> Option<Expanded> {
    let lexicon = Lexicon { shelf };
    let is_prefix = |word: &Word| typing && word.open;
    let mut groups: Vec<Group> = Vec::with_capacity(words.len());
    let (mut rarer, mut chained) = (0, false);
    for word in words {
        let is_plain = !(word.quoted || word.in_title || is_prefix(word)) && word.others.is_empty();
        let spared = is_plain && shelf.manifest.spared.contains(&word.surface);
        rarer += usize::from(!spared);
        chained |= word.or;
        groups.push(Group { word: word.clone(), alternatives: Vec::new(), corrected: None, spared });
    }
    if rarer < RARER || chained {
        for group in &mut groups {
            group.spared = false;
        }
    }
    for Group { word, .. } in groups.iter().filter(|group| !group.spared) {
        lexicon.touch(&word.surface, is_prefix(word));
        for other in &word.others {
            lexicon.touch_all(&other.words);
        }
    }
    shelf.ready()?;
    for group in groups.iter_mut().filter(|group| !group.spared) {
        let is_prefix = is_prefix(&group.word);
        lexicon.fill(group, analyzers, is_prefix);
    }
    shelf.ready()?;
    let mut phrases = phrases(&lexicon, &groups);
    let meant = meant(&phrases, &groups);
    let is_short = groups.len() <= SHORT;
    for (at, group) in groups.iter_mut().enumerate() {
        if meant & 1 << at == 0 && !verbatim && !group.spared {
            let is_prefix = is_prefix(&group.word);
            lexicon.correct(group, is_prefix, is_short);
        }
    }
    shelf.ready()?;
    if groups.iter().any(|group| group.corrected.is_some()) {
        phrases = self::phrases(&lexicon, &groups);
    }
    lexicon.synonyms(&mut groups, &phrases);
    shelf.ready()?;
    let best = best(&groups, &phrases);
    Some(Expanded { groups: joined(groups), best })
}

/// The phrases that begin with a word of the query.
fn phrases(lexicon: &Lexicon<'_, '_>, groups: &[Group]) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        if !group.spared && groups.iter().position(|first| first.used() == group.used()) == Some(at) {
            lexicon.phrases(group.used(), &mut phrases);
        }
    }
    phrases
}

/// Whether a phrase stands at place `at` of the query.
fn stands(phrase: &Phrase, at: usize, groups: &[Group]) -> bool {
    let mut words = phrase.words.iter().enumerate();
    words.all(|(place, word)| groups.get(at + place).is_some_and(|group| group.used() == word))
}

/// For each word, as bits, whether it is part of a phrase that means something: no typo, though no page may hold it.
fn meant(phrases: &[Phrase], groups: &[Group]) -> u64 {
    let mut meant = 0;
    for phrase in phrases {
        for at in 0..groups.len() {
            if stands(phrase, at, groups) {
                for place in 0..phrase.words.len() {
                    meant |= 1 << (at + place);
                }
            }
        }
    }
    meant
}

/// `a OR b` is one group.
fn joined(groups: Vec<Group>) -> Vec<Group> {
    let mut joined: Vec<Group> = Vec::with_capacity(groups.len());
    for mut group in groups {
        match joined.last_mut() {
            Some(before) if group.word.or => {
                before.alternatives.append(&mut group.alternatives);
                if before.corrected.is_none() {
                    before.corrected = group.corrected;
                }
                before.word.required |= group.word.required;
            }
            _ => joined.push(group),
        }
    }
    joined
}

/// The pages recommended for the whole query.
fn best(groups: &[Group], phrases: &[Phrase]) -> Vec<u32> {
    let mut best = Vec::new();
    for phrase in phrases {
        if let Means::Best(page) = phrase.means
            && phrase.words.len() == groups.len()
            && stands(phrase, 0, groups)
            && !best.contains(&page)
        {
            best.push(page);
        }
    }
    best
}

impl Group {
    fn take_one(&mut self, word: Found, factor: u8, how: How) {
        self.take([word].into(), factor, how);
    }

    fn take(&mut self, words: Vec<Found>, factor: u8, how: How) {
        self.alternatives.push(Alternative { words, factor, how, in_title: self.word.in_title, row: None });
    }
}

impl Lexicon<'_, '_> {
    /// Gives a group all that stands for its word as it is typed.
    fn fill(&self, group: &mut Group, analyzers: &mut Analyzers, is_prefix: bool) {
        let surface = group.word.surface.clone();
        let mut known = Known::default();
        if !surface.is_empty() {
            known = self.known(&surface, analyzers);
        }
        for found in known.forms {
            // A beginning may have the stem of quite another word: `areli` that of `are`, and of `arelina` none.
            let is_meant = !is_prefix || found.surface.starts_with(&surface);
            group.take_one(found, 100, if is_meant { How::Typed } else { How::Part });
        }
        for Other { words, factor, in_a_row } in core::mem::take(&mut group.word.others) {
            if let Some(found) = self.look_up_all(&words, analyzers) {
                group.take(found, factor, How::Part);
                if let Some(alternative) = group.alternatives.last_mut().filter(|_| in_a_row) {
                    alternative.row = Some(words);
                }
            }
        }
        let is_pair = !known.is_own && surface.chars().count() == 1;
        if is_prefix || is_pair {
            for found in self.beginning(&surface, known.is_common) {
                group.take_one(found, PREFIX, How::Prefix);
            }
        }
    }

    /// Adds what phrases of the query mean to each of their words.
    fn synonyms(&self, groups: &mut [Group], phrases: &[Phrase]) {
        for at in 0..groups.len() {
            for phrase in phrases.iter().filter(|phrase| !phrase.words.is_empty()) {
                let Means::Words(words, factor) = &phrase.means else { continue };
                if !stands(phrase, at, groups) {
                    continue;
                }
                let mut found = Vec::with_capacity(words.len());
                for word in words {
                    if let Some(word) = self.find(word) {
                        found.push(word);
                    }
                }
                if found.is_empty() || found.len() < words.len() {
                    continue;
                }
                for group in groups.iter_mut().skip(at).take(phrase.words.len()) {
                    if !group.word.quoted {
                        group.take(found.clone(), *factor, How::Synonym);
                    }
                }
            }
        }
    }
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

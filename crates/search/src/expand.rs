//! Words of the query to what is looked up for them: the word itself in every language, forms it may be the beginning of,
//! what it was probably meant to be, and what means the same.

mod correct;
mod lexicon;

use alloc::string::String;
use alloc::vec::Vec;

pub(crate) use self::lexicon::Lexicon;
use crate::analyze::Analyzer;
use crate::lexicon::{Means, Phrase, Shard};
use crate::query::{Link, Other, Query, Word};
use crate::shelf::Shelf;

/// What a form counts that the word may be the beginning of.
const PREFIX: u8 = 60;

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
    query: &Query,
    typing: bool,
    verbatim: bool,
) -> Option<Expanded> {
    let lexicon = Lexicon { shelf };
    let is_prefix = |word: &Word| typing && word.open;
    for word in &query.words {
        lexicon.touch(&word.surface, is_prefix(word));
        for link in word.others.iter().flat_map(|other| &other.words) {
            lexicon.touch(&link.surface, false);
        }
    }
    shelf.ready()?;
    let mut groups: Vec<Group> =
        query.words.iter().map(|word| lexicon.group(word, analyzers, is_prefix(word))).collect();
    shelf.ready()?;
    let meant = meant(&lexicon, &groups);
    for (group, is_meant) in groups.iter_mut().zip(meant) {
        if !is_meant && !verbatim {
            let is_prefix = is_prefix(&group.word);
            lexicon.correct(group, is_prefix);
        }
    }
    shelf.ready()?;
    let phrases = phrases(&lexicon, &groups);
    lexicon.synonyms(&mut groups, &phrases);
    shelf.ready()?;
    let best = best(&groups, &phrases);
    Some(Expanded { groups: joined(groups), best })
}

/// The phrases that begin with a word of the query.
fn phrases(lexicon: &Lexicon<'_, '_>, groups: &[Group]) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    for group in groups {
        lexicon.phrases(group.used(), &mut phrases);
    }
    phrases
}

/// Whether a phrase stands at place `at` of the query.
fn stands(phrase: &Phrase, at: usize, groups: &[Group]) -> bool {
    let run = groups.get(at..at + phrase.words.len());
    run.is_some_and(|run| run.iter().map(Group::used).eq(phrase.words.iter().map(String::as_str)))
}

/// For each word whether it is part of a phrase that means something: no typo, though no page may hold it.
fn meant(lexicon: &Lexicon<'_, '_>, groups: &[Group]) -> Vec<bool> {
    let phrases = phrases(lexicon, groups);
    let mut meant: Vec<bool> = groups.iter().map(|_| false).collect();
    for at in 0..groups.len() {
        for phrase in phrases.iter().filter(|phrase| stands(phrase, at, groups)) {
            meant.iter_mut().skip(at).take(phrase.words.len()).for_each(|meant| *meant = true);
        }
    }
    meant
}

/// `a OR b` is one group.
fn joined(groups: Vec<Group>) -> Vec<Group> {
    let mut joined: Vec<Group> = Vec::with_capacity(groups.len());
    for group in groups {
        match joined.last_mut() {
            Some(before) if group.word.or => {
                before.alternatives.extend(group.alternatives);
                before.corrected = before.corrected.take().or(group.corrected);
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
    for phrase in phrases.iter().filter(|phrase| phrase.words.len() == groups.len() && stands(phrase, 0, groups)) {
        if let Means::Best(page) = phrase.means
            && !best.contains(&page)
        {
            best.push(page);
        }
    }
    best
}

impl Lexicon<'_, '_> {
    fn group(&self, word: &Word, analyzers: &mut Analyzers, is_prefix: bool) -> Group {
        let mut alternatives = Vec::new();
        let mut take = |words: Vec<Found>, factor, how, row| {
            alternatives.push(Alternative { words, factor, how, in_title: word.in_title, row });
        };
        let typed = self.find(&word.surface);
        let is_known = typed.is_some();
        if let Some(found) = typed {
            take([found].into(), 100, How::Typed, None);
        }
        for Other { words, factor, in_a_row } in &word.others {
            let found: Option<Vec<Found>> = words.iter().map(|link| self.look_up(&link.surface, analyzers)).collect();
            if let Some(found) = found {
                take(found, *factor, How::Part, in_a_row.then(|| words.clone()));
            }
        }
        let is_pair = !is_known && word.surface.chars().count() == 1;
        if is_prefix || is_pair {
            for found in self.beginning(&word.surface) {
                take([found].into(), PREFIX, How::Prefix, None);
            }
        }
        if !is_known && !word.surface.is_empty() {
            for found in self.same_stem(&word.surface, analyzers) {
                take([found].into(), 100, How::Typed, None);
            }
        }
        Group { word: word.clone(), alternatives, corrected: None }
    }

    /// Adds what phrases of the query mean to each of their words.
    fn synonyms(&self, groups: &mut [Group], phrases: &[Phrase]) {
        for at in 0..groups.len() {
            for phrase in phrases.iter().filter(|phrase| !phrase.words.is_empty()) {
                let Means::Words(words, factor) = &phrase.means else { continue };
                if !stands(phrase, at, groups) {
                    continue;
                }
                let found: Vec<Found> = words.iter().filter_map(|word| self.find(word)).collect();
                if found.is_empty() || found.len() < words.len() {
                    continue;
                }
                for group in groups.iter_mut().skip(at).take(phrase.words.len()).filter(|group| !group.word.quoted) {
                    let (words, in_title) = (found.clone(), group.word.in_title);
                    let how = How::Synonym;
                    group.alternatives.push(Alternative { words, factor: *factor, how, in_title, row: None });
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

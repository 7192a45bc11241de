//! The passage of a text that best shows why it was found, and what to mark in it.

use alloc::string::String;
use alloc::vec::Vec;

use crate::analyze::Analyzer;
use crate::expand::{Group, How, stem};
use crate::fold::{is_blank, is_of_words};
use crate::query::MOST_WORDS;
use crate::sort::sort;

/// Words of an excerpt.
const WINDOW: u32 = 30;
/// Words shown before the first match.
const LEAD: u32 = 6;

/// Of what several words mean together, shorter ones are no more than glue: `of`, `and`, `the`.
const GLUE: usize = 3;

/// A text with what to mark in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// Plain text.
    pub text: String,
    /// What to mark: start and end in bytes, ascending, none overlapping.
    pub marks: Vec<(usize, usize)>,
}

/// What is marked, for one language.
pub(crate) struct Marker {
    /// Stems and the group each belongs to, in order.
    stems: Vec<(String, usize)>,
    /// By group: what it is worth.
    worths: Vec<u64>,
    /// A beginning that was typed, and its group.
    beginning: Option<(String, usize)>,
}

impl Marker {
    /// What is marked for some groups, each worth its rarity.
    pub(crate) fn new(groups: &[Group], worths: Vec<u64>, typing: bool, analyzer: &mut Analyzer) -> Self {
        let mut stems = Vec::new();
        let mut beginning = None;
        for (index, group) in groups.iter().enumerate() {
            for alternative in group.alternatives.iter().filter(|alternative| alternative.how != How::Prefix) {
                let is_glue = |word: &str| alternative.words.len() > 1 && word.is_ascii() && word.len() <= GLUE;
                for found in alternative.words.iter().filter(|found| !is_glue(&found.surface)) {
                    stems.push((stem(analyzer, &found.surface), index));
                }
            }
            stems.push((stem(analyzer, &group.word.surface), index));
            if typing && group.word.open {
                beginning = Some((group.word.surface.clone(), index));
            }
        }
        sort(&mut stems, &|a, b| a < b);
        Self { stems, worths, beginning }
    }

    fn group(&self, surface: &str, group: &str) -> Option<usize> {
        let at = self.stems.binary_search_by(|(stem, _)| stem.as_str().cmp(group)).ok();
        let stem = at.and_then(|at| self.stems.get(at)).map(|(_, index)| *index);
        let begun = || self.beginning.as_ref().filter(|(beginning, _)| surface.starts_with(beginning.as_str()));
        stem.or_else(|| begun().map(|(_, index)| *index))
    }

    /// All of a short text, with its marks.
    pub(crate) fn whole(&self, text: &str, analyzer: &mut Analyzer) -> Marked {
        let mut marks: Vec<(usize, usize)> = Vec::new();
        analyzer.for_each(text, |token| {
            if self.group(token.surface, token.group).is_some() {
                add(&mut marks, (token.span.start, token.span.end));
            }
        });
        Marked { text: text.into(), marks }
    }

    /// A window of about thirty words around the densest match, blanks joined, `…` where the text goes on.
    pub(crate) fn excerpt(&self, text: &str, analyzer: &mut Analyzer) -> Marked {
        let mut words: Vec<(usize, usize)> = Vec::new();
        let mut matches: Vec<Match> = Vec::new();
        analyzer.for_each(text, |token| {
            // A word left out for its length takes a position but gives no token: the next one's span stands for both.
            let position = usize::try_from(token.position).unwrap_or(usize::MAX);
            while words.len() <= position {
                words.push((token.span.start, token.span.end));
            }
            if let Some(word) = words.last_mut() {
                word.1 = word.1.max(token.span.end);
            }
            if let Some(group) = self.group(token.surface, token.group) {
                matches.push(Match { position: token.position, group, span: (token.span.start, token.span.end) });
            }
        });
        let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let first = size(self.densest(&matches).saturating_sub(LEAD));
        let last = (first + size(WINDOW)).min(words.len());
        let first = first.min(last.saturating_sub(size(WINDOW)));
        cut(text, words.get(first..last).unwrap_or_default(), &matches)
    }

    /// The position of the first match of the best window: different words count, repeated ones little.
    fn densest(&self, matches: &[Match]) -> u32 {
        let worth = |group: usize| 16 * self.worths.get(group).copied().unwrap_or_default() + 16;
        // What a match adds or takes: a further one of the same word a sixteenth.
        let step = |count: u32, group: usize| if count == 0 { worth(group) } else { worth(group) / 16 };
        let mut inside = [0_u32; MOST_WORDS];
        let (mut score, mut best, mut best_at, mut end) = (0, 0, 0, 0);
        for start in matches {
            while let Some(next) = matches.get(end)
                && next.position < start.position.saturating_add(WINDOW - LEAD)
            {
                if let Some(count) = inside.get_mut(next.group) {
                    score += step(*count, next.group);
                    *count += 1;
                }
                end += 1;
            }
            if score > best {
                (best, best_at) = (score, start.position);
            }
            if let Some(count) = inside.get_mut(start.group) {
                *count = count.saturating_sub(1);
                score -= step(*count, start.group);
            }
        }
        best_at
    }
}

struct Match {
    position: u32,
    group: usize,
    span: (usize, usize),
}

/// Adds a mark, joined with the last one where they touch.
fn add(marks: &mut Vec<(usize, usize)>, mark: (usize, usize)) {
    match marks.last_mut() {
        Some(last) if mark.0 < last.1 => last.1 = last.1.max(mark.1),
        _ => marks.push(mark),
    }
}

/// The words from the first to the last as they stand in the text.
fn cut(text: &str, words: &[(usize, usize)], matches: &[Match]) -> Marked {
    let (Some((start, _)), Some((_, end))) = (words.first(), words.last()) else { return Marked::default() };
    let stop = text.get(*end..).and_then(|rest| rest.chars().next()).filter(|c| matches!(c, '.' | '!' | '?' | '。'));
    let end = end + stop.map_or(0, char::len_utf8);
    let mut excerpt = Marked::default();
    if text.get(..*start).is_some_and(|before| before.chars().any(is_of_words)) {
        excerpt.text.push('…');
    }
    let mut inside: Vec<(usize, usize)> = Vec::new();
    for found in matches.iter().filter(|found| found.span.0 >= *start && found.span.1 <= end) {
        add(&mut inside, found.span);
    }
    let mut next = 0;
    let mut blank = false;
    let mut open = None;
    for (at, letter) in text.get(*start..end).unwrap_or_default().char_indices() {
        let at = at + start;
        if let (Some(from), Some((_, to))) = (open, inside.get(next))
            && at >= *to
        {
            excerpt.marks.push((from, excerpt.text.len()));
            open = None;
            next += 1;
        }
        if is_blank(letter) {
            blank = true;
            continue;
        }
        if core::mem::take(&mut blank) {
            excerpt.text.push(' ');
        }
        if open.is_none() && inside.get(next).is_some_and(|(from, to)| at >= *from && at < *to) {
            open = Some(excerpt.text.len());
        }
        excerpt.text.push(letter);
    }
    if let Some(from) = open {
        excerpt.marks.push((from, excerpt.text.len()));
    }
    if text.get(end..).is_some_and(|after| after.chars().any(is_of_words)) {
        excerpt.text.push('…');
    }
    excerpt
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker(words: &[&str]) -> Marker {
        let mut stems: Vec<(String, usize)> = words.iter().enumerate().map(|(n, word)| ((*word).into(), n)).collect();
        stems.sort();
        Marker { stems, worths: words.iter().map(|_| 256).collect(), beginning: None }
    }

    fn of(text: &str, words: &[&str]) -> Marked {
        marker(words).excerpt(text, &mut Analyzer::new("en"))
    }

    fn drawn(marked: &Marked) -> String {
        let mut drawn = marked.text.clone();
        for (start, end) in marked.marks.iter().rev() {
            drawn.insert(*end, ']');
            drawn.insert(*start, '[');
        }
        drawn
    }

    #[test]
    fn the_densest_passage_is_shown_and_marked() {
        let filler = "one two three four five six seven eight nine ten ".repeat(8);
        let text = alloc::format!("A visa. {filler}\n\nGet  the visa\nfee back. {filler}");
        let shown = drawn(&of(&text, &["visa", "fee"]));
        assert!(
            shown.starts_with('…') && shown.contains("Get the [visa] [fee] back.") && shown.ends_with('…'),
            "{shown}"
        );
        assert_eq!(shown.split(' ').count(), 30);
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(drawn(&of("Ask. \"Now\"!", &["now"])), "Ask. \"[Now]");
        assert_eq!(drawn(&of("", &["now"])), "");
        assert_eq!(drawn(&of(&alloc::format!("{} end", "x".repeat(100)), &["end"])), "…[end]");
        assert_eq!(drawn(&of("groß wie Straße", &["gros"])), "groß wie Straße");
    }

    #[test]
    fn parts_of_a_word_are_marked_once() {
        assert_eq!(drawn(&of("Our web-analytics tool", &["web", "webanalyt"])), "Our [web-analytics] tool");
        let mut marker = marker(&["x"]);
        marker.beginning = Some(("ana".into(), 0));
        assert_eq!(drawn(&marker.whole("An analysis of data", &mut Analyzer::new("en"))), "An [analysis] of data");
    }
}

//! Terms in a body: where each that is explained elsewhere is used first.
//!
//! Looks at the HTML that was written, which is well formed, and not at the Markdown: a term that comes or changes makes no
//! page be parsed again. What is a heading, a link or code is passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::body::{Body, Chunk};
use crate::base::text::escape;

/// A word of so few letters is written as it stands, or `It` would be what `IT` is.
const SHORT: usize = 4;

/// Elements whose text holds no marks: headings, what is a link or opens something, code, names of things.
const PASSED: [&str; 17] = [
    "a", "abbr", "code", "dfn", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "samp", "summary", "th", "var",
];

/// The first use of a term in a body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Where it stands in the body's HTML, all of it in one chunk.
    pub at: Range<u32>,
    /// Which of the terms.
    pub term: usize,
    /// It stands there in its long form.
    pub long: bool,
}

/// All terms, ready to be looked for together.
pub struct Terms {
    automaton: AhoCorasick,
    /// For each pattern its term, and whether it is the long form.
    patterns: Vec<(usize, bool)>,
}

impl fmt::Debug for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Terms({} spellings)", self.patterns.len())
    }
}

impl Terms {
    /// Terms, each with its short and its long form. Of two that are spelt alike the first counts. `None` if there is
    /// nothing to look for, or more than any file holds.
    pub fn new<'a>(terms: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Option<Self> {
        let mut spellings: BTreeMap<String, (usize, bool)> = BTreeMap::new();
        for (term, (short, long)) in terms.into_iter().enumerate() {
            for (form, is_long) in [(Some(short), false), (long, true)] {
                for spelling in form.into_iter().flat_map(spellings_of) {
                    spellings.entry(escape(&spelling)).or_insert((term, is_long));
                }
            }
        }
        let (words, patterns): (Vec<String>, Vec<(usize, bool)>) = spellings.into_iter().unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words).ok()?;
        (!words.is_empty()).then_some(Self { automaton, patterns })
    }

    /// The first use of each term in `body`, in order.
    pub fn find(&self, body: &Body) -> Vec<Mark> {
        let html = &*body.written;
        let mut finder = Finder { terms: self, html, borders: Vec::new(), seen: BTreeSet::new(), marks: Vec::new() };
        let mut passed: Option<(&str, usize)> = None;
        let mut done = 0;
        while let Some(start) = html.get(done..).and_then(|rest| rest.find('<')).map(|at| done + at) {
            if passed.is_none() {
                finder.text(done..start, body);
            }
            let Some(end) = html.get(start..).and_then(|rest| rest.find('>')).map(|at| start + at + 1) else { break };
            let tag = html.get(start + 1..end - 1).unwrap_or_default();
            passed = after(tag, passed);
            done = end;
        }
        finder.marks
    }
}

/// How a term may be written in a sentence: as it is, and, where it is plain words and no name or acronym, with the other
/// case of its first letter.
fn spellings_of(term: &str) -> Vec<String> {
    let term = term.trim();
    let mut letters = term.chars();
    let Some(first) = letters.next() else { return Vec::new() };
    let rest = letters.as_str();
    let mut spellings = vec![term.to_owned()];
    if term.chars().count() >= SHORT && !rest.chars().any(char::is_uppercase) {
        let other: String =
            if first.is_uppercase() { first.to_lowercase().collect() } else { first.to_uppercase().collect() };
        spellings.push(other + rest);
    }
    spellings
}

/// What is being passed over once `tag` is read: the element and how many of its kind are open.
fn after<'h>(tag: &'h str, passed: Option<(&'h str, usize)>) -> Option<(&'h str, usize)> {
    let closes = tag.starts_with('/');
    let inner = tag.trim_start_matches('/');
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    match passed {
        None if !closes && PASSED.contains(&name) => Some((name, 1)),
        Some((open, depth)) if open == name && closes => (depth > 1).then_some((open, depth - 1)),
        Some((open, depth)) if open == name => Some((open, depth + 1)),
        passed => passed,
    }
}

struct Finder<'a> {
    terms: &'a Terms,
    html: &'a str,
    /// Where chunks begin; known once something was found.
    borders: Vec<u32>,
    seen: BTreeSet<usize>,
    marks: Vec<Mark>,
}

impl Finder<'_> {
    /// Looks for terms in the text at `range` between two tags.
    fn text(&mut self, range: Range<usize>, body: &Body) {
        let Some(text) = self.html.get(range.clone()) else { return };
        for found in self.terms.automaton.find_iter(text) {
            let Some((term, long)) = self.terms.patterns.get(found.pattern().as_usize()).copied() else { continue };
            if self.seen.contains(&term) || !stands_alone(text, found.range()) {
                continue;
            }
            let place = |at: usize| u32::try_from(range.start + at).unwrap_or(u32::MAX);
            let at = place(found.start())..place(found.end());
            if self.is_whole(&at, body) {
                self.seen.insert(term);
                self.marks.push(Mark { at, term, long });
            }
        }
    }

    /// Whether no chunk begins within `at`.
    fn is_whole(&mut self, at: &Range<u32>, body: &Body) -> bool {
        if self.borders.is_empty() {
            let starts = body.chunks.iter().filter_map(|chunk| match chunk {
                Chunk::Html(range) => Some(range.start),
                Chunk::Attr(_) | Chunk::Word(_) => None,
            });
            self.borders = starts.collect();
        }
        let next = self.borders.partition_point(|start| *start <= at.start);
        self.borders.get(next).is_none_or(|start| *start >= at.end)
    }
}

/// Whether what stands at `found` is no part of a longer word or of a letter's code (`&amp;`).
fn stands_alone(text: &str, found: Range<usize>) -> bool {
    let (before, after) = (text.get(..found.start), text.get(found.end..));
    let before = before.and_then(|before| before.chars().next_back());
    let after = after.and_then(|after| after.chars().next());
    let word = text.get(found).unwrap_or_default();
    let goes_on = |inside: Option<char>, outside: Option<char>| {
        let in_word =
            |letter: Option<char>| letter.is_some_and(|c| (c.is_alphanumeric() || c == '_') && !is_unspaced(c));
        in_word(inside) && in_word(outside)
    };
    let coded = matches!(before, Some('&' | '#')) && after == Some(';');
    !coded && !goes_on(word.chars().next(), before) && !goes_on(word.chars().next_back(), after)
}

/// Whether a letter is of a script that writes words without blanks between them: Thai to Khmer, Chinese, Japanese.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SourcePath;
    use crate::markdown::{Markdown, Source};

    /// What is marked, each with the number of its term.
    fn marked(text: &str) -> Vec<(String, usize)> {
        let terms =
            [("PTO", Some("Paid time off")), ("R&D", None), ("Works council", None), ("amp", None), ("年假", None)];
        let source = Source { text, base: 0, path: &SourcePath::new("a.md") };
        let (body, _) = Markdown::default().parse(source, None, false);
        let marks = Terms::new(terms).unwrap().find(&body);
        marks
            .iter()
            .map(|mark| (body.written[mark.at.start as usize..mark.at.end as usize].to_owned(), mark.term))
            .collect()
    }

    #[test]
    fn the_first_use_of_each_term_is_found_as_it_may_be_written() {
        for (text, expected) in [
            ("Take PTO, PTO and paid time off.", &[("PTO", 0)][..]),
            ("Paid time off, or PTO.", &[("Paid time off", 0)]),
            ("The *works council* and R&D.", &[("works council", 2), ("R&amp;D", 1)]),
            ("# PTO\n\n[PTO](a.md) `PTO` and PTO-days.", &[("PTO", 0)]),
            ("PTOs, xPTO, PTO_1, pto, paid  time off", &[]),
            ("a & b and amp", &[("amp", 3)]),
            ("请年假吧", &[("年假", 4)]),
            ("> [!NOTE]\n> PTO", &[("PTO", 0)]),
            ("<kbd>PTO</kbd> <em>PTO</em>", &[("PTO", 0)]),
            ("", &[]),
        ] {
            let expected: Vec<_> = expected.iter().map(|(word, term)| ((*word).to_owned(), *term)).collect();
            assert_eq!(marked(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_to_look_for_is_nothing_to_do() {
        assert!(Terms::new([]).is_none());
        assert!(Terms::new([(" ", None)]).is_none());
    }
}

//! One line of a source with a mark below it.
//!
//! A mark that spans lines is drawn to the end of its first: frames stay one line high and say where to look, no more.
//! Of a long line only the surroundings of the mark are taken, so a line of a megabyte costs no more than a short one.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::super::lines::Lines;
use super::super::span::Span;
use super::visible;

/// Characters shown before the mark.
const BEFORE: usize = 60;
/// Characters shown from the mark's start on.
const FROM_START: usize = 60;
/// Wider than any line that is left after cutting: nothing is cut twice.
const WIDTH: usize = 4096;
/// A tab as wide as the frame draws it.
const TAB: &str = "    ";

/// What is drawn.
pub(super) struct Frame<'a> {
    /// How the mark is coloured.
    pub(super) level: Level<'a>,
    /// Whether it is the place of the finding, or one that belongs to it.
    pub(super) primary: bool,
    /// A word beside the mark.
    pub(super) label: &'a str,
}

impl Frame<'_> {
    /// The frame of `span`, lines without an end at the last.
    pub(super) fn draw(self, lines: &Lines<'_>, span: Span, renderer: &Renderer) -> String {
        let line = lines.place(span.start).line;
        let cut = cut(lines.text(), lines.range(line), span.within(lines.text()));
        let kind = if self.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = Some(visible(self.label)).filter(|label| !label.is_empty());
        let snippet = Snippet::source(cut.text).line_start(line).annotation(kind.span(cut.mark).label(label));
        let renderer = renderer.clone().term_width(WIDTH);
        renderer.render(&[Group::with_level(self.level).element(snippet)])
    }
}

/// Part of a line, made safe to show.
#[derive(Debug, PartialEq)]
struct Cut {
    text: String,
    mark: Range<usize>,
}

/// The surroundings of `mark` in the line at `line`, both ranges of `text`.
fn cut(text: &str, line: Range<usize>, mark: Range<usize>) -> Cut {
    let start = mark.start.clamp(line.start, line.end);
    let end = mark.end.clamp(start, line.end);
    let (cut_before, before) = last_chars(text.get(line.start..start).unwrap_or_default(), BEFORE);
    let (cut_mark, marked) = first_chars(text.get(start..end).unwrap_or_default(), FROM_START);
    let room = FROM_START.saturating_sub(marked.chars().count());
    let after = text.get(end..line.end).unwrap_or_default();
    let (cut_after, after) = if cut_mark { (true, "") } else { first_chars(after, room) };

    let mut shown = String::new();
    shown.push_str(if cut_before { "…" } else { "" });
    shown.push_str(&drawn(before));
    let from = shown.len();
    shown.push_str(&drawn(marked));
    let to = shown.len();
    shown.push_str(&drawn(after));
    shown.push_str(if cut_after { "…" } else { "" });
    Cut { text: shown, mark: from..to }
}

/// Source text as a frame shows it.
fn drawn(text: &str) -> String {
    text.split('\t').map(visible).collect::<Vec<_>>().join(TAB)
}

/// At most `count` characters from the start, and whether any were left out.
fn first_chars(text: &str, count: usize) -> (bool, &str) {
    match text.char_indices().nth(count) {
        Some((at, _)) => (true, text.get(..at).unwrap_or_default()),
        None => (false, text),
    }
}

/// At most `count` characters at the end, and whether any were left out.
fn last_chars(text: &str, count: usize) -> (bool, &str) {
    match text.char_indices().rev().nth(count) {
        Some((at, letter)) => (true, text.get(at + letter.len_utf8()..).unwrap_or_default()),
        None => (false, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_line_only_what_surrounds_the_mark_is_shown() {
        let text = format!("{}MARK{}", "é".repeat(500_000), "x".repeat(500_000));
        let cut = cut(&text, 0..text.len(), 1_000_000..1_000_004);
        assert_eq!(cut.text, format!("…{}MARK{}…", "é".repeat(BEFORE), "x".repeat(FROM_START - 4)));
        assert_eq!(&cut.text[cut.mark], "MARK");
    }

    #[test]
    fn a_long_mark_is_cut_and_one_over_lines_ends_with_the_first() {
        let long = "y".repeat(1000);
        assert_eq!(cut(&long, 0..1000, 0..1000).text, format!("{}…", "y".repeat(FROM_START)));
        let text = "ab\ncd";
        assert_eq!(cut(text, 0..2, 1..5), Cut { text: "ab".into(), mark: 1..2 });
    }

    #[test]
    fn marks_stay_in_place_behind_characters_that_are_spelt_out() {
        let text = "\t\u{1b}[31mé";
        let cut = cut(text, 0..text.len(), 6..8);
        assert_eq!(cut.text, "    \\u{1b}[31mé");
        assert_eq!(&cut.text[cut.mark], "é");
    }
}

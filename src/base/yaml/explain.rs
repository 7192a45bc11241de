//! Faults of the syntax in plain words.
//!
//! A parser says where it stopped and which rule of the grammar that broke. Authors need to know what they wrote that
//! caused it, so the line itself is looked at first; the parser's words are the last resort.

use super::Fault;
use super::events::{Stop, too_deep};
use crate::base::span::Span;
use crate::base::text::shown;

const QUOTE: &str = "put the whole value in quotes";

/// Characters that YAML keeps out of a text.
pub(super) fn is_forbidden(letter: char) -> bool {
    let break_or_tab = matches!(letter, '\t' | '\n' | '\r' | '\u{85}');
    (letter.is_control() && !break_or_tab) || matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The first character that may not stand in YAML at all.
pub(super) fn control_character(text: &str, base: usize) -> Option<Fault> {
    let (at, letter) = text.char_indices().find(|(_, letter)| is_forbidden(*letter))?;
    let message = format!("a control character (U+{:04X}) stands here", u32::from(letter));
    Some(Fault::syntax(Span::new(at..at + letter.len_utf8()).shifted(base), message).hint("delete it"))
}

/// A list or map stands where a key should: nearly always template code without quotes.
pub(super) fn key_is_no_text(text: &str, base: usize, at: usize) -> Fault {
    let line = Line::at(text, at);
    let bracket = line.text.find(['[', '{']).map_or(at, |offset| line.start + offset);
    let letter = text.get(bracket..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let fault = Fault::syntax(Span::new(bracket..bracket + letter).shifted(base), "a key must be text");
    fault.hint("if the bracket belongs to a text, put the whole value in quotes")
}

/// What the author did where the parser stopped.
pub(super) fn syntax(text: &str, base: usize, stop: &Stop) -> Fault {
    let at = text.floor_char_boundary(stop.at.min(text.len()));
    let info = stop.info.as_str();
    // The scanner reads ahead and may meet its own limit, 255, before we meet ours.
    if info.contains("recursion limit") {
        return too_deep(Span::new(at..at).shifted(base));
    }
    let line = Line::at(text, at);
    let fault = tab_indentation(text, &line)
        .or_else(|| unclosed_quote(at, &line, info))
        .or_else(|| unclosed_bracket(text, at))
        .or_else(|| first_letter(at, &line, info))
        .or_else(|| colon(text, at, &line, info))
        .or_else(|| escape(at, &line, info))
        .unwrap_or_else(|| unexplained(at, &line, info));
    Fault { span: fault.span.shifted(base), ..fault }
}

/// A line of the text, without its end.
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn at(text: &'a str, at: usize) -> Self {
        let start = text.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |end| end + 1);
        let rest = text.get(start..).unwrap_or_default();
        Self { start, text: rest.split(['\n', '\r']).next().unwrap_or_default() }
    }

    fn above(&self, text: &'a str) -> Option<Self> {
        let before = text.get(..self.start)?.trim_end();
        (!before.is_empty()).then(|| Self::at(text, before.len()))
    }

    fn indentation(&self) -> &'a str {
        let body = self.text.trim_start_matches([' ', '\t']);
        self.text.strip_suffix(body).unwrap_or_default()
    }

    /// The line without its indentation.
    fn span(&self) -> Span {
        let start = self.start + self.indentation().len();
        Span::new(start..self.start + self.text.trim_end().len())
    }

    /// `key: value`, with the place of the value.
    fn entry(&self) -> Option<(&'a str, usize, &'a str)> {
        let (key, value) = self.text.split_once(": ")?;
        let trimmed = value.trim_start();
        let place = self.start + self.text.len() - trimmed.len();
        Some((key.trim_start_matches([' ', '\t', '-']), place, trimmed.trim_end()))
    }
}

fn tab_indentation(text: &str, line: &Line<'_>) -> Option<Fault> {
    // The parser may stop at the end of the line above.
    let below = line.start + line.text.len() + 1;
    let lines =
        [Some(Line { start: line.start, text: line.text }), (below < text.len()).then(|| Line::at(text, below))];
    lines.into_iter().flatten().find(|line| line.indentation().contains('\t')).map(|line| {
        let span = Span::new(line.start..line.start + line.indentation().len());
        Fault::syntax(span, "a tab is used as indentation").hint("use blanks instead of the tab")
    })
}

fn unclosed_quote(at: usize, line: &Line<'_>, info: &str) -> Option<Fault> {
    let stopped = info.contains("quoted scalar") && (info.contains("end of stream") || info.contains("indentation"));
    let document = info.contains("quoted scalar") && info.contains("document indicator");
    if !stopped && !document {
        return None;
    }
    let span = Span::new(at..(line.start + line.text.len()).max(at));
    Some(
        Fault::syntax(span, "a quote is opened here and never closed")
            .hint("write the same quote at the end of the value"),
    )
}

/// The innermost bracket that opens a value before `at` and is not closed by then. Quotes are stepped over; a bracket
/// inside a plain word is text.
fn unclosed_bracket(text: &str, at: usize) -> Option<Fault> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote = None;
    let mut before = '\n';
    for (place, letter) in text.get(..at)?.char_indices() {
        let starts_value = matches!(before, ' ' | '\n' | '\t' | '[' | '{' | ',');
        match (letter, quote) {
            (_, Some(mark)) => quote = Some(mark).filter(|mark| *mark != letter),
            ('"' | '\'', None) if starts_value => quote = Some(letter),
            ('[' | '{', None) if starts_value => open.push((place, letter)),
            (']', None) if matches!(open.last(), Some((_, '['))) => drop(open.pop()),
            ('}', None) if matches!(open.last(), Some((_, '{'))) => drop(open.pop()),
            _ => {}
        }
        before = letter;
    }
    let (place, letter) = open.pop()?;
    let (what, close) = if letter == '[' { ("list", ']') } else { ("map", '}') };
    let message = format!("a {what} is opened here with `{letter}` and never closed");
    let hint = format!("write `{close}` at its end; if it is text, {QUOTE}");
    Some(Fault::syntax(Span::new(place..place + 1), message).hint(hint))
}

/// A value starts with a letter that YAML keeps for itself, or goes on after a quote or bracket.
fn first_letter(at: usize, line: &Line<'_>, info: &str) -> Option<Fault> {
    let (_, place, value) = line.entry()?;
    let span = Span::new(place..place + value.len());
    let first = value.chars().next()?;
    if matches!(first, '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>') && at >= place {
        return Some(Fault::syntax(span, format!("a value may not start with `{first}`")).hint(QUOTE));
    }
    let goes_on = matches!(first, '"' | '\'' | '[' | '{') && at > place && !info.contains("escape");
    goes_on.then(|| {
        let message = format!("the value starts with `{first}` and goes on after its end");
        Fault::syntax(span, message).hint(format!("{QUOTE}, of the other sort if it holds quotes"))
    })
}

fn colon(text: &str, at: usize, line: &Line<'_>, info: &str) -> Option<Fault> {
    if !info.contains("mapping values") && !info.contains("expected ':'") && !info.contains("expect ':'") {
        return None;
    }
    if let Some((key, place, value)) = line.entry()
        && at > place
    {
        let message = format!("the value of `{}` holds a colon", shown(key));
        let hint = format!("put the value in quotes: `{}: \"{}\"`", shown(key), shown(value));
        return Some(Fault::syntax(Span::new(place..place + value.len()), message).hint(hint));
    }
    let above = line.above(text)?;
    if !above.text.contains(':') && !above.text.trim_start().starts_with(['-', '#']) {
        return Some(Fault::syntax(above.span(), "this line has no colon").hint("write it as `key: value`"));
    }
    Some(misaligned(line))
}

/// A further line of a list or map that could not be read without its indentation.
pub(super) fn outdented(text: &str, base: usize, stop: &Stop) -> Fault {
    let span = Line::at(text, stop.at).span().shifted(base);
    Fault::syntax(span, "this line belongs to the one above and is not indented").hint("start it with two blanks")
}

fn misaligned(line: &Line<'_>) -> Fault {
    Fault::syntax(line.span(), "this line does not line up with the lines above")
        .hint("start it at the same column as the other keys, or put the value above in quotes")
}

fn escape(at: usize, line: &Line<'_>, info: &str) -> Option<Fault> {
    if !info.contains("escape") {
        return None;
    }
    let span = Span::new(at..(line.start + line.text.len()).max(at));
    let fault = Fault::syntax(span, "`\\` has a meaning between double quotes");
    Some(fault.hint("write `\\\\` for one, or use single quotes"))
}

fn unexplained(at: usize, line: &Line<'_>, info: &str) -> Fault {
    if info.contains("did not find expected key") || info.contains("block collection") {
        return misaligned(line);
    }
    let end = (line.start + line.text.trim_end().len()).max(at);
    Fault::syntax(Span::new(at..end), format!("this is not valid YAML: {}", shown(info)))
        .hint("look at the indentation, quotes and colons of this line and the one above")
}

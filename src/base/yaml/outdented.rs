//! Quoted texts and bracketed lists whose further lines are not indented.
//!
//! YAML 1.2 wants them deeper than their key; most readers, `yaml_serde` among them, do not, and real pages have them.
//! The parser that knows places refuses them, so the line end in question is read as a blank: that is what it means
//! there, and no place moves.

use super::events::{self, Outcome, Stop};

/// After so many of them in one text it is refused.
const MOST: usize = 32;

/// Brackets beyond so many are not worth asking `yaml_serde`, whose time grows with the square of their nesting.
const MOST_BRACKETS: usize = 1000;

/// Whether it is worth to ask `yaml_serde` about a text that the parser left at `stop`.
pub(super) fn may_be_valid(text: &str, stop: &Stop) -> bool {
    let brackets = || text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    stop.info.contains("invalid indentation") && brackets() <= MOST_BRACKETS
}

/// Reads a valid `text` again that the parser left at `stop`. `None` when it stopped for another reason.
pub(super) fn read(text: &str, base: usize, stop: &Stop) -> Option<Outcome> {
    let mut text = text.to_owned();
    join(&mut text, stop)?;
    for _ in 0..MOST {
        let outcome = events::read(&text, base);
        match &outcome.stop {
            None => return Some(outcome),
            Some(stop) => join(&mut text, stop)?,
        }
    }
    None
}

fn join(text: &mut String, stop: &Stop) -> Option<()> {
    if !stop.info.contains("invalid indentation") {
        return None;
    }
    let range = if stop.info.contains("quoted scalar") {
        stop.at..quoted_end(text, stop.at)?
    } else {
        line_end_before(text, stop.at)?
    };
    let piece = text.get(range.clone())?;
    let joined = piece.replace(['\n', '\r'], " ");
    (joined != piece).then(|| text.replace_range(range, &joined))
}

/// The end of the quoted text that starts at `start`.
fn quoted_end(text: &str, start: usize) -> Option<usize> {
    let quote = text.as_bytes().get(start).copied().filter(|mark| matches!(mark, b'"' | b'\''))?;
    let mut escaped = false;
    let length = text.as_bytes().get(start + 1..)?.iter().position(|byte| {
        let ends = *byte == quote && !escaped;
        escaped = quote == b'"' && *byte == b'\\' && !escaped;
        ends
    })?;
    Some(start + 1 + length)
}

/// The line end in front of the item at `at`, unless a comment stands before it.
fn line_end_before(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let before = text.get(..at)?.trim_end_matches([' ', '\t']);
    let line = before.trim_end_matches(['\n', '\r']);
    let comment = line.rsplit(['\n', '\r']).next()?.contains('#');
    (!comment).then_some(line.len()..before.len())
}

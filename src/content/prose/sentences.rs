//! Sentences that nobody can read once and keep.

use std::ops::Range;

use super::{Source, and_more};
use crate::base::code::Code;
use crate::base::diag::Diags;
use crate::base::span::Span;
use crate::markdown::Run;

/// More words than this are too many. Guides to plain language say 15 to 25; this is where even legal texts part.
const WORDS: usize = 40;

/// A sentence with fewer bytes has not so many words: only longer ones are counted.
const BYTES: usize = 2 * WORDS;

/// A sentence being read: where its pieces stand in the file.
#[derive(Default)]
struct Sentence {
    pieces: Vec<Range<usize>>,
    bytes: usize,
}

/// The first sentence that is too long, and how many more are.
pub(super) fn check(source: Source<'_>, runs: &[Run], diags: &mut Diags) {
    let mut first = None;
    let mut count = 0;
    let mut open = Sentence::default();
    let mut close = |open: &mut Sentence| {
        if let Some(long) = open.end(source.text) {
            count += 1;
            first.get_or_insert(long);
        }
    };
    for run in runs {
        if run.begins {
            close(&mut open);
        }
        let base = run.span.start as usize;
        let text = source.written(run);
        let mut at = 0;
        while let Some(end) = sentence_end(text, at) {
            open.take(base + at..base + end);
            close(&mut open);
            at = end;
        }
        open.take(base + at..base + text.len());
    }
    close(&mut open);
    let Some((span, words)) = first else { return };
    let message = format!("this sentence has {words} words{}", and_more(count));
    source.find(diags, Code::SentenceLong, span, message, "say it in two or three sentences");
}

impl Sentence {
    fn take(&mut self, piece: Range<usize>) {
        self.bytes += piece.len();
        self.pieces.push(piece);
    }

    /// Ends it; its place and its words if these are too many.
    fn end(&mut self, text: &str) -> Option<(Span, usize)> {
        let bytes = std::mem::take(&mut self.bytes);
        let long = (bytes > BYTES).then(|| self.counted(text)).filter(|(_, words)| *words > WORDS);
        self.pieces.clear();
        long
    }

    fn counted(&self, text: &str) -> (Span, usize) {
        let (mut start, mut end, mut count) = (None, 0, 0);
        for range in &self.pieces {
            let piece = text.get(range.clone()).unwrap_or_default();
            let words = piece.split_ascii_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
            if words > 0 {
                start.get_or_insert(range.start + piece.len() - piece.trim_start().len());
                end = range.start + piece.trim_end().len();
                count += words;
            }
        }
        (Span::new(start.unwrap_or(end)..end), count)
    }
}

/// Where the sentence that holds byte `at` ends, if it ends in `text`: behind `.`, `!`, `?` or `:` before a blank, and
/// behind `;`, which might as well be a full stop.
fn sentence_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = at;
    loop {
        let found =
            from + bytes.get(from..)?.iter().position(|byte| matches!(byte, b'.' | b'!' | b'?' | b':' | b';'))?;
        let closing = bytes.get(found + 1..)?.iter().take_while(|byte| matches!(byte, b')' | b'"' | b'\'' | b']'));
        let end = found + 1 + closing.count();
        match bytes.get(end) {
            Some(byte) if byte.is_ascii_whitespace() => return Some(end),
            None => return Some(end),
            Some(_) => from = end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, marked};

    #[test]
    fn only_what_is_truly_long_is_told() {
        let long = "word ".repeat(41);
        assert_eq!(marked(&format!("Short one. {long}*end*. Short.\n")), [format!("{long}*end")]);
        let text = format!("{long}\n\n- {long}\n- x\n");
        let messages: Vec<_> = found(&text).into_iter().map(|diag| diag.message).collect();
        assert_eq!(messages, ["this sentence has 41 words, and 1 more on this page"]);
        let half = "word ".repeat(25);
        for fine in [
            format!("{half}. {half}\n"),
            format!("{half}; {half}\n"),
            format!("- {half}\n- {half}\n"),
            format!("| a | b |\n| - | - |\n| {half} | {half} |\n"),
            format!("```\n{half}{half}\n```\n"),
            format!("# {half}{half}\n"),
        ] {
            assert_eq!(found(&fine), [], "{fine}");
        }
    }
}

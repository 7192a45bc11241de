//! Sentences that nobody can read once and keep.

use super::{Source, and_more};
use crate::base::code::Code;
use crate::base::diag::Diags;
use crate::base::span::Span;
use crate::markdown::Run;

/// More words than this are too many. Guides to plain language say 15 to 25; this is where even legal texts part.
const WORDS: usize = 40;

/// A sentence being read: where it starts and ends, and its words.
#[derive(Default)]
struct Sentence {
    span: Span,
    words: usize,
}

/// The first sentence that is too long, and how many more are.
pub(super) fn check(source: Source<'_>, runs: &[Run], diags: &mut Diags) {
    let mut first: Option<Sentence> = None;
    let mut count = 0;
    let mut open = Sentence::default();
    let mut close = |open: &mut Sentence| {
        let sentence = std::mem::take(open);
        if sentence.words > WORDS {
            count += 1;
            first.get_or_insert(sentence);
        }
    };
    for run in runs {
        if run.begins {
            close(&mut open);
        }
        let text = source.written(run);
        let mut at = 0;
        while let Some(end) = sentence_end(text, at) {
            open.take(text, at..end, run.span.start);
            close(&mut open);
            at = end;
        }
        open.take(text, at..text.len(), run.span.start);
    }
    close(&mut open);
    let Some(sentence) = first else { return };
    let message = format!("this sentence has {} words{}", sentence.words, and_more(count));
    source.find(diags, Code::SentenceLong, sentence.span, message, "say it in two or three sentences");
}

impl Sentence {
    fn take(&mut self, text: &str, range: std::ops::Range<usize>, base: u32) {
        let piece = text.get(range.clone()).unwrap_or_default();
        let words = piece.split_ascii_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        if words == 0 {
            return;
        }
        let blank = piece.len() - piece.trim_start().len();
        let here = Span::new(range.start + blank..range.start + piece.trim_end().len()).shifted(base as usize);
        if self.words == 0 {
            self.span.start = here.start;
        }
        self.span.end = here.end;
        self.words += words;
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

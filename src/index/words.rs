//! How the words of `guildhall-search` reach tantivy: written as one text with marks between them, which tantivy's side
//! reads back.
//!
//! tantivy makes a copy of its tokenizer for every field of every bucket, and knows one language a field. Cut before they
//! are handed over, all texts of a thread go through one analyser, which remembers stems.

use guildhall_search::Analyzer;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name of [`Words`] inside tantivy.
pub(super) const NAME: &str = "guildhall";

/// Before a term at the next position. No term holds a control character.
const NEXT: u8 = b'\n';
/// Before a term at the same position.
const SAME: u8 = 1;

/// Writes the terms of `text` to `out`, which is cleared; returns how many.
pub(super) fn write(analyzer: &mut Analyzer, text: &str, out: &mut String) -> u32 {
    out.clear();
    let (mut count, mut behind) = (0, 0);
    analyzer.for_each(text, |token| {
        if token.position < behind {
            out.push(char::from(SAME));
        }
        while behind <= token.position {
            out.push(char::from(NEXT));
            behind += 1;
        }
        out.push_str(token.group);
        count += 1;
    });
    count
}

/// Reads what [`write()`] wrote.
#[derive(Clone)]
pub(super) struct Words;

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { text, at: 0, behind: 0, token: Token::default() }
    }
}

/// The terms of a written text.
pub(super) struct WordStream<'a> {
    text: &'a str,
    at: usize,
    /// The position behind the current term's.
    behind: usize,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_mark = |byte: &u8| matches!(*byte, NEXT | SAME);
        let marks = rest.as_bytes().iter().take_while(|byte| is_mark(byte));
        let (start, steps) = marks.fold((0, 0), |(start, steps), byte| (start + 1, steps + usize::from(*byte == NEXT)));
        let length = rest.as_bytes().iter().skip(start).take_while(|byte| !is_mark(byte)).count();
        let Some(term) = rest.get(start..start + length).filter(|term| !term.is_empty()) else { return false };
        self.behind += steps;
        self.at += start + length;
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = self.behind.saturating_sub(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_with_its_positions() {
        let text = format!("Web-analytics {} of M-23-22 東京都", "x".repeat(99));
        let mut written = String::new();
        let mut expected = Vec::new();
        let mut analyzer = Analyzer::new("en");
        analyzer.for_each(&text, |token| expected.push((token.group.to_owned(), token.position as usize)));
        let count = write(&mut analyzer, &text, &mut written);
        let mut read = Vec::new();
        Words.token_stream(&written).process(&mut |token| read.push((token.text.clone(), token.position)));
        assert_eq!(read, expected);
        assert_eq!(count as usize, expected.len());
        assert!(!Words.token_stream("").advance());
    }
}

//! How the words of `guildhall-search` reach tantivy: written as one text with marks between them, which tantivy's side
//! reads back.
//!
//! tantivy makes a copy of its tokenizer for every field of every bucket, and knows one language a field. Cut before they
//! are handed over, all texts of a thread go through one analyser, which remembers stems.

use guildhall_search::positions::GAP;
use guildhall_search::{Analyzer, Token};
use tantivy::tokenizer::{self, TokenStream, Tokenizer};

/// The name of [`Words`] inside tantivy.
pub(super) const NAME: &str = "guildhall";

/// Before a term at the next position. No term holds a control character.
const NEXT: u8 = b'\n';
/// Before a term at the same position.
const SAME: u8 = 1;

/// Terms of one field of one row, as they are handed to tantivy.
#[derive(Debug, Default)]
pub(super) struct Written {
    text: String,
    /// The position behind the last one written.
    behind: u32,
}

impl Written {
    /// The terms with the marks between them; [`Words`] reads them back.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The position behind the last term: how far the field reaches.
    pub(super) fn behind(&self) -> u32 {
        self.behind
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.behind = 0;
    }

    /// Adds the terms of `text`, a gap behind those before it, and calls `each` with every one; returns where the text
    /// starts.
    pub(super) fn add(&mut self, analyzer: &mut Analyzer, text: &str, mut each: impl FnMut(&Token<'_>)) -> u32 {
        let start = if self.behind == 0 { 0 } else { self.behind + GAP };
        analyzer.for_each(text, |token| {
            let position = start + token.position;
            if position < self.behind {
                self.text.push(char::from(SAME));
            }
            while self.behind <= position {
                self.text.push(char::from(NEXT));
                self.behind += 1;
            }
            self.text.push_str(token.group);
            each(&token);
        });
        start
    }
}

/// Reads what [`Written`] holds.
#[derive(Clone)]
pub(super) struct Words;

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { text, at: 0, behind: 0, token: tokenizer::Token::default() }
    }
}

/// The terms of a written text.
pub(super) struct WordStream<'a> {
    text: &'a str,
    at: usize,
    /// The position behind the current term's.
    behind: usize,
    token: tokenizer::Token,
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

    fn token(&self) -> &tokenizer::Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut tokenizer::Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_with_its_positions() {
        let texts = [format!("Web-analytics {} of M-23-22 東京都", "x".repeat(99)), String::new(), "Visa".to_owned()];
        let (mut written, mut expected, mut read) = (Written::default(), Vec::new(), Vec::new());
        let mut analyzer = Analyzer::new("en");
        for text in &texts {
            let mut groups = Vec::new();
            let start = written.add(&mut analyzer, text, |token| groups.push((token.group.to_owned(), token.position)));
            expected.extend(groups.into_iter().map(|(group, position)| (group, (start + position) as usize)));
        }
        Words.token_stream(written.text()).process(&mut |token| read.push((token.text.clone(), token.position)));
        assert_eq!(read, expected);
        let last = expected.last().unwrap();
        assert_eq!((last.0.as_str(), last.1 + 1), ("visa", written.behind() as usize));
        assert!(last.1 > GAP as usize);
        assert!(!Words.token_stream("").advance());
    }
}

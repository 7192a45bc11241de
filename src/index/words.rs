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
const NEXT: char = '\n';
/// Before a term at the same position.
const SAME: char = '\u{1}';

/// Writes the terms of `text` to `out`, which is cleared; returns how many.
pub(super) fn write(analyzer: &mut Analyzer, text: &str, out: &mut String) -> u32 {
    out.clear();
    let (mut count, mut behind) = (0, 0);
    analyzer.for_each(text, |token| {
        if token.position < behind {
            out.push(SAME);
        }
        while behind <= token.position {
            out.push(NEXT);
            behind += 1;
        }
        out.push_str(token.group);
        count += 1;
    });
    count
}

/// Reads what [`write`] wrote.
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
        let Some(start) = rest.find(|c| c != NEXT && c != SAME) else { return false };
        let marks = rest.get(..start).unwrap_or_default();
        let term = rest.get(start..).unwrap_or_default();
        let term = term.split([NEXT, SAME]).next().unwrap_or_default();
        self.behind += marks.matches(NEXT).count();
        self.at += start + term.len();
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

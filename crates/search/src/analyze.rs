//! Text to tokens. Knows the rules of the crate's table of words; does not know fields, pages or queries.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::stem::Stems;
use crate::words::{MAX_LETTERS, Part, Word, next_word};

/// What a token is to the word it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The whole word, which has no parts.
    Word,
    /// The whole of a word that has parts: `webanalytics` of `web-analytics`.
    Whole,
    /// A part of the whole that came just before it.
    Part,
}

/// A word, or a part of one, as it is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The folded form: lower case, no accents.
    pub surface: &'a str,
    /// What it is counted as: the stem of the surface, or the surface itself.
    pub group: &'a str,
    /// The number of its word in the text, from 0. A word and its parts share one.
    pub position: u32,
    /// Where it was written, in bytes; always on letter borders.
    pub span: Range<usize>,
    /// What was written has accents, or the like, that the surface lost.
    pub accented: bool,
    /// Whole word or part.
    pub role: Role,
}

/// Cuts the texts of one language into tokens. It remembers stems, so keep one for many texts.
pub struct Analyzer {
    stems: Stems,
    word: Word,
    /// The tokens of `word`, ranges of `surfaces` and `groups`.
    queue: Vec<Queued>,
    groups: String,
}

/// A token that waits for its turn.
#[derive(Clone)]
struct Queued {
    surface: Range<usize>,
    group: Range<usize>,
    span: Range<usize>,
    role: Role,
    /// Positions behind the word's first: pairs of letters of one run follow each other.
    step: u32,
}

impl Analyzer {
    /// An analyser for the language with this code, such as `en` or `pt-br`. English, German, French and Spanish are
    /// stemmed.
    pub fn new(language: &str) -> Self {
        Self { stems: Stems::new(language), word: Word::default(), queue: Vec::new(), groups: String::new() }
    }

    /// The tokens of `text`, in the order of their positions.
    pub fn tokens<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        self.queue.clear();
        Tokens { analyzer: self, text, at: 0, position: 0, behind: 0, next: 0 }
    }

    /// Calls `each` with every token of `text`.
    pub fn for_each(&mut self, text: &str, mut each: impl FnMut(Token<'_>)) {
        self.hand_over(text, &mut each);
    }

    fn hand_over(&mut self, text: &str, each: &mut dyn FnMut(Token<'_>)) {
        let mut tokens = self.tokens(text);
        while let Some(token) = tokens.advance() {
            each(token);
        }
    }

    /// Queues the tokens of `word`; returns how many positions the word takes.
    fn queue_word(&mut self) -> u32 {
        self.queue.clear();
        self.groups.clear();
        if self.word.unspaced {
            return self.queue_pairs();
        }
        if self.word.letters > MAX_LETTERS && self.word.joints == 0 {
            return 1;
        }
        let single = self.word.parts.len() == 1 && !self.word.marked;
        let whole = 0..self.word.folded.len();
        if self.word.letters <= MAX_LETTERS {
            self.push(whole.clone(), self.word.text.clone(), if single { Role::Word } else { Role::Whole });
        }
        if !single {
            for index in 0..self.word.parts.len() {
                let Some(Part { folded, text, letters }) = self.word.parts.get(index).cloned() else { break };
                // A lone letter or digit of a longer word is no use to anyone.
                if (2..=MAX_LETTERS).contains(&letters) && folded != whole {
                    self.push(folded, text, Role::Part);
                }
            }
        }
        1
    }

    fn queue_pairs(&mut self) -> u32 {
        let pairs = self.word.parts.len().saturating_sub(1).max(1);
        for index in 0..pairs {
            let (Some(first), last) = (self.word.parts.get(index), self.word.parts.get(index + 1)) else { break };
            let last = last.unwrap_or(first);
            let surface = first.folded.start..last.folded.end;
            let span = first.text.start..last.text.end;
            let from = self.groups.len();
            self.groups.push_str(self.word.folded.get(surface.clone()).unwrap_or_default());
            let group = from..self.groups.len();
            let step = u32::try_from(index).unwrap_or(u32::MAX);
            self.queue.push(Queued { surface, group, span, role: Role::Word, step });
        }
        u32::try_from(pairs).unwrap_or(u32::MAX)
    }

    fn push(&mut self, surface: Range<usize>, span: Range<usize>, role: Role) {
        let folded = self.word.folded.get(surface.clone()).unwrap_or_default();
        if folded.is_empty() {
            return;
        }
        let from = self.groups.len();
        self.stems.group_into(folded, &mut self.groups);
        self.queue.push(Queued { surface, group: from..self.groups.len(), span, role, step: 0 });
    }
}

/// The tokens of a text, one after the other.
pub struct Tokens<'a> {
    analyzer: &'a mut Analyzer,
    text: &'a str,
    /// Where the next word is looked for, in bytes.
    at: usize,
    /// The position of the queued word.
    position: u32,
    /// The position of the word behind it.
    behind: u32,
    /// The next of the queue.
    next: usize,
}

impl Tokens<'_> {
    /// The next token. (An iterator could not lend its own letters.)
    pub fn advance(&mut self) -> Option<Token<'_>> {
        while self.next >= self.analyzer.queue.len() {
            let join = self.analyzer.stems.joins_apostrophes();
            self.at = next_word(self.text, self.at, join, &mut self.analyzer.word)?;
            self.position = self.behind;
            self.behind = self.behind.saturating_add(self.analyzer.queue_word());
            self.next = 0;
        }
        let queued = self.analyzer.queue.get(self.next)?;
        self.next += 1;
        Some(Token {
            surface: self.analyzer.word.folded.get(queued.surface.clone()).unwrap_or_default(),
            group: self.analyzer.groups.get(queued.group.clone()).unwrap_or_default(),
            position: self.position.saturating_add(queued.step),
            span: queued.span.clone(),
            accented: self.analyzer.word.accented,
            role: queued.role,
        })
    }
}

#[cfg(test)]
mod tests;

//! Text to words: where a word starts and ends, what its parts are, and its folded letters. Knows no language but for
//! apostrophes.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::fold::{Class, class, fold_char, is_blank, is_mark, push};
use crate::unicode::compose;

/// Longest word or part, in folded letters; longer ones are hashes, keys and other noise.
pub(crate) const MAX_LETTERS: usize = 64;
/// Most parts of one word; a longer chain goes on as a new word.
const MAX_PARTS: usize = 32;
/// Most letters of an unspaced script that are cut at once; a longer run goes on from its last letter.
const MAX_RUN: usize = 256;

/// A part of a word: a range of [`Word::folded`] and the bytes of the text it was written with.
#[derive(Clone, Default)]
pub(crate) struct Part {
    pub(crate) folded: Range<usize>,
    pub(crate) text: Range<usize>,
    /// Folded letters.
    pub(crate) letters: usize,
}

/// A word of the text.
#[derive(Clone, Default)]
pub(crate) struct Word {
    /// The folded letters of all parts, joined.
    pub(crate) folded: String,
    /// Its parts, at least one; or the letters of a run of an unspaced script.
    pub(crate) parts: Vec<Part>,
    /// The bytes of the whole word.
    pub(crate) text: Range<usize>,
    /// Folded letters and marks of the whole word.
    pub(crate) letters: usize,
    /// Folding lost an accent.
    pub(crate) accented: bool,
    /// How many marks join its parts; parts may also meet where the case turns.
    pub(crate) joints: usize,
    /// `parts` are letters of an unspaced script.
    pub(crate) unspaced: bool,
    /// `folded` is more than its parts: `c++`, `.net`, `§508`.
    pub(crate) marked: bool,
}

impl Word {
    fn clear(&mut self) {
        let (mut folded, mut parts) = (core::mem::take(&mut self.folded), core::mem::take(&mut self.parts));
        folded.clear();
        parts.clear();
        *self = Self { folded, parts, ..Self::default() };
    }

    /// Opens a part at byte `at` of the text.
    fn open(&mut self, at: usize) {
        let start = self.folded.len();
        self.parts.push(Part { folded: start..start, text: at..at, letters: 0 });
    }

    /// Adds a letter that ends at byte `end` to the open part.
    fn letter(&mut self, c: char, end: usize) {
        let Some(part) = self.parts.last_mut() else { return };
        part.text.end = end;
        self.text.end = end;
        if part.letters > MAX_LETTERS {
            return;
        }
        let (folded, letters) = (&mut self.folded, &mut part.letters);
        self.accented |= fold_char(c, &mut |letter| {
            push(folded, letter);
            *letters += 1;
        });
        part.folded.end = self.folded.len();
    }

    /// Adds a mark that belongs to the whole but to no part.
    fn mark(&mut self, c: char) {
        self.folded.push(c);
        self.letters += 1;
    }

    /// Cuts the open part in two before byte `text` and folded byte `folded`.
    fn cut(&mut self, (text, folded): (usize, usize)) {
        let Some(part) = self.parts.last_mut() else { return };
        if part.text.start >= text || part.letters > MAX_LETTERS {
            return;
        }
        let tail = self.folded.get(folded..).unwrap_or_default().chars().count();
        let second = Part { folded: folded..part.folded.end, text: text..part.text.end, letters: tail };
        part.folded.end = folded;
        part.text.end = text;
        part.letters = part.letters.saturating_sub(tail);
        self.parts.push(second);
    }
}

/// The character at byte `at` and where the next one starts.
fn char_at(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text.get(at..)?.chars().next()?;
    Some((c, at + c.len_utf8()))
}

/// Reads the next word of `text` from byte `at` into `word` and returns where to go on; `None` at the end.
/// `join` keeps the two sides of an apostrophe together.
pub(crate) fn next_word(text: &str, mut at: usize, join: bool, word: &mut Word) -> Option<usize> {
    word.clear();
    loop {
        let (c, next) = char_at(text, at)?;
        match class(c) {
            Class::Unspaced => return Some(run(text, at, word)),
            Class::Other if c == '.' && opens_dotted(text, at) => {
                word.text = at..next;
                word.marked = true;
                word.mark('.');
                return Some(joined(text, next, join, word));
            }
            Class::Other if c == '§' => {
                // The usual blank between the sign and its number is not a word border.
                let number =
                    char_at(text, next).filter(|(c, _)| matches!(c, ' ' | '\u{a0}')).map_or(next, |(_, after)| after);
                if char_at(text, number).is_some_and(|(c, _)| c.is_ascii_digit()) {
                    word.text = at..next;
                    word.marked = true;
                    word.mark('§');
                    return Some(joined(text, number, join, word));
                }
            }
            Class::Other | Class::Ignored => {}
            _ if is_mark(c) => {}
            _ => {
                word.text = at..next;
                return Some(joined(text, at, join, word));
            }
        }
        at = next;
    }
}

/// Whether the dot at `at` starts a word such as `.NET`: a letter behind it, a border before it.
fn opens_dotted(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphabetic)
        && before.is_none_or(|c| is_blank(c) || matches!(c, '(' | '[' | '"' | '\'' | '`' | '“' | '‘' | '*'))
}

/// Reads parts and the joints between them from byte `at`, where a letter stands.
fn joined(text: &str, at: usize, join: bool, word: &mut Word) -> usize {
    let mut at = part(text, at, join, word);
    while word.parts.len() < MAX_PARTS {
        let Some((c, next)) = char_at(text, at) else { break };
        let joint = match c {
            '-' | '\u{2010}' | '\u{2011}' => '-',
            '_' | '.' | '&' => c,
            _ => break,
        };
        let Some((first, _)) = char_at(text, next).filter(|(c, _)| class(*c).in_word() && !is_mark(*c)) else { break };
        let digit_before = word.folded.as_bytes().last().is_some_and(u8::is_ascii_digit);
        if digit_before && first.is_ascii_digit() {
            word.mark(joint);
        }
        word.joints += 1;
        at = part(text, next, join, word);
    }
    let at = suffix(text, at, word);
    word.letters += word.parts.iter().map(|part| part.letters).sum::<usize>();
    at
}

/// Reads `+`, `++` or `#` behind a word, as in `C++` and `C#`, when nothing of a word follows.
fn suffix(text: &str, at: usize, word: &mut Word) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let short = word.parts.len() == 1 && word.folded.len() <= 2;
    let sign = match rest {
        [b'+', b'+', ..] => 2,
        [b'+' | b'#', ..] if short => 1,
        _ => return at,
    };
    if char_at(text, at + sign).is_some_and(|(c, _)| matches!(c, '+' | '#') || !matches!(class(c), Class::Other)) {
        return at;
    }
    for byte in rest.iter().take(sign) {
        word.mark(char::from(*byte));
    }
    word.marked = true;
    word.text.end = at + sign;
    at + sign
}

/// Reads letters from byte `at` to the next joint or border, cutting where the case turns.
fn part(text: &str, mut at: usize, join: bool, word: &mut Word) -> usize {
    word.open(at);
    let mut case = Case::default();
    loop {
        if case.calm() {
            at = word.lower_case(text, at, &mut case);
        }
        let Some((c, next)) = char_at(text, at) else { return at };
        match class(c) {
            Class::Ignored => {}
            Class::Letter | Class::Upper | Class::Digit => {
                if let Some(place) = case.turn(class(c), c, (at, word.folded.len()))
                    && word.parts.len() < MAX_PARTS
                {
                    word.cut_or_open(place, at);
                }
                word.letter(c, next);
            }
            Class::Other if matches!(c, '\'' | '’') => match apostrophe(text, next, join) {
                Apostrophe::Joins => {}
                Apostrophe::Ends(end) => return end,
            },
            Class::Other | Class::Unspaced => return at,
        }
        at = next;
    }
}

impl Word {
    /// Adds plain lower-case letters from byte `at` on, most of any text, all at once; returns where they end.
    fn lower_case(&mut self, text: &str, at: usize, case: &mut Case) -> usize {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let end = at + length;
        let Some(part) = self.parts.last_mut().filter(|_| length > 0) else { return at };
        if part.letters <= MAX_LETTERS {
            self.folded.push_str(text.get(at..end.min(at + MAX_LETTERS + 1)).unwrap_or_default());
            part.letters += length;
            part.folded.end = self.folded.len();
        }
        part.text.end = end;
        self.text.end = end;
        case.lower = true;
        end
    }

    /// Starts a new part at `place`, which is either where the next letter goes or one letter back.
    fn cut_or_open(&mut self, place: (usize, usize), at: usize) {
        if place.0 == at { self.open(at) } else { self.cut(place) }
    }
}

/// What an apostrophe behind a letter does.
enum Apostrophe {
    /// It stands inside a word: `don't`.
    Joins,
    /// The word ends before it; reading goes on at this byte.
    Ends(usize),
}

fn apostrophe(text: &str, next: usize, join: bool) -> Apostrophe {
    let Some((c, after)) = char_at(text, next).filter(|(c, _)| class(*c).in_word()) else {
        return Apostrophe::Ends(next);
    };
    let possessive = matches!(c, 's' | 'S') && !char_at(text, after).is_some_and(|(c, _)| class(c).in_word());
    match (possessive, join) {
        (true, _) => Apostrophe::Ends(after),
        (false, true) => Apostrophe::Joins,
        (false, false) => Apostrophe::Ends(next),
    }
}

/// Finds where `camelCase` and `HTTPServer` turn.
#[derive(Default)]
struct Case {
    /// The letter before was lower case.
    lower: bool,
    /// How many upper-case letters stand directly before.
    uppers: usize,
    /// Where the last of them stands, in the text and in the folded word.
    last: (usize, usize),
    /// A turn to be taken if one more lower-case letter comes: `PDFs` is one word, `HTTPServer` two.
    pending: Option<(usize, usize)>,
}

impl Case {
    /// Whether lower-case letters turn nothing now.
    fn calm(&self) -> bool {
        self.uppers == 0 && self.pending.is_none()
    }

    /// Takes the next character, which would be added at `place`; says where a new part starts, if one does.
    fn turn(&mut self, class: Class, c: char, place: (usize, usize)) -> Option<(usize, usize)> {
        match class {
            Class::Upper => {
                self.pending = None;
                self.uppers += 1;
                self.last = place;
                core::mem::take(&mut self.lower).then_some(place)
            }
            Class::Letter if is_mark(c) => None,
            Class::Letter => {
                let uppers = core::mem::take(&mut self.uppers);
                self.lower = true;
                if uppers >= 2 {
                    self.pending = Some(self.last);
                    return None;
                }
                self.pending.take()
            }
            _ => {
                *self = Self::default();
                None
            }
        }
    }
}

/// Reads a run of letters of an unspaced script, composed (a Hangul syllable is one letter, however it is written).
fn run(text: &str, start: usize, word: &mut Word) -> usize {
    word.unspaced = true;
    word.text = start..start;
    let mut at = start;
    while let Some((c, next)) = char_at(text, at) {
        match class(c) {
            Class::Ignored => {}
            Class::Unspaced if word.parts.len() >= MAX_RUN => {
                // The last letter opens the next run too, or the pair across the border would be lost.
                let from = word.parts.last().map_or(at, |part| part.text.start);
                return from;
            }
            Class::Unspaced => _ = fold_char(c, &mut |piece| word.compose(piece, at, next)),
            _ => break,
        }
        at = next;
    }
    at
}

impl Word {
    /// Adds a character of an unspaced script, joined with the one before where Unicode has a letter for both.
    fn compose(&mut self, c: char, start: usize, end: usize) {
        self.text.end = end;
        if let Some(part) = self.parts.last_mut()
            && let Some(before) = self.folded.get(part.folded.clone()).and_then(|letter| letter.chars().next())
            && let Some(both) = compose(before, c)
        {
            self.folded.truncate(part.folded.start);
            self.folded.push(both);
            part.folded.end = self.folded.len();
            part.text.end = end;
            return;
        }
        let from = self.folded.len();
        self.folded.push(c);
        self.parts.push(Part { folded: from..self.folded.len(), text: start..end, letters: 1 });
    }
}

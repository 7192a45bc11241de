//! What was typed, read: words, phrases in quotes, what must not be there, and filters. Knows no pages and never fails: a
//! sign that makes no sense is text.
//!
//! | typed | means |
//! | --- | --- |
//! | `visa costs` | any of the words; more and rarer ones win |
//! | `"home office"`, `"visa"` | these words in a row, this word as it stands |
//! | `-visa`, `-"home office"`, `-title:visa` | not on the page, not in its title |
//! | `visa OR permit`, `visa OR "work pass"` | either will do |
//! | `title:visa` | in the title |
//! | `kind:faq`, `tag:"new staff"` | only pages that have this |
//! | `-kind:faq` | only pages that do not |

use alloc::string::String;
use alloc::vec::Vec;

use crate::analyze::{Analyzer, Role};
use crate::fold::{Class, class, is_blank, is_of_words};
use crate::stem::without_region;

/// Most words that are looked up, whatever for: as many as there are bits to note which of them a page holds.
pub(crate) const MOST_WORDS: usize = 64;
/// Most filters.
const MOST_FILTERS: usize = 64;
/// What a part counts when the whole word was asked for and its parts are not all of it, as `mail` for `e-mail`.
const PART: u8 = 60;

/// A query.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query {
    /// What is looked for, in the order typed; none twice.
    pub(crate) words: Vec<Word>,
    /// Words that must stand in a row, or must not.
    pub(crate) phrases: Vec<Quote>,
    /// Words that must not be on the page.
    pub(crate) excluded: Vec<Excluded>,
    /// What facets must say of a page.
    pub(crate) filters: Vec<Filter>,
}

/// A word that must not be there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Excluded {
    pub(crate) surface: String,
    /// Elsewhere than in the title it may be.
    pub(crate) in_title: bool,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Filter {
    pub(crate) key: String,
    pub(crate) value: String,
    /// Pages must not have it.
    pub(crate) excluded: bool,
}

/// Words in quotes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quote {
    pub(crate) words: Vec<Link>,
    /// They must not be there.
    pub(crate) excluded: bool,
}

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    pub(crate) surface: String,
    /// It may stand at the place of the word before as well: parts of `web-analytics` share one, those of `web analytics`
    /// do not.
    pub(crate) loose: bool,
}

/// One word of the query.
#[expect(clippy::struct_excessive_bools, reason = "each is a sign that was typed or not")]
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Word {
    /// As it was typed.
    pub(crate) shown: String,
    /// Folded. Empty for a phrase in place of a word: `visa OR "work pass"`.
    pub(crate) surface: String,
    /// What else stands for it.
    pub(crate) others: Vec<Other>,
    /// It stands in quotes.
    pub(crate) quoted: bool,
    /// It must be in the title.
    pub(crate) in_title: bool,
    /// Pages without it are not found at all.
    pub(crate) required: bool,
    /// It was typed with accents.
    pub(crate) accented: bool,
    /// The word before will do as well.
    pub(crate) or: bool,
    /// It is the last thing typed, and nothing follows it.
    pub(crate) open: bool,
    /// How often it was typed beyond the first time.
    pub(crate) repeated: usize,
}

/// What stands for a word: surfaces, several of which must stand together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Other {
    pub(crate) words: Vec<Link>,
    /// What it counts, in hundredths.
    pub(crate) factor: u8,
    /// They must stand in a row.
    pub(crate) in_a_row: bool,
}

impl Other {
    fn word(surface: String, factor: u8) -> Self {
        Self { words: [Link { surface, loose: false }].into(), factor, in_a_row: false }
    }

    fn all(words: Vec<Link>, in_a_row: bool) -> Vec<Self> {
        [Self { words, factor: 100, in_a_row }].into()
    }
}

/// Something typed between blanks, or in quotes.
struct Piece<'a> {
    excluded: bool,
    key: &'a str,
    text: &'a str,
    quoted: bool,
    /// Nothing follows, not even a blank.
    last: bool,
}

/// Keys that filter; facets of what pages apply to follow a dot.
const KEYS: [&str; 4] = ["kind", "community", "tag", "lang"];
const APPLIES: &str = "applies_to.";

/// Cuts words out of what was typed, until there are enough.
pub(crate) struct Cutter<'a> {
    /// Of the site's first language.
    main: &'a mut Analyzer,
    /// Parts words at apostrophes, where another language of the site does and the first does not.
    parting: Option<Analyzer>,
    left: usize,
}

impl<'a> Cutter<'a> {
    /// A cutter by the rules of a site's languages; `main` is of the first.
    pub(crate) fn new(languages: &[String], main: &'a mut Analyzer) -> Self {
        let parts = |code: &String| without_region(code) == "fr";
        let differ = !languages.first().is_some_and(parts) && languages.iter().any(parts);
        Self { main, parting: differ.then(|| Analyzer::new("fr")), left: MOST_WORDS }
    }

    fn cut(&mut self, piece: &Piece<'_>) -> Vec<Cut> {
        let mut words: Vec<Cut> = Vec::new();
        let left = &mut self.left;
        self.main.for_each(piece.text, |token| {
            let shown: String = piece.text.get(token.span.clone()).unwrap_or_default().into();
            match (token.role, words.last_mut()) {
                (Role::Part, Some(word)) if word.position == token.position && *left > 0 => {
                    *left -= 1;
                    word.parts.push((shown, token.surface.into()));
                }
                _ if *left > 0 => {
                    *left -= 1;
                    words.push(Cut {
                        position: token.position,
                        shown,
                        whole: token.surface.into(),
                        parts: Vec::new(),
                        parted: Vec::new(),
                        accented: token.accented,
                        open: piece.last && !piece.quoted && token.span.end == piece.text.len(),
                    });
                }
                _ => {}
            }
        });
        let Some(parting) = &mut self.parting else { return words };
        for word in words.iter_mut().filter(|word| word.shown.chars().any(|c| matches!(c, '\'' | '’'))) {
            let Cut { shown, parted, .. } = word;
            parting.for_each(shown, |token| {
                // What was cut off is an article: `l'année`.
                if token.role != Role::Whole && token.surface.len() > 1 {
                    parted.push(Link { surface: token.surface.into(), loose: false });
                }
            });
        }
        words
    }
}

impl Query {
    /// Reads what was typed.
    pub(crate) fn read(typed: &str, cutter: &mut Cutter<'_>) -> Self {
        let mut query = Self::default();
        let mut rest = typed;
        let mut or = false;
        while cutter.left > 0
            && let Some(piece) = next_piece(&mut rest)
        {
            if is_or(&piece) {
                or = !query.words.is_empty();
            } else if piece.key.is_empty() || piece.key == "title" {
                // Phrases and parts of words become one alternative in a chain of several.
                let is_chained = or || next_piece(&mut { rest }).is_some_and(|next| is_or(&next));
                query.take(&piece, core::mem::take(&mut or), is_chained, cutter);
            } else if !piece.text.is_empty() && query.filters.len() < MOST_FILTERS {
                let (key, value, excluded) = (piece.key.into(), piece.text.into(), piece.excluded);
                query.filters.push(Filter { key, value, excluded });
            }
        }
        query
    }

    fn take(&mut self, piece: &Piece<'_>, or: bool, is_chained: bool, cutter: &mut Cutter<'_>) {
        let cuts = cutter.cut(piece);
        let in_title = piece.key == "title";
        let mut links = Vec::new();
        for cut in &cuts {
            cut.link(&mut links);
        }
        let is_row = links.len() > 1;
        if piece.excluded {
            if is_row {
                self.phrases.push(Quote { words: links, excluded: true });
            } else if let Some(Link { surface, .. }) = links.pop() {
                self.excluded.push(Excluded { surface, in_title });
            }
            return;
        }
        let mut words = Vec::new();
        if is_row && piece.quoted && is_chained {
            words.push(Word { shown: piece.text.into(), others: Other::all(links, true), ..Word::default() });
        } else {
            for cut in cuts {
                cut.ask(is_chained, &mut words);
            }
            if is_row && piece.quoted {
                self.phrases.push(Quote { words: links, excluded: false });
            }
        }
        for mut word in words {
            (word.quoted, word.in_title, word.or) = (piece.quoted, in_title, or);
            word.required = in_title || (piece.quoted && (is_chained || !is_row));
            let is_known = |known: &&mut Word| {
                known.surface == word.surface && known.in_title == in_title && !known.surface.is_empty()
            };
            if let Some(known) = self.words.iter_mut().find(is_known) {
                known.repeated += 1;
                known.quoted |= word.quoted;
                known.required |= word.required;
            } else if self.words.len() < MOST_WORDS {
                self.words.push(word);
            }
        }
    }
}

fn is_or(piece: &Piece<'_>) -> bool {
    piece.text == "OR" && !piece.quoted && piece.key.is_empty() && !piece.excluded
}

/// A word with its parts, as the analyser cuts it.
struct Cut {
    position: u32,
    shown: String,
    whole: String,
    parts: Vec<(String, String)>,
    /// What is left of it where apostrophes part words.
    parted: Vec<Link>,
    accented: bool,
    open: bool,
}

impl Cut {
    /// Whether its parts are all of it: `web-analytics`, not `e-mail` or `M-23-22`.
    fn is_sum(&self) -> bool {
        self.parts.iter().map(|(_, surface)| surface.len()).sum::<usize>() == self.whole.len()
    }

    /// Adds what stands for it in a phrase.
    fn link(&self, links: &mut Vec<Link>) {
        if !self.is_sum() {
            links.push(Link { surface: self.whole.clone(), loose: false });
            return;
        }
        for (index, (_, surface)) in self.parts.iter().enumerate() {
            links.push(Link { surface: surface.clone(), loose: index > 0 });
        }
    }

    /// Adds the words it asks for: each part where the parts are all of it (`web-analytics` asks for both words, and the
    /// whole will do for either), else the whole (`M-23-22` does not ask for 23). In a chain of `OR` it is always one.
    fn ask(self, is_chained: bool, words: &mut Vec<Word>) {
        let (accented, last) = (self.accented, self.parts.len());
        let is_sum = last > 1 && self.is_sum();
        let mut others = Vec::new();
        if is_sum && is_chained {
            let mut links = Vec::new();
            self.link(&mut links);
            others = Other::all(links, false);
        }
        for (index, (shown, surface)) in self.parts.into_iter().enumerate() {
            if !is_sum {
                if surface.chars().any(|c| is_of_words(c) && class(c) != Class::Digit) {
                    others.push(Other::word(surface, PART));
                }
            } else if !is_chained {
                let others = [Other::word(self.whole.clone(), 100)].into();
                let open = self.open && index + 1 == last;
                words.push(Word { shown, surface, others, accented, open, ..Word::default() });
            }
        }
        if is_sum && !is_chained {
            return;
        }
        if !is_sum && !self.parted.is_empty() {
            others.append(&mut Other::all(self.parted, false));
        }
        let (shown, surface, open) = (self.shown, self.whole, self.open);
        words.push(Word { shown, surface, others, accented, open, ..Word::default() });
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// `text` cut before its first character that is an end, or behind all of it.
fn until<'a>(text: &'a str, is_end: &dyn Fn(char) -> bool) -> (&'a str, &'a str) {
    let end = text.char_indices().find(|(_, c)| is_end(*c)).map_or(text.len(), |(at, _)| at);
    text.split_at_checked(end).unwrap_or_default()
}

/// `text` without its first character, if that is what it must be.
fn behind<'a>(text: &'a str, is_first: &dyn Fn(char) -> bool) -> Option<&'a str> {
    let mut letters = text.chars();
    letters.next().is_some_and(is_first).then_some(letters.as_str())
}

fn next_piece<'a>(rest: &mut &'a str) -> Option<Piece<'a>> {
    let (_, mut text) = until(rest, &|c| !is_blank(c));
    let after_sign = behind(text, &|c| c == '-').filter(|after| behind(after, &|c| !is_blank(c) && c != '-').is_some());
    let excluded = after_sign.is_some();
    text = after_sign.unwrap_or(text);
    if text.is_empty() {
        return None;
    }
    let (key, value) = keyed(text);
    let inner = behind(value, &is_quote);
    if let Some((text, end)) = inner.map(|inner| until(inner, &is_quote))
        && let Some(after) = behind(end, &is_quote)
    {
        *rest = after;
        return Some(Piece { excluded, key, text, quoted: true, last: after.is_empty() });
    }
    // A quote that never ends is only a sign.
    let (text, after) = until(inner.unwrap_or(value), &|c| is_blank(c) || is_quote(c));
    *rest = after;
    Some(Piece { excluded, key, text, quoted: false, last: after.is_empty() })
}

/// The key that `text` starts with, if one does and something follows; and what follows, or all of it.
fn keyed(text: &str) -> (&str, &str) {
    let (key, rest) = until(text, &|c| c == ':');
    let is_key = key == "title"
        || KEYS.contains(&key)
        || key.strip_prefix(APPLIES).is_some_and(|name| !name.is_empty() && !name.chars().any(is_blank));
    let value = behind(rest, &|c| c == ':').filter(|value| behind(value, &|c| !is_blank(c)).is_some());
    match value {
        Some(value) if is_key => (key, value),
        _ => ("", text),
    }
}

#[cfg(test)]
mod tests;

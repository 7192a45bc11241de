//! What was typed, read: words, phrases in quotes, what must not be there, and filters. Knows no pages and never fails: a
//! sign that makes no sense is text.
//!
//! | typed | means |
//! | --- | --- |
//! | `visa costs` | any of the words; more and rarer ones win |
//! | `"home office"` | these words in a row |
//! | `-visa`, `-"home office"` | not on the page |
//! | `visa OR permit` | either will do |
//! | `title:visa` | in the title |
//! | `kind:faq`, `tag:"new staff"` | only pages that have this |

use alloc::string::String;
use alloc::vec::Vec;

use crate::analyze::{Analyzer, Role};

/// Most words that are looked up: as many as there are bits to note which of them a page holds.
pub(crate) const MOST_WORDS: usize = 64;
/// What a part counts when the whole word was asked for and its parts are not all of it, as `mail` for `e-mail`.
const PART: u8 = 60;

/// A query.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query {
    /// What is looked for, in the order typed; none twice.
    pub(crate) words: Vec<Word>,
    /// Words that must stand in a row, or must not.
    pub(crate) phrases: Vec<Quote>,
    /// Surfaces that must not be on the page.
    pub(crate) excluded: Vec<String>,
    /// Keys and values that a page must have.
    pub(crate) filters: Vec<(String, String)>,
}

/// Words in quotes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quote {
    /// Their surfaces.
    pub(crate) words: Vec<String>,
    /// They must not be there.
    pub(crate) excluded: bool,
}

/// One word of the query.
#[expect(clippy::struct_excessive_bools, reason = "each is a sign that was typed or not")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// As it was typed.
    pub(crate) shown: String,
    /// Folded.
    pub(crate) surface: String,
    /// What else stands for it: surfaces, and what each counts in hundredths.
    pub(crate) others: Vec<(String, u8)>,
    /// It stands in quotes.
    pub(crate) quoted: bool,
    /// It must be in the title.
    pub(crate) in_title: bool,
    /// It was typed with accents.
    pub(crate) accented: bool,
    /// The word before will do as well.
    pub(crate) or: bool,
    /// It is the last thing typed, and nothing follows it.
    pub(crate) open: bool,
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

impl Query {
    /// Reads what was typed.
    pub(crate) fn read(typed: &str, analyzer: &mut Analyzer) -> Self {
        let mut query = Self::default();
        let mut rest = typed;
        let mut or = false;
        while let Some(piece) = next_piece(&mut rest) {
            if query.words.len() >= MOST_WORDS {
                break;
            }
            if piece.text == "OR" && !piece.quoted && piece.key.is_empty() && !piece.excluded {
                or = !query.words.is_empty();
                continue;
            }
            if piece.key.is_empty() || piece.key == "title" {
                query.take(&piece, core::mem::take(&mut or), analyzer);
            } else if !piece.text.is_empty() {
                query.filters.push((piece.key.into(), piece.text.into()));
            }
        }
        query
    }

    fn take(&mut self, piece: &Piece<'_>, or: bool, analyzer: &mut Analyzer) {
        let words = cut(piece, analyzer);
        if piece.quoted && words.len() > 1 {
            let surfaces = words.iter().map(|word| word.whole.clone()).collect();
            self.phrases.push(Quote { words: surfaces, excluded: piece.excluded });
        } else if piece.excluded {
            self.excluded.extend(words.into_iter().map(|word| word.whole));
            return;
        }
        if piece.excluded {
            return;
        }
        for mut word in words.into_iter().flat_map(Cut::words) {
            word.quoted = piece.quoted;
            word.in_title = piece.key == "title";
            word.or = or;
            let known = self.words.iter().any(|known| known.surface == word.surface && known.in_title == word.in_title);
            if !known && self.words.len() < MOST_WORDS {
                self.words.push(word);
            }
        }
    }
}

/// A word with its parts, as the analyser cuts it.
struct Cut {
    position: u32,
    shown: String,
    whole: String,
    parts: Vec<(String, String)>,
    accented: bool,
    open: bool,
}

fn cut(piece: &Piece<'_>, analyzer: &mut Analyzer) -> Vec<Cut> {
    let mut words: Vec<Cut> = Vec::new();
    analyzer.for_each(piece.text, |token| {
        let shown: String = piece.text.get(token.span.clone()).unwrap_or_default().into();
        let has_room = words.len() < MOST_WORDS;
        match (token.role, words.last_mut()) {
            (Role::Part, Some(word)) if word.position == token.position => {
                word.parts.push((shown, token.surface.into()));
            }
            _ if has_room => words.push(Cut {
                position: token.position,
                shown,
                whole: token.surface.into(),
                parts: Vec::new(),
                accented: token.accented,
                open: piece.last && !piece.quoted && token.span.end == piece.text.len(),
            }),
            _ => {}
        }
    });
    words
}

impl Cut {
    /// The words it asks for: each part where the parts are all of it (`web-analytics` asks for both words, and the whole
    /// will do for either), else the whole (`M-23-22` does not ask for 23).
    fn words(self) -> Vec<Word> {
        let letters: usize = self.parts.iter().map(|(_, surface)| surface.len()).sum();
        let word = |shown, surface, others, open| Word {
            shown,
            surface,
            others,
            quoted: false,
            in_title: false,
            accented: self.accented,
            or: false,
            open,
        };
        if letters == self.whole.len() {
            let last = self.parts.len().saturating_sub(1);
            let parts = self.parts.into_iter().enumerate();
            return parts
                .map(|(index, (shown, surface))| {
                    word(shown, surface, [(self.whole.clone(), 100)].into(), self.open && index == last)
                })
                .collect();
        }
        let parts = self.parts.into_iter().filter(|(_, surface)| surface.chars().any(char::is_alphabetic));
        let others = parts.map(|(_, surface)| (surface, PART)).collect();
        [word(self.shown, self.whole, others, self.open)].into()
    }
}

fn next_piece<'a>(rest: &mut &'a str) -> Option<Piece<'a>> {
    let mut text = rest.trim_start();
    let after_sign = text.strip_prefix('-').filter(|after| after.starts_with(|c: char| !c.is_whitespace() && c != '-'));
    let excluded = after_sign.is_some();
    text = after_sign.unwrap_or(text);
    if text.is_empty() {
        return None;
    }
    let key = key(text);
    text = text.get(key.len()..).and_then(|text| text.strip_prefix(':')).unwrap_or(text);
    if let Some(inner) = text.strip_prefix('"')
        && let Some((quoted, after)) = inner.split_once('"')
    {
        *rest = after;
        return Some(Piece { excluded, key, text: quoted, quoted: true, last: after.is_empty() });
    }
    // A quote that never ends is only a sign.
    let text = text.strip_prefix('"').unwrap_or(text);
    let end = text.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(text.len());
    let (piece, after) = text.split_at_checked(end)?;
    *rest = after;
    Some(Piece { excluded, key, text: piece, quoted: false, last: after.is_empty() })
}

/// The key that `text` starts with, if one does and something follows.
fn key(text: &str) -> &str {
    let Some((key, value)) = text.split_once(':') else { return "" };
    let is_key = key == "title"
        || KEYS.contains(&key)
        || key.strip_prefix(APPLIES).is_some_and(|name| !name.is_empty() && !name.contains(char::is_whitespace));
    if is_key && value.starts_with(|c: char| !c.is_whitespace()) { key } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Query {
        Query::read(typed, &mut Analyzer::new("en"))
    }

    fn words(typed: &str) -> String {
        let shown = |word: Word| {
            let others: Vec<String> = word.others.into_iter().map(|(other, _)| other).collect();
            [&[word.surface][..], &others].concat().join("|")
        };
        read(typed).words.into_iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn parts_are_asked_for_where_they_are_all_of_the_word() {
        assert_eq!(words("web-analytics guide guide"), "web|webanalytics analytics|webanalytics guide");
        assert_eq!(words("e-mail M-23-22 .NET C++"), "email|mail m23-22 .net|net c++");
        assert_eq!(words("visa Visa VISA ?!"), "visa");
    }

    #[test]
    fn signs_are_understood() {
        let query =
            read("visa -\"home office\" -cheap \"plain language\" kind:faq tag:\"new staff\" title:rules x OR y");
        assert_eq!(
            query.words.iter().map(|word| &*word.surface).collect::<Vec<_>>(),
            ["visa", "plain", "language", "rules", "x", "y"]
        );
        assert_eq!(query.excluded, ["cheap"]);
        let filters = [("kind", "faq"), ("tag", "new staff")].map(|(key, value)| (key.into(), value.into()));
        assert_eq!(query.filters, filters);
        assert_eq!(
            query.phrases.iter().map(|quote| (quote.words.join(" "), quote.excluded)).collect::<Vec<_>>(),
            [("home office".into(), true), ("plain language".into(), false)]
        );
        assert!(query.words[3].in_title && query.words[5].or && !query.words[4].or && query.words[1].quoted);
    }

    #[test]
    fn signs_without_sense_are_text() {
        assert_eq!(words("\"visa cost"), "visa cost");
        assert_eq!(words("- visa -- title: OR"), "visa title");
        assert_eq!(words("http://a.example"), "http aexample|example");
        assert_eq!(words("\"\" \" - \"-\" :"), "");
        assert_eq!(read(&"word ".repeat(10_000)).words.len(), 1);
        let many: Vec<String> = (0..500).map(|n| format!("w{n}q")).collect();
        assert_eq!(read(&many.join(" ")).words.len(), MOST_WORDS);
    }

    #[test]
    fn only_the_last_word_is_open_and_only_without_a_blank_behind_it() {
        let open = |typed| read(typed).words.iter().map(|word| word.open).collect::<Vec<_>>();
        assert_eq!(open("visa co"), [false, true]);
        assert_eq!(open("visa co "), [false, false]);
        assert_eq!(open("web-ana"), [false, true]);
        assert_eq!(open("\"visa co\""), [false, false]);
    }
}

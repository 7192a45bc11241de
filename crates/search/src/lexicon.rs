//! A chunk of the lexicon: forms of words as people write them, in byte order, each with the lists of the pages that hold
//! it; and the phrases that begin with a word of the chunk.
//!
//! Forms and not stems, because prefixes and corrections work on what people type. Several forms share a list: that of
//! their stem in one language.
//!
//! | piece | |
//! | --- | --- |
//! | languages | number: how many the site has; with one, lists do not name theirs |
//! | shards | count, then for each: hash of its postings, hash of its positions |
//! | words | of all forms, front-coded: `front.rs` |
//! | flags | block: a byte a form: class in four bits, in a name or not, then its lists less one in three bits |
//! | lists | block: for each list its language (where there are several), then how its index differs from the language's list before (zigzag, plus one); or 0, then how the shard differs (zigzag) and the index |
//! | phrases | count, then for each: count of words, the words as texts; 0, factor, count and words; or 1 and a page |

use alloc::string::String;
use alloc::vec::Vec;

use crate::file::Hash;
use crate::front::{self, Words};
use crate::wire::{Damaged, Input, Output, seal, unzigzag, zigzag};

/// Most lists of one form; languages beyond are left out.
pub const MOST_LISTS: usize = 8;
/// The highest class.
pub const MOST_CLASS: u8 = 15;

/// A word as it is written, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its folded letters.
    pub word: String,
    /// How many pages hold it: the logarithm to base two, rounded down, at most [`MOST_CLASS`].
    pub class: u8,
    /// Whether it stands in a title, a question or another name of a page.
    pub in_name: bool,
    /// One for each language that has it, at most [`MOST_LISTS`].
    pub lists: Vec<ListRef>,
}

/// Where a list of pages is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListRef {
    /// The language, by its place in the manifest.
    pub language: u8,
    /// The shard, by its place in [`Chunk::shards`].
    pub shard: u16,
    /// Which of the shard's lists.
    pub index: u16,
}

/// A file of postings and the file of their positions: the lists of both have the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Names the postings.
    pub postings: Hash,
    /// Names the positions.
    pub positions: Hash,
}

/// Words that mean something together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The folded words; the first decides which chunk holds the phrase.
    pub words: Vec<String>,
    /// What they mean.
    pub means: Means,
}

/// What a phrase means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Means {
    /// Other words, and how much less these are worth, in hundredths.
    Words(Vec<String>, u8),
    /// A page that editors recommend for it.
    Best(u32),
}

/// A chunk as it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// How many languages the site has.
    pub languages: usize,
    /// The shards that its forms refer to.
    pub shards: Vec<Shard>,
    /// Forms in byte order.
    pub forms: Vec<Form>,
    /// Phrases.
    pub phrases: Vec<Phrase>,
}

impl Chunk {
    /// Its bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.size(self.languages);
        out.size(self.shards.len());
        for shard in &self.shards {
            out.extend(shard.postings.0);
            out.extend(shard.positions.0);
        }
        front::write(&mut out, self.forms.iter().map(|form| form.word.as_str()));
        let (mut flags, mut lists) = (Vec::new(), Vec::new());
        let mut places = Places::new();
        for form in &self.forms {
            let count = form.lists.len().clamp(1, MOST_LISTS);
            let count_bits = u8::try_from(count - 1).unwrap_or_default() << 5;
            flags.push(form.class.min(MOST_CLASS) | u8::from(form.in_name) << 4 | count_bits);
            for list in form.lists.iter().take(count) {
                if self.languages > 1 {
                    lists.push(list.language);
                }
                places.write(&mut lists, *list);
            }
        }
        out.block(&flags);
        out.block(&lists);
        out.size(self.phrases.len());
        for phrase in &self.phrases {
            write_words(&mut out, &phrase.words);
            match &phrase.means {
                Means::Words(words, factor) => {
                    out.extend([0, *factor]);
                    write_words(&mut out, words);
                }
                Means::Best(page) => {
                    out.push(1);
                    out.number(*page);
                }
            }
        }
        seal(out)
    }
}

fn write_words(out: &mut Vec<u8>, words: &[String]) {
    out.size(words.len());
    for word in words {
        out.text(word);
    }
}

/// Reads words, or passes over them.
fn read_words(input: &mut Input<'_>, is_wanted: bool) -> Vec<String> {
    let mut words = Vec::new();
    for _ in 0..input.count(1) {
        if is_wanted {
            words.push(input.string());
        } else {
            input.block();
        }
    }
    words
}

/// The list before, for each language: neighbours in the lexicon mostly have neighbouring lists.
struct Places([(u32, u32); 256]);

impl Places {
    fn new() -> Self {
        Self([(0, 0); 256])
    }

    fn of(&mut self, language: u8) -> &mut (u32, u32) {
        &mut self.0[usize::from(language)]
    }

    fn write(&mut self, out: &mut Vec<u8>, list: ListRef) {
        let place = self.of(list.language);
        let (shard, index) = (u32::from(list.shard), u32::from(list.index));
        if place.0 == shard {
            out.number(zigzag(index, place.1) + 1);
        } else {
            out.number(0);
            out.number(zigzag(shard, place.0));
            out.number(index);
        }
        *place = (shard, index);
    }

    fn read(&mut self, input: &mut Input<'_>, language: u8) -> ListRef {
        let place = self.of(language);
        *place = match input.number() {
            0 => (unzigzag(input.number(), place.0), input.number()),
            step => (place.0, unzigzag(step - 1, place.1)),
        };
        let (Ok(shard), Ok(index)) = (u16::try_from(place.0), u16::try_from(place.1)) else {
            input.fail();
            return ListRef::default();
        };
        ListRef { language, shard, index }
    }
}

/// A form as a reader meets it; its word is only lent.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its folded letters.
    pub word: &'a str,
    /// As [`Form::class`].
    pub class: u8,
    /// As [`Form::in_name`].
    pub in_name: bool,
    /// As [`Form::lists`].
    pub lists: &'a [ListRef],
    /// How many bytes of the form before it begins with.
    pub shared: usize,
}

impl Entry<'_> {
    /// A copy to keep.
    pub fn form(&self) -> Form {
        Form { word: self.word.into(), class: self.class, in_name: self.in_name, lists: self.lists.into() }
    }
}

/// A chunk as it is read.
pub struct Reading<'a> {
    languages: usize,
    shards: &'a [u8],
    words: Words<'a>,
    flags: &'a [u8],
    lists: Input<'a>,
    phrases: Input<'a>,
}

impl<'a> Reading<'a> {
    /// Opens a chunk.
    ///
    /// # Errors
    /// When the bytes are not a chunk. Damage further in is met by the reading methods.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Damaged> {
        let mut input = Input::open(bytes)?;
        let languages = input.size();
        let shards = input.count(10);
        let shards = input.bytes(shards * 10);
        let words = Words::new(&mut input);
        let (flags, lists) = (input.block(), Input::new(input.block()));
        input.check()?;
        if flags.len() != words.len() {
            return Err(Damaged);
        }
        Ok(Self { languages, shards, words, flags, lists, phrases: input })
    }

    /// The shard of a list.
    pub fn shard(&self, list: ListRef) -> Option<Shard> {
        let mut input = Input::new(self.shards.get(usize::from(list.shard) * 10..)?);
        let shard = Shard { postings: input.hash(), positions: input.hash() };
        input.check().ok().map(|()| shard)
    }

    /// The form of `word`.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn find(&self, word: &str) -> Result<Option<Form>, Damaged> {
        let mut found = None;
        self.starting_with(word, &mut |entry| {
            if entry.word == word {
                found = Some(entry.form());
            }
        })?;
        Ok(found)
    }

    /// Calls `each` with the forms that start with `prefix`, in byte order.
    ///
    /// # Errors
    /// When the bytes are damaged; some forms may have been given before.
    pub fn starting_with(&self, prefix: &str, each: &mut dyn FnMut(Entry<'_>)) -> Result<(), Damaged> {
        let (prefix, mut words, mut lists) = (prefix.as_bytes(), self.words.clone(), self.lists);
        let mut places = Places::new();
        let mut held = [ListRef::default(); MOST_LISTS];
        // How much of the prefix the word begins with.
        let mut begun = 0;
        for flag in self.flags {
            let shared = words.advance();
            let held = held.get_mut(..usize::from(flag >> 5) + 1).ok_or(Damaged)?;
            for list in held.iter_mut() {
                let language = if self.languages > 1 { lists.byte() } else { 0 };
                *list = places.read(&mut lists, language);
            }
            // A word that shares more with the one before than that does with the prefix parts from it at the same place.
            if shared <= begun {
                let word = words.bytes();
                begun = word.iter().zip(prefix).take_while(|(a, b)| a == b).count();
                if begun < prefix.len() && word.get(begun) > prefix.get(begun) {
                    return Ok(());
                }
            }
            if begun == prefix.len() {
                each(Entry { word: words.word(), class: flag & 15, in_name: flag & 16 != 0, lists: held, shared });
            }
        }
        words.end()?;
        lists.end()
    }

    /// The phrases that begin with a word; without one, all.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn phrases(&self, first: Option<&str>) -> Result<Vec<Phrase>, Damaged> {
        let mut input = self.phrases;
        let mut phrases = Vec::new();
        for _ in 0..input.count(3) {
            let mut ahead = input;
            let is_wanted = ahead.size() > 0 && first.is_none_or(|first| ahead.block() == first.as_bytes());
            let words = read_words(&mut input, is_wanted);
            let means = match input.byte() {
                0 => {
                    let factor = input.byte();
                    Means::Words(read_words(&mut input, is_wanted), factor)
                }
                1 => Means::Best(input.number()),
                _ => return Err(Damaged),
            };
            if is_wanted {
                phrases.push(Phrase { words, means });
            }
        }
        input.end()?;
        Ok(phrases)
    }
}

#[cfg(test)]
mod tests;

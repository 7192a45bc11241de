//! The part of Guildhall's search that the build and the reader share: how words are cut, and what the files of the index
//! look like. Encoding stands beside decoding, so that no format is written twice.
//!
//! It is made for the browser as well: no files, no threads, no formatting machinery, few allocations, so that it
//! compiles to a small WebAssembly module.
//!
//! # What the index is
//!
//! | file | holds | is read |
//! | --- | --- | --- |
//! | manifest: [`Manifest`] | names of what follows, by first word, by letter, by group of pages | once |
//! | chunk: [`lexicon`] | words as they are typed, with the lists of their stems; phrases | one for each word typed, a second for a rare one |
//! | shard: [`postings`] | for some stems the pages that hold them and what they are worth there | one for each word |
//! | shard: [`positions`] | where in a page they stand | for phrases in quotes |
//! | [`cards`] | what a result shows of a page | for the pages shown |
//! | [`texts`] | what pages say | for excerpts |
//! | column: [`facets`] | kind, tags and the like of every page | for filters and counts |
//! | block: [`speller`] | words by their first letter | for words that no page holds |
//!
//! All but the manifest are named by their content ([`File`]) and never change. Every file ends with a seal, a checksum that
//! a [`Reader`] holds against the content once, when the file is brought ([`is_sealed`]): one that is cut short, mixed up or
//! not ours is no file, never a wrong answer. Decoding bears any bytes all the same. No length is believed before so many bytes are seen, so that what decoding takes is bounded by the size of the file. What is alike
//! stands in columns, because it deflates well; each module draws the pieces of its file.
//!
//! # What a word is
//!
//! | text | found as |
//! | --- | --- |
//! | `Visa-Gebühren` | `visagebuhren` whole, `visa` and `gebuhren` in parts, all at one position |
//! | `foo_bar`, `camelCase`, `node.js` | likewise |
//! | `M-23-22`, `v2.0.1` | `m23-22`, `v2.0.1` whole: a mark between two digits is kept, other joints are not |
//! | `C++`, `C#`, `.NET`, `§ 508` | `c++`, `c#`, `.net`, `§508` |
//! | `café`, `ＡＢＣ` | `cafe`, `abc`: compatibility decomposition, accents dropped, lower case |
//! | `don't`, `the user's`, `l'année` | `dont`, `the` `user`, `l` `annee` |
//! | `東京都`, Thai, Khmer … | overlapping pairs of letters: `東京` `京都` |
//!
//! Nothing is a stop word. Words of more than 64 letters are left out. Each token has its surface (what people type
//! and what prefixes and corrections work on) and its group (what is counted: the stem, where the language has a
//! stemmer). A stem is made from the folded word, so that a query without accents meets a text with them.

#![cfg_attr(not(test), no_std)]

extern crate alloc;

#[cfg(target_arch = "wasm32")]
mod abi;
mod analyze;
mod answer;
pub mod cards;
mod door;
mod excerpt;
mod expand;
pub mod facets;
mod few;
mod file;
mod fold;
mod front;
mod gather;
mod json;
pub mod lexicon;
mod manifest;
#[cfg(target_arch = "wasm32")]
mod memory;
mod narrow;
pub mod positions;
pub mod postings;
mod query;
mod rank;
mod reader;
mod shelf;
mod sort;
pub mod speller;
mod stem;
pub mod texts;
mod unicode;
mod wire;
mod words;

pub use analyze::{Analyzer, Role, Token, Tokens};
pub use answer::{Answer, Hit, Why};
pub use door::{Door, Reply};
pub use excerpt::Marked;
pub use few::Few;
pub use file::{File, Hash};
pub use fold::fold;
pub use manifest::{FORMAT, Fault, Group, Manifest, Run, Tier, is_spared};
pub use narrow::{Count, Facet};
pub use reader::{Fetch, Reader, Request, Sort, Step};
pub use wire::{Damaged, is_sealed};

/// This crate as a WebAssembly module, stored as a raw deflate stream like all files of an index. [`Door`] says how to talk
/// to it. `wasm/build` makes it.
#[cfg(not(target_arch = "wasm32"))]
pub const ENGINE: &[u8] = include_bytes!("../wasm/engine.bin");

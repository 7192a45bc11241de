//! The part of Guildhall's search that the build and the reader share.
//!
//! Whatever is found must be cut the same way on both sides: the build feeds its index with [`Analyzer`], and a query
//! goes through the same code. For now this crate is the analyser alone; the format of the index, the query, the ranking
//! and the excerpts join it when the browser gets a reader of its own. It is written with that in mind: no files, no
//! threads, no formatting machinery, few allocations, so that it compiles to a small WebAssembly module.
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

mod analyze;
mod fold;
mod stem;
mod words;

pub use analyze::{Analyzer, Role, Token, Tokens};
pub use fold::fold;

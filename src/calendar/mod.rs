//! When things happen again, and calendars as files.
//!
//! Layer 1. Pure: [`Rule`] reads how something is repeated, [`Series`] says on which days that is, and [`file()`] writes
//! what others import (RFC 5545). Nothing here knows of pages, or of the day on which it runs.

mod expand;
mod file;
mod rule;
mod series;
#[cfg(test)]
mod tests;
mod words;
mod write;
mod zones;

pub use file::{Calendar, Happening, file};
pub use rule::{Fault, Rule};
pub use series::{Occurrence, Series};
pub use words::{Said, SaidDay};

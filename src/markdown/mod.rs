//! Markdown to HTML with holes. Knows nothing of pages: what a link means is settled in [`crate::catalog`].
//!
//! Layer 1. The result never changes when another page moves: a hole is filled anew, nothing is parsed again.

mod body;

pub use body::{Attr, Body, Chunk, Heading, LinkIx, LinkKind, MarkdownOptions, RawLink, Section};

//! What lists and tables say, for pages whose kind reads them: a job aid's steps.
//!
//! Nothing is copied but plain text: HTML stays where it is in the body, and is named by its chunks.

use std::ops::Range;

use super::body::LinkIx;
use crate::base::span::Span;

/// The lists and tables of a body, and the places where its text says "go to step 3".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// Lists and tables that stand in nothing else, in order.
    pub blocks: Vec<Block>,
    /// Mentions of steps, in order.
    pub jumps: Vec<Jump>,
}

/// "Go to step 3": a link whose target is for the page's kind to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The link, which covers "step 3".
    pub link: LinkIx,
    /// The number.
    pub number: u32,
}

/// A list or table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it holds.
    pub shape: Shape,
    /// All of it in the body.
    pub chunks: Range<u32>,
    /// The heading above it, an index into [`super::Body::headings`].
    pub heading: Option<usize>,
    /// Its place in the file.
    pub span: Span,
}

/// A list or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A list; `first` is the number of its first item if it has numbers.
    List {
        /// The number it begins with.
        first: Option<u64>,
        /// Its items.
        items: Vec<Item>,
    },
    /// A table: the head is the first row.
    Table(Vec<Vec<Lines>>),
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What it holds, in order; what stands between is what HTML needs around it.
    pub parts: Vec<Part>,
    /// Its box, if it is a task: whether it is ticked.
    pub task: Option<bool>,
    /// Its place in the file.
    pub span: Span,
}

/// Running text, cut at its line ends.
pub type Lines = Vec<Line>;

/// A part of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph, without the tags around it.
    Text(Lines),
    /// A list. `items` when each of them is one paragraph.
    List {
        /// The whole list.
        chunks: Range<u32>,
        /// The text of its items.
        items: Option<Vec<Lines>>,
    },
    /// A warning or a caution, `> [!WARNING]`.
    Warning(Range<u32>),
    /// Anything else.
    Other(Range<u32>),
}

/// A line of running text. Only what is whole in itself is cut: a line within bold text is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its HTML, safe within a paragraph.
    pub chunks: Range<u32>,
    /// Its plain text.
    pub text: Box<str>,
    /// Its author began it on purpose: it is the first, or a hard line break or `<br>` stands before it.
    pub hard: bool,
    /// Its place in the file.
    pub span: Span,
}

//! The one YAML door: text in, a tree with places out.
//!
//! `yaml_serde` decides what is valid and `saphyr-parser` says where everything stands; a property test holds both to
//! the same keys. Scalars stay as written: what a `no` or `1.10` means is for whoever asks for a text, a number or a date.

use super::span::Span;

/// A value and where it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub kind: NodeKind,
    /// Its place in the whole file (not just the YAML part).
    pub span: Span,
}

/// What a value is. Scalars are not guessed at.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// Nothing, `null` or `~`.
    Null,
    /// A scalar as written, quotes resolved.
    Scalar {
        /// Its text.
        text: String,
        /// Written without quotes and not as a block: only such a scalar can be a number, a date or a truth value.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map in the order written, keys unique.
    Map(Vec<(Key, Node)>),
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Its text.
    pub text: String,
    /// Its place in the whole file.
    pub span: Span,
}

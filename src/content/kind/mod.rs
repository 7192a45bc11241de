//! The kinds of page. Each kind with fields of its own has a file here; the others keep theirs as plain data.

pub mod faq;

use crate::base::span::Span;
pub use faq::Faq;

/// What kind of page it is, with the kind's own fields.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A plain page.
    Page,
    /// A question and its answer, or a page of many.
    Faq(Faq),
    /// How to do a task, step by step.
    JobAid(Vec<Field>),
    /// People who share a practice.
    Community(Vec<Field>),
    /// Something that happens at a time.
    Event(Vec<Field>),
    /// What a newcomer learns, in order.
    Path(Vec<Field>),
    /// A person or a team.
    Person(Vec<Field>),
}

impl Kind {
    /// The words that `kind:` takes.
    pub const WORDS: &[&'static str] = &["page", "faq", "job-aid", "community", "event", "path", "person"];

    /// The word for this kind, one of [`Self::WORDS`].
    pub fn word(&self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Faq(_) => "faq",
            Self::JobAid(_) => "job-aid",
            Self::Community(_) => "community",
            Self::Event(_) => "event",
            Self::Path(_) => "path",
            Self::Person(_) => "person",
        }
    }

    /// Fields kept as data and shown as a plain list of names and values.
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Page | Self::Faq(_) => &[],
            Self::JobAid(fields)
            | Self::Community(fields)
            | Self::Event(fields)
            | Self::Path(fields)
            | Self::Person(fields) => fields,
        }
    }
}

/// A field of a kind that has no type of its own yet: known by name, kept as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name, such as `performer`.
    pub name: &'static str,
    /// Its value; scalars are text as written.
    pub value: serde_json::Value,
    /// Where the value stands.
    pub span: Span,
}

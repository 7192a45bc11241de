//! What the lists and tables of a job aid mean. HTML is named by its place in the body.

use std::ops::Range;

use crate::base::span::Span;

/// What the anchor of a step starts with.
const ANCHOR: &str = "gh-step-";

/// The anchor of a step: `gh-step-3`; in the second procedure of a page `gh-step-2-3`.
pub fn anchor(procedure: u32, number: u32) -> String {
    if procedure < 2 { format!("{ANCHOR}{number}") } else { format!("{ANCHOR}{procedure}-{number}") }
}

/// The procedure and number that an anchor names.
pub(super) fn place(id: &str) -> Option<(u32, u32)> {
    let name = id.strip_prefix(ANCHOR)?;
    match name.split_once('-') {
        Some((procedure, number)) => Some((procedure.parse().ok()?, number.parse().ok()?)),
        None => Some((1, name.parse().ok()?)),
    }
}

/// A list or table that is more than text. What stands between two parts is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The chunks of the body that it takes the place of.
    pub chunks: Range<u32>,
    /// The heading above it, an index into [`crate::markdown::Body::headings`].
    pub heading: Option<usize>,
    /// What it is.
    pub shape: Shape,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One thing after the other.
    Steps(Steps),
    /// Things to tick.
    Checklist(Vec<Tick>),
    /// What to do in which case.
    Decision(Decision),
}

/// HTML of the body: these chunks, but for the first `skip` bytes, which are a label such as `Result:`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// Its chunks.
    pub chunks: Range<u32>,
    /// Bytes left out at its start.
    pub skip: u32,
}

/// Steps of a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Which procedure of the page, from 1. A list that goes on counting goes on with the procedure.
    pub procedure: u32,
    /// The steps, by rising number.
    pub steps: Vec<Step>,
    /// The list or table in the file.
    pub span: Span,
}

/// A step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub number: u32,
    /// What to do.
    pub action: Fragment,
    /// Who does it.
    pub who: Vec<Fragment>,
    /// What is seen then.
    pub result: Vec<Fragment>,
    /// What else is said, images too.
    pub notes: Vec<Note>,
    /// What to do in which case.
    pub choices: Vec<Fragment>,
    /// What to beware of, said before the action.
    pub warnings: Vec<Fragment>,
}

/// A note to a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub html: Fragment,
    /// It is a block by itself; otherwise the content of a paragraph.
    pub block: bool,
}

/// A thing to tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// What is ticked, running text.
    pub text: Fragment,
    /// What stands below it.
    pub notes: Vec<Note>,
    /// It is ticked in the source.
    pub done: bool,
}

/// A decision table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The conditions, by what their columns are called; plain text.
    pub conditions: Vec<Box<str>>,
    /// What the last column is called; plain text.
    pub outcome: Box<str>,
    /// Its rows.
    pub rows: Vec<Case>,
}

/// A row of a decision table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// A cell for each condition.
    pub cells: Vec<Cell>,
    /// What to do then.
    pub outcome: Fragment,
}

/// A condition of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// As it is shown.
    pub html: Fragment,
    /// Plain text; `None` fits anything.
    pub value: Option<Box<str>>,
}

//! A person or a team.

use super::{Field, as_written};
use crate::content::fields::Layers;

/// The names of its fields.
pub(super) const FIELDS: &[&str] = &["name", "role", "ask_me_about", "contact", "left", "team", "members"];

/// The fields of a page of this kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// Fields without a type of their own, as written.
    pub fields: Vec<Field>,
}

/// Reads the kind's own fields.
pub(super) fn read(layers: &mut Layers<'_>) -> Person {
    Person { fields: as_written(layers, FIELDS) }
}

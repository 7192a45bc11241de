//! People who share a practice.

use super::{Field, as_written};
use crate::content::fields::Layers;

/// The names of its fields.
pub(super) const FIELDS: &[&str] = &[
    "purpose",
    "scope",
    "not_for",
    "sponsor",
    "lead",
    "team",
    "join",
    "channels",
    "members",
    "cadence",
    "stage",
    "objectives",
    "start_here",
    "acronym",
    "external",
];

/// The fields of a page of this kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Community {
    /// Fields without a type of their own, as written.
    pub fields: Vec<Field>,
}

/// Reads the kind's own fields.
pub(super) fn read(layers: &mut Layers<'_>) -> Community {
    Community { fields: as_written(layers, FIELDS) }
}

//! How to do a task, step by step.

use super::{Field, as_written};
use crate::content::fields::Layers;

/// The names of its fields.
pub(super) const FIELDS: &[&str] = &["performer", "when", "outcome", "time", "needs", "warnings", "form"];

/// The fields of a page of this kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JobAid {
    /// Fields without a type of their own, as written.
    pub fields: Vec<Field>,
}

/// Reads the kind's own fields.
pub(super) fn read(layers: &mut Layers<'_>) -> JobAid {
    JobAid { fields: as_written(layers, FIELDS) }
}

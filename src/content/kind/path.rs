//! What a newcomer learns, in order.

use super::{Field, as_written};
use crate::content::fields::Layers;

/// The names of its fields.
pub(super) const FIELDS: &[&str] = &["stage", "for"];

/// The fields of a page of this kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LearningPath {
    /// Fields without a type of their own, as written.
    pub fields: Vec<Field>,
}

/// Reads the kind's own fields.
pub(super) fn read(layers: &mut Layers<'_>) -> LearningPath {
    LearningPath { fields: as_written(layers, FIELDS) }
}

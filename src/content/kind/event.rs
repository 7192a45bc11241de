//! Something that happens at a time.

use super::{Field, as_written};
use crate::content::fields::Layers;

/// The names of its fields.
pub(super) const FIELDS: &[&str] =
    &["start", "end", "time_zone", "where", "online", "register", "closes", "repeat", "except", "cancelled", "outputs"];

/// The fields of a page of this kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// Fields without a type of their own, as written.
    pub fields: Vec<Field>,
}

/// Reads the kind's own fields.
pub(super) fn read(layers: &mut Layers<'_>) -> Event {
    Event { fields: as_written(layers, FIELDS) }
}

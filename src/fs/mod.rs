//! The only module that touches files.
//!
//! Layer 1. [`scan`] finds what is there, [`load`] reads what is new, [`publish`] writes what differs, [`doorbell`]
//! rings when something may have changed.

mod outputs;
mod sources;

pub use outputs::{Blob, Outputs};
pub use sources::{Asset, Source, Sources, Text};

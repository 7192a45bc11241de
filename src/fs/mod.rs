//! The only module that touches files.
//!
//! Layer 1. [`Loader`] finds what is there and reads what is new, [`publish`] writes what differs, [`doorbell`] rings
//! when something may have changed.
//!
//! Two rules hold everywhere below: nothing is read but plain files inside the site's folders, and nothing is written
//! or deleted but what Guildhall itself published. Files that somebody names on the command line are the exception
//! ([`read_text`], [`write_text`]), and new files of a site's sources ([`write_new`]).

mod decode;
pub mod doorbell;
mod error;
mod list;
mod load;
mod named;
mod outputs;
pub mod publish;
mod read;
mod scan;
mod sources;
mod stamp;

pub use error::FsError;
pub use load::Loader;
pub use named::{read_text, write_new, write_text};
pub use outputs::{Blob, Outputs};
pub use read::{read_blob, read_config, read_published};
pub use scan::Roots;
pub use sources::{Asset, Source, Sources, Text};

#[cfg(test)]
mod tests;

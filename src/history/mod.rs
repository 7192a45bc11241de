//! When each file first and last changed, according to the repository.
//!
//! Layer 1. Empty for now: dates come from front matter. A later reader of `git log` fills it; views already ask it.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::path::SourcePath;

/// First and last change of each file; a file that is not in it has no known history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Changes by file.
    pub changes: BTreeMap<SourcePath, Changes>,
}

/// When a file changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The day it was added.
    pub first: Date,
    /// The day it last changed.
    pub last: Date,
}

//! From the buckets to the files that the reader of `guildhall-search` reads.

mod extract;
mod partition;
mod record;

pub(super) use extract::Extract;

//! From the buckets to the files that the reader of `guildhall-search` reads.
//!
//! ```text
//! bucket ──▶ Extract: groups with records, forms          kept with the bucket
//! records of a partition, all buckets ──▶ Lists           by partition: words that begin alike
//! forms of a partition, names of Lists ──▶ Chunks, a block of the speller
//! a few pages ──▶ a file of cards; one ──▶ its text       by file, by page
//! names of all these ──▶ the manifest
//! ```
//!
//! tantivy is the inverter; what it cannot hold (forms, accents, names) stands in small tables beside it. Each step is a
//! pure function of what its key covers, so a build's memo can keep its result; this module keeps nothing itself.
//!
//! Every file is named by its bytes. Which words or pages share a file is decided by hashes of words and paths, so an
//! edit changes the files of what it touches: one word for another in a paragraph changes the lists of these two, the
//! chunks that name them, and the text of the page, with the names of the few dozen pages of its group and of the
//! chunks that begin with the same letters.

mod assemble;
mod cut;
mod extract;
mod facets;
mod fetch;
mod lexicon;
mod lists;
mod pack;
mod pages;
mod partition;
mod record;
pub(super) mod script;
mod site;
mod spelling;
#[cfg(test)]
mod tests;
mod weights;

pub use assemble::{Misfit, Pieces, assemble};
pub(super) use extract::Extract;
pub use fetch::{Index, inflated};
pub use lexicon::{CHUNK_BYTES, Chunks, Surroundings};
pub use lists::Lists;
pub use pack::{Made, Packer};
pub use pages::{CARDS_PER_FILE, Entry, Grouped, cards, cards_key, grouped, texts, texts_key};
pub use partition::PARTITIONS;
pub use site::{Placed, Site};
pub use weights::prior;

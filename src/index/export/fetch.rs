//! Reading an index back from what a build made: stored bytes to what the reader reads.

use guildhall_search::{Fetch, File};

use super::script::{CURRENT, manifest_of};
use crate::base::path::OutPath;
use crate::fs::{Blob, Outputs};

/// Most bytes that a file of an index inflates to. Far more than any has: what is larger is no file of ours.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// The files of an index among all outputs.
#[derive(Clone, Copy)]
pub struct Index<'a>(pub &'a Outputs);

impl Index<'_> {
    /// The bytes of the manifest.
    pub fn manifest(self) -> Option<Vec<u8>> {
        manifest_of(str::from_utf8(self.stored(CURRENT)?).ok()?)
    }

    /// A file, inflated.
    pub fn file(self, file: File) -> Option<Vec<u8>> {
        inflated(self.stored(&["search/", &file.path()].concat())?)
    }

    fn stored(&self, path: &str) -> Option<&[u8]> {
        match self.0.get(&OutPath::new(path))? {
            Blob::Bytes(bytes, _) => Some(bytes),
            Blob::Packed(_) | Blob::Copy { .. } | Blob::Text { .. } => None,
        }
    }
}

impl Fetch for Index<'_> {
    fn fetch(&mut self, file: File) -> Option<Vec<u8>> {
        self.file(file)
    }
}

/// What stored bytes inflate to; none if they are damaged.
pub fn inflated(stored: &[u8]) -> Option<Vec<u8>> {
    use std::io::Read;
    let mut raw = Vec::with_capacity(stored.len().saturating_mul(3));
    let read = flate2::read::DeflateDecoder::new(stored).take(MOST_BYTES).read_to_end(&mut raw).ok()?;
    (read as u64 != MOST_BYTES).then_some(raw)
}

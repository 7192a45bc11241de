//! What a build wants to stand in the output folder.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::base::digest::Digest;
use crate::base::path::{OutPath, SourcePath};

/// Every file of the published site.
#[derive(Clone, Debug, Default, Eq)]
pub struct Outputs(BTreeMap<OutPath, Blob>);

/// The content of one published file. Equal where the bytes are, wherever they come from.
#[derive(Clone, Debug, Eq)]
pub enum Blob {
    /// Made by the build.
    Bytes(Arc<[u8]>, Digest),
    /// Made by the build and held deflated, for whoever keeps a large site in memory.
    Packed(Packed),
    /// A file of the sources, copied as it is and never held.
    Copy {
        /// The file, below the root.
        from: SourcePath,
        /// Of its bytes.
        digest: Digest,
    },
    /// A text of the sources, in UTF-8 whatever it is there, and never held.
    Text {
        /// The file, below the root.
        from: SourcePath,
        /// Of the text.
        digest: Digest,
    },
}

/// Bytes that are held deflated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    deflated: Arc<[u8]>,
    /// Of the bytes themselves.
    digest: Digest,
    /// How many they are.
    len: usize,
}

impl Packed {
    /// How many bytes it holds, inflated.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The bytes themselves.
    pub(super) fn unpack(&self) -> io::Result<Arc<[u8]>> {
        let mut bytes = Vec::with_capacity(self.len);
        DeflateDecoder::new(&*self.deflated).read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }
}

impl Blob {
    /// The blob of some bytes.
    pub fn bytes(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let digest = Digest::of(&bytes);
        Self::Bytes(bytes, digest)
    }

    /// The blob of some bytes that are looked at seldom: a page takes a quarter of its room, and the quickest deflating
    /// costs a tenth of rendering it.
    pub fn packed(bytes: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
        // Writing to memory cannot fail; if it did, the bytes are still here.
        match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
            Ok(deflated) => {
                Self::Packed(Packed { deflated: deflated.into(), digest: Digest::of(bytes), len: bytes.len() })
            }
            Err(_) => Self::bytes(bytes),
        }
    }

    /// Of the file's bytes.
    pub fn digest(&self) -> Digest {
        match self {
            Self::Bytes(_, digest)
            | Self::Packed(Packed { digest, .. })
            | Self::Copy { digest, .. }
            | Self::Text { digest, .. } => *digest,
        }
    }
}

impl PartialEq for Blob {
    fn eq(&self, other: &Self) -> bool {
        self.digest() == other.digest()
    }
}

/// Contents first: two sites that differ have as many files nearly always, and paths that are long and alike.
impl PartialEq for Outputs {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.0.values().eq(other.0.values()) && self.0.keys().eq(other.0.keys())
    }
}

impl Outputs {
    /// Adds a file; a later one at the same path replaces it and is given back.
    pub fn insert(&mut self, path: OutPath, blob: Blob) -> Option<Blob> {
        self.0.insert(path, blob)
    }

    /// The file at `path`.
    pub fn get(&self, path: &OutPath) -> Option<&Blob> {
        self.0.get(path)
    }

    /// Every file, in path order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&OutPath, &Blob)> {
        self.0.iter()
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds every file of `other`.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::read_blob;

    #[test]
    fn what_is_packed_is_smaller_and_the_same() {
        for bytes in [Vec::new(), b"<p>visa</p>".to_vec(), b"<li>visa</li>".repeat(500)] {
            let Blob::Packed(packed) = Blob::packed(&bytes) else { panic!("nothing fails in memory") };
            assert!(bytes.len() < 1000 || packed.deflated.len() * 4 < bytes.len());
            let (plain, packed) = (Blob::bytes(bytes.clone()), Blob::Packed(packed));
            assert_eq!(plain.digest(), packed.digest());
            assert_eq!(*read_blob(std::path::Path::new(""), &packed).unwrap(), *bytes);
        }
    }
}

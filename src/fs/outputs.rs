//! What a build wants to stand in the output folder.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::digest::Digest;
use crate::base::path::{OutPath, SourcePath};

/// Every file of the published site.
#[derive(Clone, Debug, Default, Eq)]
pub struct Outputs(BTreeMap<OutPath, Blob>);

/// The content of one published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blob {
    /// Made by the build.
    Bytes(Arc<[u8]>, Digest),
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

impl Blob {
    /// The blob of some bytes.
    pub fn bytes(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let digest = Digest::of(&bytes);
        Self::Bytes(bytes, digest)
    }

    /// Of the file's bytes.
    pub fn digest(&self) -> Digest {
        match self {
            Self::Bytes(_, digest) | Self::Copy { digest, .. } | Self::Text { digest, .. } => *digest,
        }
    }
}

/// Digests first: two sites that differ have as many files nearly always, and paths that are long and alike.
impl PartialEq for Outputs {
    fn eq(&self, other: &Self) -> bool {
        let same_digests = || self.0.values().map(Blob::digest).eq(other.0.values().map(Blob::digest));
        self.len() == other.len() && same_digests() && self.0 == other.0
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

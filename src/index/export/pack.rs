//! Bytes to stored files: deflated, and named by what they hold.

use guildhall_search::{File, Hash};
use libdeflater::{CompressionLvl, Compressor};

use crate::base::digest::{Digest, Digester};
use crate::fs::Blob;

/// The whole index of 2,800 pages, whose files are small, on one core: 112 ms, with zlib-rs 230 ms at its level 3 for as
/// many bytes. Level 6 takes 188 ms for 0.7 % fewer, zlib-rs's 6 takes 253 ms for 0.4 % fewer.
const LEVEL: i32 = 1;
/// An empty stored block of deflate, not the last: it inflates to nothing.
const NOTHING: [u8; 5] = [0, 0, 0, 0xff, 0xff];

/// A file as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Which.
    pub file: File,
    /// Its bytes, deflated.
    pub blob: Blob,
}

/// Deflates; a thread keeps one, for its tables.
pub struct Packer {
    compressor: Compressor,
    /// The file at hand, and behind it what larger ones left.
    room: Vec<u8>,
    /// So many empty blocks stand before the content of every file: other bytes and so other names, should two files of
    /// a site share one.
    salt: u8,
}

impl Packer {
    /// A packer with this salt; usually 0.
    pub fn new(salt: u8) -> Self {
        let compressor = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
        Self { compressor, room: Vec::new(), salt }
    }

    /// Deflates `raw`.
    pub(super) fn pack(&mut self, raw: &[u8]) -> Blob {
        let start = usize::from(self.salt) * NOTHING.len();
        let mut least = start + self.compressor.deflate_compress_bound(raw.len());
        loop {
            self.room.resize(least.max(self.room.len()), 0);
            let (before, rest) = self.room.split_at_mut(start);
            if let Ok(length) = self.compressor.deflate_compress(raw, rest) {
                before.chunks_mut(NOTHING.len()).for_each(|block| block.copy_from_slice(&NOTHING));
                return Blob::bytes(self.room.get(..start + length).unwrap_or_default());
            }
            // More than the bound is never needed.
            least = least * 2 + 64;
        }
    }

    /// Deflates `raw` and names the file by the result.
    pub(super) fn make(&mut self, raw: &[u8], file: impl Fn(Hash) -> File) -> Made {
        let blob = self.pack(raw);
        Made { file: file(hash_of(blob.digest())), blob }
    }
}

/// The name of a file by the digest of its stored bytes.
pub(super) fn hash_of(digest: Digest) -> Hash {
    let mut hash = Hash::default();
    for (to, from) in hash.0.iter_mut().zip(digest.as_bytes()) {
        *to = *from;
    }
    hash
}

/// How many bytes are stored.
pub(super) fn stored(blob: &Blob) -> usize {
    match blob {
        Blob::Bytes(bytes, _) => bytes.len(),
        // None of them is made here.
        Blob::Packed(_) | Blob::Copy { .. } | Blob::Text { .. } => 0,
    }
}

/// The name of several files together.
pub(super) fn hash_of_all<'a>(files: impl Iterator<Item = &'a Blob>) -> Hash {
    let mut digester = Digester::default();
    for file in files {
        digester.digest(file.digest());
    }
    hash_of(digester.finish())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn inflated(blob: &Blob) -> Vec<u8> {
        let Blob::Bytes(bytes, _) = blob else { return Vec::new() };
        let mut raw = Vec::new();
        flate2::read::DeflateDecoder::new(&**bytes).read_to_end(&mut raw).unwrap();
        raw
    }

    #[test]
    fn what_is_packed_inflates_whatever_its_salt() {
        let noise: Vec<u8> = (0_u32..9_000).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect();
        for raw in [&b""[..], b"visa visa visa", &noise, &vec![7; 100_000]] {
            let (mut plain, mut salted) = (Packer::new(0), Packer::new(2));
            assert_eq!(inflated(&plain.pack(raw)), raw);
            assert_eq!(plain.pack(raw), plain.pack(raw), "nothing is left over");
            assert_eq!(inflated(&salted.pack(raw)), raw);
            assert_ne!(plain.make(raw, File::List).file, salted.make(raw, File::List).file);
        }
    }
}

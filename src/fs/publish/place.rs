//! Single output files: where they may stand, whether one is right already, writing one.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use super::super::read::{below, open, open_itself, read_blob};
use super::super::{Blob, FsError, Outputs};
use super::PublishError;
use super::manifest::OWN;
use crate::base::digest::Digest;
use crate::base::path::OutPath;

/// Holds every path of `outputs` to the rules: relative, no part that climbs or is ours, and no file that would have
/// to be a folder as well. The layers above see to it; this is the last door before the disk.
pub(super) fn check_paths(outputs: &Outputs) -> Result<(), PublishError> {
    let refuse = |path: &OutPath, why: String| Err(PublishError::Path { path: path.clone(), why });
    let mut folders = BTreeSet::new();
    for (path, _) in outputs.iter() {
        if let Err(why) = is_safe(path.as_str()) {
            return refuse(path, why.into());
        }
        folders.extend(folders_of(path.as_str()));
    }
    match outputs.iter().find(|(path, _)| folders.contains(path.as_str())) {
        Some((path, _)) => Err(is_folder(path)),
        None => Ok(()),
    }
}

/// The refusal of a file that would have to be a folder as well.
pub(super) fn is_folder(path: &OutPath) -> PublishError {
    PublishError::Path { path: path.clone(), why: "there is a folder of this name as well".into() }
}

/// Whether a file may stand at `path` below the output folder.
pub(super) fn is_safe(path: &str) -> Result<(), &'static str> {
    if path.starts_with(OWN) {
        return Err("names that start with `.guildhall` are kept for Guildhall itself");
    }
    for part in path.split('/') {
        if part.is_empty() || part == "." || part == ".." {
            return Err("a part of its path is empty, `.` or `..`");
        }
        if part.contains(['\0', '\\']) || (cfg!(windows) && part.contains(':')) {
            return Err("a part of its path holds a letter that file names cannot have");
        }
    }
    Ok(())
}

/// Every folder above `path`, the nearest first.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/').map(|(folder, _)| folder), |folder| {
        folder.rsplit_once('/').map(|(up, _)| up)
    })
}

/// Whether the plain file at `path` holds the bytes of `blob`. A link is no plain file.
pub(super) fn is_same(path: &Path, blob: &Blob) -> bool {
    holds(path, blob).unwrap_or(false)
}

fn holds(path: &Path, blob: &Blob) -> Result<bool, FsError> {
    let (mut file, meta) = open_itself(path)?;
    match blob {
        Blob::Bytes(bytes, _) => {
            if meta.len() != bytes.len() as u64 {
                return Ok(false);
            }
            let mut there = Vec::with_capacity(bytes.len() + 1);
            file.read_to_end(&mut there).map_err(FsError::io("read", path))?;
            Ok(there == **bytes)
        }
        Blob::Packed(packed) if meta.len() != packed.len() as u64 => Ok(false),
        Blob::Packed(_) | Blob::Copy { .. } | Blob::Text { .. } => {
            Ok(Digest::of_reader(file).map_err(FsError::io("read", path))?.1 == blob.digest())
        }
    }
}

/// [`is_same`] where only the digest of the bytes is known.
pub(super) fn has_digest(path: &Path, digest: Digest) -> bool {
    open_itself(path).is_ok_and(|(file, _)| Digest::of_reader(file).is_ok_and(|(_, there)| there == digest))
}

/// Writes `blob` to a new file at `path`; gives its length. A copied file has to be the one that was scanned.
pub(super) fn write_new(root: &Path, path: &Path, blob: &Blob) -> Result<u64, FsError> {
    let mut new = File::create_new(path).map_err(FsError::io("write", path))?;
    match blob {
        Blob::Bytes(bytes, _) => {
            new.write_all(bytes).map_err(FsError::io("write", path))?;
            Ok(bytes.len() as u64)
        }
        Blob::Packed(_) | Blob::Text { .. } => {
            let bytes = read_blob(root, blob)?;
            new.write_all(&bytes).map_err(FsError::io("write", path))?;
            Ok(bytes.len() as u64)
        }
        Blob::Copy { from, digest } => {
            let source = below(root, from)?;
            let (file, _) = open(&source)?;
            let mut copied = Copied { new, failed: false };
            let (len, read) = Digest::of_reader(Tee { from: file, to: &mut copied }).map_err(|error| {
                let (action, path) = if copied.failed { ("write", path) } else { ("read", source.as_path()) };
                FsError::io(action, path)(error)
            })?;
            if read == *digest { Ok(len) } else { Err(FsError::Changed { path: source }) }
        }
    }
}

/// The file that a [`Tee`] fills.
struct Copied {
    new: File,
    /// It was this side that failed.
    failed: bool,
}

/// Writes down all that is read through it.
struct Tee<'a> {
    from: File,
    to: &'a mut Copied,
}

impl Read for Tee<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        let bytes = buffer.get(..count).unwrap_or_default();
        self.to.new.write_all(bytes).inspect_err(|_| self.to.failed = true)?;
        Ok(count)
    }
}

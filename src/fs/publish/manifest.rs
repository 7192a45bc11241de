//! The list of what is published, in the output folder itself: the marker, and the journal of a publishing under way.
//!
//! Both have one form: `{"guildhall": 1, "files": {"a/index.html": "DIGEST"}}`. They name published files and nothing
//! else, since they are published too.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::super::FsError;
use super::super::stamp::Stamp;
use super::PublishError;
use super::place::is_safe;
use crate::base::digest::Digest;
use crate::base::path::OutPath;

/// The file that marks an output folder as Guildhall's and lists what was published there.
pub const MARKER: &str = ".guildhall.json";
/// Stands beside the marker while a publishing by difference is under way: all that may be there because of it.
pub(super) const JOURNAL: &str = ".guildhall-journal.json";
/// New files on their way to their place.
pub(super) const WORK: &str = ".guildhall-work";
/// How all our own names at the top of the folder start.
pub(super) const OWN: &str = ".guildhall";

/// What is published in a folder.
pub(super) type Known = BTreeMap<OutPath, KnownFile>;

/// A published file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct KnownFile {
    /// Of what was published; `None` if a run was killed and it may be old or new.
    pub(super) digest: Option<Digest>,
    /// How the file looked when this run last saw it with that digest.
    pub(super) stamp: Option<Stamp>,
}

#[derive(serde::Serialize)]
struct Written<'a> {
    guildhall: u32,
    files: BTreeMap<&'a OutPath, Digest>,
}

#[derive(serde::Deserialize)]
struct Read {
    guildhall: u32,
    files: BTreeMap<String, String>,
}

const VERSION: u32 = 1;

/// Writes a list to `name` in `folder`, in one step.
pub(super) fn write<'a>(
    folder: &Path,
    name: &str,
    files: impl Iterator<Item = (&'a OutPath, Digest)>,
) -> Result<(), FsError> {
    let path = folder.join(name);
    let files = files.collect();
    let text = serde_json::to_vec_pretty(&Written { guildhall: VERSION, files })
        .map_err(|error| FsError::io("write", &path)(io::Error::other(error)))?;
    let new = folder.join(format!("{OWN}-new"));
    let written = fs::write(&new, text).and_then(|()| fs::rename(&new, &path));
    written.map_err(|error| {
        let _ = fs::remove_file(&new);
        FsError::io("write", &path)(error)
    })
}

/// All that was published in `folder`, or may have been by a run that was killed.
pub(super) fn read(folder: &Path) -> Result<Known, PublishError> {
    let mut known = Known::new();
    for (path, digest) in list(folder, MARKER)? {
        known.insert(path, KnownFile { digest, stamp: None });
    }
    for (path, digest) in list(folder, JOURNAL)? {
        let file = known.entry(path).or_default();
        if file.digest != digest {
            file.digest = None;
        }
    }
    Ok(known)
}

fn list(folder: &Path, name: &str) -> Result<Vec<(OutPath, Option<Digest>)>, PublishError> {
    let path = folder.join(name);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(FsError::io("read", &path)(error).into()),
    };
    let refused = |why: &str| PublishError::refused(folder, format!("its list `{name}` {why}; {REMOVE}"));
    let read: Read = serde_json::from_slice(&bytes).map_err(|_| refused("cannot be read"))?;
    if read.guildhall != VERSION {
        return Err(refused("was written by another version of Guildhall"));
    }
    // Somebody may have changed the list: a path that leads out must not lead to a file being deleted.
    let safe = read.files.into_iter().filter(|(path, _)| is_safe(path).is_ok());
    Ok(safe.map(|(path, digest)| (OutPath::new(path), Digest::parse(&digest))).collect())
}

const REMOVE: &str = "remove the folder yourself, or choose another";

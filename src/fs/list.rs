//! Lists a folder: the names in it, with what the system tells of each without opening it.
//!
//! Every round of `serve` asks for the stamp of every file of the site, so this is made of as few system calls as there
//! can be: names are looked up inside the open folder, not by their whole path, and what is left out is not asked for.

use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::Path;

use super::stamp::Stamp;

/// Something in a folder.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: OsString,
    pub(super) kind: Kind,
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File(Stamp),
    Folder,
    Link,
    /// A pipe, a socket or a device.
    Other,
}

/// What is in a folder, by name; without the names that `is_left_out` says.
pub(super) fn list(folder: &Path, is_left_out: impl Fn(&OsStr) -> bool) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if is_left_out(&name) {
            continue;
        }
        match entry.file_type().and_then(|is| kind(&entry, is)) {
            Ok(kind) => entries.push(Entry { name, kind }),
            // Taken away since the folder was opened: as if the scan had come later.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    entries.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    Ok(entries)
}

fn kind(entry: &DirEntry, is: FileType) -> io::Result<Kind> {
    Ok(if is.is_file() {
        Kind::File(Stamp::of(&entry.metadata()?))
    } else if is.is_dir() {
        Kind::Folder
    } else if is.is_symlink() {
        Kind::Link
    } else {
        Kind::Other
    })
}

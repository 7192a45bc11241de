//! A tree of folders on the disk: listed, made and taken away, a level at a time on all threads.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::FsError;

/// What is below a folder, by path below it. Links are not followed: they are files here.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Files, links and whatever else is no folder, sorted.
    pub(super) files: Vec<PathBuf>,
    /// Folders, outer ones before those in them.
    pub(super) folders: Vec<PathBuf>,
}

/// Lists all that is below `top`.
pub(super) fn list(top: &Path) -> Result<Listing, FsError> {
    let mut listing = Listing::default();
    let mut level = vec![PathBuf::new()];
    while !level.is_empty() {
        let inside: Result<Vec<Listing>, FsError> = level.par_iter().map(|folder| list_one(top, folder)).collect();
        level.clear();
        for one in inside? {
            listing.files.extend(one.files);
            level.extend(one.folders);
        }
        listing.folders.extend(level.iter().cloned());
    }
    listing.files.sort_unstable();
    Ok(listing)
}

fn list_one(top: &Path, folder: &Path) -> Result<Listing, FsError> {
    let there = top.join(folder);
    let mut listing = Listing::default();
    let mut read = || -> io::Result<()> {
        for entry in fs::read_dir(&there)? {
            let entry = entry?;
            let of_kind = if entry.file_type()?.is_dir() { &mut listing.folders } else { &mut listing.files };
            of_kind.push(folder.join(entry.file_name()));
        }
        Ok(())
    };
    read().map_err(FsError::io("read the folder", &there))?;
    Ok(listing)
}

/// Does `what` with each of `folders`, those at the same depth side by side and outer ones first, or last.
pub(super) fn each_folder<P: AsRef<Path> + Sync>(
    folders: impl IntoIterator<Item = P>,
    outer_first: bool,
    what: impl Fn(&Path) -> Result<(), FsError> + Sync,
) -> Result<(), FsError> {
    let mut levels = BTreeMap::<usize, Vec<P>>::new();
    for folder in folders {
        levels.entry(folder.as_ref().components().count()).or_default().push(folder);
    }
    let mut levels: Vec<_> = levels.into_values().collect();
    if !outer_first {
        levels.reverse();
    }
    for level in levels {
        level.par_iter().map(|folder| what(folder.as_ref())).collect::<Result<Vec<()>, _>>()?;
    }
    Ok(())
}

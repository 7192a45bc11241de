//! What a run that was killed left beside the output folder or in it, and the old tree after an exchange.
//!
//! A tree is taken away by the list in its own marker. A file the list does not name was put there by somebody else in
//! the moment of the exchange: it is moved to the new tree.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::FsError;
use super::PublishError;
use super::manifest::{self, MARKER, OWN, WORK};
use super::tree::{self, Listing};
use crate::base::path::OutPath;

/// A new tree, or the old one once they are exchanged: `.public.guildhall-stage-PID`.
pub(super) const STAGE: &str = "guildhall-stage";
/// The old tree between two renames: `.public.guildhall-old-PID`.
pub(super) const OLD: &str = "guildhall-old";

/// The name of a tree of this process beside `target`; `None` if there is no beside.
pub(super) fn beside(target: &Path, role: &str) -> Option<PathBuf> {
    let name = target.file_name()?.to_str()?;
    Some(target.parent()?.join(format!(".{name}.{role}-{}", std::process::id())))
}

/// Finishes an exchange by two renames that was killed between them: `target` is gone, both trees stand beside it.
pub(super) fn finish_renames(target: &Path) -> Result<(), PublishError> {
    if target.exists() {
        return Ok(());
    }
    let old = trees(target, OLD);
    let Some(old) = old.first() else { return Ok(()) };
    let stage = trees(target, STAGE).into_iter().find(|stage| stage.join(MARKER).is_file());
    let whole = stage.as_ref().unwrap_or(old);
    Ok(fs::rename(whole, target).map_err(FsError::io("put back", target))?)
}

/// Takes away what lies beside `target` and in it. Only the run that holds the folder may do so.
pub(super) fn clean(target: &Path) -> Result<(), PublishError> {
    for tree in trees(target, STAGE).into_iter().chain(trees(target, OLD)) {
        retire(&tree, target);
    }
    let work = target.join(WORK);
    if fs::symlink_metadata(&work).is_ok() {
        fs::remove_dir_all(&work).map_err(FsError::io("remove", &work))?;
    }
    Ok(())
}

/// Takes away what `listing` names of the tree `old`, all but its marker: a run that finds that can go on.
pub(super) fn remove(old: &Path, listing: &Listing) {
    listing.files.par_iter().filter(|file| file.as_os_str() != MARKER).for_each(|file| {
        let _ = fs::remove_file(old.join(file));
    });
    let _ = tree::each_folder(&listing.folders, false, |folder| {
        // Fails if something is left in it.
        let _ = fs::remove_dir(old.join(folder));
        Ok(())
    });
}

/// Takes away the tree `old`. What cannot be taken away is left for the next run.
pub(super) fn retire(old: &Path, target: &Path) {
    if !old.join(MARKER).is_file() {
        // Not finished, or an empty folder: nothing in it is the only one of its kind.
        let _ = fs::remove_dir_all(old);
        return;
    }
    let (Ok(known), Ok(mut listing)) = (manifest::read(old), tree::list(old)) else { return };
    listing.files.retain(|path| {
        let ours = path.to_str().is_some_and(|text| text.starts_with(OWN) || known.contains_key(&OutPath::new(text)));
        if ours || fs::symlink_metadata(target.join(path)).is_ok() {
            return true;
        }
        let new = target.join(path);
        let _ = new.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::rename(old.join(path), &new));
        false
    });
    remove(old, &listing);
    let only_the_list = fs::read_dir(old).is_ok_and(|entries| entries.count() == 1);
    if only_the_list {
        let _ = fs::remove_dir_all(old);
    }
}

/// The trees of `role` beside `target`, of any process.
fn trees(target: &Path, role: &str) -> Vec<PathBuf> {
    let (Some(parent), Some(name)) = (target.parent(), target.file_name().and_then(|name| name.to_str())) else {
        return Vec::new();
    };
    let start = format!(".{name}.{role}-");
    let ours = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(&start));
        let numbered =
            number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
        numbered && entry.file_type().is_ok_and(|kind| kind.is_dir())
    };
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let mut trees: Vec<_> = entries.filter(ours).map(|entry| entry.path()).collect();
    trees.sort();
    trees
}

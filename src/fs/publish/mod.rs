//! Puts a built site into the output folder, so that whoever reads it meanwhile sees whole pages.
//!
//! Two ways. [`Target::draft`] builds the new tree beside the folder and swaps the two in one step: killed at any
//! moment, the old site or the new one stands there whole. [`Target::difference`] changes only what differs, file by
//! file in an order that keeps every page whole with what it needs; it serves those that publish often, and folders
//! that cannot be renamed. Both leave an unchanged file alone, bytes and times, after comparing its bytes: whatever
//! somebody did to the folder by hand is seen and mended.
//!
//! What Guildhall published is listed in the marker [`MARKER`]. Files it does not list belong to somebody else: they
//! are carried over and never overwritten or deleted. A folder without marker is taken only if it is empty.
//!
//! Nothing waits for the disk: this is about being killed, not about a loss of power. After that a file may be empty;
//! the next run compares bytes and mends it.

mod check;
mod difference;
mod exchange;
mod leftover;
mod manifest;
mod place;
mod tree;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

pub use check::check_target;
pub use exchange::Draft;
pub use manifest::MARKER;

use self::manifest::Known;
use super::error::plain;
use super::{FsError, Outputs};
use crate::base::path::OutPath;

/// Why nothing, or not all, was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The folder is not one to write into.
    #[error("{} is left alone: {why}", plain(target))]
    Refused {
        /// The output folder, or the file in it that is in the way.
        target: PathBuf,
        /// The reason, a sentence that says what to do.
        why: String,
    },
    /// Another run publishes into the folder.
    #[error("another guildhall is publishing into {}; stop it or choose another output folder", plain(target))]
    Busy {
        /// The output folder.
        target: PathBuf,
    },
    /// The build wants a file where there can be none.
    #[error("the output file `{}` cannot be written: {why}", plain(Path::new(path.as_str())))]
    Path {
        /// The file.
        path: OutPath,
        /// The reason.
        why: String,
    },
    /// A file failed.
    #[error(transparent)]
    File(#[from] FsError),
}

impl PublishError {
    /// Whether this was refused for safety, rather than failed.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::Busy { .. })
    }

    /// Whether a file changed while it was being used: trying again helps.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::File(FsError::Changed { .. }))
    }

    fn refused(target: &Path, why: impl Into<String>) -> Self {
        Self::Refused { target: target.to_path_buf(), why: why.into() }
    }
}

/// How a site was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The folder was replaced in one step.
    Exchange,
    /// What differed was replaced.
    Difference,
}

/// What publishing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// How it was done.
    pub way: Way,
    /// Files written.
    pub written: usize,
    /// Files that were right already and keep bytes and times.
    pub kept: usize,
    /// Published files that are gone now.
    pub deleted: usize,
    /// Bytes written.
    pub bytes: u64,
}

/// An output folder, held for one run. Another run that wants it meanwhile is told that it is busy.
#[derive(Debug)]
pub struct Target {
    /// The root of the site, which files are copied from.
    root: PathBuf,
    /// The content folder, below the root.
    content: String,
    /// The folder, its links resolved.
    path: PathBuf,
    /// Keeps other runs out as long as it is open; `None` where the file system cannot.
    lock: Option<File>,
    /// Made by this run: taken away again if nothing was published.
    made: bool,
    /// What is published there; `None` is to be read from the folder.
    known: Option<Known>,
}

impl Target {
    /// Takes the output folder `out` of the site at `root`, whose pages lie in `content` below it. Makes the folder if
    /// there is none, and cleans up after a run that was killed.
    ///
    /// # Errors
    /// See [`check_target`]; or if another run holds the folder, or it cannot be made or read.
    pub fn open(root: &Path, content: &str, out: &Path) -> Result<Self, PublishError> {
        let path = check_target(root, content, out)?;
        leftover::finish_renames(&path)?;
        let made = !path.exists();
        fs::create_dir_all(&path).map_err(FsError::io("make the folder", &path))?;
        let lock = lock(&path)?;
        // Again, now that nobody else changes it.
        check::check_folder(&path)?;
        leftover::clean(&path)?;
        Ok(Self { root: root.to_path_buf(), content: content.to_owned(), path, lock, made, known: None })
    }

    /// The folder, its links resolved.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins a site that is published in one step once all its parts are there. Where the folder cannot be exchanged (a
    /// mount point, a parent that may not be written), by difference.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn draft(&mut self) -> Result<Draft<'_>, PublishError> {
        self.hold()?;
        Draft::new(self)
    }

    /// Publishes `outputs` by changing what differs. Published files below the folders `but` (with `/` at the end, as
    /// in `search/`) that are not among `outputs` stay: their half of the build is still to come.
    ///
    /// # Errors
    /// If a file of somebody else is in the way, or a new file cannot be written: then the old site stands as before.
    /// If one cannot be moved into place or deleted, every page is whole and the next call goes on.
    pub fn difference(&mut self, outputs: &Outputs, but: &[&str]) -> Result<Published, PublishError> {
        place::check_paths(outputs)?;
        self.hold()?;
        difference::difference(self, outputs, but)
    }

    /// Makes sure that the folder is still the one that is locked: somebody may have removed or replaced it.
    fn hold(&mut self) -> Result<(), PublishError> {
        let Some(lock) = &self.lock else { return Ok(()) };
        if !same_folder(lock, &self.path) {
            self.made = false;
            let content = std::mem::take(&mut self.content);
            *self = Self::open(&self.root.clone(), &content, &self.path.clone())?;
        }
        Ok(())
    }

    /// What is published in the folder: as this run left it, else by its list.
    fn take_known(&mut self) -> Result<Known, PublishError> {
        self.known.take().map_or_else(|| manifest::read(&self.path), Ok)
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        // Said outright: a process forked just now by another thread still holds a copy of the open folder.
        let _ = self.lock.as_ref().map(File::unlock);
        if self.made {
            // Succeeds only if it is empty.
            let _ = fs::remove_dir(&self.path);
        }
    }
}

/// Locks the folder itself: no lock file lies about, and the lock ends with the process.
fn lock(path: &Path) -> Result<Option<File>, PublishError> {
    for _ in 0..10 {
        let Ok(folder) = File::open(path) else { return Ok(None) };
        match folder.try_lock() {
            // Between opening and locking, the run that held it may have exchanged it.
            Ok(()) if !same_folder(&folder, path) => {}
            Ok(()) => return Ok(Some(folder)),
            Err(TryLockError::WouldBlock) => break,
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
    Err(PublishError::Busy { target: path.to_path_buf() })
}

#[cfg(unix)]
fn same_folder(open: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(open), Ok(there)) = (open.metadata(), fs::symlink_metadata(path)) else { return false };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn same_folder(_: &File, path: &Path) -> bool {
    path.is_dir()
}

#[cfg(test)]
mod tests;

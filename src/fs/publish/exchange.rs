//! Publishing in one step: a whole new tree beside the old one, then the two change places.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::{Blob, FsError, Outputs};
use super::manifest::{self, Known, MARKER, OWN};
use super::place::{check_paths, folders_of, has_digest, is_folder, is_same, write_new};
use super::tree::{self, Listing};
use super::{PublishError, Published, Target, Way, leftover};
use crate::base::digest::Digest;
use crate::base::path::OutPath;

/// A site on its way into the folder, part by part. Where the folder can be exchanged, a part is written as it is added
/// and need not be held any longer; elsewhere all are held until the last is there.
pub struct Draft<'a> {
    target: &'a mut Target,
    staged: Option<Staged>,
    held: Outputs,
}

impl<'a> Draft<'a> {
    /// An empty draft for `target`.
    pub(super) fn new(target: &'a mut Target) -> Result<Self, PublishError> {
        let staged = Staged::beside(target)?;
        Ok(Self { target, staged, held: Outputs::default() })
    }

    /// Adds a part of the site. No file may belong to two parts.
    ///
    /// # Errors
    /// If a file of somebody else is in the way, or a file cannot be written: then the draft cannot be finished.
    pub fn add(&mut self, outputs: &Outputs) -> Result<(), PublishError> {
        check_paths(outputs)?;
        let Some(staged) = &mut self.staged else {
            self.held.extend(outputs.clone());
            return Ok(());
        };
        staged.add(self.target, outputs)
    }

    /// Publishes all that was added, in one step where that can be done, else by difference.
    ///
    /// # Errors
    /// If a file of somebody else is in the way, or a file cannot be written: then the old site stands as before.
    pub fn publish(self) -> Result<Published, PublishError> {
        let Self { target, staged, mut held } = self;
        if let Some(mut staged) = staged {
            if let Some(published) = staged.publish(target)? {
                return Ok(published);
            }
            held = staged.read_back()?;
        }
        target.difference(&held, &[])
    }
}

/// A new tree beside the folder, and what has to be known of both.
pub(super) struct Staged {
    stage: Stage,
    known: Known,
    /// What stands in the new tree.
    files: BTreeMap<OutPath, Digest>,
    folders: BTreeSet<String>,
    /// The files among them that are copied from the sources.
    copies: Outputs,
    /// How many of them were written, and how long they are.
    written: usize,
    bytes: u64,
}

impl Staged {
    /// An empty tree beside the folder of `target`; `None` if there can be none.
    pub(super) fn beside(target: &mut Target) -> Result<Option<Self>, PublishError> {
        let Some(stage) = Stage::beside(&target.path)? else { return Ok(None) };
        let known = target.take_known()?;
        let foreign = Foreign::find(&tree::list(&target.path)?, &known);
        if !foreign.can_be_carried(&target.path, &stage.path) {
            return Ok(None);
        }
        let (files, folders, copies) = (BTreeMap::new(), BTreeSet::new(), Outputs::default());
        Ok(Some(Self { stage, known, files, folders, copies, written: 0, bytes: 0 }))
    }

    /// Adds files: what is unchanged is linked from the old tree, the rest is written.
    pub(super) fn add(&mut self, target: &Target, outputs: &Outputs) -> Result<(), PublishError> {
        let folders: BTreeSet<&str> = outputs.iter().flat_map(|(path, _)| folders_of(path.as_str())).collect();
        let file_below = folders.iter().map(|folder| OutPath::new(*folder)).find(|path| self.files.contains_key(path));
        let mut paths = outputs.iter().map(|(path, _)| path);
        if let Some(path) = paths.find(|path| self.folders.contains(path.as_str())).or(file_below.as_ref()) {
            return Err(is_folder(path));
        }
        let folders: Vec<&str> = folders.into_iter().filter(|folder| !self.folders.contains(*folder)).collect();
        tree::each_folder(&folders, true, |folder| {
            let folder = self.stage.path.join(folder);
            fs::create_dir(&folder).map_err(FsError::io("make the folder", &folder))
        })?;
        self.folders.extend(folders.into_iter().map(str::to_owned));
        let all: Vec<(&OutPath, &Blob)> = outputs.iter().collect();
        let written: Result<Vec<Option<u64>>, FsError> =
            all.par_iter().map(|(path, blob)| self.put(target, path, blob)).collect();
        for bytes in written?.into_iter().flatten() {
            self.written += 1;
            self.bytes += bytes;
        }
        for (path, blob) in all {
            self.files.insert(path.clone(), blob.digest());
            if let Blob::Copy { .. } | Blob::Text { .. } = blob {
                self.copies.insert(path.clone(), blob.clone());
            }
        }
        Ok(())
    }

    /// Puts one file into the new tree; gives its length if it was written.
    fn put(&self, target: &Target, path: &OutPath, blob: &Blob) -> Result<Option<u64>, FsError> {
        let new = self.stage.path.join(path.as_str());
        if self.known.get(path).is_some_and(|file| file.digest.is_none_or(|digest| digest == blob.digest())) {
            let old = target.path.join(path.as_str());
            // Where the file system has no links or does not let us, the file is written anew.
            if is_same(&old, blob) && fs::hard_link(&old, &new).is_ok() {
                return Ok(None);
            }
        }
        write_new(&target.root, &new, blob).map(Some)
    }

    /// Swaps the trees, or gives `None` if the folder cannot be exchanged after all.
    fn publish(&mut self, target: &mut Target) -> Result<Option<Published>, PublishError> {
        let path = target.path.clone();
        // As it is now: the site may have taken long to make, and people put files here meanwhile.
        let listing = tree::list(&path)?;
        let foreign = Foreign::find(&listing, &self.known);
        foreign.check(&path, &self.files, &self.folders)?;
        if !foreign.carry(&path, &self.stage.path, &self.files) {
            return Ok(None);
        }
        manifest::write(&self.stage.path, MARKER, self.files.iter().map(|(path, digest)| (path, *digest)))?;
        // Locked before it stands at its place: nobody can slip in between.
        let lock = File::open(&self.stage.path).ok().filter(|folder| folder.try_lock().is_ok());
        let Some(old) = self.stage.swap(&path)? else { return Ok(None) };
        target.made = false;
        target.lock = lock;
        leftover::remove(&old, &listing);
        leftover::retire(&old, &path);
        let kept = self.files.len() - self.written;
        let deleted = self.known.keys().filter(|path| !self.files.contains_key(*path)).count();
        Ok(Some(Published { way: Way::Exchange, written: self.written, kept, deleted, bytes: self.bytes }))
    }

    /// What was added, from the tree that stays where it is.
    pub(super) fn read_back(self) -> Result<Outputs, FsError> {
        let mut outputs = self.copies;
        for path in self.files.into_keys().filter(|path| outputs.get(path).is_none()).collect::<Vec<_>>() {
            let there = self.stage.path.join(path.as_str());
            let bytes = fs::read(&there).map_err(FsError::io("read", &there))?;
            outputs.insert(path, Blob::bytes(bytes));
        }
        Ok(outputs)
    }
}

/// What a link that is only tried is called.
const TRIAL: &str = ".guildhall-trial";

/// What somebody else put into the output folder: a `CNAME`, a `.htaccess`, a whole `.git`.
struct Foreign {
    /// Files, links and whatever else is no folder.
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Foreign {
    fn find(listing: &Listing, known: &Known) -> Self {
        let ours: BTreeSet<&str> = known.keys().flat_map(|path| folders_of(path.as_str())).collect();
        let foreign = |path: &&PathBuf, is_known: &dyn Fn(&str) -> bool| {
            path.to_str().is_none_or(|text| !text.starts_with(OWN) && !is_known(text))
        };
        let files = listing.files.iter().filter(|path| foreign(path, &|text| known.contains_key(&OutPath::new(text))));
        let folders = listing.folders.iter().filter(|path| foreign(path, &|text| ours.contains(text)));
        Self { files: files.cloned().collect(), folders: folders.cloned().collect() }
    }

    /// Refuses if one of them stands where a published file has to be, unless it is the same file.
    fn check(
        &self,
        target: &Path,
        wanted: &BTreeMap<OutPath, Digest>,
        folders: &BTreeSet<String>,
    ) -> Result<(), PublishError> {
        for file in &self.files {
            let Some(text) = file.to_str() else { continue };
            let differs = |digest: &Digest| !has_digest(&target.join(file), *digest);
            if wanted.get(&OutPath::new(text)).is_some_and(differs) || folders.contains(text) {
                return Err(in_the_way(&target.join(file)));
            }
        }
        let blocked = |folder: &&PathBuf| folder.to_str().is_some_and(|text| wanted.contains_key(&OutPath::new(text)));
        match self.folders.iter().find(blocked) {
            Some(folder) => Err(in_the_way(&target.join(folder))),
            None => Ok(()),
        }
    }

    /// Whether all of them can be linked: to say so before a whole site is written costs little.
    fn can_be_carried(&self, target: &Path, stage: &Path) -> bool {
        let trial = stage.join(TRIAL);
        self.files
            .iter()
            .all(|file| fs::hard_link(target.join(file), &trial).is_ok_and(|()| fs::remove_file(&trial).is_ok()))
    }

    /// Links them into the new tree; `false` if that cannot be done.
    fn carry(&self, target: &Path, stage: &Path, published: &BTreeMap<OutPath, Digest>) -> bool {
        let wanted = |path: &Path| path.to_str().is_some_and(|text| published.contains_key(&OutPath::new(text)));
        let folders = self.folders.iter().all(|folder| fs::create_dir_all(stage.join(folder)).is_ok());
        let mut files = self.files.iter().filter(|file| !wanted(file));
        folders
            && files.all(|file| {
                let new = stage.join(file);
                let parent = new.parent().map_or(Ok(()), fs::create_dir_all);
                parent.and_then(|()| fs::hard_link(target.join(file), &new)).is_ok()
            })
    }
}

/// The refusal to touch a file of somebody else.
pub(super) fn in_the_way(path: &Path) -> PublishError {
    PublishError::refused(path, "Guildhall did not write it, and the site wants to stand here; move it away")
}

/// A tree being made beside the output folder. Taken away if it does not get to its place.
struct Stage {
    path: PathBuf,
}

impl Stage {
    /// A new one; `None` if there can be none, or it could not change places with the folder.
    fn beside(target: &Path) -> Result<Option<Self>, PublishError> {
        let Some(path) = leftover::beside(target, leftover::STAGE) else { return Ok(None) };
        match fs::create_dir(&path) {
            // One that could not be taken away: it is in the way until the next run.
            Err(error) if cannot(&error) || error.kind() == io::ErrorKind::AlreadyExists => return Ok(None),
            other => other.map_err(FsError::io("make the folder", &path))?,
        }
        let stage = Self { path };
        Ok(stage.take_after(target).then_some(stage))
    }

    /// Gives the new folder the rights of the old one; `false` if they lie on different file systems.
    fn take_after(&self, target: &Path) -> bool {
        let (Ok(old), Ok(new)) = (fs::metadata(target), fs::metadata(&self.path)) else { return false };
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, chown};
            if old.dev() != new.dev() {
                return false;
            }
            if (old.uid(), old.gid()) != (new.uid(), new.gid())
                && chown(&self.path, Some(old.uid()), Some(old.gid())).is_err()
            {
                return false;
            }
        }
        let _ = new;
        fs::set_permissions(&self.path, old.permissions()).is_ok()
    }

    /// Puts the new tree in place of the old one; gives the old one's place. `None` if the system does not let us.
    fn swap(&mut self, target: &Path) -> Result<Option<PathBuf>, PublishError> {
        match exchange_names(&self.path, target) {
            Ok(true) => {
                // The place of the new tree is now the place of the old one.
                return Ok(Some(self.leave()));
            }
            Ok(false) => {}
            Err(error) if cannot(&error) => return Ok(None),
            Err(error) => return Err(FsError::io("replace", target)(error).into()),
        }
        let Some(old) = leftover::beside(target, leftover::OLD) else { return Ok(None) };
        match fs::rename(target, &old) {
            Err(error) if cannot(&error) => return Ok(None),
            other => other.map_err(FsError::io("replace", target))?,
        }
        if let Err(error) = fs::rename(&self.path, target) {
            fs::rename(&old, target).map_err(FsError::io("put back", target))?;
            return Err(FsError::io("replace", target)(error).into());
        }
        self.leave();
        Ok(Some(old))
    }

    /// Lets go of the tree; gives its place.
    fn leave(&mut self) -> PathBuf {
        std::mem::take(&mut self.path)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Does nothing if it was let go.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Swaps two folders in one step; `false` where the system or the file system has no such step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange_names(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange_names(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Whether the folder is one that this user or system will never rename: a mount point, a parent without the right.
fn cannot(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
    matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem | ResourceBusy | CrossesDevices)
}

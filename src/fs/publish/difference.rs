//! Publishing file by file: what differs is written aside, then moved into place in an order that keeps pages whole.
//!
//! All new files are written before any is moved, so a full disk changes nothing. The journal then lists all that may
//! stand in the folder until the marker does: a run that is killed meanwhile leaves no file that nobody knows. Then
//! files move into place, what pages need before the pages, the search after them; deletions come last.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::super::stamp::Stamp;
use super::super::{Blob, FsError, Outputs};
use super::exchange::in_the_way;
use super::manifest::{self, JOURNAL, Known, KnownFile, MARKER, WORK};
use super::place::{folders_of, is_same, write_new};
use super::{PublishError, Published, Target, Way};
use crate::base::digest::Digest;
use crate::base::path::OutPath;

/// Publishes `outputs`, leaving published files below `but` that are not among them.
pub(super) fn difference(target: &mut Target, outputs: &Outputs, but: &[&str]) -> Result<Published, PublishError> {
    // Taken: if this fails halfway, the next call reads again what is there.
    let known = target.take_known()?;
    let path = target.path.as_path();
    let plan = Plan::new(path, &known, outputs, but);
    let mut published = Published { way: Way::Difference, written: 0, kept: plan.kept.len(), deleted: 0, bytes: 0 };
    let settled = path.join(MARKER).is_file() && !path.join(JOURNAL).exists();
    if !settled || !plan.write.is_empty() || !plan.delete.is_empty() {
        plan.check()?;
        let work = path.join(WORK);
        let bytes = plan.write_aside(&target.root, &work).inspect_err(|_| _ = fs::remove_dir_all(&work))?;
        target.made = false;
        manifest::write(path, JOURNAL, plan.wanted().chain(plan.delete.iter().map(|path| (*path, Digest::default()))))?;
        plan.clear_way()?;
        plan.move_in(&work)?;
        let deleted = plan.delete_rest()?;
        fs::remove_dir_all(&work).or_else(absent).map_err(FsError::io("remove", &work))?;
        manifest::write(path, MARKER, plan.wanted())?;
        let journal = path.join(JOURNAL);
        fs::remove_file(&journal).map_err(FsError::io("remove", &journal))?;
        published = Published { written: plan.write.len(), bytes, deleted, ..published };
    }
    let after = plan.known_after();
    target.known = Some(after);
    Ok(published)
}

/// What is to be done.
struct Plan<'a> {
    target: &'a Path,
    known: &'a Known,
    /// Right already, or left for another half; with what is known of them.
    kept: Vec<(&'a OutPath, KnownFile)>,
    /// To be written, in the order they move into place.
    write: Vec<(&'a OutPath, &'a Blob)>,
    /// To be deleted.
    delete: Vec<&'a OutPath>,
}

impl<'a> Plan<'a> {
    fn new(target: &'a Path, known: &'a Known, outputs: &'a Outputs, but: &[&str]) -> Self {
        let all: Vec<_> = outputs.iter().collect();
        let seen: Vec<_> = all
            .into_par_iter()
            .map(|(path, blob)| (path, blob, as_it_stands(&target.join(path.as_str()), known.get(path), blob)))
            .collect();
        let (mut kept, mut write) = (Vec::new(), Vec::new());
        for (path, blob, file) in seen {
            match file {
                Some(file) => kept.push((path, file)),
                None => write.push((path, blob)),
            }
        }
        write.sort_by_key(|(path, _)| turn(path));
        let mut delete = Vec::new();
        for (path, file) in known.iter().filter(|(path, _)| outputs.get(path).is_none()) {
            if but.iter().any(|folder| path.as_str().starts_with(folder)) {
                kept.push((path, *file));
            } else {
                delete.push(path);
            }
        }
        Self { target, known, kept, write, delete }
    }

    /// Refuses if a file of somebody else stands where one has to be written, or where its folder has to be.
    fn check(&self) -> Result<(), PublishError> {
        for folder in self.folders() {
            let there = self.target.join(folder);
            let is_file = fs::symlink_metadata(&there).is_ok_and(|meta| !meta.is_dir());
            if is_file && !self.known.contains_key(&OutPath::new(folder)) {
                return Err(in_the_way(&there));
            }
        }
        for (path, _) in &self.write {
            let there = self.target.join(path.as_str());
            match fs::symlink_metadata(&there) {
                Ok(meta) if meta.is_dir() => {
                    let mut files =
                        WalkDir::new(&there).into_iter().flatten().filter(|entry| !entry.file_type().is_dir());
                    if let Some(foreign) = files.find(|entry| !self.is_ours(entry.path())) {
                        return Err(in_the_way(foreign.path()));
                    }
                }
                Ok(_) if !self.known.contains_key(*path) => return Err(in_the_way(&there)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Every folder that a new file stands in, outer ones first.
    fn folders(&self) -> BTreeSet<&'a str> {
        self.write.iter().flat_map(|(path, _)| folders_of(path.as_str())).collect()
    }

    fn is_ours(&self, there: &Path) -> bool {
        let path = there.strip_prefix(self.target).ok().and_then(Path::to_str);
        path.is_some_and(|path| self.known.contains_key(&OutPath::new(path)))
    }

    /// All that is to stand there in the end.
    fn wanted(&self) -> impl Iterator<Item = (&'a OutPath, Digest)> {
        let kept = self.kept.iter().map(|(path, file)| (*path, file.digest.unwrap_or_default()));
        kept.chain(self.write.iter().map(|(path, blob)| (*path, blob.digest())))
    }

    /// Writes every new file to the folder `work`, named by its number; gives the bytes written.
    fn write_aside(&self, root: &Path, work: &Path) -> Result<u64, FsError> {
        fs::remove_dir_all(work).or_else(absent).map_err(FsError::io("remove", work))?;
        fs::create_dir(work).map_err(FsError::io("make the folder", work))?;
        let files = self.write.par_iter().enumerate();
        let lens: Result<Vec<u64>, _> =
            files.map(|(number, (_, blob))| write_new(root, &work.join(number.to_string()), blob)).collect();
        lens.map(|lens| lens.iter().sum())
    }

    /// Takes away files of ours where there have to be folders now, and folders where there have to be files.
    fn clear_way(&self) -> Result<(), FsError> {
        for folder in self.folders() {
            let there = self.target.join(folder);
            if fs::symlink_metadata(&there).is_ok_and(|meta| !meta.is_dir()) {
                fs::remove_file(&there).map_err(FsError::io("remove", &there))?;
            }
        }
        for (path, _) in &self.write {
            let there = self.target.join(path.as_str());
            if !fs::symlink_metadata(&there).is_ok_and(|meta| meta.is_dir()) {
                continue;
            }
            for entry in WalkDir::new(&there).contents_first(true).into_iter().flatten() {
                let gone = match entry.file_type().is_dir() {
                    true => fs::remove_dir(entry.path()),
                    false if self.is_ours(entry.path()) => fs::remove_file(entry.path()),
                    // Put there since it was checked: it stays, and its folder cannot go.
                    false => Ok(()),
                };
                gone.map_err(FsError::io("remove", entry.path()))?;
            }
        }
        Ok(())
    }

    /// Moves every new file from `work` to its place, those of one turn side by side.
    fn move_in(&self, work: &Path) -> Result<(), FsError> {
        for folder in self.folders() {
            let there = self.target.join(folder);
            let made = fs::create_dir(&there);
            let is_there = |error: &io::Error| error.kind() == io::ErrorKind::AlreadyExists;
            made.or_else(|error| if is_there(&error) { Ok(()) } else { Err(error) })
                .map_err(FsError::io("make the folder", &there))?;
        }
        let numbered: Vec<_> = self.write.iter().map(|(path, _)| *path).enumerate().collect();
        for same_turn in numbered.chunk_by(|(_, one), (_, next)| turn(one) == turn(next)) {
            let moved: Result<Vec<()>, _> = same_turn
                .par_iter()
                .map(|(number, path)| {
                    let there = self.target.join(path.as_str());
                    fs::rename(work.join(number.to_string()), &there).map_err(FsError::io("replace", &there))
                })
                .collect();
            moved?;
        }
        Ok(())
    }

    /// Deletes what is no longer wanted, and folders that are empty then; gives how many files were there.
    fn delete_rest(&self) -> Result<usize, FsError> {
        let mut deleted = 0;
        let mut emptied = BTreeSet::new();
        for path in &self.delete {
            // A folder that somebody put a link in place of leads to files that are not ours.
            let real = |folder| fs::symlink_metadata(self.target.join(folder)).is_ok_and(|meta| meta.is_dir());
            let there = self.target.join(path.as_str());
            let is_file = fs::symlink_metadata(&there).is_ok_and(|meta| !meta.is_dir());
            if is_file && folders_of(path.as_str()).all(real) {
                fs::remove_file(&there).map_err(FsError::io("remove", &there))?;
                deleted += 1;
            }
            emptied.extend(folders_of(path.as_str()));
        }
        for folder in emptied.iter().rev() {
            // Succeeds only if it is empty.
            let _ = fs::remove_dir(self.target.join(folder));
        }
        Ok(deleted)
    }

    /// What stands there when all is done.
    fn known_after(&self) -> Known {
        let written: Vec<_> = self
            .write
            .par_iter()
            .map(|(path, blob)| {
                let stamp = fs::symlink_metadata(self.target.join(path.as_str())).ok().map(|meta| Stamp::of(&meta));
                (*path, KnownFile { digest: Some(blob.digest()), stamp })
            })
            .collect();
        self.kept.iter().copied().chain(written).map(|(path, file)| (path.clone(), file)).collect()
    }
}

/// The file at `there`, if it holds the bytes of `blob` already.
fn as_it_stands(there: &Path, known: Option<&KnownFile>, blob: &Blob) -> Option<KnownFile> {
    let digest = Some(blob.digest());
    if known.is_some_and(|file| file.digest.is_some() && file.digest != digest) {
        return None;
    }
    let meta = fs::symlink_metadata(there).ok().filter(fs::Metadata::is_file)?;
    let stamp = Some(Stamp::of(&meta));
    let seen = known.is_some_and(|file| file.digest == digest && file.stamp == stamp);
    (seen || is_same(there, blob)).then_some(KnownFile { digest, stamp })
}

/// When a file moves into place: what pages need, the pages, the search index, and last the one file that leads to it.
fn turn(path: &OutPath) -> u8 {
    match path.as_str() {
        "search/current.js" | "search/current.json" => 3,
        path if path.starts_with("search/") => 2,
        path if path.rsplit_once('.').is_some_and(|(_, end)| end == "html") => 1,
        _ => 0,
    }
}

/// What is gone already needs no removing.
fn absent(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

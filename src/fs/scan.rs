//! Finds the files of a site and stamps them. Opens none.
//!
//! Links are followed only to what lies inside the folder that is scanned, and never in a circle: nothing beside it is
//! ever read, and the walk ends. What is no plain file is named in a finding and left alone.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::FsError;
use super::error::{plain, reason, unprintable};
use super::list::{Entry, Kind, list};
use super::stamp::Stamp;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::SourcePath;
use crate::base::text::shown;

/// Which folders of a site are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roots {
    /// The folder of pages, below the root; empty or `.` is the root itself.
    pub content: String,
    /// The folder below `themes/` of the site's theme; `None` if only the embedded one is used.
    pub theme: Option<String>,
    /// The output folder, absolute or relative to the root: nothing in it is a source.
    pub output: Option<PathBuf>,
}

impl Roots {
    /// The content folder in one form: empty is the root.
    pub(super) fn content(&self) -> &str {
        let content = self.content.trim_end_matches('/');
        if content == "." { "" } else { content }
    }

    /// Every folder that is walked, none inside another.
    fn folders(&self) -> Vec<String> {
        let content = self.content();
        let mut folders = vec![content.to_owned()];
        let theme = self.theme.as_ref().map(|name| format!("themes/{name}"));
        let beside = ["templates".to_owned(), "static".to_owned()].into_iter().chain(theme);
        folders.extend(beside.filter(|folder| SourcePath::new(folder).below(content).is_none() && folder != content));
        folders
    }
}

/// A file and its stamp.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: SourcePath,
    pub(super) stamp: Stamp,
}

/// What a scan came across.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) files: Vec<Found>,
    pub(super) diags: Diags,
}

/// How many files and folders are taken by way of links to folders: links that do not circle can still multiply.
const LINKED_MAX: usize = 20_000;

/// Walks the folders of `roots` below `root`.
pub(super) fn scan(root: &Path, roots: &Roots) -> Result<Scan, FsError> {
    let content = root.join(roots.content());
    match fs::metadata(&content) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(FsError::Missing { path: content }),
        Err(error) => return Err(FsError::io("open", &content)(error)),
        Ok(meta) if !meta.is_dir() => return Err(FsError::NotAFolder { path: content }),
        Ok(_) => {}
    }
    let output = roots.output.as_ref().and_then(|output| fs::canonicalize(root.join(output)).ok());
    let mut walk = Walk { output, linked: 0, within: PathBuf::new(), branches: Vec::new(), scan: Scan::default() };
    for folder in roots.folders() {
        let normal = |part| matches!(part, Component::Normal(_));
        if !Path::new(&folder).components().all(normal) {
            return Err(FsError::Outside { path: folder.into() });
        }
        walk.tree(root.join(&folder), &folder);
    }
    Ok(walk.scan)
}

/// The folder that is copied whole, hidden names included: web servers ask for `.well-known/`.
const WHOLE: &str = "static";

/// Whether a name is left out by rule: hidden, a backup, or a file that an editor is busy with.
pub(super) fn left_out(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".") || [&b"~"[..], b".bak", b".swp", b".tmp"].iter().any(|end| name.ends_with(end))
}

struct Walk {
    output: Option<PathBuf>,
    /// Entries taken so far by way of links to folders.
    linked: usize,
    /// The folder that is scanned, where it really lies.
    within: PathBuf,
    /// What is still to be walked of it.
    branches: Vec<Branch>,
    scan: Scan,
}

/// A folder to walk: one of the site's, or one that a link shows.
struct Branch {
    /// Where it is reached.
    at: PathBuf,
    /// The same, below the root.
    path: String,
    /// Where it really lies.
    real: PathBuf,
    /// Where the links that lead here really lie, the folder of each.
    trail: Vec<PathBuf>,
}

/// A folder of a branch.
struct Folder {
    /// Where it is reached.
    at: PathBuf,
    /// The same, below the root.
    path: String,
}

impl Walk {
    fn tree(&mut self, at: PathBuf, path: &str) {
        let Ok(real) = fs::canonicalize(&at) else { return };
        if !real.is_dir() {
            return;
        }
        self.within.clone_from(&real);
        self.branches.push(Branch { at, path: path.to_owned(), real, trail: Vec::new() });
        while let Some(branch) = self.branches.pop() {
            self.branch(&branch);
        }
    }

    /// Walks a branch level by level: the folders of one level do not wait for each other.
    fn branch(&mut self, branch: &Branch) {
        let whole = branch.path == WHOLE || SourcePath::new(&branch.path).below(WHOLE).is_some();
        let mut level = vec![Folder { at: branch.at.clone(), path: branch.path.clone() }];
        while !level.is_empty() {
            let listings = list_all(&level, whole);
            let mut below = Vec::new();
            for (folder, listing) in level.iter().zip(listings) {
                match listing {
                    Ok(entries) => below.extend(entries.iter().filter_map(|entry| self.entry(branch, folder, entry))),
                    Err(error) => self.unreadable(folder, &error),
                }
                if self.linked > LINKED_MAX {
                    self.branches.clear();
                    let message =
                        format!("links to folders lead to more than {LINKED_MAX} files; the rest is left out");
                    self.warn(Code::FileSkipped, &SourcePath::new(&branch.path), message, "take out some of the links");
                    return;
                }
            }
            level = below;
        }
    }

    /// Takes an entry if it is one to take; gives a folder that is to be walked.
    fn entry(&mut self, branch: &Branch, folder: &Folder, entry: &Entry) -> Option<Folder> {
        self.linked += usize::from(!branch.trail.is_empty());
        if !self.safe_name(folder, &entry.name) {
            return None;
        }
        let name = entry.name.to_str()?;
        let path = if folder.path.is_empty() { name.to_owned() } else { [&folder.path, "/", name].concat() };
        match entry.kind {
            Kind::File(stamp) => self.scan.files.push(Found { path: SourcePath::new(path), stamp }),
            Kind::Folder => {
                let at = folder.at.join(name);
                let is_output = self.output.as_ref().is_some_and(|output| real_path(branch, &at) == *output);
                return (!is_output).then_some(Folder { at, path });
            }
            Kind::Link => self.link(branch, folder, &folder.at.join(name), SourcePath::new(path)),
            Kind::Other => {
                let message = "this is a pipe, a socket or a device, not a file";
                self.warn(Code::FileSkipped, &SourcePath::new(path), message, "take it out of the folder");
            }
        }
        None
    }

    fn link(&mut self, branch: &Branch, folder: &Folder, at: &Path, path: SourcePath) {
        let Ok(real) = fs::canonicalize(at) else {
            let hint = "point it at a file or folder of the site, or take it out";
            return self.warn(Code::FileSkipped, &path, "this link leads nowhere or in a circle", hint);
        };
        let hint = "copy what it shows into the folder, or take the link out";
        if !real.starts_with(&self.within) {
            let message = "this link leads out of the folder and is not followed";
            return self.warn(Code::FileSkipped, &path, message, hint);
        }
        match fs::metadata(&real) {
            Ok(meta) if meta.is_file() => self.scan.files.push(Found { path, stamp: Stamp::of(&meta) }),
            Ok(meta) if meta.is_dir() => {
                let mut trail = branch.trail.clone();
                trail.push(real_path(branch, &folder.at));
                if trail.iter().any(|place| place.starts_with(&real)) {
                    self.warn(Code::FileSkipped, &path, "this link leads back to a folder above it", hint);
                } else {
                    self.branches.push(Branch { at: at.to_path_buf(), path: path.as_str().to_owned(), real, trail });
                }
            }
            Ok(_) => self.warn(Code::FileSkipped, &path, "this link leads to a pipe, a socket or a device", hint),
            Err(_) => {}
        }
    }

    /// Whether the name can be a source's. Says so if not, or if other systems could not keep the file.
    fn safe_name(&mut self, folder: &Folder, name: &OsStr) -> bool {
        let unsafe_because = match name.to_str() {
            None => Some("is not UTF-8 text"),
            Some(text) if text.contains(unprintable) => Some("holds a control character"),
            Some(text) if text.contains('\\') => Some("holds a backslash"),
            Some(text) if text.ends_with([' ', '.']) || text.starts_with(' ') => None,
            Some(_) => return true,
        };
        let shown = shown(&plain(Path::new(name)));
        let message = match unsafe_because {
            Some(why) => format!("the name `{shown}` in this folder {why}; it is left out"),
            None => format!("the name `{shown}` in this folder has a blank or dot that other systems take away"),
        };
        self.warn(Code::NameUnsafe, &SourcePath::new(&folder.path), message, "rename it");
        unsafe_because.is_none()
    }

    fn unreadable(&mut self, folder: &Folder, error: &io::Error) {
        if error.kind() == io::ErrorKind::NotFound {
            return; // Taken away since the folder above was listed: as if the scan had come later.
        }
        let at = Label::file(&SourcePath::new(&folder.path));
        let diag = Diagnostic::new(Code::FileUnreadable, at, format!("this folder cannot be read: {}", reason(error)));
        self.scan.diags.push(diag.hint("give yourself the right to read it"));
    }

    fn warn(&mut self, code: Code, path: &SourcePath, message: impl Into<String>, hint: &str) {
        self.scan.diags.push(Diagnostic::new(code, Label::file(path), message).hint(hint));
    }
}

/// What is in each of `folders`, on all cores. Nearly every link leads to a single one, which is not worth waking them.
fn list_all(folders: &[Folder], whole: bool) -> Vec<io::Result<Vec<Entry>>> {
    let listing = |folder: &Folder| list(&folder.at, |name| !whole && left_out(name));
    match folders {
        [folder] => vec![listing(folder)],
        folders => folders.par_iter().map(listing).collect(),
    }
}

/// Where something in `branch` really lies.
fn real_path(branch: &Branch, path: &Path) -> PathBuf {
    path.strip_prefix(&branch.at).map_or_else(|_| branch.real.clone(), |rest| branch.real.join(rest))
}

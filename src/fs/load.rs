//! Reads the files of a site, and only those that changed since the last time.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::decode::decode;
use super::error::reason;
use super::read::{TEXT_MAX, open, read_at_most};
use super::scan::{Found, Roots, scan};
use super::stamp::Stamp;
use super::{Asset, FsError, Source, Sources, Text};
use crate::base::code::Code;
use crate::base::diag::{self, Diagnostic, Label};
use crate::base::digest::Digest;
use crate::base::path::SourcePath;
use crate::base::picture;

/// Reads a site, again and again. Keeps what it read, so that a later time costs a look at every file's stamp and a
/// read of those that changed.
#[derive(Debug)]
pub struct Loader {
    root: PathBuf,
    /// In path order.
    kept: Vec<(SourcePath, Kept)>,
    read: usize,
}

/// A file as it was read.
#[derive(Clone, Debug)]
struct Kept {
    stamp: Stamp,
    /// Whether an equal stamp means an equal file.
    settled: bool,
    source: Source,
}

impl Loader {
    /// A loader for the site at `root`.
    pub fn new(root: PathBuf) -> Self {
        Self { root, kept: Vec::new(), read: 0 }
    }

    /// The site's root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// How many files the last load opened.
    pub fn files_read(&self) -> usize {
        self.read
    }

    /// Every file below `roots` as it is now. Faults of single files are in the result, not errors.
    ///
    /// # Errors
    /// If there is no content folder, or a folder of `roots` does not lie below the root.
    pub fn load(&mut self, roots: &Roots) -> Result<Sources, FsError> {
        // The one use of a clock: stamps younger than the file system's tick cannot be trusted.
        let now = SystemTime::now();
        let mut scan = scan(&self.root, roots)?;
        scan.files.par_sort_unstable_by(|one, other| one.path.cmp(&other.path));
        let is_same = |found: &Found, kept: &Kept| kept.settled && kept.stamp == found.stamp;
        // Both in path order: one walk along both, and the path that the rest of the program knows is kept with the file.
        let mut known = std::mem::take(&mut self.kept).into_iter().peekable();
        let mut changed = Vec::new();
        for found in scan.files {
            while known.next_if(|(path, _)| *path < found.path).is_some() {}
            match known.next_if(|(path, kept)| *path == found.path && is_same(&found, kept)) {
                Some(same) => self.kept.push(same),
                None => changed.push(found),
            }
        }
        self.read = changed.len();
        let root = self.root.as_path();
        let read: Vec<Option<(SourcePath, Kept)>> = changed
            .into_par_iter()
            .map(|found| {
                let source = read(root, &found, roots)?;
                let readable = !matches!(source, Source::Unusable(_));
                let settled = readable && found.stamp.settled(now);
                Some((found.path, Kept { stamp: found.stamp, settled, source }))
            })
            .collect();
        self.kept.extend(read.into_iter().flatten());
        self.kept.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut diags = scan.diags;
        diag::sort(&mut diags);
        let files = self.kept.iter().map(|(path, kept)| (path.clone(), kept.source.clone())).collect();
        Ok(Sources { files, diags })
    }

    /// Lets go of the texts of pages, below the content folder `content`, but for those `of`: what was made of a text is
    /// kept elsewhere, and the text is seldom asked for again. Later loads give [`Source::Known`].
    pub fn let_go(&mut self, content: &str, of: &HashSet<&SourcePath>) {
        for (path, kept) in &mut self.kept {
            if let Source::Text(Text { digest, .. }) = kept.source
                && kept.settled
                && path.ends_in("md")
                && path.below(content).is_some()
                && !of.contains(path)
            {
                kept.source = Source::Known(digest);
            }
        }
    }

    /// Makes the next load read again every text that was let go.
    pub fn hold_texts(&mut self) {
        self.kept.retain(|(_, kept)| !matches!(kept.source, Source::Known(_)));
    }

    /// A text that was let go, if the file still holds it. From now on it is held again.
    pub fn text(&mut self, path: &SourcePath, digest: Digest) -> Option<Text> {
        let (file, _) = open(&self.root.join(path.as_str())).ok()?;
        let text = decode(read_at_most(file, TEXT_MAX).ok()??).ok()?;
        let text = Some(Text { digest: Digest::of(text.as_bytes()), text: Arc::from(text) });
        let text = text.filter(|text| text.digest == digest)?;
        if let Ok(at) = self.kept.binary_search_by(|(kept, _)| kept.cmp(path))
            && let Some((_, kept)) = self.kept.get_mut(at)
        {
            kept.source = Source::Text(text.clone());
        }
        Some(text)
    }
}

/// The file, or `None` if it has been taken away since the scan.
fn read(root: &Path, found: &Found, roots: &Roots) -> Option<Source> {
    let real = root.join(found.path.as_str());
    let result = if is_text(&found.path, roots) { read_text(&real, found) } else { read_asset(&real, &found.path) };
    match result {
        Ok(source) => Some(source),
        Err(FsError::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            let why = match error {
                FsError::Io { error, .. } => reason(&error),
                other => other.to_string(),
            };
            let message = format!("the file cannot be read: {why}");
            let hint = "give yourself the right to read it, or take it out of the folder";
            Some(unusable(Code::FileUnreadable, &found.path, message, hint))
        }
    }
}

/// Whether a file is held as text: pages and YAML of the content, whatever a theme may name in a template.
fn is_text(path: &SourcePath, roots: &Roots) -> bool {
    if path.below("templates").is_some() {
        return true;
    }
    if path.below("static").is_some() {
        return false;
    }
    if let Some(rest) = roots.theme.as_ref().and_then(|name| path.below("themes")?.strip_prefix(name)) {
        // Scripts that are not joined are texts too: they may say what they were copied from.
        let texts = ["/theme.yaml", "/templates/", "/i18n/", "/static/css/", "/static/js/"];
        let script = rest.starts_with("/static/") && path.extension() == "js";
        return script || texts.iter().any(|start| rest.starts_with(start));
    }
    matches!(path.extension().as_str(), "md" | "markdown" | "yaml" | "yml")
}

fn read_text(real: &Path, found: &Found) -> Result<Source, FsError> {
    let too_large = || {
        let message = format!("the file is over the limit of {} MB for a text", TEXT_MAX >> 20);
        unusable(Code::FileTooLarge, &found.path, message, "split it into several pages")
    };
    if found.stamp.len() > TEXT_MAX {
        return Ok(too_large());
    }
    let (file, _) = open(real)?;
    let Some(bytes) = read_at_most(file, TEXT_MAX).map_err(FsError::io("read", real))? else {
        return Ok(too_large());
    };
    Ok(match decode(bytes) {
        Ok(text) => Source::Text(Text { digest: Digest::of(text.as_bytes()), text: Arc::from(text) }),
        Err(fault) => unusable(Code::FileEncoding, &found.path, format!("the file {}", fault.message), fault.hint),
    })
}

fn read_asset(real: &Path, path: &SourcePath) -> Result<Source, FsError> {
    let (mut file, _) = open(real)?;
    let mut start = Vec::new();
    if picture::ENDINGS.contains(&path.extension().as_str()) {
        let header = file.by_ref().take(picture::HEADER_BYTES as u64).read_to_end(&mut start);
        header.map_err(FsError::io("read", real))?;
    }
    let (len, digest) = Digest::of_reader(start.as_slice().chain(file)).map_err(FsError::io("read", real))?;
    Ok(Source::Asset(Asset { len, digest, size: picture::size(&start) }))
}

fn unusable(code: Code, path: &SourcePath, message: String, hint: &str) -> Source {
    Source::Unusable(Box::new(Diagnostic::new(code, Label::file(path), message).hint(hint)))
}

//! Single files that somebody names on the command line, wherever they lie.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::FsError;
use super::decode::decode;
use super::read::{open, read_at_most};
use crate::base::path::SourcePath;

/// The longest file that is read, in bytes: judgements of a large collection.
const MAX: u64 = 256 * 1024 * 1024;

/// The text of the file at `path`.
///
/// # Errors
/// If it cannot be read, is over 256 MB or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, FsError> {
    let (file, _) = open(path)?;
    let not_text = |fault: String| FsError::NotText { path: path.to_path_buf(), fault };
    let bytes = read_at_most(file, MAX).map_err(FsError::io("read", path))?;
    let bytes = bytes.ok_or_else(|| not_text(format!("is over {MAX} bytes")))?;
    decode(bytes).map_err(|fault| not_text(fault.message))
}

/// Writes a file that is not there to `path` below `root`, with the folders above it; false if something stands there.
///
/// # Errors
/// If it cannot be written, or would lie outside `root` because a folder above it is a link.
pub fn write_new(root: &Path, path: &SourcePath, bytes: &[u8]) -> Result<bool, FsError> {
    let at = root.join(path.as_str());
    let folder = at.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(FsError::io("make", folder))?;
    let real = |path: &Path| fs::canonicalize(path).map_err(FsError::io("open", path));
    if !real(folder)?.starts_with(real(root)?) {
        return Err(FsError::Outside { path: at });
    }
    match OpenOptions::new().write(true).create_new(true).open(&at) {
        Ok(mut file) => file.write_all(bytes).map(|()| true).map_err(FsError::io("write", &at)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(FsError::io("write", &at)(error)),
    }
}

/// Writes `text` to the file at `path`, new or not.
///
/// # Errors
/// If it cannot be written.
pub fn write_text(path: &Path, text: &str) -> Result<(), FsError> {
    fs::write(path, text).map_err(FsError::io("write", path))
}

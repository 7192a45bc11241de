//! Single files that somebody names on the command line, wherever they lie.

use std::path::Path;

use super::FsError;
use super::decode::decode;
use super::read::{open, read_at_most};

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

/// Writes `text` to the file at `path`, new or not.
///
/// # Errors
/// If it cannot be written.
pub fn write_text(path: &Path, text: &str) -> Result<(), FsError> {
    std::fs::write(path, text).map_err(FsError::io("write", path))
}

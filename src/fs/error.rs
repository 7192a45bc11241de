//! What can go wrong with a file, always with its path.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// A file or folder that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FsError {
    /// A folder that has to be there is not.
    #[error("there is no folder {}", plain(path))]
    Missing {
        /// The folder.
        path: PathBuf,
    },
    /// A file stands where a folder has to be.
    #[error("{} is not a folder", plain(path))]
    NotAFolder {
        /// What is there.
        path: PathBuf,
    },
    /// A path of the configuration leads out of the site.
    #[error("{} does not lie below the site's root", plain(path))]
    Outside {
        /// The path as given.
        path: PathBuf,
    },
    /// A pipe, a device or a folder where a file has to be.
    #[error("{} is not a plain file", plain(path))]
    NotAFile {
        /// What is there.
        path: PathBuf,
    },
    /// A file that has to be text is not, or is too large.
    #[error("{} {fault}", plain(path))]
    NotText {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, a sentence without its subject.
        fault: String,
    },
    /// A file is no longer the one that was scanned.
    #[error("{} changed while it was being used", plain(path))]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The system said no.
    #[error("cannot {action} {}: {}", plain(path), reason(error))]
    Io {
        /// What was tried: a verb.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why it failed.
        #[source]
        error: io::Error,
    },
}

impl FsError {
    /// Wraps an error of the system; for `map_err`.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Io { action, path: path.to_path_buf(), error }
    }
}

/// What the system says, without the number it gives to it.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error ").next().unwrap_or_default().to_owned()
}

/// A path for a message: whole, what is not printable escaped.
pub(super) fn plain(path: &Path) -> String {
    let mut text = String::new();
    let path = path.strip_prefix(".").ok().filter(|below| !below.as_os_str().is_empty()).unwrap_or(path);
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for letter in chunk.valid().chars() {
            if unprintable(letter) { text.extend(letter.escape_default()) } else { text.push(letter) }
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// Whether `letter` ends a line, moves the cursor or turns the direction of text.
pub(super) fn unprintable(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') || crate::base::text::is_direction_control(letter)
}

//! Single files: the configuration, a file that is copied, whether something is there.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::decode::decode;
use super::{Blob, FsError};
use crate::base::digest::Digest;
use crate::base::path::SourcePath;

/// The longest text file that is read, in bytes. Spans are built for it, and no page that people write comes near.
pub(super) const TEXT_MAX: u64 = 8 * 1024 * 1024;

/// The text of the configuration file `file`, which is relative to `root` unless it is absolute. `None` if there is
/// no such file.
///
/// # Errors
/// If it is there but cannot be read, is over [`TEXT_MAX`] or is not UTF-8.
pub fn read_config(root: &Path, file: &Path) -> Result<Option<String>, FsError> {
    let path = root.join(file);
    let bytes = match open(&path) {
        Err(FsError::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
        Ok((file, _)) => read_at_most(file, TEXT_MAX).map_err(FsError::io("read", &path))?,
    };
    let not_text = |fault: String| FsError::NotText { path: path.clone(), fault };
    let bytes = bytes.ok_or_else(|| not_text(format!("is over {TEXT_MAX} bytes")))?;
    decode(bytes).map(Some).map_err(|fault| not_text(fault.message))
}

/// The bytes of a blob. Those of a [`Blob::Copy`] or [`Blob::Text`] are read and have to be the ones that were scanned: so
/// nothing is given out that the scan would not have let in, whatever links have been laid since.
///
/// # Errors
/// If the file cannot be read, or is not what it was when it was scanned.
pub fn read_blob(root: &Path, blob: &Blob) -> Result<Arc<[u8]>, FsError> {
    match blob {
        Blob::Bytes(bytes, _) => Ok(Arc::clone(bytes)),
        Blob::Packed(packed) => packed.unpack().map_err(FsError::io("read", Path::new("memory"))),
        Blob::Copy { from, digest } => {
            let path = below(root, from)?;
            let (mut file, meta) = open(&path)?;
            let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
            file.read_to_end(&mut bytes).map_err(FsError::io("read", &path))?;
            if Digest::of(&bytes) == *digest { Ok(bytes.into()) } else { Err(FsError::Changed { path }) }
        }
        Blob::Text { from, digest } => {
            let path = below(root, from)?;
            let (file, _) = open(&path)?;
            let bytes = read_at_most(file, TEXT_MAX).map_err(FsError::io("read", &path))?;
            let text = bytes.and_then(|bytes| decode(bytes).ok()).filter(|text| Digest::of(text.as_bytes()) == *digest);
            text.map(|text| text.into_bytes().into()).ok_or(FsError::Changed { path })
        }
    }
}

/// The bytes of a file of a published site; `None` if there is no such file.
///
/// # Errors
/// If it is there but cannot be read.
pub fn read_published(site: &Path, path: &str) -> Result<Option<Vec<u8>>, FsError> {
    let path = site.join(path);
    let mut bytes = Vec::new();
    match open(&path) {
        Err(FsError::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok((mut file, _)) => {
            file.read_to_end(&mut bytes).map_err(FsError::io("read", &path))?;
            Ok(Some(bytes))
        }
    }
}

/// The real path of a source; never one that climbs out of the root by its letters.
pub(super) fn below(root: &Path, path: &SourcePath) -> Result<PathBuf, FsError> {
    let relative = Path::new(path.as_str());
    if relative.components().all(|part| matches!(part, Component::Normal(_))) {
        Ok(root.join(relative))
    } else {
        Err(FsError::Outside { path: relative.to_path_buf() })
    }
}

/// Opens a plain file, by way of links if need be. A pipe put in its place is not waited for.
pub(super) fn open(path: &Path) -> Result<(File, Metadata), FsError> {
    open_plain(path, true)
}

/// Opens a plain file that is no link.
pub(super) fn open_itself(path: &Path) -> Result<(File, Metadata), FsError> {
    #[cfg(not(unix))]
    if path.is_symlink() {
        return Err(FsError::NotAFile { path: path.to_path_buf() });
    }
    open_plain(path, false)
}

fn open_plain(path: &Path, follow: bool) -> Result<(File, Metadata), FsError> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let itself = if follow { OFlags::empty() } else { OFlags::NOFOLLOW };
        // The flags are the same as a signed and as an unsigned word.
        options.custom_flags((OFlags::NONBLOCK | itself).bits().cast_signed());
    }
    #[cfg(not(unix))]
    let _ = follow;
    let file = options.open(path).map_err(FsError::io("open", path))?;
    let meta = file.metadata().map_err(FsError::io("open", path))?;
    if meta.is_file() { Ok((file, meta)) } else { Err(FsError::NotAFile { path: path.to_path_buf() }) }
}

/// The whole file, or `None` if it is longer than `max` bytes.
pub(super) fn read_at_most(file: File, max: u64) -> io::Result<Option<Vec<u8>>> {
    let len = file.metadata()?.len().min(max);
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0) + 1);
    file.take(max + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= max).then_some(bytes))
}

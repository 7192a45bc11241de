//! Is this a folder to publish into?

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::super::FsError;
use super::PublishError;
use super::manifest::{JOURNAL, MARKER, OWN};

/// The output folder with its links resolved, if it is one that may be written to. Touches nothing.
///
/// `out` is absolute or relative to the working folder; `content` lies below `root`.
///
/// # Errors
/// If `out` is the file system's root, the site's root or a folder above it, or if it and one of the site's source
/// folders lie one in the other; if it is a file; or if it holds something and was not written by Guildhall.
pub fn check_target(root: &Path, content: &str, out: &Path) -> Result<PathBuf, PublishError> {
    let target = resolve(out)?;
    let root = resolve(root)?;
    let refuse = |why: String| Err(PublishError::refused(&target, why));
    if target.parent().is_none() {
        return refuse("it is the root of the file system; choose a folder of its own".into());
    }
    if root.starts_with(&target) {
        return refuse("the site itself lies in it; choose a folder of its own, such as `public`".into());
    }
    for name in [content, "templates", "static", "themes"] {
        let source = resolve(&root.join(name))?;
        if target.starts_with(&source) {
            return refuse(format!("it lies in the source folder `{name}`; choose a folder outside"));
        }
        if source.starts_with(&target) {
            return refuse(format!("the source folder `{name}` lies in it; choose a folder of its own"));
        }
    }
    check_folder(&target)?;
    Ok(target)
}

/// Whether the folder is absent, empty or Guildhall's.
pub(super) fn check_folder(target: &Path) -> Result<(), PublishError> {
    match fs::symlink_metadata(target) {
        Err(_) => return Ok(()),
        Ok(meta) if !meta.is_dir() => {
            return Err(PublishError::refused(target, "it is not a folder; choose another place"));
        }
        Ok(_) => {}
    }
    if [MARKER, JOURNAL].iter().any(|own| target.join(own).is_file()) {
        return Ok(());
    }
    for entry in fs::read_dir(target).map_err(FsError::io("read the folder", target))? {
        let entry = entry.map_err(FsError::io("read the folder", target))?;
        // A first run that was killed before its marker stood leaves nothing but files of this kind.
        if !entry.file_name().as_encoded_bytes().starts_with(OWN.as_bytes()) {
            let why = format!(
                "it holds files that Guildhall did not write (there is no `{MARKER}`); empty it yourself \
                 or choose another folder"
            );
            return Err(PublishError::refused(target, why));
        }
    }
    Ok(())
}

/// The real path of something that may not be there yet.
fn resolve(path: &Path) -> Result<PathBuf, FsError> {
    let whole = std::path::absolute(path).map_err(FsError::io("find", path))?;
    let mut there = whole.as_path();
    loop {
        if let Ok(mut real) = fs::canonicalize(there) {
            for part in whole.strip_prefix(there).unwrap_or(Path::new("")).components() {
                match part {
                    Component::ParentDir => _ = real.pop(),
                    Component::Normal(name) => real.push(name),
                    _ => {}
                }
            }
            return Ok(real);
        }
        match there.parent() {
            Some(parent) => there = parent,
            None => return Ok(whole),
        }
    }
}

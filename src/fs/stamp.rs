//! What the file system tells of a file without opening it: enough to see that it changed.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// Length, times and identity of a file. An equal stamp means an equal file once it is [settled](Stamp::settled).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    len: u64,
    /// Last change of the bytes, nanoseconds since 1970.
    modified: i128,
    /// Last change of the file's entry, nanoseconds since 1970; nobody can set it by hand. As `modified` where the
    /// system does not have it.
    changed: i128,
    inode: u64,
}

/// The coarsest clock that file systems keep (FAT: two seconds).
const TICK: Duration = Duration::from_secs(2);

impl Stamp {
    pub(super) fn of(meta: &Metadata) -> Self {
        let modified = meta.modified().map_or(0, since_epoch);
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let changed = i128::from(meta.ctime()) * 1_000_000_000 + i128::from(meta.ctime_nsec());
            Self { len: meta.len(), modified, changed, inode: meta.ino() }
        }
        #[cfg(not(unix))]
        Self { len: meta.len(), modified, changed: modified, inode: 0 }
    }

    /// Bytes in the file.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Whether a change after `now` is sure to give another stamp. A file that changed within the last tick of a
    /// coarse clock may change again without one.
    pub(super) fn settled(&self, now: SystemTime) -> bool {
        now.checked_sub(TICK).is_some_and(|limit| self.changed < since_epoch(limit))
    }
}

fn since_epoch(time: SystemTime) -> i128 {
    let nanos = |span: Duration| i128::try_from(span.as_nanos()).unwrap_or(i128::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => nanos(after),
        Err(before) => -nanos(before.duration()),
    }
}

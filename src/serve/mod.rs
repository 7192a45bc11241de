//! The site in a browser, from memory: what was built last and could be published, with findings over it.
//!
//! Layer 8. Knows HTTP and nothing of building: `cli` builds and hands over. A served page is the built page plus one
//! tag, added here, that loads the live script.

mod http;
mod media;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use serde::Serialize;
use tokio::sync::watch;

use crate::base::path::OutPath;
use crate::base::show::Record;
use crate::fs::{Blob, Outputs};

pub use http::{Listen, serve};

/// What is served now. Shared by the server, which reads, and the command, which publishes.
pub struct Live {
    /// The site's root, for files that are copied as they are.
    root: PathBuf,
    shown: Mutex<Arc<Shown>>,
    changed: watch::Sender<u64>,
}

/// One state of the site. Never changes: a request works with the state it began with.
#[derive(Clone, Default)]
struct Shown {
    /// Everything but search.
    pages: Arc<Outputs>,
    /// Search.
    search: Arc<Outputs>,
    report: Arc<Report>,
}

/// What the page is told about the last build.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Grows with every build that changed what is served.
    pub version: u64,
    /// The last build could not be published: what is served is older.
    pub stale: bool,
    /// What was found.
    pub findings: Vec<Record>,
}

impl Live {
    /// Nothing yet, for the site at `root`.
    pub fn new(root: PathBuf) -> Arc<Self> {
        Arc::new(Self { root, shown: Mutex::default(), changed: watch::Sender::new(0) })
    }

    /// Shows the pages of a build. Without any the last good ones stay, and the page says why.
    pub fn publish_pages(&self, pages: Outputs, findings: Vec<Record>) {
        let stale = pages.is_empty();
        self.update(|shown| {
            let same = stale || *shown.pages == pages;
            let same = same && shown.report.stale == stale && shown.report.findings == findings;
            if !stale {
                shown.pages = Arc::new(pages);
            }
            shown.report = Arc::new(Report { version: shown.report.version + u64::from(!same), stale, findings });
        });
    }

    /// Shows the search of the pages published last.
    pub fn publish_search(&self, search: Outputs) {
        if !search.is_empty() {
            self.update(|shown| shown.search = Arc::new(search));
        }
    }

    fn update(&self, change: impl FnOnce(&mut Shown)) {
        // A panic while the state is replaced leaves the old one, which is whole.
        let mut guard = self.shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut next = Shown::clone(&guard);
        change(&mut next);
        let version = next.report.version;
        let before = std::mem::replace(&mut *guard, Arc::new(next));
        drop(guard);
        self.changed.send_if_modified(|known| std::mem::replace(known, version) != version);
        // Many files to let go of: whoever waits for the new ones has them by now.
        drop(before);
    }

    fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

impl Shown {
    fn get(&self, path: &OutPath) -> Option<&Blob> {
        self.pages.get(path).or_else(|| self.search.get(path))
    }
}

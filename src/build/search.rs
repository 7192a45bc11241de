//! The second half: pages become documents, documents the index, and the files that the browser searches.

use std::sync::Arc;

use super::Memo;
use super::memo::Table;
use crate::base::path::OutPath;
use crate::catalog::{Catalog, PageIx};
use crate::config::Config;
use crate::fs::{Blob, Outputs};
use crate::index::{self, Bucket, Hit, IndexError};

/// What earlier builds left behind for search.
#[derive(Default)]
pub(super) struct SearchMemo {
    buckets: Table<Result<Arc<Bucket>, IndexError>>,
}

impl SearchMemo {
    pub(super) fn start(&mut self) {
        self.buckets.start();
    }

    pub(super) fn evict(&mut self) {
        self.buckets.evict();
    }
}

/// The full-text index of a site's pages, in memory.
#[derive(Default)]
pub struct Index {
    buckets: Vec<Arc<Bucket>>,
}

impl Index {
    /// The best `limit` answers to `query`.
    ///
    /// # Errors
    /// If the index cannot be read, which in memory means a fault of ours.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, IndexError> {
        index::search(&self.buckets, query, limit)
    }
}

/// What the second half gives.
pub struct Search {
    /// The files that the browser searches; empty when nothing may be published.
    pub outputs: Outputs,
    /// The full-text index.
    pub index: Index,
    /// How many parts of it were made and not remembered.
    pub indexed: usize,
}

pub(super) fn related(catalog: &Catalog, _memo: &mut SearchMemo) -> Vec<Vec<PageIx>> {
    let _ = catalog;
    Vec::new()
}
pub(super) fn search(_pages: &super::Pages, _memo: &mut Memo) -> Search {
    Search { outputs: Outputs::default(), index: Index::default(), indexed: 0 }
}

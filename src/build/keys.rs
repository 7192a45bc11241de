//! The keys of the pages of the last build. To find a page's key its view has to be made, and most edits leave all views
//! but one as they were.

use crate::base::digest::Digest;

/// The key that each page had.
#[derive(Default)]
pub(super) struct Keys {
    /// Of all that the views of a build are made from beside what is each page's own.
    shared: Digest,
    /// In the order of the build's pages: of what is a page's own, and its key.
    pages: Vec<(Digest, Digest)>,
}

impl Keys {
    /// The keys of a build.
    pub(super) fn new(shared: Digest, own: Vec<Digest>, keys: Vec<Digest>) -> Self {
        Self { shared, pages: own.into_iter().zip(keys).collect() }
    }

    /// These, if the views of a build with the same `shared` are asked for; else none.
    pub(super) fn of(self, shared: Digest) -> Self {
        if self.shared == shared { self } else { Self::default() }
    }

    /// The key of the page at `ix`, if its own is still `own`.
    pub(super) fn find(&self, ix: usize, own: Digest) -> Option<Digest> {
        self.pages.get(ix).filter(|(known, _)| *known == own).map(|(_, key)| *key)
    }
}

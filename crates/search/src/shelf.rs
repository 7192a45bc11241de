//! The files at hand. A reader cannot fetch: it notes what it misses, and is asked again when somebody has brought it.

use alloc::vec::Vec;
use core::cell::Cell;

use crate::file::File;
use crate::manifest::Manifest;
use crate::wire::is_sealed;

/// Most bytes that are kept, inflated; the files longest unused go first.
const MOST_BYTES: usize = 8 << 20;

/// The files that were brought. They are few, so a list is enough.
#[derive(Default)]
pub(crate) struct Store {
    files: Vec<Held>,
    bytes: usize,
    /// Counts requests.
    clock: u32,
}

struct Held {
    file: File,
    /// `None`: it cannot be had.
    bytes: Option<Vec<u8>>,
    used: Cell<u32>,
}

impl Store {
    /// Takes a file; one that is not whole is as good as none.
    pub(crate) fn provide(&mut self, file: File, bytes: Option<Vec<u8>>) {
        let bytes = bytes.filter(|bytes| is_sealed(bytes));
        self.forget(file);
        self.bytes += bytes.as_ref().map_or(0, Vec::len);
        self.files.push(Held { file, bytes, used: Cell::new(self.clock) });
        while self.bytes > MOST_BYTES {
            // What the request at hand uses stays, however much it is: else it would never end.
            let (mut oldest, mut used) = (None, self.clock);
            for held in &self.files {
                if held.used.get() < used {
                    (oldest, used) = (Some(held.file), held.used.get());
                }
            }
            let Some(file) = oldest else { break };
            self.forget(file);
        }
    }

    pub(crate) fn forget(&mut self, file: File) {
        let Some(at) = self.files.iter().position(|held| held.file == file) else { return };
        let held = self.files.swap_remove(at);
        self.bytes -= held.bytes.map_or(0, |bytes| bytes.len());
    }

    /// A new request begins: what it does not touch may go.
    pub(crate) fn tick(&mut self) {
        self.clock = self.clock.wrapping_add(1);
    }

    fn find(&self, file: File) -> Option<&Held> {
        self.files.iter().find(|held| held.file == file)
    }
}

/// The files at hand for one step of a request.
pub(crate) struct Shelf<'a> {
    pub(crate) manifest: &'a Manifest,
    store: &'a Store,
    missing: Cell<Vec<File>>,
    is_missing: Cell<bool>,
    unusable: Cell<Option<File>>,
}

impl<'a> Shelf<'a> {
    pub(crate) fn new(manifest: &'a Manifest, store: &'a Store) -> Self {
        Self {
            manifest,
            store,
            missing: Cell::new(Vec::new()),
            is_missing: Cell::new(false),
            unusable: Cell::new(None),
        }
    }

    /// The bytes of a file; `None` notes that it is missing, or cannot be had.
    pub(crate) fn open(&self, file: File) -> Option<&'a [u8]> {
        match self.store.find(file) {
            Some(Held { bytes: Some(bytes), used, .. }) => {
                used.set(self.store.clock);
                Some(bytes)
            }
            Some(_) => {
                self.unusable.set(Some(file));
                None
            }
            None => {
                let mut missing = self.missing.take();
                if !missing.contains(&file) {
                    missing.push(file);
                }
                self.missing.set(missing);
                self.is_missing.set(true);
                None
            }
        }
    }

    /// Reads a file with `decode`; damage makes it unusable.
    pub(crate) fn read<T, E>(&self, file: File, decode: impl FnOnce(&'a [u8]) -> Result<T, E>) -> Option<T> {
        let read = decode(self.open(file)?);
        if read.is_err() {
            self.unusable.set(Some(file));
        }
        read.ok()
    }

    /// `None` when something asked for so far is not at hand: the stage cannot end.
    pub(crate) fn ready(&self) -> Option<()> {
        (!self.is_missing.get() && self.unusable.get().is_none()).then_some(())
    }

    /// What to bring, and what is of no use.
    pub(crate) fn into_wants(self) -> (Vec<File>, Option<File>) {
        (self.missing.into_inner(), self.unusable.get())
    }
}

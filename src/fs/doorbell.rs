//! Rings when something in a site's folders may have changed.
//!
//! It does not say what: events come late, twice or not at all, so whoever is rung for scans the stamps again
//! ([`super::Loader`]). What it takes care of is ringing at all: for folders that are made later, that are moved away and
//! come back, and where the system has no more watches to give (then it looks every second instead).

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RenameMode};
use notify::{Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::FsError;
use super::scan::left_out;

/// What to listen to.
#[derive(Clone, Debug)]
pub struct Listen {
    /// The site's root.
    pub root: PathBuf,
    /// Folders (with all in them) and files, absolute or relative to the root. They need not be there yet.
    pub paths: Vec<PathBuf>,
    /// The output folder, absolute or relative to the root: nothing in it rings.
    pub ignore: Option<PathBuf>,
}

/// How the doorbell learns of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The system tells.
    Events,
    /// It looks once a second, because of `why`. Worth a line on the terminal.
    Polling {
        /// Why the system cannot tell.
        why: String,
    },
}

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rang {
    /// Something may have changed.
    Changed,
    /// [`Closer::close`] was called.
    Closed,
}

/// See the [module](self).
pub struct Doorbell {
    places: Vec<Place>,
    root: PathBuf,
    ignore: Option<PathBuf>,
    mode: Mode,
    watcher: Box<dyn Watcher + Send>,
    watched: Vec<PathBuf>,
    messages: Receiver<Message>,
    sender: Sender<Message>,
    /// A folder has come: files may have been put into it before it was watched.
    look_again: bool,
}

/// Ends the wait of a doorbell from another thread.
#[derive(Clone, Debug)]
pub struct Closer(Sender<Message>);

impl Closer {
    /// Makes the doorbell's wait end, this one or the next.
    pub fn close(&self) {
        // Fails only if the doorbell is gone already.
        let _ = self.0.send(Message::Close);
    }
}

/// A folder or file to listen to.
struct Place {
    path: PathBuf,
    /// Where it lies, links resolved, if it is there: events name it so.
    real: Option<PathBuf>,
}

#[derive(Debug)]
enum Message {
    Event(notify::Result<Event>),
    Close,
}

/// What an event means to us, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    Nothing,
    Change,
    /// A folder has come.
    Folder,
    /// A folder we listen to, or one it lies in, came or went.
    Place,
}

/// How often a doorbell looks where it is not told.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A file that was closed or moved to its place is whole. What else belongs to the same save follows at once, so that no
/// longer silence than this is asked for.
const SAVED: Duration = Duration::from_millis(2);
/// How long after a folder came it is looked at once more.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

impl Doorbell {
    /// A doorbell for `listen`. Changes made after this returns ring.
    ///
    /// # Errors
    /// If the root is not there.
    pub fn new(listen: &Listen) -> Result<Self, FsError> {
        let (sender, messages) = channel();
        match RecommendedWatcher::new(teller(&sender), config()) {
            Ok(watcher) => Self::with(listen, (Box::new(watcher), Mode::Events), (sender, messages)),
            Err(error) => Self::polling(listen, &error.to_string()),
        }
    }

    /// A doorbell that looks by itself: for file systems that tell of nothing, such as network shares.
    ///
    /// # Errors
    /// If the root is not there.
    pub fn polling(listen: &Listen, why: &str) -> Result<Self, FsError> {
        let (sender, messages) = channel();
        let (watcher, mode) = poller(&sender, why)?;
        Self::with(listen, (watcher, mode), (sender, messages))
    }

    fn with(
        listen: &Listen,
        (watcher, mode): (Box<dyn Watcher + Send>, Mode),
        (sender, messages): (Sender<Message>, Receiver<Message>),
    ) -> Result<Self, FsError> {
        let root = std::fs::canonicalize(&listen.root).map_err(FsError::io("find", &listen.root))?;
        let places = listen.paths.iter().map(|path| Place { path: root.join(path), real: None }).collect();
        let ignore = listen.ignore.as_ref().map(|path| root.join(path));
        let ignore = ignore.map(|path| std::fs::canonicalize(&path).unwrap_or(path));
        let mut bell =
            Self { places, root, ignore, mode, watcher, watched: Vec::new(), messages, sender, look_again: false };
        bell.watch()?;
        Ok(bell)
    }

    /// How it learns of changes; may change while it waits.
    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// Ends waits from elsewhere.
    pub fn closer(&self) -> Closer {
        Closer(self.sender.clone())
    }

    /// Waits until something may have changed, then on until nothing more came for `quiet` (two milliseconds where the
    /// last event says that a file is whole), but for `cap` at most. What happens meanwhile and later rings the next time.
    pub fn wait(&mut self, quiet: Duration, cap: Duration) -> Rang {
        let mut worst = Meaning::Nothing;
        let mut until: Option<(Instant, Instant)> = None;
        let again = std::mem::take(&mut self.look_again).then(|| Instant::now() + LOOK_AGAIN);
        loop {
            let end = until.map(|(quiet, cap)| quiet.min(cap)).or(again);
            let message = match end {
                None => self.messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(end) => self.messages.recv_timeout(end.saturating_duration_since(Instant::now())),
            };
            let (meaning, quiet) = match message {
                Ok(Message::Event(event)) => {
                    let quiet = if event.as_ref().is_ok_and(is_saved) { quiet.min(SAVED) } else { quiet };
                    (self.meaning(event), quiet)
                }
                Ok(Message::Close) | Err(RecvTimeoutError::Disconnected) => return Rang::Closed,
                Err(RecvTimeoutError::Timeout) => break,
            };
            if meaning > Meaning::Nothing {
                let now = Instant::now();
                let cap = until.map_or(now + cap, |(_, cap)| cap);
                until = Some((now + quiet, cap));
                worst = worst.max(meaning);
            }
        }
        self.look_again = worst >= Meaning::Folder;
        if worst == Meaning::Place {
            // A root that is gone is reported by the scan that follows.
            let _ = self.watch();
        }
        Rang::Changed
    }

    /// Watches all places there are, and the folders they lie in: so a place that comes, or comes back, is seen.
    fn watch(&mut self) -> Result<(), FsError> {
        for path in self.watched.drain(..) {
            // What is gone is no longer watched.
            let _ = self.watcher.unwatch(&path);
        }
        let mut wanted = Vec::new();
        for place in &mut self.places {
            place.real = std::fs::canonicalize(&place.path).ok();
            wanted.extend(place.real.iter().map(|real| (real.clone(), RecursiveMode::Recursive)));
            let above = place.path.ancestors().skip(1).take_while(|above| above.starts_with(&self.root));
            let nearest = place.path.parent().filter(|parent| !parent.starts_with(&self.root));
            let folders = above.chain(nearest).filter(|folder| folder.is_dir());
            wanted.extend(folders.map(|folder| (folder.to_path_buf(), RecursiveMode::NonRecursive)));
        }
        // One mode a path: that of all in it covers the other.
        wanted.sort_by(|(one, mode), (other, way)| one.cmp(other).then((*mode as u8).cmp(&(*way as u8))));
        wanted.dedup_by(|(one, _), (other, _)| one == other);
        for (path, mode) in wanted {
            match self.watcher.watch(&path, mode) {
                Ok(()) => self.watched.push(path),
                Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => {}
                Err(_) if self.mode != Mode::Events => {}
                Err(error) => {
                    self.poll_instead(&error)?;
                    return self.watch();
                }
            }
        }
        Ok(())
    }

    fn poll_instead(&mut self, error: &notify::Error) -> Result<(), FsError> {
        let why = match error.kind {
            notify::ErrorKind::MaxFilesWatch => "the system has no more watches to give".to_owned(),
            _ => error.to_string(),
        };
        self.watched.clear();
        (self.watcher, self.mode) = poller(&self.sender, &why)?;
        Ok(())
    }

    fn meaning(&mut self, event: notify::Result<Event>) -> Meaning {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                if self.mode == Mode::Events && matches!(error.kind, notify::ErrorKind::MaxFilesWatch) {
                    let _ = self.poll_instead(&error).and_then(|()| self.watch());
                }
                return Meaning::Change;
            }
        };
        // Events were lost.
        if event.need_rescan() || event.paths.is_empty() {
            return Meaning::Place;
        }
        event.paths.iter().map(|path| self.meaning_at(path, event.kind)).max().unwrap_or(Meaning::Nothing)
    }

    fn meaning_at(&self, path: &Path, kind: EventKind) -> Meaning {
        if self.ignore.as_ref().is_some_and(|ignore| path.starts_with(ignore)) {
            return Meaning::Nothing;
        }
        let comes_or_goes =
            matches!(kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        let mut meaning = Meaning::Nothing;
        for place in &self.places {
            let is_it = place.path == path || place.real.as_deref() == Some(path);
            if comes_or_goes && (is_it || place.path.starts_with(path)) {
                return Meaning::Place;
            }
            let Some(rest) = place.real.as_ref().and_then(|real| path.strip_prefix(real).ok()) else { continue };
            if !rest.components().any(|part| left_out(part.as_os_str())) {
                let folder = match kind {
                    EventKind::Create(CreateKind::File) => false,
                    EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) => path.is_dir(),
                    _ => false,
                };
                meaning = meaning.max(if folder { Meaning::Folder } else { Meaning::Change });
            }
        }
        meaning
    }
}

/// Whether an event ends the save of a file: it was closed after writing, or took the place of another.
fn is_saved(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}

/// Links are not followed: the scan follows those that lead inside, where it is watched anyway.
fn config() -> notify::Config {
    notify::Config::default().with_follow_symlinks(false).with_poll_interval(LOOK_EVERY)
}

fn poller(sender: &Sender<Message>, why: &str) -> Result<(Box<dyn Watcher + Send>, Mode), FsError> {
    let watcher = PollWatcher::new(teller(sender), config())
        .map_err(|error| FsError::io("watch", Path::new("."))(std::io::Error::other(error)))?;
    Ok((Box::new(watcher), Mode::Polling { why: why.to_owned() }))
}

/// Passes on what may be a change; reading files is none.
fn teller(sender: &Sender<Message>) -> impl FnMut(notify::Result<Event>) + Send + use<> {
    let sender = sender.clone();
    move |event| {
        let only_read = |kind: &EventKind| matches!(kind, EventKind::Access(access) if *access != AccessKind::Close(AccessMode::Write));
        if !event.as_ref().is_ok_and(|event| only_read(&event.kind)) {
            // Fails only if the doorbell is gone already.
            let _ = sender.send(Message::Event(event));
        }
    }
}

#[cfg(test)]
mod tests;

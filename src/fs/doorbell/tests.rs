//! When the doorbell rings, and when it does not.

use std::fs;

use super::*;

const QUIET: Duration = Duration::from_millis(10);
const CAP: Duration = Duration::from_millis(200);

struct Site {
    dir: tempfile::TempDir,
    bell: Doorbell,
}

impl Site {
    fn new() -> Self {
        Self::with(Doorbell::new)
    }

    fn with(make: impl FnOnce(&Listen) -> Result<Doorbell, FsError>) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        for folder in ["content/a", "public", "content/.git"] {
            fs::create_dir_all(dir.path().join(folder)).expect("a folder");
        }
        fs::write(dir.path().join("content/a/page.md"), "1").expect("written");
        let listen = Listen {
            root: dir.path().to_path_buf(),
            paths: ["content", "templates", "themes/own", "guildhall.yaml"].map(PathBuf::from).to_vec(),
            ignore: Some("public".into()),
        };
        let bell = make(&listen).expect("a doorbell");
        Self { dir, bell }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, "x").expect("written");
    }

    /// Whether it rings within `limit`.
    fn rings_within(&mut self, limit: Duration) -> bool {
        let closer = self.bell.closer();
        let (done, waiting) = channel::<()>();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                if waiting.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                    closer.close();
                }
            });
            let rang = self.bell.wait(QUIET, CAP);
            let _ = done.send(());
            rang == Rang::Changed
        })
    }

    #[track_caller]
    fn rings(&mut self) {
        assert!(self.rings_within(Duration::from_secs(10)), "it does not ring");
        // Second looks and stragglers of the same change.
        while self.rings_within(Duration::from_millis(400)) {}
    }

    #[track_caller]
    fn is_silent(&mut self) {
        assert!(!self.rings_within(Duration::from_millis(300)), "it rings");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_was_closed_needs_no_long_silence() {
    let mut site = Site::new();
    site.write("content/a/page.md");
    let start = Instant::now();
    assert_eq!(site.bell.wait(Duration::from_mins(1), Duration::from_mins(1)), Rang::Changed);
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn it_rings_for_what_the_site_is_made_of() {
    let mut site = Site::new();
    assert_eq!(*site.bell.mode(), Mode::Events);
    site.is_silent();
    for path in
        ["content/a/page.md", "content/new.md", "guildhall.yaml", "templates/page.html", "themes/own/theme.yaml"]
    {
        site.write(path);
        site.rings();
        site.write(path);
        site.rings();
    }
    fs::remove_file(site.path("content/new.md")).expect("removed");
    site.rings();
    fs::rename(site.path("content/a/page.md"), site.path("content/a/other.md")).expect("renamed");
    site.rings();
}

#[test]
fn it_does_not_ring_for_what_is_no_source() {
    let mut site = Site::new();
    for path in ["public/index.html", "content/.git/index", "content/a/.page.md.swp", "content/a/page.md~", "README.md"]
    {
        site.write(path);
    }
    fs::rename(site.path("public"), site.path("old")).expect("renamed");
    assert_eq!(fs::read(site.path("content/a/page.md")).expect("read"), b"1");
    site.is_silent();
    // An editor that writes aside and renames.
    fs::rename(site.path("content/a/.page.md.swp"), site.path("content/a/page.md")).expect("renamed");
    site.rings();
}

#[test]
fn new_folders_and_folders_that_come_back_are_heard() {
    let mut site = Site::new();
    site.write("content/deep/er/and/deeper/page.md");
    site.rings();
    site.write("content/deep/er/and/deeper/page.md");
    site.rings();

    for _ in 0..2 {
        fs::rename(site.path("content"), site.path("away")).expect("renamed");
        site.rings();
        site.write("away/a/page.md");
        site.is_silent();
        fs::rename(site.path("away"), site.path("content")).expect("renamed");
        site.rings();
        site.write("content/a/page.md");
        site.rings();
    }
    fs::remove_dir_all(site.path("content")).expect("removed");
    site.write("content/a/page.md");
    site.rings();
    site.write("content/a/page.md");
    site.rings();
}

#[test]
fn many_changes_ring_once_and_soon() {
    let mut site = Site::new();
    for number in 0..200 {
        site.write(&format!("content/a/{number}.md"));
    }
    let start = Instant::now();
    assert!(site.rings_within(Duration::from_secs(10)));
    assert!(start.elapsed() < CAP * 5, "{:?}", start.elapsed());
    site.is_silent();
}

#[test]
fn without_events_it_looks_by_itself() {
    let mut site = Site::with(|listen| Doorbell::polling(listen, "a test"));
    assert_eq!(*site.bell.mode(), Mode::Polling { why: "a test".into() });
    site.write("content/a/second.md");
    site.rings();
    site.write("public/index.html");
    assert!(!site.rings_within(Duration::from_millis(1_500)), "it rings");
}

#[test]
fn closing_ends_the_wait() {
    let mut site = Site::new();
    site.bell.closer().close();
    assert_eq!(site.bell.wait(QUIET, CAP), Rang::Closed);
}

#[cfg(unix)]
#[test]
fn a_content_folder_elsewhere_is_heard_and_links_are_not_walked() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut site = Site::with(|listen| {
        fs::remove_dir_all(listen.root.join("content")).expect("removed");
        std::os::unix::fs::symlink(elsewhere.path(), listen.root.join("content")).expect("a link");
        std::os::unix::fs::symlink("/", elsewhere.path().join("everything")).expect("a link");
        Doorbell::new(listen)
    });
    fs::write(elsewhere.path().join("page.md"), "x").expect("written");
    site.rings();
}

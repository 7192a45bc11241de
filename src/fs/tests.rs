//! Reading a site: what is found, what is left out, what is read again.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::read::TEXT_MAX;
use super::*;
use crate::base::code::Code;
use crate::base::path::SourcePath;

fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("content")).expect("content");
    for (path, bytes) in files {
        write(dir.path(), path, bytes);
    }
    dir
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
    fs::write(path, bytes).expect("written");
}

fn roots() -> Roots {
    Roots { content: "content".into(), theme: Some("own".into()), output: Some("public".into()) }
}

fn load(root: &Path) -> Sources {
    Loader::new(root.to_path_buf()).load(&roots()).expect("loaded")
}

fn paths(sources: &Sources) -> Vec<&str> {
    sources.files.keys().map(SourcePath::as_str).collect()
}

fn findings(sources: &Sources) -> Vec<(Code, String)> {
    let at = |diag: &crate::base::diag::Diagnostic| diag.at.as_ref().expect("a place").path.to_string();
    sources.diags.iter().map(|diag| (diag.code, at(diag))).collect()
}

#[test]
fn files_are_text_or_asset_by_where_they_lie() {
    let dir = site(&[
        ("content/a.md", b"\xef\xbb\xbfhello"),
        ("content/B.MD", b"x"),
        ("content/pic.png", b"\x89PNG"),
        ("content/x.md/in.md", b"a folder named like a page"),
        ("content/.hidden/a.md", b""),
        ("content/old.md~", b""),
        ("content/old.md.bak", b""),
        ("static/note.md", b"copied"),
        ("templates/page.html", b"{{ page }}"),
        ("themes/own/static/a.css", b"a"),
        ("themes/own/i18n/en.yaml", b"a: b"),
        ("themes/own/theme.yaml", b"a: b"),
        ("themes/other/theme.yaml", b"a: b"),
        ("public/index.html", b""),
        ("guildhall.yaml", b""),
    ]);
    let sources = load(dir.path());
    let text: Vec<_> =
        paths(&sources).into_iter().filter(|path| sources.text(&SourcePath::new(path)).is_some()).collect();
    assert_eq!(
        text,
        [
            "content/B.MD",
            "content/a.md",
            "content/x.md/in.md",
            "templates/page.html",
            "themes/own/i18n/en.yaml",
            "themes/own/theme.yaml",
        ]
    );
    let assets: Vec<_> = paths(&sources).into_iter().filter(|path| !text.contains(path)).collect();
    assert_eq!(assets, ["content/pic.png", "static/note.md", "themes/own/static/a.css"]);
    assert_eq!(&*sources.text(&SourcePath::new("content/a.md")).expect("text").text, "hello");
    assert_eq!(sources.diags, []);
}

#[test]
fn a_text_that_cannot_be_used_keeps_its_place_and_says_why() {
    let big = vec![b'a'; usize::try_from(TEXT_MAX).expect("fits") + 1];
    let dir = site(&[("content/big.md", &big), ("content/latin.md", b"Caf\xe9 noir"), ("content/ok.md", b"ok")]);
    let sources = load(dir.path());
    let fault = |path: &str| match &sources.files[&SourcePath::new(path)] {
        Source::Unusable(diag) => (diag.code, diag.message.clone()),
        other => panic!("{path} is usable: {other:?}"),
    };
    assert_eq!(fault("content/big.md"), (Code::FileTooLarge, "the file is over the limit of 8 MB for a text".into()));
    assert_eq!(fault("content/latin.md").0, Code::FileEncoding);
    assert!(sources.text(&SourcePath::new("content/ok.md")).is_some());
}

#[test]
fn only_what_changed_is_read_again() {
    let dir = site(&[("content/a.md", b"one"), ("content/b.md", b"two"), ("content/c.png", b"three")]);
    let mut loader = Loader::new(dir.path().to_path_buf());
    let first = loader.load(&roots()).expect("loaded");
    assert_eq!(loader.files_read(), 3);
    loader.load(&roots()).expect("loaded");
    assert_eq!(loader.files_read(), 3, "files as young as these may change without a new stamp");

    // Waits for the stamps to settle: entries cannot be aged by hand.
    std::thread::sleep(Duration::from_millis(2_100));
    loader.load(&roots()).expect("loaded");
    let settled = loader.load(&roots()).expect("loaded");
    assert_eq!(loader.files_read(), 0);
    assert_eq!(format!("{first:?}"), format!("{settled:?}"));

    // A text that was let go is known by its digest, can be had from the file, and is read again when all are wanted.
    let (shown, other) = (SourcePath::new("content/a.md"), SourcePath::new("content/b.md"));
    loader.let_go("content", &[&shown].into());
    let known = loader.load(&roots()).expect("loaded");
    let digest = settled.text(&other).expect("text").digest;
    assert!(matches!(known.files[&other], Source::Known(known) if known == digest) && known.text(&shown).is_some());
    assert_eq!(&*loader.text(&other, digest).expect("the same file").text, "two");
    assert!(loader.text(&shown, digest).is_none(), "another text");
    assert!(loader.load(&roots()).expect("loaded").text(&other).is_some(), "held again");
    loader.let_go("content", &[&shown].into());
    loader.hold_texts();
    let whole = loader.load(&roots()).expect("loaded");
    assert_eq!((loader.files_read(), format!("{whole:?}")), (1, format!("{settled:?}")));

    // The same length and the same time: the entry's own stamp tells.
    let path = dir.path().join("content/b.md");
    let before = fs::metadata(&path).expect("there").modified().expect("a time");
    fs::write(&path, "TWO").expect("written");
    fs::File::options().write(true).open(&path).expect("open").set_modified(before).expect("set");
    fs::remove_file(dir.path().join("content/a.md")).expect("removed");
    let after = loader.load(&roots()).expect("loaded");
    assert_eq!(loader.files_read(), 1);
    assert_eq!(paths(&after), ["content/b.md", "content/c.png"]);
    assert_eq!(&*after.text(&SourcePath::new("content/b.md")).expect("text").text, "TWO");
}

#[test]
fn a_missing_content_folder_is_an_error_and_a_missing_theme_is_not() {
    let dir = site(&[]);
    assert!(load(dir.path()).files.is_empty());
    fs::remove_dir(dir.path().join("content")).expect("removed");
    let error = Loader::new(dir.path().to_path_buf()).load(&roots()).expect_err("no content");
    assert!(error.to_string().starts_with("there is no folder ") && error.to_string().ends_with("content"), "{error}");
    fs::write(dir.path().join("content"), "").expect("written");
    let error = Loader::new(dir.path().to_path_buf()).load(&roots()).expect_err("a file");
    assert!(error.to_string().ends_with("content is not a folder"), "{error}");
    let outside = Roots { content: "../content".into(), ..roots() };
    assert!(Loader::new(dir.path().to_path_buf()).load(&outside).is_err());
}

#[test]
fn the_root_itself_can_be_the_content_folder() {
    let dir =
        site(&[("a.md", b"a"), ("templates/page.html", b"p"), ("public/index.html", b""), ("content/b.md", b"b")]);
    let roots = Roots { content: ".".into(), ..roots() };
    let sources = Loader::new(dir.path().to_path_buf()).load(&roots).expect("loaded");
    assert_eq!(paths(&sources), ["a.md", "content/b.md", "templates/page.html"]);
}

#[test]
fn configuration_is_read_as_text_or_refused() {
    let dir = site(&[("guildhall.yaml", b"\xef\xbb\xbftitle: x\n"), ("bad.yaml", b"title: \xe9 noir\n")]);
    let read = |name: &str| read_config(dir.path(), Path::new(name));
    assert_eq!(read("guildhall.yaml").expect("read").as_deref(), Some("title: x\n"));
    assert!(read("none.yaml").expect("no error").is_none());
    let error = read("bad.yaml").expect_err("not text").to_string();
    assert!(error.contains("bad.yaml is not UTF-8 text: at line 1, column 8 stands the byte 0xe9"), "{error}");
    assert!(read("content").is_err(), "a folder");
}

#[test]
fn a_copy_gives_its_bytes_only_while_they_are_those_scanned() {
    let dir = site(&[("content/a.png", b"one")]);
    let from = SourcePath::new("content/a.png");
    let Source::Asset(asset) = load(dir.path()).files[&from] else { panic!("an asset") };
    let blob = Blob::Copy { from, digest: asset.digest };
    assert_eq!(&*read_blob(dir.path(), &blob).expect("read"), b"one");
    write(dir.path(), "content/a.png", b"two");
    assert!(matches!(read_blob(dir.path(), &blob), Err(FsError::Changed { .. })));
    let outside = Blob::Copy { from: SourcePath::new("content/../../a"), digest: asset.digest };
    assert!(matches!(read_blob(dir.path(), &outside), Err(FsError::Outside { .. })));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_odd_names_never_lead_out_or_stop_the_walk() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    let dir = site(&[("content/a/page.md", b"page"), ("secret.md", b"secret"), ("content/a/b/deep.md", b"deep")]);
    let content = dir.path().join("content");
    for (target, link) in [
        (".", "loop"),
        ("../..", "up"),
        ("/dev/zero", "zero.md"),
        ("../secret.md", "secret.md"),
        ("nowhere", "broken.md"),
        ("self.md", "self.md"),
        ("a/page.md", "inside.md"),
        ("a/b", "folder"),
        ("..", "a/b/circle"),
    ] {
        symlink(target, content.join(link)).expect("a link");
    }
    rustix::fs::mknodat(rustix::fs::CWD, content.join("pipe.md"), rustix::fs::FileType::Fifo, 0o644.into(), 0)
        .expect("a pipe");
    for name in [&b"x\xff.md"[..], b"a\nb.md", b"\x1b[31m.md", b"c\\d.md", b"blank.md "] {
        fs::write(content.join(std::ffi::OsStr::from_bytes(name)), "x").expect("written");
    }
    let sources = load(dir.path());
    assert_eq!(
        paths(&sources),
        [
            "content/a/b/deep.md",
            "content/a/page.md",
            "content/blank.md ",
            "content/folder/deep.md",
            "content/inside.md"
        ]
    );
    let skipped =
        ["a/b/circle", "broken.md", "folder/circle", "loop", "pipe.md", "secret.md", "self.md", "up", "zero.md"];
    let findings = findings(&sources);
    let of = |code| findings.iter().filter(move |finding| finding.0 == code).map(|finding| finding.1.clone());
    assert_eq!(of(Code::FileSkipped).collect::<Vec<_>>(), skipped.map(|name| format!("content/{name}")));
    assert_eq!(of(Code::NameUnsafe).count(), 5);
    let messages: String = sources.diags.iter().map(|diag| diag.message.as_str()).collect();
    assert!(messages.contains(r"`x\xff.md`"), "{messages}");
    assert!(!messages.contains(char::is_control), "{messages:?}");
}

#[cfg(unix)]
#[test]
fn links_that_multiply_are_cut_off() {
    let dir = site(&[("content/d20/page.md", b"page")]);
    for level in 0..20 {
        let folder = dir.path().join(format!("content/d{level}"));
        fs::create_dir(&folder).expect("a folder");
        for link in ["one", "two"] {
            std::os::unix::fs::symlink(format!("../d{}", level + 1), folder.join(link)).expect("a link");
        }
    }
    let start = SystemTime::now();
    let sources = load(dir.path());
    assert!(start.elapsed().expect("a time") < Duration::from_secs(5));
    assert!(sources.diags.iter().any(|diag| diag.message.contains("more than 20000")), "{:?}", sources.diags.len());
}

#[cfg(unix)]
#[test]
fn folders_may_lie_deep() {
    let dir = site(&[]);
    let deep = "d/".repeat(300);
    write(dir.path(), &format!("content/{deep}page.md"), b"deep");
    assert_eq!(paths(&load(dir.path())), [format!("content/{deep}page.md")]);
}

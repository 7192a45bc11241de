//! A site in a temporary folder, built in this process with a memo that is kept: each call does one thing and hands the
//! site on, so a test reads as a story.
//!
//! The only file of the suite that knows how inputs are put together.

use std::fs;
use std::path::{Path, PathBuf};

use guildhall::base::code::Code;
use guildhall::base::date::Date;
use guildhall::base::path::{Address, OutPath, SourcePath};
use guildhall::build::{Built, Inputs, Memo, Options, Pages, build, pages_in_parts};
use guildhall::config;
use guildhall::fs::{Blob, Loader, Outputs, Roots, read_blob};
use guildhall::index::export::Index;
use guildhall::render::Themes;
use guildhall_search::Manifest;
use guildhall_search::lexicon::{Phrase, Reading};
use tempfile::TempDir;

use crate::binary::write;

/// The day on which all tests build.
pub(crate) const TODAY: Date = jiff::civil::date(2026, 11, 24);

/// A site and its last build.
pub(crate) struct Site {
    folder: TempDir,
    options: Options,
    today: Date,
    loader: Loader,
    themes: Themes,
    memo: Memo,
    built: Option<Built>,
}

/// A site that has a title and nothing else.
pub(crate) fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    let loader = Loader::new(folder.path().to_owned());
    let (options, themes, memo) = (Options::default(), Themes::default(), Memo::default());
    Site { folder, options, today: TODAY, loader, themes, memo, built: None }.file("guildhall.yaml", "title: Test\n")
}

/// How much a build had to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Work {
    pub(crate) parsed: usize,
    pub(crate) rendered: usize,
}

impl Site {
    /// Writes a file, new or not.
    pub(crate) fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        write(&self.at(path), bytes);
        self
    }

    /// Copies the files of a fixture into the site.
    pub(crate) fn fixture(self, name: &str) -> Self {
        crate::binary::copy(&crate::binary::fixture(name), self.folder.path());
        self
    }

    /// Writes a file anew that is there.
    pub(crate) fn change(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        assert!(self.at(path).is_file(), "{path} is not there to be changed");
        self.file(path, bytes)
    }

    /// Moves a file.
    pub(crate) fn rename(self, from: &str, to: &str) -> Self {
        fs::create_dir_all(self.at(to).parent().unwrap()).unwrap();
        fs::rename(self.at(from), self.at(to)).unwrap();
        self
    }

    /// Deletes a file.
    pub(crate) fn remove(self, path: &str) -> Self {
        fs::remove_file(self.at(path)).unwrap();
        self
    }

    /// Builds for this audience from now on.
    pub(crate) fn audience(mut self, audience: &str) -> Self {
        self.options.audience = Some(audience.to_owned());
        self
    }

    /// Builds drafts from now on.
    pub(crate) fn drafts(mut self) -> Self {
        self.options.drafts = true;
        self
    }

    /// Builds on another day from now on.
    pub(crate) fn on(mut self, today: Date) -> Self {
        self.today = today;
        self
    }

    /// Builds with what is left of the builds before.
    pub(crate) fn build(mut self) -> Self {
        let inputs = inputs(self.folder.path(), (&mut self.loader, &mut self.themes), (&self.options, self.today));
        self.built = Some(build(&inputs, &mut self.memo));
        self
    }

    /// Builds as if for the first time.
    pub(crate) fn cold(&self) -> Built {
        let root = self.folder.path();
        build(
            &inputs(root, (&mut Loader::new(root.to_owned()), &mut Themes::default()), (&self.options, self.today)),
            &mut Memo::default(),
        )
    }

    /// The first half of a first build, and its files as they left.
    pub(crate) fn in_parts(&self) -> (Pages, Vec<Outputs>) {
        let root = self.folder.path();
        let inputs =
            inputs(root, (&mut Loader::new(root.to_owned()), &mut Themes::default()), (&self.options, self.today));
        let mut parts = Vec::new();
        let pages = pages_in_parts(&inputs, &mut Memo::default(), &mut |part| parts.push(part));
        (pages, parts)
    }

    /// Looks at the HTML of a page.
    pub(crate) fn expect_page(self, address: &str, check: impl FnOnce(&str)) -> Self {
        let path = Address::new(address).index();
        self.expect_file(path.as_str(), check)
    }

    /// Looks at the text of a published file.
    pub(crate) fn expect_file(self, path: &str, check: impl FnOnce(&str)) -> Self {
        let bytes = self.output(path).unwrap_or_else(|| panic!("no file {path:?}: {:?}", self.paths()));
        check(std::str::from_utf8(&bytes).unwrap());
        self
    }

    /// There is no such file.
    pub(crate) fn expect_no_output(self, path: &str) -> Self {
        assert!(self.output(path).is_none(), "{path} was made");
        self
    }

    /// These findings in this order, as `code path`, and no other.
    pub(crate) fn expect_findings(self, expected: &[(Code, &str)]) -> Self {
        let place =
            |at: &Option<_>| at.as_ref().map_or(String::new(), |at: &guildhall::base::diag::Label| at.path.to_string());
        let found: Vec<_> = self.built().diags.iter().map(|diag| (diag.code, place(&diag.at))).collect();
        let expected: Vec<_> = expected.iter().map(|(code, path)| (*code, (*path).to_owned())).collect();
        assert_eq!(found, expected);
        self
    }

    /// The last build parsed and rendered so many pages.
    pub(crate) fn expect_work(self, work: Work) -> Self {
        let stats = &self.built().stats;
        assert_eq!(Work { parsed: stats.parsed, rendered: stats.rendered }, work);
        self
    }

    /// A build from nothing gives the same bytes and the same findings as the last one.
    pub(crate) fn expect_warm_is_cold(self) -> Self {
        let cold = self.cold();
        let warm = self.built();
        same_outputs(warm, &cold);
        assert_eq!(warm.diags, cold.diags);
        self
    }

    /// The bytes of a file of the last build.
    pub(crate) fn output(&self, path: &str) -> Option<Vec<u8>> {
        let blob = self.built().outputs.get(&OutPath::new(path))?;
        Some(read_blob(self.root(), blob).unwrap().to_vec())
    }

    /// Every file of the last build.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.built().outputs.iter().map(|(path, _)| path.to_string()).collect()
    }

    /// What phrases mean, as the published index says it, in the order of their words.
    pub(crate) fn phrases(&self) -> Vec<Phrase> {
        let index = Index(&self.built().outputs);
        let manifest = Manifest::decode(&index.manifest().unwrap()).unwrap();
        let chunks = manifest.chunks().map(|file| index.file(file).unwrap());
        chunks.flat_map(|chunk| Reading::new(&chunk).unwrap().phrases(None).unwrap()).collect()
    }

    /// The last build.
    pub(crate) fn built(&self) -> &Built {
        self.built.as_ref().expect("build() comes first")
    }

    /// The folder the site is in.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }
}

/// Fails with the first file that differs, not with two whole sites.
pub(crate) fn same_outputs(a: &Built, b: &Built) {
    let paths = |built: &Built| built.outputs.iter().map(|(path, _)| path.to_string()).collect::<Vec<_>>();
    assert_eq!(paths(a), paths(b));
    for (path, blob) in a.outputs.iter() {
        let other = b.outputs.get(path).unwrap();
        if blob == other {
            continue;
        }
        let text = |blob: &Blob| match blob {
            Blob::Bytes(..) | Blob::Packed(_) => {
                String::from_utf8_lossy(&read_blob(Path::new(""), blob).unwrap()).into_owned()
            }
            Blob::Copy { .. } | Blob::Text { .. } => format!("{blob:?}"),
        };
        assert_eq!(text(blob), text(other), "{path}");
    }
}

fn inputs(root: &Path, (loader, themes): (&mut Loader, &mut Themes), (options, today): (&Options, Date)) -> Inputs {
    let path = SourcePath::new(config::FILE);
    let text = fs::read_to_string(root.join(config::FILE)).unwrap();
    let (config, found) = config::parse(&text, &path);
    let config = config.unwrap_or_else(|| panic!("{found:?}"));
    let audience = options.audience.clone().or_else(|| config.audience.clone());
    let options = Options { audience, ..options.clone() };
    let theme = Some(config.theme.value.clone()).filter(|name| name != "default");
    let roots = Roots { content: config.content.clone(), theme, output: Some(root.join(&config.output)) };
    let sources = loader.load(&roots).unwrap();
    Inputs::new(config, sources, themes, today, options, found)
        .unwrap_or_else(|why| panic!("no theme: {:?}", why.found))
}

//! What pages include of each other, known before any of them is parsed: the texts of other files that a page is made of
//! are part of its key.
//!
//! Lines are looked at, not Markdown: an include in a block of code is none, but does no harm here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::split::split;
use crate::base::code::Code;
use crate::base::digest::{Digest, Digester};
use crate::base::path::{SourcePath, joined, relative};
use crate::base::text::{Patience, decode_percent, shown};
use crate::fs::{Source, Sources};
use crate::markdown::{self, Fault, Library, include_line, include_parts};

/// The includes of a file.
#[derive(Clone, Debug)]
pub struct Written {
    /// Of the text they were found in.
    digest: Digest,
    /// The paths as written.
    paths: Arc<[Box<str>]>,
}

/// Why a path names no file. What to write instead is looked for only where somebody is told.
enum Miss {
    /// It cannot be read as text.
    NoText,
    /// It lies outside the content folder.
    Outside(String),
    /// There is none: the path in a message, and whole.
    File(String, String),
}

/// Names that are compared for the hints of one page.
const COMPARED: usize = 50_000;

/// By file, those that include anything.
pub type IncludesByFile = BTreeMap<SourcePath, Written>;

/// The includes of a site, and the files they name.
#[derive(Debug)]
pub struct Includes<'a> {
    sources: &'a Sources,
    content: &'a str,
    files: IncludesByFile,
    /// Messages may offer the names of other files.
    names: bool,
}

impl<'a> Includes<'a> {
    /// Those of all pages. Of texts that were let go `known` still says what they include; `names` lets messages offer the
    /// names of other files below the folder `content`, whoever these are for.
    pub fn gather(sources: &'a Sources, content: &'a str, known: &IncludesByFile, names: bool) -> Self {
        let mut files = IncludesByFile::new();
        for (path, source) in sources.files.iter().filter(|(path, _)| path.ends_in("md")) {
            let written = match source {
                Source::Text(text) => written(&text.text, text.digest),
                Source::Known(digest) => known.get(path).filter(|known| known.digest == *digest).cloned(),
                Source::Asset(_) | Source::Unusable(_) => None,
            };
            files.extend(written.map(|written| (path.clone(), written)));
        }
        Self { sources, content, files, names }
    }

    /// What was found, for the next time.
    pub fn into_files(self) -> IncludesByFile {
        self.files
    }

    /// Whether the file includes anything.
    pub fn any(&self, path: &SourcePath) -> bool {
        self.files.contains_key(path)
    }

    /// Of every text that `path` includes, directly or through others, and of what is said where there is none; `None` if it
    /// includes nothing.
    pub fn digest(&self, path: &SourcePath) -> Option<Digest> {
        self.files.get(path)?;
        let mut digester = Digester::default();
        let mut offered = BTreeSet::new();
        self.reach(path, |written, found| {
            digester.part(written.as_bytes());
            match found {
                Ok((path, source)) => _ = digester.part(path.as_str().as_bytes()).digest(source.digest()),
                // What is said of it may offer any name beside it.
                Err(Miss::File(_, wanted)) if offered.insert(folder_and_name(wanted).0.to_owned()) => {
                    for name in self.beside(wanted) {
                        digester.part(name.as_bytes());
                    }
                }
                Err(_) => {}
            }
        });
        Some(digester.finish())
    }

    /// Whether a text that `path` includes was let go.
    pub fn lacks_text(&self, path: &SourcePath) -> bool {
        let mut lacks = false;
        if !self.any(path) {
            return false;
        }
        self.reach(path, |_, found| lacks |= matches!(found, Ok((_, Source::Known(_)))));
        lacks
    }

    /// Hands over each include that leads on from `path`, as written and with the file it names; each file once.
    fn reach(&self, path: &SourcePath, mut take: impl FnMut(&str, Result<(&'a SourcePath, &'a Source), &Miss>)) {
        let mut seen = BTreeSet::from([path.clone()]);
        let mut waiting = vec![path.clone()];
        while let Some(from) = waiting.pop() {
            let paths = self.files.get(&from).map_or(&[][..], |written| &written.paths);
            for written in paths {
                let found = self.lookup(&from, written);
                take(written, found.as_ref().copied());
                if let Ok((path, _)) = found
                    && seen.insert(path.clone())
                {
                    waiting.push(path.clone());
                }
            }
        }
    }

    /// These as one page reads them.
    pub(super) fn library(&self) -> PageLibrary<'_> {
        PageLibrary { includes: self, patience: Patience::new(COMPARED) }
    }

    /// The Markdown file that `path` names in the file `from`.
    fn lookup(&self, from: &SourcePath, path: &str) -> Result<(&'a SourcePath, &'a Source), Miss> {
        let sources = self.sources;
        if path.is_empty() {
            return sources.files.get_key_value(from).ok_or(Miss::NoText);
        }
        let path = decode_percent(path).ok_or(Miss::NoText)?;
        let outside = || Miss::Outside(shown(&path));
        let folder = from.folder().strip_prefix(self.content).unwrap_or_default();
        let inner = match path.strip_prefix('/') {
            Some(rooted) => joined("", rooted),
            None => joined(folder.trim_start_matches('/'), &path),
        };
        let inner = inner.ok_or_else(outside)?;
        let wanted = [self.content, "/", &inner].concat();
        let named = [wanted.clone(), format!("{wanted}.md")].into_iter().find_map(|path| {
            let found = sources.files.get_key_value(path.as_str());
            found.filter(|(path, _)| path.ends_in("md"))
        });
        named.ok_or_else(|| Miss::File(shown(&path), wanted))
    }

    /// The names that may be offered for a file `wanted`: of Markdown files in its folder.
    fn beside<'s>(&'s self, wanted: &'s str) -> impl Iterator<Item = &'s str> {
        let (folder, _) = folder_and_name(wanted);
        let start = SourcePath::new(format!("{folder}/"));
        let within = self.sources.files.range(start..).map(|(path, _)| path);
        let within = within.take_while(move |path| path.below(folder).is_some());
        let beside = within.filter(move |path| self.names && path.folder() == folder && path.ends_in("md"));
        beside.take(200).map(SourcePath::name)
    }

    /// A file in the folder of `wanted` that is called almost so.
    fn nearest(&self, from: &SourcePath, wanted: &str, patience: &Patience) -> String {
        let (folder, name) = folder_and_name(wanted);
        match patience.nearest(name, self.beside(wanted)) {
            Some(name) => {
                let path = relative(from.folder(), &format!("{folder}/{name}"));
                format!("did you mean `{}`?", shown(&path))
            }
            None => "correct the path, which is relative to this file".to_owned(),
        }
    }
}

/// The includes of a site as one page reads them.
pub(super) struct PageLibrary<'a> {
    includes: &'a Includes<'a>,
    patience: Patience,
}

impl Library for PageLibrary<'_> {
    fn find(&self, from: &SourcePath, path: &str) -> Result<markdown::Source<'_>, Fault> {
        self.includes.text(from, path, &self.patience)
    }
}

impl Library for Includes<'_> {
    fn find(&self, from: &SourcePath, path: &str) -> Result<markdown::Source<'_>, Fault> {
        self.text(from, path, &Patience::new(COMPARED))
    }
}

impl Includes<'_> {
    /// The text that `path` names in the file `from`.
    fn text(&self, from: &SourcePath, path: &str, patience: &Patience) -> Result<markdown::Source<'_>, Fault> {
        let fault = |miss: Miss| match miss {
            Miss::NoText => missing("this path is not text", String::new()),
            Miss::Outside(path) => {
                let message = format!("`{path}` lies outside the content folder");
                missing(message, "move the file into the content folder".to_owned())
            }
            Miss::File(path, wanted) => {
                let message = format!("there is no Markdown file `{path}`");
                missing(message, self.nearest(from, &wanted, patience))
            }
        };
        match self.lookup(from, path).map_err(fault)? {
            (path, Source::Text(text)) => {
                let base = split(&text.text, path).body;
                Ok(markdown::Source { text: text.text.get(base..).unwrap_or_default(), base, path })
            }
            (path, _) => {
                let message = format!("the file `{}` cannot be read", shown(path.name()));
                Err(missing(message, "mend that file first".to_owned()))
            }
        }
    }
}

fn folder_and_name(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn missing(message: impl Into<String>, hint: String) -> Fault {
    let hint = if hint.is_empty() { "correct the path, which is relative to this file".to_owned() } else { hint };
    Fault { code: Code::IncludeMissing, message: message.into(), hint }
}

fn written(text: &str, digest: Digest) -> Option<Written> {
    // Nearly every page is done with here.
    if !text.contains("{{") {
        return None;
    }
    let targets = text.lines().filter_map(include_line);
    let paths: BTreeSet<Box<str>> = targets.map(|target| include_parts(target).0.into()).collect();
    (!paths.is_empty()).then(|| Written { digest, paths: paths.into_iter().collect() })
}

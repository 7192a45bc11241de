//! The first half's files: pages, redirects, the theme's files, files for programs and calendars, files beside pages,
//! `static/`.

use std::collections::HashMap;

use super::Inputs;
use super::render::{Redirected, RenderStage};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::{Address, OutPath, SourcePath};
use crate::base::text;
use crate::fs::{Blob, Outputs, Source, Text};
use crate::index::titles;
use crate::render::{ACCENT_PATH, accent_css};
use crate::view::Scene;

/// Puts the other files beside the pages, which are there already. What Guildhall makes comes first: a file of the site
/// never replaces it. Redirects come last: an old address never stands in the way of anything.
pub(super) fn assemble(
    scene: &Scene<'_>,
    inputs: &Inputs,
    rendered: RenderStage,
    machine: Vec<(OutPath, Blob)>,
    files: &mut Files<'_>,
    diags: &mut Diags,
) {
    diags.extend(rendered.found);
    for (path, blob) in inputs.theme.assets() {
        files.add(path.clone(), blob.clone());
    }
    for (path, blob) in rendered.dialogs {
        files.add(path, blob);
    }
    if let Some(accent) = &inputs.config.accent {
        files.add(OutPath::new(ACCENT_PATH), Blob::bytes(accent_css(accent).into_bytes()));
    }
    files.keep(&["search/", titles::FILE].concat());
    for (path, blob) in machine {
        files.add(path, blob);
    }
    for path in scene.catalog.files() {
        if let Some((out, blob)) = copy(inputs, path, &inputs.config.content)
            && !files.add(out.clone(), blob)
        {
            diags.push(no_room(path, &out));
        }
    }
    for path in inputs.sources.files.keys() {
        if let Some((out, blob)) = copy(inputs, path, "static")
            && !files.add(out.clone(), blob)
        {
            diags.push(no_room(path, &out));
        }
    }
    for Redirected { at, blob, to } in rendered.redirects {
        if !files.add(at.clone(), blob) {
            diags.push(no_redirect(&scene.catalog.page(to).doc.path, &at));
        }
    }
    files.leave();
}

/// The files so far, and the places they take. Places that differ only in letter case or composition count as one.
#[derive(Default)]
pub(super) struct Files<'a> {
    /// Those that have not left.
    pub(super) outputs: Outputs,
    taken: HashMap<String, Thing>,
    /// How many there are, those that left included.
    pub(super) count: usize,
    /// Whoever takes them would do so in vain.
    unwanted: bool,
    /// Who takes them as they are made.
    take: Option<&'a mut dyn FnMut(Outputs)>,
}

/// How the bytes of pages are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// As they are, for they leave at once.
    Plain,
    /// Deflated, for they stay.
    Packed,
}

impl Hold {
    /// The blob of some bytes.
    pub(super) fn blob(self, bytes: Vec<u8>) -> Blob {
        match self {
            Self::Plain => Blob::bytes(bytes),
            Self::Packed => Blob::packed(&bytes),
        }
    }
}

/// What stands at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Thing {
    File,
    Folder,
}

impl<'a> Files<'a> {
    /// Files that leave as they are made.
    pub(super) fn leaving(take: &'a mut dyn FnMut(Outputs)) -> Self {
        Self { take: Some(take), ..Self::default() }
    }

    /// Whether they leave as they are made.
    pub(super) fn leaves(&self) -> bool {
        self.take.is_some()
    }

    /// How the bytes of pages are held.
    pub(super) fn hold(&self) -> Hold {
        if self.leaves() { Hold::Plain } else { Hold::Packed }
    }

    /// From now on none is handed over: the site will not be published.
    pub(super) fn hold_back(&mut self) {
        self.unwanted = true;
    }

    /// Hands over those that are here, if somebody takes them. Their places stay taken.
    pub(super) fn leave(&mut self) {
        if let Some(take) = &mut self.take {
            let part = std::mem::take(&mut self.outputs);
            if !self.unwanted {
                take(part);
            }
        }
    }

    /// Adds a file; `false` if its place is taken, as a file or as a folder.
    pub(super) fn add(&mut self, path: OutPath, blob: Blob) -> bool {
        let place = path.folded();
        if self.taken.contains_key(&place) {
            return false;
        }
        let mut fresh = Vec::new();
        for (at, _) in place.rmatch_indices('/') {
            let folder = &place[..at];
            match self.taken.get(folder) {
                Some(Thing::File) => return false,
                // And so are those above it.
                Some(Thing::Folder) => break,
                None => fresh.push((folder.to_owned(), Thing::Folder)),
            }
        }
        self.taken.extend(fresh);
        self.taken.insert(place, Thing::File);
        self.outputs.insert(path, blob);
        self.count += 1;
        true
    }

    /// Keeps a place for the other half of the build.
    fn keep(&mut self, path: &str) {
        self.taken.insert(OutPath::new(path).folded(), Thing::File);
    }
}

/// A file below `folder`, copied to the same place below the output.
fn copy(inputs: &Inputs, path: &SourcePath, folder: &str) -> Option<(OutPath, Blob)> {
    let below = path.below(folder)?;
    match inputs.sources.files.get(path)? {
        Source::Asset(asset) => Some((OutPath::new(below), Blob::Copy { from: path.clone(), digest: asset.digest })),
        Source::Text(Text { digest, .. }) | Source::Known(digest) => {
            Some((OutPath::new(below), Blob::Copy { from: path.clone(), digest: *digest }))
        }
        Source::Unusable(_) => None,
    }
}

fn no_room(from: &SourcePath, path: &OutPath) -> Diagnostic {
    let shown = text::shown(path.as_str());
    let message = format!("this file belongs at `{shown}`, but a page or another file stands there");
    Diagnostic::new(Code::AddressTaken, Label::file(from), message).hint("give the file another name or folder")
}

fn no_redirect(from: &SourcePath, path: &OutPath) -> Diagnostic {
    let shown = text::shown(path.as_str());
    let message = format!("an alias of this page would stand at `{shown}`, where a file or folder of the site stands");
    Diagnostic::new(Code::AliasTaken, Label::file(from), message).hint("take the alias out")
}

/// The file that holds the page at `address`: an old address may name a file itself (`old/page.html`).
pub(super) fn file_at(address: &Address) -> OutPath {
    let inner = address.as_str().trim_end_matches('/');
    let names_file = [".html", ".htm"].iter().any(|ending| inner.to_ascii_lowercase().ends_with(ending));
    if names_file { OutPath::new(inner) } else { address.index() }
}

//! The first half's files: pages, redirects, the theme's files, files beside pages, `static/`.

use super::Inputs;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::{Address, OutPath, SourcePath};
use crate::fs::{Blob, Outputs, Source};
use crate::render::{ACCENT_PATH, accent_css};
use crate::view::Scene;

/// Puts the files together. `rendered` are pages and redirects, each at its place.
pub(super) fn assemble(
    scene: &Scene<'_>,
    inputs: &Inputs,
    rendered: Vec<(OutPath, Blob)>,
    diags: &mut Diags,
) -> Outputs {
    let mut outputs = Outputs::default();
    for (path, blob) in rendered {
        outputs.insert(path, blob);
    }
    for (path, blob) in inputs.theme.assets() {
        outputs.insert(path.clone(), blob.clone());
    }
    if let Some(accent) = &inputs.config.accent {
        outputs.insert(OutPath::new(ACCENT_PATH), Blob::bytes(accent_css(accent).into_bytes()));
    }
    for path in &scene.catalog.files {
        if let Some((out, blob)) = copy(inputs, path, &inputs.config.content) {
            outputs.insert(out, blob);
        }
    }
    for path in inputs.sources.files.keys() {
        let Some((out, blob)) = copy(inputs, path, "static") else { continue };
        if outputs.get(&out).is_some() {
            diags.push(over(path, &out));
        }
        outputs.insert(out, blob);
    }
    outputs
}

/// A file below `folder`, copied to the same place below the output.
fn copy(inputs: &Inputs, path: &SourcePath, folder: &str) -> Option<(OutPath, Blob)> {
    let below = path.below(folder)?;
    match inputs.sources.files.get(path)? {
        Source::Asset(asset) => Some((OutPath::new(below), Blob::Copy { from: path.clone(), digest: asset.digest })),
        Source::Text(text) => Some((OutPath::new(below), Blob::Copy { from: path.clone(), digest: text.digest })),
        Source::Unusable(_) => None,
    }
}

fn over(path: &SourcePath, out: &OutPath) -> Diagnostic {
    let message = format!("this file would replace `{out}`, which Guildhall makes");
    Diagnostic::new(Code::AddressTaken, Label::file(path), message).hint("give the file another name or folder")
}

/// The file that holds the page at `address`: an old address may name a file itself (`old/page.html`).
pub(super) fn file_at(address: &Address) -> OutPath {
    let inner = address.as_str().trim_end_matches('/');
    let names_file = [".html", ".htm"].iter().any(|ending| inner.to_ascii_lowercase().ends_with(ending));
    if names_file { OutPath::new(inner) } else { address.index() }
}

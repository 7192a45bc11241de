//! The theme's files that pages load: styles, scripts, fonts.
//!
//! A file is published as `assets/NAME-HASH.ext`, so that browsers may keep it for ever. The parts in `static/css/` are
//! joined in name order into `style.css`; a theme's part replaces the part of the same name. In it, `url("NAME")` of
//! another file of the theme becomes that file's published name. A site's own `static/` folder is not read here.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::theme::fatal;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::digest::Digest;
use crate::base::path::{OutPath, SourcePath};
use crate::fs::{Blob, Source};

/// The folder of the parts of `style.css`.
const PARTS: &str = "css/";

/// The name of the joined styles.
const STYLES: &str = "style.css";

/// Files by their name in `static/`, while the layers are laid over each other.
#[derive(Default)]
pub(super) struct Layers {
    files: BTreeMap<String, Blob>,
    parts: BTreeMap<String, Arc<str>>,
}

/// A file ready to be published.
#[derive(Clone, Debug)]
pub(super) struct ThemeAsset {
    /// Where.
    pub(super) path: OutPath,
    /// What.
    pub(super) blob: Blob,
}

impl Layers {
    /// Adds a file of the embedded theme.
    pub(super) fn add_embedded(&mut self, name: &str, bytes: &'static [u8]) {
        match (name.strip_prefix(PARTS), std::str::from_utf8(bytes)) {
            (Some(part), Ok(text)) => {
                self.parts.insert(part.to_owned(), text.into());
            }
            _ => {
                self.files.insert(name.to_owned(), Blob::bytes(bytes));
            }
        }
    }

    /// Adds a file of a theme of the site.
    pub(super) fn add(&mut self, name: &str, path: &SourcePath, source: &Source, diags: &mut Diags) {
        match (name.strip_prefix(PARTS), source) {
            (Some(part), Source::Text(text)) => {
                self.parts.insert(part.to_owned(), text.text.clone());
            }
            (None, Source::Text(text)) => {
                self.files.insert(name.to_owned(), Blob::bytes(text.text.as_bytes()));
            }
            (None, Source::Asset(asset)) => {
                self.files.insert(name.to_owned(), Blob::Copy { from: path.clone(), digest: asset.digest });
            }
            (Some(_), Source::Asset(_)) => {
                let diag = Diagnostic::new(Code::ThemeFile, Label::file(path), "this part of the styles is no text")
                    .hint("keep only `.css` files in `static/css/`, and everything else beside it in `static/`");
                diags.push(diag);
            }
            (_, Source::Unusable(diag)) => diags.push(fatal(diag)),
        }
    }

    /// Names every file for publishing.
    pub(super) fn finish(mut self) -> BTreeMap<String, ThemeAsset> {
        let styles = self.parts.values().map(|text| text.trim_end()).collect::<Vec<_>>().join("\n\n") + "\n";
        self.files.remove(STYLES);
        let mut assets: BTreeMap<String, ThemeAsset> = BTreeMap::new();
        for (name, blob) in self.files {
            let path = published(&name, blob.digest());
            assets.insert(name, ThemeAsset { path, blob });
        }
        let blob = Blob::bytes(resolve_urls(&styles, &assets).into_bytes());
        assets.insert(STYLES.to_owned(), ThemeAsset { path: published(STYLES, blob.digest()), blob });
        assets
    }
}

/// `fonts/a.woff2` becomes `assets/fonts/a-0123456789.woff2`.
fn published(name: &str, digest: Digest) -> OutPath {
    let hex = digest.to_string();
    let hash = &hex[..10];
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    OutPath::new(format!("assets/{stem}-{hash}{ending}"))
}

/// `url("NAME")` in the joined styles leads to the published file; they lie in the same folder as it or above it.
fn resolve_urls(styles: &str, assets: &BTreeMap<String, ThemeAsset>) -> String {
    let mut resolved = String::with_capacity(styles.len());
    let mut rest = styles;
    while let Some(at) = rest.find("url(\"") {
        let start = at + "url(\"".len();
        resolved.push_str(&rest[..start]);
        rest = &rest[start..];
        let name = rest.find('"').map_or("", |end| &rest[..end]);
        if let Some(asset) = assets.get(name) {
            resolved.push_str(asset.path.as_str().trim_start_matches("assets/"));
            rest = &rest[name.len()..];
        }
    }
    resolved.push_str(rest);
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::Text;

    fn text(text: &str) -> Source {
        Source::Text(Text { text: text.into(), digest: Digest::of(text.as_bytes()) })
    }

    #[test]
    fn parts_are_joined_replaced_and_their_urls_resolved() {
        let mut layers = Layers::default();
        layers.add_embedded("css/1.css", b"one {}\n");
        layers.add_embedded("css/2.css", b"two {}\n");
        layers.add_embedded("a.svg", b"<svg/>");
        let path = SourcePath::new("themes/x/static/css/2.css");
        layers.add("css/2.css", &path, &text("b { mask: url(\"a.svg\") url(\"b.svg\") }"), &mut Vec::new());
        let assets = layers.finish();
        let Blob::Bytes(bytes, _) = &assets["style.css"].blob else { panic!("styles are made") };
        let svg = assets["a.svg"].path.as_str().trim_start_matches("assets/");
        let expected = format!("one {{}}\n\nb {{ mask: url(\"{svg}\") url(\"b.svg\") }}\n");
        assert_eq!(std::str::from_utf8(bytes), Ok(expected.as_str()));
    }

    #[test]
    fn a_file_keeps_its_folder_and_its_ending() {
        let digest = Digest::of(b"");
        let hash = &digest.to_string()[..10];
        assert_eq!(published("f/a.b.woff2", digest).as_str(), format!("assets/f/a.b-{hash}.woff2"));
        assert_eq!(published("f.x/LICENCE", digest).as_str(), format!("assets/f.x/LICENCE-{hash}"));
    }
}

//! The search dialog: what every page of a language shares.
//!
//! Its template is rendered once for each language and published as a script beside the theme's own, under a name made
//! from its content. In the pages it would be a third of what surrounds the text.

use tera::Value;

use super::Engine;
use super::assets::published;
use super::engine::Shared;
use super::theme::PREFIXES;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Label};
use crate::base::path::OutPath;
use crate::fs::Blob;

/// The template of the dialog.
const TEMPLATE: &str = "dialog.html";
/// The template that loads it, with the script of the search.
const LOADER: &str = "shared/assets.html";
/// The script of the search.
const SCRIPT: &str = "search.js";

impl Engine {
    /// The script with the dialog in `language`, and where it is published.
    ///
    /// # Errors
    ///
    /// The place in the template that failed.
    pub fn dialog(&self, site: &Shared, language: &str) -> Result<(OutPath, Blob), Box<Diagnostic>> {
        let html = self.finish(TEMPLATE, &self.context(site, language, ""))?;
        let blob = Blob::bytes(format!("guildhallDialog = {};\n", serde_json::Value::from(html)).into_bytes());
        Ok((published(&format!("dialog-{language}.js"), blob.digest()), blob))
    }

    /// Says so where the parts that pages in `language` share load no search: a template was replaced by one without it.
    /// A template that fails says so with the pages.
    pub fn search_missing(&self, site: &Shared, language: &str) -> Option<Diagnostic> {
        let (dialog, _) = self.dialog(site, language).ok()?;
        let script = &self.theme.assets.get(SCRIPT)?.path;
        let shared = self.shared(site, language, "").ok()?;
        let loads = |path: &OutPath| {
            let mut parts = shared.as_map().into_iter().flat_map(|parts| parts.values()).filter_map(Value::as_str);
            parts.any(|part| part.contains(path.as_str()))
        };
        let line = match (loads(&dialog), loads(script)) {
            (true, true) => return None,
            (false, _) => r#"<script src="{{ dialog | href }}" defer></script>"#,
            (true, false) => r#"<script src="{{ asset(name="search.js") }}" defer></script>"#,
        };
        let layers = std::iter::once("").chain(PREFIXES);
        let mut loaders = layers.filter_map(|layer| self.theme.templates.get(&[layer, LOADER].concat()));
        let file = loaders.find_map(|template| template.source.as_ref())?;
        let message = "this template does not load the search: pages have none";
        Some(Diagnostic::new(Code::SearchMissing, Label::file(file), message).hint(format!("write `{line}` into it")))
    }
}

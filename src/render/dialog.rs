//! The search dialog: what every page of a language shares.
//!
//! Its template is rendered once for each language and published as a script beside the theme's own, under a name made
//! from its content. In the pages it would be a third of what surrounds the text.

use super::Engine;
use super::assets::published;
use super::engine::Shared;
use crate::base::diag::Diagnostic;
use crate::base::path::OutPath;
use crate::fs::Blob;

/// The template of the dialog.
const TEMPLATE: &str = "dialog.html";

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
}

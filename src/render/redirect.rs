//! The page that stands at an old address and leads to the new one.
//!
//! A static site has no server to send 301, so it is a page: `meta refresh` for browsers, `canonical` for crawlers, a
//! plain link for everyone else.

use tera::Value;

use super::engine::{Engine, Shared};
use crate::base::diag::Diagnostic;

/// All that a redirect is made of.
#[derive(Clone, Copy)]
pub struct RenderRedirect<'a> {
    /// The address it leads to, below the site's root.
    pub target: &'a str,
    /// The title of the page there.
    pub title: &'a str,
    /// The language of the page there.
    pub language: &'a str,
    /// `site` in the template.
    pub site: &'a Shared,
    /// How the old address reaches the site's root.
    pub root: &'a str,
}

impl Engine {
    /// The HTML of a redirect, by `redirect.html`.
    ///
    /// # Errors
    ///
    /// The place in the template that failed.
    pub fn redirect(&self, redirect: &RenderRedirect<'_>) -> Result<String, Box<Diagnostic>> {
        let mut context = self.context(redirect.site, redirect.language, redirect.root);
        context.insert_value("target", Value::from(redirect.target));
        context.insert_value("title", Value::from(redirect.title));
        self.finish("redirect.html", &context)
    }
}

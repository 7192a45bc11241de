//! Views to HTML: the layers of a theme, the template engine, the strings readers see.
//!
//! Layer 6. A page's HTML is a pure function of its view, the site's view, its navigation and the theme. Templates may
//! look at nothing else: there is no function that reaches for another page, for a file or for the clock.

mod assets;
mod contact;
mod dialog;
mod eject;
mod engine;
mod fault;
mod functions;
mod machine;
mod nav;
mod redirect;
mod strings;
mod theme;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use eject::{ejectable, ejected};
pub use engine::{Engine, RenderPage, Shared, SharedNav};
pub use functions::href;
pub use machine::machine_files;
pub use redirect::RenderRedirect;
pub use theme::{Theme, Themes};

/// What a page may load: only files of the site itself, nothing written inline. WASM and workers are the search's; a
/// worker made of a `blob:` is what works on file://.
///
/// Stands in every page as `meta`, and `serve` sends it. A header can add `frame-ancestors`, which `meta` may not hold.
/// [`csp`] is what a site with settings of its own has.
pub const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; \
                       style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; \
                       base-uri 'none'";

/// [`CSP`] for a site that reports searches to `beacon`: an address elsewhere must be allowed, one of its own is.
pub fn csp(beacon: Option<&str>) -> Cow<'static, str> {
    let elsewhere = beacon.filter(|address| !address.starts_with('/'));
    let Some((scheme, rest)) = elsewhere.and_then(|address| address.split_once("://")) else { return CSP.into() };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    CSP.replace("connect-src 'self'", &format!("connect-src 'self' {scheme}://{host}")).into()
}

/// The file that sets the accent colour, for [`crate::view::SiteView::accent`].
pub const ACCENT_PATH: &str = "assets/site.css";

/// The text of [`ACCENT_PATH`]. `accent` is a colour that the configuration has checked.
pub fn accent_css(accent: &str) -> String {
    format!(":root {{ --brand: {accent}; }}\n")
}

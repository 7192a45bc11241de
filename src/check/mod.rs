//! Rules about the site as a whole, each a pure function of what is known.
//!
//! Layer 5. What can be seen in one file alone is found when it is read, and links are checked where they are
//! resolved; everything else is here, one file per family. Searches that must find a page need the index and have a door
//! of their own.

mod acronyms;
mod dates;
mod events;
mod ownership;
mod reach;
mod references;
mod reviews;
mod searches;
mod site;
mod templates;
mod titles;

use crate::base::date::Date;
use crate::base::diag::{Diags, Label};
use crate::base::span::Span;
use crate::catalog::{Catalog, Page};
use crate::config::Config;
use crate::content::defaults::Defaults;

pub use searches::{has_search_tests, search_tests};

/// What the rules look at.
pub struct Subject<'a> {
    /// The site's settings.
    pub config: &'a Config,
    /// Whether this build shows no page at all, not even one under repair.
    pub is_empty: bool,
    /// The site.
    pub catalog: &'a Catalog,
    /// The day of the build.
    pub today: Date,
    /// What folders say for their pages.
    pub defaults: &'a Defaults,
    /// Whether the theme has a template of this name.
    pub has_template: &'a dyn Fn(&str) -> bool,
}

impl Subject<'_> {
    /// Where the value of `field` that stands at `span` is written: on the page, or once for many in what its folders say.
    fn written(&self, page: &Page, field: &str, span: Span) -> Label {
        let above = || self.defaults.at(page.doc.path.folder()).place(field).cloned();
        if span.is_elsewhere() { above().unwrap_or_else(|| Label::file(&page.doc.path)) } else { on(page, span) }
    }
}

/// `span` of a page; the page as a whole where the value is written elsewhere.
fn on(page: &Page, span: Span) -> Label {
    if span.is_elsewhere() { Label::file(&page.doc.path) } else { Label::at(&page.doc.path, span) }
}

/// Every finding of every family.
pub fn check(subject: &Subject<'_>) -> Diags {
    let mut diags = Diags::new();
    acronyms::check(subject, &mut diags);
    dates::check(subject, &mut diags);
    events::check(subject, &mut diags);
    ownership::check(subject, &mut diags);
    reach::check(subject, &mut diags);
    references::check(subject, &mut diags);
    reviews::check(subject, &mut diags);
    site::check(subject, &mut diags);
    templates::check(subject, &mut diags);
    titles::check(subject, &mut diags);
    diags
}

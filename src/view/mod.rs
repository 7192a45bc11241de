//! Plain values: all that a template may read.
//!
//! Layer 5. Equal view, equal page: a view holds everything a template can show, so the render stage is keyed by it.
//! Links inside a view are addresses from the site's root; the `href` filter makes them relative to the page.

mod page;
mod site;

pub use page::{Entry, Fact, FactValue, FieldValue, Group, ListView, Notice, PageView, Question, Reference, TocEntry};
pub use site::{NavItem, NavView, SiteView};

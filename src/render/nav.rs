//! The navigation beside a page as a finished list.
//!
//! Written here and not by a template because it is the longest part of nearly every page: a template takes over a
//! microsecond a line. Its frame is `partials/nav.html`; a theme that wants another list writes one from `nav.items`.

use super::functions::href;
use super::strings::{Strings, fill};
use crate::base::text::{escape, escape_into};
use crate::view::{NavItem, NavView, Reference};

/// Levels shown inside each other; deeper ones are left out.
const DEEPEST: usize = 12;

/// The page that a list stands beside.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its address.
    pub(super) address: &'a str,
    /// How it reaches the site's root.
    pub(super) root: &'a str,
    /// Links name `index.html`.
    pub(super) offline: bool,
    /// The theme's words.
    pub(super) strings: &'a Strings,
    /// Its language.
    pub(super) language: &'a str,
}

/// `nav` as `<ul>`, the page itself marked; nothing when it has no line.
pub(super) fn list(nav: &NavView, place: Place<'_>) -> String {
    let mut html = String::new();
    place.list(&mut html, &nav.items, nav.more, DEEPEST);
    html
}

impl Place<'_> {
    fn list(&self, html: &mut String, items: &[NavItem], more: usize, levels: usize) {
        if items.is_empty() || levels == 0 {
            return;
        }
        html.push_str("<ul>");
        for item in items {
            html.push_str(if item.open { "<li class=\"open\">" } else { "<li>" });
            self.line(html, &item.page);
            self.list(html, &item.children, item.more, levels - 1);
            html.push_str("</li>");
        }
        if more > 0 {
            let words = self.strings.get(self.language, "nav-more", u64::try_from(more).ok()).unwrap_or("{n}");
            let words = fill(words, &[("n", &more.to_string())]);
            html.push_str("<li class=\"more\">");
            escape_into(html, &words);
            html.push_str("</li>");
        }
        html.push_str("</ul>");
    }

    fn line(&self, html: &mut String, page: &Reference) {
        let title = escape(&page.title);
        let Some(address) = &page.address else {
            html.extend(["<span>", &title, "</span>"]);
            return;
        };
        let link = escape(&href(address, self.root, self.offline));
        let current = if address == self.address { "\" aria-current=\"page\">" } else { "\">" };
        html.extend(["<a href=\"", &link, current, &title, "</a>"]);
    }
}

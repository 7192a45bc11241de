//! The navigation beside a page as a finished list.
//!
//! Written here and not by a template because it is the longest part of nearly every page: a template takes over a
//! microsecond a line. Its frame is `partials/nav.html`; a theme that wants another list writes one from `nav.items`.

use super::functions::{href, is_whole, site_href};
use super::strings::{Strings, fill};
use crate::base::path::Address;
use crate::base::text::escape;
use crate::view::{NavItem, NavView, Reference, language_name};

/// Levels shown inside each other; deeper ones are left out.
const DEEPEST: usize = 12;

/// The page that a list stands beside.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its title.
    pub(super) title: &'a str,
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
    let near = Address::new(place.address).to_root() == place.root;
    let writer = Writer { place, near };
    writer.level(&mut html, Level { address: Some(&nav.address), items: &nav.items, more: nav.more }, DEEPEST);
    html
}

/// Lines below each other.
#[derive(Clone, Copy)]
struct Level<'a> {
    /// Where all of them are listed.
    address: Option<&'a str>,
    items: &'a [NavItem],
    /// How many more there are.
    more: usize,
}

struct Writer<'a> {
    place: Place<'a>,
    /// Links start from the page and not from the root, which makes them short. A page that is shown at any address
    /// cannot have such.
    near: bool,
}

impl Writer<'_> {
    fn level(&self, html: &mut String, level: Level<'_>, levels: usize) {
        if level.items.is_empty() || levels == 0 {
            return;
        }
        html.push_str("<ul>");
        for item in level.items {
            html.push_str(if item.open { "<li class=\"open\">" } else { "<li>" });
            self.line(html, &item.page);
            let below = Level { address: item.page.address.as_deref(), items: &item.children, more: item.more };
            self.group(html, below, &item.page.title, levels - 1);
            html.push_str("</li>");
        }
        if level.more > 0 {
            self.rest(html, level);
        }
        html.push_str("</ul>");
    }

    /// A level below the line `title`, which readers may fold away.
    fn group(&self, html: &mut String, level: Level<'_>, title: &str, levels: usize) {
        if level.items.is_empty() || levels == 0 {
            return;
        }
        html.extend(["<details open><summary aria-label=\"", &escape(title), "\"></summary>"]);
        self.level(html, level, levels);
        html.push_str("</details>");
    }

    /// The end of a level that is cut: the page itself if it is among the rest, and the way to all of them.
    fn rest(&self, html: &mut String, level: Level<'_>) {
        let here = self.place.address;
        let below = level.address.and_then(|folder| here.strip_prefix(folder)).filter(|rest| rest.ends_with('/'));
        let is_shown = |item: &NavItem| item.open || item.page.address.as_deref() == Some(here);
        if below.is_some() && !level.items.iter().any(is_shown) {
            html.push_str("<li>");
            self.line(html, &Reference::to(self.place.title, here));
            html.push_str("</li>");
        }
        let all = (level.items.len() + level.more).to_string();
        let words = self.place.strings.get(self.place.language, "nav-all", all.parse().ok()).unwrap_or("{n}");
        let words = fill(words, &[("n", &all)]);
        html.push_str("<li class=\"more\">");
        match level.address {
            Some(address) => html.extend(["<a href=\"", &self.link(address), "\">", &escape(&words), "</a>"]),
            None => html.extend(["<span>", &escape(&words), "</span>"]),
        }
        html.push_str("</li>");
    }

    fn line(&self, html: &mut String, page: &Reference) {
        let title = escape(&page.title);
        let Some(address) = &page.address else {
            html.extend(["<span>", &title, "</span>"]);
            return;
        };
        let current = if address == self.place.address { "\" aria-current=\"page\">" } else { "\">" };
        let is_foreign = !page.language.is_empty() && page.language != self.place.language;
        if is_foreign {
            let code = escape(&page.language);
            html.extend(["<a href=\"", &self.link(address), "\" lang=\"", &code]);
            html.extend([current, &title, " <i>", &escape(&language_name(&page.language)), "</i></a>"]);
            return;
        }
        html.extend(["<a href=\"", &self.link(address), current, &title, "</a>"]);
    }

    /// The link to `address`, escaped.
    fn link(&self, address: &str) -> String {
        let Place { address: here, root, offline, .. } = self.place;
        if !self.near || is_whole(address) {
            return escape(&href(address, root, offline));
        }
        let same = here.bytes().zip(address.bytes()).take_while(|(a, b)| a == b).enumerate();
        let shared = same.filter(|(_, (byte, _))| *byte == b'/').last().map_or(0, |(at, _)| at + 1);
        let (up, down) = (here.get(shared..).unwrap_or_default(), address.get(shared..).unwrap_or_default());
        escape(&site_href(down, &"../".repeat(up.matches('/').count()), offline))
    }
}

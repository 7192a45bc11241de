//! What the name in a wikilink means: a page by its title, its `id`, an alias or the name of its file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::lookup::Found;
use super::{Catalog, Resolver, Target};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::link as address;
use crate::base::text::{self, Patience};
use crate::catalog::titles::{NameKind, names};
use crate::catalog::{PageIx, Visible};
use crate::markdown::{RawLink, wiki_parts};

/// Most names that the nearest one is looked for among.
const NEAREST: usize = 500;

/// What pages are called; gathered when the first wikilink is met.
pub(super) struct Names<'a> {
    catalog: &'a Catalog,
    hidden: &'a BTreeSet<String>,
    /// By name in small letters.
    known: OnceLock<BTreeMap<String, Vec<Named>>>,
}

/// A page under one of its names.
struct Named {
    page: PageIx,
    kind: NameKind,
    name: String,
}

impl<'a> Names<'a> {
    pub(super) fn new(catalog: &'a Catalog, visible: &'a Visible<'a>) -> Self {
        Self { catalog, hidden: &visible.hidden_names, known: OnceLock::new() }
    }

    fn known(&self) -> &BTreeMap<String, Vec<Named>> {
        self.known.get_or_init(|| {
            let mut known: BTreeMap<String, Vec<Named>> = BTreeMap::new();
            for (page, written) in self.catalog.indexed() {
                for (kind, name) in names(&written.doc) {
                    known.entry(text::lower(&name)).or_default().push(Named { page, kind, name });
                }
            }
            known
        })
    }

    fn nearest(&self, name: &str, patience: &Patience) -> Option<&str> {
        let lower = text::lower(name);
        let first = lower.chars().next()?;
        let alike = self.known().range(first.to_string()..).take_while(|(name, _)| name.starts_with(first));
        let alike = alike.take(NEAREST).filter_map(|(_, named)| Some(named.first()?.name.as_str()));
        patience.nearest(name, alike)
    }
}

impl Resolver<'_, '_> {
    pub(super) fn wiki(&self, link: &RawLink, diags: &mut Diags) -> Target {
        let (name, heading) = wiki_parts(&link.target);
        let heading = heading.unwrap_or_default();
        if name.is_empty() {
            return self.here(link, self.anchors.id_of(self.page, heading), diags);
        }
        if let Some(page) = self.named(link, name, diags) {
            let fragment = self.anchors.id_of(self.catalog.page(page), heading);
            self.check_anchor(link, page, &fragment, diags);
            return Target::Page(page, fragment);
        }
        if let Some(scheme) = address::scheme(name).filter(|scheme| address::is_allowed(scheme)) {
            return self.outside(link, scheme, diags);
        }
        // A path, from this file or from the content folder.
        let found = match self.lookup.find(self.page, self.folder, name) {
            Found::Nothing | Found::Outside => self.lookup.find(self.page, "", name),
            found => found,
        };
        match found {
            Found::Page(page) => {
                let fragment = self.anchors.id_of(self.catalog.page(page), heading);
                self.found(link, Found::Page(page), name, fragment, diags)
            }
            Found::Nothing | Found::Outside if self.names.hidden.contains(&text::lower(name)) => {
                self.withheld(link, diags)
            }
            Found::Nothing | Found::Outside => self.unnamed(link, name, diags),
            found => self.found(link, found, name, heading.to_owned(), diags),
        }
    }

    /// The page called `name`: first one called exactly so, then by title or id before alias and file, then in this page's
    /// language, then in its folder.
    fn named(&self, link: &RawLink, name: &str, diags: &mut Diags) -> Option<PageIx> {
        let named = self.names.known().get(&text::lower(name))?;
        let rank = |named: &&Named| {
            let page = self.catalog.page(named.page);
            let is_self = page.doc.path == self.page.doc.path;
            let folder = page.folder != self.page.folder;
            (!is_called(&named.name, name), named.kind, is_self, page.language != self.page.language, folder)
        };
        let best = named.iter().min_by_key(|named| (rank(named), named.page))?;
        let others = named.iter().filter(|other| other.page != best.page && rank(other) == rank(&best));
        let at = Label::at(&self.page.doc.path, link.span);
        if let Some(other) = others.min_by_key(|other| other.page) {
            let message = format!("`{}` is what more than one page is called", text::shown(name));
            let hint = "link to the one you mean by the path of its file, in round brackets";
            let first = Label::file(&self.catalog.page(best.page).doc.path).with("the page it leads to");
            let second = Label::file(&self.catalog.page(other.page).doc.path).with("another one");
            diags.push(Diagnostic::new(Code::LinkName, at, message).related(first).related(second).hint(hint));
        } else if !is_called(&best.name, name) {
            let message = format!("`{}` is not quite what that page is called", text::shown(name));
            let hint = format!("write `{}`: capital and small letters are not the same", text::shown(&best.name));
            diags.push(Diagnostic::new(Code::LinkName, at, message).hint(hint));
        }
        Some(best.page)
    }

    fn unnamed(&self, link: &RawLink, name: &str, diags: &mut Diags) -> Target {
        let message = format!("no page is called `{}`", text::shown(name));
        let hint = match self.names.nearest(name, self.patience) {
            Some(nearest) => format!("did you mean `{}`?", text::shown(nearest)),
            None => "write a page's title, its `id` or the name of its file, or take the brackets out".to_owned(),
        };
        self.fault(link, Code::LinkMissing, message, hint, diags)
    }
}

/// Whether `name` is `called`, but for the case of the first letter, which sentences change.
fn is_called(called: &str, name: &str) -> bool {
    let (mut called, mut name) = (called.chars(), name.chars());
    let first = called.next().into_iter().flat_map(char::to_lowercase);
    first.eq(name.next().into_iter().flat_map(char::to_lowercase)) && called.eq(name)
}

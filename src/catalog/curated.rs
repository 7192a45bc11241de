//! Terms, best bets, synonyms and search tests, tied to the pages they name.
//!
//! An entry whose page this build's readers cannot open is dropped whole, and nothing is said of it: the build that has
//! the page shows it. One whose page no build has is a finding.

use super::{Catalog, PageIx, Visible};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::SourcePath;
use crate::base::span::Spanned;
use crate::base::text;
use crate::content::curated::{self, Entry, Query, SearchTest, Synonyms, Term};
use crate::content::front::Status;

/// An entry and the page it names.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// What is written.
    pub entry: Entry<T>,
    /// The page; always there for best bets and search tests.
    pub page: Option<PageIx>,
}

/// All entries of this build, in the order written.
#[derive(Clone, Debug, Default)]
pub(super) struct Curated {
    terms: Vec<Placed<Term>>,
    best_bets: Vec<Placed<Query>>,
    synonyms: Vec<Placed<Synonyms>>,
    tests: Vec<Placed<SearchTest>>,
}

/// What an entry's `page` names.
enum Named {
    Page(PageIx),
    /// A page that this build leaves out.
    Hidden,
    Nothing,
}

/// Ties every entry to its page and reports those that name none.
pub(super) fn place(catalog: &mut Catalog, visible: &Visible<'_>, diags: &mut Diags) {
    let curated::Curated { terms, best_bets, synonyms, tests } = visible.curated;
    let placer = Placer { catalog, visible };
    let curated = Curated {
        terms: placer.all(terms, diags),
        best_bets: placer.all(best_bets, diags),
        synonyms: placer.all(synonyms, diags),
        tests: placer.all(tests, diags),
    };
    catalog.curated = curated;
}

struct Placer<'a> {
    catalog: &'a Catalog,
    visible: &'a Visible<'a>,
}

impl Placer<'_> {
    fn all<T: Clone>(&self, entries: &[Entry<T>], diags: &mut Diags) -> Vec<Placed<T>> {
        entries.iter().filter_map(|entry| self.one(entry, diags)).collect()
    }

    fn one<T: Clone>(&self, entry: &Entry<T>, diags: &mut Diags) -> Option<Placed<T>> {
        let page = match &entry.page {
            None => None,
            Some(name) => match self.named(&name.value) {
                Named::Page(page) => {
                    diags.extend(self.unsearched(&entry.path, name, page));
                    Some(page)
                }
                Named::Hidden => return None,
                Named::Nothing => {
                    diags.push(self.missing(&entry.path, name));
                    return None;
                }
            },
        };
        Some(Placed { entry: entry.clone(), page })
    }

    fn named(&self, name: &str) -> Named {
        if let Some(page) = self.catalog.by_id(name, None, 0) {
            return Named::Page(page);
        }
        let below = name.trim_start_matches('/');
        let paths = [[self.visible.config.content.as_str(), "/", below].concat(), below.to_owned()];
        if let Some(page) = paths.iter().find_map(|path| self.catalog.by_path(path)) {
            return Named::Page(page);
        }
        let hidden = self.catalog.hides(name) || paths.iter().any(|path| self.visible.hidden.contains(&**path));
        if hidden { Named::Hidden } else { Named::Nothing }
    }

    fn missing(&self, file: &SourcePath, name: &Spanned<String>) -> Diagnostic {
        let message = format!("`page` names `{}`, but there is no such page", text::shown(&name.value));
        let content = self.visible.config.content.as_str();
        let paths = self.catalog.pages.iter().filter_map(|page| page.doc.path.below(content));
        let hint = match text::nearest(&name.value, self.catalog.ids().into_iter().chain(paths)) {
            Some(nearest) => format!("did you mean `{}`?", text::shown(nearest)),
            None => format!("write a page's `id`, or its path below `{content}/`"),
        };
        Diagnostic::new(Code::ReferenceMissing, Label::at(file, name.span), message).hint(hint)
    }

    /// A page that search leaves out cannot be recommended by it.
    fn unsearched(&self, file: &SourcePath, name: &Spanned<String>, page: PageIx) -> Option<Diagnostic> {
        let common = &self.catalog.page(page).doc.front.common;
        let why = if common.status == Status::Archived {
            "is archived"
        } else if common.search.exclude {
            "says `exclude: true` under `search`"
        } else {
            return None;
        };
        let message = format!("`{}` {why}, so search does not show it", text::shown(&name.value));
        let hint = match &common.replaced_by {
            Some(successor) => format!("name its successor, `{}`", text::shown(&successor.value)),
            None => "name another page, or take the entry out".to_owned(),
        };
        Some(Diagnostic::new(Code::PageUnsearched, Label::at(file, name.span), message).hint(hint))
    }
}

impl Catalog {
    /// Terms, in the order written.
    pub fn terms(&self) -> impl Iterator<Item = &Placed<Term>> {
        self.whole(&self.curated.terms)
    }

    /// Best bets, in the order written.
    pub fn best_bets(&self) -> impl Iterator<Item = &Placed<Query>> {
        self.whole(&self.curated.best_bets)
    }

    /// Groups of synonyms, in the order written.
    pub fn synonyms(&self) -> impl Iterator<Item = &Placed<Synonyms>> {
        self.whole(&self.curated.synonyms)
    }

    /// Search tests, in the order written.
    pub fn search_tests(&self) -> impl Iterator<Item = &Placed<SearchTest>> {
        self.whole(&self.curated.tests)
    }

    /// The entries whose page, if they name one, can be shown.
    fn whole<'a, T>(&'a self, entries: &'a [Placed<T>]) -> impl Iterator<Item = &'a Placed<T>> {
        entries.iter().filter(|placed| placed.page.is_none_or(|page| !self.page(page).withheld))
    }
}

//! Facts about the site as a whole: who stands where, who links to whom, what belongs together.
//!
//! Layer 3. Made anew from all pages whenever one of them changes in what others see of it ([`Doc::looks_like`]), so nothing
//! in it can be stale. It sees only what the audience may see: the caller filters first, and hands over no more than the
//! paths of what it left out.

mod address;
mod curated;
mod folders;
mod ids;
mod languages;
pub mod people;
mod redirects;
mod resolve;
mod taxonomy;
mod titles;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::base::diag::Diags;
use crate::base::path::{Address, SourcePath};
use crate::config::Config;
use crate::content::{Doc, curated as written};
use crate::fs::Sources;

pub use curated::Placed;
pub use folders::{Child, Folder};
pub use redirects::Redirect;
pub use resolve::Target;
pub use taxonomy::Tag;
pub use titles::{heading_is_title, names};

/// Index into [`Catalog::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageIx(pub u32);

/// Index into [`Catalog::folders`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FolderIx(pub u32);

/// A page in its place.
#[derive(Clone, Debug)]
pub struct Page {
    /// What its author wrote.
    pub doc: Arc<Doc>,
    /// Its title: written, or from the first heading, or from the file's name.
    pub title: String,
    /// Where it stands.
    pub address: Address,
    /// Its language, an index into [`Config::languages`].
    pub language: usize,
    /// The folder it is shown in; for a folder's opening page that folder itself.
    pub folder: FolderIx,
    /// What relations name it by: the written `id`, else the file's name (the folder's for its opening page).
    pub id: String,
    /// It cannot be shown: its address says that it is being repaired, and no list holds it.
    pub withheld: bool,
}

/// What a catalog is made from.
pub struct Visible<'a> {
    /// The pages of this build in path order; with each, whether a page error withholds it.
    pub docs: Vec<(Arc<Doc>, bool)>,
    /// Paths of pages that this build leaves out: for links to them, never for output.
    pub hidden: BTreeSet<SourcePath>,
    /// Ids that these pages say they have, for the same use.
    pub hidden_ids: BTreeSet<String>,
    /// What wikilinks call these pages, in small letters, for the same use.
    pub hidden_names: BTreeSet<String>,
    /// Terms and what else editors keep for the site, as far as this build's readers may see it.
    pub curated: &'a written::Curated,
    /// Whether this build's readers may not see the files of a folder: its defaults say whose it is.
    pub closed: &'a (dyn Fn(&str) -> bool + Sync),
    /// The site's files.
    pub sources: &'a Sources,
    /// The site's settings.
    pub config: &'a Config,
}

/// The site as a whole.
#[derive(Debug, Default)]
pub struct Catalog {
    /// Every page, in path order.
    pub pages: Vec<Page>,
    /// Every folder that holds a page, parents before children; the first is the default language's root.
    pub folders: Vec<Folder>,
    /// Tags by the last part of their address.
    pub tags: BTreeMap<String, Tag>,
    /// Pages by the id of the community they name, whether or not it has a page.
    pub communities: BTreeMap<String, Vec<PageIx>>,
    /// Old and permanent addresses, each with where it leads.
    pub redirects: BTreeMap<Address, Redirect>,
    /// What each page's links lead to, in the order of [`crate::markdown::Body::links`].
    pub links: Vec<Vec<Target>>,
    /// Who links to each page, in page order, each once.
    pub backlinks: Vec<Vec<PageIx>>,
    curated: curated::Curated,
    people: BTreeMap<PageIx, Vec<(people::Role, PageIx)>>,
    by_path: HashMap<SourcePath, PageIx>,
    by_address: HashMap<Address, PageIx>,
    by_id: HashMap<String, Vec<PageIx>>,
    translations: Vec<Vec<PageIx>>,
    /// What relations may call pages that this build leaves out.
    hidden_ids: BTreeSet<String>,
    by_tag: HashMap<String, String>,
}

impl Catalog {
    /// Places the pages, ties them together and reports what does not fit.
    pub fn new(visible: &Visible<'_>) -> (Self, Diags) {
        let mut diags = Diags::new();
        let mut catalog = address::place_pages(visible, &mut diags);
        catalog.hidden_ids =
            visible.hidden.iter().map(ids::default_id).chain(visible.hidden_ids.iter().cloned()).collect();
        folders::order(&mut catalog, visible.config);
        let (by_id, taxonomy) = rayon::join(|| ids::index(&catalog, &mut diags), || taxonomy::gather(&catalog));
        catalog.by_id = by_id;
        (catalog.tags, catalog.by_tag) = (taxonomy.tags, taxonomy.by_tag);
        catalog.communities = taxonomy.communities;
        catalog.people = people::gather(&catalog);
        redirects::gather(&mut catalog, &mut diags);
        resolve::resolve_links(&mut catalog, visible, &mut diags);
        curated::place(&mut catalog, visible, &mut diags);
        (catalog, diags)
    }

    fn with_capacity(pages: usize) -> Self {
        Self {
            pages: Vec::with_capacity(pages),
            by_path: HashMap::with_capacity(pages),
            by_address: HashMap::with_capacity(pages),
            ..Self::default()
        }
    }

    /// The page at `ix`.
    pub fn page(&self, ix: PageIx) -> &Page {
        &self.pages[ix.0 as usize]
    }

    /// The folder at `ix`.
    pub fn folder(&self, ix: FolderIx) -> &Folder {
        &self.folders[ix.0 as usize]
    }

    /// Every page with its index, in path order.
    pub fn indexed(&self) -> impl Iterator<Item = (PageIx, &Page)> {
        (0..).map(PageIx).zip(&self.pages)
    }

    /// The page a file became.
    pub fn by_path(&self, path: &str) -> Option<PageIx> {
        self.by_path.get(path).copied()
    }

    /// The author's page at an address, if an author wrote one.
    pub fn by_address(&self, address: &str) -> Option<PageIx> {
        self.by_address.get(address).copied()
    }

    /// The page that relations call `id`: one with that written id first, then one of `kind` (a word of
    /// [`crate::content::kind::Kind::WORDS`]), then one in `language`, then one in the default language, then the first in
    /// path order. If that has a translation into `language`, it is meant.
    pub fn by_id(&self, id: &str, kind: Option<&str>, language: usize) -> Option<PageIx> {
        let candidates = self.by_id.get(id)?;
        let rank = |ix: &PageIx| {
            let page = self.page(*ix);
            let common = &page.doc.front.common;
            (
                common.id.as_ref().is_none_or(|written| written.value != id),
                kind.is_some_and(|kind| page.doc.front.kind.word() != kind),
                page.language != language,
                page.language,
                *ix,
            )
        };
        let best = candidates.iter().copied().min_by_key(rank)?;
        let word = |ix: PageIx| self.page(ix).doc.front.kind.word();
        Some(self.translation(best, language).filter(|other| word(*other) == word(best)).unwrap_or(best))
    }

    /// Whether `id` names nothing but pages that this build leaves out, by their ids or files: it must not be shown.
    pub fn hides(&self, id: &str) -> bool {
        !self.by_id.contains_key(id) && self.hidden_ids.contains(id)
    }

    /// Every id that a relation may name, for the nearest one to a misspelt one.
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.by_id.keys().map(String::as_str).collect();
        ids.sort_unstable();
        ids
    }

    /// Withholds further pages, found faulty after the catalog was made.
    pub fn withhold(&mut self, faulty: &BTreeSet<SourcePath>) {
        for page in &mut self.pages {
            page.withheld |= faulty.contains(&page.doc.path);
        }
    }

    /// Puts a page in the place of an earlier state of it that others cannot tell from it ([`Doc::looks_like`]); one that
    /// this build leaves out stays out.
    pub fn renew(&mut self, doc: &Arc<Doc>) {
        if let Some(page) = self.by_path(doc.path.as_str()).and_then(|ix| self.pages.get_mut(ix.0 as usize)) {
            page.doc = Arc::clone(doc);
        }
    }

    /// Lets go of the HTML of all pages that nobody else holds.
    pub fn forget_html(&mut self) {
        for doc in self.pages.iter_mut().filter_map(|page| Arc::get_mut(&mut page.doc)) {
            doc.body.forget_html();
        }
    }

    /// Files beside pages that some page uses, each once; what only a withheld page uses is not among them.
    pub fn files(&self) -> BTreeSet<&SourcePath> {
        let shown = self.pages.iter().zip(&self.links).filter(|(page, _)| !page.withheld);
        let mut files = BTreeSet::new();
        for target in shown.flat_map(|(_, targets)| targets) {
            if let Target::File(path, _) = target {
                files.insert(path);
            }
        }
        files
    }

    /// Whether readers find the page in lists: it is whole and not archived.
    pub fn is_listed(&self, ix: PageIx) -> bool {
        let page = self.page(ix);
        !page.withheld && page.doc.front.common.status != crate::content::front::Status::Archived
    }
}

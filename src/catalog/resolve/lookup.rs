//! Finding what a path names: a page's file, a folder, a file beside a page, an address of the site.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use super::super::{Catalog, Page, PageIx, Visible};
use crate::base::path::{Address, SourcePath, joined, relative};
use crate::base::picture;
use crate::base::text::Patience;
use crate::content::kind::Kind;
use crate::fs::Source;
use crate::markdown::LinkKind;

/// What a path names.
pub(super) enum Found<'a> {
    Page(PageIx),
    Made(Address),
    File(SourcePath, &'a Source),
    Static(String, &'a Source),
    /// A page that this build leaves out.
    Hidden,
    /// Something above the content folder.
    Outside,
    Nothing,
}

/// Everything a link can name, ready to be asked.
pub(super) struct Lookup<'a> {
    catalog: &'a Catalog,
    visible: &'a Visible<'a>,
    /// Addresses that Guildhall makes a page for.
    made: HashSet<Address>,
    hidden_folders: HashSet<String>,
    /// Pages by file name, for the nearest one to a path that leads nowhere.
    by_name: OnceLock<HashMap<String, Vec<&'a SourcePath>>>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(catalog: &'a Catalog, visible: &'a Visible<'a>) -> Self {
        let folders = catalog.folders.iter().map(|folder| folder.address.clone());
        let tags = catalog.tags.values().flat_map(|tag| {
            let languages = catalog.languages().map(|(language, _)| language);
            languages.filter(|language| tag.is_in(*language)).map(|language| catalog.at(language, tag.address.as_str()))
        });
        let has = |name: &str| match name {
            "people" => catalog.pages.iter().any(|page| matches!(page.doc.front.kind, Kind::Person(_))),
            "glossary" => !visible.curated.terms.is_empty(),
            _ => true,
        };
        let fixed = catalog.made().filter(|address| has(address.leaf()));
        let searches = catalog.languages().map(|(language, _)| catalog.at(language, "search/"));
        Self {
            catalog,
            visible,
            made: folders.chain(tags).chain(fixed).chain(searches).collect(),
            hidden_folders: folders_of(&visible.hidden, &visible.config.content),
            by_name: OnceLock::new(),
        }
    }

    /// The folder of `page` below the content folder.
    pub(super) fn folder(&self, page: &'a Page) -> &'a str {
        self.folder_of(&page.doc.path)
    }

    /// The folder of `path` below the content folder.
    pub(super) fn folder_of<'p>(&self, path: &'p SourcePath) -> &'p str {
        let content = self.visible.config.content.as_str();
        path.folder().strip_prefix(content).unwrap_or_default().trim_start_matches('/')
    }

    /// What `path` names on `page`, which lies in `folder`: relative to its file, or from the site's root when it starts
    /// with `/`.
    pub(super) fn find(&self, page: &Page, folder: &str, path: &str) -> Found<'a> {
        if let Some(rooted) = path.strip_prefix('/') {
            let base = self.visible.config.base_url.as_ref().map_or("/", |base| base.path.as_str());
            let below_base = path.strip_prefix(base).unwrap_or(rooted);
            return match joined("", below_base) {
                Some(inner) => self.at(&inner, true),
                None => Found::Outside,
            };
        }
        let Some(inner) = joined(folder, path) else { return Found::Outside };
        match self.at(&inner, false) {
            // Other generators link by addresses, relative to the page's own: `../visa/`.
            Found::Nothing => match joined(page.address.as_str().trim_end_matches('/'), path) {
                Some(inner) => self.address(&inner),
                None => Found::Nothing,
            },
            found => found,
        }
    }

    /// What stands at `inner` below the content folder, or at that address. `inner` has no `/` at its ends.
    fn at(&self, inner: &str, rooted: bool) -> Found<'a> {
        let content = self.visible.config.content.as_str();
        let joined = if inner.is_empty() { content.to_owned() } else { [content, "/", inner].concat() };
        if let Some(found) = self.file(&joined) {
            return found;
        }
        for name in ["index.md", "_index.md", "README.md"] {
            if let Some(found) = self.file(&format!("{joined}/{name}")) {
                return found;
            }
        }
        if let Some(found) = self.file(&format!("{joined}.md")) {
            return found;
        }
        let by_address = self.address(inner);
        if rooted && matches!(by_address, Found::Nothing) {
            let path = SourcePath::new(format!("static/{inner}"));
            if let Some(source) = self.visible.sources.files.get(&path) {
                return Found::Static(inner.to_owned(), source);
            }
        }
        by_address
    }

    fn file(&self, path: &str) -> Option<Found<'a>> {
        if let Some(page) = self.catalog.by_path(path) {
            return Some(Found::Page(page));
        }
        if self.visible.hidden.contains(path) {
            return Some(Found::Hidden);
        }
        let (path, source) = self.visible.sources.files.get_key_value(path).filter(|(path, _)| !is_page(path))?;
        let closed = (self.visible.closed)(path.folder());
        Some(if closed { Found::Hidden } else { Found::File(path.clone(), source) })
    }

    fn address(&self, inner: &str) -> Found<'a> {
        let address = Address::new(inner);
        if let Some(page) = self.catalog.by_address(address.as_str()) {
            Found::Page(page)
        } else if let Some(redirect) = self.catalog.redirects.get(&address) {
            Found::Page(redirect.to)
        } else if self.made.contains(&address) {
            Found::Made(address)
        } else if self.hidden_folders.contains(inner) {
            Found::Hidden
        } else {
            Found::Nothing
        }
    }

    /// Whether what is left out of a build is left out for its readers' sake, and not as a draft.
    pub(super) fn has_audiences(&self) -> bool {
        !self.visible.config.audiences.is_empty()
    }

    /// The nearest path that such a link may lead to, relative to `page`: the same file name elsewhere, or one that is
    /// written almost alike in the same folder.
    pub(super) fn nearest(&self, page: &'a Page, path: &str, kind: LinkKind, patience: &Patience) -> Option<String> {
        let fits = |candidate: &&SourcePath| {
            let is_image = picture::ENDINGS.contains(&candidate.extension().as_str());
            **candidate != page.doc.path && (is_image || kind != LinkKind::Image)
        };
        let by_name = self.by_name.get_or_init(|| self.index_names());
        let name = path.trim_end_matches('/').rsplit('/').next()?;
        let key = |name: &str| name.to_lowercase();
        let candidates = by_name.get(&key(name)).or_else(|| by_name.get(&key(&format!("{name}.md"))));
        if let Some(found) = candidates.and_then(|paths| paths.iter().copied().find(fits)) {
            return Some(relative(page.doc.path.folder(), found.as_str()));
        }
        let content = self.visible.config.content.as_str();
        let folder = self.folder(page);
        let target = joined(folder, path)?;
        let wanted = format!("{content}/{target}");
        let wanted_folder = wanted.rsplit_once('/').map_or("", |(folder, _)| folder);
        let from = SourcePath::new(format!("{wanted_folder}/"));
        let near = self.visible.sources.files.range(from..).map(|(path, _)| path);
        let near = near
            .take_while(|path| path.below(wanted_folder).is_some())
            .filter(|path| path.folder() == wanted_folder && self.may_be_named(path))
            .filter(fits)
            .take(200);
        let nearest = patience.nearest(name, near.map(SourcePath::name))?;
        Some(relative(page.doc.path.folder(), &format!("{wanted_folder}/{nearest}")))
    }

    /// Whether a message of this build may name a file.
    fn may_be_named(&self, path: &SourcePath) -> bool {
        if is_page(path) {
            self.catalog.by_path(path.as_str()).is_some()
        } else {
            !(self.visible.closed)(path.folder())
        }
    }

    fn index_names(&self) -> HashMap<String, Vec<&'a SourcePath>> {
        let mut by_name: HashMap<String, Vec<&'a SourcePath>> = HashMap::new();
        for path in self.visible.sources.files.keys() {
            if self.may_be_named(path) && path.below(&self.visible.config.content).is_some() {
                by_name.entry(path.name().to_lowercase()).or_default().push(path);
            }
        }
        by_name
    }
}

fn is_page(path: &SourcePath) -> bool {
    path.ends_in("md")
}

/// Folders in which only hidden pages lie may be linked to as well.
fn folders_of(hidden: &BTreeSet<SourcePath>, content: &str) -> HashSet<String> {
    let mut folders = HashSet::new();
    for path in hidden {
        let Some(below) = path.below(content) else { continue };
        folders.insert(below.strip_suffix(".md").unwrap_or(below).to_owned());
        if let Some((folder, _)) = below.rsplit_once('/') {
            folders.insert(folder.to_owned());
        }
    }
    folders
}

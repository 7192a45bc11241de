//! Folders as sections: their order, and the way up from a page.

use super::{Catalog, FolderIx, Page, PageIx};
use crate::base::path::Address;
use crate::config::Config;

/// A folder that holds pages: a section of the site.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Where its list stands.
    pub address: Address,
    /// Its opening page's title, else its name.
    pub title: String,
    /// Its language, an index into [`Config::languages`].
    pub language: usize,
    /// Its opening page.
    pub page: Option<PageIx>,
    /// The folder above; `None` at a language's root.
    pub parent: Option<FolderIx>,
    /// Folders and pages in it, without its opening page, in reading order; in a folder of another language also those
    /// that only the default language has.
    pub children: Vec<Child>,
    /// Folders of the same path, one a language, itself included; empty where the site has one language.
    pub twins: Vec<FolderIx>,
    weight: Option<i64>,
}

/// What lies in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Child {
    /// A folder in it.
    Folder(FolderIx),
    /// A page in it.
    Page(PageIx),
}

impl Folder {
    pub(super) fn new(address: Address, title: String, language: usize, parent: Option<FolderIx>) -> Self {
        Self { address, title, language, page: None, parent, children: Vec::new(), twins: Vec::new(), weight: None }
    }

    pub(super) fn title_from_page(&mut self, pages: &[Page]) {
        if let Some(page) = self.page.and_then(|PageIx(ix)| pages.get(ix as usize)) {
            self.title.clone_from(&page.title);
            self.weight = page.doc.front.common.weight;
        }
    }
}

/// Puts every folder's content in reading order: by `weight` where written, then by title.
pub(super) fn order(catalog: &mut Catalog, config: &Config) {
    for root in catalog.folders.iter_mut().filter(|folder| folder.parent.is_none() && folder.page.is_none()) {
        root.title.clone_from(&config.title);
    }
    for ix in 0..catalog.folders.len() {
        let mut children = std::mem::take(&mut catalog.folders[ix].children);
        children.sort_by_cached_key(|child| {
            let (weight, title, address) = match child {
                Child::Page(page) => {
                    let page = catalog.page(*page);
                    (page.doc.front.common.weight, &page.title, &page.address)
                }
                Child::Folder(folder) => {
                    let folder = catalog.folder(*folder);
                    (folder.weight, &folder.title, &folder.address)
                }
            };
            (weight.unwrap_or(i64::MAX), title.to_lowercase(), address.clone())
        });
        catalog.folders[ix].children = children;
    }
}

impl Catalog {
    /// The folders from the language's root down to `folder`, itself included.
    pub fn way_down(&self, folder: FolderIx) -> Vec<FolderIx> {
        let mut way = vec![folder];
        let mut at = folder;
        while let Some(parent) = self.folder(at).parent {
            way.push(parent);
            at = parent;
        }
        way.reverse();
        way
    }

    /// Whether readers find the folder in lists: something in it is listed.
    pub fn is_folder_listed(&self, ix: FolderIx) -> bool {
        let folder = self.folder(ix);
        folder.page.is_some_and(|page| self.is_listed(page))
            || folder.children.iter().any(|child| match child {
                Child::Page(page) => self.is_listed(*page),
                Child::Folder(folder) => self.is_folder_listed(*folder),
            })
    }
}

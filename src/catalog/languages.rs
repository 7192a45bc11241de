//! What belongs together across languages: pages and folders that are the same but for their language, and what readers of
//! one language get where there is nothing in it.
//!
//! The default language is what others fall back to: in a folder of another language stand also the pages and folders that
//! only the default language has.

use std::collections::BTreeMap;

use super::address::MADE;
use super::{Catalog, Child, FolderIx, PageIx};
use crate::base::path::Address;

/// For each page those with the same stem, itself included; empty for a page that is the only one. Nothing at all where no
/// page has another language.
pub(super) fn translations(by_stem: BTreeMap<&str, Vec<PageIx>>, pages: usize) -> Vec<Vec<PageIx>> {
    if by_stem.values().all(|group| group.len() < 2) {
        return Vec::new();
    }
    let mut translations = vec![Vec::new(); pages];
    for group in by_stem.into_values().filter(|group| group.len() > 1) {
        for PageIx(ix) in &group {
            if let Some(own) = translations.get_mut(*ix as usize) {
                own.clone_from(&group);
            }
        }
    }
    translations
}

/// Ties folders of one path together: `folders` says which stands at which path. Then fills up those of other languages
/// with what only the default language has.
pub(super) fn tie_folders<'a>(catalog: &mut Catalog, folders: impl Iterator<Item = (&'a str, FolderIx)>) {
    let mut by_path: BTreeMap<&str, Vec<FolderIx>> = BTreeMap::new();
    for (path, ix) in folders {
        by_path.entry(path).or_default().push(ix);
    }
    for mut group in by_path.into_values() {
        group.sort_unstable();
        for FolderIx(ix) in &group {
            if let Some(folder) = catalog.folders.get_mut(*ix as usize) {
                folder.twins.clone_from(&group);
            }
        }
    }
    let missing: Vec<(FolderIx, Vec<Child>)> =
        (0..).map(FolderIx).zip(&catalog.folders).map(|(ix, _)| (ix, missing(catalog, ix))).collect();
    for (FolderIx(ix), missing) in missing {
        if let Some(folder) = catalog.folders.get_mut(ix as usize) {
            folder.children.extend(missing);
        }
    }
}

/// What the default language's folder holds and this one of another language does not.
fn missing(catalog: &Catalog, ix: FolderIx) -> Vec<Child> {
    let folder = catalog.folder(ix);
    let Some(original) = catalog.twin(ix, 0).filter(|original| *original != ix) else { return Vec::new() };
    let children = catalog.folder(original).children.iter().copied();
    let is_missing = |child: &Child| match child {
        Child::Page(page) => catalog.translation(*page, folder.language).is_none(),
        Child::Folder(below) => catalog.twin(*below, folder.language).is_none(),
    };
    children.filter(is_missing).collect()
}

impl Catalog {
    /// The languages that have pages in this build, each with its root folder; the default language first, which has one
    /// always.
    pub fn languages(&self) -> impl Iterator<Item = (usize, FolderIx)> + '_ {
        let own = self.folders.first().map(|root| (root.language, FolderIx(0)));
        let twins = self.folders.first().map_or(&[][..], |root| root.twins.as_slice()).iter();
        let others = twins.map(|ix| (self.folder(*ix).language, *ix)).filter(|(_, ix)| *ix != FolderIx(0));
        own.into_iter().chain(others)
    }

    /// Where the pages of a language begin: the address of its home page, empty for the default language and for one that
    /// has no page.
    pub fn home(&self, language: usize) -> &str {
        let root = self.languages().find(|(other, _)| *other == language);
        root.map_or("", |(_, root)| self.folder(root).address.as_str())
    }

    /// `rest` behind the home of a language: `de/a-z/` for `a-z/`.
    pub fn at(&self, language: usize, rest: &str) -> Address {
        Address::new([self.home(language), rest].concat())
    }

    /// The addresses of the lists that Guildhall makes whatever the content is, in every language that has pages.
    pub(super) fn made(&self) -> impl Iterator<Item = Address> + '_ {
        self.languages().flat_map(|(language, _)| MADE.map(|name| self.at(language, &format!("{name}/"))))
    }

    /// The language that an address is one of, and the rest of the address behind that language's home.
    pub fn local<'a>(&self, address: &'a str) -> (usize, &'a str) {
        let mut others = self.languages().skip(1);
        let found = others
            .find_map(|(language, root)| Some((language, address.strip_prefix(self.folder(root).address.as_str())?)));
        found.unwrap_or((0, address))
    }

    /// The folder of the same path in `language`, itself if it is of that language.
    pub fn twin(&self, ix: FolderIx, language: usize) -> Option<FolderIx> {
        let folder = self.folder(ix);
        if folder.language == language {
            return Some(ix);
        }
        folder.twins.iter().copied().find(|other| self.folder(*other).language == language)
    }

    /// The pages whose folder and file name say the same, signs of language aside, in path order. Itself is among them if
    /// there are others.
    pub fn translations(&self, ix: PageIx) -> impl Iterator<Item = PageIx> + '_ {
        self.translations.get(ix.0 as usize).into_iter().flatten().copied()
    }

    /// The page in `language`, itself if it is in that language.
    pub fn translation(&self, ix: PageIx, language: usize) -> Option<PageIx> {
        if self.page(ix).language == language {
            return Some(ix);
        }
        self.translations(ix).find(|other| self.page(*other).language == language)
    }

    /// The page whose readers are those of `ix`, as readers of `language` get it: in their language where lists hold it
    /// so, else itself.
    pub fn shown_in(&self, ix: PageIx, language: usize) -> PageIx {
        self.translation(ix, language).filter(|other| self.is_listed(*other)).unwrap_or(ix)
    }

    /// Those of `pages`, which are in page order and are all in lists, that readers of `language` are shown: of a page in
    /// several languages that in theirs, else that in the default language, else the first.
    pub fn distinct(&self, pages: Vec<PageIx>, language: usize) -> Vec<PageIx> {
        if self.translations.is_empty() {
            return pages;
        }
        let rank = |ix: &PageIx| {
            let own = self.page(*ix).language;
            (own != language, own, *ix)
        };
        let is_best = |ix: &PageIx| {
            let others = self.translations(*ix).filter(|other| pages.binary_search(other).is_ok());
            others.min_by_key(rank).is_none_or(|best| best == *ix)
        };
        pages.iter().copied().filter(is_best).collect()
    }
}

//! The navigation beside a page: one for each folder, shared by all its pages.

use super::Scene;
use super::page::Reference;
use super::site::{NavItem, NavView};
use crate::catalog::{Child, FolderIx};

/// Lines a level shows at most, the way to the page apart: more nobody reads, and every page carries them. A folder with
/// more ends in a line that leads to its own list.
const SHOWN: usize = 15;
/// The same for the levels between the top and the page's own: there a reader only looks where the page belongs.
const BETWEEN: usize = 6;

/// The navigation of the pages in `folder`: each folder on the way down to it is open, the others are closed.
pub fn nav_view(scene: &Scene<'_>, folder: FolderIx) -> NavView {
    let way = scene.catalog.way_down(folder);
    let Some((root, way)) = way.split_first() else { return NavView::default() };
    let (items, more) = level(scene, *root, way, SHOWN);
    NavView { address: scene.catalog.folder(*root).address.to_string(), items, more }
}

fn level(scene: &Scene<'_>, folder: FolderIx, way: &[FolderIx], most: usize) -> (Vec<NavItem>, usize) {
    let catalog = scene.catalog;
    let listed = |child: &&Child| match child {
        Child::Page(page) => catalog.is_listed(*page),
        Child::Folder(folder) => catalog.is_folder_listed(*folder),
    };
    let children: Vec<&Child> = catalog.folder(folder).children.iter().filter(listed).collect();
    let open = way.first().copied();
    let mut shown: Vec<&Child> = children.iter().copied().take(most).collect();
    // The way to the page is always shown, however far down it stands.
    if let Some(open) = open
        && let child = &Child::Folder(open)
        && !shown.contains(&child)
    {
        shown.extend(children.iter().copied().find(|candidate| *candidate == child));
    }
    let items = shown.iter().map(|child| item(scene, **child, way)).collect();
    (items, children.len().saturating_sub(shown.len()))
}

fn item(scene: &Scene<'_>, child: Child, way: &[FolderIx]) -> NavItem {
    match child {
        Child::Page(page) => NavItem { page: scene.reference(page), open: false, children: Vec::new(), more: 0 },
        Child::Folder(ix) => {
            let folder = scene.catalog.folder(ix);
            let language = scene.mark(scene.language(folder.language));
            let page = Reference { language, ..Reference::to(&folder.title, folder.address.as_str()) };
            let open = way.first() == Some(&ix);
            let (children, more) = match way {
                [_] if open => level(scene, ix, &[], SHOWN),
                [_, below @ ..] if open => level(scene, ix, below, BETWEEN),
                _ => (Vec::new(), 0),
            };
            NavItem { page, open, children, more }
        }
    }
}

//! Pages that Guildhall makes: lists of what is there.

use super::page::{Entry, Group, ListView, PageView, Reference};
use super::site::ROOT;
use super::{Scene, Sheet, author};
use crate::base::path::Address;
use crate::base::text;
use crate::catalog::{Child, FolderIx, PageIx, Tag};
use crate::content::kind::Kind;

/// Every page that Guildhall makes where no author wrote one: sections, tags, communities, A-Z, home.
pub fn made_pages<'a>(scene: &Scene<'a>) -> Vec<Sheet<'a>> {
    let mut sheets = Vec::new();
    for (n, folder) in (0..).zip(&scene.catalog.folders) {
        let ix = FolderIx(n);
        if folder.page.is_none() && (scene.catalog.is_folder_listed(ix) || folder.parent.is_none()) {
            let kind = if folder.parent.is_none() { "home" } else { "section" };
            let view = titled(scene, kind, &folder.title, folder.address.as_str());
            let trail = scene.catalog.way_down(ix);
            let trail = trail
                .iter()
                .map(|above| scene.catalog.folder(*above))
                .filter(|above| above.parent != folder.parent || above.address != folder.address);
            let trail = trail.map(|above| Reference::to(&above.title, above.address.as_str())).collect();
            let language = scene.language(folder.language).to_owned();
            let direction = author::direction(&language);
            let lists = folder_list(scene, ix).into_iter().collect();
            sheets.push(Sheet { view: PageView { language, direction, trail, lists, ..view }, body: None, folder: ix });
        }
    }
    for (kind, address) in [("a-z", "a-z/"), ("tags", "tags/"), ("communities", "communities/")] {
        sheets.extend(index_page(scene, kind, address));
    }
    for tag in scene.catalog.tags.values() {
        sheets.extend(tag_page(scene, tag));
    }
    sheets
}

/// The page a server shows for an address that leads nowhere.
pub fn not_found<'a>(scene: &Scene<'a>) -> Sheet<'a> {
    let view = PageView { noindex: true, ..titled(scene, "not-found", "", "404.html") };
    Sheet { view, body: None, folder: ROOT }
}

/// The list that Guildhall keeps at `address`, for a page that an author put there.
pub(super) fn list_at(scene: &Scene<'_>, address: &str) -> Option<ListView> {
    match address {
        "a-z/" => Some(alphabet(scene)),
        "tags/" => ListView::flat("tags", all_tags(scene)),
        "communities/" => ListView::flat("communities", all_communities(scene)),
        _ => {
            let tag = scene.catalog.tags.values().find(|tag| tag.address.as_str() == address)?;
            tag_list(scene, tag)
        }
    }
}

/// What a folder holds.
pub(super) fn folder_list(scene: &Scene<'_>, ix: FolderIx) -> Option<ListView> {
    let children = scene.catalog.folder(ix).children.iter();
    let entries = children.filter_map(|child| match child {
        Child::Page(page) => scene.catalog.is_listed(*page).then(|| scene.entry(*page)),
        Child::Folder(folder) => scene.catalog.is_folder_listed(*folder).then(|| folder_entry(scene, *folder)),
    });
    ListView::flat("section", entries.collect())
}

fn folder_entry(scene: &Scene<'_>, ix: FolderIx) -> Entry {
    let folder = scene.catalog.folder(ix);
    let count =
        folder.children.iter().filter(|child| matches!(child, Child::Page(page) if scene.catalog.is_listed(*page)));
    let count = count.count();
    match folder.page {
        Some(page) => Entry { count, ..scene.entry(page) },
        None => Entry {
            title: folder.title.clone(),
            address: folder.address.to_string(),
            kind: "section",
            count,
            ..Entry::default()
        },
    }
}

/// A made page with a title; where `title` is empty the template names it by its kind.
fn titled(scene: &Scene<'_>, kind: &'static str, title: &str, address: &str) -> PageView {
    let home = scene.catalog.folders.first();
    let trail = home.map(|home| Reference::to(&home.title, home.address.as_str()));
    PageView {
        kind,
        title: title.to_owned(),
        address: address.to_owned(),
        language: scene.config.language.clone(),
        direction: author::direction(&scene.config.language),
        trail: trail.into_iter().collect(),
        ..PageView::default()
    }
}

fn index_page<'a>(scene: &Scene<'a>, kind: &'static str, address: &str) -> Option<Sheet<'a>> {
    if scene.catalog.by_address(&Address::new(address)).is_some() {
        return None;
    }
    let list = list_at(scene, address)?;
    let view = PageView { lists: vec![list], ..titled(scene, kind, "", address) };
    Some(Sheet { view, body: None, folder: ROOT })
}

fn tag_page<'a>(scene: &Scene<'a>, tag: &Tag) -> Option<Sheet<'a>> {
    if scene.catalog.by_address(&tag.address).is_some() {
        return None;
    }
    let list = tag_list(scene, tag)?;
    let view = titled(scene, "tag", &tag.title, tag.address.as_str());
    Some(Sheet { view: PageView { lists: vec![list], ..view }, body: None, folder: ROOT })
}

/// By title, in one order for every list.
fn by_title(scene: &Scene<'_>, pages: impl Iterator<Item = PageIx>) -> Vec<PageIx> {
    let mut pages: Vec<PageIx> = pages.collect();
    pages.sort_by_cached_key(|ix| (scene.catalog.page(*ix).title.to_lowercase(), *ix));
    pages
}

fn tag_list(scene: &Scene<'_>, tag: &Tag) -> Option<ListView> {
    let pages = by_title(scene, scene.catalog.listed(&tag.pages));
    ListView::flat("tag", pages.into_iter().map(|ix| scene.entry(ix)).collect())
}

fn all_tags(scene: &Scene<'_>) -> Vec<Entry> {
    let tags = scene.catalog.tags.values().map(|tag| Entry {
        title: tag.title.clone(),
        address: tag.address.to_string(),
        count: scene.catalog.listed(&tag.pages).count(),
        ..Entry::default()
    });
    let mut tags: Vec<Entry> = tags.filter(|tag| tag.count > 0).collect();
    tags.sort_by_cached_key(|tag| (tag.title.to_lowercase(), tag.address.clone()));
    tags
}

/// Communities that have a page. One that is only named has no address to lead to; a check reports it.
fn all_communities(scene: &Scene<'_>) -> Vec<Entry> {
    let pages = scene.catalog.indexed();
    let communities = pages.filter(|(_, page)| matches!(page.doc.front.kind, Kind::Community(_)));
    let listed = communities.map(|(ix, _)| ix).filter(|ix| scene.catalog.is_listed(*ix));
    let pages = by_title(scene, listed).into_iter();
    let entry = |ix: PageIx| {
        let members = scene.catalog.communities.get(&scene.catalog.page(ix).id);
        let count = members.map_or(0, |pages| scene.catalog.listed(pages).count());
        Entry { count, ..scene.entry(ix) }
    };
    pages.map(entry).collect()
}

/// Every page that readers can find, and every question of a page of many, by the first letter of its title; what starts
/// with no letter stands under `#`. There is always such a list, if an empty one: readers come here where search cannot.
fn alphabet(scene: &Scene<'_>) -> ListView {
    let pages = scene.catalog.indexed().map(|(ix, _)| ix).filter(|ix| scene.catalog.is_listed(*ix));
    let mut entries: Vec<Entry> = pages.flat_map(|ix| with_questions(scene, ix)).collect();
    entries.sort_by_cached_key(|entry| (initial(&entry.title), entry.title.to_lowercase(), entry.address.clone()));
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        let initial = initial(&entry.title);
        if groups.last().is_none_or(|group| group.title != initial) {
            let part = text::slug(&initial);
            let id = if part.is_empty() { "gh-other".to_owned() } else { format!("gh-{part}") };
            groups.push(Group { title: initial, id, entries: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.entries.push(entry);
        }
    }
    ListView { name: "a-z", groups }
}

/// A page, and each of its questions if it is a page of many.
fn with_questions(scene: &Scene<'_>, ix: PageIx) -> Vec<Entry> {
    let page = scene.catalog.page(ix);
    let body = &page.doc.body;
    let headings = page
        .doc
        .questions()
        .into_iter()
        .filter_map(|section| body.sections.get(section).and_then(|section| body.headings.get(section.heading?)));
    let questions = headings.map(|heading| Entry {
        title: heading.text.clone(),
        address: format!("{}#{}", page.address, heading.id),
        kind: page.doc.front.kind.word(),
        ..Entry::default()
    });
    std::iter::once(scene.entry(ix)).chain(questions).collect()
}

/// The letter a title is filed under, accents off: `É` under `E`.
fn initial(title: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let first = title.nfkd().find(|c| c.is_alphanumeric());
    match first {
        Some(letter) if letter.is_alphabetic() => letter.to_uppercase().collect(),
        _ => "#".to_owned(),
    }
}

//! Pages that Guildhall makes: lists of what is there.

use super::page::{Entry, Group, ListView, PageView, Reference};
use super::site::ROOT;
use super::{Scene, Sheet, author, event, glossary, machine, people};
use crate::base::path::{Address, OutPath};
use crate::base::text;
use crate::catalog::{Child, FolderIx, PageIx, Tag};
use crate::content::kind::Kind;

/// A page that Guildhall makes.
#[derive(Clone, Copy, Debug)]
pub enum Made<'a> {
    /// What a folder holds; the home page for the root.
    Folder(FolderIx),
    /// One of [`INDEXES`].
    Index(&'static str),
    /// The pages of a tag.
    Tag(&'a Tag),
    /// The page of search results.
    Search,
    /// The page a server shows for an address that leads nowhere.
    NotFound,
}

/// The lists over the whole site, by kind and last part of the address.
pub(super) const INDEXES: [&str; 6] = ["a-z", "tags", "communities", "events", "people", "glossary"];

/// Every page that Guildhall makes, those left out where an author wrote one or there is nothing to list.
pub fn made_pages<'a>(scene: &Scene<'a>) -> Vec<Made<'a>> {
    let catalog = scene.catalog;
    let taken =
        |address: &Address| INDEXES.into_iter().any(|name| *address == Address::new(name) && has_index(scene, name));
    let folders = (0..)
        .map(FolderIx)
        .zip(&catalog.folders)
        .filter(|(ix, folder)| folder.page.is_none() && (catalog.is_folder_listed(*ix) || folder.parent.is_none()))
        // What a folder `communities` holds is shown by the list of communities.
        .filter(|(_, folder)| !taken(&folder.address));
    let free = |address: &str| catalog.by_address(address).is_none();
    let indexes = INDEXES.into_iter().filter(|name| free(&format!("{name}/")) && has_index(scene, name));
    let tags = catalog.tags.values().filter(|tag| free(tag.address.as_str()) && has_listed(scene, tag));
    // A list over the whole site says more than one of the folder at its place.
    let is_index = |address: &str| INDEXES.iter().any(|name| address.strip_suffix('/') == Some(name));
    let folders =
        folders.filter(|(_, folder)| !is_index(folder.address.as_str()) || !has_index(scene, folder.address.leaf()));
    let folders = folders.map(|(ix, _)| Made::Folder(ix));
    folders.chain(indexes.map(Made::Index)).chain(tags.map(Made::Tag)).chain([Made::Search, Made::NotFound]).collect()
}

/// Whether a list over the whole site has something to show. The one from A to Z is always there, if an empty one:
/// readers come here where search cannot.
pub(super) fn has_index(scene: &Scene<'_>, name: &str) -> bool {
    match name {
        "tags" => scene.catalog.tags.values().any(|tag| has_listed(scene, tag)),
        "communities" => communities(scene).next().is_some(),
        "events" => !event::site_events(scene).is_empty(),
        "people" => people::any(scene),
        "glossary" => glossary::any(scene),
        _ => true,
    }
}

fn has_listed(scene: &Scene<'_>, tag: &Tag) -> bool {
    scene.catalog.listed(&tag.pages).next().is_some()
}

impl<'a> Made<'a> {
    /// Where it stands.
    pub fn place(self, scene: &Scene<'a>) -> OutPath {
        match self {
            Self::Folder(ix) => scene.catalog.folder(ix).address.index(),
            Self::Index(name) => Address::new(name).index(),
            Self::Tag(tag) => tag.address.index(),
            Self::Search => Address::new("search").index(),
            Self::NotFound => OutPath::new("404.html"),
        }
    }

    /// Its view.
    pub fn sheet(self, scene: &Scene<'a>) -> Sheet<'a> {
        let mut folder = ROOT;
        let view = match self {
            Self::Folder(ix) => {
                folder = ix;
                folder_page(scene, ix)
            }
            Self::Index(name) => {
                let address = format!("{name}/");
                let (lists, calendar) = (lists_at(scene, &address), calendar_at(scene, &address));
                let at = Address::new(name);
                let folders = (0..).map(FolderIx).zip(&scene.catalog.folders);
                folder = folders.into_iter().find(|(_, of)| of.address == at).map_or(ROOT, |(ix, _)| ix);
                let (people, glossary) = (people::at(scene, &address), glossary::at(scene, &address));
                PageView { people, glossary, calendar, lists, ..titled(scene, name, "", &address) }
            }
            Self::Tag(tag) => {
                let lists = tag_list(scene, tag).into_iter().collect();
                PageView { lists, ..titled(scene, "tag", &tag.title, tag.address.as_str()) }
            }
            Self::Search => PageView { noindex: true, ..titled(scene, "search", "", "search/") },
            Self::NotFound => PageView { noindex: true, ..titled(scene, "not-found", "", "404.html") },
        };
        Sheet { view, body: None, folder }
    }
}

fn folder_page(scene: &Scene<'_>, ix: FolderIx) -> PageView {
    let folder = scene.catalog.folder(ix);
    let kind = if folder.parent.is_none() { "home" } else { "section" };
    let above = scene.catalog.way_down(ix).into_iter().map(|above| scene.catalog.folder(above));
    let above = above.filter(|above| above.parent != folder.parent || above.address != folder.address);
    let trail = above.map(|above| Reference::to(&above.title, above.address.as_str())).collect();
    let language = scene.language(folder.language).to_owned();
    let direction = author::direction(&language);
    let lists = folder_list(scene, ix).into_iter().collect();
    PageView { language, direction, trail, lists, ..titled(scene, kind, &folder.title, folder.address.as_str()) }
}

/// The address of the calendar that Guildhall keeps beside the page at `address`.
pub(super) fn calendar_at(scene: &Scene<'_>, address: &str) -> Option<String> {
    (address == "events/" && has_index(scene, "events")).then(|| [address, event::EVENTS_FILE].concat())
}

/// The lists that Guildhall keeps at `address`, for a page that an author put there.
pub(super) fn lists_at(scene: &Scene<'_>, address: &str) -> Vec<ListView> {
    if address == "events/" { event::lists(scene) } else { list_at(scene, address).into_iter().collect() }
}

fn list_at(scene: &Scene<'_>, address: &str) -> Option<ListView> {
    match address {
        "a-z/" => Some(alphabet(scene)),
        "tags/" => ListView::flat("tags", all_tags(scene)),
        "communities/" => ListView::flat("communities", all_communities(scene)),
        _ => {
            let part = address.strip_prefix("tags/")?.strip_suffix('/')?;
            tag_list(scene, scene.catalog.tags.get(part)?)
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
        feed: machine::feed_of(scene, address),
        ..PageView::default()
    }
}

/// By title, in one order for every list.
pub(super) fn by_title(scene: &Scene<'_>, pages: impl Iterator<Item = PageIx>) -> Vec<PageIx> {
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
    let pages = by_title(scene, communities(scene)).into_iter();
    let entry = |ix: PageIx| {
        let members = scene.catalog.communities.get(&scene.catalog.page(ix).id);
        let count = members.map_or(0, |pages| scene.catalog.listed(pages).count());
        let entry = scene.entry(ix);
        let purpose = match &scene.catalog.page(ix).doc.front.kind {
            Kind::Community(community) => community.purpose.as_ref().map(|purpose| purpose.value.clone()),
            _ => None,
        };
        Entry { count, summary: purpose.or(entry.summary), ..entry }
    };
    pages.map(entry).collect()
}

fn communities<'a>(scene: &Scene<'a>) -> impl Iterator<Item = PageIx> + use<'a> {
    let catalog = scene.catalog;
    let communities = catalog.indexed().filter(|(_, page)| matches!(page.doc.front.kind, Kind::Community(_)));
    communities.map(|(ix, _)| ix).filter(|ix| catalog.is_listed(*ix))
}

/// Every page that readers can find, and every question of a page of many, by the first letter of its title; what starts
/// with no letter stands under `#`.
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
pub(super) fn initial(title: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if let Some(first) = title.chars().next().filter(char::is_ascii_alphabetic) {
        return first.to_ascii_uppercase().to_string();
    }
    match title.nfkd().find(|c| c.is_alphanumeric()) {
        Some(letter) if letter.is_alphabetic() => letter.to_uppercase().collect(),
        _ => "#".to_owned(),
    }
}

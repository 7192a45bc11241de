//! Pages that Guildhall makes: lists of what is there.

use super::page::{Entry, Group, ListView, PageView, Reference};
use super::site::ROOT;
use super::{MonthView, Scene, Sheet, actions, communities, event, glossary, languages, machine, months, people};
use crate::base::path::{Address, OutPath};
use crate::base::text;
use crate::catalog::{Child, FolderIx, PageIx, Tag};

/// A page that Guildhall makes. With some stands the language whose readers it is for.
#[derive(Clone, Copy, Debug)]
pub enum Made<'a> {
    /// What a folder holds; the home page for a root.
    Folder(FolderIx),
    /// One of [`INDEXES`].
    Index(&'static str, usize),
    /// The pages of a tag.
    Tag(&'a Tag, usize),
    /// The page of search results.
    Search(usize),
    /// The page a server shows for an address that leads nowhere.
    NotFound,
}

/// The lists over the whole site, by kind and last part of the address.
pub(super) const INDEXES: [&str; 6] = ["a-z", "tags", "communities", "events", "people", "glossary"];

/// Every page that Guildhall makes, those left out where an author wrote one or there is nothing to list.
pub fn made_pages<'a>(scene: &Scene<'a>) -> Vec<Made<'a>> {
    let catalog = scene.catalog;
    let folders = (0..)
        .map(FolderIx)
        .zip(&catalog.folders)
        .filter(|(ix, folder)| folder.page.is_none() && (folder.parent.is_none() || catalog.is_folder_listed(*ix)))
        // A list over the whole site says more than one of the folder at its place.
        .filter(|(_, folder)| !is_index(scene, catalog.local(folder.address.as_str()).1));
    let mut made: Vec<Made<'a>> = folders.map(|(ix, _)| Made::Folder(ix)).collect();
    let indexes: Vec<&'static str> = INDEXES.into_iter().filter(|name| has_index(scene, name)).collect();
    for (language, _) in catalog.languages() {
        let free = |rest: &str| catalog.by_address(catalog.at(language, rest).as_str()).is_none();
        let names = indexes.iter().copied().filter(|name| free(&format!("{name}/")));
        made.extend(names.map(|name| Made::Index(name, language)));
        let tags = catalog.tags.values().filter(|tag| tag.is_in(language) && has_listed(scene, tag));
        made.extend(tags.filter(|tag| free(tag.address.as_str())).map(|tag| Made::Tag(tag, language)));
        made.push(Made::Search(language));
    }
    made.push(Made::NotFound);
    made
}

/// Whether Guildhall lists something at `rest` below the home page of every language, such as `a-z/`.
pub(super) fn is_index(scene: &Scene<'_>, rest: &str) -> bool {
    rest.strip_suffix('/').is_some_and(|name| INDEXES.contains(&name) && has_index(scene, name))
}

/// Whether a list over the whole site has something to show, which is the same in every language. The one from A to Z is
/// always there, if an empty one: readers come here where search cannot.
pub(super) fn has_index(scene: &Scene<'_>, name: &str) -> bool {
    match name {
        "tags" => scene.catalog.tags.values().any(|tag| has_listed(scene, tag)),
        "communities" => !communities::all(scene, 0).is_empty(),
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
            Self::NotFound => OutPath::new("404.html"),
            _ => self.address(scene).index(),
        }
    }

    fn address(self, scene: &Scene<'a>) -> Address {
        let catalog = scene.catalog;
        match self {
            Self::Folder(ix) => catalog.folder(ix).address.clone(),
            Self::Index(name, language) => catalog.at(language, &format!("{name}/")),
            Self::Tag(tag, language) => catalog.at(language, tag.address.as_str()),
            Self::Search(language) => catalog.at(language, "search/"),
            Self::NotFound => Address::new("404.html"),
        }
    }

    /// The language whose readers it is for.
    fn language(self, scene: &Scene<'a>) -> usize {
        match self {
            Self::Folder(ix) => scene.catalog.folder(ix).language,
            Self::Index(_, language) | Self::Tag(_, language) | Self::Search(language) => language,
            Self::NotFound => 0,
        }
    }

    /// The same in another language.
    fn in_language(self, scene: &Scene<'a>, other: usize) -> Option<String> {
        let made = match self {
            Self::Folder(ix) => return languages::of_folder(scene, ix, other),
            Self::Index(name, _) => Self::Index(name, other),
            Self::Tag(tag, _) => Self::Tag(tag, Some(other).filter(|other| tag.is_in(*other))?),
            Self::Search(_) => Self::Search(other),
            Self::NotFound => return None,
        };
        Some(made.address(scene).to_string())
    }

    /// Its view.
    pub fn sheet(self, scene: &Scene<'a>) -> Sheet<'a> {
        let address = self.address(scene);
        let address = if matches!(self, Self::NotFound) { "404.html" } else { address.as_str() };
        let language = self.language(scene);
        let root = scene.catalog.languages().find(|(other, _)| *other == language).map_or(ROOT, |(_, root)| root);
        let titled = |kind, title: &str| titled(scene, root, kind, title, address);
        let mut folder = root;
        let view = match self {
            Self::Folder(ix) => {
                folder = ix;
                let of = scene.catalog.folder(ix);
                let kind = if of.parent.is_none() { "home" } else { "section" };
                PageView { trail: above(scene, ix), lists: lists_of_folder(scene, ix), ..titled(kind, &of.title) }
            }
            Self::Index(name, _) => {
                let (lists, calendar) = (lists_at(scene, address), calendar_at(scene, address));
                let folders = (0..).map(FolderIx).zip(&scene.catalog.folders);
                let mut folders = folders.filter(|(_, of)| of.address.as_str() == address);
                folder = folders.next().map_or(root, |(ix, _)| ix);
                let (people, glossary) = (people::at(scene, address), glossary::at(scene, address));
                let (months, all_communities) = (months_at(scene, address), communities::at(scene, address));
                PageView { all_communities, people, glossary, calendar, months, lists, ..titled(name, "") }
            }
            Self::Tag(tag, language) => {
                let lists = tag_list(scene, tag, language).into_iter().collect();
                PageView { lists, ..titled("tag", &tag.title) }
            }
            Self::Search(_) => PageView { noindex: true, ..titled("search", "") },
            Self::NotFound => PageView { noindex: true, ..titled("not-found", "") },
        };
        let languages = languages::links(scene, language, address, |other| self.in_language(scene, other));
        let can = if view.noindex { actions::Actions::default() } else { actions::of_list(scene) };
        let (actions, other_ways) = (can.actions, can.other_ways);
        Sheet { view: PageView { languages, actions, other_ways, ..view.told_times() }, body: None, folder }
    }
}

/// From the home page down to the folder above.
fn above(scene: &Scene<'_>, ix: FolderIx) -> Vec<Reference> {
    let way = scene.catalog.way_down(ix).into_iter().filter(|above| *above != ix);
    let above = way.map(|above| scene.catalog.folder(above));
    above.map(|above| Reference::to(&above.title, above.address.as_str())).collect()
}

fn lists_of_folder(scene: &Scene<'_>, ix: FolderIx) -> Vec<ListView> {
    folder_list(scene, ix).into_iter().collect()
}

/// The address of the calendar that Guildhall keeps beside the page at `address`.
pub(super) fn calendar_at(scene: &Scene<'_>, address: &str) -> Option<String> {
    let (_, rest) = scene.catalog.local(address);
    // One file, whatever language its readers see the list in.
    (rest == "events/" && has_index(scene, "events")).then(|| [rest, event::EVENTS_FILE].concat())
}

/// The months that Guildhall shows at `address`.
pub(super) fn months_at(scene: &Scene<'_>, address: &str) -> Vec<MonthView> {
    let (language, rest) = scene.catalog.local(address);
    if rest == "events/" { months::months(scene, &event::events_in(scene, language)) } else { Vec::new() }
}

/// The lists that Guildhall keeps at `address`, for a page that an author put there.
pub(super) fn lists_at(scene: &Scene<'_>, address: &str) -> Vec<ListView> {
    let (language, rest) = scene.catalog.local(address);
    match rest {
        "events/" => event::lists(scene, language),
        _ => list_at(scene, language, rest).into_iter().collect(),
    }
}

fn list_at(scene: &Scene<'_>, language: usize, rest: &str) -> Option<ListView> {
    match rest {
        "a-z/" => Some(alphabet(scene, language)),
        "tags/" => ListView::flat("tags", all_tags(scene, language)),
        _ => {
            let part = rest.strip_prefix("tags/")?.strip_suffix('/')?;
            tag_list(scene, scene.catalog.tags.get(part)?, language)
        }
    }
}

/// What a folder holds.
pub(super) fn folder_list(scene: &Scene<'_>, ix: FolderIx) -> Option<ListView> {
    folder_list_without(scene, ix, |_| false)
}

/// [`folder_list`] without the pages that something else on the page shows. Where all pages are events, their times decide
/// the order.
pub(super) fn folder_list_without(
    scene: &Scene<'_>,
    ix: FolderIx,
    is_shown: impl Fn(PageIx) -> bool,
) -> Option<ListView> {
    let mut events_only = true;
    let children = scene.catalog.folder(ix).children.iter();
    let entries = children.filter_map(|child| match child {
        Child::Page(page) => {
            let listed = scene.catalog.is_listed(*page) && !is_shown(*page);
            events_only &= !listed || event::of(scene.catalog.page(*page)).is_some();
            listed.then(|| scene.entry(*page))
        }
        Child::Folder(folder) => scene.catalog.is_folder_listed(*folder).then(|| folder_entry(scene, *folder)),
    });
    let mut entries: Vec<Entry> = entries.collect();
    if events_only {
        event::by_time(&mut entries);
    }
    ListView::flat("section", entries)
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
            language: scene.mark(scene.language(folder.language)),
            count,
            ..Entry::default()
        },
    }
}

/// A made page with a title, of the language whose root is given; where `title` is empty the template names it by its
/// kind.
fn titled(scene: &Scene<'_>, root: FolderIx, kind: &'static str, title: &str, address: &str) -> PageView {
    let home = scene.catalog.folder(root);
    let language = scene.language(home.language);
    PageView {
        kind,
        title: title.to_owned(),
        address: address.to_owned(),
        language: language.to_owned(),
        direction: languages::direction(language),
        trail: vec![Reference::to(&home.title, home.address.as_str())],
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

fn tag_list(scene: &Scene<'_>, tag: &Tag, language: usize) -> Option<ListView> {
    let pages = scene.catalog.distinct(scene.catalog.listed(&tag.pages).collect(), language);
    let pages = by_title(scene, pages.into_iter());
    ListView::flat("tag", pages.into_iter().map(|ix| scene.entry(ix)).collect())
}

/// Every tag; where it has no list of its own in `language`, it leads to that in the default language.
fn all_tags(scene: &Scene<'_>, language: usize) -> Vec<Entry> {
    let tags = scene.catalog.tags.values().map(|tag| {
        let stands = if tag.is_in(language) { language } else { 0 };
        Entry {
            title: tag.title.clone(),
            address: scene.catalog.at(stands, tag.address.as_str()).to_string(),
            language: scene.mark(scene.language(stands)),
            count: scene.catalog.distinct(scene.catalog.listed(&tag.pages).collect(), stands).len(),
            ..Entry::default()
        }
    });
    let mut tags: Vec<Entry> = tags.filter(|tag| tag.count > 0).collect();
    tags.sort_by_cached_key(|tag| (tag.title.to_lowercase(), tag.address.clone()));
    tags
}

/// Every page that readers can find, and every question of a page of many, by the first letter of its title; what starts
/// with no letter stands under `#`.
fn alphabet(scene: &Scene<'_>, language: usize) -> ListView {
    let pages = scene.catalog.indexed().map(|(ix, _)| ix).filter(|ix| scene.catalog.is_listed(*ix)).collect();
    let pages = scene.catalog.distinct(pages, language);
    let mut entries: Vec<Entry> = pages.into_iter().flat_map(|ix| with_questions(scene, ix)).collect();
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
        language: scene.mark(scene.language_of(page)),
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

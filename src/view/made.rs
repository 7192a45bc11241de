//! Pages that Guildhall makes: lists of what is there.

use super::page::{Entry, Group, ListView, PageView, Reference};
use super::site::ROOT;
use super::{
    MonthView, Scene, Sheet, actions, communities, event, glossary, home, languages, machine, months, news, people,
    questions,
};
use crate::base::path::{Address, OutPath};
use crate::base::text;
use crate::catalog::{Child, FolderIx, Page, PageIx, Tag};

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
pub(super) const INDEXES: [&str; 7] = ["a-z", "tags", "communities", "events", "people", "glossary", "new"];

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
        "new" => news::any(scene),
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
                let is_home = of.parent.is_none();
                let home = is_home.then(|| home::view(scene, language));
                let (trail, lists) = (above(scene, ix), folder_lists(scene, ix, |_| false));
                PageView { trail, home, lists, ..titled(if is_home { "home" } else { "section" }, &of.title) }
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
                PageView { lists: tag_lists(scene, tag, language), ..titled("tag", &tag.title) }
            }
            Self::Search(_) => {
                let home = Some(home::to_search(scene, language));
                PageView { home, noindex: true, ..titled("search", "") }
            }
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
    let one = |list: Option<ListView>| list.into_iter().collect();
    match rest {
        "events/" => event::lists(scene, language),
        "a-z/" => vec![alphabet(scene, language)],
        "tags/" => one(ListView::flat("tags", all_tags(scene, language))),
        news::ADDRESS => one(news::list(scene, language)),
        _ => {
            let part = rest.strip_prefix("tags/").and_then(|rest| rest.strip_suffix('/'));
            let tag = part.and_then(|part| scene.catalog.tags.get(part));
            tag.map_or_else(Vec::new, |tag| tag_lists(scene, tag, language))
        }
    }
}

/// What a folder holds without the pages that something else on the page shows: questions in a list of their own, which
/// unfold. Where all others are events, their times decide the order. At home there are doors to the folders instead.
pub(super) fn folder_lists(scene: &Scene<'_>, ix: FolderIx, is_shown: impl Fn(PageIx) -> bool) -> Vec<ListView> {
    let is_home = scene.catalog.folder(ix).parent.is_none();
    let (mut entries, mut asked, mut events_only) = (Vec::new(), Vec::new(), true);
    for child in &scene.catalog.folder(ix).children {
        match *child {
            Child::Page(page) if !scene.catalog.is_listed(page) || is_shown(page) => {}
            Child::Page(page) if questions::is_question(scene, page) => asked.push(page),
            Child::Page(page) => {
                events_only &= event::of(scene.catalog.page(page)).is_some();
                entries.push(scene.entry(page));
            }
            Child::Folder(folder) if !is_home && scene.catalog.is_folder_listed(folder) => {
                entries.push(folder_entry(scene, folder));
            }
            Child::Folder(_) => {}
        }
    }
    if events_only {
        event::by_time(&mut entries);
    }
    let list = ListView::flat(if is_home { "pages" } else { "section" }, entries);
    [list, questions::by_topic(scene, &asked)].into_iter().flatten().collect()
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

/// The pages of a tag: its questions, which unfold, then the others.
fn tag_lists(scene: &Scene<'_>, tag: &Tag, language: usize) -> Vec<ListView> {
    let pages = scene.catalog.distinct(scene.catalog.listed(&tag.pages).collect(), language);
    let pages = by_title(scene, pages.into_iter());
    let (asked, others): (Vec<PageIx>, Vec<PageIx>) =
        pages.into_iter().partition(|ix| questions::is_question(scene, *ix));
    let others = ListView::flat("tag", others.into_iter().map(|ix| scene.entry(ix)).collect());
    [questions::list(scene, &asked), others].into_iter().flatten().collect()
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
    let questions = self::questions(page).map(|(title, address)| Entry {
        title: title.to_owned(),
        address,
        kind: page.doc.front.kind.word(),
        language: scene.mark(scene.language_of(page)),
        ..Entry::default()
    });
    std::iter::once(scene.entry(ix)).chain(questions).collect()
}

/// The questions of a page of many, each with its address.
pub(super) fn questions(page: &Page) -> impl Iterator<Item = (&str, String)> {
    let body = &page.doc.body;
    let heading = move |section: usize| body.headings.get(body.sections.get(section)?.heading?);
    let headings = page.doc.questions().into_iter().filter_map(heading);
    headings.map(move |heading| (heading.text.as_str(), format!("{}#{}", page.address, heading.id)))
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

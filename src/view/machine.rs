//! What programs read of a site: the list of its pages, and what feeds hold.
//!
//! Made of this build's catalog alone, so that nothing of another audience's page can be in it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Scene, author, facts, news};
use crate::base::date::Date;
use crate::catalog::{Catalog, FolderIx, Page, PageIx};
use crate::content::front::{Audience, Status};
use crate::content::kind::Kind;

/// Entries of a feed; readers of feeds ask often, and keep what they have seen.
const FEED_ENTRIES: usize = 20;

/// A page as programs know it: a line of `pages.json`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PageRecord {
    /// What relations call it.
    pub id: String,
    /// Its address from the site's root.
    pub address: String,
    /// The address of its Markdown.
    pub markdown: String,
    /// Its kind, a word of [`Kind::WORDS`].
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Code of its language.
    pub language: String,
    /// The id of its owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Where it stands in its life.
    pub status: Status,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
    /// When somebody last looked whether it is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<String>,
    /// When that is due again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_due: Option<String>,
    /// From when on it no longer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// The audiences it is for; none where it is for all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<String>,
    /// The title of the top-level section it lies in, with its place among them; for grouping, not for output.
    #[serde(skip)]
    pub section: Option<(FolderIx, String)>,
    /// Whether lists, feeds and other engines should show it.
    #[serde(skip)]
    pub listed: bool,
    /// Where it stands in each of its languages, itself included: code and address. Empty where it has one.
    #[serde(skip)]
    pub translations: Vec<(String, String)>,
}

/// What a feed holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Feed {
    /// The address of what it is about: `""` for the site, a section's or a community's page.
    pub about: String,
    /// Its title.
    pub title: String,
    /// Code of its language.
    pub language: String,
    /// The newest pages, the newest first; never empty.
    pub entries: Vec<FeedEntry>,
    /// Of a feed of the site, or of one of its languages: the address of the page that says the same to people.
    pub page: Option<String>,
}

/// A page in a feed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FeedEntry {
    /// Its title.
    pub title: String,
    /// Its address from the site's root.
    pub address: String,
    /// One sentence about it.
    pub summary: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// When it last changed, or was published.
    pub updated: Date,
}

/// The name of every feed, in the folder of what it is about.
pub const FEED: &str = "feed.xml";

/// Every page that readers can see, in path order.
pub fn page_records(scene: &Scene<'_>) -> Vec<PageRecord> {
    let shown = scene.catalog.indexed().filter(|(_, page)| !page.withheld);
    shown.map(|(ix, page)| record(scene, ix, page)).collect()
}

fn record(scene: &Scene<'_>, ix: PageIx, page: &Page) -> PageRecord {
    let common = &page.doc.front.common;
    let text = |date: Option<Date>| date.map(|date| date.to_string());
    let owner = common.owner.as_ref().map(|owner| &owner.value);
    PageRecord {
        id: page.id.clone(),
        address: page.address.to_string(),
        markdown: page.doc.path.below(&scene.config.content).unwrap_or_default().to_owned(),
        kind: page.doc.front.kind.word(),
        title: page.title.clone(),
        summary: author::summary(page),
        language: scene.language_of(page).to_owned(),
        owner: owner.filter(|owner| !scene.catalog.hides(owner)).cloned(),
        status: common.status,
        published: text(facts::published(scene, page)),
        changed: text(facts::changed(scene, page)),
        reviewed: text(common.reviewed.as_ref().map(|date| date.value)),
        review_due: text(facts::review_due(page)),
        expires: text(common.expires.as_ref().map(|date| date.value)),
        audience: match &common.audience {
            Audience::Only(audiences) => audiences.clone(),
            Audience::All | Audience::Unknown => Vec::new(),
        },
        section: section(scene.catalog, page),
        listed: is_listed(scene.catalog, ix),
        translations: translations(scene, ix),
    }
}

fn is_listed(catalog: &Catalog, ix: PageIx) -> bool {
    let common = &catalog.page(ix).doc.front.common;
    catalog.is_listed(ix) && common.status != Status::Draft && !common.search.exclude
}

fn translations(scene: &Scene<'_>, ix: PageIx) -> Vec<(String, String)> {
    let pages: Vec<PageIx> = scene.catalog.translations(ix).filter(|other| is_listed(scene.catalog, *other)).collect();
    if pages.len() < 2 {
        return Vec::new();
    }
    let place = |page: &Page| (scene.language(page.language).to_owned(), page.address.to_string());
    pages.into_iter().map(|other| place(scene.catalog.page(other))).collect()
}

/// The top-level folder a page lies in; none for a page at the root of a language.
fn section(catalog: &Catalog, page: &Page) -> Option<(FolderIx, String)> {
    let way = catalog.way_down(page.folder);
    let top = way.into_iter().find(|ix| catalog.folder(*ix).parent.is_some())?;
    Some((top, catalog.folder(top).title.clone()))
}

/// A feed for the site, for each section, and for each community with a page: each of the newest pages that have a date.
/// None without `base_url`: entries are known by whole addresses.
pub fn feeds(scene: &Scene<'_>) -> Vec<Feed> {
    let catalog = scene.catalog;
    if scene.config.base_url.is_none() {
        return Vec::new();
    }
    let dated = |ix: &PageIx| catalog.is_listed(*ix) && news::day(scene, catalog.page(*ix)).is_some();
    let mut members: BTreeMap<&str, (Feed, Vec<PageIx>)> = BTreeMap::new();
    for ix in catalog.indexed().map(|(ix, _)| ix).filter(dated) {
        for folder in catalog.way_down(catalog.page(ix).folder) {
            let folder = catalog.folder(folder);
            let (_, pages) = members.entry(folder.address.as_str()).or_insert_with(|| {
                // The site's own feed is called as the site, whatever its home page is.
                let title = if folder.parent.is_none() { &scene.config.title } else { &folder.title };
                (Feed::new(scene, folder.address.as_str(), title, folder.language), Vec::new())
            });
            pages.push(ix);
        }
    }
    for (ix, page) in catalog.indexed() {
        if let (Kind::Community(_), Some(pages)) = (&page.doc.front.kind, catalog.communities.get(&page.id)) {
            let about = page.address.as_str();
            let (_, all) = members
                .entry(about)
                .or_insert_with(|| (Feed::new(scene, about, &page.title, page.language), Vec::new()));
            all.extend(pages.iter().filter(|member| **member != ix && dated(member)));
            all.sort_unstable();
            all.dedup();
        }
    }
    let filled = members.into_values().filter(|(_, pages)| !pages.is_empty());
    filled.map(|(feed, pages)| Feed { entries: entries(scene, pages), ..feed }).collect()
}

impl Feed {
    fn new(scene: &Scene<'_>, about: &str, title: &str, language: usize) -> Self {
        // There is one wherever a feed has an entry.
        let page =
            (about == scene.catalog.home(language)).then(|| scene.catalog.at(language, news::ADDRESS).to_string());
        let language = scene.language(language).to_owned();
        Self { about: about.to_owned(), title: title.to_owned(), language, entries: Vec::new(), page }
    }
}

fn entries(scene: &Scene<'_>, pages: Vec<PageIx>) -> Vec<FeedEntry> {
    let newest = news::newest(scene, pages, FEED_ENTRIES);
    newest.iter().filter_map(|ix| entry(scene, scene.catalog.page(*ix))).collect()
}

/// The address of the feed that a page at `address` names: its own, else that of its language, else the site's.
pub(super) fn feed_of(scene: &Scene<'_>, address: &str) -> Option<String> {
    let home = scene.catalog.home(scene.catalog.local(address).0);
    let about = [address, home, ""].into_iter().find(|about| scene.feeds.contains(*about))?;
    Some([about, FEED].concat())
}

fn entry(scene: &Scene<'_>, page: &Page) -> Option<FeedEntry> {
    Some(FeedEntry {
        title: page.title.clone(),
        address: page.address.to_string(),
        summary: author::summary(page),
        published: facts::published(scene, page),
        updated: news::day(scene, page)?,
    })
}

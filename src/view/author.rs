//! Pages that somebody wrote.

use std::collections::BTreeSet;

use super::body::BodyView;
use super::page::{Entry, ListView, Notice, PageView, Reference, TocEntry};
use super::{
    Scene, Sheet, actions, ageing, communities, community, edit, event, facts, glossary, home, job_aid, languages,
    machine, made, path, people, person,
};
use crate::base::text::title_from_name;
use crate::catalog::{Page, PageIx, heading_is_title};
use crate::content::front::Status;
use crate::content::kind::Kind;

/// The view of the page at `ix`; of a withheld page one that says it is being repaired.
pub fn author_page<'a>(scene: &Scene<'a>, ix: PageIx) -> Sheet<'a> {
    let page = scene.catalog.page(ix);
    let folder = page.folder;
    if page.withheld {
        return Sheet { view: repair(scene, ix, page), body: None, folder };
    }
    let drop_lead = heading_is_title(&page.doc, &page.title);
    let targets = scene.catalog.links.get(ix.0 as usize).map_or(&[][..], Vec::as_slice);
    let body = BodyView {
        doc: &page.doc,
        digest: page.doc.digest,
        holes: page.doc.body.links.iter().zip(targets).map(|(link, target)| scene.address_of(link, target)).collect(),
        // On the page of the glossary itself they would lead nowhere else.
        marks: if scene.catalog.local(page.address.as_str()).1 == glossary::ADDRESS {
            Vec::new()
        } else {
            scene.marks.of(scene.catalog, ix)
        },
        drop_lead,
    };
    let view = PageView { explains: !body.marks.is_empty(), ..whole(scene, ix, page) };
    Sheet { view: view.told_times(), body: Some(body), folder }
}

fn whole(scene: &Scene<'_>, ix: PageIx, page: &Page) -> PageView {
    let common = &page.doc.front.common;
    let faq = match &page.doc.front.kind {
        Kind::Faq(faq) => Some(faq),
        _ => None,
    };
    let kind = &page.doc.front.kind;
    let home = home::is_home(scene, page.address.as_str()).then(|| home::view(scene, page.language));
    let people = people::at(scene, page.address.as_str());
    let all_communities = communities::at(scene, page.address.as_str());
    // What stands below in a list of all of its sort.
    let is_shown = |other| {
        people.is_some() && people::is_person(scene, other)
            || all_communities.is_some() && communities::is_community(scene, other)
    };
    let lists = lists(scene, ix, page, is_shown);
    let community = if let Kind::Community(of) = kind { Some(community::view(scene, ix, page, of)) } else { None };
    let related = related(scene, ix, page, &shown(&lists, community.as_ref()));
    // All pages lead to home, and home to all.
    let backlinks = if home.is_some() { Vec::new() } else { backlinks(scene, ix) };
    PageView {
        kind: kind.word(),
        permanent: permanent(scene, ix, page),
        summary: common.summary.as_ref().map(|summary| summary.value.clone()),
        notices: ageing::notices(scene, ix, page),
        successor: ageing::successor(scene, ix).map(|ix| scene.entry(ix)),
        home,
        community,
        path: if let Kind::Path(of) = kind { Some(path::view(of)) } else { None },
        person: if let Kind::Person(of) = kind { Some(person::view(scene, ix, page, of)) } else { None },
        people,
        all_communities,
        glossary: glossary::at(scene, page.address.as_str()),
        event: event::event(scene, ix),
        calendar: made::calendar_at(scene, page.address.as_str()).or_else(|| event::community_calendar(scene, ix)),
        months: made::months_at(scene, page.address.as_str()),
        short: faq.and_then(|faq| faq.short.as_ref()).map(|short| short.value.clone()),
        ask: faq.map_or_else(Vec::new, |faq| faq.ask.iter().map(|ask| ask.value.clone()).collect()),
        job_aid: job_aid::fields(kind),
        facts: facts::facts(scene, page),
        tags: tags(scene, page),
        communities: communities(scene, page),
        toc: contents(page),
        lists,
        related,
        backlinks,
        feed: machine::feed_of(scene, page.address.as_str()),
        extra: common.extra.clone(),
        noindex: matches!(common.status, Status::Draft | Status::Archived) || common.search.exclude,
        ..frame(scene, ix, page)
    }
}

/// The address that leads here for good; translations that share an id leave it to the first of them.
fn permanent(scene: &Scene<'_>, ix: PageIx, page: &Page) -> Option<String> {
    let address = format!("go/{}/", page.doc.front.common.id.as_ref()?.value);
    let redirect = scene.catalog.redirects.get(address.as_str())?;
    (redirect.to == ix).then_some(address)
}

/// What even a page under repair shows.
fn frame(scene: &Scene<'_>, ix: PageIx, page: &Page) -> PageView {
    let repository = scene.config.repository.as_ref();
    let can = actions::of_page(scene, page);
    PageView {
        title: page.title.clone(),
        address: page.address.to_string(),
        language: scene.language_of(page).to_owned(),
        direction: languages::direction(scene.language_of(page)),
        languages: languages::links(scene, page.language, page.address.as_str(), |other| {
            languages::of_page(scene, ix, other)
        }),
        trail: trail(scene, page),
        edit: repository.map(|repository| edit::edit_address(repository, &page.doc.path)),
        source: Some(page.doc.path.to_string()),
        actions: can.actions,
        other_ways: can.other_ways,
        ..PageView::default()
    }
}

/// The page that stands in for one whose source is faulty. Nothing of its content is shown, since nothing is certain.
fn repair(scene: &Scene<'_>, ix: PageIx, page: &Page) -> PageView {
    // The name alone: at the root and in a folder it says less than the folder's own.
    let folder = scene.catalog.folder(page.folder);
    let opens = folder.address == page.address;
    let title = match (folder.parent, opens) {
        (None, true) => scene.config.title.clone(),
        (Some(_), true) => title_from_name(page.address.leaf()),
        (_, false) => title_from_name(page.doc.path.stem()),
    };
    PageView { kind: "repair", title, notices: vec![Notice::new("repair")], noindex: true, ..frame(scene, ix, page) }
}

/// The sentence that lists show under a page's title: the summary, else what its kind has for one.
pub(super) fn summary(page: &Page) -> Option<String> {
    let own = match &page.doc.front.kind {
        Kind::Faq(faq) => faq.short.as_ref().map(|short| &short.value),
        Kind::Community(community) => community.purpose.as_ref().map(|purpose| &purpose.value),
        Kind::JobAid(aid) => aid.outcome.as_ref().map(|outcome| &outcome.value),
        Kind::Person(person) => person.role.as_ref(),
        _ => None,
    };
    page.doc.front.common.summary.as_ref().map(|summary| &summary.value).or(own).cloned()
}

/// Where a community stands in its life, `elsewhere` if this page only points to it; empty for other pages.
pub(super) fn stage(page: &Page) -> &'static str {
    match &page.doc.front.kind {
        Kind::Community(community) if community.external.is_some() => "elsewhere",
        Kind::Community(community) => community.stage.unwrap_or_default(),
        _ => "",
    }
}

/// Whom a learning path is meant for; empty for other pages.
pub(super) fn readers(page: &Page) -> &[String] {
    if let Kind::Path(path) = &page.doc.front.kind { &path.readers } else { &[] }
}

fn trail(scene: &Scene<'_>, page: &Page) -> Vec<Reference> {
    let way = scene.catalog.way_down(page.folder).into_iter();
    let above = way.map(|folder| scene.catalog.folder(folder)).filter(|folder| folder.address != page.address);
    above.map(|folder| Reference::to(&folder.title, folder.address.as_str())).collect()
}

fn tags(scene: &Scene<'_>, page: &Page) -> Vec<Reference> {
    let tags = page.doc.front.common.tags.iter().filter_map(|tag| scene.catalog.tag(&tag.value));
    let address = |tag: &crate::catalog::Tag| scene.catalog.at(page.language, tag.address.as_str());
    let mut references: Vec<Reference> = tags.map(|tag| Reference::to(&tag.title, address(tag).as_str())).collect();
    references.dedup();
    references
}

fn communities(scene: &Scene<'_>, page: &Page) -> Vec<Reference> {
    let communities = page.doc.front.common.communities.iter();
    communities.filter_map(|id| facts::named(scene, id, Some("community"), page.language)).collect()
}

/// Headings of level 1 to 3 as contents, unless the author turned them off or there are fewer than two.
fn contents(page: &Page) -> Vec<TocEntry> {
    if page.doc.front.common.toc == Some(false) {
        return Vec::new();
    }
    let headings = page.doc.body.headings.iter().filter(|heading| heading.level <= 3 && !heading.text.is_empty());
    let lead = usize::from(heading_is_title(&page.doc, &page.title));
    let entries: Vec<TocEntry> = headings
        .skip(lead)
        .map(|heading| TocEntry { level: heading.level.max(2), id: heading.id.clone(), title: heading.text.clone() })
        .collect();
    if entries.len() < 2 { Vec::new() } else { entries }
}

/// What stands below the text: what the folder holds, what a community gathers, what Guildhall lists at this address.
fn lists(scene: &Scene<'_>, ix: PageIx, page: &Page, is_shown: impl Fn(PageIx) -> bool) -> Vec<ListView> {
    let mut lists = Vec::new();
    lists.extend(made::lists_at(scene, page.address.as_str()));
    let folder = scene.catalog.folder(page.folder);
    if folder.page == Some(ix) && lists.is_empty() {
        lists.extend(made::folder_lists(scene, page.folder, is_shown));
    }
    match &page.doc.front.kind {
        Kind::Community(_) => lists.extend(community::lists(scene, ix, page)),
        Kind::Person(_) => lists.extend(person::lists(scene, ix)),
        _ => {}
    }
    lists
}

/// The addresses that lists of a page lead to.
fn shown<'a>(lists: &'a [ListView], community: Option<&'a community::CommunityView>) -> BTreeSet<&'a str> {
    let entries = lists.iter().flat_map(|list| &list.groups).flat_map(|group| &group.entries);
    let start_here = community.into_iter().flat_map(|community| &community.start_here);
    entries.chain(start_here).map(|entry| entry.address.as_str()).collect()
}

/// Pages its author names first, then pages like it; none that a list above has already.
fn related(scene: &Scene<'_>, ix: PageIx, page: &Page, listed: &BTreeSet<&str>) -> Vec<Entry> {
    let written = page.doc.front.common.related.iter();
    let written = written.filter_map(|id| scene.catalog.by_id(&id.value, None, page.language));
    // Nothing is like home.
    let is_home = home::is_home(scene, page.address.as_str());
    let like = scene.related.get(ix.0 as usize).into_iter().flatten().copied().filter(|_| !is_home);
    let mut shown: Vec<PageIx> = Vec::new();
    for candidate in written.chain(like) {
        let is_listed = || listed.contains(scene.catalog.page(candidate).address.as_str());
        if candidate != ix && !shown.contains(&candidate) && scene.catalog.is_listed(candidate) && !is_listed() {
            shown.push(candidate);
        }
    }
    shown.into_iter().map(|ix| scene.entry(ix)).collect()
}

fn backlinks(scene: &Scene<'_>, ix: PageIx) -> Vec<Reference> {
    /// More would bury the page that everybody links to under its own fame.
    const SHOWN: usize = 20;
    let from = scene.catalog.backlinks.get(ix.0 as usize).map_or(&[][..], Vec::as_slice);
    scene.catalog.listed(from).take(SHOWN).map(|ix| scene.reference(ix)).collect()
}

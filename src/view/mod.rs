//! Plain values: all that a template may read.
//!
//! Layer 5. Equal view, equal page: a view holds everything a template can show, so the render stage is keyed by it.
//! Links inside a view are addresses from the site's root; the `href` filter makes them relative to the page.
//!
//! [`page`] and [`site`] are the shapes, the other modules make them: [`author`] pages that somebody wrote, [`made`]
//! pages that Guildhall makes, [`nav`] the navigation.

mod actions;
mod ageing;
mod author;
mod body;
mod communities;
pub mod community;
mod edit;
mod event;
mod facts;
mod glossary;
mod home;
pub mod job_aid;
mod languages;
mod machine;
mod made;
mod months;
mod nav;
mod news;
mod page;
mod path;
mod people;
mod person;
mod questions;
mod repeat;
mod site;
mod terms;
mod when;

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::catalog::{Catalog, Page, PageIx, Target};
use crate::config::Config;
use crate::history::{Changes, History};
use crate::markdown::RawLink;

pub use actions::{Action, OtherWay, Way};
pub use author::author_page;
pub use body::{BodyView, Filled, Hole, Place};
pub use communities::{CommunitiesView, CommunityEntry};
pub use community::CommunityView;
pub use event::{
    EVENTS_FILE, EventView, EventsView, calendar_of, community_events, events_of, of as event_of, site_events,
};
pub use glossary::{GlossaryView, Letter, TermView};
pub use home::HomeView;
pub use languages::{LanguageLink, language_name};
pub use machine::{FEED, Feed, FeedEntry, PageRecord, feeds, page_records};
pub use made::{Made, made_pages};
pub use months::{DayEvent, DayView, MonthView};
pub use nav::nav_view;
pub use page::{Entry, Fact, FactValue, Group, ListView, Notice, PageView, Question, Reference, TocEntry};
pub use path::PathView;
pub use people::{PeopleView, PersonRef};
pub use person::{ContactView, PersonView};
pub use questions::AnswerView;
pub use repeat::{RepeatDay, RepeatView};
pub use site::{FooterView, LogoView, NavItem, NavView, ROOT, Readers, SectionView, SiteLanguage, SiteView, site_view};
pub use terms::{Explained, Marks, TermMark, explained};
pub use when::When;

/// What views are made from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The site as a whole.
    pub catalog: &'a Catalog,
    /// Its settings.
    pub config: &'a Config,
    /// When files changed.
    pub history: &'a History,
    /// The day of the build.
    pub today: Date,
    /// Pages like each page, in page order.
    pub related: &'a [Vec<PageIx>],
    /// Where pages use terms of the glossary.
    pub marks: &'a Marks,
    /// The addresses that have a feed.
    pub feeds: &'a BTreeSet<String>,
}

/// A page to be rendered: its view, and the text it will show, which stays where it is until then.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// Everything but the text.
    pub view: PageView,
    /// The text of a page that somebody wrote.
    pub body: Option<BodyView<'a>>,
    /// The folder whose navigation stands beside it.
    pub folder: crate::catalog::FolderIx,
}

impl<'a> Scene<'a> {
    /// When the file of `page` changed, where that is known.
    pub fn changes(&self, page: &Page) -> Option<&'a Changes> {
        self.history.changes.get(&page.doc.path)
    }

    /// The address that `link` leads to, whose target is `target`, as views write it; `None` leads nowhere.
    pub fn address_of(&self, link: &'a RawLink, target: &'a Target) -> Hole<'a> {
        let with = |address: &'a str, fragment: &str| {
            if fragment.is_empty() { Place::from(address) } else { [address, "#", fragment].concat().into() }
        };
        match target {
            Target::Page(page, fragment) => Some(with(self.catalog.page(*page).address.as_str(), fragment)),
            Target::Made(address, fragment) => Some(with(address.as_str(), fragment)),
            Target::File(path, size) => {
                let address = path.below(&self.config.content)?;
                Some(Place { address: address.into(), size: *size })
            }
            Target::Static(path, size) => Some(Place { address: path.as_str().into(), size: *size }),
            Target::Outside => Some(link.target.trim().into()),
            Target::Here(fragment) => Some(["#", fragment].concat().into()),
            Target::Nothing => None,
        }
    }

    /// A link to a page.
    pub fn reference(&self, ix: PageIx) -> Reference {
        let page = self.catalog.page(ix);
        Reference { language: self.mark(self.language_of(page)), ..Reference::to(&page.title, page.address.as_str()) }
    }

    /// A page as a line of a list; an event with its next time, any other with what its days make of it.
    pub fn entry(&self, ix: PageIx) -> Entry {
        ageing::aged(self, self.catalog.page(ix), event::dated(self, ix, self.undated(ix)))
    }

    /// A page as a line of a list that says itself when things are.
    fn undated(&self, ix: PageIx) -> Entry {
        let page = self.catalog.page(ix);
        Entry {
            title: page.title.clone(),
            address: page.address.to_string(),
            kind: page.doc.front.kind.shown(),
            summary: author::summary(page),
            status: ageing::status_badge(page.doc.front.common.status),
            stage: author::stage(page),
            readers: author::readers(page).to_vec(),
            language: self.mark(self.language_of(page)),
            ..Entry::default()
        }
    }

    /// The language of a page: as its author wrote it, even where the site has no such language; else that of its place.
    pub fn language_of<'s>(&'s self, page: &'s Page) -> &'s str {
        let written = page.doc.front.common.lang.as_ref();
        written.map_or_else(|| self.language(page.language), |lang| lang.value.as_str())
    }

    /// `language` for whoever may have to say what language a link leads to; empty where all of the site is in that one.
    fn mark(&self, language: &str) -> String {
        let marks = self.config.languages.len() > 1 || language != self.config.language;
        if marks { language.to_owned() } else { String::new() }
    }

    /// The code of a configured language by its index.
    pub fn language(&self, ix: usize) -> &str {
        self.config.languages.get(ix).map_or(self.config.language.as_str(), String::as_str)
    }
}

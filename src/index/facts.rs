//! What search shows and weighs of a page and the page itself does not say: where it stands, who links to it, when it last
//! changed, or of an event when it happens.

use crate::base::date::Date;
use crate::calendar::Series;
use crate::catalog::{Catalog, PageIx};
use crate::content::front::Status;
use crate::content::kind::Kind;
use crate::history::History;

/// Facts of a page, shared by its questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Facts {
    /// Titles of the folders above it, outermost first.
    pub trail: Vec<String>,
    /// When it last changed; of an event, when it happens next, else when it last did.
    pub date: Option<Date>,
    /// Where it stands in its life.
    pub status: Status,
    /// How many pages link to it.
    pub inbound: u32,
    /// Each tag's address part and its title, as lists show them.
    pub tags: Vec<(String, String)>,
    /// Each community's id and title.
    pub communities: Vec<(String, String)>,
    /// FAQ: for whom it holds.
    pub applies_to: Vec<(String, Vec<String>)>,
}

impl Facts {
    /// The facts of a page on the day `today`.
    pub fn of(catalog: &Catalog, ix: PageIx, history: &History, today: Date) -> Self {
        let page = catalog.page(ix);
        let common = &page.doc.front.common;
        let way = catalog.way_down(page.folder).into_iter().map(|folder| catalog.folder(folder));
        let above = way.filter(|folder| folder.address != page.address);
        // The day an event was written down, or a series began, would say of what is to come that it is over.
        let happens = match &page.doc.front.kind {
            Kind::Event(event) if !event.cancelled => event.series.as_ref().and_then(|series| near(series, today)),
            _ => None,
        };
        let links = catalog.backlinks.get(ix.0 as usize).map_or(0, Vec::len);
        let mut tags: Vec<(String, String)> = Vec::new();
        for tag in common.tags.iter().filter_map(|tag| catalog.tag(&tag.value)) {
            let part = tag.address.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            if tags.iter().all(|(known, _)| known != part) {
                tags.push((part.to_owned(), tag.title.clone()));
            }
        }
        let community = |id: &str| {
            let ix = catalog.by_id(id, Some("community"), page.language);
            (id.to_owned(), ix.map_or_else(|| id.to_owned(), |ix| catalog.page(ix).title.clone()))
        };
        let shown = common.communities.iter().filter(|id| !catalog.hides(&id.value));
        let applies_to = match &page.doc.front.kind {
            Kind::Faq(faq) => faq.applies_to.clone(),
            _ => Vec::new(),
        };
        Self {
            trail: above.map(|folder| folder.title.clone()).collect(),
            date: happens.or_else(|| common.last_change(history.changes.get(&page.doc.path))),
            status: common.status,
            inbound: u32::try_from(links).unwrap_or(u32::MAX),
            tags,
            communities: shown.map(|id| community(&id.value)).collect(),
            applies_to,
        }
    }

    /// The facts of a file that a page with these leads to: where it is found is the page's, its life is its own.
    pub fn of_file(page: &Self) -> Self {
        let Self { trail, tags, communities, .. } = page.clone();
        Self { trail, tags, communities, ..Self::default() }
    }

    /// Whole years from the last change to `today`.
    pub fn age(&self, today: Date) -> Option<u32> {
        let days = today.since(self.date?).ok()?.get_days();
        u32::try_from(days / 365).ok()
    }
}

/// The day of the next time, today's included, else of the last.
fn near(series: &Series, today: Date) -> Option<Date> {
    series.from(today).next().or_else(|| series.last_before(today)).map(|one| one.start.date())
}

//! The page of a community: what it says of itself, and what its pages say by naming it. Nothing is typed twice.

use std::collections::BTreeSet;

use serde::Serialize;

use super::made::by_title;
use super::page::{Entry, ListView, Reference};
use super::people::{PersonRef, person};
use super::{Scene, edit, event, facts, questions};
use crate::base::{date, text};
use crate::catalog::{Page, PageIx};
use crate::content::front::Status;
use crate::content::kind::values::Link;
use crate::content::kind::{Community, Faq, Kind, community};

/// The name of the list of questions that wait for an answer.
const OPEN: &str = "open-questions";

/// What the page of a community shows besides its text and lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct CommunityView {
    /// What it is for, in one sentence.
    pub purpose: Option<String>,
    /// What belongs here.
    pub scope: Option<String>,
    /// What does not.
    pub not_for: Option<String>,
    /// Where it stands in its life: a key of the theme's strings without `stage-`.
    pub stage: Option<&'static str>,
    /// Its short name.
    pub acronym: Option<String>,
    /// How often it meets.
    pub cadence: Option<String>,
    /// Where it really lives, when this page only points there.
    pub external: Option<Reference>,
    /// Who it is made by.
    pub people: Vec<Part>,
    /// How to become a member.
    pub join: Option<Join>,
    /// Where members talk.
    pub channels: Vec<Channel>,
    /// How many members there are.
    pub members: Option<u64>,
    /// The day on which they were counted.
    pub members_as_of: Option<String>,
    /// What it wants to reach.
    pub objectives: Vec<Objective>,
    /// What a newcomer reads first.
    pub start_here: Vec<Entry>,
}

/// Who takes a part in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Part {
    /// A key of the theme's strings without `people-`: `lead`, `backup`, `sponsor`, `team`, `contributors`.
    pub name: &'static str,
    /// Who.
    pub people: Vec<PersonRef>,
}

/// How to become a member.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Join {
    /// Who may.
    pub who: Option<String>,
    /// Where.
    pub link: Option<Reference>,
    /// What it asks of a member.
    pub effort: Option<String>,
}

/// Where members talk.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Channel {
    /// Teams, mailing list, forum …
    pub kind: Option<String>,
    /// What it is used for.
    pub purpose: Option<String>,
    /// Where it is.
    pub link: Option<Reference>,
}

/// What it wants to reach.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Objective {
    /// What.
    pub what: Option<String>,
    /// How to tell.
    pub measure: Option<String>,
    /// Where it started.
    pub baseline: Option<String>,
    /// Where it stands.
    pub value: Option<String>,
    /// The day on which it stood there.
    pub as_of: Option<String>,
    /// Where it wants to be.
    pub target: Option<String>,
    /// By when, where that is a day.
    pub day: Option<String>,
    /// By when, in the author's own words.
    pub by: Option<String>,
    /// How much of the way from the start to the goal is behind it, in percent; none where these are no numbers.
    pub reached: Option<u8>,
}

/// The view of `kind`, which stands on `page`.
pub(super) fn view(scene: &Scene<'_>, ix: PageIx, page: &Page, kind: &Community) -> CommunityView {
    let start_here = kind.start_here.iter().filter_map(|id| scene.catalog.by_id(&id.value, None, page.language));
    CommunityView {
        purpose: kind.purpose.as_ref().map(|purpose| purpose.value.clone()),
        scope: kind.scope.clone(),
        not_for: kind.not_for.clone(),
        stage: kind.stage,
        acronym: kind.acronym.clone(),
        cadence: kind.cadence.clone(),
        external: kind.external.as_ref().map(reference),
        people: people(scene, ix, page, kind),
        join: kind.join.as_ref().map(|join| Join {
            who: join.who.clone(),
            link: join.url.as_ref().map(reference),
            effort: join.effort.clone(),
        }),
        channels: kind.channels.iter().map(channel).collect(),
        members: kind.members.as_ref().and_then(|members| members.count),
        members_as_of: kind.members.as_ref().and_then(|members| members.as_of).map(|day| day.to_string()),
        objectives: kind.objectives.iter().map(objective).collect(),
        start_here: start_here.filter(|ix| scene.catalog.is_listed(*ix)).map(|ix| scene.entry(ix)).collect(),
    }
}

pub(super) fn reference(link: &Link) -> Reference {
    let title = if link.address.is_some() { event::shown(&link.text) } else { link.text.clone() };
    Reference { address: link.address.clone(), ..Reference::text(&title) }
}

fn channel(channel: &community::Channel) -> Channel {
    Channel { kind: channel.kind.clone(), purpose: channel.purpose.clone(), link: channel.url.as_ref().map(reference) }
}

fn objective(objective: &community::Objective) -> Objective {
    let community::Objective { what, measure, baseline, value, as_of, target, by } = objective.clone();
    let day = by.as_deref().and_then(|by| date::parse(by).ok()).map(|written| written.date.to_string());
    let by = by.filter(|_| day.is_none());
    let reached = reached([&baseline, &value, &target].map(Option::as_deref));
    Objective { what, measure, baseline, value, as_of: as_of.map(|day| day.to_string()), target, by, day, reached }
}

/// How far the middle of three amounts is on the way from the first to the last, in percent.
fn reached(amounts: [Option<&str>; 3]) -> Option<u8> {
    let [from, at, to] = amounts.map(|amount| amount.and_then(text::amount));
    let (way, whole) = (at? - from?, to? - from?);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 100")]
    let percent = (100.0 * way / whole).clamp(0.0, 100.0).round() as u8;
    // Equal ends leave no way to go.
    (whole != 0.0).then_some(percent)
}

/// Who leads it, stands behind it, and who its pages thank; nobody twice, none of them counted or ranked. Whoever left
/// is named where the page itself names them, and thanked no more.
fn people(scene: &Scene<'_>, ix: PageIx, page: &Page, kind: &Community) -> Vec<Part> {
    let backup = page.doc.front.common.backup.as_slice();
    let named = [("lead", &*kind.lead), ("backup", backup), ("sponsor", &kind.sponsor), ("team", &kind.team)];
    let parts = named.map(|(name, ids)| {
        let people = ids.iter().filter_map(|id| person(scene, &id.value, page.language)).collect();
        Part { name, people }
    });
    let mut parts: Vec<Part> = parts.into_iter().filter(|part| !part.people.is_empty()).collect();
    let key = |person: &PersonRef| person.address.clone().unwrap_or_else(|| person.title.clone());
    let mut seen = BTreeSet::new();
    for person in parts.iter_mut().flat_map(|part| &mut part.people) {
        if !seen.insert(key(person)) {
            // What they do is said where they stand first.
            person.role = None;
        }
    }
    let mut contributors = Vec::new();
    for member in std::iter::once(ix).chain(members(scene, page)) {
        let member = scene.catalog.page(member);
        let credits = member.doc.front.common.credits.iter();
        let credited = credits.filter_map(|id| person(scene, &id.value, member.language));
        contributors.extend(credited.filter(|person| !person.left && seen.insert(key(person))));
    }
    contributors.sort_by_cached_key(|person| (person.title.to_lowercase(), person.address.clone()));
    parts.extend((!contributors.is_empty()).then_some(Part { name: "contributors", people: contributors }));
    parts
}

/// The pages that name this community, as readers find them.
fn members<'a>(scene: &Scene<'a>, page: &Page) -> impl Iterator<Item = PageIx> + use<'a> {
    let pages = scene.catalog.communities.get(&page.id).map_or(&[][..], Vec::as_slice);
    scene.catalog.listed(pages)
}

/// What stands below its text: its pages by kind, and what changed last.
pub(super) fn lists(scene: &Scene<'_>, ix: PageIx, page: &Page) -> Vec<ListView> {
    let pages = scene.catalog.distinct(members(scene, page).collect(), page.language);
    let own = |member: &PageIx| scene.catalog.translation(*member, page.language) == Some(ix);
    let pages: Vec<PageIx> = pages.into_iter().filter(|member| !own(member)).collect();
    let by_list = |name: &'static str| {
        let of_list = pages.iter().copied().filter(|ix| list_of(scene.catalog.page(*ix)) == name);
        if name == "questions" {
            return questions::by_topic(scene, &by_title(scene, of_list));
        }
        let entry = |ix| Entry { reply: (name == OPEN).then(|| answer(scene, page, ix)), ..scene.entry(ix) };
        ListView::flat(name, by_title(scene, of_list).into_iter().map(entry).collect())
    };
    let (mut lists, past) = events(scene, ix);
    lists.extend(["questions", OPEN, "job-aids", "paths", "community"].into_iter().filter_map(by_list));
    lists.extend(recent(scene, &pages));
    lists.extend(past);
    lists
}

/// Where the question at `ix` can be answered: in the forge's editor, else where the community of `page` talks, else on its
/// own page.
fn answer(scene: &Scene<'_>, page: &Page, ix: PageIx) -> String {
    let question = scene.catalog.page(ix);
    if let Some(repository) = &scene.config.repository {
        return edit::edit_address(repository, &question.doc.path);
    }
    let channels = if let Kind::Community(kind) = &page.doc.front.kind { kind.channels.as_slice() } else { &[] };
    let channel = channels.iter().find_map(|channel| channel.url.as_ref()?.address.clone());
    channel.unwrap_or_else(|| question.address.to_string())
}

/// The list that a page of a community stands in. A question that nobody has validated or answered yet is an open one.
fn list_of(page: &Page) -> &'static str {
    match &page.doc.front.kind {
        Kind::Faq(faq) if is_open(page, faq) => OPEN,
        Kind::Faq(_) => "questions",
        Kind::JobAid(_) => "job-aids",
        Kind::Path(_) => "paths",
        Kind::Event(event) if event.series.is_some() => "events",
        Kind::Page | Kind::Community(_) | Kind::Event(_) | Kind::Person(_) => "community",
    }
}

fn is_open(page: &Page, faq: &Faq) -> bool {
    let is_answered =
        faq.short.is_some() || page.doc.body.sections.iter().any(|section| !section.text.trim().is_empty());
    page.doc.front.common.status == Status::Unvalidated || !is_answered
}

/// Its events: the next ones, and those that are over.
fn events(scene: &Scene<'_>, ix: PageIx) -> (Vec<ListView>, Option<ListView>) {
    let events = event::events_of(scene, ix).unwrap_or_default();
    let next = ListView::flat("events-coming", events.next).into_iter().collect();
    (next, ListView::flat("events-past", events.past))
}

/// What changed last, newest first.
fn recent(scene: &Scene<'_>, pages: &[PageIx]) -> Option<ListView> {
    const SHOWN: usize = 8;
    let dated = pages.iter().filter_map(|ix| Some((facts::last_change(scene, scene.catalog.page(*ix))?, *ix)));
    let mut dated: Vec<_> = dated.filter(|(day, _)| *day <= scene.today).collect();
    dated.sort_by_key(|(day, ix)| (std::cmp::Reverse(*day), *ix));
    let entry = |(day, ix): &(date::Date, PageIx)| Entry { date: Some(day.to_string()), ..scene.undated(*ix) };
    ListView::flat("recent", dated.iter().take(SHOWN).map(entry).collect())
}

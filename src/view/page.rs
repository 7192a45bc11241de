//! What a single page shows.

use serde::Serialize;

use super::job_aid::JobAidView;

/// A page, as its template sees it under the name `page`. One shape serves every page, made by an author or by Guildhall:
/// what a page does not have is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own that templates ask")]
pub struct PageView {
    /// `page`, `faq`, `job-aid`, `community`, `event`, `path`, `person`; for pages that Guildhall makes `home`, `section`,
    /// `tag`, `tags`, `communities`, `events`, `people`, `glossary`, `new`, `a-z`, `search`, `not-found`, `repair`.
    pub kind: &'static str,
    /// Its title, plain text.
    pub title: String,
    /// Its address, `""` at home.
    pub address: String,
    /// Where it can be found for good: the `go/ID/` address of a page with an `id`.
    pub permanent: Option<String>,
    /// One sentence about it.
    pub summary: Option<String>,
    /// Code of its language.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// From the home page down to the page's parent.
    pub trail: Vec<Reference>,
    /// Words to readers before the text.
    pub notices: Vec<Notice>,
    /// What replaces it.
    pub successor: Option<Entry>,
    /// At home: ways to what people come for; of these the page of results has those that are wanted often.
    pub home: Option<super::HomeView>,
    /// Community: what it says of itself.
    pub community: Option<super::CommunityView>,
    /// Learning path: whom it is for and how long it takes.
    pub path: Option<super::PathView>,
    /// Person or team: what they know and how to reach them.
    pub person: Option<super::PersonView>,
    /// At `communities/`: every community.
    pub all_communities: Option<super::CommunitiesView>,
    /// At `people/`: everybody who can be asked.
    pub people: Option<super::PeopleView>,
    /// At `glossary/`: every term.
    pub glossary: Option<super::GlossaryView>,
    /// Event: when and where.
    pub event: Option<super::EventView>,
    /// At `events/` and of a community: the address of its calendar file.
    pub calendar: Option<String>,
    /// At `events/`: the next months in which something happens.
    pub months: Vec<super::MonthView>,
    /// FAQ: the answer in a sentence.
    pub short: Option<String>,
    /// FAQ: the question in other words.
    pub ask: Vec<String>,
    /// The text, safe HTML; on a page of many questions what stands before the first.
    pub body: String,
    /// The questions of a page of many, in order.
    pub questions: Vec<Question>,
    /// Job aid: its fields and its body in parts; [`Self::body`] is the whole of it all the same.
    pub job_aid: Option<JobAidView>,
    /// Owner, dates, audience …: names are keys of the theme's strings (`fact-owner`, …).
    pub facts: Vec<Fact>,
    /// Its tags.
    pub tags: Vec<Reference>,
    /// Its communities.
    pub communities: Vec<Reference>,
    /// What is on this page; empty when it is short or its author turned it off.
    pub toc: Vec<TocEntry>,
    /// Pages below it or about it.
    pub lists: Vec<ListView>,
    /// Pages its author names, then pages like it; those that stand in [`Self::lists`] are left out.
    pub related: Vec<Entry>,
    /// Pages that link to it.
    pub backlinks: Vec<Reference>,
    /// The languages of the site and where the page stands in each; empty where the site has one.
    pub languages: Vec<super::LanguageLink>,
    /// The feed of what is on it or below it, else of the site.
    pub feed: Option<String>,
    /// Where its source can be edited.
    pub edit: Option<String>,
    /// What a reader can do about it, each with the first way to do it.
    pub actions: Vec<super::Action>,
    /// Further ways, and what can be done by each.
    pub other_ways: Vec<super::OtherWay>,
    /// Its source below the root, for "suggest an edit" by mail.
    pub source: Option<String>,
    /// Free data of its author.
    pub extra: serde_json::Value,
    /// Whether an event with its time stands in its lists: a script then tells readers what is over.
    pub timed: bool,
    /// Whether something on it will hold from some day on only: a script then shows it.
    pub dated: bool,
    /// Whether terms of the glossary are marked in its text: a script then shows what they mean.
    pub explains: bool,
    /// Whether search engines of the intranet should pass it by (drafts, archived, 404).
    pub noindex: bool,
}

impl PageView {
    /// The same, with [`Self::timed`] and [`Self::dated`] as its lists and notices demand.
    pub(super) fn told_times(self) -> Self {
        let groups = self.lists.iter().flat_map(|list| &list.groups).flat_map(|group| &group.entries);
        let start_here = self.community.iter().flat_map(|community| &community.start_here);
        let coming = self.home.iter().flat_map(|home| &home.coming);
        let meets = self.all_communities.as_ref().is_some_and(super::CommunitiesView::meets);
        let (mut timed, mut dated) = (meets, self.notices.iter().any(|notice| notice.after.is_some()));
        for entry in groups.chain(&self.related).chain(start_here).chain(&self.successor).chain(coming) {
            timed |= entry.when.is_some();
            dated |= entry.overdue_after.is_some() || entry.expired_after.is_some();
        }
        Self { timed, dated, ..self }
    }
}

/// A link: what it says and where it leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Reference {
    /// Plain text.
    pub title: String,
    /// An address of the site, or a whole one (`https://…`, `mailto:…`); `None` is text only.
    pub address: Option<String>,
    /// The code of the language of the page there, where it may be another than that of the page that links; else empty.
    pub language: String,
}

impl Reference {
    /// A link to `address`.
    pub fn to(title: impl Into<String>, address: impl Into<String>) -> Self {
        Self { title: title.into(), address: Some(address.into()), language: String::new() }
    }

    /// Text that leads nowhere.
    pub fn text(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }
}

/// A word to readers: `draft`, `unvalidated`, `archived`, `translation`, `expired`, `left`, `overdue`, `repair`. Names are
/// keys of the theme's strings (`notice-archived`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Notice {
    /// Which.
    pub name: &'static str,
    /// The date it is about.
    pub date: Option<String>,
    /// It holds only once this day is over, which it was not when the site was built.
    pub after: Option<String>,
    /// Where to go instead.
    pub link: Option<Reference>,
    /// Who knows more.
    pub ask: Vec<Reference>,
}

/// One question of a page of many.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Question {
    /// Its anchor.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// The answer, safe HTML.
    pub body: String,
}

/// A fact about a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Fact {
    /// A key of the theme's strings without `fact-` (`owner`), or, for `applies_to`, the author's own word.
    pub name: String,
    /// Whether `name` is a key of the theme's strings.
    pub known: bool,
    /// Its values.
    pub values: Vec<FactValue>,
}

/// A value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum FactValue {
    /// A day, `2026-11-24`.
    Date {
        /// The day.
        date: String,
    },
    /// Text, perhaps a link.
    Text {
        /// What it says and where it leads.
        #[serde(flatten)]
        link: Reference,
    },
}

/// A line of "on this page".
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TocEntry {
    /// 2 or 3.
    pub level: u8,
    /// The anchor.
    pub id: String,
    /// Plain text.
    pub title: String,
}

/// A list of pages under a heading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ListView {
    /// A key of the theme's strings without `list-`: `section`, `pages` (at home), `questions`, `tag`, `tags`,
    /// `a-z`, `new`; of a community `job-aids`, `paths`, `open-questions`, `community`, `recent`; of a
    /// person `leads`, `sponsors`, `supports`, `owns`, `stands-in`, `contributed`; of events `events-coming`,
    /// `events-past`.
    pub name: &'static str,
    /// Its entries, in groups; a list without groups is one group without a title.
    pub groups: Vec<Group>,
}

impl ListView {
    /// A list without groups; `None` when nothing is in it.
    pub fn flat(name: &'static str, entries: Vec<Entry>) -> Option<Self> {
        let group = Group { entries, ..Group::default() };
        (!group.entries.is_empty()).then(|| Self { name, groups: vec![group] })
    }
}

/// Part of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Group {
    /// A letter on the A-Z page, a month (`2026-11`) on those of events and of what is new, a tag for questions; empty for
    /// a list without groups, and for the last group of questions if it holds what no tag has in common.
    pub title: String,
    /// Its anchor.
    pub id: String,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// A page in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Its address, with an anchor for a question of a page of many.
    pub address: String,
    /// Its kind, as in [`PageView::kind`], and `team` for a team; empty for tags.
    pub kind: &'static str,
    /// The code of its language, where that may be another than the list's; else empty.
    pub language: String,
    /// One sentence about it: the summary, or a FAQ's short answer.
    pub summary: Option<String>,
    /// `draft`, `unvalidated`, `archived`, of events also `cancelled`; empty for validated pages.
    pub status: &'static str,
    /// `expired` or `overdue` on the day of the build; else empty.
    pub aged: &'static str,
    /// The day after which its review is overdue, where that is still ahead.
    pub overdue_after: Option<String>,
    /// The day after which it has expired, where that is still ahead.
    pub expired_after: Option<String>,
    /// Community: where it stands in its life, or `elsewhere`: a key of the theme's strings without `stage-`; empty for others.
    pub stage: &'static str,
    /// The day it last changed, in a list of changes.
    pub date: Option<String>,
    /// It came on that day.
    pub fresh: bool,
    /// Question, in a list of such: what it unfolds to.
    pub answer: Option<super::AnswerView>,
    /// Learning path: whom it is meant for.
    pub readers: Vec<String>,
    /// Event: the next time that it happens; where there is none, the last time that it did.
    pub when: Option<super::When>,
    /// Event: it is over for good on the day of the build.
    pub past: bool,
    /// How many pages are behind it (tags, communities, sections); 0 is not shown.
    pub count: usize,
    /// In a community's list of open questions: where to answer it.
    pub reply: Option<String>,
}

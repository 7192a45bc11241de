//! The kinds of page. Each has a file here with its fields and how they are read.

pub mod community;
pub mod event;
pub mod faq;
pub mod job_aid;
pub mod path;
pub mod person;
pub(super) mod read;
pub mod values;

use crate::base::date::Interval;
use crate::config::KINDS;
pub use community::Community;
pub use event::Event;
pub use faq::Faq;
pub use job_aid::JobAid;
pub use path::LearningPath;
pub use person::Person;

/// What kind of page it is, with the kind's own fields.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A plain page.
    Page,
    /// A question and its answer, or a page of many.
    Faq(Faq),
    /// How to do a task, step by step.
    JobAid(JobAid),
    /// People who share a practice.
    Community(Box<Community>),
    /// Something that happens at a time.
    Event(Event),
    /// What a newcomer learns, in order.
    Path(LearningPath),
    /// A person or a team.
    Person(Person),
}

impl Kind {
    /// The words that `kind:` takes.
    pub const WORDS: &[&'static str] = KINDS;

    /// The word for this kind, one of [`Self::WORDS`].
    pub fn word(&self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Faq(_) => "faq",
            Self::JobAid(_) => "job-aid",
            Self::Community(_) => "community",
            Self::Event(_) => "event",
            Self::Path(_) => "path",
            Self::Person(_) => "person",
        }
    }

    /// The word under which readers know it: [`Self::word`], but `team` for a team.
    pub fn shown(&self) -> &'static str {
        match self {
            Self::Person(person) if person.team => "team",
            _ => self.word(),
        }
    }

    /// The fields that pages of this kind need and this one lacks, as a message names them, with what to write.
    pub fn missing(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::JobAid(kind) => kind.missing(),
            Self::Community(kind) if kind.purpose.is_none() => Some((
                "`purpose`",
                "say in one sentence what it is for, as in `purpose: Answer each other's questions`",
            )),
            Self::Event(event) if !event.dated => {
                Some(("`start`", "say when it starts, as in `start: 2026-11-24 14:00`"))
            }
            Self::Path(path) if path.lacks_steps() => {
                Some(("numbered list", "write the steps as one, a link in each, as in `1. [Badge](badge.md) (5 min)`"))
            }
            _ => None,
        }
    }
}

/// The fields that only one kind or a few have.
const FIELDS: &[(&str, &[&str])] = &[
    ("faq", faq::FIELDS),
    ("job-aid", job_aid::FIELDS),
    ("community", community::FIELDS),
    ("event", event::FIELDS),
    ("path", path::FIELDS),
    ("person", person::FIELDS),
];

/// The fields that pages of `kind` have besides the common ones.
pub(super) fn fields_of(kind: &str) -> &'static [&'static str] {
    FIELDS.iter().find(|(word, _)| *word == kind).map_or(&[], |(_, fields)| fields)
}

/// Other spellings of fields that only one kind or a few have: what given sites call them.
const SPELLINGS: &[(&str, &str)] = &[
    ("display_name", "name"),
    ("redirectto", "external"),
    ("start_date", "start"),
    ("end_date", "end"),
    ("timezone", "time_zone"),
    ("venue", "where"),
    ("event_platform", "online"),
    ("registration_url", "register"),
];

/// The name of a field of any kind, and the same as it is written.
pub(super) fn field(key: &str) -> Option<(&'static str, &'static str)> {
    let own = FIELDS.iter().flat_map(|(_, fields)| *fields).copied().find(|name| *name == key);
    let other = || SPELLINGS.iter().copied().find(|(spelling, _)| *spelling == key);
    own.map(|name| (name, name)).or_else(|| other().map(|(spelling, name)| (name, spelling)))
}

/// The first kind that has the field `name`, however it is spelt.
pub(super) fn owner_of(name: &str) -> Option<&'static str> {
    let (name, _) = field(name)?;
    FIELDS.iter().find(|(_, fields)| fields.contains(&name)).map(|(kind, _)| *kind)
}

/// Whether pages of `kind` read the lists and tables of their body.
pub(super) fn reads_structure(kind: &str) -> bool {
    kind == "job-aid"
}

/// The kind that pages below a folder of this name have.
pub fn of_folder(name: &str) -> Option<&'static str> {
    match name {
        "faqs" => Some("faq"),
        "job-aids" => Some("job-aid"),
        "communities" => Some("community"),
        "events" => Some("event"),
        "paths" => Some("path"),
        // A page's `authors` are its credits, which name persons by id.
        "people" | "authors" => Some("person"),
        _ => None,
    }
}

/// How often pages of `kind` are reviewed unless anybody says otherwise.
pub(super) fn review_every(kind: &str) -> Option<Interval> {
    match kind {
        "job-aid" => Some(Interval::months(6)),
        "faq" => Some(Interval::months(12)),
        _ => None,
    }
}

//! The fields a page's author may write, typed.

use crate::base::date::{Date, Interval};
use crate::base::span::{Span, Spanned};

use super::kind::Kind;
use crate::history::Changes;

/// A page's front matter, folder defaults applied.
#[derive(Clone, Debug, PartialEq)]
pub struct Front {
    /// What every kind of page has.
    pub common: Common,
    /// What this kind has.
    pub kind: Kind,
    /// Where the front matter stands in the file, fences included; empty at the start when there is none.
    pub span: Span,
}

/// Which pages a reader may see: the configured audiences that may, sorted. Filtering happens before the catalog is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everyone.
    #[default]
    All,
    /// Only these of the configured audiences.
    Only(Vec<String>),
    /// It can't be known (unreadable, or a fault where it is written): nobody where audiences are configured.
    Unknown,
}

/// Where a page stands in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Built only with `--drafts`.
    Draft,
    /// Published with a badge.
    Unvalidated,
    /// Published.
    #[default]
    Validated,
    /// Keeps its address, leaves lists and default search.
    Archived,
}

impl Status {
    /// The words that `status:` takes.
    pub const WORDS: [&'static str; 4] = ["draft", "unvalidated", "validated", "archived"];

    /// The status of this word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "draft" => Some(Self::Draft),
            "unvalidated" => Some(Self::Unvalidated),
            "validated" => Some(Self::Validated),
            "archived" => Some(Self::Archived),
            _ => None,
        }
    }
}

/// How search treats a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchFront {
    /// Not in the index.
    pub exclude: bool,
    /// Factor on its score; 1 unless written.
    pub boost: Option<f64>,
    /// Queries it is the best answer to.
    pub best_for: Vec<String>,
    /// Further words it is found by.
    pub keywords: Vec<String>,
}

/// The fields of every kind. Absent fields are `None` or empty; nothing here is filled in later.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Common {
    /// `title`; without it the first heading, else the file's name, gives the title (see the catalog).
    pub title: Option<Spanned<String>>,
    /// `summary` (`description`, `deck`, `excerpt`).
    pub summary: Option<Spanned<String>>,
    /// `slug`: the last part of the address, checked to be one safe part.
    pub slug: Option<Spanned<String>>,
    /// `aliases` (`redirect_from`, `permalink`, `url`, `path`): old addresses, checked to stay inside the site.
    pub aliases: Vec<Spanned<String>>,
    /// `id`, as written.
    pub id: Option<Spanned<String>>,
    /// `tags` (`topics`, `categories`, `category`).
    pub tags: Vec<Spanned<String>>,
    /// `communities` (`community`): ids.
    pub communities: Vec<Spanned<String>>,
    /// `related`: ids.
    pub related: Vec<Spanned<String>>,
    /// `weight` (`order`, `sidebar_position`): position among siblings.
    pub weight: Option<i64>,
    /// `toc`: whether the page shows its contents.
    pub toc: Option<bool>,
    /// `template`: the name of a template of the theme.
    pub template: Option<Spanned<String>>,
    /// `lang`: the code of a language, configured or not.
    pub lang: Option<Spanned<String>>,
    /// `extra`: free data for templates; a map, or null. Where a page has several spellings of a field that can have one
    /// value only (`summary` and `deck`), those that lost are kept here under the name they are written with.
    pub extra: serde_json::Value,
    /// `owner`: a person's or team's id.
    pub owner: Option<Spanned<String>>,
    /// `backup`: a person's or team's id.
    pub backup: Option<Spanned<String>>,
    /// `status` (`draft: true`, `published: false`).
    pub status: Status,
    /// `replaced_by`: the id of the successor of an archived page.
    pub replaced_by: Option<Spanned<String>>,
    /// `reviewed`.
    pub reviewed: Option<Spanned<Date>>,
    /// `review_every`, or the kind's usual interval.
    pub review_every: Option<Interval>,
    /// `expires` (`expirydate`).
    pub expires: Option<Spanned<Date>>,
    /// `date`: published.
    pub published: Option<Spanned<Date>>,
    /// `updated` (`lastmod`, `last_modified_at`): changed.
    pub changed: Option<Date>,
    /// `credits` (`authors`): who contributed, ids or names.
    pub credits: Vec<Spanned<String>>,
    /// `audience`, narrowed by every `_defaults.yaml` above.
    pub audience: Audience,
    /// `search`.
    pub search: SearchFront,
}

impl Common {
    /// The day it was published: as written, else when its file came, where that is known.
    pub fn published_on(&self, changes: Option<&Changes>) -> Option<Date> {
        let written = self.published.as_ref().map(|date| date.value);
        written.or(changes.map(|changes| changes.first))
    }

    /// The day it last changed: as written, else when its file did.
    pub fn changed_on(&self, changes: Option<&Changes>) -> Option<Date> {
        self.changed.or(changes.map(|changes| changes.last))
    }

    /// The day it last changed or, when nothing says that it ever did, was published.
    pub fn last_change(&self, changes: Option<&Changes>) -> Option<Date> {
        self.changed_on(changes).or_else(|| self.published_on(changes))
    }

    /// The day its review is due: so long after the last one as `review_every` says.
    pub fn review_due(&self) -> Option<Date> {
        Some(self.review_every?.after(self.reviewed.as_ref()?.value))
    }

    /// The day it expired, if that lies before `today`.
    pub fn expired(&self, today: Date) -> Option<Date> {
        self.expires.as_ref().map(|date| date.value).filter(|expires| *expires < today)
    }
}

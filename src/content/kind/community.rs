//! People who share a practice.

use super::values::{Link, count, entries, items, link, sentence, text_in, word};
use crate::base::date::Date;
use crate::base::span::Spanned;
use crate::base::yaml::{Node, Reader};
use crate::content::fields::Layers;

/// The names of its fields.
pub(super) const FIELDS: &[&str] = &[
    "purpose",
    "scope",
    "not_for",
    "sponsor",
    "lead",
    "team",
    "join",
    "channels",
    "members",
    "cadence",
    "stage",
    "objectives",
    "start_here",
    "acronym",
    "external",
];

/// The fields of a community's page. Who stands in for its lead is the `backup` of every kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Community {
    /// `purpose`: what it is for, in one sentence.
    pub purpose: Option<Spanned<String>>,
    /// `scope`: what belongs here.
    pub scope: Option<String>,
    /// `not_for`: what does not.
    pub not_for: Option<String>,
    /// `sponsor`: ids of who answers for it above.
    pub sponsor: Vec<Spanned<String>>,
    /// `lead`: ids of who leads it.
    pub lead: Vec<Spanned<String>>,
    /// `team`: ids of who keeps it running.
    pub team: Vec<Spanned<String>>,
    /// `join`: how to become a member.
    pub join: Option<Join>,
    /// `channels`: where its members talk.
    pub channels: Vec<Channel>,
    /// `members`: how many there are.
    pub members: Option<Members>,
    /// `cadence`: how often it meets.
    pub cadence: Option<String>,
    /// `stage`: where it stands in its life, one of [`Self::STAGES`].
    pub stage: Option<&'static str>,
    /// `objectives`: what it wants to reach.
    pub objectives: Vec<Objective>,
    /// `start_here`: ids of the pages that a newcomer reads first.
    pub start_here: Vec<Spanned<String>>,
    /// `acronym`: its short name.
    pub acronym: Option<String>,
    /// `external`: it lives elsewhere, and this page only points there.
    pub external: Option<Link>,
}

/// How to become a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Join {
    /// `who` may.
    pub who: Option<String>,
    /// `url`: where.
    pub url: Option<Link>,
    /// `effort`: what it asks of a member.
    pub effort: Option<String>,
}

/// Where members talk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Channel {
    /// `kind`: Teams, mailing list, forum …
    pub kind: Option<String>,
    /// `url`: where it is.
    pub url: Option<Link>,
    /// `for`: what it is used for.
    pub purpose: Option<String>,
}

/// How many members there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// `count`.
    pub count: Option<u64>,
    /// `as_of`: the day on which they were counted.
    pub as_of: Option<Date>,
}

/// What a community wants to reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Objective {
    /// `what`.
    pub what: Option<String>,
    /// `measure`: how to tell.
    pub measure: Option<String>,
    /// `baseline`: where it started.
    pub baseline: Option<String>,
    /// `value`: where it stands.
    pub value: Option<String>,
    /// `as_of`: the day on which it stood there.
    pub as_of: Option<Date>,
    /// `target`: where it wants to be.
    pub target: Option<String>,
    /// `by` when: a day, or words such as "end of the year".
    pub by: Option<String>,
}

impl Objective {
    const KEYS: [&'static str; 7] = ["what", "measure", "baseline", "value", "as_of", "target", "by"];
}

impl Community {
    /// The words that `stage:` takes.
    pub const STAGES: [&'static str; 5] = ["forming", "active", "sustaining", "dormant", "closed"];
}

/// Reads the kind's own fields.
pub(super) fn read(layers: &mut Layers<'_>) -> Community {
    let mut text = |name: &str| layers.one(name, Reader::text);
    let (scope, not_for) = (text("scope"), text("not_for"));
    let (cadence, acronym) = (text("cadence"), text("acronym"));
    let plain = |text: Option<Spanned<String>>| text.map(|text| text.value);
    Community {
        purpose: layers.one("purpose", sentence),
        scope: plain(scope),
        not_for: plain(not_for),
        sponsor: layers.many("sponsor", Reader::texts),
        lead: layers.many("lead", Reader::texts),
        team: layers.many("team", Reader::texts),
        join: layers.one("join", |reader, _, node| Some(join(reader, node))),
        channels: layers.many("channels", |reader, _, node| items(reader, node, channel)),
        members: layers.one("members", |reader, _, node| Some(members(reader, node))),
        cadence: plain(cadence),
        stage: layers.one("stage", |reader, name, node| word(reader, name, node, &Community::STAGES)),
        objectives: layers.many("objectives", |reader, _, node| items(reader, node, objective)),
        start_here: layers.many("start_here", Reader::texts),
        acronym: plain(acronym),
        external: layers.one("external", link),
    }
}

/// `join`: a map; a single text says who, or where.
fn join(reader: &mut Reader<'_>, node: &Node) -> Join {
    let mut join = Join::default();
    if node.text().is_some_and(Link::is_address) {
        join.url = link(reader, "join", node);
        return join;
    }
    if node.text().is_some() {
        join.who = text_in(reader, "join", node);
        return join;
    }
    for (key, value) in entries(reader, "join", node, &["who", "url", "effort"]) {
        match key {
            "who" => join.who = text_in(reader, key, value),
            "url" => join.url = link(reader, key, value),
            _ => join.effort = text_in(reader, key, value),
        }
    }
    join
}

/// An item of `channels`: a map; a single text is its address, or its kind.
fn channel(reader: &mut Reader<'_>, node: &Node) -> Channel {
    let mut channel = Channel::default();
    if node.text().is_some_and(Link::is_address) {
        channel.url = link(reader, "channels", node);
        return channel;
    }
    if node.text().is_some() {
        channel.kind = text_in(reader, "channels", node);
        return channel;
    }
    for (key, value) in entries(reader, "channels", node, &["kind", "url", "for"]) {
        match key {
            "kind" => channel.kind = text_in(reader, key, value),
            "url" => channel.url = link(reader, key, value),
            _ => channel.purpose = text_in(reader, key, value),
        }
    }
    channel
}

/// `members`: a map; a single number is how many.
fn members(reader: &mut Reader<'_>, node: &Node) -> Members {
    let mut members = Members::default();
    if node.text().is_some() {
        members.count = count(reader, "members", node);
        return members;
    }
    for (key, value) in entries(reader, "members", node, &["count", "as_of"]) {
        match key {
            "count" => members.count = count(reader, key, value),
            _ => members.as_of = reader.date(key, value),
        }
    }
    members
}

/// An item of `objectives`: a map; a single text is what is to be reached.
fn objective(reader: &mut Reader<'_>, node: &Node) -> Objective {
    let mut objective = Objective::default();
    if node.text().is_some() {
        objective.what = text_in(reader, "objectives", node);
        return objective;
    }
    for (key, value) in entries(reader, "objectives", node, &Objective::KEYS) {
        if key == "as_of" {
            objective.as_of = reader.date(key, value);
            continue;
        }
        let text = text_in(reader, key, value);
        match key {
            "what" => objective.what = text,
            "measure" => objective.measure = text,
            "baseline" => objective.baseline = text,
            "value" => objective.value = text,
            "target" => objective.target = text,
            _ => objective.by = text,
        }
    }
    objective
}

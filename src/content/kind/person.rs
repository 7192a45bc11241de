//! A person or a team.

use super::values::{Link, text_in};
use crate::base::date::Date;
use crate::base::span::Spanned;
use crate::base::yaml::{Node, Reader};
use crate::content::fields::Layers;

/// The names of its fields.
pub(super) const FIELDS: &[&str] = &["name", "role", "ask_me_about", "contact", "left", "team", "members"];

/// The fields of a person's or a team's page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// `name` (`display_name`): the page's title unless it has another.
    pub name: Option<String>,
    /// `role`: what they do here.
    pub role: Option<String>,
    /// `ask_me_about`: what they know.
    pub ask_me_about: Vec<String>,
    /// `contact`: how to reach them; nothing is shown that is not written here.
    pub contact: Vec<Contact>,
    /// `left`: the day they left.
    pub left: Option<Date>,
    /// `team`: it is a team.
    pub team: bool,
    /// `members` of a team: ids.
    pub members: Vec<Spanned<String>>,
}

/// A way to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// What its author calls it: `Teams`, `Desk` …
    pub label: Option<String>,
    /// Where it leads; words without an address lead nowhere.
    pub link: Link,
}

impl Person {
    /// Whether they had left on the day `today`.
    pub fn has_left(&self, today: Date) -> bool {
        self.left.is_some_and(|left| left <= today)
    }
}

/// Reads the kind's own fields.
pub(super) fn read(layers: &mut Layers<'_>) -> Person {
    let values = |texts: Vec<Spanned<String>>| texts.into_iter().map(|text| text.value);
    Person {
        name: layers.one("name", Reader::text).map(|text| text.value),
        role: layers.one("role", Reader::text).map(|text| text.value),
        ask_me_about: values(layers.many("ask_me_about", Reader::texts)).collect(),
        contact: layers.many("contact", contacts),
        left: layers.one("left", Reader::date),
        team: layers.one("team", Reader::flag).unwrap_or_default(),
        members: layers.many("members", Reader::texts),
    }
}

/// `contact`: texts; what has a name of its own is written `Teams: https://…`.
fn contacts(reader: &mut Reader<'_>, name: &str, node: &Node) -> Vec<Contact> {
    let items = node.items().unwrap_or(std::slice::from_ref(node));
    let mut contacts = Vec::new();
    for item in items {
        let named = item.map().unwrap_or_default();
        let named = named.iter().map(|(key, value)| (Some(key.text.trim().to_owned()), value));
        let plain = item.map().is_none().then_some((None, item));
        for (label, value) in named.chain(plain) {
            let Some(text) = text_in(reader, label.as_deref().unwrap_or(name), value) else { continue };
            let label = label.filter(|label| !label.is_empty());
            contacts.push(Contact { label, link: Link::of_text(text) });
        }
    }
    contacts
}

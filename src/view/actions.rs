//! What a reader can do about a page, and by which ways. Ways are addresses with places such as `{title}`; the filter
//! `contact` fills them in, as the words for it are the theme's.

use serde::Serialize;

use super::{Scene, edit};
use crate::base::text::encode_path;
use crate::catalog::Page;
use crate::config::{Channel, Feedback};
use crate::content::front::Status;
use crate::content::kind::Kind;

/// Most bytes of a mail link: what Chromium on Windows hands on to a mail program, and a little less.
const MAIL_LIMIT: usize = 2_000;
/// Most bytes of an address of a forge. Their servers take some 8,000; half, since a forge that asks readers to sign in
/// first puts the address, encoded once more, into that of its sign-in page.
const FORGE_LIMIT: usize = 4_000;
/// Most bytes of any other address: the usual limit of a query on Microsoft's servers, which Azure DevOps runs on.
const OTHER_LIMIT: usize = 2_000;

/// Something that a reader can do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Action {
    /// A key of the theme's strings: `edit`, `ask`, `flag`, `still-right`, `discuss`.
    pub action: &'static str,
    /// The first way to do it.
    #[serde(flatten)]
    pub way: Way,
}

/// A further way, and what can be done by it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct OtherWay {
    /// The way.
    #[serde(flatten)]
    pub way: Way,
    /// As in [`Action::action`].
    pub actions: Vec<&'static str>,
}

/// Where something can be said or written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Way {
    /// A key of the theme's strings: `feedback-editor`, `feedback-mail`, `feedback-form`, `feedback-forge`,
    /// `feedback-community`.
    pub by: &'static str,
    /// What it is called, instead of the theme's words; of a community its title.
    pub name: Option<String>,
    /// Its address, with places to be filled in.
    pub template: String,
    /// Most bytes that the address may have once it is filled in.
    pub limit: usize,
}

/// All that can be done about a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Actions {
    pub(super) actions: Vec<Action>,
    pub(super) other_ways: Vec<OtherWay>,
}

/// What can be done about a page that somebody wrote.
pub(super) fn of_page(scene: &Scene<'_>, page: &Page) -> Actions {
    let wanted: &[&'static str] = if page.withheld {
        &["edit", "flag"]
    } else if page.doc.front.common.status == Status::Archived {
        &["edit", "ask", "flag"]
    } else {
        &["edit", "ask", "flag", "still-right"]
    };
    let community = if page.withheld { None } else { community(scene, page) };
    let editor = scene.config.repository.as_ref().map(|repository| Way {
        by: "feedback-editor",
        name: None,
        template: literal(&edit::edit_address(repository, &page.doc.path)),
        limit: FORGE_LIMIT,
    });
    let ways = editor.into_iter().map(|way| (way, &["edit"][..])).chain(channels(scene, community.as_ref()));
    let mut actions = sorted(ways, wanted);
    let is_new = |way: &Way| actions.actions.iter().all(|action| action.way.template != way.template);
    if let Some(way) = community.filter(is_new) {
        actions.actions.push(Action { action: "discuss", way });
    }
    actions
}

/// What can be done about a page that Guildhall makes: there is nobody to mend it, but it may have left a question open.
pub(super) fn of_list(scene: &Scene<'_>) -> Actions {
    sorted(channels(scene, None), &["ask"])
}

/// The channels of the configuration that lead somewhere, with what each takes.
fn channels<'a>(scene: &Scene<'a>, community: Option<&Way>) -> impl Iterator<Item = (Way, &'a [&'static str])> {
    let config = scene.config;
    config.feedback.iter().filter_map(move |channel| Some((way(scene, channel, community)?, &*channel.takes)))
}

/// Each of `wanted` with the first way to do it; what is left of the ways comes after.
fn sorted<'a>(ways: impl Iterator<Item = (Way, &'a [&'static str])>, wanted: &[&'static str]) -> Actions {
    let mut sorted = Actions::default();
    for (way, takes) in ways {
        let mut further = Vec::new();
        // The forge has its editor for that.
        let takes = |action: &&str| takes.contains(action) && (way.by, *action) != ("feedback-forge", "edit");
        for action in wanted.iter().copied().filter(takes) {
            if sorted.actions.iter().any(|known| known.action == action) {
                further.push(action);
            } else {
                sorted.actions.push(Action { action, way: way.clone() });
            }
        }
        if !further.is_empty() {
            sorted.other_ways.push(OtherWay { way, actions: further });
        }
    }
    let place = |action: &Action| wanted.iter().position(|wanted| *wanted == action.action);
    sorted.actions.sort_by_key(place);
    sorted
}

/// Where `channel` leads from a page whose community talks at `community`.
fn way(scene: &Scene<'_>, channel: &Feedback, community: Option<&Way>) -> Option<Way> {
    let way = |by, template, limit| Way { by, name: channel.name.clone(), template, limit };
    Some(match &channel.to {
        Channel::Mail(address) => way("feedback-mail", mail(address), MAIL_LIMIT),
        Channel::Form(address) => way("feedback-form", address.clone(), OTHER_LIMIT),
        Channel::Forge => {
            let repository = scene.config.repository.as_ref()?;
            let limit = if edit::is_short(repository.forge) { OTHER_LIMIT } else { FORGE_LIMIT };
            way("feedback-forge", edit::issue_address(repository), limit)
        }
        Channel::Community => community?.clone(),
    })
}

/// A mail to `address`, which may have letters that addresses of the web lack.
fn mail(address: &str) -> String {
    let encoded = encode_path(address).replace("%40", "@");
    format!("mailto:{encoded}?subject={{subject}}&body={{body}}")
}

/// Where a community of `page` talks: its first channel with a whole address. One that is closed talks no more.
fn community(scene: &Scene<'_>, page: &Page) -> Option<Way> {
    page.doc.front.common.communities.iter().find_map(|id| {
        let ix = scene.catalog.by_id(&id.value, Some("community"), page.language)?;
        let found = scene.catalog.page(ix);
        let Kind::Community(community) = &found.doc.front.kind else { return None };
        if found.withheld || community.stage == Some("closed") {
            return None;
        }
        let mut addresses = community.channels.iter().filter_map(|channel| channel.url.as_ref()?.address.as_deref());
        let address = addresses.find(|address| !address.starts_with("tel:"))?;
        let (template, limit) = match address.strip_prefix("mailto:") {
            Some(address) if !address.contains('?') => (mail(address), MAIL_LIMIT),
            _ => (literal(address), OTHER_LIMIT),
        };
        Some(Way { by: "feedback-community", name: Some(found.title.clone()), template, limit })
    })
}

/// An address in which nothing is to be filled in.
pub(super) fn literal(address: &str) -> String {
    address.replace('{', "%7B").replace('}', "%7D")
}

/// Where `channel` leads when it is not about a page: as a link of the site.
pub(super) fn plain(scene: &Scene<'_>, channel: &Feedback) -> Option<(&'static str, String)> {
    let way = way(scene, channel, None)?;
    let address = match way.by {
        "feedback-form" => emptied(&way.template),
        _ => way.template.split('?').next().unwrap_or_default().to_owned(),
    };
    Some((way.by, address))
}

/// `template` with nothing in its places.
fn emptied(template: &str) -> String {
    let mut parts = template.split('{');
    let start = parts.next().unwrap_or_default().to_owned();
    parts.fold(start, |all, part| all + part.split_once('}').map_or(part, |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_way(template: &str) -> Way {
        Way { by: "feedback-form", name: None, template: template.to_owned(), limit: OTHER_LIMIT }
    }

    #[test]
    fn the_first_channel_that_takes_something_is_its_way_and_the_others_come_after() {
        let ways = [
            (a_way("form"), &["ask"][..]),
            (a_way("mail"), &["edit", "ask", "flag"]),
            (a_way("forge"), &["ask", "flag", "still-right"]),
        ];
        let found = sorted(ways.into_iter(), &["edit", "ask", "flag"]);
        let actions: Vec<_> = found.actions.iter().map(|one| (one.action, one.way.template.as_str())).collect();
        assert_eq!(actions, [("edit", "mail"), ("ask", "form"), ("flag", "mail")]);
        let others: Vec<_> = found.other_ways.iter().map(|one| (one.way.template.as_str(), &*one.actions)).collect();
        assert_eq!(others, [("mail", &["ask"][..]), ("forge", &["ask", "flag"])]);
    }

    #[test]
    fn mail_addresses_are_encoded_and_braces_elsewhere_are_no_places() {
        assert_eq!(
            mail("grüße+kb@example.org"),
            "mailto:gr%C3%BC%C3%9Fe%2Bkb@example.org?subject={subject}&body={body}"
        );
        assert_eq!(literal("https://chat.example/{title}"), "https://chat.example/%7Btitle%7D");
        assert_eq!(emptied("https://f.example/?a={title}&b={address}#x"), "https://f.example/?a=&b=#x");
    }
}

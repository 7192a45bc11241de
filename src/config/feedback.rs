//! `feedback:`, the channels through which readers can answer.

use super::values::{is_mail, web_address};
use crate::base::text::{nearest, shown};
use crate::base::yaml::{Node, Reader};

/// One channel of `feedback:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// Where it leads.
    pub to: Channel,
    /// `name`: what readers are shown, instead of the theme's words.
    pub name: Option<String>,
    /// `for`: what it takes, some of [`ACTIONS`].
    pub takes: Vec<&'static str>,
}

/// Where a channel leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Channel {
    /// A mail address.
    Mail(String),
    /// The address of a form, or of anything else; [`PLACES`] in braces are filled in.
    Form(String),
    /// The forge's issues.
    Forge,
    /// Where the community that a page belongs to talks.
    Community,
}

/// What readers can do about a page by way of a channel.
pub const ACTIONS: [&str; 4] = ["edit", "ask", "flag", "still-right"];

/// What is filled into the address of a form.
pub const PLACES: [&str; 7] = ["title", "address", "source", "subject", "body", "language", "action"];

const KEYS: [&str; 5] = ["to", "mail", "form", "for", "name"];

impl Feedback {
    /// Whether readers without an account on the forge get somewhere by it, whatever the page.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.to, Channel::Mail(_) | Channel::Form(_))
    }
}

/// The channels of `value`: one, or a list.
pub(super) fn read(reader: &mut Reader<'_>, value: &Node) -> Vec<Feedback> {
    if value.is_nothing() {
        return Vec::new();
    }
    let one = std::slice::from_ref(value);
    let items = value.items().unwrap_or(one).iter();
    items.filter_map(|item| if item.map().is_some() { map(reader, item) } else { plain(reader, item) }).collect()
}

fn plain(reader: &mut Reader<'_>, item: &Node) -> Option<Feedback> {
    Some(Feedback { to: channel(reader, item)?, name: None, takes: ACTIONS.to_vec() })
}

/// A channel with settings of its own.
fn map(reader: &mut Reader<'_>, item: &Node) -> Option<Feedback> {
    let (mut places, mut name, mut takes) = (Vec::new(), None, ACTIONS.to_vec());
    for (key, value) in item.map().unwrap_or_default() {
        match key.text.as_str() {
            "to" | "mail" | "form" => places.push(value),
            "name" => name = reader.text("name", value).map(|name| name.value),
            "for" => takes = actions(reader, value),
            _ => reader.unknown_key(key, "in a channel of `feedback`", KEYS),
        }
    }
    let [place] = places[..] else {
        let message = if places.is_empty() { "this channel leads nowhere" } else { "this channel leads to two places" };
        reader.wrong_value(item.span, message, "give each channel one `to`, as in `to: kb@example.org`");
        return None;
    };
    Some(Feedback { to: channel(reader, place)?, name, takes })
}

fn actions(reader: &mut Reader<'_>, value: &Node) -> Vec<&'static str> {
    let mut takes = Vec::new();
    for text in reader.texts("for", value) {
        match ACTIONS.into_iter().find(|action| *action == text.value) {
            Some(action) if takes.contains(&action) => {}
            Some(action) => takes.push(action),
            None => {
                let hint = match nearest(&text.value, ACTIONS) {
                    Some(action) => format!("did you mean `{action}`?"),
                    None => format!("write some of {}", ACTIONS.join(", ")),
                };
                let message = format!("`{}` is nothing that a channel is for", shown(&text.value));
                reader.wrong_value(text.span, message, &hint);
            }
        }
    }
    takes
}

/// A channel as one text: a mail address, the address of a form, `forge` or `community`.
fn channel(reader: &mut Reader<'_>, node: &Node) -> Option<Channel> {
    let text = node.text().unwrap_or_default().trim();
    match text {
        "forge" => return Some(Channel::Forge),
        "community" => return Some(Channel::Community),
        _ => {}
    }
    if web_address(text).is_some() {
        return form(reader, node, text);
    }
    let mail = text.strip_prefix("mailto:").unwrap_or(text);
    if is_mail(mail) {
        return Some(Channel::Mail(mail.to_owned()));
    }
    let hint = if mail.contains('@') && mail.contains('?') {
        "write the mail address alone: subject and text are filled in for each page"
    } else {
        "write a mail address, the address of a form, `forge` or `community`"
    };
    reader.wrong_value(node.span, "this is not a channel for feedback", hint);
    None
}

/// The address of a form, if all that stands in braces can be filled in.
fn form(reader: &mut Reader<'_>, node: &Node, text: &str) -> Option<Channel> {
    let Err(fault) = places(text) else { return Some(Channel::Form(text.to_owned())) };
    let (message, hint) = match fault {
        Some(word) => {
            let hint = match nearest(word, PLACES) {
                Some(place) => format!("did you mean `{{{place}}}`?"),
                None => format!("use some of {{{}}}", PLACES.join("}, {")),
            };
            (format!("nothing is known to be filled in for `{{{}}}`", shown(word)), hint)
        }
        None => ("a brace in this address stands alone".to_owned(), "write `%7B` and `%7D` for braces".to_owned()),
    };
    reader.wrong_value(node.span, message, &hint);
    None
}

/// Looks at what stands in braces. `Err` holds the first word that is none of [`PLACES`], none where a brace is alone.
fn places(text: &str) -> Result<(), Option<&str>> {
    let mut parts = text.split('{');
    if parts.next().is_some_and(|start| start.contains('}')) {
        return Err(None);
    }
    for part in parts {
        let Some((word, rest)) = part.split_once('}') else { return Err(None) };
        if rest.contains('}') {
            return Err(None);
        }
        if !PLACES.contains(&word) {
            return Err(Some(word));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SourcePath;
    use crate::base::yaml::{Rules, load};

    /// The channels of `text`, and what is wrong as `message; hint`.
    fn of(text: &str) -> (Vec<Feedback>, Vec<String>) {
        let path = SourcePath::new("guildhall.yaml");
        let (node, found) = load(text, 0, &path, Rules::CONFIG);
        assert_eq!(found, []);
        let mut reader = Reader::of_config(&path);
        let channels = read(&mut reader, &node.unwrap());
        let said = reader.finish().into_iter().map(|diag| [diag.message, diag.hint.unwrap_or_default()].join("; "));
        (channels, said.collect())
    }

    fn to(text: &str) -> Channel {
        let (mut channels, found) = of(text);
        assert_eq!((channels.len(), found), (1, vec![]), "{text}");
        channels.remove(0).to
    }

    #[test]
    fn channels_are_mail_form_forge_or_community() {
        assert_eq!(to("mailto:kb@example.org"), Channel::Mail("kb@example.org".to_owned()));
        let form = "https://forms.example/1?x={title}&y={address}";
        assert_eq!(to(form), Channel::Form(form.to_owned()));
        assert_eq!(to("[forge]"), Channel::Forge);
        assert_eq!(to("to: community"), Channel::Community);
    }

    #[test]
    fn a_channel_can_have_a_name_and_take_only_some_things() {
        let (channels, found) = of("- {mail: kb@example.org, name: Answers desk, for: [ask, flag, ask]}\n- forge\n");
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(channels[0].name.as_deref(), Some("Answers desk"));
        assert_eq!((&*channels[0].takes, &*channels[1].takes), (&["ask", "flag"][..], &ACTIONS[..]));
    }

    #[test]
    fn what_cannot_be_a_channel_is_told_with_the_way_out() {
        for (text, expected) in [
            (
                "kb",
                "this is not a channel for feedback; write a mail address, the address of a form, `forge` or `community`",
            ),
            (
                "javascript:x",
                "this is not a channel for feedback; write a mail address, the address of a form, `forge` or `community`",
            ),
            (
                "https://{title}.example/",
                "this is not a channel for feedback; write a mail address, the address of a form, `forge` or `community`",
            ),
            (
                "'@x'",
                "this is not a channel for feedback; write a mail address, the address of a form, `forge` or `community`",
            ),
            (
                "kb@example.org?subject=x",
                "this is not a channel for feedback; write the mail address alone: subject and text are filled in for each page",
            ),
            ("https://f.example/?t={titel}", "nothing is known to be filled in for `{titel}`; did you mean `{title}`?"),
            (
                "https://f.example/?t={zzz}",
                "nothing is known to be filled in for `{zzz}`; use some of {title}, {address}, {source}, {subject}, {body}, {language}, {action}",
            ),
            ("https://f.example/?t={title", "a brace in this address stands alone; write `%7B` and `%7D` for braces"),
            ("https://f.example/?t=title}", "a brace in this address stands alone; write `%7B` and `%7D` for braces"),
            ("name: x", "this channel leads nowhere; give each channel one `to`, as in `to: kb@example.org`"),
            (
                "{mail: kb@example.org, form: 'https://f.example'}",
                "this channel leads to two places; give each channel one `to`, as in `to: kb@example.org`",
            ),
            ("{to: forge, for: [flags]}", "`flags` is nothing that a channel is for; did you mean `flag`?"),
            ("{to: forge, For: ask}", "`For` is not a known key in a channel of `feedback`; did you mean `for`?"),
        ] {
            let (_, found) = of(text);
            assert_eq!(found, [expected], "{text}");
        }
    }
}

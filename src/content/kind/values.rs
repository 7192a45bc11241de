//! Values that the fields of several kinds are made of: addresses, words out of a list, maps with known keys.

use crate::base::code::Code;
use crate::base::link::{is_allowed, is_mail, scheme};
use crate::base::span::Spanned;
use crate::base::text::{nearest, shown};
use crate::base::yaml::{Node, Reader};
use crate::markdown::unmarked;

/// One sentence that is shown as text wherever it stands: without marks of Markdown.
pub(in super::super) fn sentence(reader: &mut Reader<'_>, name: &str, node: &Node) -> Option<Spanned<String>> {
    let text = reader.text(name, node)?;
    Some(Spanned::new(unmarked(&text.value).into_owned(), text.span))
}

/// An address in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// As it is written.
    pub text: String,
    /// Where it leads, scheme and all; `None` where it may not lead anywhere, and readers see the text alone.
    pub address: Option<String>,
}

impl Link {
    /// Whether a text is meant as an address: a mail address, or one with `://`.
    pub(super) fn is_address(text: &str) -> bool {
        is_mail(text.trim()) || scheme(text.trim()).is_some_and(|scheme| is_allowed(scheme) || text.contains("://"))
    }

    /// A text that may be an address or not: nothing is found fault with.
    pub(super) fn of_text(text: String) -> Self {
        let address = if is_mail(&text) {
            Some(format!("mailto:{text}"))
        } else {
            scheme(&text).filter(|scheme| is_allowed(scheme)).map(|_| text.clone())
        };
        Self { text, address }
    }
}

/// A whole address; one that may not be linked is a warning, and stays as text.
pub(super) fn link(reader: &mut Reader<'_>, name: &str, node: &Node) -> Option<Link> {
    const HINT: &str = "write the whole address, as in `https://example.org/`, or a mail address";
    let Spanned { value, span } = reader.text(name, node)?;
    let link = Link::of_text(value);
    if link.address.is_none() {
        let message = match scheme(&link.text) {
            Some(scheme) => format!("links may not use the scheme `{}:`", shown(scheme)),
            None => format!("`{}` is no whole address: `{}`", shown(name), shown(&link.text)),
        };
        reader.find(Code::LinkScheme, span, message, HINT);
    }
    Some(link)
}

/// One of `words`.
pub(super) fn word(reader: &mut Reader<'_>, name: &str, node: &Node, words: &[&'static str]) -> Option<&'static str> {
    let written = reader.text(name, node)?;
    let known = words.iter().copied().find(|word| *word == written.value);
    if known.is_none() {
        let hint = match nearest(&written.value, words.iter().copied()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("write one of {}", words.join(", ")),
        };
        let message = format!("`{}` is not a value of `{}`", shown(&written.value), shown(name));
        reader.wrong_value(written.span, message, &hint);
    }
    known
}

/// A text, without its place.
pub(super) fn text_in(reader: &mut Reader<'_>, name: &str, node: &Node) -> Option<String> {
    reader.text(name, node).map(|text| text.value)
}

/// A whole number that is not negative.
pub(super) fn count(reader: &mut Reader<'_>, name: &str, node: &Node) -> Option<u64> {
    let number = reader.integer(name, node)?;
    let count = u64::try_from(number).ok();
    if count.is_none() {
        let message = format!("`{}` counts something, but is {number}", shown(name));
        reader.wrong_value(node.span, message, "write a whole number, 0 or more");
    }
    count
}

/// The entries of a map with `known` keys; another key is a finding.
pub(super) fn entries<'n>(
    reader: &mut Reader<'_>,
    name: &str,
    node: &'n Node,
    known: &[&'static str],
) -> Vec<(&'static str, &'n Node)> {
    let mut entries = Vec::new();
    for (key, value) in reader.map(name, node) {
        match known.iter().copied().find(|known| *known == key.text) {
            Some(key) => entries.push((key, value)),
            None => reader.unknown_key(key, &format!("in `{}`", shown(name)), known.iter().copied()),
        }
    }
    entries
}

/// The items of a list, each read by `read`; what is no list is a list of one.
pub(super) fn items<T: Default + PartialEq>(
    reader: &mut Reader<'_>,
    node: &Node,
    read: fn(&mut Reader<'_>, &Node) -> T,
) -> Vec<T> {
    let items = node.items().unwrap_or(std::slice::from_ref(node));
    items.iter().map(|item| read(reader, item)).filter(|item| *item != T::default()).collect()
}

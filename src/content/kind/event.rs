//! Something that happens at a time.

mod when;

use crate::base::code::Code;
use crate::base::moment::Moment;
use crate::base::span::Spanned;
use crate::base::text::shown;
use crate::base::yaml::{Node, NodeKind, Reader};
use crate::base::zone::Zone;
use crate::calendar::Series;
use crate::content::fields::Layers;

pub(in crate::content) use when::starts_by_date;

/// The names of its fields.
pub(super) const FIELDS: &[&str] =
    &["start", "end", "time_zone", "where", "online", "register", "closes", "repeat", "except", "cancelled", "outputs"];

/// The fields of a page of this kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// `start`, `end`, `time_zone`, `repeat`, `except`: when it happens. None where no start can be read.
    pub series: Option<Series>,
    /// Whether it says when it starts, readable or not.
    pub dated: bool,
    /// `where`: a room, an address on a street.
    pub place: Option<String>,
    /// `online`: an address of the web, or the name of the service.
    pub online: Option<String>,
    /// `register`: where to sign up, an address of the web or of mail; or words about it.
    pub register: Option<String>,
    /// `closes`: until when one can sign up.
    pub closes: Option<Moment>,
    /// `cancelled`: it will not happen.
    pub cancelled: bool,
    /// `outputs`: what it left behind. Ids of pages, and whole addresses of recordings.
    pub outputs: Vec<Spanned<String>>,
}

impl Event {
    /// Those of its outputs that are ids of pages.
    pub fn output_ids(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.outputs.iter().filter(|output| !is_address(&output.value))
    }
}

/// Whether a value leads out of the site: an address of the web or of mail.
pub fn is_address(text: &str) -> bool {
    let whole =
        ["https://", "http://", "mailto:"].iter().any(|start| text.starts_with(start) && text.len() > start.len());
    whole && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

/// Reads the kind's own fields. `zone` is the site's.
pub(super) fn read(layers: &mut Layers<'_>, zone: Option<&Zone>) -> Event {
    let (series, closes) = when::read(layers, zone);
    Event {
        dated: when::is_dated(layers),
        series,
        closes,
        place: layers.one("where", place),
        online: layers.one("online", contact),
        register: layers.one("register", contact),
        cancelled: layers.one("cancelled", Reader::flag).unwrap_or_default(),
        outputs: layers.many("outputs", Reader::texts),
    }
}

/// A place in words, or a map of its parts (`room`, `city` …), which are joined in the order written; addresses of maps
/// among them are left out.
fn place(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<String> {
    let NodeKind::Map(entries) = &node.kind else { return reader.text(name, node).map(|text| text.value) };
    let parts = entries.iter().filter_map(|(_, value)| value.text()).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty() && !is_address(part)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// An address or words. An address of another scheme is neither.
fn contact(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<String> {
    let text = reader.text(name, node)?.value;
    let scheme = text.split_once(':').map(|(scheme, _)| scheme).unwrap_or_default();
    let strange = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !text.contains(' ');
    if strange && !is_address(&text) {
        let message = format!("`{name}` is `{}`, which is no address of the web or of mail", shown(&text));
        reader.find(Code::LinkScheme, node.span, message, "write it as `https://…` or `mailto:…`, or in words");
        return None;
    }
    Some(text)
}

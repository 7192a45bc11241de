//! Where a page's title comes from.

use super::ids;
use crate::content::Doc;
use crate::content::kind::Kind;

/// The title of a page as its author gave it: as written (a person's `name` counts), else the first heading. Without any
/// it is made of the file's or folder's name.
pub(super) fn page_title(doc: &Doc) -> Option<String> {
    let written = doc.front.common.title.as_ref().map(|title| title.value.as_str());
    let written = written.or_else(|| person_name(doc));
    let heading = || doc.body.headings.iter().map(|heading| heading.text.as_str()).find(|text| !text.trim().is_empty());
    written.or_else(heading).filter(|title| !title.trim().is_empty()).map(one_line)
}

/// How a page comes by a name, the one that counts most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// Its written `id`.
    Id,
    /// Its title.
    Title,
    /// One of its `aliases`, without `/` at its ends.
    Alias,
    /// The name of its file, or of the folder that it opens.
    File,
}

/// Everything that wikilinks may call a page by; the same name perhaps twice.
pub fn names(doc: &Doc) -> Vec<(NameKind, String)> {
    let common = &doc.front.common;
    let id = common.id.iter().map(|id| (NameKind::Id, id.value.clone()));
    let title = page_title(doc).map(|title| (NameKind::Title, title));
    let alias = |alias: &str| (NameKind::Alias, alias.trim_matches('/').to_owned());
    let aliases = common.aliases.iter().map(|written| alias(&written.value));
    let file = Some((NameKind::File, ids::default_id(&doc.path))).filter(|(_, name)| !name.is_empty());
    id.chain(title).chain(aliases).chain(file).collect()
}

/// What a person's page is called when nobody gave it a title.
fn person_name(doc: &Doc) -> Option<&str> {
    let Kind::Person(person) = &doc.front.kind else { return None };
    person.name.as_deref()
}

/// The words of a title, one blank between them.
fn one_line(title: &str) -> String {
    let mut line = String::with_capacity(title.len());
    for word in title.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether the body opens with a heading that only repeats the title, so that the page need not show it twice.
pub fn heading_is_title(doc: &Doc, title: &str) -> bool {
    doc.body.lead_title().is_some_and(|lead| lead.split_whitespace().eq(title.split_whitespace()))
}

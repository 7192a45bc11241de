//! The names of fields, their spellings in other generators, and which values of a page win.

use std::collections::BTreeMap;

use super::kind;
use crate::base::span::Span;
use crate::base::yaml::{Key, Node, Reader};

/// Each field of every kind of page with its other spellings. Of two spellings on one page the earlier one wins where
/// there can be one value only; lists are joined.
const COMMON: &[(&str, &[&str])] = &[
    ("title", &[]),
    ("summary", &["description", "deck", "excerpt"]),
    ("slug", &[]),
    ("aliases", &["redirect_from", "permalink", "url", "path"]),
    ("id", &[]),
    ("tags", &["topics", "categories", "category"]),
    ("communities", &["community"]),
    ("related", &[]),
    ("weight", &["order", "sidebar_position"]),
    ("toc", &["tableOfContents"]),
    ("template", &[]),
    ("lang", &[]),
    ("extra", &[]),
    ("owner", &[]),
    ("backup", &[]),
    ("status", &["draft", "published"]),
    ("replaced_by", &[]),
    ("reviewed", &[]),
    ("review_every", &[]),
    ("expires", &["expirydate", "expiryDate"]),
    ("date", &[]),
    ("updated", &["lastmod", "last_modified_at", "lastUpdated"]),
    ("credits", &["authors"]),
    ("audience", &[]),
    ("search", &["pagefind", "in_search_index"]),
    ("kind", &[]),
];

/// What only one page can have, and no folder.
const OF_ONE_PAGE: [&str; 5] = ["title", "slug", "aliases", "id", "replaced_by"];

/// Whether `key` is the name or a spelling of a field that every kind has.
pub(super) fn is_field(key: &str) -> bool {
    spelling(key).is_some()
}

/// The field's own name and the name as it is written.
fn spelling(key: &str) -> Option<(&'static str, &'static str)> {
    COMMON.iter().find_map(|(name, others)| {
        let written = std::iter::once(name).chain(*others).find(|written| **written == key)?;
        Some((*name, *written))
    })
}

/// Values by the field's own name, each with the name as it is written; absent values left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Fields(BTreeMap<&'static str, Vec<(&'static str, Node)>>);

impl Fields {
    /// Sorts the entries of a map; gives back those with an unknown key. Fields of every kind are taken.
    pub(super) fn of(entries: Vec<(Key, Node)>) -> (Self, Vec<(Key, Node)>) {
        let mut fields = Self::default();
        let mut unknown = Vec::new();
        for (key, node) in entries {
            let name = spelling(&key.text).or_else(|| kind::field(&key.text));
            match name {
                Some(_) if node.is_nothing() || node.text().is_some_and(|text| text.trim().is_empty()) => {}
                Some((name, written)) => fields.0.entry(name).or_default().push((written, node)),
                None => unknown.push((key, node)),
            }
        }
        for (name, values) in &mut fields.0 {
            if let Some((_, others)) = COMMON.iter().find(|(common, _)| common == name) {
                values.sort_by_key(|(written, _)| others.iter().position(|other| other == written));
            }
        }
        (fields, unknown)
    }

    /// The values of a field, in order of precedence.
    pub(super) fn get(&self, name: &str) -> &[(&'static str, Node)] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Lays the fields of a nearer folder over these.
    pub(super) fn lay(&mut self, nearer: Self) {
        self.0.extend(nearer.0);
    }

    /// Takes out what no folder can say for its pages.
    pub(super) fn take_of_one_page(&mut self) -> Vec<(&'static str, Node)> {
        OF_ONE_PAGE.iter().filter_map(|name| self.0.remove(name)).flatten().collect()
    }

    /// Where each field is written first.
    pub(super) fn places(&self) -> impl Iterator<Item = (&'static str, Span)> {
        self.0.iter().filter_map(|(name, values)| Some((*name, values.first()?.1.span)))
    }

    /// The same values without a place: they come from another file than the page's.
    pub(super) fn unplaced(mut self) -> Self {
        self.0.values_mut().flatten().for_each(|(_, node)| node.unplace());
        self
    }

    /// Names of fields that are here and that pages of `kind` lack, with the place of the value.
    pub(super) fn of_other_kinds(&self, kind: &str) -> impl Iterator<Item = &(&'static str, Node)> {
        let foreign = move |name: &str| spelling(name).is_none() && !kind::fields_of(kind).contains(&name);
        self.0.iter().filter(move |(name, _)| foreign(name)).flat_map(|(_, values)| values)
    }

    /// Whether a field that only pages of `kind` have is here.
    pub(super) fn has_any_of(&self, kind: &str) -> bool {
        kind::fields_of(kind).iter().any(|name| self.0.contains_key(name))
    }

    /// Every name that may be meant by an unknown key of a page of `kind`.
    pub(super) fn names(kind: &str) -> impl Iterator<Item = &'static str> {
        let common = COMMON.iter().flat_map(|(name, others)| std::iter::once(name).chain(*others));
        common.copied().chain(kind::fields_of(kind).iter().copied())
    }
}

/// A page's own fields over those of its folders.
pub(super) struct Layers<'a> {
    /// Gathers findings on the page's own values. Those of folders are reported where they are written.
    pub(super) reader: Reader<'a>,
    pub(super) own: &'a Fields,
    pub(super) inherited: &'a Fields,
}

impl<'a> Layers<'a> {
    /// The field's values from the nearest layer that has it, and whether that is the page.
    fn nearest(&self, name: &str) -> (&'a [(&'static str, Node)], bool) {
        let own = self.own.get(name);
        if own.is_empty() { (self.inherited.get(name), false) } else { (own, true) }
    }

    fn read<T>(&mut self, own: bool, read: impl FnOnce(&mut Reader<'a>) -> T) -> T {
        let before = self.reader.diags.len();
        let value = read(&mut self.reader);
        if !own {
            self.reader.diags.truncate(before);
        }
        value
    }

    /// A field with one value: the first spelling that has one.
    pub(super) fn one<T>(
        &mut self,
        name: &str,
        mut read: impl FnMut(&mut Reader<'a>, &'static str, &'a Node) -> Option<T>,
    ) -> Option<T> {
        let (values, own) = self.nearest(name);
        let mut first = None;
        for (written, node) in values {
            let value = self.read(own, |reader| read(reader, written, node));
            first = first.or(value);
        }
        first
    }

    /// A field with many values: those of all spellings.
    pub(super) fn many<T>(
        &mut self,
        name: &str,
        mut read: impl FnMut(&mut Reader<'a>, &'static str, &'a Node) -> Vec<T>,
    ) -> Vec<T> {
        let (values, own) = self.nearest(name);
        let mut all = Vec::new();
        for (written, node) in values {
            all.extend(self.read(own, |reader| read(reader, written, node)));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SourcePath;
    use crate::base::yaml::{NodeKind, Rules, load};

    fn fields(text: &str) -> (Fields, Vec<String>) {
        let (node, diags) = load(text, 0, &SourcePath::new("a.md"), Rules::FRONT);
        assert_eq!(diags, []);
        let Some(Node { kind: NodeKind::Map(entries), .. }) = node else { panic!("no map: {text:?}") };
        let (fields, unknown) = Fields::of(entries);
        (fields, unknown.into_iter().map(|(key, _)| key.text).collect())
    }

    #[test]
    fn spellings_come_in_order_of_precedence_and_absent_values_are_left_out() {
        let (fields, unknown) = fields("deck: d\ndescription: x\nsummary:\nexcerpt: \"\"\nsumary: y\nask: a\n");
        let values: Vec<_> = fields.get("summary").iter().map(|(written, node)| (*written, node.text())).collect();
        assert_eq!(values, [("description", Some("x")), ("deck", Some("d"))]);
        assert_eq!(unknown, ["sumary"]);
        assert_eq!(fields.of_other_kinds("page").map(|(name, _)| *name).collect::<Vec<_>>(), ["ask"]);
        assert_eq!(fields.of_other_kinds("faq").count(), 0);
    }

    #[test]
    fn a_nearer_layer_replaces_whatever_its_spelling() {
        let path = SourcePath::new("a.md");
        let (mut far, _) = fields("tags: [a]\nowner: x\n");
        far.lay(fields("topics: [b]\n").0);
        let (own, _) = fields("categories: [c]\ncategory: d\n");
        let none = Fields::default();
        let texts = |own, inherited, name| {
            let mut layers = Layers { reader: Reader::of_front(&path), own, inherited };
            layers.many(name, Reader::texts).into_iter().map(|text| text.value).collect()
        };
        let tags: Vec<String> = texts(&none, &far, "tags");
        assert_eq!(tags, ["b"]);
        let tags: Vec<String> = texts(&own, &far, "tags");
        assert_eq!(tags, ["c", "d"]);
    }
}

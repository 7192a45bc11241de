//! Typed values out of the tree, with a finding for each that does not fit.
//!
//! Reading goes on after a fault, so that all faults of a file show at once. An absent value (`title:`, `~`, blanks)
//! is no fault: it reads as none. Where a text is asked for, a scalar is taken as written; where a list is asked for,
//! one text is a list of one.

use super::{Key, Node, NodeKind};
use crate::base::code::Code;
use crate::base::date::{self, Date, DateError, Interval};
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::SourcePath;
use crate::base::span::{Span, Spanned};
use crate::base::text::{nearest, shown};
use crate::base::zone::{self, Zone};

/// Unknown keys beyond so many in one file are counted, not listed.
const UNKNOWN_LISTED: usize = 20;

/// Reads values of one file and gathers findings.
#[derive(Debug)]
pub struct Reader<'a> {
    path: &'a SourcePath,
    wrong_type: Code,
    wrong_value: Code,
    /// What to do about an unknown key that resembles none.
    unknown_hint: &'static str,
    unknown: usize,
    /// What was found so far.
    pub diags: Diags,
}

impl<'a> Reader<'a> {
    /// For front matter and `_defaults.yaml`.
    pub fn of_front(path: &'a SourcePath) -> Self {
        let unknown_hint = "delete it, or move it below `extra` if a template reads it";
        Self { unknown_hint, ..Self::of_entries(path) }
    }

    /// For files of entries.
    pub fn of_entries(path: &'a SourcePath) -> Self {
        Self {
            path,
            wrong_type: Code::FieldType,
            wrong_value: Code::FieldValue,
            unknown_hint: "delete it",
            unknown: 0,
            diags: Diags::new(),
        }
    }

    /// For the configuration.
    pub fn of_config(path: &'a SourcePath) -> Self {
        Self { wrong_type: Code::ConfigType, wrong_value: Code::ConfigValue, ..Self::of_entries(path) }
    }

    /// The file that is read.
    pub fn path(&self) -> &'a SourcePath {
        self.path
    }

    /// A finding of any rule. An empty hint is none.
    pub fn find(&mut self, code: Code, span: Span, message: impl Into<String>, hint: &str) {
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        self.diags.push(Diagnostic { hint, ..Diagnostic::new(code, Label::at(self.path, span), message) });
    }

    /// A value of the right type that cannot be used. An empty hint is none.
    pub fn wrong_value(&mut self, span: Span, message: impl Into<String>, hint: &str) {
        self.find(self.wrong_value, span, message, hint);
    }

    /// A value that is not what `name` must be, as in "text" or "a date".
    pub fn wrong_type(&mut self, name: &str, node: &Node, expected: &str, hint: &str) {
        let found = match node.text() {
            Some(text) => format!("`{}`", shown(text)),
            None => node.kind_word().to_owned(),
        };
        let message = format!("`{}` must be {expected}, but is {found}", shown(name));
        self.find(self.wrong_type, node.span, message, hint);
    }

    /// A text, blanks around it dropped.
    pub fn text(&mut self, name: &str, node: &Node) -> Option<Spanned<String>> {
        if node.is_nothing() {
            return None;
        }
        let Some(text) = node.text() else {
            self.wrong_type(name, node, "text", "write it on one line, in quotes");
            return None;
        };
        let text = text.trim();
        (!text.is_empty()).then(|| Spanned::new(text.to_owned(), node.span))
    }

    /// A list of texts.
    pub fn texts(&mut self, name: &str, node: &Node) -> Vec<Spanned<String>> {
        let Some(items) = node.items() else {
            self.wrong_type(name, node, "a list of texts", &format!("write `{}: [one, two]`", shown(name)));
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items.iter().filter(|item| item.kind != NodeKind::Null) {
            match item.text().map(str::trim) {
                Some("") => {}
                Some(text) => texts.push(Spanned::new(text.to_owned(), item.span)),
                None => {
                    let message =
                        format!("each item of `{}` must be text, but this is {}", shown(name), item.kind_word());
                    self.find(self.wrong_type, item.span, message, "write it on one line, in quotes");
                }
            }
        }
        texts
    }

    /// A truth value.
    pub fn flag(&mut self, name: &str, node: &Node) -> Option<bool> {
        self.scalar(name, node, Node::flag, ["`true` or `false`", "true"])
    }

    /// A whole number.
    pub fn integer(&mut self, name: &str, node: &Node) -> Option<i64> {
        self.scalar(name, node, Node::integer, ["a whole number", "10"])
    }

    /// A number.
    pub fn number(&mut self, name: &str, node: &Node) -> Option<f64> {
        self.scalar(name, node, Node::number, ["a number", "1.5"])
    }

    /// A value of a type that is called so and looks, for example, so.
    fn scalar<T>(
        &mut self,
        name: &str,
        node: &Node,
        read: fn(&Node) -> Option<T>,
        [expected, example]: [&str; 2],
    ) -> Option<T> {
        if node.is_nothing() {
            return None;
        }
        let value = read(node);
        if value.is_none() {
            self.wrong_type(name, node, expected, &format!("write it as in `{}: {example}`", shown(name)));
        }
        value
    }

    /// A day; in words it is read with a warning.
    pub fn date(&mut self, name: &str, node: &Node) -> Option<Date> {
        const HINT: &str = "write the date as `2026-11-24`";
        if node.is_nothing() || node.text().is_some_and(|text| text.trim().is_empty()) {
            return None;
        }
        match node.text().map_or(Err(DateError::Form), date::parse) {
            Ok(written) => {
                if written.words {
                    let message = format!("`{}` is written in words; it was read as {}", shown(name), written.date);
                    self.find(
                        Code::DateWords,
                        node.span,
                        message,
                        &format!("write `{}: {}`", shown(name), written.date),
                    );
                }
                Some(written.date)
            }
            Err(DateError::Form) => {
                self.wrong_type(name, node, "a date", HINT);
                None
            }
            Err(error) => {
                let text = node.text().unwrap_or_default();
                self.wrong_value(node.span, format!("`{}` is `{}`, but {error}", shown(name), shown(text)), HINT);
                None
            }
        }
    }

    /// A span of time.
    pub fn interval(&mut self, name: &str, node: &Node) -> Option<Interval> {
        if node.is_nothing() {
            return None;
        }
        let interval = node.text().and_then(Interval::parse);
        if interval.is_none() {
            self.wrong_type(name, node, "a span of time", "write it as `6 months`, `1 year`, `2 weeks` or `90 days`");
        }
        interval
    }

    /// A time zone by its name.
    pub fn zone(&mut self, name: &str, node: &Node) -> Option<Zone> {
        let text = self.text(name, node)?;
        let zone = Zone::named(&text.value);
        if zone.is_none() {
            let hint = match zone::nearest(&text.value) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "write a name such as `Europe/Berlin` or `UTC`".to_owned(),
            };
            self.wrong_value(text.span, format!("`{}` is not a time zone", shown(&text.value)), &hint);
        }
        zone
    }

    /// The entries of a map; nothing is an empty one.
    pub fn map<'n>(&mut self, name: &str, node: &'n Node) -> &'n [(Key, Node)] {
        if let Some(entries) = node.map() {
            return entries;
        }
        if !node.is_nothing() {
            let hint = format!("write `{}:` alone on its line, and below it, indented, each `key: value`", shown(name));
            self.wrong_type(name, node, "a map of keys and values", &hint);
        }
        &[]
    }

    /// A key that is none of `known`. `place` says where keys are looked for, as in "in `search`"; it may be empty.
    pub fn unknown_key<'k>(&mut self, key: &Key, place: &str, known: impl IntoIterator<Item = &'k str>) {
        self.unknown += 1;
        if self.unknown > UNKNOWN_LISTED {
            return;
        }
        let space = if place.is_empty() { "" } else { " " };
        let message = format!("`{}` is not a known key{space}{place}", shown(&key.text));
        let hint = match nearest(&key.text, known) {
            Some(known) => format!("did you mean `{known}`?"),
            None => self.unknown_hint.to_owned(),
        };
        self.find(Code::KeyUnknown, key.span, message, &hint);
    }

    /// Everything found, with the count of unknown keys that were not listed.
    pub fn finish(mut self) -> Diags {
        if self.unknown > UNKNOWN_LISTED {
            let message = format!("{} more keys are not known", self.unknown - UNKNOWN_LISTED);
            self.diags.push(Diagnostic::new(Code::KeyUnknown, Label::file(self.path), message));
        }
        self.diags
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::yaml::{Rules, load};

    fn read<T>(text: &str, read: impl FnOnce(&mut Reader<'_>, &Node) -> T) -> (T, Vec<(Code, String)>) {
        let path = SourcePath::new("a.md");
        let (node, diags) = load(&format!("x: {text}"), 0, &path, Rules::FRONT);
        assert_eq!(diags, []);
        let node = node.unwrap();
        let mut reader = Reader::of_front(&path);
        let value = read(&mut reader, node.get("x").unwrap());
        (value, reader.finish().into_iter().map(|diag| (diag.code, diag.message)).collect())
    }

    #[test]
    fn a_text_is_a_list_of_one_and_nothing_is_none() {
        let texts = |text: &str| {
            let (texts, found) = read(text, |reader, node| reader.texts("x", node));
            (texts.into_iter().map(|text| text.value).collect::<Vec<_>>(), found.len())
        };
        assert_eq!(texts("one two"), (vec!["one two".to_owned()], 0));
        assert_eq!(texts("[yes, 012, ~, ]"), (vec!["yes".to_owned(), "012".to_owned(), "~".to_owned()], 0));
        assert_eq!(texts("~"), (vec![], 0));
        assert_eq!(texts("[a, [b], {c: d}]"), (vec!["a".to_owned()], 2));
        assert_eq!(texts("{a: b}"), (vec![], 1));
    }

    #[test]
    fn a_wrong_type_names_what_is_expected_and_what_is_there() {
        let (value, found) = read("heavy", |reader, node| reader.integer("weight", node));
        assert_eq!(value, None);
        assert_eq!(found, [(Code::FieldType, "`weight` must be a whole number, but is `heavy`".to_owned())]);
        let (_, found) = read("[a]", |reader, node| reader.text("title", node));
        assert_eq!(found, [(Code::FieldType, "`title` must be text, but is a list".to_owned())]);
    }

    #[test]
    fn dates_say_what_is_wrong_and_words_only_warn() {
        let date = |text: &str| read(text, |reader, node| reader.date("date", node));
        assert_eq!(date("\"2025-01-22\"").1, []);
        let (day, found) = date("May 17, 2021");
        assert_eq!(day.map(|day| day.to_string()).as_deref(), Some("2021-05-17"));
        assert_eq!(found[0].0, Code::DateWords);
        assert_eq!(date("42").1[0].0, Code::FieldType);
        assert_eq!(
            date("2024-02-30").1,
            [(Code::FieldValue, "`date` is `2024-02-30`, but there is no such day".to_owned())]
        );
        assert_eq!(date("").1, []);
    }

    #[test]
    fn many_unknown_keys_are_counted() {
        let path = SourcePath::new("a.md");
        let mut reader = Reader::of_front(&path);
        for n in 0..5000 {
            reader.unknown_key(&Key { text: format!("k{n}"), span: Span::default() }, "", ["title"]);
        }
        let diags = reader.finish();
        assert_eq!(diags.len(), 21);
        assert_eq!(diags[20].message, "4980 more keys are not known");
    }
}

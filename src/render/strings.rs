//! The words of the theme, by language: `i18n/LANG.yaml` of the embedded theme and of the site's own.
//!
//! A file maps keys to texts, or to the forms a number asks for (`one`, `other`). `{name}` in a text is filled by
//! the template. A language that lacks a key falls back to the language without its region, then to English, which
//! is complete. What language a page is in is for the page to say.

use std::collections::BTreeMap;

use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::digest::Digester;
use crate::base::path::SourcePath;
use crate::base::text::shown;
use crate::base::yaml::{self, Key, Node, Rules};

/// A fault in a file of strings stops the build: it changes every page.
const RULES: Rules = Rules::all(Code::ThemeFile);

/// The language that has every key.
const COMPLETE: &str = "en";

/// Texts by language and key.
#[derive(Clone, Debug, Default)]
pub(super) struct Strings(BTreeMap<String, BTreeMap<String, Phrase>>);

/// A text, in the forms it has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Phrase {
    /// The same for every number.
    Plain(String),
    /// For one and for any other number.
    Counted {
        /// For 1.
        one: String,
        /// For every other number.
        other: String,
    },
}

impl Phrase {
    /// The form for `count`; without a count the one for many.
    fn form(&self, count: Option<u64>) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Counted { one, .. } if count == Some(1) => one,
            Self::Counted { other, .. } => other,
        }
    }
}

impl Strings {
    /// Lays a file over what is there; its name is the language. What can be read is used whatever else is wrong.
    pub(super) fn add(&mut self, path: &SourcePath, text: &str, diags: &mut Diags) {
        let (node, found) = yaml::load(text, 0, path, RULES);
        diags.extend(found);
        let Some(node) = node else { return };
        let Some(entries) = node.map() else {
            diags.push(unfit(path, &node, "this file must hold lines of `key: text`"));
            return;
        };
        let phrases = self.0.entry(path.stem().to_ascii_lowercase()).or_default();
        for (key, value) in entries {
            match phrase(value) {
                Some(phrase) => {
                    phrases.insert(key.text.clone(), phrase);
                }
                None => diags.push(unfit(path, value, &format!("`{}` must be a text", shown(&key.text)))),
            }
        }
    }

    /// The text of `key` in `language`, or in the nearest language that has it.
    pub(super) fn get(&self, language: &str, key: &str, count: Option<u64>) -> Option<&str> {
        let general = language.split_once('-').map_or(language, |(general, _)| general);
        let phrase = [language, general, COMPLETE].iter().find_map(|language| self.0.get(*language)?.get(key))?;
        Some(phrase.form(count))
    }

    /// Every key there is in English.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.get(COMPLETE).into_iter().flatten().map(|(key, _)| key.as_str())
    }

    /// A day in words: `2026-11-24` is `24 November 2026` in English. `None` when it is no day. The first of a month is
    /// written in a way of its own where a language has one, as French does (`1er mai 2026`).
    pub(super) fn date(&self, language: &str, date: crate::base::date::Date) -> Option<String> {
        let month = self.get(language, &format!("month-{}", date.month()), None)?;
        let first = if date.day() == 1 { self.get(language, "date-first", None) } else { None };
        let pattern = first.or_else(|| self.get(language, "date", None))?;
        let (day, year) = (date.day().to_string(), date.year().to_string());
        Some(fill(pattern, &[("day", &day), ("month", month), ("year", &year)]))
    }

    /// Adds everything to a digest.
    pub(super) fn digest(&self, digester: &mut Digester) {
        digester.value(&self.0);
    }
}

fn phrase(node: &Node) -> Option<Phrase> {
    if let Some(text) = node.text() {
        return Some(Phrase::Plain(text.to_owned()));
    }
    let form = |name: &str| node.get(name).and_then(Node::text).map(str::to_owned);
    let known = node.map()?.iter().all(|(Key { text, .. }, _)| matches!(text.as_str(), "one" | "other"));
    known.then_some(Phrase::Counted { one: form("one")?, other: form("other")? })
}

fn unfit(path: &SourcePath, node: &Node, message: &str) -> Diagnostic {
    Diagnostic::new(Code::ThemeFile, Label::at(path, node.span), message)
        .hint("write `key: text`, or `key: {one: text, other: text}` for a text that counts")
}

/// `pattern` with every `{name}` of `values` filled in; other braces stay. What is filled in is not looked at again.
pub(super) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let inner = &rest[open + 1..];
        let hit = values.iter().find_map(|(name, value)| {
            let after = inner.strip_prefix(name)?.strip_prefix('}')?;
            Some((*value, after))
        });
        rest = if let Some((value, after)) = hit {
            filled.push_str(value);
            after
        } else {
            filled.push('{');
            inner
        };
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod complete;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_falls_back_to_its_language_then_to_english() {
        let (mut strings, mut diags) = (Strings::default(), Diags::new());
        let english = "a: A\nb: B\npages: {one: '{n} page', other: '{n} pages'}";
        strings.add(&SourcePath::new("i18n/en.yaml"), english, &mut diags);
        strings.add(&SourcePath::new("i18n/pt.yaml"), "a: Á", &mut diags);
        assert_eq!(diags, []);
        assert_eq!(strings.get("pt-br", "a", None), Some("Á"));
        assert_eq!(strings.get("pt-br", "b", None), Some("B"));
        assert_eq!(strings.get("pt-br", "c", None), None);
        assert_eq!(strings.get("en", "pages", Some(1)), Some("{n} page"));
        assert_eq!(strings.get("en", "pages", Some(0)), Some("{n} pages"));
    }

    #[test]
    fn every_fault_of_a_file_is_found_and_the_rest_is_used() {
        let (mut strings, mut diags) = (Strings::default(), Diags::new());
        let text = "a: [1]\nb: {one: x}\nc: C\nd: {one: x, other: y, few: z}";
        strings.add(&SourcePath::new("themes/x/i18n/en.yaml"), text, &mut diags);
        let messages: Vec<&str> = diags.iter().map(|diag| diag.message.as_str()).collect();
        assert_eq!(messages, ["`a` must be a text", "`b` must be a text", "`d` must be a text"]);
        assert_eq!(strings.get("en", "c", None), Some("C"));
        strings.add(&SourcePath::new("themes/x/i18n/en.yaml"), "- a", &mut diags);
        assert_eq!(diags[3].message, "this file must hold lines of `key: text`");
    }

    #[test]
    fn filled_values_are_never_filled_again() {
        assert_eq!(fill("{a}{b} {c", &[("a", "{b}"), ("b", "2")]), "{b}2 {c");
    }
}

//! The words of the theme, by language: `i18n/LANG.yaml` of the embedded theme and of the site's own.
//!
//! A file maps keys to texts, or to the forms a number asks for (`one`, `other`). `{name}` in a text is filled by
//! the template. A language that lacks a key falls back to the language without its region, then to English, which
//! is complete. What language a page is in is for the page to say.

use std::collections::BTreeMap;

use crate::base::digest::Digester;

/// The language that has every key.
const COMPLETE: &str = "en";

/// Texts by language and key.
#[derive(Clone, Debug, Default)]
pub(super) struct Strings(BTreeMap<String, BTreeMap<String, Phrase>>);

/// A text, in the forms it has.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(untagged)]
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
    /// Lays the file of `language` over what is there. Says what is wrong with it otherwise.
    pub(super) fn add(&mut self, language: &str, text: &str) -> Result<(), String> {
        let phrases: BTreeMap<String, Phrase> = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        self.0.entry(language.to_ascii_lowercase()).or_default().extend(phrases);
        Ok(())
    }

    /// The text of `key` in `language`, or in the nearest language that has it.
    pub(super) fn get(&self, language: &str, key: &str, count: Option<u64>) -> Option<&str> {
        let general = language.split_once('-').map_or(language, |(general, _)| general);
        let phrase = [language, general, COMPLETE].iter().find_map(|language| self.0.get(*language)?.get(key))?;
        Some(phrase.form(count))
    }

    /// A day in words: `2026-11-24` is `24 November 2026` in English. `None` when it is no day.
    pub(super) fn date(&self, language: &str, date: crate::base::date::Date) -> Option<String> {
        let month = self.get(language, &format!("month-{}", date.month()), None)?;
        let pattern = self.get(language, "date", None)?;
        let (day, year) = (date.day().to_string(), date.year().to_string());
        Some(fill(pattern, &[("day", &day), ("month", month), ("year", &year)]))
    }

    /// Adds everything to a digest.
    pub(super) fn digest(&self, digester: &mut Digester) {
        digester.value(&self.0);
    }
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
mod tests {
    use super::*;

    #[test]
    fn a_region_falls_back_to_its_language_then_to_english() {
        let mut strings = Strings::default();
        strings.add("en", "a: A\nb: B\npages: {one: '{n} page', other: '{n} pages'}").unwrap();
        strings.add("pt", "a: Á").unwrap();
        assert_eq!(strings.get("pt-br", "a", None), Some("Á"));
        assert_eq!(strings.get("pt-br", "b", None), Some("B"));
        assert_eq!(strings.get("pt-br", "c", None), None);
        assert_eq!(strings.get("en", "pages", Some(1)), Some("{n} page"));
        assert_eq!(strings.get("en", "pages", Some(0)), Some("{n} pages"));
        assert!(strings.add("en", "a: [1]").is_err());
    }

    #[test]
    fn filled_values_are_never_filled_again() {
        assert_eq!(fill("{a}{b} {c", &[("a", "{b}"), ("b", "2")]), "{b}2 {c");
    }
}

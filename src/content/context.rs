//! The settings that change how a page is read.

use std::collections::BTreeMap;

use crate::base::digest::Digest;
use crate::base::zone::Zone;
use crate::config::{Config, KindSetting};
use crate::markdown::{Highlighter, Markdown, MarkdownOptions};

/// The part of the configuration that parsing depends on, with its digest: other settings may change without a page
/// being parsed again.
#[derive(Debug)]
pub struct ParseContext {
    settings: Settings,
    markdown: Markdown,
    digest: Digest,
}

#[derive(Debug, Hash)]
struct Settings {
    content: String,
    audiences: Vec<String>,
    languages: Vec<String>,
    time_zone: Option<Zone>,
    kinds: BTreeMap<&'static str, KindSetting>,
    markdown: MarkdownOptions,
}

impl ParseContext {
    /// What `config` says about it. No page depends on what the highlighter was used for before.
    pub fn of(config: &Config, highlighter: Highlighter) -> Self {
        let settings = Settings {
            content: config.content.clone(),
            audiences: config.audiences.clone(),
            languages: config.languages.clone(),
            time_zone: config.time_zone.clone(),
            kinds: config.kinds.clone(),
            markdown: config.markdown,
        };
        let digest = Digest::of_value(&settings);
        Self { markdown: Markdown::new(settings.markdown, highlighter), settings, digest }
    }

    /// Of all settings in it.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The folder of pages below the root.
    pub(super) fn content(&self) -> &str {
        &self.settings.content
    }

    /// All audiences.
    pub(super) fn audiences(&self) -> &[String] {
        &self.settings.audiences
    }

    /// Whether a message may not name what some readers may not see.
    pub fn has_audiences(&self) -> bool {
        !self.settings.audiences.is_empty()
    }

    /// All languages, the default first.
    pub(super) fn languages(&self) -> &[String] {
        &self.settings.languages
    }

    /// The zone of times that name none.
    pub(super) fn time_zone(&self) -> Option<&Zone> {
        self.settings.time_zone.as_ref()
    }

    /// Settings by kind.
    pub(super) fn kinds(&self) -> &BTreeMap<&'static str, KindSetting> {
        &self.settings.kinds
    }

    /// What reads Markdown.
    pub(super) fn markdown(&self) -> &Markdown {
        &self.markdown
    }
}

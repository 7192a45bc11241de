//! `guildhall.yaml`: the settings of a site, typed, with defaults.
//!
//! Layer 1. Works on text alone; [`crate::cli`] reads the file through [`crate::fs`].

mod brand;
mod feedback;
mod folders;
mod parse;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeMap;

use crate::base::code::Code;
use crate::base::date::Interval;
use crate::base::diag::Severity;
use crate::base::path::SourcePath;
use crate::base::span::Spanned;
use crate::base::yaml::Node;
use crate::base::zone::Zone;
use crate::markdown::MarkdownOptions;

pub use feedback::{ACTIONS, Channel, Feedback, PLACES};
pub use parse::parse;
pub use values::{language_code, language_hint};

/// The name of the configuration file.
pub const FILE: &str = "guildhall.yaml";

/// The words for kinds of page, in `kind:` and below `kinds:`.
pub const KINDS: &[&str] = &["page", "faq", "job-aid", "community", "event", "path", "person"];

/// The settings of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The file it was read from, for findings.
    pub path: SourcePath,
    /// `title`: the site's name.
    pub title: String,
    /// `description`: one sentence under the title on the home page and in its `meta`.
    pub description: Option<String>,
    /// `base_url`: where the site will stand; needed only by what names the site from outside.
    pub base_url: Option<BaseUrl>,
    /// `content`: the folder of pages below the root, without `/` at its ends.
    pub content: String,
    /// `output`: as written; relative to the root.
    pub output: String,
    /// `language`: code of the default language, as in `en` or `pt-br`.
    pub language: String,
    /// `languages`: all configured codes, the default first.
    pub languages: Vec<String>,
    /// `time_zone`: where clocks show the times of events that name no zone.
    pub time_zone: Option<Zone>,
    /// `theme`: `default`, or the name of a folder below `themes/`.
    pub theme: Spanned<String>,
    /// `accent`: a CSS colour (`#0b6b6b`) for links and focus; checked to be one.
    pub accent: Option<String>,
    /// `logo`: a picture of the site, by its path below the root.
    pub logo: Option<Spanned<String>>,
    /// `footer`: what stands at the foot of every page.
    pub footer: Footer,
    /// `repository`: where the content is kept.
    pub repository: Option<Repository>,
    /// `feedback`: where readers can say something, in order.
    pub feedback: Vec<Feedback>,
    /// `audiences`: all that exist; empty means everyone sees everything.
    pub audiences: Vec<String>,
    /// `audience`: whom `build` and `watch` build for unless the command line says; one of `audiences`.
    pub audience: Option<String>,
    /// `defaults`: front matter for every page, before any `_defaults.yaml`; a map.
    pub defaults: Option<Node>,
    /// `kinds`: settings by the word of a kind, one of [`KINDS`].
    pub kinds: BTreeMap<&'static str, KindSetting>,
    /// `checks`: severity by rule and folder, in the order written; the last that fits wins.
    pub checks: Vec<CheckSetting>,
    /// `markdown`: `html` and `highlight`.
    pub markdown: MarkdownOptions,
    /// `search`.
    pub search: SearchConfig,
}

/// One entry of `kinds:`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct KindSetting {
    /// `review_every`: how often pages of this kind are reviewed unless they say otherwise.
    pub review_every: Option<Interval>,
}

/// `search:` of the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchConfig {
    /// Links end in `index.html`, so that a copied folder works.
    pub offline: bool,
    /// Where searches are reported to: an address of the web, or a path on the same server that starts with `/`.
    pub beacon: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            path: SourcePath::new(FILE),
            title: "Knowledge base".to_owned(),
            description: None,
            base_url: None,
            content: "content".to_owned(),
            output: "public".to_owned(),
            language: "en".to_owned(),
            languages: vec!["en".to_owned()],
            time_zone: None,
            theme: Spanned { value: "default".to_owned(), ..Spanned::default() },
            accent: None,
            logo: None,
            footer: Footer::default(),
            repository: None,
            feedback: Vec::new(),
            audiences: Vec::new(),
            audience: None,
            defaults: None,
            kinds: BTreeMap::new(),
            checks: Vec::new(),
            markdown: MarkdownOptions::default(),
            search: SearchConfig::default(),
        }
    }
}

/// `footer:`, the site's own words at the foot of every page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footer {
    /// One sentence or two.
    pub text: Option<String>,
    /// Links, in order.
    pub links: Vec<FooterLink>,
}

/// One link of [`Footer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterLink {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub to: FooterTarget,
}

/// Where a link of the footer leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FooterTarget {
    /// An address of the web, or `mailto:` with a mail address.
    Address(String),
    /// A page, by its id.
    Page(Spanned<String>),
}

/// `base_url`, checked: `http` or `https`, no query, no fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Whole, with `/` at its end: `https://kb.example.org/help/`.
    pub url: String,
    /// Its path, with `/` at both ends: `/help/`.
    pub path: String,
}

/// `repository:`, where the sources can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// The kind of forge.
    pub forge: Forge,
    /// The repository's page, without `/` at its end.
    pub url: String,
    /// The branch that is published.
    pub branch: String,
    /// The folder of the site's root in the repository, `""` at its top.
    pub folder: String,
}

/// Forges whose edit links are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the forges' own")]
pub enum Forge {
    GitHub,
    GitLab,
    Gitea,
    AzureDevOps,
    Bitbucket,
}

/// One line of `checks:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckSetting {
    /// The rule.
    pub code: Code,
    /// The folder it holds for, below the root; `""` is everywhere.
    pub folder: String,
    /// The severity it gets there; `None` turns it off.
    pub severity: Option<Severity>,
}

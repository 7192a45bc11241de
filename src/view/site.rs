//! What every page of a build shares.

use serde::Serialize;

use super::page::Reference;

/// The site, as every template sees it under the name `site`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Code of the default language.
    pub language: String,
    /// Top-level sections for the header and the home page, in order.
    pub sections: Vec<Reference>,
    /// Pages made by Guildhall that exist in this build, such as `a-z/`, `tags/`, `communities/`: names are keys of the
    /// theme's strings (`a-z`, `tags`, `communities`).
    pub indexes: Vec<Reference>,
    /// The repository's page, when configured.
    pub repository: Option<String>,
    /// Feedback channels in order: a key of the theme's strings (`feedback-mail`, `feedback-form`, `feedback-forge`) and
    /// an address.
    pub feedback: Vec<Reference>,
    /// The accent colour, when configured. The theme's head links `assets/site.css` then, which sets it.
    pub accent: bool,
    /// `serve` shows every audience at once: the page must say so.
    pub all_audiences: bool,
    /// The audience this build is for, when audiences are configured and one was chosen.
    pub audience: Option<String>,
    /// The version of Guildhall.
    pub version: &'static str,
}

/// The navigation beside a page: its ancestors, siblings and children, never the whole site.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NavView {
    /// Outermost first: each level's items; the item that leads to the page is `open`.
    pub items: Vec<NavItem>,
}

/// A line of the navigation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NavItem {
    /// Title and address.
    #[serde(flatten)]
    pub page: Reference,
    /// It is the page itself.
    pub current: bool,
    /// It is the page or above it.
    pub open: bool,
    /// What is below it, when `open`.
    pub children: Vec<NavItem>,
    /// How many siblings were left out behind it because the folder is very large (0 almost always).
    pub more: usize,
}

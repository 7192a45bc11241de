//! What every page of a build shares.

use serde::Serialize;

use super::page::Reference;
use super::{Scene, actions, made};
use crate::base::zone::Zone;
use crate::catalog::{Child, Folder, FolderIx};
use crate::config::{FooterLink, FooterTarget};
use crate::content::kind;

/// The site, as every template sees it under the name `site`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SiteView {
    /// The site's name, in the language that the site is seen in.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Where the site stands, with `/` at its end, when `base_url` is configured: for canonical addresses and on paper.
    pub url: Option<String>,
    /// Code of the default language.
    pub language: String,
    /// The languages that have pages, the default first. Of the one that a page is in, `home`, `sections` and `indexes` are
    /// told.
    pub languages: Vec<SiteLanguage>,
    /// Where the pages of that language begin: empty, or such as `de/`.
    pub home: String,
    /// Its top-level sections for the header and the home page, in order.
    pub sections: Vec<SectionView>,
    /// Pages made by Guildhall that exist in this build, such as `a-z/`, `tags/`, `communities/`: names are keys of the
    /// theme's strings (`a-z`, `tags`, `communities`).
    pub indexes: Vec<Reference>,
    /// The repository's page, when configured.
    pub repository: Option<String>,
    /// Feedback channels in order, for what is about no page: a key of the theme's strings (`feedback-mail`,
    /// `feedback-form`, `feedback-forge`) and an address.
    pub feedback: Vec<Reference>,
    /// The file of the search engine below `search/`, such as `engine-0123456789.bin`; without it the plain search runs.
    pub engine: Option<String>,
    /// Where searches are reported to, when configured: an address of the web, or a path on the same server.
    pub beacon: Option<String>,
    /// The name of the zone that its times are meant in, when configured.
    pub time_zone: Option<String>,
    /// The accent colour, when configured. The theme's head links `assets/site.css` then, which sets it.
    pub accent: bool,
    /// The logo, when one is configured and there.
    pub logo: Option<LogoView>,
    /// The site's own words at the foot of every page.
    pub footer: FooterView,
    /// `serve` shows every audience at once: the page must say so.
    pub all_audiences: bool,
    /// The audience this build is for, when audiences are configured and one was chosen.
    pub audience: Option<String>,
    /// The version of Guildhall.
    pub version: &'static str,
}

/// The logo.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct LogoView {
    /// Where its file is published.
    pub address: String,
    /// Its width and height in CSS pixels, when its file says so.
    pub width: Option<u32>,
    /// See [`Self::width`].
    pub height: Option<u32>,
}

/// What the site says at the foot of every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct FooterView {
    /// A sentence or two.
    pub text: Option<String>,
    /// Links, to pages in the language of the page where they are there.
    pub links: Vec<Reference>,
}

/// A top-level section.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SectionView {
    /// Title and address.
    #[serde(flatten)]
    pub page: Reference,
    /// The kind that its pages have by its name, such as `faq`.
    pub kind: Option<&'static str>,
}

/// A language of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct SiteLanguage {
    /// Its code.
    pub code: String,
    /// Where its pages begin.
    pub home: String,
    /// The site's name in it: the title of its home page, where it has one of its own.
    #[serde(skip)]
    pub title: String,
    /// Its top-level sections.
    #[serde(skip)]
    pub sections: Vec<SectionView>,
    /// Its lists over the whole site.
    #[serde(skip)]
    pub indexes: Vec<Reference>,
    /// The links of its footer.
    #[serde(skip)]
    pub footer: Vec<Reference>,
}

impl SiteView {
    /// The site as pages in the language `code` see it.
    #[must_use]
    pub fn seen_in(&self, code: &str) -> Self {
        let mut site = self.clone();
        if let Some(language) = self.languages.iter().find(|language| language.code == code) {
            site.title.clone_from(&language.title);
            site.home.clone_from(&language.home);
            site.sections.clone_from(&language.sections);
            site.indexes.clone_from(&language.indexes);
            site.footer.links.clone_from(&language.footer);
        }
        site
    }
}

/// The navigation beside a page: its ancestors, siblings and children, never the whole site. All pages of a folder share
/// one, so it does not say which of them is shown: templates compare addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct NavView {
    /// Where the whole top level is listed: the home page of the language.
    pub address: String,
    /// The top level's lines.
    pub items: Vec<NavItem>,
    /// How many lines the top level leaves out (0 almost always).
    pub more: usize,
}

/// A line of the navigation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NavItem {
    /// Title and address.
    #[serde(flatten)]
    pub page: Reference,
    /// A folder on the way to the page. Templates tell the page itself by its address.
    pub open: bool,
    /// What is below it, when `open`.
    pub children: Vec<NavItem>,
    /// How many lines below it are left out because the folder is very large (0 almost always).
    pub more: usize,
}

/// What the build is made for, as far as readers are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readers<'a> {
    /// The audience it is for.
    pub audience: Option<&'a str>,
    /// Every audience at once, as `serve` shows it where audiences are configured.
    pub all: bool,
    /// Readers will see it; `serve` shows it to its author alone, whose searches are nobody's business.
    pub published: bool,
}

/// The view of the site, without its logo: whoever publishes that knows its address.
pub fn site_view(scene: &Scene<'_>, readers: Readers<'_>) -> SiteView {
    let config = scene.config;
    let languages = scene.catalog.languages().map(|(language, root)| SiteLanguage {
        code: scene.language(language).to_owned(),
        home: scene.catalog.home(language).to_owned(),
        title: title(scene, language, scene.catalog.folder(root)),
        sections: sections(scene, scene.catalog.folder(root)),
        indexes: indexes(scene, language),
        footer: footer(scene, language),
    });
    let site = SiteView {
        title: config.title.clone(),
        url: config.base_url.as_ref().map(|base| base.url.clone()),
        description: config.description.clone(),
        language: config.language.clone(),
        languages: languages.collect(),
        home: String::new(),
        sections: Vec::new(),
        indexes: Vec::new(),
        repository: config.repository.as_ref().map(|repository| repository.url.clone()),
        feedback: config
            .feedback
            .iter()
            .filter_map(|channel| actions::plain(scene, channel))
            .map(|(by, to)| Reference::to(by, to))
            .collect(),
        engine: Some(crate::index::engine::name()),
        beacon: config.search.beacon.clone().filter(|_| readers.published),
        time_zone: config.time_zone.as_ref().map(Zone::name),
        accent: config.accent.is_some(),
        logo: None,
        footer: FooterView { text: config.footer.text.clone(), links: Vec::new() },
        all_audiences: readers.all,
        audience: readers.audience.map(str::to_owned),
        version: env!("CARGO_PKG_VERSION"),
    };
    site.seen_in(&config.language)
}

fn title(scene: &Scene<'_>, language: usize, root: &Folder) -> String {
    let is_own = scene.language(language) != scene.config.language
        && root.page.is_some_and(|page| !scene.catalog.page(page).withheld);
    if is_own { root.title.clone() } else { scene.config.title.clone() }
}

fn sections(scene: &Scene<'_>, root: &Folder) -> Vec<SectionView> {
    let folders = root.children.iter().filter_map(|child| match child {
        Child::Folder(ix) if scene.catalog.is_folder_listed(*ix) => Some(scene.catalog.folder(*ix)),
        _ => None,
    });
    let section = |folder: &Folder| {
        let language = scene.mark(scene.language(folder.language));
        let page = Reference { language, ..Reference::to(&folder.title, folder.address.as_str()) };
        let name = folder.address.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        SectionView { page, kind: kind::of_folder(name) }
    };
    folders.map(section).collect()
}

/// The lists that exist in this build, an author's page at their address included.
fn indexes(scene: &Scene<'_>, language: usize) -> Vec<Reference> {
    let at = |name: &str| scene.catalog.at(language, &format!("{name}/"));
    let is_written = |name: &str| scene.catalog.by_address(at(name).as_str()).is_some();
    let listed = made::INDEXES.into_iter().filter(|name| is_written(name) || made::has_index(scene, name));
    listed.map(|name| Reference::to(name, at(name).as_str())).collect()
}

/// The links of the footer in `language`; those to pages that cannot be shown are left out.
fn footer(scene: &Scene<'_>, language: usize) -> Vec<Reference> {
    let reference = |link: &FooterLink| match &link.to {
        FooterTarget::Address(address) => Some(Reference::to(&link.title, address)),
        FooterTarget::Page(id) => {
            let page = scene.catalog.page(scene.catalog.by_id(&id.value, None, language)?);
            let language = scene.mark(scene.language_of(page));
            (!page.withheld).then(|| Reference { language, ..Reference::to(&link.title, page.address.as_str()) })
        }
    };
    scene.config.footer.links.iter().filter_map(reference).collect()
}

/// The folder whose navigation stands beside pages that belong to none.
pub const ROOT: FolderIx = FolderIx(0);

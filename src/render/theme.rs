//! A theme: templates, files and strings, in layers.
//!
//! Highest first: the site's `templates/`, then `themes/NAME/`, then the theme embedded in the binary. A template is
//! asked for by its plain name (`page.html`); one that wants the template it replaces names its layer
//! (`{% extends "default/page.html" %}`, `theme/…`). Nothing is parsed here; [`super::Engine`] does that.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::assets::{self, Layers, ThemeAsset};
use super::eject;
use super::strings::Strings;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label, Severity};
use crate::base::digest::{Digest, Digester};
use crate::base::path::{OutPath, SourcePath};
use crate::base::picture;
use crate::base::text;
use crate::config::Config;
use crate::fs::{Blob, Source, Sources};
use crate::view::LogoView;

/// The embedded theme.
pub(super) static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The name of the embedded theme.
const DEFAULT: &str = "default";

/// What the engine tries in front of a template's plain name when the site's own `templates/` lacks it, in order.
pub(super) const PREFIXES: [&str; 2] = ["theme/", "default/"];

/// Everything of a theme that can change a page.
#[derive(Clone, Debug)]
pub struct Theme {
    /// By the engine's name: plain for the site's own, with a prefix for the layers below.
    pub(super) templates: BTreeMap<String, Template>,
    /// The words readers see.
    pub(super) strings: Arc<Strings>,
    /// By name in `static/`.
    pub(super) assets: BTreeMap<String, ThemeAsset>,
    /// The site's logo, ready to be published.
    logo: Option<Logo>,
    digest: Digest,
}

/// Loads the theme of a site, again and again: one that nobody changed is the same again.
#[derive(Debug, Default)]
pub struct Themes {
    last: Option<(Digest, Loaded)>,
}

/// A theme, if its folder is there, and what was found in it.
type Loaded = (Option<Theme>, Diags);

impl Themes {
    /// As [`Theme::load`].
    pub fn load(&mut self, sources: &Sources, config: &Config) -> Loaded {
        let made_from = made_from(sources, config);
        let loaded = match &self.last {
            Some((known, loaded)) if *known == made_from => loaded.clone(),
            _ => {
                let loaded = Theme::layers(sources, config);
                self.last = Some((made_from, loaded.clone()));
                loaded
            }
        };
        with_logo(loaded, sources, config)
    }
}

/// Of everything that the layers of a theme are made from.
fn made_from(sources: &Sources, config: &Config) -> Digest {
    let mut digester = Digester::default();
    let theme = &config.theme;
    digester.part(theme.value.as_bytes()).value(&(theme.span.start, theme.span.end));
    let folder = folder_of(config);
    for (path, source) in &sources.files {
        if path.below("templates").is_none() && path.below(&folder).is_none() {
            continue;
        }
        digester.part(path.as_str().as_bytes()).digest(source.digest());
    }
    digester.finish()
}

/// The folder of the site's theme.
fn folder_of(config: &Config) -> String {
    format!("themes/{}", config.theme.value)
}

/// A picture of the site that stands at the top of every page.
#[derive(Clone, Debug)]
struct Logo {
    file: ThemeAsset,
    size: Option<picture::Size>,
}

/// A template as it was written.
#[derive(Clone, Debug)]
pub(super) struct Template {
    /// Its text.
    pub(super) text: Arc<str>,
    /// Its file; `None` for an embedded one.
    pub(super) source: Option<SourcePath>,
}

impl Theme {
    /// The theme that `config` names, with the site's own templates over it.
    ///
    /// Without a theme only when the folder it names is not there; other findings leave a usable theme.
    pub fn load(sources: &Sources, config: &Config) -> (Option<Self>, Diags) {
        with_logo(Self::layers(sources, config), sources, config)
    }

    fn layers(sources: &Sources, config: &Config) -> Loaded {
        let mut diags = Diags::new();
        let folder = folder_of(config);
        if config.theme.value != DEFAULT && !has_folder(sources, &folder) {
            diags.push(missing(config));
            return (None, diags);
        }
        let mut load = Load::default();
        load.embedded(&EMBEDDED, &mut diags);
        for (path, source) in &sources.files {
            let of_theme = path.below("templates").is_some() || path.below(&folder).is_some();
            if let (true, Source::Text(text)) = (of_theme, source) {
                diags.extend(eject::outdated(path, &text.text));
            }
            if let Some(name) = path.below("templates") {
                load.template(name.to_owned(), path, source, &mut diags);
            } else if let Some(name) = path.below(&folder) {
                load.theme_file(name, path, source, &mut diags);
            }
        }
        (Some(load.finish()), diags)
    }

    /// Of everything that can change any page: templates, strings and the names of the files.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The files that pages load, each with the place where it is published.
    pub fn assets(&self) -> impl Iterator<Item = (&OutPath, &Blob)> {
        let logo = self.logo.iter().map(|logo| &logo.file);
        self.assets.values().chain(logo).map(|asset| (&asset.path, &asset.blob))
    }

    /// The site's logo, where it is published and how large it is.
    pub fn logo(&self) -> Option<LogoView> {
        let Logo { file, size } = self.logo.as_ref()?;
        let (width, height) = (size.map(|size| size.width), size.map(|size| size.height));
        Some(LogoView { address: file.path.to_string(), width, height })
    }

    /// Whether some layer has the template `name`, such as `page.html`.
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.contains_key(name)
            || PREFIXES.iter().any(|prefix| self.templates.contains_key(&format!("{prefix}{name}")))
    }
}

/// The same with the logo of the site, which is no file of the theme.
fn with_logo((theme, mut diags): Loaded, sources: &Sources, config: &Config) -> Loaded {
    let theme = theme.map(|theme| Theme { logo: logo(sources, config, &mut diags), ..theme });
    (theme, diags)
}

fn has_folder(sources: &Sources, folder: &str) -> bool {
    sources.files.keys().any(|path| path.below(folder).is_some())
}

fn missing(config: &Config) -> Diagnostic {
    let name = &config.theme.value;
    let at = Label::at(&config.path, config.theme.span);
    Diagnostic::new(Code::ThemeMissing, at, format!("there is no folder `themes/{name}`"))
        .hint(format!("make `themes/{name}`, or write `theme: {DEFAULT}`"))
}

/// The logo that `config` names. One that is not there is a fault that every page shows, but no reason to publish nothing.
fn logo(sources: &Sources, config: &Config, diags: &mut Diags) -> Option<Logo> {
    let named = config.logo.as_ref()?;
    let path = SourcePath::new(&named.value);
    if let Some(Source::Asset(asset)) = sources.files.get(&path) {
        let name = format!("logo.{}", path.extension());
        let blob = Blob::Copy { from: path, digest: asset.digest };
        return Some(Logo {
            file: ThemeAsset { path: assets::published(&name, asset.digest), blob },
            size: asset.size,
        });
    }
    let message = format!("there is no picture `{}`", text::shown(&named.value));
    let pictures = sources.files.iter().filter(|(_, source)| matches!(source, Source::Asset(_)));
    let hint = match text::nearest(&named.value, pictures.map(|(path, _)| path.as_str())) {
        Some(near) => format!("did you mean `{}`?", text::shown(near)),
        None => format!("put it into `static/` or `{}/`, and write its path from the root", config.content),
    };
    diags.push(Diagnostic::new(Code::ImageMissing, Label::at(&config.path, named.span), message).hint(hint));
    None
}

/// A file of the theme that cannot be read changes every page: unlike a page's own fault it stops the build.
pub(super) fn fatal(diag: &Diagnostic) -> Diagnostic {
    Diagnostic { severity: Severity::SiteError, ..diag.clone() }
}

/// Layers being laid over each other.
#[derive(Default)]
struct Load {
    templates: BTreeMap<String, Template>,
    strings: Strings,
    assets: Layers,
}

impl Load {
    fn embedded(&mut self, dir: &Dir<'static>, diags: &mut Diags) {
        for file in dir.files() {
            // `include_dir` gives paths of the building machine: `\` on Windows.
            let path = SourcePath::new(file.path().to_string_lossy());
            if let Some(name) = path.below("static") {
                self.assets.add_embedded(name, file.contents());
                continue;
            }
            let text = file.contents_utf8().unwrap_or_default();
            if let Some(name) = path.below("templates") {
                self.templates.insert(format!("default/{name}"), Template { text: text.into(), source: None });
            } else if path.below("i18n").is_some() {
                self.strings.add(&path, text, diags);
            }
        }
        for dir in dir.dirs() {
            self.embedded(dir, diags);
        }
    }

    fn theme_file(&mut self, name: &str, path: &SourcePath, source: &Source, diags: &mut Diags) {
        if let Some(name) = name.strip_prefix("templates/") {
            self.template(format!("theme/{name}"), path, source, diags);
        } else if let Some(name) = name.strip_prefix("static/") {
            self.assets.add(name, path, source, diags);
        } else if name.starts_with("i18n/") {
            match source {
                Source::Text(text) => self.strings.add(path, &text.text, diags),
                Source::Known(_) | Source::Asset(_) => {}
                Source::Unusable(diag) => diags.push(fatal(diag)),
            }
        }
    }

    fn template(&mut self, name: String, path: &SourcePath, source: &Source, diags: &mut Diags) {
        match source {
            Source::Text(text) => {
                self.templates.insert(name, Template { text: text.text.clone(), source: Some(path.clone()) });
            }
            Source::Known(_) | Source::Asset(_) => {}
            Source::Unusable(diag) => diags.push(fatal(diag)),
        }
    }

    fn finish(self) -> Theme {
        let assets = self.assets.finish();
        let mut digester = Digester::default();
        for (name, template) in &self.templates {
            digester.part(name.as_bytes()).part(template.text.as_bytes());
        }
        self.strings.digest(&mut digester);
        for asset in assets.values() {
            digester.part(asset.path.as_str().as_bytes());
        }
        let digest = digester.finish();
        Theme { templates: self.templates, strings: Arc::new(self.strings), assets, logo: None, digest }
    }
}

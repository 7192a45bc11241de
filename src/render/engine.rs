//! The template engine: a theme made ready, and pages made with it.
//!
//! Wraps tera. Most of a page's cost is what surrounds its text, so three things keep that small: the site's view is
//! converted once; templates in `shared/` are rendered once for each language and depth; the navigation, which is long
//! where folders are, is converted once for each folder and written out by [`super::nav`].
//! `page.body`, the answers in `page.questions` and every `html` in `page.job_aid` are finished HTML; everything else a template prints is escaped.

use std::collections::BTreeMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use tera::value::Key;
use tera::{Context, Map, Tera, Value};

use super::theme::{PREFIXES, Template, Theme};
use super::{fault, functions, nav};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags};
use crate::markdown::{Word, Words};
use crate::view::{NavView, PageView, SiteView};

/// The folder of templates that are rendered once and shared by many pages.
const SHARED: &str = "shared/";

/// A theme whose templates are known to be sound. Shared by all threads that render.
pub struct Engine {
    tera: Tera,
    pub(super) theme: Theme,
    offline: bool,
    /// Names below [`SHARED`], without their ending.
    shared: Vec<String>,
    /// Some template reads `nav` itself and not the finished list.
    reads_nav: bool,
}

/// The site's view, ready for templates, and what its pages have in common. Made anew for every build.
pub struct Shared {
    /// As pages in each language see it.
    sites: BTreeMap<String, Value>,
    /// Code of the default language.
    language: String,
    csp: Value,
    /// By language and root.
    parts: RwLock<BTreeMap<(String, String), Value>>,
}

/// A navigation, made ready for templates when the first page shows it.
#[derive(Clone, Debug, Default)]
pub struct SharedNav {
    view: NavView,
    value: OnceLock<Value>,
}

impl Shared {
    /// `language` if the site has pages in it, else the default one: what is made once for each language is made for these
    /// only, and a page may say that it is in another.
    fn known<'a>(&'a self, language: &'a str) -> &'a str {
        if self.sites.contains_key(language) { language } else { &self.language }
    }

    /// The languages that have pages.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.sites.keys().map(String::as_str)
    }
}

impl SharedNav {
    /// The navigation `view`, for every page that shares it.
    pub fn new(view: NavView) -> Self {
        Self { view, value: OnceLock::new() }
    }
}

/// All that a page is made of.
#[derive(Clone, Copy)]
pub struct RenderPage<'a> {
    /// `page` in templates.
    pub page: &'a PageView,
    /// `site` in templates.
    pub site: &'a Shared,
    /// `nav` in templates; as a finished list `nav_list`.
    pub nav: &'a SharedNav,
    /// `root` in templates: how the page reaches the site's root, such as `../../`; for `404.html` the site's path.
    pub root: &'a str,
}

impl Engine {
    /// Reads every template of the theme. `offline` makes links name `index.html`, for a site that no server serves.
    ///
    /// # Errors
    ///
    /// Every template of the site or its theme that cannot be read, or that asks for what is not there.
    pub fn new(theme: &Theme, offline: bool) -> Result<Self, Diags> {
        let faults = fault::syntax(theme);
        if !faults.is_empty() {
            return Err(faults);
        }
        let failed = |error: tera::Error| fault::all(&error, theme, Code::TemplateSyntax);
        let mut tera = Tera::default();
        tera.set_fallback_prefixes(PREFIXES).map_err(failed)?;
        // Every file name ends in the empty text: whatever a template is called, what it prints is escaped.
        tera.autoescape_on([""]);
        functions::register(&mut tera, theme, offline);
        let templates = theme.templates.iter().map(|(name, Template { text, .. })| (name.as_str(), &**text));
        tera.add_raw_templates(templates).map_err(failed)?;
        Ok(Self { tera, theme: theme.clone(), offline, shared: shared_names(theme), reads_nav: reads_nav(theme) })
    }

    /// Makes the site's view ready, once for all pages.
    pub fn prepare_site(&self, site: &SiteView) -> Shared {
        let csp = Value::safe_string(&super::csp(site.beacon.as_deref()));
        let codes = site.languages.iter().map(|language| &language.code).chain([&site.language]);
        let sites = codes.map(|code| (code.clone(), Value::from_serializable(&site.seen_in(code)))).collect();
        Shared { sites, language: site.language.clone(), csp, parts: RwLock::default() }
    }

    /// What the text of a page in `language` says besides what its author wrote.
    pub fn words(&self, language: &str) -> Words<'_> {
        Words(Word::KEYS.map(|(_, key)| self.theme.strings.get(language, key, None).unwrap_or_default()))
    }

    /// The HTML of a page by the template `template`, such as `faq.html`.
    ///
    /// # Errors
    ///
    /// The place in the template that failed. Names no page, so that one fault of a template stays one finding however
    /// many pages it hits.
    pub fn render(&self, template: &str, page: &RenderPage<'_>) -> Result<String, Box<Diagnostic>> {
        let language = page.page.language.as_str();
        let mut context = self.context(page.site, language, page.root);
        context.insert_value("shared", self.shared(page.site, language, page.root)?);
        context.insert_value("page", page_value(page.page));
        let place = nav::Place {
            title: &page.page.title,
            address: &page.page.address,
            root: page.root,
            offline: self.offline,
            strings: &self.theme.strings,
            language,
        };
        if self.reads_nav {
            let nav = page.nav.value.get_or_init(|| Value::from_serializable(&page.nav.view));
            context.insert_value("nav", nav.clone());
        }
        context.insert_value("nav_list", Value::safe_string(&nav::list(&page.nav.view, place)));
        self.finish(template, &context)
    }

    /// What every template has.
    pub(super) fn context(&self, site: &Shared, language: &str, root: &str) -> Context {
        let mut context = Context::new();
        let seen = site.sites.get(site.known(language)).cloned();
        context.insert_value("site", seen.unwrap_or_else(Value::none));
        context.insert_value("language", Value::from(language));
        context.insert_value("root", Value::from(root));
        context.insert_value("offline", Value::from(self.offline));
        context.insert_value("csp", site.csp.clone());
        context
    }

    pub(super) fn finish(&self, template: &str, context: &Context) -> Result<String, Box<Diagnostic>> {
        self.tera
            .render(template, context)
            .map_err(|error| Box::new(fault::first(&error, &self.theme, Code::TemplateRender)))
    }

    /// The parts that every page of a language and a depth has in common.
    pub(super) fn shared(&self, site: &Shared, language: &str, root: &str) -> Result<Value, Box<Diagnostic>> {
        let key = (language.to_owned(), root.to_owned());
        if let Some(parts) = site.parts.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(parts.clone());
        }
        let mut context = self.context(site, language, root);
        context.insert_value("dialog", Value::from(self.dialog(site, site.known(language))?.0.as_str()));
        let mut parts = Map::with_capacity(self.shared.len());
        for name in &self.shared {
            let html = self.finish(&format!("{SHARED}{name}.html"), &context)?;
            parts.insert(Key::from(name.clone()), Value::safe_string(&html));
        }
        let parts = Value::from(parts);
        site.parts.write().unwrap_or_else(PoisonError::into_inner).insert(key, parts.clone());
        Ok(parts)
    }
}

fn shared_names(theme: &Theme) -> Vec<String> {
    let plain = |name: &str| {
        let name = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
        Some(name.strip_prefix(SHARED)?.strip_suffix(".html")?.to_owned())
    };
    let mut names: Vec<String> = theme.templates.keys().filter_map(|name| plain(name)).collect();
    names.sort();
    names.dedup();
    names
}

/// Whether `nav` stands anywhere in a template, other than as an element or as part of a name: as a value it is large, and
/// the built-in theme does without.
fn reads_nav(theme: &Theme) -> bool {
    let is_part = |byte: Option<&u8>, others: &[u8]| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(byte) || others.contains(byte))
    };
    theme.templates.values().any(|Template { text, .. }| {
        text.match_indices("nav").any(|(at, name)| {
            let (before, after) = text.as_bytes().split_at(at);
            !is_part(before.last(), b"</") && !is_part(after.get(name.len()), b"")
        })
    })
}

/// `page` as a value, its finished HTML marked as such in place.
fn page_value(page: &PageView) -> Value {
    let Some(mut fields) = Value::from_serializable(page).into_map() else { return Value::none() };
    if let Some(body) = fields.get_mut(&Key::Str("body")) {
        *body = std::mem::replace(body, Value::none()).mark_safe();
    }
    if !page.questions.is_empty() {
        let questions: Vec<Value> = page
            .questions
            .iter()
            .map(|question| {
                let mut fields = Map::with_capacity(3);
                fields.insert("id".into(), Value::from(question.id.as_str()));
                fields.insert("title".into(), Value::from(question.title.as_str()));
                fields.insert("body".into(), Value::safe_string(&question.body));
                Value::from(fields)
            })
            .collect();
        fields.insert("questions".into(), Value::from(questions));
    }
    if page.job_aid.is_some()
        && let Some(aid) = fields.get_mut(&Key::Str("job_aid"))
    {
        *aid = with_html(std::mem::replace(aid, Value::none()));
    }
    Value::from(fields)
}

/// `value` with every `html` in it marked as finished.
fn with_html(value: Value) -> Value {
    if let Some(values) = value.as_array() {
        return Value::from(values.iter().cloned().map(with_html).collect::<Vec<_>>());
    }
    match value.as_map() {
        Some(_) => {
            let marked = |(key, value): (Key<'static>, Value)| {
                let value = if key == Key::Str("html") { value.mark_safe() } else { with_html(value) };
                (key, value)
            };
            Value::from(value.into_map().unwrap_or_default().into_iter().map(marked).collect::<Map>())
        }
        None => value,
    }
}

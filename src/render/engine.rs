//! The template engine: a theme made ready, and pages made with it.
//!
//! Wraps tera. Values shared by many pages are converted once; a page's body is put in without being copied again.
//! `page.body` and the answers in `page.questions` are finished HTML; everything else a template prints is escaped.

use tera::value::Key;
use tera::{Context, Map, Tera, Value};

use super::theme::{PREFIXES, Template, Theme};
use super::{fault, functions};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags};
use crate::view::{NavView, PageView, SiteView};

/// A theme whose templates are known to be sound. Shared by all threads that render.
pub struct Engine {
    tera: Tera,
    theme: Theme,
}

/// The site's view, ready for templates.
#[derive(Clone, Debug)]
pub struct Shared(pub(super) Value);

/// A page's navigation, ready for templates.
#[derive(Clone, Debug)]
pub struct SharedNav(Value);

impl Default for SharedNav {
    /// A navigation without a line.
    fn default() -> Self {
        Self(Value::from_serializable(&NavView::default()))
    }
}

/// All that a page is made of.
#[derive(Clone, Copy)]
pub struct RenderPage<'a> {
    /// `page` in templates.
    pub page: &'a PageView,
    /// `site` in templates.
    pub site: &'a Shared,
    /// `nav` in templates.
    pub nav: &'a SharedNav,
    /// `root` in templates: how the page reaches the site's root, such as `../../`; for `404.html` the site's path.
    pub root: &'a str,
    /// `offline` in templates: links name `index.html`.
    pub offline: bool,
}

impl Engine {
    /// Reads every template of the theme.
    ///
    /// # Errors
    ///
    /// Every template of the site or its theme that cannot be read, or that asks for what is not there.
    pub fn new(theme: &Theme) -> Result<Self, Diags> {
        let faults = fault::syntax(theme);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut tera = bare(theme).map_err(|error| fault::all(&error, theme, Code::TemplateSyntax))?;
        let templates = theme.templates.iter().map(|(name, Template { text, .. })| (name.as_str(), &**text));
        tera.add_raw_templates(templates).map_err(|error| fault::all(&error, theme, Code::TemplateSyntax))?;
        Ok(Self { tera, theme: theme.clone() })
    }

    /// Makes the site's view ready, once for all pages.
    pub fn prepare_site(&self, site: &SiteView) -> Shared {
        Shared(Value::from_serializable(site))
    }

    /// Makes a navigation ready, for every page that shares it.
    pub fn prepare_nav(&self, nav: &NavView) -> SharedNav {
        SharedNav(Value::from_serializable(nav))
    }

    /// The HTML of a page by the template `template`, such as `faq.html`.
    ///
    /// # Errors
    ///
    /// The place in the template that failed. Names no page, so that one fault of a template stays one finding however
    /// many pages it hits.
    pub fn render(&self, template: &str, page: &RenderPage<'_>) -> Result<String, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value("page", page_value(page.page));
        context.insert_value("nav", page.nav.0.clone());
        context.insert_value("language", Value::from(page.page.language.as_str()));
        self.finish(template, context, page.site, page.root, page.offline)
    }

    /// Renders with what every template has.
    pub(super) fn finish(
        &self,
        template: &str,
        mut context: Context,
        site: &Shared,
        root: &str,
        offline: bool,
    ) -> Result<String, Box<Diagnostic>> {
        context.insert_value("site", site.0.clone());
        context.insert_value("root", Value::from(root));
        context.insert_value("offline", Value::from(offline));
        context.insert_value("csp", Value::safe_string(super::CSP));
        self.tera
            .render(template, &context)
            .map_err(|error| Box::new(fault::first(&error, &self.theme, Code::TemplateRender)))
    }
}

/// tera with our functions and no template.
pub(super) fn bare(theme: &Theme) -> tera::TeraResult<Tera> {
    let mut tera = Tera::default();
    tera.set_fallback_prefixes(PREFIXES)?;
    // Every file name ends in the empty text: whatever a template is called, what it prints is escaped.
    tera.autoescape_on([""]);
    functions::register(&mut tera, theme);
    Ok(tera)
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
    Value::from(fields)
}

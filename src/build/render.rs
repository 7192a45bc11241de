//! The render stage: every view alone, keyed by all that a template can read.

use std::sync::Arc;

use rayon::prelude::*;

use super::outputs::{Files, Hold, file_at};
use super::{Inputs, Memo};
use crate::base::diag::{Diagnostic, Diags};
use crate::base::digest::{Digest, Digester};
use crate::base::path::{Address, OutPath};
use crate::catalog::{FolderIx, PageIx, Redirect};
use crate::fs::Blob;
use crate::render::{Engine, RenderPage, RenderRedirect, Shared, SharedNav, href};
use crate::view::{self, Made, Readers, Scene, Sheet};

/// A page that was rendered, or why not.
pub(super) type Rendered = Result<Blob, Box<Diagnostic>>;

/// The templates made ready, kept while the theme stays the same.
pub(super) type Prepared = Result<Engine, Diags>;

/// So many pages are rendered before they leave: enough for all cores, and their HTML takes 8 MB as a rule.
const PART: usize = 512;

/// What the stage gives beside the pages.
#[derive(Default)]
pub(super) struct RenderStage {
    /// The dialog of each language.
    pub(super) dialogs: Vec<(OutPath, Blob)>,
    pub(super) redirects: Vec<Redirected>,
    /// What is wrong with the templates and spoils no page.
    pub(super) found: Option<Diagnostic>,
    /// How many were rendered and not remembered.
    pub(super) rendered: usize,
}

/// A redirect at its place.
pub(super) struct Redirected {
    pub(super) at: OutPath,
    pub(super) blob: Blob,
    /// The page it leads to.
    pub(super) to: PageIx,
}

/// What all pages of a build share.
struct Common<'a> {
    inputs: &'a Inputs,
    engine: &'a Engine,
    site: Shared,
    /// The addresses of the home pages.
    homes: Vec<String>,
    /// By folder.
    navs: Vec<(Digest, SharedNav)>,
    /// Of the template set, the site's view and the link style.
    digest: Digest,
    /// How pages are held.
    hold: Hold,
}

/// A page to render.
#[derive(Clone, Copy)]
enum Job<'a> {
    Page(PageIx),
    Made(Made<'a>),
    Redirect(&'a Address, &'a Redirect),
}

/// A job with all that its page is made of.
enum Sight<'a> {
    Sheet(Box<Sheet<'a>>),
    Redirect(&'a Address, &'a Redirect),
}

/// Renders every page and redirect of the site; pages go to `files`. Where files leave as they are made, pages do too,
/// and are not remembered.
pub(super) fn render<'a>(
    scene: &Scene<'a>,
    inputs: &Inputs,
    memo: &mut Memo,
    files: &mut Files<'_>,
    diags: &mut Diags,
) -> RenderStage {
    if !inputs.may_publish(diags) {
        files.hold_back();
    }
    let prepared = prepare(inputs, memo);
    let engine = match &*prepared {
        Ok(engine) => engine,
        Err(faults) => {
            diags.extend(faults.iter().cloned());
            return RenderStage::default();
        }
    };
    let common = Common::new(scene, inputs, engine, files.hold());
    let jobs = jobs(scene);
    let mut stage = RenderStage::default();
    for part in jobs.chunks(if files.leaves() { PART } else { jobs.len().max(1) }) {
        let prepare = |job: &Job<'a>| common.prepare(scene, *job);
        let (rendered, made) = memo.rendered.map_prepared(part, memo.probe.as_deref(), prepare, |sight| match sight {
            Sight::Sheet(sheet) => common.page(*sheet),
            Sight::Redirect(address, redirect) => common.redirect(scene, address, redirect),
        });
        stage.rendered += made;
        for (job, rendered) in part.iter().zip(rendered) {
            match (&*rendered, job) {
                (Ok(blob), Job::Page(ix)) => _ = files.add(scene.catalog.page(*ix).address.index(), blob.clone()),
                (Ok(blob), Job::Made(made)) => _ = files.add(made.place(scene), blob.clone()),
                (Ok(blob), Job::Redirect(address, redirect)) => {
                    stage.redirects.push(Redirected { at: file_at(address), blob: blob.clone(), to: redirect.to });
                }
                (Err(diag), _) => diags.push((**diag).clone()),
            }
        }
        if files.leaves() {
            memo.forget_pages();
            files.leave();
        }
    }
    stage.found = engine.search_missing(&common.site, &inputs.config.language);
    for language in common.site.languages() {
        match engine.dialog(&common.site, language) {
            Ok(dialog) => stage.dialogs.push(dialog),
            Err(diag) => diags.push(*diag),
        }
    }
    stage
}

/// Reads the templates unless the last build had the same.
fn prepare(inputs: &Inputs, memo: &mut Memo) -> Arc<Prepared> {
    let mut digester = Digester::default();
    let digest = digester.digest(inputs.theme.digest()).value(&inputs.config.search.offline).finish();
    if let Some((known, prepared)) = &memo.prepared
        && *known == digest
    {
        return Arc::clone(prepared);
    }
    let prepared = Arc::new(Engine::new(&inputs.theme, inputs.config.search.offline));
    memo.prepared = Some((digest, Arc::clone(&prepared)));
    prepared
}

/// Every page and redirect, in a fixed order.
fn jobs<'a>(scene: &Scene<'a>) -> Vec<Job<'a>> {
    let written = scene.catalog.indexed().map(|(ix, _)| Job::Page(ix));
    let made = view::made_pages(scene).into_iter().map(Job::Made);
    let redirects = scene.catalog.redirects.iter().map(|(address, redirect)| Job::Redirect(address, redirect));
    written.chain(made).chain(redirects).collect()
}

/// The kind of the one page that is shown at addresses of any depth.
const NOT_FOUND: &str = "not-found";

impl<'a> Common<'a> {
    fn new(scene: &Scene<'_>, inputs: &'a Inputs, engine: &'a Engine, hold: Hold) -> Self {
        let audiences = !inputs.config.audiences.is_empty();
        let audience = inputs.options.audience.as_deref();
        let site = view::site_view(
            scene,
            Readers { audience, all: audiences && audience.is_none(), published: !inputs.options.local },
        );
        let mut digest = Digester::default();
        digest.digest(inputs.theme.digest()).value(&site).value(&inputs.config.search.offline);
        digest.value(&inputs.config.base_url.as_ref().map(|base| &base.path)).value(&inputs.options.local);
        let count = u32::try_from(scene.catalog.folders.len()).unwrap_or(u32::MAX);
        let navs = (0..count).into_par_iter().map(|folder| {
            let nav = view::nav_view(scene, FolderIx(folder));
            (Digest::of_value(&nav), SharedNav::new(nav))
        });
        let homes = site.languages.iter().map(|language| language.home.clone()).collect();
        let prepared = engine.prepare_site(&site);
        Self { inputs, engine, site: prepared, homes, navs: navs.collect(), digest: digest.finish(), hold }
    }

    /// What a page is made of, and its key.
    fn prepare<'s>(&self, scene: &Scene<'s>, job: Job<'s>) -> (Digest, Sight<'s>) {
        let sheet = match job {
            Job::Page(ix) => view::author_page(scene, ix),
            Job::Made(made) => made.sheet(scene),
            Job::Redirect(address, redirect) => {
                let page = scene.catalog.page(redirect.to);
                let mut key = Digester::default();
                key.digest(self.digest).part(b"redirect").part(address.as_str().as_bytes());
                key.part(page.address.as_str().as_bytes()).part(page.title.as_bytes());
                key.part(scene.language_of(page).as_bytes());
                return (key.finish(), Sight::Redirect(address, redirect));
            }
        };
        (self.key(&sheet), Sight::Sheet(Box::new(sheet)))
    }

    fn key(&self, sheet: &Sheet<'_>) -> Digest {
        let mut key = Digester::default();
        key.digest(self.digest).value(&sheet.view).value(&sheet.body);
        key.value(&self.template(sheet));
        if let Some((nav, _)) = self.nav(sheet) {
            key.digest(*nav);
        }
        key.finish()
    }

    /// The navigation beside a page.
    fn nav(&self, sheet: &Sheet<'_>) -> Option<&(Digest, SharedNav)> {
        self.navs.get(sheet.folder.0 as usize)
    }

    /// The template a page asks for, else the one of its kind, else the plain one.
    fn template(&self, sheet: &Sheet<'_>) -> String {
        let written = sheet.body.as_ref().and_then(|body| body.doc.front.common.template.as_ref());
        let kind = match sheet.view.kind {
            NOT_FOUND => "404",
            // What an author writes at the root of a language is its home page, whatever its kind.
            _ if self.homes.contains(&sheet.view.address) => "home",
            kind => kind,
        };
        let named = written.map_or_else(|| format!("{kind}.html"), |template| template.value.clone());
        if self.inputs.theme.has_template(&named) { named } else { "page.html".to_owned() }
    }

    /// How a page at `address` reaches the site's root. The 404 page stands at any depth, so it names the root whole.
    fn root(&self, kind: &str, address: &Address) -> String {
        if kind == NOT_FOUND {
            let base = self.inputs.config.base_url.as_ref().filter(|_| !self.inputs.options.local);
            return base.map_or_else(|| "/".to_owned(), |base| base.path.clone());
        }
        address.to_root()
    }

    fn page(&self, mut sheet: Sheet<'_>) -> Rendered {
        let root = self.root(sheet.view.kind, &Address::new(&sheet.view.address));
        let offline = self.inputs.config.search.offline;
        if let Some(body) = &sheet.body {
            let filled = body.fill(&sheet.view.title, |address| href(address, &root, offline));
            (sheet.view.body, sheet.view.questions) = (filled.body, filled.questions);
            if let Some(aid) = &mut sheet.view.job_aid {
                aid.parts = filled.parts;
            }
        }
        let empty = SharedNav::default();
        let nav = self.nav(&sheet).map_or(&empty, |(_, nav)| nav);
        let page = RenderPage { page: &sheet.view, site: &self.site, nav, root: &root };
        self.engine.render(&self.template(&sheet), &page).map(|html| self.hold.blob(html.into_bytes()))
    }

    fn redirect(&self, scene: &Scene<'_>, address: &Address, redirect: &Redirect) -> Rendered {
        let page = scene.catalog.page(redirect.to);
        let file = file_at(address);
        let root = "../".repeat(file.as_str().matches('/').count());
        let redirect = RenderRedirect {
            target: page.address.as_str(),
            title: &page.title,
            language: scene.language_of(page),
            site: &self.site,
            root: &root,
        };
        self.engine.redirect(&redirect).map(|html| self.hold.blob(html.into_bytes()))
    }
}

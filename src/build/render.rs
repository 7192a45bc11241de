//! The render stage: every view alone, keyed by all that a template can read.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::keys::Keys;
use super::outputs::{Files, Hold, file_at};
use super::{Inputs, Memo};
use crate::base::diag::{Diagnostic, Diags};
use crate::base::digest::{Digest, Digester};
use crate::base::path::{Address, OutPath};
use crate::catalog::{FolderIx, PageIx, Redirect};
use crate::fs::Blob;
use crate::render::{Engine, RenderPage, RenderRedirect, Shared, SharedNav, href};
use crate::view::{self, Made, Readers, Scene, Sheet, SiteView};

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
    /// By folder, made when a page in it is.
    navs: Vec<OnceLock<Nav>>,
    /// Of the template set, the site's view and the link style.
    digest: Digest,
    /// How pages are held.
    hold: Hold,
}

/// The navigation beside the pages of a folder.
type Nav = (Digest, SharedNav);

/// A page to render.
#[derive(Clone, Copy)]
enum Job<'a> {
    Page(PageIx),
    Made(Made<'a>),
    Redirect(&'a Address, &'a Redirect),
}

/// A job with all that its page is made of.
enum Sight<'a> {
    Sheet(Box<Sheet<'a>>, Option<&'a Nav>),
    Redirect(&'a Address, &'a Redirect),
}

/// Renders every page and redirect of the site; pages go to `files`. Where files leave as they are made, pages do too,
/// and are not remembered. `revision` is that of the site ([`super::site::Site::revision`]).
pub(super) fn render<'a>(
    scene: &Scene<'a>,
    revision: u64,
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
    let jobs: Vec<(usize, Job<'a>)> = jobs(scene).into_iter().enumerate().collect();
    let owns: Vec<Digest> = jobs.par_iter().map(|(_, job)| common.own(scene, *job)).collect();
    let shared = Digest::of_value(&(revision, common.digest));
    let known = std::mem::take(&mut memo.keys).of(shared);
    let mut keys = Vec::with_capacity(jobs.len());
    let mut stage = RenderStage::default();
    for part in jobs.chunks(if files.leaves() { PART } else { jobs.len().max(1) }) {
        let known = |(ix, _): &(usize, Job<'a>)| known.find(*ix, *owns.get(*ix)?);
        let prepare = |(_, job): &(usize, Job<'a>)| common.prepare(scene, *job);
        let rendered = memo.rendered.map_prepared(part, memo.probe.as_deref(), known, prepare, |sight| match sight {
            Sight::Sheet(sheet, nav) => common.page(*sheet, nav),
            Sight::Redirect(address, redirect) => common.redirect(scene, address, redirect),
        });
        stage.rendered += rendered.made;
        keys.extend(rendered.keys);
        for ((_, job), rendered) in part.iter().zip(rendered.values) {
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
    if !files.leaves() {
        memo.keys = Keys::new(shared, owns, keys);
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
        let readers = Readers { audience, all: audiences && audience.is_none(), published: !inputs.options.local };
        let site = SiteView { logo: inputs.theme.logo(), ..view::site_view(scene, readers) };
        let mut digest = Digester::default();
        digest.digest(inputs.theme.digest()).value(&site).value(&inputs.config.search.offline);
        digest.value(&inputs.config.base_url.as_ref().map(|base| &base.path)).value(&inputs.options.local);
        let navs = scene.catalog.folders.iter().map(|_| OnceLock::new()).collect();
        let homes = site.languages.iter().map(|language| language.home.clone()).collect();
        let prepared = engine.prepare_site(&site);
        Self { inputs, engine, site: prepared, homes, navs, digest: digest.finish(), hold }
    }

    /// Of what tells a page from itself in another build of the same site: its text and pages like it.
    fn own(&self, scene: &Scene<'_>, job: Job<'_>) -> Digest {
        let Job::Page(ix) = job else { return self.digest };
        let like = scene.related.get(ix.0 as usize);
        Digest::of_value(&(scene.catalog.page(ix).doc.digest, like))
    }

    /// What a page is made of, and its key.
    fn prepare<'s>(&'s self, scene: &Scene<'s>, job: Job<'s>) -> (Digest, Sight<'s>) {
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
        let nav = self.nav(scene, sheet.folder);
        (self.key(&sheet, nav), Sight::Sheet(Box::new(sheet), nav))
    }

    fn key(&self, sheet: &Sheet<'_>, nav: Option<&Nav>) -> Digest {
        let mut key = Digester::default();
        key.digest(self.digest).value(&sheet.view).value(&sheet.body);
        key.value(&self.template(sheet));
        if let Some((nav, _)) = nav {
            key.digest(*nav);
        }
        key.finish()
    }

    /// The navigation beside the pages of a folder.
    fn nav(&self, scene: &Scene<'_>, folder: FolderIx) -> Option<&Nav> {
        let nav = self.navs.get(folder.0 as usize)?;
        Some(nav.get_or_init(|| {
            let nav = view::nav_view(scene, folder);
            (Digest::of_value(&nav), SharedNav::new(nav))
        }))
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

    fn page(&self, mut sheet: Sheet<'_>, nav: Option<&Nav>) -> Rendered {
        let root = self.root(sheet.view.kind, &Address::new(&sheet.view.address));
        let offline = self.inputs.config.search.offline;
        if let Some(body) = &sheet.body {
            let words = self.engine.words(&sheet.view.language);
            let filled = body.fill(&sheet.view.title, words, |address| href(address, &root, offline));
            (sheet.view.body, sheet.view.questions) = (filled.body, filled.questions);
            if let Some(aid) = &mut sheet.view.job_aid {
                aid.parts = filled.parts;
            }
        }
        let empty = SharedNav::default();
        let nav = nav.map_or(&empty, |(_, nav)| nav);
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

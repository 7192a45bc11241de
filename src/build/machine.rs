//! Files for programs, and the Markdown of pages at its own place, so that its links work as they do on the forge.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::sync::Arc;

use rayon::prelude::*;

use super::outputs::Hold;
use super::{Inputs, Memo, Stage, calendars};
use crate::base::path::{OutPath, SourcePath, relative};
use crate::base::span::Span;
use crate::base::text::encode_path;
use crate::catalog::{Page, Target};
use crate::content::{Includes, IncludesByFile};
use crate::fs::{Blob, Source, Text};
use crate::markdown::{self, Lead, LinkKind};
use crate::render::machine_files;
use crate::view::{self, Readers, Scene};

/// Files for programs that hold no page's text.
pub(super) struct Gathered {
    /// The addresses that have a feed.
    pub(super) feeds: BTreeSet<String>,
    /// Feeds, the sitemap, lists of pages and calendars.
    files: Vec<(OutPath, Blob)>,
}

/// Those of the site of this `revision`, made again only when it is another ([`super::site::Site::revision`]).
pub(super) fn gather(scene: &Scene<'_>, revision: u64, memo: &mut Memo) -> Arc<Gathered> {
    if let Some((known, gathered)) = &memo.gathered
        && *known == revision
    {
        return Arc::clone(gathered);
    }
    let feeds = memo.staged(Stage::Feeds, 0, |_| view::feeds(scene));
    let mut files = memo.staged(Stage::Lists, 0, |_| {
        let site = view::site_view(scene, Readers::default());
        // Writing to memory cannot fail.
        machine_files(&site, &view::page_records(scene), &feeds).unwrap_or_default()
    });
    files.extend(memo.staged(Stage::Calendars, 0, |_| calendars::calendars(scene)));
    let gathered = Arc::new(Gathered { feeds: feeds.into_iter().map(|feed| feed.about).collect(), files });
    memo.gathered = Some((revision, Arc::clone(&gathered)));
    gathered
}

impl Gathered {
    /// Its files. Where `static/` has one of the same name, that one is meant.
    pub(super) fn files(&self, inputs: &Inputs) -> Vec<(OutPath, Blob)> {
        let has_own = |path: &OutPath| inputs.sources.files.contains_key(&SourcePath::new(format!("static/{path}")));
        self.files.iter().filter(|(path, _)| !has_own(path)).cloned().collect()
    }
}

/// The Markdown of every page.
pub(super) fn copies(scene: &Scene<'_>, inputs: &Inputs, hold: Hold) -> Vec<(OutPath, Blob)> {
    let includes = inputs.options.audience.as_ref().map(|_| {
        // Their text alone is asked for.
        Includes::gather(&inputs.sources, &inputs.config.content, &IncludesByFile::new(), false)
    });
    let pages = scene.catalog.pages.par_iter().zip(&scene.catalog.links).filter(|(page, _)| !page.withheld);
    let copies = pages.filter_map(|(page, targets)| {
        let path = OutPath::new(page.doc.path.below(&inputs.config.content)?);
        let copy = match &includes {
            Some(includes) => hold.blob(narrowed(scene, inputs, includes, page, targets)?.into_bytes()),
            None => whole(inputs, page, hold)?,
        };
        Some((path, copy))
    });
    copies.collect()
}

/// The text of the file; held only until it leaves. Where files stay it is read again when somebody asks for it: to pack
/// the texts of all pages took longer than all else that an edit costs.
fn whole(inputs: &Inputs, page: &Page, hold: Hold) -> Option<Blob> {
    let from = page.doc.path.clone();
    match inputs.sources.files.get(&from)? {
        Source::Text(text) if hold == Hold::Plain => Some(Blob::Bytes(Arc::clone(&text.text).into(), text.digest)),
        Source::Text(Text { digest, .. }) | Source::Known(digest) => Some(Blob::Text { from, digest: *digest }),
        Source::Asset(_) | Source::Unusable(_) => None,
    }
}

/// The page for one audience: without front matter, which may name what others see, and without links to it. What it
/// includes stands in it.
fn narrowed(
    scene: &Scene<'_>,
    inputs: &Inputs,
    includes: &Includes<'_>,
    page: &Page,
    targets: &[Target],
) -> Option<String> {
    let text = &inputs.sources.text(&page.doc.path)?.text;
    let start = page.doc.front.span.end as usize;
    let links = page.doc.body.links.iter().zip(targets);
    let leads = links.map(|(link, target)| {
        let at = link.origin.as_ref().map_or((&page.doc.path, link.span), |origin| (&origin.path, origin.span));
        let lead = match target {
            Target::Nothing => Lead::Nowhere,
            Target::Outside => Lead::AsWritten,
            target if link.kind == LinkKind::Wiki || link.origin.is_some() => {
                place(scene, page, target).map_or(Lead::Nowhere, Lead::To)
            }
            _ => Lead::AsWritten,
        };
        (at, lead)
    });
    let leads: HashMap<(&SourcePath, Span), Lead> = leads.collect();
    let lead = |path: &SourcePath, span: Span| leads.get(&(path, span)).cloned().unwrap_or(Lead::Nowhere);
    let source = markdown::Source { text: text.get(start..)?, base: start, path: &page.doc.path };
    let body = markdown::rewritten(source, Some(includes), lead)?;
    let mut copy = String::with_capacity(body.len() + page.title.len() + 4);
    if !crate::catalog::heading_is_title(&page.doc, &page.title) {
        // Writing to a text cannot fail.
        let _ = writeln!(copy, "# {}\n", page.title);
    }
    copy.push_str(&body);
    copy.push('\n');
    Some(copy)
}

/// Where `target` lies, as a link in the file of `page` says it.
fn place(scene: &Scene<'_>, page: &Page, target: &Target) -> Option<String> {
    let from = page.doc.path.folder();
    let with =
        |path: &str, fragment: &str| if fragment.is_empty() { path.to_owned() } else { [path, "#", fragment].concat() };
    match target {
        Target::Page(to, fragment) => {
            let path = relative(from, scene.catalog.page(*to).doc.path.as_str());
            Some(with(&encode_path(&path), fragment))
        }
        Target::File(path, _) => Some(encode_path(&relative(from, path.as_str())).into_owned()),
        Target::Made(address, fragment) => Some(with(&format!("/{}", encode_path(address.as_str())), fragment)),
        Target::Static(path, _) => Some(format!("/{}", encode_path(path))),
        Target::Here(fragment) => Some(format!("#{fragment}")),
        Target::Outside | Target::Nothing => None,
    }
}

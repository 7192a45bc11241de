//! Files for programs, and the Markdown of pages at its own place, so that its links work as they do on the forge.

use std::collections::HashSet;
use std::fmt::Write;
use std::sync::Arc;

use super::Inputs;
use crate::base::path::{OutPath, SourcePath};
use crate::base::span::Span;
use crate::catalog::{Page, Target};
use crate::fs::{Blob, Source};
use crate::markdown;
use crate::render::machine_files;
use crate::view::{self, Feed, Readers, Scene};

/// Every file of this kind. Where `static/` has one of the same name, that one is meant.
pub(super) fn files(scene: &Scene<'_>, inputs: &Inputs, feeds: &[Feed]) -> Vec<(OutPath, Blob)> {
    let site = view::site_view(scene, Readers::default());
    let made = machine_files(&site, &view::page_records(scene), feeds).unwrap_or_default();
    let has_own = |path: &OutPath| inputs.sources.files.contains_key(&SourcePath::new(format!("static/{path}")));
    let mut files: Vec<_> = made.into_iter().filter(|(path, _)| !has_own(path)).collect();
    files.extend(scene.catalog.pages.iter().zip(&scene.catalog.links).filter_map(|(page, targets)| {
        let path = OutPath::new(page.doc.path.below(&inputs.config.content)?);
        (!page.withheld).then_some(())?;
        Some((
            path,
            if inputs.options.audience.is_some() { narrowed(inputs, page, targets)? } else { whole(inputs, page)? },
        ))
    }));
    files
}

/// The text of the file; held only where it is at hand.
fn whole(inputs: &Inputs, page: &Page) -> Option<Blob> {
    let from = page.doc.path.clone();
    match inputs.sources.files.get(&from)? {
        Source::Text(text) => Some(Blob::Bytes(Arc::<[u8]>::from(Arc::clone(&text.text)), text.digest)),
        Source::Known(digest) => Some(Blob::Text { from, digest: *digest }),
        Source::Asset(_) | Source::Unusable(_) => None,
    }
}

/// The page for one audience: without front matter, which may name what others see, and without links to it.
fn narrowed(inputs: &Inputs, page: &Page, targets: &[Target]) -> Option<Blob> {
    let text = &inputs.sources.text(&page.doc.path)?.text;
    let start = page.doc.front.span.end as usize;
    let links = page.doc.body.links.iter().zip(targets);
    let leading: HashSet<Span> =
        links.filter(|(_, target)| **target != Target::Nothing).map(|(link, _)| link.span).collect();
    let body = markdown::rewritten(text.get(start..)?, start, |span| leading.contains(&span))?;
    let mut copy = String::with_capacity(body.len() + page.title.len() + 4);
    if !crate::catalog::heading_is_title(&page.doc, &page.title) {
        // Writing to a text cannot fail.
        let _ = writeln!(copy, "# {}\n", page.title);
    }
    copy.push_str(&body);
    copy.push('\n');
    Some(Blob::bytes(copy.into_bytes()))
}

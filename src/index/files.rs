//! Documents that pages link to, PDFs and files of office programs: each is found by the texts of the links to it, by its
//! file's name, and by the page that leads to it. What stands in the files is not read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::SearchDoc;
use crate::base::path::{Address, SourcePath, is_document};
use crate::catalog::{Catalog, Page, Target};
use crate::config::Config;
use crate::markdown::LinkKind;

/// The word for the kind of such a hit.
pub const KIND: &str = "file";
/// Most texts of links that a file is found by.
const MOST_NAMES: usize = 4;
/// Most letters of one: a longer text is a paragraph that was made a link.
const LONGEST: usize = 120;

/// Every document that a page of those in `documents` links to, once, by address.
pub fn files(catalog: &Catalog, config: &Config, documents: &[Arc<SearchDoc>]) -> Vec<Arc<SearchDoc>> {
    let mut files: BTreeMap<Address, SearchDoc> = BTreeMap::new();
    let leading = documents.iter().filter(|doc| !doc.hidden && doc.is_page());
    for page in leading {
        let Some(ix) = catalog.by_path(page.doc.path.as_str()) else { continue };
        let targets = catalog.links.get(ix.0 as usize).into_iter().flatten();
        for (link, target) in page.doc.body.links.iter().zip(targets).filter(|(link, _)| link.kind != LinkKind::Image) {
            if let Some(path) = path_of(target, &config.content) {
                let file = files.entry(Address::of_file(path)).or_insert_with(|| file(catalog.page(ix), page, path));
                let text = link.text.trim();
                let known = file.names.iter().chain([&file.title]).any(|name| name == text);
                let fits = (1..=LONGEST).contains(&text.chars().count());
                if fits && !known && file.names.len() < MOST_NAMES {
                    file.names.push(text.to_owned());
                }
            }
        }
    }
    files.into_values().map(|file| Arc::new(titled(file))).collect()
}

/// Where a document that a link leads to is published.
fn path_of<'a>(target: &'a Target, content: &str) -> Option<&'a str> {
    let path = match target {
        Target::File(path, _) => path.below(content)?,
        Target::Static(path, _) => path,
        _ => return None,
    };
    is_document(path).then_some(path)
}

/// A file as a hit, under its own name; `leading` is the page that leads to it, `page` what search knows of that.
fn file(leading: &Page, page: &SearchDoc, path: &str) -> SearchDoc {
    let stem = SourcePath::new(path).stem().replace(['-', '_'], " ");
    SearchDoc {
        doc: Arc::clone(&leading.doc),
        sections: Vec::new(),
        path: path.to_owned(),
        address: Address::of_file(path),
        anchor: String::new(),
        id: None,
        title: stem,
        kind: KIND,
        language: Arc::clone(&page.language),
        summary: None,
        short: None,
        ask: Vec::new(),
        names: Vec::new(),
        keywords: Vec::new(),
        tags: page.tags.clone(),
        communities: page.communities.clone(),
        boost: 1.0,
        hidden: false,
        within: Some(leading.title.clone()),
    }
}

/// The longest text of a link says best what a file is, if it says more than the file's own name, which then is one of
/// its names: `here` says nothing.
fn titled(mut file: SearchDoc) -> SearchDoc {
    let letters = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).count();
    let own = letters(&file.title);
    let best = file.names.iter_mut().max_by_key(|name| letters(name));
    if let Some(best) = best.filter(|best| letters(best) > own) {
        std::mem::swap(best, &mut file.title);
    }
    file
}

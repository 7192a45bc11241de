//! The sitemap (sitemaps.org, version 0.9): every page that engines should know, with the day it last changed. A page in
//! several languages names all of them, in the way that engines have agreed on (`xhtml:link`).

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::base::path::OutPath;
use crate::base::text::whole_address;
use crate::fs::Blob;
use crate::view::PageRecord;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const LINKS: &str = "http://www.w3.org/1999/xhtml";
/// Pages that one file may hold, by the protocol.
const PAGES: usize = 50_000;

/// A line of the sitemap, or of an index of sitemaps.
struct Place<'a> {
    address: String,
    changed: Option<&'a str>,
    /// Code and whole address of the page in each of its languages.
    languages: Vec<(&'a str, String)>,
}

impl<'a> Place<'a> {
    fn of(url: &str, page: &'a PageRecord) -> Self {
        Self {
            address: whole_address(url, &page.address),
            changed: page.changed.as_deref().or(page.published.as_deref()),
            languages: page
                .translations
                .iter()
                .map(|(code, address)| (code.as_str(), whole_address(url, address)))
                .collect(),
        }
    }
}

/// `sitemap.xml`; of a very large site the index of several.
pub(super) fn sitemap(url: &str, pages: &[PageRecord]) -> io::Result<Vec<(OutPath, Blob)>> {
    let pages: Vec<Place<'_>> = pages.iter().filter(|page| page.listed).map(|page| Place::of(url, page)).collect();
    if pages.len() <= PAGES {
        return Ok(vec![(OutPath::new("sitemap.xml"), Blob::bytes(written("urlset", "url", &pages)?))]);
    }
    let mut files = Vec::new();
    let mut parts = Vec::new();
    for (number, part) in pages.chunks(PAGES).enumerate() {
        let name = format!("sitemap-{}.xml", number + 1);
        files.push((OutPath::new(&name), Blob::bytes(written("urlset", "url", part)?)));
        parts.push(Place { address: whole_address(url, &name), changed: None, languages: Vec::new() });
    }
    files.push((OutPath::new("sitemap.xml"), Blob::bytes(written("sitemapindex", "sitemap", &parts)?)));
    Ok(files)
}

fn written(root: &str, item: &str, places: &[Place<'_>]) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = xml.create_element(root).with_attribute(("xmlns", NAMESPACE));
    let has_languages = places.iter().any(|place| !place.languages.is_empty());
    let root = if has_languages { root.with_attribute(("xmlns:xhtml", LINKS)) } else { root };
    root.write_inner_content(|xml| {
        places.iter().try_for_each(|place| {
            xml.create_element(item).write_inner_content(|xml| {
                xml.create_element("loc").write_text_content(BytesText::new(&place.address))?;
                if let Some(changed) = place.changed {
                    xml.create_element("lastmod").write_text_content(BytesText::new(changed))?;
                }
                for (code, address) in &place.languages {
                    let link = xml.create_element("xhtml:link").with_attribute(("rel", "alternate"));
                    link.with_attribute(("hreflang", *code))
                        .with_attribute(("href", address.as_str()))
                        .write_empty()?;
                }
                Ok(())
            })?;
            Ok(())
        })
    })?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

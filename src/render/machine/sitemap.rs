//! The sitemap (sitemaps.org, version 0.9): every page that engines should know, with the day it last changed.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::base::path::OutPath;
use crate::base::text::whole_address;
use crate::fs::Blob;
use crate::view::PageRecord;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
/// Pages that one file may hold, by the protocol.
const PAGES: usize = 50_000;

/// `sitemap.xml`; of a very large site the index of several.
pub(super) fn sitemap(url: &str, pages: &[PageRecord]) -> io::Result<Vec<(OutPath, Blob)>> {
    let pages: Vec<(String, Option<&str>)> = pages
        .iter()
        .filter(|page| page.listed)
        .map(|page| (whole_address(url, &page.address), page.changed.as_deref().or(page.published.as_deref())))
        .collect();
    if pages.len() <= PAGES {
        return Ok(vec![(OutPath::new("sitemap.xml"), Blob::bytes(written("urlset", "url", &pages)?))]);
    }
    let mut files = Vec::new();
    let mut parts = Vec::new();
    for (number, part) in pages.chunks(PAGES).enumerate() {
        let name = format!("sitemap-{}.xml", number + 1);
        files.push((OutPath::new(&name), Blob::bytes(written("urlset", "url", part)?)));
        parts.push((whole_address(url, &name), None));
    }
    files.push((OutPath::new("sitemap.xml"), Blob::bytes(written("sitemapindex", "sitemap", &parts)?)));
    Ok(files)
}

fn written(root: &str, item: &str, places: &[(String, Option<&str>)]) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element(root).with_attribute(("xmlns", NAMESPACE)).write_inner_content(|xml| {
        places.iter().try_for_each(|(address, changed)| {
            xml.create_element(item).write_inner_content(|xml| {
                xml.create_element("loc").write_text_content(BytesText::new(address))?;
                if let Some(changed) = changed {
                    xml.create_element("lastmod").write_text_content(BytesText::new(changed))?;
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

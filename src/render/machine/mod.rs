//! Files for programs: feeds, the sitemap, the list of pages, and what tells crawlers and language models where to look.
//!
//! Written by libraries that escape ([`quick_xml`], `serde_json`), never by a template. Addresses in feeds and sitemaps must
//! be whole, so these two need `base_url`; the other files do without.

mod atom;
mod lists;
mod sitemap;

use crate::base::path::OutPath;
use crate::fs::Blob;
use crate::view::{FEED, Feed, PageRecord, SiteView};

/// Every file for programs: where it stands and what it holds.
///
/// # Errors
/// If a library cannot write to memory, which it always can.
pub fn machine_files(
    site: &SiteView,
    pages: &[PageRecord],
    feeds: &[Feed],
) -> Result<Vec<(OutPath, Blob)>, std::io::Error> {
    let mut files = vec![
        (OutPath::new("pages.json"), Blob::bytes(lists::pages_json(site, pages)?)),
        (OutPath::new("llms.txt"), Blob::bytes(lists::llms_txt(site, pages).into_bytes())),
        (OutPath::new("robots.txt"), Blob::bytes(lists::robots_txt(site).into_bytes())),
    ];
    let Some(url) = &site.url else { return Ok(files) };
    files.extend(sitemap::sitemap(url, pages)?);
    for feed in feeds {
        let path = OutPath::new([feed.about.as_str(), FEED].concat());
        files.push((path, Blob::bytes(atom::atom(url, &site.title, feed)?)));
    }
    Ok(files)
}

/// Text that XML 1.0 can hold: it has no way to write control characters, and two that are no characters.
fn xml_text(text: &str) -> std::borrow::Cow<'_, str> {
    let is_foreign =
        |c: char| matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(is_foreign) { text.replace(is_foreign, "").into() } else { text.into() }
}

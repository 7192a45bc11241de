//! Plain lists: `pages.json` for scripts, `llms.txt` for language models, `robots.txt` for crawlers.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;

use crate::base::text::{encode_path, whole_address};
use crate::view::{PageRecord, SiteView};

/// The pages, each a line of its own, so that two builds compare line by line.
pub(super) fn pages_json(site: &SiteView, pages: &[PageRecord]) -> io::Result<Vec<u8>> {
    let mut json = Vec::from(b"{\"site\":");
    serde_json::to_writer(&mut json, &site.title)?;
    json.extend_from_slice(b",\"url\":");
    serde_json::to_writer(&mut json, &site.url)?;
    json.extend_from_slice(b",\"pages\":[");
    for (at, page) in pages.iter().enumerate() {
        json.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut json, page)?;
    }
    json.extend_from_slice(b"\n]}\n");
    Ok(json)
}

/// The site for language models (llmstxt.org): its sections, and the Markdown of every page that lists show.
pub(super) fn llms_txt(site: &SiteView, pages: &[PageRecord]) -> String {
    let mut text = format!("# {}\n", one_line(&site.title));
    if let Some(description) = &site.description {
        line(&mut text, format_args!("\n> {}", one_line(description)));
    }
    let mut sections: BTreeMap<_, Vec<&PageRecord>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.listed) {
        sections.entry(&page.section).or_default().push(page);
    }
    for (section, pages) in sections {
        let title = section.as_ref().map_or(site.title.as_str(), |(_, title)| title);
        line(&mut text, format_args!("\n## {}\n", one_line(title)));
        for page in pages {
            let address = match &site.url {
                Some(url) => whole_address(url, &page.markdown),
                None => encode_path(&page.markdown).into_owned(),
            };
            let title = bracketed(&one_line(&page.title));
            match &page.summary {
                Some(summary) => line(&mut text, format_args!("- [{title}](<{address}>): {}", one_line(summary))),
                None => line(&mut text, format_args!("- [{title}](<{address}>)")),
            }
        }
    }
    text
}

/// Crawlers may see everything; pages that ask not to be found say so themselves.
pub(super) fn robots_txt(site: &SiteView) -> String {
    let sitemap = site.url.as_ref().map(|url| format!("Sitemap: {url}sitemap.xml\n"));
    ["User-agent: *\nAllow: /\n", &sitemap.unwrap_or_default()].concat()
}

fn line(text: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{what}");
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text inside `[…]` of Markdown.
fn bracketed(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

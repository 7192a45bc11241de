//! Feeds in Atom (RFC 4287).

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::xml_text;
use crate::base::text::whole_address;
use crate::view::{FEED, Feed, FeedEntry};

type Xml = Writer<Vec<u8>>;

/// The text of a feed. Whom entries are by is not said: an author is the site.
pub(super) fn atom(url: &str, site: &str, feed: &Feed) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let page = whole_address(url, &feed.about);
    let itself = whole_address(url, &[feed.about.as_str(), FEED].concat());
    let root = xml.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    root.with_attribute(("xml:lang", feed.language.as_str())).write_inner_content(|xml| {
        let title = if feed.about.is_empty() { site.to_owned() } else { format!("{} – {site}", feed.title) };
        text(xml, "title", &title)?;
        text(xml, "id", &page)?;
        link(xml, "self", &itself)?;
        link(xml, "alternate", &page)?;
        if let Some(page) = &feed.page {
            link(xml, "related", &whole_address(url, page))?;
        }
        if let Some(newest) = feed.entries.first() {
            text(xml, "updated", &midnight(newest.updated))?;
        }
        xml.create_element("author").write_inner_content(|xml| text(xml, "name", site))?;
        feed.entries.iter().try_for_each(|one| entry(xml, url, one))
    })?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn entry(xml: &mut Xml, url: &str, entry: &FeedEntry) -> io::Result<()> {
    let address = whole_address(url, &entry.address);
    xml.create_element("entry").write_inner_content(|xml| {
        text(xml, "title", &entry.title)?;
        text(xml, "id", &address)?;
        link(xml, "alternate", &address)?;
        if let Some(published) = entry.published {
            text(xml, "published", &midnight(published))?;
        }
        text(xml, "updated", &midnight(entry.updated))?;
        match &entry.summary {
            Some(summary) => text(xml, "summary", summary),
            None => Ok(()),
        }
    })?;
    Ok(())
}

fn text(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&xml_text(value)))?;
    Ok(())
}

fn link(xml: &mut Xml, relation: &str, address: &str) -> io::Result<()> {
    xml.create_element("link").with_attribute(("rel", relation)).with_attribute(("href", address)).write_empty()?;
    Ok(())
}

/// A day as the instant that feeds ask for; which hour it was nobody knows.
fn midnight(date: crate::base::date::Date) -> String {
    format!("{date}T00:00:00Z")
}

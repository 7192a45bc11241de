//! Pages for the tests of this layer, written in one line each.

use std::sync::Arc;

use super::docs::SearchDoc;
use crate::base::digest::{Digest, Digester};
use crate::base::path::{Address, SourcePath};
use crate::base::span::Span;
use crate::content::Doc;
use crate::content::front::{Common, Front};
use crate::content::kind::Kind;
use crate::markdown::{Body, Heading, Section};

/// An English page below `content/` with a title and sections of heading and text; the first heading may be empty.
pub(super) fn page(path: &str, title: &str, sections: &[(&str, &str)]) -> SearchDoc {
    let mut body = Body::default();
    let mut digester = Digester::default();
    for (heading, text) in sections {
        digester.part(heading.as_bytes()).part(text.as_bytes());
        let index = body.headings.len();
        if !heading.is_empty() {
            let id = heading.to_lowercase().replace(' ', "-");
            body.headings.push(Heading { level: 2, id, text: (*heading).to_owned(), span: Span::default() });
        }
        body.sections.push(Section {
            heading: Some(index).filter(|_| !heading.is_empty()),
            heading_chunks: 0..0,
            chunks: 0..0,
            text: (*text).into(),
            joined: false,
        });
    }
    let count = body.sections.len();
    let front = Front { common: Common::default(), kind: Kind::Page, span: Span::default() };
    let digest: Digest = digester.finish();
    SearchDoc {
        doc: Arc::new(Doc {
            path: SourcePath::new(format!("content/{path}")),
            front,
            body,
            acronyms: Vec::new(),
            digest,
        }),
        sections: (0..count).collect(),
        path: path.to_owned(),
        address: Address::new(path.trim_end_matches(".md")),
        anchor: String::new(),
        id: None,
        title: title.to_owned(),
        kind: "page",
        language: "en".into(),
        summary: None,
        short: None,
        ask: Vec::new(),
        names: Vec::new(),
        keywords: Vec::new(),
        tags: Vec::new(),
        communities: Vec::new(),
        boost: 1.0,
        hidden: false,
        within: None,
    }
}

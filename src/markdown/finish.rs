//! From what was written to the body.

use super::body::{Body, Chunk};
use super::headings::Ids;
use super::output::{Output, Piece};
use super::writer::Writer;
use crate::base::diag::Diags;

impl Writer<'_> {
    /// Closes everything and hands over the body.
    pub(super) fn finish(mut self) -> (Body, Diags) {
        self.end_run();
        while !self.stack.is_empty() {
            self.close();
        }
        self.write_footnotes();
        let end = self.out.flush();
        if let Some(last) = self.sections.last_mut() {
            last.chunks.end = end;
            last.text = self.out.take_text();
        }
        let (written, chunks) = finished(&self.out, &self.ids);
        let body = Body {
            written,
            chunks,
            headings: exact(self.headings),
            raw_ids: raw_ids(&self.out, &self.ids),
            links: exact(self.links),
            sections: exact(self.sections),
            included: exact(self.included),
            structure: self.recorder.map(|recorder| Box::new(recorder.structure)),
            runs: self.running.all,
        };
        (body, self.diags)
    }
}

/// The ids that raw HTML got, in order of their letters.
fn raw_ids(out: &Output, ids: &Ids) -> Vec<Box<str>> {
    let mut given: Vec<Box<str>> = out
        .pieces()
        .filter_map(|piece| match piece {
            Piece::Id(id) if !ids.is_of_heading(id) => Some(id.into()),
            _ => None,
        })
        .collect();
    given.sort_unstable();
    given
}

/// One chunk for each piece, and the HTML of all of them.
fn finished(out: &Output, ids: &Ids) -> (Box<str>, Vec<Chunk>) {
    let mut written = String::with_capacity(out.len());
    let mut chunks = Vec::with_capacity(out.pieces().len());
    for piece in out.pieces() {
        let start = position(&written);
        match piece {
            Piece::Html(html) => written.push_str(html),
            Piece::Id(id) => written.push_str(&ids.attribute(id)),
            Piece::Attr(link) => {
                chunks.push(Chunk::Attr(link));
                continue;
            }
            Piece::Word(word) => {
                chunks.push(Chunk::Word(word));
                continue;
            }
        }
        chunks.push(Chunk::Html(start..position(&written)));
    }
    (written.into(), chunks)
}

/// The same values with no room for more. Allocators may answer [`Vec::shrink_to_fit`] with the block as it is.
fn exact<T>(mut values: Vec<T>) -> Vec<T> {
    let mut exact = Vec::with_capacity(values.len());
    exact.append(&mut values);
    exact
}

/// Where `written` ends. No page comes near 4 GB of HTML; one that did would lose what is behind.
fn position(written: &str) -> u32 {
    u32::try_from(written.len()).unwrap_or(u32::MAX)
}

//! Footnotes: numbered by their first mention, listed at the end, linked both ways. One nobody mentions is left out.
//!
//! Their ids start with `gh-`, which no id of content does, so that a heading named "Fn 1" is not in their way.

use std::collections::HashMap;

use super::body::Word;
use super::output::Output;
use super::writer::Writer;

/// Most links back from one note.
const LINKS_BACK: usize = 20;

/// The footnotes of a page.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Label in lower case to its place in `notes`.
    numbers: HashMap<String, usize>,
    notes: Vec<Note>,
    mentioned: usize,
    /// The note being read, and what was being written before it.
    open: Vec<(usize, Output)>,
}

#[derive(Default)]
struct Note {
    /// Its place in the list, from 1; 0 until it is mentioned.
    number: usize,
    mentions: usize,
    content: Option<Output>,
}

impl Footnotes {
    fn index(&mut self, label: &str) -> usize {
        let next = self.notes.len();
        let index = *self.numbers.entry(label.to_lowercase()).or_insert(next);
        if index == next {
            self.notes.push(Note::default());
        }
        index
    }
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        if self.out.muted > 0 {
            return;
        }
        let in_link = self.in_link();
        let notes = &mut self.footnotes;
        let index = notes.index(label);
        let Some(note) = notes.notes.get_mut(index) else { return };
        if note.number == 0 {
            notes.mentioned += 1;
            note.number = notes.mentioned;
        }
        if in_link {
            let html = format!("<sup>{}</sup>", note.number);
            return self.out.html(&html);
        }
        note.mentions += 1;
        let html = format!(
            "<sup><a href=\"#gh-fn-{0}\" id=\"{1}\" class=\"fn-ref\" role=\"doc-noteref\">{0}</a></sup>",
            note.number,
            mention_id(note.number, note.mentions),
        );
        self.out.html(&html);
    }

    pub(super) fn footnote_start(&mut self, label: &str) {
        let index = self.footnotes.index(label);
        self.footnotes.open.push((index, std::mem::take(&mut self.out)));
        self.push("");
    }

    pub(super) fn footnote_end(&mut self) {
        self.close();
        let Some((index, before)) = self.footnotes.open.pop() else { return };
        let content = std::mem::replace(&mut self.out, before);
        if let Some(note) = self.footnotes.notes.get_mut(index) {
            note.content.get_or_insert(content);
        }
    }

    /// Writes the list at the end of the page.
    pub(super) fn write_footnotes(&mut self) {
        let mut notes = std::mem::take(&mut self.footnotes.notes);
        notes.retain(|note| note.number > 0);
        notes.sort_by_key(|note| note.number);
        if notes.is_empty() {
            return;
        }
        self.out.html("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for note in notes {
            self.write_note(note);
        }
        self.out.html("</ol>\n</section>\n");
    }

    fn write_note(&mut self, note: Note) {
        self.out.html(&format!("<li id=\"gh-fn-{}\">", note.number));
        let content = note.content.unwrap_or_default();
        self.out.gap();
        let text = content.text.clone();
        self.out.plain(&text, true);
        self.out.append(content);
        let paragraph = self.out.strip_end("</p>\n");
        for mention in 1..=note.mentions.min(LINKS_BACK) {
            let id = mention_id(note.number, mention);
            self.out.html(&format!(" <a href=\"#{id}\" class=\"fn-back\" role=\"doc-backlink\" aria-label=\""));
            self.out.word(Word::Back);
            self.out.html("\">↩</a>");
        }
        self.out.html(if paragraph { "</p></li>\n" } else { "</li>\n" });
    }
}

fn mention_id(number: usize, mention: usize) -> String {
    if mention == 1 { format!("gh-fnref-{number}") } else { format!("gh-fnref-{number}-{mention}") }
}

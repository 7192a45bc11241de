//! Runs of text: put together from the pieces the parser sends, and watched for letters that turn its direction.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::CowStr;

use crate::base::code::Code;
use crate::base::text::is_direction_control;

use super::writer::Writer;

/// Text not yet written: the parser splits it at letters that might have meant something, addresses need it whole.
pub(super) struct Run<'a> {
    text: Cow<'a, str>,
    range: Range<usize>,
    /// The text stands in the source exactly so.
    verbatim: bool,
}

/// The running text of the page so far.
#[derive(Default)]
pub(super) struct Running {
    /// All of it.
    pub(super) all: Vec<super::body::Run>,
    /// The next of it begins a cell: that is no line of its own in the plain text.
    pub(super) begins: bool,
    /// The page holds `{{`.
    pub(super) braces: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn text(&mut self, text: CowStr<'a>, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            return code.push(text);
        }
        let verbatim = text.len() == range.len() && matches!(text, CowStr::Borrowed(_));
        if let Some(run) = &mut self.run {
            if run.verbatim && verbatim && run.range.end == range.start {
                run.range.end = range.end;
                if let Some(whole) = self.source.text.get(run.range.clone()) {
                    run.text = Cow::Borrowed(whole);
                    return;
                }
            }
            run.text.to_mut().push_str(&text);
            run.range.end = range.end;
            run.verbatim = false;
            return;
        }
        let text = match text {
            CowStr::Borrowed(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.into_string()),
        };
        self.run = Some(Run { text, range, verbatim });
    }

    pub(super) fn end_run(&mut self) {
        let Some(run) = self.run.take() else { return };
        if self.is_skipping() {
            return;
        }
        self.make_room();
        let clean = self.clean && run.verbatim;
        // What is included is looked at where it is a page.
        if self.out.muted == 0 && self.heading.is_none() && self.included_at().is_none() {
            let begins = std::mem::take(&mut self.running.begins) || self.out.begins_block();
            self.running.all.push(super::body::Run { span: self.span(run.range.clone()), begins });
        }
        if self.running.braces {
            self.note_includes(&run.range);
        }
        let turned = !clean && self.note_direction(&run.text, &run.range);
        if turned {
            self.out.html("<bdi>");
        }
        self.linked_text(&run.text, &run.range, clean);
        if turned {
            self.out.html("</bdi>");
        }
    }

    /// Whether `text` has no letter that turns its direction and no U+0000; quick when the whole source has none.
    pub(super) fn is_clean(&self, text: &str) -> bool {
        self.clean || is_clean(text)
    }

    /// Tells, once a page, of a letter that turns the direction of text, and says whether `text` has one.
    pub(super) fn note_direction(&mut self, text: &str, range: &Range<usize>) -> bool {
        let Some((_, letter)) = text.char_indices().find(|(_, c)| is_direction_control(*c)) else { return false };
        if !self.direction_told {
            self.direction_told = true;
            let at = self.source.text.get(range.clone()).and_then(|written| written.find(letter));
            let place = at.map_or(range.clone(), |at| range.start + at..range.start + at + letter.len_utf8());
            let message = format!("U+{:04X} turns the direction of the text around it", u32::from(letter));
            self.warn(Code::TextDirection, place, message, "remove the invisible character");
        }
        true
    }
}

/// Whether `text` holds no U+0000 and nothing that turns the direction of text: U+202A to U+202E and U+2066 to U+2069.
/// Looks for their first byte in blocks, which the compiler does many bytes at a time.
pub(super) fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.chunks(64).enumerate().all(|(index, block)| {
        let suspects = block.iter().filter(|byte| matches!(**byte, 0 | 0xe2)).count();
        suspects == 0
            || block.iter().enumerate().all(|(at, byte)| match byte {
                0 => false,
                0xe2 => {
                    let at = index * 64 + at + 1;
                    !matches!(bytes.get(at..at + 2), Some([0x80, 0xaa..=0xae] | [0x81, 0xa6..=0xa9]))
                }
                _ => true,
            })
    })
}

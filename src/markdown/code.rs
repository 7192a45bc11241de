//! Code: inline, indented, fenced.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr};

use crate::base::code::Code;
use crate::base::text::escape_into;

use super::writer::Writer;

/// A block of code being read.
pub(super) struct CodeBlock<'a> {
    language: String,
    text: CowStr<'a>,
    range: Range<usize>,
}

impl<'a> CodeBlock<'a> {
    pub(super) fn push(&mut self, text: CowStr<'a>) {
        if self.text.is_empty() {
            self.text = text;
        } else {
            let mut whole = std::mem::replace(&mut self.text, CowStr::Borrowed("")).into_string();
            whole.push_str(&text);
            self.text = whole.into();
        }
    }
}

impl<'a> Writer<'a> {
    pub(super) fn inline_code(&mut self, text: &str, range: Range<usize>) {
        let clean = self.is_clean(text);
        let turned = !clean && self.note_direction(text, &range);
        self.out.html(if turned { "<code><bdi>" } else { "<code>" });
        self.out.escaped(text);
        self.out.html(if turned { "</bdi></code>" } else { "</code>" });
        self.out.plain(text, clean);
    }

    pub(super) fn code_start(&mut self, kind: CodeBlockKind<'a>, range: Range<usize>) {
        let language = match kind {
            CodeBlockKind::Indented => String::new(),
            CodeBlockKind::Fenced(info) => {
                if !self.is_closed(&range) {
                    let line = self.source.text.get(range.clone()).and_then(|block| block.find('\n'));
                    let mark = range.start..line.map_or(range.end, |line| range.start + line);
                    let message = "this block of code is never closed: all that follows is code";
                    self.warn(Code::FenceUnclosed, mark, message, "end it with a line of the same marks");
                }
                language(&info)
            }
        };
        self.code = Some(CodeBlock { language, text: CowStr::Borrowed(""), range });
    }

    /// Whether the last line of a fenced block is its closing fence.
    fn is_closed(&self, range: &Range<usize>) -> bool {
        let block = self.source.text.get(range.clone()).unwrap_or_default().trim_end();
        let Some(mark) = block.chars().next().filter(|mark| matches!(mark, '`' | '~')) else { return true };
        let length = block.len() - block.trim_start_matches(mark).len();
        let Some((_, last)) = block.rsplit_once(['\n', '\r']) else { return false };
        let before = last.trim_end_matches(mark);
        // Before the fence stand at most the marks of the quotes that the block is in.
        last.len() - before.len() >= length && before.chars().all(|c| c == '>' || c.is_whitespace())
    }

    pub(super) fn code_end(&mut self) {
        let Some(code) = self.code.take() else { return };
        self.begin_block();
        self.out.html("<pre tabindex=\"0\"><code");
        if !code.language.is_empty() {
            self.out.attribute("class", &format!("language-{}", code.language));
        }
        self.out.html(">");
        let clean = self.is_clean(&code.text);
        if !clean {
            self.note_direction(&code.text, &code.range);
        }
        let mut html = String::with_capacity(code.text.len() + code.text.len() / 8);
        let coloured = self.options.highlight
            && code.text.len() <= self.highlight_budget
            && self.highlighter.write(&mut html, &code.text, &code.language);
        if coloured {
            self.highlight_budget -= code.text.len();
        } else {
            escape_into(&mut html, &code.text);
        }
        self.out.html(&html);
        self.out.html("</code></pre>\n");
        self.out.plain(code.text.trim_end(), clean);
        self.out.gap();
    }
}

/// The language that a fence names: its first word, in lower case, if it can be a class.
fn language(info: &str) -> String {
    let word = info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | ':')).next().unwrap_or_default();
    let fine = word.len() <= 40 && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"+#-_.".contains(&b));
    if fine { word.to_ascii_lowercase() } else { String::new() }
}

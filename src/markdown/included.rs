//! The writer while it is in another file: what belongs to that file, and what to the page.

use std::ops::Range;

use pulldown_cmark::Event;

use super::body::{Included, Origin};
use super::include::{Fault, Sink, Source, include_line};
use super::runs::is_clean;
use super::writer::Writer;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Label};
use crate::base::span::Span;

/// What the writer comes back to.
pub(super) struct Before<'a> {
    source: Source<'a>,
    clean: bool,
    /// Elements open then.
    stack: usize,
    /// The include on the page itself.
    at: Span,
}

impl<'a> Sink<'a> for Writer<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        self.write(event, range);
    }

    fn enter(&mut self, source: Source<'a>, range: Range<usize>) {
        self.end_run();
        self.out.gap();
        let at = self.span(range);
        self.before.push(Before { source: self.source, clean: self.clean, stack: self.stack.len(), at });
        self.source = source;
        self.clean = is_clean(source.text);
        if self.included.iter().all(|included| included.path != *source.path) {
            self.included.push(Included { path: source.path.clone(), span: at });
        }
    }

    fn leave(&mut self) {
        self.end_run();
        self.out.gap();
        if let Some(Before { source, clean, stack, .. }) = self.before.pop() {
            self.close_raw_above(stack);
            (self.source, self.clean) = (source, clean);
        }
    }

    fn fault(&mut self, fault: Fault, range: Range<usize>) {
        self.end_run();
        // That files come back to each other is as true of the first include as of the last.
        let message = if self.before.is_empty() || fault.code == Code::IncludeLoop {
            fault.message
        } else {
            format!("in what this includes, {}", fault.message)
        };
        let at = Label::at(self.page, self.span(range));
        self.diags.push(Diagnostic::new(fault.code, at, message).hint(fault.hint));
    }
}

impl Writer<'_> {
    /// Tells of includes in running text at `range`: beside other words, in a list or a quote they are not followed.
    pub(super) fn note_includes(&mut self, range: &Range<usize>) {
        let text = self.source.text.get(range.clone()).unwrap_or_default();
        let mut found = Vec::new();
        let mut done = 0;
        while let Some(start) = text.get(done..).and_then(|rest| rest.find("{{")).map(|at| done + at) {
            let end = text.get(start..).and_then(|rest| rest.find("}}")).map_or(text.len(), |at| start + at + 2);
            found.extend(text.get(start..end).and_then(include_line).map(|_| range.start + start..range.start + end));
            done = end;
        }
        for place in found {
            let message = "this include is not a line of its own, so readers see it as it is written";
            let hint = "put an empty line before and behind it, outside of lists, quotes and tables";
            self.warn(Code::IncludeText, place, message, hint);
        }
    }

    /// The include on the page that the text being read comes from; `None` on the page itself.
    pub(super) fn included_at(&self) -> Option<Span> {
        self.before.first().map(|before| before.at)
    }

    /// Where something at `range` is written, if that is not the page itself.
    pub(super) fn origin(&self, range: Range<usize>) -> Option<Box<Origin>> {
        let span = Span::new(range).shifted(self.source.base);
        (!self.before.is_empty()).then(|| Box::new(Origin { path: self.source.path.clone(), span }))
    }
}

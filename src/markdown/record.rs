//! Noting lists and tables while they are written, for pages that ask for it.
//!
//! It sees every event before and after the writer does, and asks it only to end a piece of HTML where something begins
//! or ends. What raw HTML holds open across such a place is left whole.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::structure::{Block, Item, Line, Lines, Part, Shape, Structure};
use super::writer::Writer;

/// What is being noted.
#[derive(Default)]
pub(super) struct Recorder {
    pub(super) structure: Structure,
    /// How many elements of Markdown are open.
    depth: usize,
    block: Option<OpenBlock>,
    item: Option<OpenItem>,
    content: Option<Content>,
    /// What is done once the writer has written the event.
    next: Option<Next>,
}

struct OpenBlock {
    shape: Shape,
    start: u32,
    heading: Option<usize>,
    range: Range<usize>,
}

struct OpenItem {
    item: Item,
    /// Its first piece, and where its text starts.
    start: (u32, usize),
    /// Elements open around what it holds.
    stack: usize,
    /// Raw HTML reaches over the borders of its parts: it is one part.
    tangled: bool,
    child: Option<Child>,
    range: Range<usize>,
}

/// A block within an item.
struct Child {
    start: u32,
    warning: bool,
    /// The items of a list, while each is one paragraph.
    items: Option<Vec<Lines>>,
}

/// Running text.
struct Content {
    /// How deep it stands; a break deeper than that is within something.
    depth: usize,
    stack: usize,
    lines: Lines,
    start: u32,
    text: usize,
    hard: bool,
    range: Range<usize>,
}

enum Next {
    Item(Range<usize>),
    Content(Range<usize>),
    Line { hard: bool, at: usize },
    Task { done: bool, at: usize },
    Child,
    Block,
}

impl Writer<'_> {
    /// Before the writer takes `event`.
    pub(super) fn record(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let Some(mut recorder) = self.recorder.take() else { return };
        match event {
            Event::Start(tag) => {
                recorder.start(self, tag, range);
                recorder.depth += 1;
            }
            Event::End(tag) => {
                recorder.depth = recorder.depth.saturating_sub(1);
                recorder.end(self, *tag);
            }
            Event::SoftBreak => recorder.line_break(self, false, range),
            Event::HardBreak => recorder.line_break(self, true, range),
            Event::InlineHtml(html) if self.options.html && is_break(html) => {
                recorder.line_break(self, true, range);
            }
            Event::TaskListMarker(done) => recorder.next = Some(Next::Task { done: *done, at: range.end }),
            Event::Rule => {
                recorder.child(self, false, false);
                recorder.next = recorder.block.as_ref().map(|_| Next::Child);
            }
            Event::Html(_) => {}
            _ => recorder.inline(self, range),
        }
        self.recorder = Some(recorder);
    }

    /// After the writer took the event.
    pub(super) fn recorded(&mut self) {
        if let Some(recorder) = self.recorder.as_mut()
            && let Some(next) = recorder.next.take()
            && let Some(mut recorder) = self.recorder.take()
        {
            recorder.after(self, next);
            self.recorder = Some(recorder);
        }
    }

    /// The number of the next piece of HTML.
    fn piece(&mut self) -> u32 {
        u32::try_from(self.out.flush()).unwrap_or(u32::MAX)
    }
}

impl Recorder {
    fn start(&mut self, writer: &mut Writer<'_>, tag: &Tag<'_>, range: &Range<usize>) {
        match &mut self.block {
            None if self.depth == 0 && writer.is_outermost() => return self.block_start(writer, tag, range),
            None => return,
            Some(OpenBlock { shape: Shape::Table(rows), .. }) => {
                match self.depth {
                    1 => rows.push(Vec::new()),
                    2 => self.next = Some(Next::Content(range.clone())),
                    _ => {}
                }
                return;
            }
            Some(OpenBlock { shape: Shape::List { .. }, .. }) => {}
        }
        match (self.depth, tag) {
            (1, _) => self.next = Some(Next::Item(range.clone())),
            (2, tag) if is_inline(tag) => self.inline(writer, range),
            (2, Tag::Paragraph) => {
                self.finish_part(writer);
                self.next = self.parted().map(|_| Next::Content(range.clone()));
            }
            (2, tag) => {
                let kinds = [BlockQuoteKind::Warning, BlockQuoteKind::Caution];
                let warning = matches!(tag, Tag::BlockQuote(Some(kind)) if kinds.contains(kind));
                self.child(writer, warning, matches!(tag, Tag::List(_)));
            }
            (3, Tag::Item) if self.nested().is_some() => {
                self.next = Some(Next::Content(range.clone()));
            }
            // A block within an item of a list within an item.
            (4, tag) if !is_inline(tag) && self.nested().is_some() => {
                let content = self.content.take();
                let fresh = content.is_some_and(|content| content.lines.is_empty() && content.start == writer.piece());
                if fresh && *tag == Tag::Paragraph {
                    self.next = Some(Next::Content(range.clone()));
                } else if let Some(child) = self.item.as_mut().and_then(|item| item.child.as_mut()) {
                    child.items = None;
                }
            }
            _ => {}
        }
    }

    fn block_start(&mut self, writer: &mut Writer<'_>, tag: &Tag<'_>, range: &Range<usize>) {
        let shape = match tag {
            Tag::List(first) => Shape::List { first: *first, items: Vec::new() },
            Tag::Table(_) => Shape::Table(Vec::new()),
            _ => return,
        };
        let heading = writer.sections.last().and_then(|section| section.heading);
        self.block = Some(OpenBlock { shape, start: writer.piece(), heading, range: range.clone() });
    }

    /// The list within the item, while each of its items is one paragraph.
    fn nested(&mut self) -> Option<&mut Vec<Lines>> {
        self.item.as_mut()?.child.as_mut()?.items.as_mut()
    }

    /// The item, if it can be parted and nothing within it is open.
    fn parted(&mut self) -> Option<&mut OpenItem> {
        self.item.as_mut().filter(|item| !item.tangled && item.child.is_none())
    }

    fn end(&mut self, writer: &mut Writer<'_>, tag: TagEnd) {
        let Some(block) = &self.block else { return };
        match (&block.shape, self.depth) {
            (_, 0) => self.next = Some(Next::Block),
            (Shape::List { .. }, 1) => self.item_end(writer),
            (Shape::List { .. }, 2) if tag == TagEnd::Paragraph => self.finish_part(writer),
            (Shape::List { .. }, 2) if self.item.as_ref().is_some_and(|item| item.child.is_some()) => {
                self.next = Some(Next::Child);
            }
            (Shape::Table(_), 2) => {
                let lines = self.finish(writer);
                if let Some(OpenBlock { shape: Shape::Table(rows), .. }) = &mut self.block
                    && let Some(row) = rows.last_mut()
                {
                    row.extend(lines);
                }
            }
            (Shape::List { .. }, 3 | 4)
                if self.content.as_ref().is_some_and(|content| content.depth == self.depth + 1) =>
            {
                let lines = self.finish(writer);
                if let Some(items) = self.nested() {
                    items.extend(lines);
                }
            }
            _ => {}
        }
    }

    /// Running text, or something within it.
    fn inline(&mut self, writer: &mut Writer<'_>, range: &Range<usize>) {
        if let Some(content) = &mut self.content {
            content.range.end = content.range.end.max(range.end);
        } else if self.depth == 2 && self.parted().is_some() {
            self.open(writer, range.clone());
        }
    }

    fn open(&mut self, writer: &mut Writer<'_>, range: Range<usize>) {
        let (start, text) = (writer.piece(), writer.out.text.len());
        let (depth, stack) = (self.depth, writer.stack.len());
        self.content = Some(Content { depth, stack, lines: Vec::new(), start, text, hard: true, range });
    }

    fn line_break(&mut self, writer: &mut Writer<'_>, hard: bool, range: &Range<usize>) {
        let depth = self.depth;
        let whole = |content: &Content| content.depth == depth && content.stack == writer.stack.len();
        if self.content.as_ref().is_some_and(whole) {
            self.line(writer);
            self.next = Some(Next::Line { hard, at: range.end });
        }
    }

    /// The line of the running text ends here.
    fn line(&mut self, writer: &mut Writer<'_>) {
        let Some(content) = &mut self.content else { return };
        let chunks = content.start..writer.piece();
        let text = writer.out.text_from(content.text).into();
        let span = writer.span(trimmed(writer.source.text, &content.range));
        content.lines.push(Line { chunks, text, hard: content.hard, span });
    }

    /// The running text ends here.
    fn finish(&mut self, writer: &mut Writer<'_>) -> Option<Lines> {
        self.content.as_ref()?;
        writer.close_raw();
        self.line(writer);
        self.content.take().map(|content| content.lines)
    }

    /// The running text ends here and is a part of the item.
    fn finish_part(&mut self, writer: &mut Writer<'_>) {
        if self.parted().is_some()
            && let Some(lines) = self.finish(writer)
            && let Some(item) = &mut self.item
        {
            item.item.parts.push(Part::Text(lines));
        }
    }

    /// A block begins within an item.
    fn child(&mut self, writer: &mut Writer<'_>, warning: bool, list: bool) {
        self.finish_part(writer);
        if self.depth == 2
            && let Some(item) = self.parted()
        {
            writer.begin_block();
            item.child = Some(Child { start: writer.piece(), warning, items: list.then(Vec::new) });
        }
    }

    fn item_end(&mut self, writer: &mut Writer<'_>) {
        self.finish_part(writer);
        let Some(mut open) = self.item.take() else { return };
        if open.tangled {
            writer.close_raw();
            let text = writer.out.text_from(open.start.1).into();
            let span = writer.span(trimmed(writer.source.text, &open.range));
            let line = Line { chunks: open.start.0..writer.piece(), text, hard: true, span };
            open.item.parts = vec![Part::Text(vec![line])];
        }
        open.item.span = writer.span(trimmed(writer.source.text, &open.range));
        if let Some(OpenBlock { shape: Shape::List { items, .. }, .. }) = &mut self.block {
            items.push(open.item);
        }
    }

    fn after(&mut self, writer: &mut Writer<'_>, next: Next) {
        match next {
            Next::Item(range) => {
                self.item = Some(OpenItem {
                    item: Item::default(),
                    start: (writer.piece(), writer.out.text.len()),
                    stack: writer.stack.len(),
                    tangled: false,
                    child: None,
                    range,
                });
            }
            Next::Content(range) => self.open(writer, range),
            Next::Line { hard, at } => {
                if let Some(content) = &mut self.content {
                    (content.start, content.text) = (writer.piece(), writer.out.text.len());
                    (content.hard, content.range) = (hard, at..at);
                }
            }
            Next::Task { done, at } => {
                let Some(item) = self.parted().filter(|item| item.item.parts.is_empty()) else { return };
                item.item.task = Some(done);
                match &mut self.content {
                    Some(content) => {
                        (content.start, content.text) = (writer.piece(), writer.out.text.len());
                        content.range = at..at;
                    }
                    None => self.open(writer, at..at),
                }
            }
            Next::Child => self.child_end(writer),
            Next::Block => {
                let Some(block) = self.block.take() else { return };
                let chunks = block.start..writer.piece();
                let span = writer.span(trimmed(writer.source.text, &block.range));
                self.structure.blocks.push(Block { shape: block.shape, chunks, heading: block.heading, span });
            }
        }
    }

    fn child_end(&mut self, writer: &mut Writer<'_>) {
        let end = writer.piece();
        let Some(item) = &mut self.item else { return };
        let Some(child) = item.child.take() else { return };
        item.tangled |= writer.stack.len() != item.stack;
        let chunks = child.start..end;
        item.item.parts.push(match child.items {
            Some(items) => Part::List { chunks, items: Some(items) },
            None if child.warning => Part::Warning(chunks),
            None => Part::Other(chunks),
        });
    }
}

/// Whether `tag` stands in running text.
fn is_inline(tag: &Tag<'_>) -> bool {
    use Tag::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    matches!(tag, Emphasis | Strong | Strikethrough | Superscript | Subscript | Link { .. } | Image { .. })
}

/// Whether a tag of raw HTML is `<br>`.
fn is_break(html: &str) -> bool {
    let name = html.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    name.eq_ignore_ascii_case("br")
}

/// `range` without the blanks around it.
fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let inside = text.get(range.clone()).unwrap_or_default();
    let start = range.start + inside.len() - inside.trim_start().len();
    start..start + inside.trim().len()
}

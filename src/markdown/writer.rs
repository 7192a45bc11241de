//! From events to parts: the walk over the document, and what is open at each moment.
//!
//! Links, headings, code, tables, footnotes and raw HTML are written in files of their own, as further methods.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::SourcePath;
use crate::base::span::Span;

use super::Markdown;
use super::body::{Heading, Included, MarkdownOptions, RawLink, Section};
use super::code::CodeBlock;
use super::footnotes::Footnotes;
use super::headings::{Ids, OpenHeading};
use super::highlight::{Highlighter, PAGE_BYTES};
use super::include::Source;
use super::included::Before;
use super::links::OpenLink;
use super::output::Output;
use super::raw_html::RawHtml;
use super::record::Recorder;
use super::runs::{Run, Running, is_clean};
use super::tables::OpenTable;
use super::wiki;

/// Elements open at once; what is nested deeper is shown flat.
const DEPTH: usize = 100;

/// An open element.
pub(super) enum Open {
    /// Of Markdown, with what closes it; empty when it is shown flat.
    Markdown(&'static str),
    /// Of raw HTML. Closed with the Markdown around it at the latest.
    Raw { name: &'static str, link: Option<OpenLink> },
}

/// The state of the walk.
pub(super) struct Writer<'a> {
    /// What is being read: the page, or a file that it includes.
    pub(super) source: Source<'a>,
    /// The page's file.
    pub(super) page: &'a SourcePath,
    pub(super) before: Vec<Before<'a>>,
    pub(super) included: Vec<Included>,
    pub(super) options: MarkdownOptions,
    pub(super) highlighter: &'a Highlighter,
    pub(super) out: Output,
    pub(super) stack: Vec<Open>,
    /// How many of `stack` are Markdown's.
    pub(super) markdown_depth: usize,
    /// How many of them are paragraphs and headings.
    paragraphs: usize,
    pub(super) sections: Vec<Section>,
    pub(super) headings: Vec<Heading>,
    pub(super) heading: Option<OpenHeading>,
    pub(super) ids: Ids,
    pub(super) links: Vec<RawLink>,
    /// The next text is the name in a wikilink.
    pub(super) names_itself: bool,
    /// `None` is a link that is shown as text.
    pub(super) open_links: Vec<Option<OpenLink>>,
    pub(super) tables: Vec<OpenTable>,
    pub(super) code: Option<CodeBlock<'a>>,
    pub(super) highlight_budget: usize,
    pub(super) footnotes: Footnotes,
    pub(super) raw: RawHtml,
    /// How many images stand on the page so far.
    pub(super) images: usize,
    /// A task's box whose label is not yet known: the part and where its text starts.
    pub(super) task: Option<(usize, usize, bool)>,
    pub(super) run: Option<Run<'a>>,
    pub(super) running: Running,
    /// Notes lists and tables, for pages that ask for it.
    pub(super) recorder: Option<Box<Recorder>>,
    /// The source holds nothing that must be replaced or watched for in text.
    pub(super) clean: bool,
    /// A letter that turns the direction of text was told of.
    pub(super) direction_told: bool,
    pub(super) diags: Diags,
}

impl<'a> Writer<'a> {
    pub(super) fn new(source: Source<'a>, markdown: &'a Markdown) -> Self {
        Self {
            source,
            page: source.path,
            before: Vec::new(),
            included: Vec::new(),
            options: markdown.options,
            highlighter: &markdown.highlighter,
            out: Output::default(),
            stack: Vec::new(),
            markdown_depth: 0,
            paragraphs: 0,
            sections: vec![Section {
                heading: None,
                heading_chunks: 0..0,
                chunks: 0..0,
                text: Box::default(),
                joined: false,
            }],
            headings: Vec::new(),
            heading: None,
            ids: Ids::default(),
            links: Vec::new(),
            names_itself: false,
            open_links: Vec::new(),
            tables: Vec::new(),
            code: None,
            highlight_budget: PAGE_BYTES,
            footnotes: Footnotes::default(),
            raw: RawHtml::default(),
            images: 0,
            task: None,
            run: None,
            running: Running { braces: source.text.contains("{{"), ..Running::default() },
            recorder: None,
            clean: is_clean(source.text),
            direction_told: false,
            diags: Diags::new(),
        }
    }

    /// Writes one event that stands at `range` of the source.
    pub(super) fn write(&mut self, event: Event<'a>, range: Range<usize>) {
        if let Event::Text(mut text) = event {
            if std::mem::take(&mut self.names_itself) {
                text = wiki::label(text);
            }
            if self.recorder.is_some() {
                self.record(&Event::Text(CowStr::Borrowed("")), &range);
            }
            return self.text(text, range);
        }
        self.end_run();
        if self.recorder.is_some() {
            self.record(&event, &range);
            self.take(event, range);
            return self.recorded();
        }
        self.take(event, range);
    }

    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        if !matches!(event, Event::End(_) | Event::Html(_) | Event::InlineHtml(_) | Event::SoftBreak) {
            self.make_room();
        }
        self.running.begins |= matches!(event, Event::Start(Tag::TableCell));
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => self.inline_code(&text, range),
            Event::Html(html) => self.raw_block_line(&html, range),
            Event::InlineHtml(html) => self.raw_inline(&html, range),
            Event::SoftBreak => {
                self.out.html("\n");
                self.out.blank();
            }
            Event::HardBreak => {
                self.out.html("<br>\n");
                self.out.blank();
            }
            Event::Rule => {
                self.begin_block();
                self.out.html("<hr>\n");
                self.out.gap();
            }
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::TaskListMarker(done) => self.task_box(done),
            // Not asked for in the syntax, so never sent.
            Event::Text(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// The place of `range`, an offset into the text being read, in the page's file.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.included_at().unwrap_or_else(|| Span::new(range).shifted(self.source.base))
    }

    /// Tells of something on the page itself: what is wrong in another file is told where that is a page.
    pub(super) fn warn(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, hint: &str) {
        if self.included_at().is_some() {
            return;
        }
        let at = Label::at(self.page, self.span(range));
        self.diags.push(Diagnostic::new(code, at, message).hint(hint));
    }

    /// Whether an element opened now would be nested too deep.
    pub(super) fn is_deep(&self) -> bool {
        self.stack.len() >= DEPTH
    }

    /// Whether nothing is open.
    pub(super) fn is_outermost(&self) -> bool {
        self.stack.is_empty()
    }

    /// Opens an element of Markdown.
    pub(super) fn open(&mut self, html: &str, close: &'static str) {
        let deep = self.is_deep();
        self.out.html(if deep { "\n" } else { html });
        self.push(if deep { "" } else { close });
    }

    /// Opens an element that makes no sense without the one around it, and goes flat with it.
    pub(super) fn open_inside(&mut self, html: &str, close: &'static str) {
        let flat = matches!(self.stack.last(), Some(Open::Markdown("")));
        self.out.html(if flat { "\n" } else { html });
        self.push(if flat { "" } else { close });
    }

    /// Opens a list or the like, whose items must find room too.
    pub(super) fn open_around(&mut self, html: &str, close: &'static str) {
        let deep = self.stack.len() + 4 > DEPTH;
        self.out.html(if deep { "\n" } else { html });
        self.push(if deep { "" } else { close });
    }

    /// Notes that an element of Markdown is open, closed by `close`.
    pub(super) fn push(&mut self, close: &'static str) {
        self.stack.push(Open::Markdown(close));
        self.markdown_depth += 1;
        self.paragraphs += usize::from(holds_text(close));
    }

    /// Forgets the innermost element: nothing of it was written.
    pub(super) fn drop_open(&mut self) {
        if let Some(Open::Markdown(close)) = self.stack.pop() {
            self.markdown_depth -= 1;
            self.paragraphs -= usize::from(holds_text(close));
        }
    }

    /// Closes what is open up to and with the innermost element of Markdown.
    pub(super) fn close(&mut self) {
        self.close_raw();
        if let Some(Open::Markdown(close)) = self.stack.pop() {
            self.markdown_depth -= 1;
            self.paragraphs -= usize::from(holds_text(close));
            self.out.html(close);
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if self.out.muted > 0 {
            if matches!(tag, Tag::Image { .. }) {
                self.out.muted += 1;
            }
            return;
        }
        match tag {
            Tag::Paragraph => self.block("<p>", "</p>\n"),
            Tag::Heading { level, id, .. } => self.heading_start(level, id.as_deref(), range),
            Tag::BlockQuote(None) => self.block("<blockquote>\n", "</blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.alert_start(kind),
            Tag::CodeBlock(kind) => self.code_start(kind, range),
            Tag::HtmlBlock => self.raw_block_start(),
            Tag::List(first) => self.list_start(first),
            Tag::Item => {
                self.out.gap();
                self.open_inside("<li>", "</li>\n");
            }
            Tag::FootnoteDefinition(name) => self.footnote_start(&name),
            Tag::DefinitionList => {
                self.begin_block();
                self.open_around("<dl>\n", "</dl>\n");
            }
            Tag::DefinitionListTitle => {
                self.out.gap();
                self.open_inside("<dt>", "</dt>\n");
            }
            Tag::DefinitionListDefinition => {
                self.out.gap();
                self.open_inside("<dd>", "</dd>\n");
            }
            Tag::Table(alignments) => self.table_start(alignments, range),
            Tag::TableHead => self.table_head_start(),
            Tag::TableRow => self.table_row_start(),
            Tag::TableCell => self.table_cell_start(),
            Tag::Emphasis => self.open("<em>", "</em>"),
            Tag::Strong => self.open("<strong>", "</strong>"),
            Tag::Strikethrough => self.open("<del>", "</del>"),
            Tag::Superscript => self.open("<sup>", "</sup>"),
            Tag::Subscript => self.open("<sub>", "</sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link_start(link_type, &dest_url, &title, range),
            Tag::Image { dest_url, title, .. } => self.image_start(&dest_url, &title, range),
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => return self.image_end(),
            TagEnd::TableCell => return self.table_cell_end(),
            _ if self.out.muted > 0 => return,
            TagEnd::CodeBlock => return self.code_end(),
            TagEnd::HtmlBlock => return self.raw_block_end(),
            TagEnd::Heading(level) => return self.heading_end(level),
            TagEnd::Link => return self.link_end(),
            TagEnd::FootnoteDefinition => return self.footnote_end(),
            TagEnd::Table => return self.table_end(),
            TagEnd::TableHead => return self.table_head_end(),
            TagEnd::TableRow => return self.table_row_end(),
            TagEnd::MetadataBlock(_) => return,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => {
                self.task_label();
                self.out.gap();
            }
        }
        self.close();
    }

    /// Whether a paragraph or heading is open, which can hold no block.
    pub(super) fn in_paragraph(&self) -> bool {
        self.paragraphs > 0
    }

    pub(super) fn block(&mut self, html: &str, close: &'static str) {
        self.begin_block();
        self.open(html, close);
    }
}

fn holds_text(close: &str) -> bool {
    close.starts_with("</p") || close.starts_with("</h")
}

//! The value that Markdown becomes.

use std::fmt::Write as _;
use std::ops::Range;

use super::structure::Structure;
use crate::base::path::SourcePath;
use crate::base::picture::Size;
use crate::base::span::Span;
use crate::base::text::escape_into;

/// What changes how Markdown is read; part of the parse stage's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MarkdownOptions {
    /// Raw HTML goes through the allow-list; otherwise it is shown as text.
    pub html: bool,
    /// Fenced code is coloured by CSS classes; otherwise it is escaped only.
    pub highlight: bool,
}

impl Default for MarkdownOptions {
    fn default() -> Self {
        Self { html: true, highlight: true }
    }
}

/// Index into [`Body::links`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkIx(pub u32);

/// A piece of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chunk {
    /// Finished, safe HTML: these bytes of what was written.
    Html(Range<u32>),
    /// A hole inside a tag for one whole attribute, blank in front included: ` href="…"` or ` src="…"` by the link's
    /// kind, the latter with the picture's size where it is known, or nothing when the link may not lead anywhere (an `a` without `href` reads as plain text, an `img`
    /// without `src` as its alternative text).
    Attr(LinkIx),
    /// A hole for a word of the theme in the page's language, as text or within an attribute.
    Word(Word),
}

/// A word that stands in a body and that no author wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Above `> [!NOTE]`.
    Note,
    /// Above `> [!TIP]`.
    Tip,
    /// Above `> [!IMPORTANT]`.
    Important,
    /// Above `> [!WARNING]`.
    Warning,
    /// Above `> [!CAUTION]`.
    Caution,
    /// Of the link from a footnote back to where it is mentioned.
    Back,
}

impl Word {
    /// Every word, each with its key among the strings of a theme.
    pub const KEYS: [(Self, &'static str); 6] = [
        (Self::Note, "alert-note"),
        (Self::Tip, "alert-tip"),
        (Self::Important, "alert-important"),
        (Self::Warning, "alert-warning"),
        (Self::Caution, "alert-caution"),
        (Self::Back, "footnote-back"),
    ];
}

/// How every [`Word`] is said in one language, in the order of [`Word::KEYS`], not yet escaped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words<'a>(pub [&'a str; Word::KEYS.len()]);

/// What a hole stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// `href` of a link.
    Link,
    /// `href` of a wikilink: its target is a page's name, not a path ([`super::wiki_parts`]).
    Wiki,
    /// `src` of an image.
    Image,
}

/// A link or image as it was written, before anything is known about its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawLink {
    /// Link or image.
    pub kind: LinkKind,
    /// The target as written (entities resolved, `%20` not): `../visa.md#costs`, `https://…`, `mailto:…`.
    pub target: Box<str>,
    /// The plain text of a link to a document ([`crate::base::path::is_document`]), which is found by it; of others empty.
    pub text: Box<str>,
    /// An image of raw HTML whose author wrote how large it is shown.
    pub sized: bool,
    /// Where it is written, if that is in another file that the page includes.
    pub origin: Option<Box<Origin>>,
    /// The whole link in the text that was parsed; of one in another file the include that brings it here.
    pub span: Span,
}

/// A place in a file that a page includes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub path: SourcePath,
    /// The place in it.
    pub span: Span,
}

/// A file that a page includes, directly or through others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Included {
    /// The file.
    pub path: SourcePath,
    /// The first include on the page that brings it here.
    pub span: Span,
}

/// A heading, in order of appearance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// Unique in the body; as GitHub makes it, or as `{#id}` says.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// Its place in the text that was parsed; of one in another file the include that brings it here.
    pub span: Span,
}

/// A heading and what follows it up to the next heading; the first section has no heading and may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Index into [`Body::headings`].
    pub heading: Option<usize>,
    /// The chunks of the heading element itself, `<h2 …>…</h2>`.
    pub heading_chunks: Range<usize>,
    /// The chunks of what follows. Every section's HTML is balanced on its own, unless `joined`.
    pub chunks: Range<usize>,
    /// Plain text of what follows, blocks parted by line ends: what search indexes.
    pub text: Box<str>,
    /// An element opened before this section is still open: its HTML may not be shown apart from the section before.
    pub joined: bool,
}

/// An attribute to fill a hole with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attr<'a> {
    /// The address, not yet escaped.
    To(&'a str),
    /// The address of a picture, not yet escaped, and how large it is shown.
    Picture(&'a str, Size),
    /// No attribute at all.
    None,
}

/// A piece of running text in the file: no code, no address, no raw HTML, no heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its place in the whole file, as written there.
    pub span: Span,
    /// It begins a paragraph, a line of a list or a cell.
    pub begins: bool,
}

/// A term in a body, marked as a link to where it is explained.
#[derive(Clone, Copy, Debug)]
pub struct Marked<'a> {
    /// Where it stands ([`super::Mark::at`]).
    pub at: &'a Range<u32>,
    /// Where the link leads, not yet escaped.
    pub to: &'a str,
    /// What it means, not yet escaped.
    pub title: &'a str,
}

/// What a body is filled with.
#[derive(Clone, Copy, Debug)]
pub struct Filling<'a> {
    /// What fills its holes, by link.
    pub attrs: &'a [Attr<'a>],
    /// Its marks, in order.
    pub marks: &'a [Marked<'a>],
    /// What else is said in the page's language.
    pub words: Words<'a>,
}

/// Markdown, read. Never changes afterwards, and is held as long as its page: so its HTML is one text without room to
/// grow.
///
/// The chunks of [`Body::sections`] cover `chunks` without gap or overlap, in order: `heading_chunks` then `chunks` of
/// each section. Only headings outside quotes, lists and raw HTML start a section; all headings are in `headings`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The HTML of all chunks, one behind the other.
    pub(super) written: Box<str>,
    /// The HTML, in pieces.
    pub chunks: Vec<Chunk>,
    /// Every heading.
    pub headings: Vec<Heading>,
    /// The ids that raw HTML has in it, in order of their letters.
    pub raw_ids: Vec<Box<str>>,
    /// Every link and image.
    pub links: Vec<RawLink>,
    /// The body cut at its headings; never empty.
    pub sections: Vec<Section>,
    /// Every file that it includes, once.
    pub included: Vec<Included>,
    /// Its lists and tables, where whoever had it read asked for them.
    pub structure: Option<Box<Structure>>,
    /// Its running text, for whoever looks at how it is written: taken out before the page is kept.
    pub runs: Vec<Run>,
}

impl Body {
    /// The text of the `#` heading that the body begins with, if it does: the page's title where none is written.
    /// Its HTML is the whole of section 1's `heading_chunks`.
    pub fn lead_title(&self) -> Option<&str> {
        let [before, lead, ..] = self.sections.as_slice() else { return None };
        let heading = self.headings.get(lead.heading?)?;
        let first = before.chunks.is_empty() && before.text.is_empty();
        (first && heading.level == 1 && !heading.text.is_empty()).then_some(heading.text.as_str())
    }

    /// Whether both have the same headings, links and includes in the same order; where they stand may differ.
    pub fn looks_like(&self, other: &Self) -> bool {
        // Each field is named, so that a new one has to be thought of here. The structure is the page's own affair.
        let Self { written: _, chunks: _, headings, links, sections, included, structure: _, runs: _, raw_ids } = self;
        same(headings, &other.headings, |a, b| (a.level, &a.id, &a.text) == (b.level, &b.id, &b.text))
            && same(links, &other.links, |a, b| {
                (a.kind, &a.target, &a.text, a.sized, &a.origin) == (b.kind, &b.target, &b.text, b.sized, &b.origin)
            })
            && same(sections, &other.sections, |a, b| (a.heading, a.joined) == (b.heading, b.joined))
            && same(included, &other.included, |a, b| a.path == b.path)
            && self.lead_title() == other.lead_title()
            && *raw_ids == other.raw_ids
    }

    /// Lets go of the HTML; what search reads stays.
    pub fn forget_html(&mut self) {
        (self.written, self.chunks) = (Box::default(), Vec::new());
    }

    /// The HTML of `chunks[range]` with its holes for links filled by `fill`, those for words left empty.
    pub fn html<'a>(&self, range: Range<usize>, fill: impl Fn(LinkIx) -> Attr<'a>) -> String {
        self.write(range, 0, fill, &[], Words::default())
    }

    /// The HTML of `chunks[range]` without its first `skip` bytes, which are all of one chunk, filled with `filling`.
    pub fn filled(&self, range: Range<usize>, skip: u32, filling: Filling<'_>) -> String {
        let attr = |ix: LinkIx| filling.attrs.get(ix.0 as usize).copied().unwrap_or(Attr::None);
        self.write(range, skip, attr, filling.marks, filling.words)
    }

    fn write<'a>(
        &self,
        range: Range<usize>,
        mut skip: u32,
        fill: impl Fn(LinkIx) -> Attr<'a>,
        marks: &[Marked<'_>],
        Words(words): Words<'_>,
    ) -> String {
        let mut html = String::new();
        for chunk in self.chunks.get(range).unwrap_or_default() {
            match chunk {
                Chunk::Html(bytes) => {
                    let start = bytes.start.saturating_add(std::mem::take(&mut skip)).min(bytes.end);
                    self.write_marked(&mut html, start..bytes.end, marks);
                }
                Chunk::Attr(ix) => {
                    if let Some(link) = self.links.get(ix.0 as usize) {
                        fill_into(&mut html, link, fill(*ix));
                    }
                }
                Chunk::Word(word) => escape_into(&mut html, words.get(*word as usize).copied().unwrap_or_default()),
            }
        }
        html
    }

    /// Writes the HTML at `range` with those of `marks` that stand in it.
    fn write_marked(&self, html: &mut String, range: Range<u32>, marks: &[Marked<'_>]) {
        let written =
            |range: Range<u32>| self.written.get(range.start as usize..range.end as usize).unwrap_or_default();
        let mut done = range.start;
        let first = marks.partition_point(|mark| mark.at.start < range.start);
        let within = marks.get(first..).unwrap_or_default().iter().take_while(|mark| mark.at.end <= range.end);
        for Marked { at, to, title } in within {
            html.push_str(written(done..at.start));
            html.push_str("<a class=\"term\" href=\"");
            escape_into(html, to);
            html.push_str("\" title=\"");
            escape_into(html, title);
            html.push_str("\">");
            html.push_str(written((*at).clone()));
            html.push_str("</a>");
            done = at.end;
        }
        html.push_str(written(done..range.end));
    }
}

/// Whether two lists are as long as each other, and each two things in the same place `alike`.
fn same<T>(one: &[T], other: &[T], alike: impl Fn(&T, &T) -> bool) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
}

/// Writes what fills the hole of `link`.
fn fill_into(html: &mut String, link: &RawLink, attr: Attr<'_>) {
    let (to, size) = match attr {
        Attr::To(to) => (to, None),
        Attr::Picture(to, size) => (to, Some(size)),
        Attr::None => return,
    };
    html.push_str(match link.kind {
        LinkKind::Link | LinkKind::Wiki => " href=\"",
        LinkKind::Image => " src=\"",
    });
    escape_into(html, to);
    html.push('"');
    if let Some(Size { width, height }) = size.filter(|_| !link.sized) {
        // Writing to a text cannot fail.
        let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
    }
}

//! From the parser's events to the tree.
//!
//! Linear in the text: the first fault of the syntax or of a limit ends the reading, so that nesting stays bounded.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::{Fault, FaultKind, Key, MAX_DEPTH, Node, NodeKind, explain};
use crate::base::span::Span;
use crate::base::text::shown;

/// Refused values beyond so many findings are not listed: whoever writes many knows by the first ones.
const REFUSED_LISTED: usize = 5;

/// What reading gave.
pub(super) struct Outcome {
    /// The tree, if there is one to trust.
    pub node: Option<Node>,
    /// What was found on the way.
    pub faults: Vec<Fault>,
    /// Where and why the parser stopped early.
    pub stop: Option<Stop>,
}

/// Why the parser stopped.
pub(super) struct Stop {
    /// Byte of the text.
    pub at: usize,
    /// In the parser's own words.
    pub info: String,
}

/// Reads a text that is within the size limit; places are given as in the whole file, where it starts at `base`.
pub(super) fn read(text: &str, base: usize) -> Outcome {
    let mut builder = Builder { text, places: Places::of(text), base, ..Builder::default() };
    let mut stop = None;
    for event in Parser::new_from_str(text) {
        let taken = match event {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => {
                stop = Some(Stop { at: builder.places.at(*error.marker()), info: error.info().to_owned() });
                break;
            }
        };
        if let Err(fault) = taken {
            builder.refused = true;
            builder.faults.push(fault);
            break;
        }
    }
    let trusted = stop.is_none() && !builder.refused;
    let node = builder.root.filter(|root| trusted && root.kind != NodeKind::Null);
    Outcome { node, faults: builder.faults, stop }
}

#[derive(Default)]
struct Builder<'a> {
    text: &'a str,
    places: Places,
    base: usize,
    open: Vec<Open>,
    root: Option<Node>,
    faults: Vec<Fault>,
    /// Something was found that leaves no tree to trust.
    refused: bool,
}

/// A list or map that is not closed yet.
struct Open {
    start: usize,
    end: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map { entries: Vec<(Key, Node)>, seen: BTreeMap<String, Span>, key: Option<Key> },
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, place: saphyr_parser::Span) -> Result<(), Fault> {
        let (start, end) = (self.places.at(place.start), self.places.at(place.end));
        let span = self.span(start, end);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.check(span, anchor, tag.is_some());
                self.scalar(text.into_owned(), style, start, end)
            }
            Event::SequenceStart(anchor, tag) => {
                self.check(span, anchor, tag.is_some());
                self.open(Content::List(Vec::new()), start, end)
            }
            Event::MappingStart(anchor, tag) => {
                self.check(span, anchor, tag.is_some());
                self.open(Content::Map { entries: Vec::new(), seen: BTreeMap::new(), key: None }, start, end)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(start, end),
            Event::Alias(_) => {
                self.refuse(span, "an alias (`*name`) is not allowed here", "write the value out");
                self.push(Node { kind: NodeKind::Null, span }, end)
            }
            Event::DocumentStart(_) if self.root.is_some() => {
                Err(Fault::syntax(span, "a second YAML document starts here").hint("keep one document in a file"))
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                Ok(())
            }
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start..end).shifted(self.base)
    }

    fn refuse(&mut self, span: Span, message: &str, hint: &str) {
        self.refused = true;
        if self.faults.len() < REFUSED_LISTED {
            self.faults.push(Fault::syntax(span, message).hint(hint));
        }
    }

    fn check(&mut self, span: Span, anchor: usize, tagged: bool) {
        if anchor != 0 {
            self.refuse(span, "a value may not start with `&`", "if it is text, put the whole value in quotes");
        }
        if tagged {
            self.refuse(span, "a value may not start with `!`", "if it is text, put the whole value in quotes");
        }
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, start: usize, end: usize) -> Result<(), Fault> {
        let span = self.span(start, end);
        if let Some(letter) = text.chars().find(|letter| explain::is_forbidden(*letter)) {
            let message = format!("this text holds a control character (U+{:04X})", u32::from(letter));
            self.refuse(span, &message, "delete it");
        }
        if let Some(Open { content: Content::Map { seen, key: key @ None, .. }, .. }) = self.open.last_mut() {
            if let Some(first) = seen.get(&text) {
                let mut fault =
                    Fault::new(FaultKind::Duplicate, span, format!("the key `{}` is written twice", shown(&text)))
                        .hint("keep one of the two");
                fault.related = Some((*first, "the first one"));
                self.faults.push(fault);
            }
            *key = Some(Key { text, span });
            return Ok(());
        }
        let plain = style == ScalarStyle::Plain;
        let kind = if plain && text.is_empty() { NodeKind::Null } else { NodeKind::Scalar { text, plain } };
        self.push(Node { kind, span }, end)
    }

    fn open(&mut self, content: Content, start: usize, end: usize) -> Result<(), Fault> {
        if let Some(Open { content: Content::Map { key: None, .. }, .. }) = self.open.last() {
            return Err(explain::key_is_no_text(self.text, self.base, start));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(self.span(start, end)));
        }
        self.open.push(Open { start, end, content });
        Ok(())
    }

    fn close(&mut self, start: usize, end: usize) -> Result<(), Fault> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        // The end of a flow list is its bracket. A block has none: its event stands at the next token, far below.
        let bracket = self.text.get(start..end).is_some_and(|mark| mark.starts_with([']', '}']));
        let end = if bracket { end } else { open.end };
        let kind = match open.content {
            Content::List(items) => NodeKind::List(items),
            Content::Map { entries, .. } => NodeKind::Map(entries),
        };
        let span = self.span(open.start, end);
        self.push(Node { kind, span }, end)
    }

    fn push(&mut self, node: Node, end: usize) -> Result<(), Fault> {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        open.end = open.end.max(end);
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Map { entries, seen, key } => match key.take() {
                Some(key) if seen.contains_key(&key.text) => {}
                Some(key) => {
                    seen.insert(key.text.clone(), key.span);
                    entries.push((key, node));
                }
                None => return Err(Fault::syntax(node.span, "a key must be text")),
            },
        }
        Ok(())
    }
}

pub(super) fn too_deep(span: Span) -> Fault {
    Fault::new(FaultKind::Limit, span, format!("lists and maps are nested more than {MAX_DEPTH} deep"))
        .hint("if the value is text, put it in quotes")
}

/// The parser counts characters, files are counted in bytes.
#[derive(Default)]
struct Places {
    /// Byte offset of each character and of the end; empty where both counts agree.
    bytes: Vec<usize>,
    len: usize,
}

impl Places {
    fn of(text: &str) -> Self {
        let ends = std::iter::once(text.len());
        let bytes =
            if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).chain(ends).collect() };
        Self { bytes, len: text.len() }
    }

    fn at(&self, marker: Marker) -> usize {
        let at = marker.index();
        if self.bytes.is_empty() { at.min(self.len) } else { self.bytes.get(at).copied().unwrap_or(self.len) }
    }
}

//! Includes: `{{ include "path#heading" }}` as a line of its own stands for a section of another file.
//!
//! The walk goes on in the other file, so what is included is part of the page in every way: its headings get ids beside
//! the page's own and a level below the heading they stand under, its lists may be steps, its text is found. Links are
//! noted with the file they are written in. Which file a path names is for whoever gives the [`Library`] to say.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::headings::Ids;
use super::syntax;
use crate::base::code::Code;
use crate::base::path::SourcePath;
use crate::base::text::{decode_percent, github_slug, lower, nearest, shown};

/// How deep files may include each other.
const DEPTH: usize = 8;
/// Bytes of other files that are read for one page, as many as a page may have of its own.
const BYTES: usize = 8 * 1024 * 1024;

/// A text and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The text, without front matter.
    pub text: &'a str,
    /// Bytes of the file before it.
    pub base: usize,
    /// The file.
    pub path: &'a SourcePath,
}

/// The files that can be included.
pub trait Library {
    /// The Markdown file that `path`, written in the file `from`, names; `from` itself if it is empty.
    ///
    /// # Errors
    /// If it names none, or one that cannot be included.
    fn find(&self, from: &SourcePath, path: &str) -> Result<Source<'_>, Fault>;
}

/// Why something cannot be included.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Which rule is broken.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// What an include names, if `line` is one: `path#heading`.
pub fn include_line(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
    let named = inner.strip_prefix("include")?;
    named.starts_with(char::is_whitespace).then_some(())?;
    let named = named.trim();
    let quote = named.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let target = named.get(1..)?.strip_suffix(quote)?;
    (!target.contains(['"', '\'', '{', '}'])).then_some(target)
}

/// The file and the heading, if one is named, of what an include names.
pub fn include_parts(target: &str) -> (&str, Option<&str>) {
    match target.split_once('#') {
        Some((path, heading)) => (path, Some(heading).filter(|heading| !heading.is_empty())),
        None => (target, None),
    }
}

/// Takes the events of a page, those of what it includes among them.
pub(super) trait Sink<'a> {
    /// One event at `range` of the text being read.
    fn event(&mut self, event: Event<'a>, range: Range<usize>);
    /// What follows is read in `source`, included at `range` of the text being read.
    fn enter(&mut self, source: Source<'a>, range: Range<usize>);
    /// That text is over.
    fn leave(&mut self);
    /// The include at `range` of the text being read cannot be followed.
    fn fault(&mut self, fault: Fault, range: Range<usize>);
}

/// Walks through `source` and all that it includes from `library`; without a library includes are text.
pub(super) fn walk<'a>(source: Source<'a>, library: Option<&'a dyn Library>, sink: &mut impl Sink<'a>) {
    let mut walk = Walk { sink, library, open: Vec::new(), level: 1, bytes: 0, count: 0 };
    walk.file(Open { source, heading: None }, &Extent { range: 0..source.text.len(), shift: 0, lead: true });
}

struct Walk<'a, 's, S> {
    sink: &'s mut S,
    library: Option<&'a dyn Library>,
    /// What is being read, the page itself first.
    open: Vec<Open<'a>>,
    /// The level of the heading that the walk is under.
    level: u8,
    bytes: usize,
    /// How many files were included, which tells the footnotes of one from those of another.
    count: usize,
}

struct Open<'a> {
    source: Source<'a>,
    heading: Option<String>,
}

/// The part of a file that is read, and how.
struct Extent {
    range: Range<usize>,
    /// Added to the level of each heading.
    shift: i8,
    /// The title that the text may begin with belongs to it.
    lead: bool,
}

impl<'a, S: Sink<'a>> Walk<'a, '_, S> {
    fn file(&mut self, open: Open<'a>, extent: &Extent) {
        let source = open.source;
        let number = self.count;
        self.open.push(open);
        let (mut depth, mut reading, mut first) = (0_usize, true, true);
        let mut events = Parser::new_ext(source.text, syntax(source.text)).into_offset_iter();
        while let Some((event, range)) = events.next() {
            if depth == 0 {
                let note = matches!(event, Event::Start(Tag::FootnoteDefinition(_)));
                let title = matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
                reading = (note || extent.range.contains(&range.start)) && (extent.lead || !(first && title));
                first = false;
                if reading && matches!(event, Event::Start(Tag::Paragraph)) && self.includes(source, &range) {
                    // The paragraph is no more than its includes.
                    while events.next().is_some_and(|(event, _)| event != Event::End(TagEnd::Paragraph)) {}
                    continue;
                }
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if reading {
                let event = if number == 0 { event } else { placed(event, extent.shift, number) };
                if let (1, Event::Start(Tag::Heading { level, .. })) = (depth, &event) {
                    self.level = *level as u8;
                }
                self.sink.event(event, range);
            }
        }
        self.open.pop();
    }

    /// Follows the includes that the paragraph at `range` consists of; `false` if it says anything else.
    fn includes(&mut self, source: Source<'a>, range: &Range<usize>) -> bool {
        let Some(library) = self.library else { return false };
        let paragraph = source.text.get(range.clone()).unwrap_or_default();
        if !paragraph.starts_with("{{") {
            return false;
        }
        let mut lines = Vec::new();
        let mut start = range.start;
        for line in paragraph.split_inclusive('\n') {
            let Some(target) = include_line(line) else { return false };
            let end = start + line.trim_end().len();
            lines.push((target, start..end));
            start += line.len();
        }
        for (target, range) in lines {
            if let Err(fault) = self.include(library, source, target, &range) {
                self.sink.fault(fault, range);
            }
        }
        true
    }

    fn include(
        &mut self,
        library: &'a dyn Library,
        from: Source<'a>,
        target: &str,
        range: &Range<usize>,
    ) -> Result<(), Fault> {
        let too_much = || {
            let message = "what this includes is too deep or too long";
            limit(message, "include less, or write the text on the page itself")
        };
        if self.bytes > BYTES {
            return Err(too_much());
        }
        let (path, heading) = include_parts(target);
        let source = library.find(from.path, path)?;
        let heading = heading.map(|heading| decode_percent(heading).map_or(heading.to_owned(), String::from));
        let is_open = |open: &Open<'_>| open.source.path == source.path && open.heading == heading;
        if self.open.iter().any(is_open) {
            return Err(limit("this include comes back to itself", "take out one of the includes that lead back here"));
        }
        // Its front matter is read as well.
        self.bytes += source.base + source.text.len();
        if self.open.len() > DEPTH || self.bytes > BYTES {
            return Err(too_much());
        }
        let (range_there, base, lead) = match &heading {
            None => (0..source.text.len(), 1, false),
            Some(heading) => {
                let (range, level) = section(source, heading)?;
                (range, level, true)
            }
        };
        let shift = i8::try_from(self.level).unwrap_or(1) - base;
        self.count += 1;
        let level = self.level;
        self.sink.enter(source, range.clone());
        self.file(Open { source, heading }, &Extent { range: range_there, shift, lead });
        self.sink.leave();
        self.level = level;
        Ok(())
    }
}

/// The event of the file that is included as number `number` as it is meant on the page.
fn placed(event: Event<'_>, shift: i8, number: usize) -> Event<'_> {
    let note = |name: CowStr<'_>| format!("{name}-include-{number}").into();
    match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: shifted(level, shift), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(shifted(level, shift))),
        Event::Start(Tag::FootnoteDefinition(name)) => Event::Start(Tag::FootnoteDefinition(note(name))),
        Event::FootnoteReference(name) => Event::FootnoteReference(note(name)),
        event => event,
    }
}

fn limit(message: &str, hint: &str) -> Fault {
    Fault { code: Code::IncludeLoop, message: message.to_owned(), hint: hint.to_owned() }
}

/// `level` moved; what is included has no title of the page's rank.
fn shifted(level: HeadingLevel, shift: i8) -> HeadingLevel {
    if shift == 0 {
        return level;
    }
    let moved = (level as i8).saturating_add(shift).clamp(2, 6);
    HeadingLevel::try_from(usize::try_from(moved).unwrap_or(2)).unwrap_or(level)
}

/// A heading of a text that is looked through.
struct Found {
    id: String,
    text: String,
    level: i8,
    range: Range<usize>,
}

/// What stands below the heading with the id or the words `wanted`, up to the next of its rank, and that rank.
fn section(source: Source<'_>, wanted: &str) -> Result<(Range<usize>, i8), Fault> {
    let headings = headings(source.text);
    let words = lower(wanted.trim());
    let found = headings.iter().position(|heading| heading.id == wanted);
    let found = found.or_else(|| headings.iter().position(|heading| lower(heading.text.trim()) == words));
    let Some((found, behind)) = found.and_then(|at| headings.get(at..)?.split_first()) else {
        let message = format!("`{}` has no heading `#{}`", source.path.name(), shown(wanted));
        let hint = match nearest(wanted, headings.iter().map(|heading| heading.id.as_str())) {
            Some(nearest) => format!("did you mean `#{}`?", shown(nearest)),
            None => "name a heading of that file, or include it as a whole".to_owned(),
        };
        return Err(Fault { code: Code::IncludeMissing, message, hint });
    };
    let next = behind.iter().find(|heading| heading.level <= found.level);
    Ok((found.range.end..next.map_or(source.text.len(), |next| next.range.start), found.level))
}

/// The headings of a text that stand in nothing else, with the ids they have on their own page.
fn headings(text: &str) -> Vec<Found> {
    let mut headings: Vec<Found> = Vec::new();
    let mut ids = Ids::default();
    let mut open: Option<(Option<String>, Found)> = None;
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(text, syntax(text)).into_offset_iter() {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let found = Found { id: String::new(), text: String::new(), level: level as i8, range };
                open = Some((id.map(CowStr::into_string), found));
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((id, mut found)) = open.take().filter(|(_, found)| !found.text.is_empty()) {
                    found.id = ids.claim(&id.unwrap_or_else(|| github_slug(&found.text)));
                    if depth == 0 {
                        headings.push(found);
                    }
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, found)) = &mut open {
                    found.text.push_str(&text);
                }
            }
            _ => {}
        }
    }
    headings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_include_is_a_line_of_its_own_with_a_quoted_name() {
        for line in ["{{ include \"a.md#b\" }}", "  {{include 'a.md#b'}}\r\n", "{{  include   \"a.md#b\"}}"] {
            assert_eq!(include_line(line), Some("a.md#b"), "{line}");
        }
        for line in [
            "{{ include a.md }}",
            "{{ includes \"a\" }}",
            "{{include\"a\"}}",
            "x {{ include \"a\" }}",
            "{{ include \"a' }}",
        ] {
            assert_eq!(include_line(line), None, "{line}");
        }
    }

    #[test]
    fn a_section_ends_at_the_next_heading_of_its_rank() {
        let text = "# A\n\none\n\n## B\n\ntwo\n\n### C\n\nthree\n\n## B\n\n> ## D\n\nfour\n";
        let path = SourcePath::new("a.md");
        let part = |heading: &str| {
            let source = Source { text, base: 0, path: &path };
            section(source, heading).map(|(range, level)| (text[range].trim(), level))
        };
        assert_eq!(part("b").unwrap(), ("two\n\n### C\n\nthree", 2));
        assert_eq!(part("C").unwrap(), ("three", 3));
        assert_eq!(part("b-1").unwrap(), ("> ## D\n\nfour", 2));
        assert_eq!(part("cc").unwrap_err().hint, "name a heading of that file, or include it as a whole");
        assert!(part("d").is_err(), "it stands in a quote");
    }
}

//! Where a file's front matter ends and its text begins.
//!
//! Looks at lines only; what is between the fences is for [`crate::base::yaml`]. Authors come from other generators and
//! from word processors, so near misses are told apart from a plain rule (`---`) at the top of a text: what looks like
//! keys is never shown as text in silence.

use std::ops::Range;

use super::fields::is_field;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::SourcePath;
use crate::base::span::Span;

/// A file cut in two.
#[derive(Debug)]
pub(super) struct Split {
    /// The YAML between the fences.
    pub yaml: Option<Range<usize>>,
    /// The front matter with its fences; empty at the start when there is none.
    pub front: Span,
    /// Where the text begins.
    pub body: usize,
    /// There are fields that were not read: another format, a wrong fence, no end.
    pub unread: bool,
    /// What was found.
    pub diags: Diags,
}

impl Split {
    fn text_only() -> Self {
        Self { yaml: None, front: Span::default(), body: 0, unread: false, diags: Diags::new() }
    }

    fn unread(body: usize, diagnostic: Diagnostic) -> Self {
        Self { front: Span::new(0..body), body, unread: true, diags: vec![diagnostic], ..Self::text_only() }
    }
}

/// Cuts the text of the file `path`.
pub(super) fn split(text: &str, path: &SourcePath) -> Split {
    let Some(first) = lines(text, 0).find(|line| !line.text.trim().is_empty()) else { return Split::text_only() };
    let mark = first.text.trim_end();
    let at = Label::at(path, first.span());
    if mark == "---" {
        return yaml(text, path, &first);
    }
    if mark == "+++" {
        return toml(text, &first, at);
    }
    if let Some(end) = json_end(text, first.start) {
        return Split::unread(end, foreign(at, "JSON"));
    }
    let dashes = mark.chars().count() >= 2 && mark.chars().all(|letter| matches!(letter, '-' | '–' | '—'));
    let wrong_fence = dashes && lines(text, first.next).next().is_some_and(|line| is_key(line.text));
    if wrong_fence {
        let message = "these lines look like front matter, but the fence is not `---`";
        let found = Diagnostic::new(Code::FrontLike, at, message).hint("write exactly three dashes before and after");
        return Split { unread: true, diags: vec![found], ..Split::text_only() };
    }
    if lacks_first_fence(text, &first) {
        let message = "these lines look like front matter, but no `---` stands before them";
        let found = Diagnostic::new(Code::FrontLike, at, message).hint("write `---` as the first line of the file");
        return Split { unread: true, diags: vec![found], ..Split::text_only() };
    }
    Split::text_only()
}

fn yaml(text: &str, path: &SourcePath, first: &Line<'_>) -> Split {
    let at = Label::at(path, first.span());
    let end = lines(text, first.next).find(|line| matches!(line.text.trim_end(), "---" | "..."));
    let inside = text.get(first.next..end.as_ref().map_or(text.len(), |line| line.start)).unwrap_or_default();
    let below = lines(inside, 0).next().is_some_and(|line| is_key(line.text));
    let Some(end) = end else {
        if !below {
            return Split::text_only();
        }
        let found = Diagnostic::new(Code::FrontUnclosed, at, "the front matter has no end mark")
            .hint("write `---` on a line of its own after the last field");
        return Split::unread(text.len(), found);
    };
    if !is_front(inside) {
        return Split::text_only();
    }
    let mut diags = Diags::new();
    if first.start > 0 {
        let message = "the front matter does not start on the first line";
        diags.push(Diagnostic::new(Code::FrontLike, at, message).hint("delete the empty lines before `---`"));
    }
    Split {
        yaml: Some(first.next..end.start),
        front: Span::new(first.start..end.next),
        body: end.next,
        unread: false,
        diags,
    }
}

/// Whether lines between two `---` are fields rather than text between two rules: the first line that says something
/// is a key, or all stand close together and one is.
fn is_front(inside: &str) -> bool {
    let mut said = lines(inside, 0).filter(|line| !line.text.trim().is_empty());
    let Some(first) = said.clone().find(|line| !line.text.starts_with('#')) else { return !inside.contains("# ") };
    let opens_value = first.text.trim_start().starts_with(['{', '[', '&', '!', '%']);
    let close = inside.lines().all(|line| !line.trim().is_empty());
    is_key(first.text) || opens_value || (close && said.any(|line| is_key(line.text)))
}

fn toml(text: &str, first: &Line<'_>, at: Label) -> Split {
    let end = lines(text, first.next).find(|line| line.text.trim_end() == "+++");
    let fields = lines(text, first.next).next().is_some_and(|line| line.text.contains('='));
    match end {
        Some(end) => Split::unread(end.next, foreign(at, "TOML")),
        None if fields => {
            let message = "the front matter is TOML, which Guildhall does not read, and has no end mark";
            let found = Diagnostic::new(Code::FrontUnclosed, at, message);
            Split::unread(text.len(), found.hint("write the fields as `key: value` between two lines of `---`"))
        }
        None => Split::text_only(),
    }
}

fn foreign(at: Label, format: &str) -> Diagnostic {
    Diagnostic::new(Code::FrontForeign, at, format!("the front matter is {format}, which Guildhall does not read"))
        .hint("write the fields as `key: value` between two lines of `---`")
}

/// The end of a JSON object that starts at `start`, its line end included.
fn json_end(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    if !rest.strip_prefix('{')?.trim_start().starts_with('"') {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde::de::IgnoredAny>();
    values.next()?.ok()?;
    let end = start + values.byte_offset();
    lines(text, end).next().map_or(Some(end), |line| line.text.trim().is_empty().then_some(line.next))
}

/// Fields, then `---`, with no fence before them. Only names that Guildhall knows count: `Note: …` over `---` is a
/// heading.
fn lacks_first_fence(text: &str, first: &Line<'_>) -> bool {
    let known = |line: &Line<'_>| line.text.split_once(':').is_some_and(|(key, _)| is_field(key));
    known(first)
        && lines(text, first.start)
            .find(|line| line.text.trim().is_empty() || line.text.trim_end() == "---")
            .is_some_and(|line| line.text.trim_end() == "---")
}

/// Whether a line is `key:` or `key: value`, the key of one word.
fn is_key(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let key = key.trim_end().trim_matches(['"', '\'']);
    let word =
        !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.'));
    word && (value.is_empty() || value.starts_with([' ', '\t']))
}

/// A line without its end.
struct Line<'a> {
    start: usize,
    text: &'a str,
    /// Where the next line starts.
    next: usize,
}

impl Line<'_> {
    fn span(&self) -> Span {
        Span::new(self.start..self.start + self.text.trim_end().len())
    }
}

/// The lines from byte `from` on. A line ends at `\n`, `\r\n` or a lone `\r`.
fn lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> + Clone {
    let mut start = from;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let end = rest.get(len..).unwrap_or_default();
        let width = if end.starts_with("\r\n") { 2 } else { usize::from(!end.is_empty()) };
        let line = Line { start, text: rest.get(..len).unwrap_or_default(), next: start + len + width };
        start = line.next;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The YAML, the text and the findings.
    fn cut(text: &str) -> (Option<&str>, &str, Vec<Code>) {
        let split = split(text, &SourcePath::new("a.md"));
        let codes = split.diags.iter().map(|diag| diag.code).collect();
        (split.yaml.map(|yaml| &text[yaml]), &text[split.body..], codes)
    }

    #[test]
    fn fences_of_every_line_end_are_found() {
        assert_eq!(cut("---\na: 1\n---\nB\n"), (Some("a: 1\n"), "B\n", vec![]));
        assert_eq!(cut("---\r\na: 1\r\n---\r\nB"), (Some("a: 1\r\n"), "B", vec![]));
        assert_eq!(cut("---\ra: 1\r---\r\rB"), (Some("a: 1\r"), "\rB", vec![]));
        assert_eq!(cut("---  \na: 1\n...\nB"), (Some("a: 1\n"), "B", vec![]));
        assert_eq!(cut("---\n---\n"), (Some(""), "", vec![]));
        assert_eq!(cut("---\na: 1\n---"), (Some("a: 1\n"), "", vec![]));
        assert_eq!(cut("---\na: 1\n---\n---\nb: 2\n---\n"), (Some("a: 1\n"), "---\nb: 2\n---\n", vec![]));
    }

    #[test]
    fn comments_and_faulty_fields_are_front_matter_still() {
        assert_eq!(cut("---\n# c\n\na: 1\n---\n").0, Some("# c\n\na: 1\n"));
        assert_eq!(cut("---\ntitle x\nb: 1\n---\n").0, Some("title x\nb: 1\n"));
        assert_eq!(cut("---\n{a: 1}\n---\n").0, Some("{a: 1}\n"));
    }

    #[test]
    fn rules_are_no_front_matter() {
        for text in [
            "---\n\nSome words\n\nNote: x\n\n---\nB",
            "---\nwords\n",
            "# H\n\n---\ntitle: x\n---\n",
            "----\nwords\n",
            "+++\nwords\n",
            "{{ x }}\n",
            "{\"a\": \n",
            "Note: x\n---\n",
            "",
            " \n",
        ] {
            assert_eq!(cut(text), (None, text, vec![]), "{text:?}");
        }
    }

    #[test]
    fn near_misses_are_told() {
        for (text, code, body) in [
            ("\n\n---\na: 1\n---\nB", Code::FrontLike, "B"),
            ("----\na: 1\n----\nB", Code::FrontLike, "----\na: 1\n----\nB"),
            ("—-\na: 1\n—-\nB", Code::FrontLike, "—-\na: 1\n—-\nB"),
            ("title: x\ntags: y\n---\nB", Code::FrontLike, "title: x\ntags: y\n---\nB"),
            ("+++\na = 1\n+++\nB", Code::FrontForeign, "B"),
            ("{\"a\": {\"b\": 1}}\nB", Code::FrontForeign, "B"),
            ("---\na: 1\n\nB", Code::FrontUnclosed, ""),
            ("+++\na = 1\n\nB", Code::FrontUnclosed, ""),
        ] {
            let (_, rest, codes) = cut(text);
            assert_eq!((rest, codes), (body, vec![code]), "{text:?}");
        }
    }
}

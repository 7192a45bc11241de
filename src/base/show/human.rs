//! Findings for people: what is wrong, where, a frame of the source, what to do. Readable without colour.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::renderer::DEFAULT_LINE_NUM_STYLE;
use annotate_snippets::{Level, Renderer};

use super::super::code::Code;
use super::super::diag::{Diagnostic, Label, Severity};
use super::frame::Frame;
use super::{Files, Texts, visible};

/// Longest message or hint, in characters. Ours are far shorter; a template engine's may not be.
const MESSAGE: usize = 1000;

/// Draws findings, at most `limit`, the rest counted by code.
///
/// Where there are more, the worst are shown, so that no error hides behind warnings; the order stays as given.
/// Ends with a line end unless there is nothing to say.
pub fn human(diags: &[Diagnostic], texts: &dyn Texts, colour: bool, limit: usize) -> String {
    let mut worst_first: Vec<usize> = (0..diags.len()).collect();
    worst_first.sort_by_key(|index| (diags.get(*index).map(|diag| diag.severity), *index));
    let (shown, rest) = worst_first.split_at(limit.min(diags.len()));
    let mut shown = shown.to_vec();
    shown.sort_unstable();

    let mut out = String::new();
    let mut files = Files::new(texts);
    let pen = Pen { renderer: if colour { Renderer::styled() } else { Renderer::plain() }, colour };
    for diag in shown.iter().filter_map(|index| diags.get(*index)) {
        pen.finding(&mut out, diag, &mut files);
        out.push('\n');
    }
    let rest: Vec<Code> = rest.iter().filter_map(|index| diags.get(*index)).map(|diag| diag.code).collect();
    if !rest.is_empty() {
        out.push_str(&counted(&rest));
    }
    out
}

/// "and 312 more: link-missing 200, key-unknown 112", the most frequent first.
fn counted(codes: &[Code]) -> String {
    let mut counts = BTreeMap::new();
    for code in codes {
        *counts.entry(*code).or_insert(0_usize) += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(code, count)| (Reverse(*count), *code));
    let words: Vec<_> = counts.iter().map(|(code, count)| format!("{} {count}", code.word())).collect();
    format!("and {} more: {}\n", codes.len(), words.join(", "))
}

/// How findings are drawn.
struct Pen {
    renderer: Renderer,
    colour: bool,
}

impl Pen {
    fn finding(&self, out: &mut String, diag: &Diagnostic, files: &mut Files<'_>) {
        let title = level(diag.severity).primary_title(text(&diag.message)).id(diag.code.word());
        out.push_str(&self.renderer.render(&[annotate_snippets::Group::with_title(title)]));
        out.push('\n');

        let places = || diag.labels();
        let gutter = places().filter_map(|label| line_of(label, files)).max().map_or(1, digits);
        for (index, label) in places().enumerate() {
            let arrow = if index == 0 { "-->" } else { ":::" };
            let frame = Frame { level: level(diag.severity), primary: index == 0, label: &label.text };
            self.place(out, label, files, &Margin { arrow, gutter }, frame);
        }
        if let Some(hint) = &diag.hint {
            let blank = " ".repeat(gutter);
            let _ = writeln!(out, "{blank} {} help: {}", self.dim("="), text(hint));
        }
    }

    /// The line that names a place, and its frame.
    fn place(&self, out: &mut String, label: &Label, files: &mut Files<'_>, margin: &Margin, frame: Frame<'_>) {
        let path = visible(label.path.as_str());
        let blank = " ".repeat(margin.gutter);
        let arrow = self.dim(margin.arrow);
        let (Some(span), Some(lines)) = (label.span, files.lines(&label.path)) else {
            let word = if label.text.is_empty() { String::new() } else { format!(": {}", visible(&label.text)) };
            let _ = writeln!(out, "{blank}{arrow} {path}{word}");
            return;
        };
        let place = lines.place(span.start);
        let _ = writeln!(out, "{blank}{arrow} {path}:{}:{}", place.line, place.col);
        // A frame knows only its own line number; frames of one finding share the widest gutter.
        let shift = " ".repeat(margin.gutter.saturating_sub(digits(place.line)));
        for line in frame.draw(lines, span, &self.renderer).lines() {
            let _ = writeln!(out, "{shift}{}", line.trim_end());
        }
    }

    fn dim(&self, mark: &str) -> String {
        let style = DEFAULT_LINE_NUM_STYLE;
        if self.colour { format!("{style}{mark}{style:#}") } else { mark.to_owned() }
    }
}

/// What stands left of a place.
struct Margin {
    arrow: &'static str,
    gutter: usize,
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::SiteError | Severity::PageError => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    }
}

fn line_of(label: &Label, files: &mut Files<'_>) -> Option<usize> {
    let span = label.span?;
    files.lines(&label.path).map(|lines| lines.place(span.start).line)
}

fn digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// A message or hint, cut and made safe.
fn text(message: &str) -> String {
    match message.char_indices().nth(MESSAGE) {
        Some((at, _)) => visible(message.get(..at).unwrap_or_default()) + "…",
        None => visible(message),
    }
}

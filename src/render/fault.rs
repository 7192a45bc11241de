//! The engine's errors as findings, at the line of the template that has to change.
//!
//! tera reports a fault in one of three ways: with a place, as a finished text with one report below the other, or by
//! the names of templates only. A fault inside an embedded template is the doing of what the site lays over it, so it is
//! shown there.

use tera::ErrorKind;

use super::theme::Theme;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::span::{Span, line_col};
use crate::base::text::nearest;

/// Every template of the site or its theme that cannot be parsed: one finding each, which is all the parser gives.
pub(super) fn syntax(theme: &Theme) -> Diags {
    let mut faults = Diags::new();
    for (name, template) in theme.templates.iter().filter(|(_, template)| template.source.is_some()) {
        // A fresh engine knows no other template, so only syntax can be judged here.
        let result = tera::Tera::default().add_raw_template(name, &template.text);
        if let Err(error) = result
            && let ErrorKind::SyntaxError(report) = error.kind()
        {
            faults.push(reported(report.message(), name, Some(span(report.span())), theme, Code::TemplateSyntax));
        }
    }
    faults
}

/// Everything that `error` says.
pub(super) fn all(error: &tera::Error, theme: &Theme, code: Code) -> Diags {
    match error.kind() {
        ErrorKind::Msg(text) if text.starts_with("error: ") => {
            reports(text, theme).into_iter().map(|found| found.into_diagnostic(theme, code)).collect()
        }
        _ => vec![first(error, theme, code)],
    }
}

/// The first thing that `error` says.
pub(super) fn first(error: &tera::Error, theme: &Theme, code: Code) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            reported(report.message(), report.filename(), Some(span(report.span())), theme, code)
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template `{parent}` to extend");
            named(&message, current, parent, theme, code)
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let next = inheritance_chain.first().map_or(tpl.as_str(), String::as_str);
            let message = format!("this template extends itself, by way of {}", list(inheritance_chain));
            named(&message, tpl, next, theme, code)
        }
        ErrorKind::CircularInclude { include_chain, .. } => {
            let current = include_chain.first().map_or("", String::as_str);
            let next = include_chain.get(1).map_or("", String::as_str);
            named(
                &format!("this template includes itself, by way of {}", list(include_chain)),
                current,
                next,
                theme,
                code,
            )
        }
        _ => Diagnostic::new(code, overriding(theme), plain(&error.to_string()).0),
    }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A fault known by the names of two templates: shown where the first names the second.
fn named(message: &str, current: &str, other: &str, theme: &Theme, code: Code) -> Diagnostic {
    let plain_name = super::theme::PREFIXES.iter().find_map(|prefix| other.strip_prefix(prefix)).unwrap_or(other);
    let text = theme.templates.get(current).map_or("", |template| &*template.text);
    let quoted = |name: &str| ['"', '\''].iter().find_map(|quote| text.find(&format!("{quote}{name}{quote}")));
    let place = quoted(other).map(|at| at..at + other.len() + 2);
    let place = place.or_else(|| quoted(plain_name).map(|at| at..at + plain_name.len() + 2));
    reported(message, current, place.map(Span::new), theme, code)
}

fn span(span: &tera::Span) -> Span {
    Span::new(span.range.clone())
}

/// A finding with tera's words, at the template they are about.
fn reported(message: &str, template: &str, span: Option<Span>, theme: &Theme, code: Code) -> Diagnostic {
    let (message, hint) = plain(message);
    let found = theme.templates.get(template);
    let mut diag = if let Some(path) = found.and_then(|template| template.source.as_ref()) {
        Diagnostic::new(code, Label { path: path.clone(), span, text: String::new() }, message)
    } else {
        let line = found.zip(span).map_or(1, |(template, span)| line_col(&template.text, span.start).line);
        let message = format!("the built-in template `{template}` fails at line {line}: {message}");
        Diagnostic::new(code, overriding(theme), message)
    };
    diag.hint = hint;
    diag
}

/// The template most likely to be at fault when an embedded one fails: the site's base, else its first.
fn overriding(theme: &Theme) -> Option<Label> {
    let mut overrides = theme.templates.iter().filter_map(|(name, template)| Some((name, template.source.as_ref()?)));
    let base = overrides.clone().find(|(name, _)| name.ends_with("base.html"));
    base.or_else(|| overrides.next()).map(|(_, path)| Label::file(path))
}

/// A hint lists at most so many names; of more only the nearest is worth showing.
const NAMES_LISTED: usize = 40;

/// tera's words in our manner: lower-case start, no full stop, no control characters, and what there is as a hint.
fn plain(message: &str) -> (String, Option<String>) {
    let clean: String = message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let (what, available) = match clean.split_once(". Available ") {
        Some((what, available)) => (what, available.split_once(": ").map(|(_, names)| names)),
        None => (clean.as_str(), None),
    };
    let what = what.trim().trim_end_matches('.');
    if let Some(found) = misplaced(what) {
        return found;
    }
    let mut letters = what.chars();
    let start: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    (start + letters.as_str(), available.and_then(|names| hint(what, names)))
}

/// What the parser says when something else stands where a template goes on, or nothing.
fn misplaced(what: &str) -> Option<(String, Option<String>)> {
    if what == "Unexpected end of input" {
        let hint = "close each `{% if … %}`, `{% for … %}` and `{% block … %}` with an `{% end… %}` of its own";
        return Some(("the template ends while something in it is still open".to_owned(), Some(hint.to_owned())));
    }
    let (found, expected) = what.strip_prefix("Found ")?.split_once(" but expected ")?;
    let expected = expected.strip_prefix("one of: ").unwrap_or(expected);
    let close = ["}}", "%}"].into_iter().find(|close| expected.trim_matches('`') == *close);
    let hint = close.map(|close| format!("write `{close}` in front of it, or correct what stands before"));
    let expected = close.map_or_else(|| expected.to_owned(), |close| format!("`{close}`"));
    Some((format!("{found} stands where a template needs {expected}"), hint))
}

/// What to write instead of the name that `what` quotes, out of `names`.
fn hint(what: &str, names: &str) -> Option<String> {
    let quoted = what.split('`').nth(1).unwrap_or_default();
    let wanted = quoted.rsplit('/').next().unwrap_or_default();
    let listed = || names.split(", ");
    if let Some(near) = nearest(wanted, listed()) {
        return Some(format!("did you mean `{near}`?"));
    }
    (listed().count() <= NAMES_LISTED).then(|| format!("use one of: {names}"))
}

/// One report of a finished text.
struct Found<'a> {
    message: &'a str,
    template: &'a str,
    line: usize,
    col: usize,
}

impl Found<'_> {
    fn into_diagnostic(self, theme: &Theme, code: Code) -> Diagnostic {
        let text = theme.templates.get(self.template).map_or("", |template| &*template.text);
        let start: usize = text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum();
        let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let col: usize = line.chars().take(self.col.saturating_sub(1)).map(char::len_utf8).sum();
        let span = Span::new(start + col..start + line.trim_end().len().max(col));
        reported(self.message, self.template, Some(span), theme, code)
    }
}

/// The reports in a text that tera made of them: `error: MESSAGE`, then `--> TEMPLATE:LINE:COL`, then a frame.
fn reports<'a>(text: &'a str, theme: &Theme) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let Some(place) = lines.peek().and_then(|next| next.trim_start().strip_prefix("--> ")) else { continue };
        let mut parts = place.rsplitn(3, ':');
        let mut number = || parts.next().and_then(|part| part.parse().ok()).unwrap_or(1);
        let (col, line) = (number(), number());
        let template = parts.next().unwrap_or_default();
        if theme.templates.contains_key(template) {
            found.push(Found { message, template, line, col });
        }
    }
    found
}

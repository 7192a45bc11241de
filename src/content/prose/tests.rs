use super::{Source, look};
use crate::base::diag::{Diagnostic, Diags};
use crate::base::path::SourcePath;
use crate::markdown::{self, Markdown};

/// What is found in a page whose body is `text`, behind front matter, and the acronyms that it leaves unexplained.
fn looked_at(text: &str) -> (String, Diags, Vec<String>) {
    const FRONT: &str = "---\ntitle: Ä\n---\n";
    let path = SourcePath::new("content/a.md");
    let whole = format!("{FRONT}{text}");
    let (mut body, _) =
        Markdown::default().parse(markdown::Source { text, base: FRONT.len(), path: &path }, None, false);
    let mut diags = Diags::new();
    let acronyms = look(Source { path: &path, text: &whole, body: FRONT.len() }, &mut body, &mut diags);
    assert!(body.runs.is_empty());
    for acronym in &acronyms {
        assert_eq!(whole.get(acronym.span.within(&whole)), Some(&*acronym.value));
    }
    (whole, diags, acronyms.into_iter().map(|acronym| acronym.value.into()).collect())
}

pub(super) fn found(text: &str) -> Diags {
    looked_at(text).1
}

pub(super) fn acronyms(text: &str) -> Vec<String> {
    looked_at(text).2
}

/// The text that each finding marks.
pub(super) fn marked(text: &str) -> Vec<String> {
    let (whole, diags, _) = looked_at(text);
    let mark = |diag: &Diagnostic| {
        let span = diag.at.as_ref().and_then(|at| at.span)?;
        whole.get(span.within(&whole)).map(str::to_owned)
    };
    diags.iter().filter_map(mark).collect()
}

#[test]
fn a_plain_page_has_nothing_to_tell() {
    let text = "# Lost badge\n\nAsk the desk. It opens at 8.\n\n## Costs\n\n1. Pay 25 EUR.\n";
    assert_eq!(looked_at(text).1, []);
}

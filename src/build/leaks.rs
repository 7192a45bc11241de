//! Includes that would show a text to readers whom it is not for.

use std::collections::HashMap;

use super::Inputs;
use super::parse::Page;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::SourcePath;
use crate::content::front::Audience;

/// Looks at every include of every page, whoever this build is for. A page that includes a text whose audience cannot be
/// known is withheld; one with a text for fewer readers than its own stops the build.
pub(super) fn leaks(pages: &[Page], inputs: &Inputs) -> Diags {
    let including = || pages.iter().map(|page| &page.parsed.doc).filter(|doc| !doc.body.included.is_empty());
    if including().next().is_none() {
        return Diags::new();
    }
    let audiences: HashMap<&SourcePath, &Audience> =
        pages.iter().map(|page| (&page.parsed.doc.path, &page.parsed.doc.front.common.audience)).collect();
    let all = &inputs.config.audiences;
    let mut diags = Diags::new();
    for doc in including() {
        for included in &doc.body.included {
            let at = Label::at(&doc.path, included.span);
            let found = match audiences.get(&included.path) {
                Some(Audience::Unknown) | None => {
                    let message = "the front matter of what this includes cannot be read";
                    Diagnostic::new(Code::IncludeMissing, at, message).hint("mend that file first")
                }
                Some(other) if is_wider(&doc.front.common.audience, other, all) => {
                    let message = "this page has readers who may not read what it includes";
                    let hint = "narrow the `audience` of this page, or include a text that is for all its readers";
                    Diagnostic::new(Code::AudienceLeak, at, message).hint(hint)
                }
                Some(_) => continue,
            };
            diags.push(found);
        }
    }
    diags
}

/// Whether somebody may read a page for `page` but not one for `other`.
fn is_wider(page: &Audience, other: &Audience, all: &[String]) -> bool {
    let readers = match page {
        Audience::All => all,
        Audience::Only(readers) => readers,
        Audience::Unknown => return false,
    };
    match other {
        Audience::Only(may) => readers.iter().any(|reader| !may.contains(reader)),
        Audience::All | Audience::Unknown => false,
    }
}

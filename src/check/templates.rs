//! Templates that pages ask for.

use super::{Subject, on};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags};
use crate::base::text;

/// A page whose template does not exist cannot be shown as its author meant it.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    for page in &subject.catalog.pages {
        let Some(template) = &page.doc.front.common.template else { continue };
        if !(subject.has_template)(&template.value) {
            let at = on(page, template.span);
            let message = format!("there is no template `{}`", text::shown(&template.value));
            let hint = "put it into the folder `templates/`, or take the line out";
            diags.push(Diagnostic::new(Code::TemplateMissing, at, message).hint(hint));
        }
    }
}

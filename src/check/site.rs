//! The site as a whole.

use super::Subject;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags};

/// A site without a page is published as its home page alone: more often a wrong folder than a wish.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    if subject.is_empty {
        let message =
            format!("the folder `{0}` holds no page to show, so the site is a home page alone", subject.content);
        let hint = format!("write `{}/index.md`, or correct `content:` in guildhall.yaml", subject.content);
        diags.push(Diagnostic::new(Code::SiteEmpty, None, message).hint(hint));
    }
}

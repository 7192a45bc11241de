//! The site as a whole.

use super::Subject;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags};

/// A site without a page is published as its home page alone: more often a wrong folder than a wish.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    if subject.is_empty {
        let content = &subject.config.content;
        let message = format!("the folder `{content}` holds no page to show, so the site is a home page alone");
        let hint = format!("write `{content}/index.md`, or correct `content:` in guildhall.yaml");
        diags.push(Diagnostic::new(Code::SiteEmpty, None, message).hint(hint));
    }
}

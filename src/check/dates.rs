//! Dates that only make sense against today.

use super::Subject;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};

/// A page dated ahead is published all the same: nothing here waits for a day without being told.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    for page in &subject.catalog.pages {
        let Some(published) = page.doc.front.common.published.filter(|date| *date > subject.today) else { continue };
        let at = Label::at(&page.doc.path, page.doc.front.span);
        let message = format!("the page is dated {published}, which lies ahead; it is published now");
        let hint = "correct `date`, or write `status: draft` until it may be read";
        diags.push(Diagnostic::new(Code::DateFuture, at, message).hint(hint));
    }
}

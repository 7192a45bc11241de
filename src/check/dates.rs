//! Dates that only make sense against today.

use super::{Subject, on};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags};

/// A page dated ahead is published all the same: nothing here waits for a day without being told.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    for page in &subject.catalog.pages {
        let published = page.doc.front.common.published.as_ref();
        let Some(published) = published.filter(|date| date.value > subject.today) else { continue };
        let at = on(page, published.span);
        let message = format!("the page is dated {}, which lies ahead; it is published now", published.value);
        let hint = "correct `date`, or write `status: draft` until it may be read";
        diags.push(Diagnostic::new(Code::DateFuture, at, message).hint(hint));
    }
}

//! Pages whose day has come: for a review, or to go.

use super::{Subject, on};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags};
use crate::content::front::Status;

/// A page without `reviewed` says nothing about its age and is left alone; an archived one is not kept up any more.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    for page in &subject.catalog.pages {
        let common = &page.doc.front.common;
        if common.status == Status::Archived {
            continue;
        }
        if let (Some(due), Some(reviewed)) = (common.review_due(), &common.reviewed)
            && due < subject.today
        {
            let message = format!("the review of this page was due on {due}");
            let hint = "read it, mend what is wrong, and write today's date as `reviewed`";
            let at = on(page, reviewed.span);
            diags.push(Diagnostic::new(Code::ReviewOverdue, at, message).hint(hint));
        }
        if let (Some(day), Some(expires)) = (common.expired(subject.today), &common.expires) {
            let message = format!("this page expired on {day}; readers are told so");
            let hint = "delete it, write `status: archived`, or give it a later day";
            let at = on(page, expires.span);
            diags.push(Diagnostic::new(Code::PageExpired, at, message).hint(hint));
        }
    }
}

//! Pages that nothing leads to.
//!
//! Folders, tags and the list from A to Z hold every page but archived ones, so only these can be lost: those that no page
//! links to and that name no successor. Whoever still has their address finds a page that leads nowhere.

use super::Subject;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::content::front::Status;

pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    let catalog = subject.catalog;
    for ((ix, page), linking) in catalog.indexed().zip(&catalog.backlinks) {
        let common = &page.doc.front.common;
        let archived = common.status == Status::Archived && !page.withheld;
        let reached = || linking.iter().any(|from| *from != ix && !catalog.page(*from).withheld);
        if archived && common.replaced_by.is_none() && !reached() {
            let message = "this page is archived, so no list holds it, and no page links to it";
            let hint = "name what took its place in `replaced_by`, link to it, or delete it";
            let at = Label::file(&page.doc.path);
            diags.push(Diagnostic::new(Code::PageUnreachable, at, message).hint(hint));
        }
    }
}

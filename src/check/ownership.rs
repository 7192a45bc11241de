//! Who answers for pages, and whether they are still here.

use super::Subject;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::text::shown;
use crate::catalog::people::{Role, named};
use crate::content::kind::Kind;

/// Somebody who left can't answer for anything. Their credits stay.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    for page in &subject.catalog.pages {
        for (role, id) in named(page).filter(|(role, _)| !matches!(role, Role::Credit | Role::Member | Role::Team)) {
            let Some(person) = subject.catalog.person(&id.value, page.language) else { continue };
            let person = subject.catalog.page(person);
            let Kind::Person(kind) = &person.doc.front.kind else { continue };
            let Some(left) = kind.left.filter(|_| kind.has_left(subject.today)) else { continue };
            let message = format!("`{}` names {}, who left on {left}", role.field(), shown(&person.title));
            let hint = "name somebody who is still here, or a team";
            diags.push(Diagnostic::new(Code::OwnerLeft, Label::at(&page.doc.path, id.span), message).hint(hint));
        }
    }
}

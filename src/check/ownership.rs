//! Who answers for pages, and whether they are still here.

use super::Subject;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::text::shown;
use crate::catalog::people::{Role, named};
use crate::content::kind::Kind;

pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    left(subject, diags);
    missing(subject, diags);
}

/// A page that is to be reviewed has somebody who does it, and a community somebody who leads it. Said only where the site
/// names such people at all: a small site whose readers all know whom to ask need not.
fn missing(subject: &Subject<'_>, diags: &mut Diags) {
    let catalog = subject.catalog;
    let answers = |role| matches!(role, Role::Owner | Role::Lead | Role::Sponsor);
    if !catalog.pages.iter().any(|page| named(page).any(|(role, _)| answers(role))) {
        return;
    }
    for (ix, page) in catalog.indexed().filter(|(ix, _)| catalog.is_listed(*ix)) {
        let common = &page.doc.front.common;
        let (message, hint) = match &page.doc.front.kind {
            Kind::Community(kind) if kind.external.is_none() && kind.stage != Some("closed") => {
                let led = !kind.lead.is_empty() || !kind.team.is_empty() || common.owner.is_some();
                if led {
                    continue;
                }
                ("nobody is named who leads this community", "name a person or a team, as in `lead: safety-desk`")
            }
            Kind::Faq(_) | Kind::JobAid(_) | Kind::Page | Kind::Path(_) => {
                let opens_folder = catalog.folder(page.folder).page == Some(ix);
                if common.review_every.is_none() || common.owner.is_some() || opens_folder {
                    continue;
                }
                (
                    "this page is to be reviewed, but nobody answers for it",
                    "name a person or a team, as in `owner: safety-desk`",
                )
            }
            _ => continue,
        };
        let at = Label::file(&page.doc.path);
        diags.push(Diagnostic::new(Code::OwnerMissing, at, message).hint(hint));
    }
}

/// Somebody who left can't answer for anything. Their credits stay.
fn left(subject: &Subject<'_>, diags: &mut Diags) {
    for page in &subject.catalog.pages {
        for (role, id) in named(page).filter(|(role, _)| !matches!(role, Role::Credit | Role::Member | Role::Team)) {
            let Some(person) = subject.catalog.person(&id.value, page.language) else { continue };
            let person = subject.catalog.page(person);
            let Kind::Person(kind) = &person.doc.front.kind else { continue };
            let Some(left) = kind.left.filter(|_| kind.has_left(subject.today)) else { continue };
            let message = format!("`{}` names {}, who left on {left}", role.field(), shown(&person.title));
            let hint = "name somebody who is still here, or a team";
            diags.push(
                Diagnostic::new(Code::OwnerLeft, subject.written(page, role.field(), id.span), message).hint(hint),
            );
        }
    }
}

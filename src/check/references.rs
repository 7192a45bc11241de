//! Relations by id: owner, communities, related pages.

use super::Subject;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::span::Spanned;
use crate::base::text;
use crate::catalog::Page;
use crate::content::kind::Kind;

/// An id that no page has. Credits are left out: they may be plain names.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    let mut ids = None;
    for page in &subject.catalog.pages {
        for (field, id) in relations(page) {
            if subject.catalog.by_id(&id.value, None, page.language).is_some() {
                continue;
            }
            let at = Label::at(&page.doc.path, id.span);
            if subject.catalog.is_hidden(&id.value) {
                let message = format!("`{field}` names a page that readers of this page cannot open");
                let hint = "take the id out, or widen the audience of the page it names";
                diags.push(Diagnostic::new(Code::LinkWithheld, at, message).hint(hint));
                continue;
            }
            let ids = ids.get_or_insert_with(|| subject.catalog.ids());
            let message = format!("`{field}` names `{}`, but no page has that id", text::shown(&id.value));
            let hint = match text::nearest(&id.value, ids.iter().copied()) {
                Some(nearest) => format!("did you mean `{}`?", text::shown(nearest)),
                None => "an id is a page's `id`, or its file's name without the ending".to_owned(),
            };
            diags.push(Diagnostic::new(Code::ReferenceMissing, at, message).hint(hint));
        }
    }
}

fn relations(page: &Page) -> Vec<(&'static str, &Spanned<String>)> {
    let common = &page.doc.front.common;
    let mut relations = Vec::new();
    relations.extend(common.owner.iter().map(|id| ("owner", id)));
    relations.extend(common.backup.iter().map(|id| ("backup", id)));
    relations.extend(common.communities.iter().map(|id| ("communities", id)));
    relations.extend(common.related.iter().map(|id| ("related", id)));
    relations.extend(common.replaced_by.iter().map(|id| ("replaced_by", id)));
    if let Kind::Faq(faq) = &page.doc.front.kind {
        relations.extend(faq.replaces.iter().map(|id| ("replaces", id)));
    }
    relations
}

//! Ids: what relations call a page.

use std::collections::HashMap;

use super::{Catalog, PageIx, address};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::SourcePath;
use crate::base::text;

/// What relations call the page of a file that says nothing of it: the file's name, its folder's if it opens that.
pub(super) fn default_id(path: &SourcePath) -> String {
    let opens = matches!(path.stem(), "index" | "_index" | "README");
    let name = if opens { path.folder().rsplit('/').next().unwrap_or_default() } else { path.stem() };
    name.to_owned()
}

/// Pages by id. Reports an id written twice, other than by translations of one page, two pages at one address, and names that Windows cannot hold.
pub(super) fn index(catalog: &Catalog, diags: &mut Diags) -> HashMap<String, Vec<PageIx>> {
    let mut by_id: HashMap<String, Vec<PageIx>> = HashMap::with_capacity(catalog.pages.len());
    // Letter case does not count: `go/ID/` is a folder, and some file systems fold names.
    let mut written: HashMap<String, PageIx> = HashMap::new();
    for (ix, page) in catalog.indexed() {
        by_id.entry(page.id.clone()).or_default().push(ix);
        address::warn_unsafe_name(&page.doc.path, diags);
        let Some(id) = &page.doc.front.common.id else { continue };
        if let Some(first) = written.insert(id.value.to_lowercase(), ix)
            && catalog.translation(first, page.language) != Some(ix)
        {
            let first = catalog.page(first);
            let mut related = Label::file(&first.doc.path).with("the other page");
            related.span = first.doc.front.common.id.as_ref().map(|id| id.span);
            diags.push(
                Diagnostic::new(
                    Code::IdTaken,
                    Label::at(&page.doc.path, id.span),
                    format!("two pages have the id `{}`", text::shown(&id.value)),
                )
                .related(related)
                .hint("give one of the pages another `id`"),
            );
        }
    }
    address::report_collisions(catalog, diags);
    by_id
}

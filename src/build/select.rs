//! Which pages this build's readers may see. Everything after this stage knows of no other.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Inputs;
use super::parse::Page;
use crate::base::path::SourcePath;
use crate::content::Doc;
use crate::content::front::{Audience, Status};

/// The pages of a build.
pub(super) struct Selected {
    /// Pages, each with whether a page error withholds it.
    pub(super) docs: Vec<(Arc<Doc>, bool)>,
    /// Paths of the pages left out.
    pub(super) hidden: BTreeSet<SourcePath>,
}

pub(super) fn select(pages: &[Page], inputs: &Inputs) -> Selected {
    let mut selected = Selected { docs: Vec::with_capacity(pages.len()), hidden: BTreeSet::new() };
    for page in pages {
        let doc = &page.parsed.doc;
        if is_visible(doc, inputs) {
            selected.docs.push((Arc::clone(doc), page.faulty));
        } else {
            selected.hidden.insert(doc.path.clone());
        }
    }
    selected
}

fn is_visible(doc: &Doc, inputs: &Inputs) -> bool {
    let common = &doc.front.common;
    if common.status == Status::Draft && !inputs.options.drafts {
        return false;
    }
    may_see(&common.audience, inputs)
}

/// Whether this build's readers are among `audience`.
pub(super) fn may_see(audience: &Audience, inputs: &Inputs) -> bool {
    match (&inputs.options.audience, audience) {
        (None, _) | (Some(_), Audience::All) => true,
        (Some(reader), Audience::Only(audiences)) => audiences.contains(reader),
        (Some(_), Audience::Unknown) => inputs.config.audiences.is_empty(),
    }
}

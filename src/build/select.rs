//! Which pages this build's readers may see. Everything after this stage knows of no other.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Inputs;
use super::parse::Page;
use crate::base::path::SourcePath;
use crate::base::text;
use crate::catalog::names;
use crate::content::Doc;
use crate::content::curated::Curated;
use crate::content::front::{Audience, Status};

/// The pages of a build.
pub(super) struct Selected {
    /// Pages, each with whether a page error withholds it.
    pub(super) docs: Vec<(Arc<Doc>, bool)>,
    /// Paths of the pages left out.
    pub(super) hidden: BTreeSet<SourcePath>,
    /// Ids that these say they have.
    pub(super) hidden_ids: BTreeSet<String>,
    /// What wikilinks call them, in small letters.
    pub(super) hidden_names: BTreeSet<String>,
}

pub(super) fn select(pages: &[Page], inputs: &Inputs) -> Selected {
    let docs = Vec::with_capacity(pages.len());
    let mut selected =
        Selected { docs, hidden: BTreeSet::new(), hidden_ids: BTreeSet::new(), hidden_names: BTreeSet::new() };
    for page in pages {
        let doc = &page.parsed.doc;
        if is_visible(doc, inputs) {
            selected.docs.push((Arc::clone(doc), page.faulty));
        } else {
            selected.hidden.insert(doc.path.clone());
            selected.hidden_names.extend(names(doc).into_iter().map(|(_, name)| text::lower(&name)));
            selected.hidden_ids.extend(doc.front.common.id.iter().map(|id| id.value.clone()));
        }
    }
    selected
}

/// The entries that this build's readers may see.
pub(super) fn curated(mut curated: Curated, inputs: &Inputs) -> Curated {
    curated.terms.retain(|entry| may_see(&entry.audience, inputs));
    curated.best_bets.retain(|entry| may_see(&entry.audience, inputs));
    curated.synonyms.retain(|entry| may_see(&entry.audience, inputs));
    curated.tests.retain(|entry| may_see(&entry.audience, inputs));
    curated
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

//! Links in a text that a page includes: they mean what they mean where they are written.

use super::{Resolver, Target};
use crate::base::diag::Diags;
use crate::markdown::RawLink;

impl<'a> Resolver<'a, '_> {
    /// What a link of the page leads to, written on the page itself or in a file that it includes.
    pub(super) fn any(&self, link: &'a RawLink, diags: &mut Diags) -> Target {
        let Some(origin) = &link.origin else { return self.resolve(link, diags) };
        let written = self.catalog.by_path(origin.path.as_str());
        let page = written.map_or(self.page, |ix| self.catalog.page(ix));
        let there = Resolver { page, folder: self.lookup.folder_of(&origin.path), ..*self };
        // That page tells of its own links.
        let mut found = Diags::new();
        let target = there.resolve(link, if written.is_some() { &mut found } else { diags });
        match (target, written) {
            (Target::Here(fragment), Some(ix)) if !self.anchors.has(self.page, &fragment) => Target::Page(ix, fragment),
            (target, _) => target,
        }
    }
}

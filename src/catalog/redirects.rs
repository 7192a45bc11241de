//! Old addresses (`aliases`) and permanent ones (`go/ID/`).

use std::collections::{BTreeMap, HashMap};

use super::address::RESERVED;
use super::{Catalog, Page, PageIx};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::Address;
use crate::base::span::Spanned;
use crate::base::text;

/// Where an old or permanent address leads.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The page.
    pub to: PageIx,
}

/// Whoever stands at an address already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    /// A page, or the page whose alias it is.
    Page(PageIx),
    /// Guildhall itself: a list, or a place it keeps.
    Guildhall,
}

/// Gathers redirects. An alias that is taken is not written, and both files are named.
///
/// Addresses that differ only in letter case or composition count as one: some file systems fold them.
pub(super) fn gather(catalog: &mut Catalog, diags: &mut Diags) {
    let has_aliases = catalog.pages.iter().any(|page| !page.doc.front.common.aliases.is_empty());
    let mut holders = if has_aliases { holders(catalog) } else { HashMap::new() };
    let mut redirects: BTreeMap<Address, Redirect> = BTreeMap::new();
    for (ix, page) in catalog.indexed() {
        let common = &page.doc.front.common;
        if let Some(id) = &common.id {
            let redirect = redirects.entry(Address::new(format!("go/{}", id.value))).or_insert(Redirect { to: ix });
            // Of translations that share an id it leads to that in the default language.
            if page.language < catalog.page(redirect.to).language {
                redirect.to = ix;
            }
        }
        for alias in &common.aliases {
            let address = Address::new(&alias.value);
            let holder =
                if is_kept(&address) { Some(Holder::Guildhall) } else { holders.get(&address.folded()).copied() };
            match holder {
                None => {
                    holders.insert(address.folded(), Holder::Page(ix));
                    redirects.insert(address, Redirect { to: ix });
                }
                // A page that lists an address twice, or its own (as `permalink` does), loses nothing.
                Some(holder) if holder == Holder::Page(ix) => {}
                Some(holder) => diags.push(taken(catalog, page, alias, holder)),
            }
        }
    }
    catalog.redirects = redirects;
}

/// Every address of a page or a list, folded.
fn holders(catalog: &Catalog) -> HashMap<String, Holder> {
    let folders = catalog.folders.iter().map(|folder| &folder.address);
    let tags = catalog.tags.values().map(|tag| &tag.address);
    let fixed: Vec<Address> = catalog.made().collect();
    let made = folders.chain(tags).chain(&fixed).map(|address| (address.folded(), Holder::Guildhall));
    let pages = catalog.indexed().map(|(ix, page)| (page.address.folded(), Holder::Page(ix)));
    // Pages last: an author's page at a list's address holds it.
    made.chain(pages).collect()
}

/// Whether `address` lies where Guildhall keeps its own files.
fn is_kept(address: &Address) -> bool {
    address.as_str().split('/').next().is_some_and(|first| RESERVED.contains(&first))
}

fn taken(catalog: &Catalog, page: &Page, alias: &Spanned<String>, holder: Holder) -> Diagnostic {
    let at = Label::at(&page.doc.path, alias.span);
    let shown = text::shown(&alias.value);
    let Holder::Page(holder) = holder else {
        let message = format!("the alias `{shown}` is an address of Guildhall's own");
        return Diagnostic::new(Code::AliasTaken, at, message).hint("take the alias out");
    };
    let holder = catalog.page(holder);
    let is_address = holder.address.folded() == Address::new(&alias.value).folded();
    let (message, other) = if is_address {
        (format!("the alias `{shown}` is the address of another page"), "the page that stands there")
    } else {
        (format!("the alias `{shown}` is an alias of another page"), "the page that has it first")
    };
    Diagnostic::new(Code::AliasTaken, at, message)
        .related(Label::file(&holder.doc.path).with(other))
        .hint("take the alias out here; it is not followed")
}

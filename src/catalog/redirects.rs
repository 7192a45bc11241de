//! Old addresses (`aliases`) and permanent ones (`go/ID/`).

use std::collections::BTreeMap;

use super::{Catalog, PageIx};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::path::Address;
use crate::base::text;

/// Where an old or permanent address leads.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The page.
    pub to: PageIx,
}

/// Gathers redirects. An alias that is taken is not written, and both files are named.
pub(super) fn gather(catalog: &mut Catalog, diags: &mut Diags) {
    let mut redirects: BTreeMap<Address, Redirect> = BTreeMap::new();
    for (ix, page) in catalog.indexed() {
        let common = &page.doc.front.common;
        if let Some(id) = &common.id {
            redirects.entry(Address::new(format!("go/{}", id.value))).or_insert(Redirect { to: ix });
        }
        for alias in &common.aliases {
            let address = Address::new(&alias.value);
            let holder = catalog.by_address(&address).or_else(|| redirects.get(&address).map(|taken| taken.to));
            match holder {
                None => {
                    redirects.insert(address, Redirect { to: ix });
                }
                // A page that lists an address twice, or its own (as `permalink` does), loses nothing.
                Some(holder) if holder == ix => {}
                Some(holder) => {
                    let holder = catalog.page(holder);
                    let other = if holder.address == address { "the page" } else { "the page that has it first" };
                    diags.push(
                        Diagnostic::new(
                            Code::AliasTaken,
                            Label::at(&page.doc.path, alias.span),
                            format!("the alias `{}` belongs to another page", text::shown(&alias.value)),
                        )
                        .related(Label::file(&holder.doc.path).with(other))
                        .hint("take the alias out of one of the two pages"),
                    );
                }
            }
        }
    }
    catalog.redirects = redirects;
}

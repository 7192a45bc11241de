//! Events whose times nobody can place.

use super::Subject;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::text;
use crate::content::kind::Kind;

/// One finding for the site: a setting mends them all.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    let lost = subject.catalog.pages.iter().filter(|page| match &page.doc.front.kind {
        Kind::Event(event) => event.series.as_ref().is_some_and(|series| {
            // A fixed distance from UTC was written because nothing better is known.
            let named = series.zone.as_ref().is_some_and(|zone| zone.is_utc() || !zone.name().starts_with("UTC"));
            series.start.time().is_some() && !named
        }),
        _ => false,
    });
    let lost: Vec<_> = lost.collect();
    let Some(first) = lost.first() else { return };
    let message = match lost.len() {
        1 => "this event has a time, but nothing says in which time zone".to_owned(),
        count => {
            format!(
                "{count} events have a time, but nothing says in which time zone; `{}` is one",
                text::shown(&first.id)
            )
        }
    };
    let found = Diagnostic::new(Code::EventZone, Label::file(&first.doc.path), message);
    diags.push(found.hint("add `time_zone: Europe/Berlin`, or where you are, to `guildhall.yaml` or to the page"));
}

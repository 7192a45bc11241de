//! How much findings matter on this site: `checks:` of the configuration, and `--strict`.

use super::Inputs;
use crate::base::diag::{Diagnostic, Diags, Severity};

/// Adjusts findings in place; those that are turned off are dropped.
pub(super) fn adjust(diags: &mut Diags, inputs: &Inputs) {
    diags.retain_mut(|diag| match severity(diag, inputs) {
        Some(severity) => {
            diag.severity = severity;
            true
        }
        None => false,
    });
}

/// [`adjust`] for findings that just came in.
pub(super) fn adjusted(mut diags: Diags, inputs: &Inputs) -> Diags {
    adjust(&mut diags, inputs);
    diags
}

/// Errors stay errors: what withholds a page or stops the build is not a matter of taste.
fn severity(diag: &Diagnostic, inputs: &Inputs) -> Option<Severity> {
    let usual = diag.code.severity();
    if usual < Severity::Warning {
        return Some(usual);
    }
    let path = diag.at.as_ref().map(|at| &at.path);
    let fits = |folder: &str| folder.is_empty() || path.is_some_and(|path| path.below(folder).is_some());
    let settings = inputs.config.checks.iter().rev();
    let setting = settings.filter(|setting| setting.code == diag.code).find(|setting| fits(&setting.folder));
    let severity = setting.map_or(Some(usual), |setting| setting.severity)?;
    let raised = inputs.options.strict && severity == Severity::Warning;
    Some(if raised { Severity::PageError } else { severity })
}

//! All that a build depends on.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diags, Severity};
use crate::config::Config;
use crate::fs::Sources;
use crate::history::History;
use crate::render::{Theme, Themes};

/// All that a build depends on. Equal inputs, equal result.
pub struct Inputs {
    /// The site's settings.
    pub config: Arc<Config>,
    /// The site's files.
    pub sources: Sources,
    /// Its theme.
    pub theme: Theme,
    /// When files changed.
    pub history: History,
    /// The day of the build.
    pub today: Date,
    /// What the command line asked for.
    pub options: Options,
    /// What was found while the settings, the files and the theme were read.
    pub found: Diags,
}

/// What was read of a site that cannot be built.
#[derive(Debug)]
pub struct Unusable {
    /// Why, and what else was found.
    pub found: Diags,
    /// The site's files.
    pub sources: Sources,
}

/// What the command line may ask of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Build for this audience; `None` shows every audience's pages at once.
    pub audience: Option<String>,
    /// Drafts are built too.
    pub drafts: bool,
    /// Warnings are errors, and any error forbids publishing.
    pub strict: bool,
    /// The site is looked at on this machine, at `/`, wherever it will stand.
    pub local: bool,
}

impl Inputs {
    /// Puts together what was read, and what `themes` makes of it; `found` is what was found in `guildhall.yaml`.
    ///
    /// # Errors
    /// Everything found so far, when the theme is not there; and the files.
    pub fn new(
        config: Config,
        sources: Sources,
        themes: &mut Themes,
        today: Date,
        options: Options,
        mut found: Diags,
    ) -> Result<Self, Unusable> {
        found.extend(sources.diags.iter().cloned());
        let (theme, faults) = themes.load(&sources, &config);
        found.extend(faults);
        let Some(theme) = theme else { return Err(Unusable { found, sources }) };
        Ok(Self { config: Arc::new(config), sources, theme, history: History::default(), today, options, found })
    }

    /// Whether findings like these leave a site that may be published.
    pub fn may_publish(&self, diags: &[Diagnostic]) -> bool {
        let limit = if self.options.strict { Severity::PageError } else { Severity::SiteError };
        diags.iter().all(|diag| diag.severity > limit)
    }
}

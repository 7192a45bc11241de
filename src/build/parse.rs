//! The parse stage: every Markdown file alone.

use std::sync::Arc;

use super::{Inputs, Memo};
use crate::base::diag::{Diags, Severity};
use crate::base::digest::{Digest, Digester};
use crate::base::path::SourcePath;
use crate::content::{self, Defaults, Doc, FolderDefaults, ParseContext, Parsed};
use crate::fs::{Source, Text};

/// A page that was read.
pub(super) struct Page {
    pub(super) parsed: Arc<Parsed>,
    /// A page error withholds it.
    pub(super) faulty: bool,
}

/// What the stage gives.
pub(super) struct ParseStage {
    /// In path order.
    pub(super) pages: Vec<Page>,
    /// How many files were parsed and not remembered.
    pub(super) parsed: usize,
}

enum Job<'a> {
    Text(&'a SourcePath, &'a Text, &'a FolderDefaults),
    Unusable(&'a SourcePath, &'a crate::base::diag::Diagnostic),
}

/// Reads every page. Findings are part of what is remembered, so a warm build repeats its warnings.
pub(super) fn parse(inputs: &Inputs, memo: &mut Memo, diags: &mut Diags) -> ParseStage {
    let (defaults, found) = Defaults::load(&inputs.sources, &inputs.config);
    diags.extend(found);
    let context = ParseContext::new(&inputs.config);
    let context_digest = context.digest();
    let files = inputs.sources.files.iter();
    let pages = files.filter(|(path, _)| is_page(path, &inputs.config.content));
    let jobs: Vec<(Digest, Job<'_>)> = pages
        .filter_map(|(path, source)| {
            let mut key = Digester::default();
            key.part(path.as_str().as_bytes()).digest(context_digest);
            let job = match source {
                Source::Text(text) => {
                    let defaults = defaults.at(path.folder());
                    key.digest(text.digest).digest(defaults.digest());
                    Job::Text(path, text, defaults)
                }
                Source::Unusable(diag) => {
                    key.part(diag.message.as_bytes());
                    Job::Unusable(path, diag)
                }
                Source::Asset(_) => return None,
            };
            Some((key.finish(), job))
        })
        .collect();
    let (parsed, made) = memo.parsed.map(&jobs, memo.probe.as_deref(), |job| match job {
        Job::Text(path, text, defaults) => content::parse(path, &text.text, defaults, &context),
        Job::Unusable(path, diag) => Parsed { doc: Arc::new(Doc::unusable(path)), diags: vec![(*diag).clone()] },
    });
    let pages = parsed.into_iter().map(|parsed| {
        diags.extend(parsed.diags.iter().cloned());
        let faulty = parsed.diags.iter().any(|diag| diag.severity <= Severity::PageError);
        Page { parsed, faulty }
    });
    ParseStage { pages: pages.collect(), parsed: made }
}

fn is_page(path: &SourcePath, content: &str) -> bool {
    path.below(content).is_some() && path.extension() == "md"
}

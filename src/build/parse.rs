//! The parse stage: every Markdown file alone.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Inputs, Memo};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label, Severity};
use crate::base::digest::Digest;
use crate::base::path::SourcePath;
use crate::content::curated::Curated;
use crate::content::defaults::{Defaults, FolderDefaults};
use crate::content::{self, Includes, ParseContext, Parsed};
use crate::fs::{Source, Text};
use crate::markdown::Highlighter;

/// A stage that parses more pages than this is no edit: it has made the highlighter large, and the next that needs one
/// may be far away.
const FEW: usize = 50;

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
    /// What folders say about everything in them.
    pub(super) defaults: Defaults,
    /// Terms and what else editors keep for the site.
    pub(super) curated: Curated,
}

enum Job<'a> {
    Text(&'a SourcePath, &'a Text, &'a FolderDefaults),
    /// Remembered, or whoever builds did not ask [`lacks_texts`].
    Known(&'a SourcePath, &'a FolderDefaults),
    Unusable(&'a SourcePath, &'a Diagnostic, &'a FolderDefaults),
}

/// Whether a text is wanted that was let go: a page has to be parsed, or its Markdown written for one audience.
pub(super) fn lacks_texts(inputs: &Inputs, memo: &Memo) -> bool {
    let is_known = |source: &Source| matches!(source, Source::Known(_));
    if !inputs.sources.files.values().any(is_known) {
        return false;
    }
    if inputs.options.audience.is_some() {
        return true;
    }
    let context = ParseContext::of(&inputs.config, memo.highlighter.clone());
    let (defaults, _) = Defaults::load(&inputs.sources, &inputs.config, &context);
    let includes = Includes::gather(&inputs.sources, &inputs.config.content, &memo.includes, !context.has_audiences());
    inputs.sources.files.par_iter().filter(|(path, source)| is_known(source) || includes.lacks_text(path)).any(
        |(path, source)| {
            let job = job(path, source, defaults.at(path.folder()), &context, &includes);
            job.is_some_and(|(key, _)| !memo.parsed.has(&key))
        },
    )
}

/// Reads every page. Findings are part of what is remembered, so a warm build repeats its warnings.
pub(super) fn parse(inputs: &Inputs, memo: &mut Memo, diags: &mut Diags) -> ParseStage {
    let context = ParseContext::of(&inputs.config, memo.highlighter.clone());
    let (defaults, found) = Defaults::load(&inputs.sources, &inputs.config, &context);
    diags.extend(found);
    let (curated, found) = Curated::load(&inputs.sources, &context, &defaults);
    diags.extend(found);
    let includes = Includes::gather(&inputs.sources, &inputs.config.content, &memo.includes, !context.has_audiences());
    let files = inputs.sources.files.iter();
    let jobs: Vec<(Digest, Job<'_>)> = files
        .filter(|(path, _)| is_page(path, &inputs.config.content))
        .filter_map(|(path, source)| job(path, source, defaults.at(path.folder()), &context, &includes))
        .collect();
    let (parsed, made) = memo.parsed.map(&jobs, memo.probe.as_deref(), |job| match job {
        Job::Text(path, text, defaults) => content::parse(path, text, defaults, &context, &includes),
        Job::Known(path, defaults) => content::unusable(path, &let_go(path), defaults, &context, &includes),
        Job::Unusable(path, why, defaults) => content::unusable(path, why, defaults, &context, &includes),
    });
    drop(jobs);
    memo.includes = includes.into_files();
    if made > FEW {
        memo.highlighter = Highlighter::default();
    }
    let pages = parsed.into_iter().map(|parsed| {
        diags.extend(parsed.diags.iter().cloned());
        let faulty = parsed.diags.iter().any(|diag| diag.severity <= Severity::PageError);
        Page { parsed, faulty }
    });
    ParseStage { pages: pages.collect(), parsed: made, defaults, curated }
}

/// A file to parse, with the digest of everything that parsing it depends on.
fn job<'a>(
    path: &'a SourcePath,
    source: &'a Source,
    defaults: &'a FolderDefaults,
    context: &ParseContext,
    includes: &Includes<'_>,
) -> Option<(Digest, Job<'a>)> {
    match source {
        Source::Text(text) => {
            let key = content::key(path, text.digest, defaults, context, includes);
            Some((key, Job::Text(path, text, defaults)))
        }
        Source::Known(digest) => {
            let key = content::key(path, *digest, defaults, context, includes);
            Some((key, Job::Known(path, defaults)))
        }
        Source::Unusable(why) => {
            let key = content::key(path, Digest::of(why.message.as_bytes()), defaults, context, includes);
            Some((key, Job::Unusable(path, why, defaults)))
        }
        Source::Asset(_) => None,
    }
}

fn let_go(path: &SourcePath) -> Diagnostic {
    Diagnostic::new(Code::FileUnreadable, Label::file(path), "the text of this page was let go before it was used")
        .hint("build again; if that does not help, report a fault of Guildhall")
}

pub(super) fn is_page(path: &SourcePath, content: &str) -> bool {
    path.below(content).is_some() && path.ends_in("md")
}

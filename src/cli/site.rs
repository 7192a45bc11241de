//! A site on disk, read for a command: configuration, files, the day.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Global, Scope, Target};
use super::term::Term;
use super::{Exit, Stop};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Severity};
use crate::base::path::SourcePath;
use crate::base::show::{Counts, Texts, summary};
use crate::build::{Inputs, Options, Unusable};
use crate::config::{self, BaseUrl, Config};
use crate::fs::publish::{PublishError, Target as Output};
use crate::fs::{self, FsError, Loader, Roots, Source, Sources};
use crate::index::IndexError;
use crate::render::Themes;

/// A site on disk. Kept between builds, it reads only what changed.
pub(super) struct Site {
    root: PathBuf,
    config_file: PathBuf,
    loader: Loader,
    themes: Themes,
    /// The folders of the last usable configuration.
    folders: Option<(Roots, PathBuf)>,
}

/// Where a site's files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Places {
    /// The configuration and the folders of sources, below the root.
    pub(super) sources: Vec<PathBuf>,
    /// The output folder.
    pub(super) output: PathBuf,
}

/// What was read of a site, or why it cannot be built.
pub(super) struct Reading {
    /// The inputs of a build; without them there is nothing but findings.
    pub(super) inputs: Result<Inputs, Diags>,
    /// The text of the configuration, for the frames of findings.
    config_text: Arc<str>,
    config_path: SourcePath,
    sources: Option<Sources>,
}

/// What a command asks of the reading.
#[derive(Clone, Debug, Default)]
pub(super) struct Wish {
    pub(super) options: Options,
    /// The output folder, if the command line names one: nothing in it is a source.
    pub(super) output: Option<PathBuf>,
    pub(super) base_url: Option<BaseUrl>,
    /// The result will be published, so it is for one audience where there are any.
    pub(super) publish: bool,
}

impl Wish {
    /// What `target` asks for.
    pub(super) fn to_publish(target: &Target) -> Result<Self, Stop> {
        let base_url = target.base_url.as_deref().map(BaseUrl::parse).transpose();
        let base_url = base_url.map_err(|fault| Stop::new(Exit::Usage, format!("`--base-url` {fault}")))?;
        let output = target.output.as_ref().map(std::path::absolute).transpose();
        let output = output.map_err(|error| Stop::new(Exit::Usage, format!("`--output` cannot be used: {error}")))?;
        Ok(Self { output, base_url, publish: true, ..Self::of(&target.scope, target.strict) })
    }

    /// What `scope` asks for.
    pub(super) fn of(scope: &Scope, strict: bool) -> Self {
        let options = Options { audience: scope.audience.clone(), drafts: scope.drafts, strict, local: false };
        Self { options, ..Self::default() }
    }
}

impl Wish {
    /// The output folder: the command line's, else the configuration's, relative to the root.
    pub(super) fn output_of(&self, config: &Config) -> PathBuf {
        self.output.clone().unwrap_or_else(|| PathBuf::from(&config.output))
    }
}

impl Site {
    pub(super) fn new(global: &Global) -> Self {
        let loader = Loader::new(global.root.clone());
        Self {
            root: global.root.clone(),
            config_file: global.config.clone(),
            loader,
            themes: Themes::default(),
            folders: None,
        }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the site's files are, as far as is known: before a configuration was read, in the usual folders.
    pub(super) fn places(&self, wish: &Wish) -> Places {
        let usual = || (Roots { content: "content".to_owned(), theme: None, output: None }, PathBuf::from("public"));
        let (roots, output) = self.folders.clone().unwrap_or_else(usual);
        let theme = roots.theme.iter().map(|name| PathBuf::from("themes").join(name));
        let folders = [PathBuf::from(roots.content), PathBuf::from("templates"), PathBuf::from("static")];
        let sources = std::iter::once(self.config_file.clone()).chain(folders).chain(theme).collect();
        Places { sources, output: wish.output.clone().unwrap_or(output) }
    }

    /// Reads the site as it is now.
    ///
    /// `Err` is what stops a command before it has anything to show: no configuration, no content folder, an audience
    /// that does not exist. A configuration with faults is findings.
    pub(super) fn read(&mut self, wish: &Wish) -> Result<Reading, Stop> {
        let (mut reading, config, found) = self.read_config()?;
        let Some(mut config) = config else {
            reading.inputs = Err(found);
            return Ok(reading);
        };
        check_audience(&config, wish.options.audience.as_deref())?;
        let mut options = wish.options.clone();
        if wish.publish {
            options.audience = audience_to_publish(&config, options.audience.as_deref())?;
        }
        if let Some(base_url) = &wish.base_url {
            config.base_url = Some(base_url.clone());
        }
        let output = wish.output_of(&config);
        let roots = Roots {
            content: config.content.clone(),
            theme: (config.theme.value != "default").then(|| config.theme.value.clone()),
            output: Some(output.clone()),
        };
        self.folders = Some((roots.clone(), output));
        let sources = self.loader.load(&roots).map_err(|error| unreadable(&error))?;
        let today = jiff::ZonedDateTime::now().date();
        match Inputs::new(config, sources, &mut self.themes, today, options, found) {
            Ok(inputs) => reading.inputs = Ok(inputs),
            Err(Unusable { found, sources }) => (reading.inputs, reading.sources) = (Err(found), Some(sources)),
        }
        Ok(reading)
    }
}

impl Site {
    /// The configuration, for a command that looks at no page.
    pub(super) fn config(&self, term: &Term) -> Result<Config, Stop> {
        let (reading, config, found) = self.read_config()?;
        config.ok_or_else(|| unbuildable(&reading, &found, term))
    }

    /// The configuration, if it can be used, and a reading that holds its text.
    fn read_config(&self) -> Result<(Reading, Option<Config>, Diags), Stop> {
        let text = fs::read_config(&self.root, &self.config_file).map_err(|error| no_text(&error))?;
        let Some(text) = text else { return Err(no_configuration(&self.root, &self.config_file)) };
        let path = SourcePath::new(self.config_file.to_string_lossy());
        let (config, found) = config::parse(&text, &path);
        let reading = Reading { inputs: Err(Diags::new()), config_text: text.into(), config_path: path, sources: None };
        let usable = found.iter().all(|diag| diag.severity > Severity::SiteError);
        Ok((reading, config.filter(|_| usable), found))
    }

    /// Makes the next reading hold the texts of all pages.
    pub(super) fn hold_texts(&mut self) {
        self.loader.hold_texts();
    }

    /// Lets go of the text of every page that none of `diags` points into, here and in `reading`; there, those that
    /// they do point into are held.
    pub(super) fn keep_texts_of(&mut self, reading: &mut Reading, diags: &[Diagnostic]) {
        reading.keep_texts_of(diags);
        let Ok(inputs) = &mut reading.inputs else { return };
        for (path, source) in &mut inputs.sources.files {
            if let Source::Known(digest) = *source
                && let Some(text) = self.loader.text(path, digest)
            {
                *source = Source::Text(text);
            }
        }
        self.loader.let_go(&inputs.config.content, &shown_in(diags));
    }
}

/// The files that findings point into.
fn shown_in(diags: &[Diagnostic]) -> HashSet<&SourcePath> {
    let labels = diags.iter().flat_map(Diagnostic::labels);
    labels.map(|label| &label.path).collect()
}

impl Reading {
    /// Lets go of every text that none of `diags` points into.
    pub(super) fn keep_texts_of(&mut self, diags: &[Diagnostic]) {
        let shown = shown_in(diags);
        let sources = self.inputs.as_mut().ok().map(|inputs| &mut inputs.sources);
        for sources in sources.into_iter().chain(&mut self.sources) {
            sources.files.retain(|path, _| shown.contains(path));
        }
    }
}

impl Texts for Reading {
    fn text(&self, path: &SourcePath) -> Option<&str> {
        if *path == self.config_path {
            return Some(&self.config_text);
        }
        let sources = self.inputs.as_ref().ok().map(|inputs| &inputs.sources).or(self.sources.as_ref())?;
        sources.text(path).map(|text| &*text.text)
    }
}

/// The audience to build for: asked for, else configured. Building for everyone at once has to be meant.
fn audience_to_publish(config: &Config, asked: Option<&str>) -> Result<Option<String>, Stop> {
    if let Some(audience) = asked.or(config.audience.as_deref()) {
        return Ok(Some(audience.to_owned()));
    }
    if config.audiences.is_empty() {
        return Ok(None);
    }
    let known = config.audiences.join(", ");
    let message = format!(
        "this site has audiences ({known}), and a build is for one of them\nhint: add `--audience NAME`, or write \
         `audience: NAME` into guildhall.yaml"
    );
    Err(Stop::new(Exit::Usage, message))
}

fn check_audience(config: &Config, asked: Option<&str>) -> Result<(), Stop> {
    let Some(asked) = asked.filter(|asked| !config.audiences.iter().any(|audience| audience == asked)) else {
        return Ok(());
    };
    let shown = crate::base::text::shown(asked);
    let known = config.audiences.iter().map(String::as_str);
    let hint = match crate::base::text::nearest(asked, known) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None if config.audiences.is_empty() => format!("write `audiences: [{shown}]` into guildhall.yaml first"),
        None => format!("the site's audiences are {}", config.audiences.join(", ")),
    };
    Err(Stop::new(Exit::Usage, format!("there is no audience `{shown}`\nhint: {hint}")))
}

fn no_configuration(root: &Path, file: &Path) -> Stop {
    let folder = if root == Path::new(".") { "this folder".to_owned() } else { root.display().to_string() };
    let message = format!(
        "there is no {} in {folder}\nhint: write one; three lines are enough:\n\n    title: Our knowledge base\n    \
         content: content\n    output: public",
        file.display()
    );
    Stop::new(Exit::Usage, message)
}

/// A configuration that is no text: a fault of the configuration, unless the system kept it from being read.
fn no_text(error: &FsError) -> Stop {
    let exit =
        if matches!(error, FsError::NotText { .. } | FsError::NotAFile { .. }) { Exit::Usage } else { Exit::Failed };
    Stop::new(exit, error.to_string())
}

fn unreadable(error: &FsError) -> Stop {
    match error {
        FsError::Missing { .. } | FsError::NotAFolder { .. } | FsError::Outside { .. } => {
            let hint = "make the folder, or correct `content` in guildhall.yaml; nothing was published";
            Stop::new(Exit::Usage, format!("{error}\nhint: {hint}"))
        }
        _ => Stop::new(Exit::Failed, error.to_string()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
pub(super) fn failed(error: FsError) -> Stop {
    Stop::new(Exit::Failed, error.to_string())
}

/// Takes the output folder, or says why it is refused.
pub(super) fn open_target(site: &Site, wish: &Wish, config: &Config) -> Result<Output, Stop> {
    let output = site.root().join(wish.output_of(config));
    Output::open(site.root(), &config.content, &output).map_err(publish_failed)
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
pub(super) fn publish_failed(error: PublishError) -> Stop {
    let exit = if error.is_refusal() { Exit::Refused } else { Exit::Failed };
    Stop { passing: error.is_passing(), ..Stop::new(exit, error.to_string()) }
}

/// Stops a command whose pages could not be indexed.
#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
pub(super) fn unsearchable(error: IndexError) -> Stop {
    Stop::new(Exit::Failed, error.to_string())
}

/// How a command ends that found `diags`.
pub(super) fn exit_for(diags: &[Diagnostic]) -> Exit {
    let Counts { site_errors, errors, .. } = summary(diags);
    if site_errors + errors > 0 { Exit::Problems } else { Exit::Clean }
}

/// Prints the findings of a site that cannot be built and says how the command ends.
pub(super) fn unbuildable(reading: &Reading, found: &Diags, term: &Term) -> Stop {
    let mut found = found.clone();
    crate::base::diag::sort(&mut found);
    term.findings(&found, reading);
    if found.iter().any(|diag| diag.code == Code::OutputRefused) {
        return Stop::silent(Exit::Refused);
    }
    let of_config = found.iter().filter(|diag| diag.severity == Severity::SiteError);
    let usage = of_config.filter_map(|diag| diag.at.as_ref()).any(|at| at.path == reading.config_path);
    Stop::silent(if usage { Exit::Usage } else { Exit::Problems })
}

/// `3 errors, 1 warning`, or that there is nothing.
pub(super) fn counted(diags: &[Diagnostic]) -> String {
    let counts = summary(diags);
    let parts = [(counts.site_errors + counts.errors, "error"), (counts.warnings, "warning")];
    let said: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| amount(n, word)).collect();
    if said.is_empty() { "no findings".to_owned() } else { said.join(", ") }
}

/// `1 page`, `2 pages`.
pub(super) fn amount(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

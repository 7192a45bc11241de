//! What may stand on the command line.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// Compiles the Markdown that a whole organisation writes together into a searchable static intranet site.
#[derive(Debug, Parser)]
#[command(name = "guildhall", version, disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of every command.
#[derive(Debug, ClapArgs)]
pub(super) struct Global {
    /// The site's root: the folder that holds guildhall.yaml
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    pub(super) root: PathBuf,
    /// The configuration file, relative to the root
    #[arg(long, global = true, default_value = crate::config::FILE, value_name = "FILE")]
    pub(super) config: PathBuf,
    /// Say nothing but findings and data
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub(super) color: When,
    /// How findings are written: for people, or on stdout as one JSON object a line, as commands for GitHub's log, or as
    /// GitLab's report on code quality
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Human,
    Json,
    // By clap's rules they would be `git-hub` and `git-lab`.
    #[value(name = "github")]
    GitHub,
    #[value(name = "gitlab")]
    GitLab,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the site into the output folder
    Build(Build),
    /// Show the site in a browser, rebuilt on every change; writes nothing to disk
    Serve(Serve),
    /// Keep the output folder up to date on every change
    Watch(Watch),
    /// Check the content without publishing anything
    Check(Check),
    /// Search the content from the terminal
    Search(Search),
    /// Look after the theme
    Theme(Theme),
}

/// What is built.
#[derive(Clone, Debug, ClapArgs)]
pub(super) struct Scope {
    /// Build for this audience only
    #[arg(long, value_name = "NAME")]
    pub(super) audience: Option<String>,
    /// Build drafts too
    #[arg(long)]
    pub(super) drafts: bool,
}

/// Where it goes.
#[derive(Clone, Debug, ClapArgs)]
pub(super) struct Target {
    #[command(flatten)]
    pub(super) scope: Scope,
    /// The output folder, relative to the working folder [default: `output` of the configuration]
    #[arg(long, short, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// The address the site will stand at, instead of the configuration's
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Take warnings as errors, and publish nothing if there is any
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) target: Target,
    /// Show how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Watch {
    #[command(flatten)]
    pub(super) target: Target,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) scope: Scope,
    /// The port; 0 takes a free one
    #[arg(long, short, default_value_t = 8484)]
    pub(super) port: u16,
    /// The address to listen on; others than loopback let colleagues look in
    #[arg(long, default_value = "127.0.0.1")]
    pub(super) host: IpAddr,
    /// Open the site in the browser
    #[arg(long)]
    pub(super) open: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) scope: Scope,
    /// Take warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
}

// The word `eval` in front is the command; `guildhall search -- eval` searches for it.
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, disable_help_subcommand = true)]
pub(super) struct Search {
    #[command(subcommand)]
    pub(super) command: Option<SearchCommand>,
    /// What to search for
    #[arg(required = true, value_name = "WORDS")]
    pub(super) words: Vec<String>,
    #[command(flatten)]
    pub(super) scope: Scope,
    /// How many answers at most
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub(super) limit: usize,
    /// Write the answers as one JSON array
    #[arg(long)]
    pub(super) json: bool,
    /// Say of each answer why it stands where it does
    #[arg(long, conflicts_with = "json")]
    pub(super) explain: bool,
    /// Search the published site in this folder, not the content
    #[arg(long, value_name = "DIR")]
    pub(super) site: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum SearchCommand {
    /// Measure how well search answers queries whose good answers are known (to search for the word: `search -- eval`)
    Eval(Eval),
}

#[derive(Debug, ClapArgs)]
pub(super) struct Eval {
    /// Queries: on each line an id, a tab and a text
    #[arg(long, value_name = "FILE")]
    pub(super) queries: PathBuf,
    /// Judgements: on each line a query's id, a page's id or path, and a grade
    #[arg(long, value_name = "FILE")]
    pub(super) qrels: PathBuf,
    /// Write the rankings there, in TREC's form
    #[arg(long, value_name = "FILE")]
    pub(super) run: Option<PathBuf>,
    #[command(flatten)]
    pub(super) scope: Scope,
    /// Measure the published site in this folder, not the content
    #[arg(long, value_name = "DIR")]
    pub(super) site: Option<PathBuf>,
    /// Write the measures as one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
#[command(disable_help_subcommand = true)]
pub(super) struct Theme {
    #[command(subcommand)]
    pub(super) command: ThemeCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ThemeCommand {
    /// Copy files of the built-in theme into the site, to be changed there; without FILE list them
    Eject(Eject),
}

#[derive(Debug, ClapArgs)]
pub(super) struct Eject {
    /// Which, such as partials/trail.html; nothing that is there is overwritten
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Args::command().debug_assert();
    }
}

//! The terminal: colour or not, talk to stderr, data to stdout.

use std::io::{IsTerminal, Write};
use std::path::{Component, Path};

use super::args::{Format, Global, When};
use crate::base::diag::Diagnostic;
use crate::base::show::{self, Texts};

/// Where and how a command speaks.
pub(super) struct Term {
    quiet: bool,
    colour: bool,
    format: Format,
    /// The site's root below the working folder, with `/` at its end, for forges that know files from there.
    root: String,
    config: String,
}

impl Term {
    pub(super) fn new(global: &Global) -> Self {
        let colour = match global.color {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty())
            }
        };
        Self {
            quiet: global.quiet,
            colour,
            format: global.format,
            root: below_here(&global.root),
            config: global.config.to_string_lossy().replace('\\', "/"),
        }
    }

    /// Whether somebody is watching, so that progress is worth drawing.
    pub(super) fn shows_progress(&self) -> bool {
        !self.quiet && self.format == Format::Human && std::io::stderr().is_terminal()
    }

    /// Whether findings are written for machines.
    pub(super) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Something to know; silent when asked to be.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            to_stderr(text);
        }
    }

    /// Why the command stops.
    pub(super) fn error(&self, text: &str) {
        let (on, off) = if self.colour { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        to_stderr(&format!("{on}error{off}: {text}"));
    }

    /// Data, as it is.
    pub(super) fn data(text: &str) {
        to(&mut std::io::stdout().lock(), text);
    }

    /// Findings: for programs on stdout, or drawn for people on stderr.
    pub(super) fn findings(&self, diags: &[Diagnostic], texts: &dyn Texts) {
        let place = show::Place { root: &self.root, otherwise: &self.config };
        match self.format {
            // A report that holds nothing is one too.
            Format::GitLab => Self::data(&show::gitlab(diags, texts, place)),
            _ if diags.is_empty() => {}
            Format::GitHub => Self::data(&show::github(diags, texts, place)),
            Format::Json => Self::data(&show::json_lines(diags, texts)),
            Format::Human => to_stderr(show::human(diags, texts, self.colour, show::LIMIT).trim_end_matches('\n')),
        }
    }
}

/// `root` with `/` at its end where it lies below the working folder, else nothing.
fn below_here(root: &Path) -> String {
    let parts = root.components().filter(|part| *part != Component::CurDir);
    let parts: Option<Vec<String>> = parts
        .map(|part| match part {
            Component::Normal(name) => Some(format!("{}/", name.to_string_lossy())),
            _ => None,
        })
        .collect();
    parts.unwrap_or_default().concat()
}

fn to_stderr(text: &str) {
    to(&mut std::io::stderr().lock(), &format!("{text}\n"));
}

/// A reader that went away (`guildhall search x | head -1`) is no fault, and there is nobody left to tell.
fn to(out: &mut dyn Write, text: &str) {
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

//! The terminal: colour or not, talk to stderr, data to stdout.

use std::io::{IsTerminal, Write};

use super::args::{Format, Global, When};
use crate::base::diag::Diagnostic;
use crate::base::show::{self, Texts};

/// Where and how a command speaks.
pub(super) struct Term {
    quiet: bool,
    colour: bool,
    format: Format,
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
        Self { quiet: global.quiet, colour, format: global.format }
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

    /// Findings: JSON lines on stdout, or drawn for people on stderr.
    pub(super) fn findings(&self, diags: &[Diagnostic], texts: &dyn Texts) {
        if diags.is_empty() {
            return;
        }
        match self.format {
            Format::Json => Self::data(&show::json_lines(diags, texts)),
            Format::Human => to_stderr(show::human(diags, texts, self.colour, show::LIMIT).trim_end_matches('\n')),
        }
    }
}

fn to_stderr(text: &str) {
    to(&mut std::io::stderr().lock(), &format!("{text}\n"));
}

/// A reader that went away (`guildhall search x | head -1`) is no fault, and there is nobody left to tell.
fn to(out: &mut dyn Write, text: &str) {
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

//! The command line: one file per command. The only module that prints, reads the clock or asks the environment.
//!
//! Layer 9. Data goes to stdout, talk to stderr.

mod args;
mod build;
mod check;
mod eval;
mod rounds;
mod search;
mod serve;
mod site;
mod term;
mod theme;
mod timings;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use term::Term;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Done; warnings at most.
    Clean = 0,
    /// Something in the content has to be mended.
    Problems = 1,
    /// The command line or the configuration cannot be used.
    Usage = 2,
    /// Refused, because something could be lost.
    Refused = 3,
    /// The disk, the network or the system said no.
    Failed = 4,
}

/// Why a command stops early: how it ends and what it says. Findings are printed before, and leave nothing to say.
#[derive(Debug)]
struct Stop {
    exit: Exit,
    message: Option<String>,
    /// It comes from a change in the middle of the work: the next try need not meet it.
    passing: bool,
}

impl Stop {
    fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: Some(message.into()), passing: false }
    }

    fn silent(exit: Exit) -> Self {
        Self { exit, message: None, passing: false }
    }
}

/// Runs the command line `words`, the program's name first.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(words) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are answers, everything else is a fault of usage; clap prints both to the right place.
            let code = if error.use_stderr() { Exit::Usage } else { Exit::Clean };
            return if error.print().is_ok() { ExitCode::from(code as u8) } else { ExitCode::from(Exit::Failed as u8) };
        }
    };
    let term = Term::new(&args.global);
    let ended = match args.command {
        Command::Build(command) => build::run(&args.global, &command, &term),
        Command::Serve(command) => serve::run(&args.global, &command, &term),
        Command::Watch(command) => watch::run(&args.global, &command, &term),
        Command::Check(command) => check::run(&args.global, &command, &term),
        Command::Search(command) => search::run(&args.global, &command, &term),
        Command::Theme(command) => theme::run(&args.global, &command, &term),
    };
    let exit = ended.unwrap_or_else(|stop| {
        if let Some(message) = stop.message {
            term.error(&message);
        }
        stop.exit
    });
    ExitCode::from(exit as u8)
}

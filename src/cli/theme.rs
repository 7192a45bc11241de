//! `guildhall theme`: files of the built-in theme, copied into a site to be changed there.

use super::args::{Eject, Global, Theme, ThemeCommand};
use super::site::Site;
use super::term::Term;
use super::{Exit, Stop};
use crate::base::path::SourcePath;
use crate::base::text::{nearest, shown};
use crate::config::Config;
use crate::fs;
use crate::render::{ejectable, ejected};

/// Where a file of the theme lies that a site can lay over it without a theme of its own.
const TEMPLATES: &str = "templates/";

pub(super) fn run(global: &Global, command: &Theme, term: &Term) -> Result<Exit, Stop> {
    let ThemeCommand::Eject(command) = &command.command;
    let names = ejectable();
    if command.files.is_empty() {
        for name in &names {
            Term::data(&format!("{name}\n"));
        }
        return Ok(Exit::Clean);
    }
    let site = Site::new(global);
    let config = site.config(term)?;
    let copies = copies(command, &names, &config)?;
    let mut there = Vec::new();
    for (name, path) in &copies {
        let bytes = ejected(name).unwrap_or_default();
        let written = fs::write_new(site.root(), path, &bytes);
        if written.map_err(|error| Stop::new(Exit::Failed, error.to_string()))? {
            term.say(&format!("copied {path}"));
        } else {
            there.push(format!("`{path}`"));
        }
    }
    if there.is_empty() {
        return Ok(Exit::Clean);
    }
    let message = format!("there already, and not overwritten: {}", there.join(", "));
    let message = format!("{message}\nhint: move a file away to get a fresh copy of it");
    Err(Stop::new(Exit::Refused, message))
}

/// The names of the wanted files, each with its place in the site. All of them are known before one is written.
fn copies<'a>(command: &Eject, names: &'a [String], config: &Config) -> Result<Vec<(&'a str, SourcePath)>, Stop> {
    let mut copies: Vec<(&str, SourcePath)> = Vec::new();
    for file in &command.files {
        let name = named(file, names)?;
        let path = match config.theme.value.as_str() {
            "default" if name.starts_with(TEMPLATES) => SourcePath::new(name),
            "default" => {
                let message = format!("`{name}` belongs into a theme of the site's own, and it has none");
                let hint = "write `theme: NAME` into guildhall.yaml; the copy then goes to `themes/NAME/`";
                return Err(Stop::new(Exit::Usage, format!("{message}\nhint: {hint}")));
            }
            theme => SourcePath::new(format!("themes/{theme}/{name}")),
        };
        if copies.iter().all(|(other, _)| *other != name) {
            copies.push((name, path));
        }
    }
    Ok(copies)
}

/// The file that somebody means: by its name in the theme's folder, or of a template by what templates call it.
fn named<'a>(file: &str, names: &'a [String]) -> Result<&'a str, Stop> {
    let wanted = file.replace('\\', "/");
    let wanted = wanted.trim_start_matches("./");
    let is_meant = |name: &&String| *name == wanted || name.strip_prefix(TEMPLATES) == Some(wanted);
    if let Some(name) = names.iter().find(is_meant) {
        return Ok(name);
    }
    let plain = names.iter().map(|name| name.strip_prefix(TEMPLATES).unwrap_or(name));
    let elsewhere = plain.clone().find(|name| name.rsplit('/').next() == wanted.rsplit('/').next());
    let hint = match elsewhere.or_else(|| nearest(wanted, plain)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`guildhall theme eject` lists them".to_owned(),
    };
    Err(Stop::new(Exit::Usage, format!("the theme has no file `{}`\nhint: {hint}", shown(file))))
}

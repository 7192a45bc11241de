//! Copies of the embedded theme's files, for a site to change.
//!
//! A copy says in its first line what it was made from: the version of Guildhall, the file, and the beginning of that
//! file's digest. So a site hears when the theme's own file has changed since, and not when only a version was counted up.
//! A copy is never touched again: what becomes of it is its owner's business.

use include_dir::Dir;

use super::theme::EMBEDDED;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Label};
use crate::base::digest::Digest;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::base::text::shown;

/// What a copy's first line says in front of the version.
const MARK: &str = "Copied by guildhall ";

/// So much of a digest tells two files apart.
const DIGITS: usize = 10;

/// What of the theme's folder a site can lay a file of its own over.
const LAYERED: [&str; 3] = ["i18n/", "static/", "templates/"];

/// The files that can be copied, by their names in a theme's folder: `templates/faq.html`.
pub fn ejectable() -> Vec<String> {
    let mut names = Vec::new();
    gather(&EMBEDDED, &mut names);
    names.retain(|name| LAYERED.iter().any(|folder| name.starts_with(folder)));
    names.sort();
    names
}

fn gather(dir: &Dir<'_>, names: &mut Vec<String>) {
    names.extend(dir.files().map(|file| SourcePath::new(file.path().to_string_lossy()).as_str().to_owned()));
    for dir in dir.dirs() {
        gather(dir, names);
    }
}

/// The copy of a file, with its first line; `None` when the theme has no such file. A picture has no such line.
pub fn ejected(name: &str) -> Option<Vec<u8>> {
    let bytes = EMBEDDED.get_file(name)?.contents();
    let around = match name.rsplit_once('.')?.1 {
        "html" => Some(("{#- ", " -#}")),
        "css" => Some(("/* ", " */")),
        "js" => Some(("// ", "")),
        "yaml" => Some(("# ", "")),
        _ => None,
    };
    let version = env!("CARGO_PKG_VERSION");
    let line = around.map(|(open, close)| format!("{open}{MARK}{version} from {name} {}{close}\n", digits(bytes)));
    Some([line.unwrap_or_default().as_bytes(), bytes].concat())
}

/// What to say of a file that was copied before the theme's own changed.
pub(super) fn outdated(path: &SourcePath, text: &str) -> Option<Diagnostic> {
    let line = text.lines().next()?;
    let (before, said) = line.split_once(MARK)?;
    let mut words = said.split_whitespace();
    let (version, "from", name, copied) = (words.next()?, words.next()?, words.next()?, words.next()?) else {
        return None;
    };
    let now = EMBEDDED.get_file(name).map(|file| digits(file.contents()));
    if now.as_deref() == Some(copied) {
        return None;
    }
    let span = Span::new(before.len()..before.len() + MARK.len() + said.find(copied)? + copied.len());
    let (version, name) = (shown(version), shown(name));
    let (message, hint) = if now.is_some() {
        (
            format!("this was copied by Guildhall {version}, and the theme's own `{name}` has changed since"),
            format!("move it away, write `guildhall theme eject {name}`, and make your changes again"),
        )
    } else {
        (
            format!("this was copied by Guildhall {version}, and the theme has no `{name}` any more"),
            "look at `guildhall theme eject` for the file that does its work now, or take this one out".to_owned(),
        )
    };
    Some(Diagnostic::new(Code::ThemeOutdated, Label::at(path, span), message).hint(hint))
}

fn digits(bytes: &[u8]) -> String {
    Digest::of(bytes).to_string().chars().take(DIGITS).collect()
}

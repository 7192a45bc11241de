//! Folders named in the configuration: where pages are read from and where the site is written to.
//!
//! Looks at the names alone. Links and drives are the business of [`crate::fs`], which checks again on the disk before
//! anything is written.

/// Folders below the root that hold sources other than pages.
const SOURCES: [&str; 3] = ["templates", "static", "themes"];

/// A path below or beside the root, `.` and `..` worked off.
struct Place<'a> {
    /// How many parts above the root it starts.
    up: usize,
    parts: Vec<&'a str>,
}

impl<'a> Place<'a> {
    fn of(path: &'a str) -> Self {
        let mut place = Self { up: 0, parts: Vec::new() };
        for part in path.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." => place.up += usize::from(place.parts.pop().is_none()),
                part => place.parts.push(part),
            }
        }
        place
    }
}

fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '\\']) || path.as_bytes().get(1) == Some(&b':')
}

/// A folder that must lie below the root, with `/` between its parts and none at its ends.
pub(super) fn below_root(path: &str) -> Result<String, &'static str> {
    let place = Place::of(path);
    if is_absolute(path) || place.up > 0 {
        return Err("must lie below the folder of the configuration");
    }
    if place.parts.is_empty() {
        return Err("must be a folder of its own, not the folder of the configuration");
    }
    if place.parts.iter().any(|part| part.chars().any(char::is_control)) {
        return Err("must be a plain folder name");
    }
    Ok(place.parts.join("/"))
}

/// Why the output folder `output` would overwrite what the site is made of.
pub(super) fn output_fault(output: &str, content: &str) -> Option<&'static str> {
    let (out, content) = (Place::of(output), Place::of(content));
    if is_absolute(output) {
        let drive = output.as_bytes().get(1) == Some(&b':') && out.parts.len() < 2;
        return (out.parts.is_empty() || drive).then_some("is the top of a disk");
    }
    if out.parts.is_empty() {
        return Some("holds the site's own sources");
    }
    if out.up > 0 {
        return None;
    }
    if out.parts == content.parts {
        return Some("is the content folder");
    }
    if out.parts.starts_with(&content.parts) {
        return Some("lies inside the content folder");
    }
    if content.parts.starts_with(&out.parts) {
        return Some("holds the content folder");
    }
    SOURCES.contains(&out.parts[0]).then_some("lies inside a folder of the site's sources")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_folder_never_holds_sources() {
        for output in [
            ".",
            "/",
            "..",
            "../..",
            "./public/..",
            "content",
            "content/",
            "./content/x",
            "a",
            "C:\\",
            "C:",
            "static/x",
        ] {
            let content = if output == "a" { "a/content" } else { "content" };
            assert!(output_fault(output, content).is_some(), "{output}");
        }
        for output in ["public", "build/site", "../public", "/var/www/kb", "C:\\www", "contents"] {
            assert_eq!(output_fault(output, "content"), None, "{output}");
        }
    }

    #[test]
    fn a_folder_below_the_root_has_one_form() {
        assert_eq!(below_root("./docs//pages/"), Ok("docs/pages".to_owned()));
        assert_eq!(below_root("a\\b"), Ok("a/b".to_owned()));
        for path in ["..", "/etc", ".", "", "a/../..", "C:/x", "\\\\server\\share"] {
            assert!(below_root(path).is_err(), "{path}");
        }
    }
}

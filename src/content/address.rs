//! Slugs, aliases and names that authors write: checked to be safe in an address and as a file on every system.
//!
//! Whether an address is taken or reserved is for the catalog.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::base::text;

/// The most bytes of one part of an address: file systems take 255, and endings are added.
const PART_BYTES: usize = 200;
/// The most bytes of a whole alias.
const ALIAS_BYTES: usize = 1000;

/// A written slug in the form it has in the address: lower case, NFC, blanks as `-`. `None` when it is not one safe
/// part: letters and digits of every script, `-`, `_`, and dots between digits.
pub(super) fn slug(written: &str) -> Option<String> {
    let slug: String = written.trim().replace(' ', "-").nfc().flat_map(char::to_lowercase).nfc().collect();
    let mut before = None;
    let mut letters = slug.chars().peekable();
    while let Some(letter) = letters.next() {
        let fits = match letter {
            '.' => before.is_some_and(digit) && letters.peek().copied().is_some_and(digit),
            '-' | '_' => true,
            mark if is_combining_mark(mark) => before.is_some_and(char::is_alphanumeric),
            other => other.is_alphanumeric(),
        };
        if !fits {
            return None;
        }
        before = Some(letter);
    }
    let says_something = slug.contains(char::is_alphanumeric);
    (says_something && slug.len() <= PART_BYTES && !is_device(&slug)).then_some(slug)
}

fn digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

/// Whether Windows takes a file of this name for a device. [`text::slug`] knows them: it appends to these alone.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default();
    !stem.ends_with('-') && text::slug(stem).strip_suffix('-').is_some()
}

/// A written alias as the path below the site's root it stands for: decoded, without `/` at its ends, `""` for the home
/// page. Else why it is none.
pub(super) fn alias(written: &str) -> Result<String, &'static str> {
    let path = text::decode_percent(written).ok_or("has a `%` that encodes nothing")?;
    if path.len() > ALIAS_BYTES {
        return Err("is too long");
    }
    if path.starts_with("//") || path.contains("://") || path.trim_start().starts_with("javascript:") {
        return Err("leads to another site");
    }
    if path.contains(['?', '#']) {
        return Err("has a `?` or `#`, which no file can stand for");
    }
    let path: String = path.trim_matches('/').nfc().collect();
    if path.is_empty() {
        return Ok(path);
    }
    for part in path.split('/') {
        check_part(part)?;
    }
    Ok(path)
}

fn check_part(part: &str) -> Result<(), &'static str> {
    let barred = |letter: char| {
        letter.is_control()
            || text::is_invisible(letter)
            || matches!(letter, '\\' | ':' | '*' | '"' | '<' | '>' | '|' | '%' | '\u{2028}' | '\u{2029}')
    };
    if part.is_empty() {
        return Err("has an empty part");
    }
    if matches!(part, "." | "..") {
        return Err("has a `.` or `..`");
    }
    if part.contains(barred) {
        return Err("has a letter that may not stand in a file's name");
    }
    if part.starts_with(['.', ' ']) || part.ends_with(['.', ' ']) {
        return Err("has a part that starts or ends with a dot or blank");
    }
    if part.len() > PART_BYTES || is_device(&part.to_lowercase()) {
        return Err("has a part that not every system can store");
    }
    Ok(())
}

/// Whether `id` is made of letters, digits, `-` and `_`, which file names have and ids default to.
pub(super) fn is_id(id: &str) -> bool {
    let fits = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_') || is_combining_mark(letter);
    let says_something = id.contains(char::is_alphanumeric) && !id.starts_with('-') && !id.ends_with('-');
    id.len() <= PART_BYTES && says_something && id.chars().all(fits)
}

/// Whether `name` can be the path of a template inside a theme.
pub(super) fn is_template(name: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    name.len() <= PART_BYTES
        && name.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && part.chars().all(fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_one_safe_part() {
        for (written, slug_) in [
            ("open-source", "open-source"),
            ("My Page", "my-page"),
            ("a--b_", "a--b_"),
            ("v1.2", "v1.2"),
            ("Cafe\u{301}", "café"),
            ("日本", "日本"),
        ] {
            assert_eq!(slug(written).as_deref(), Some(slug_), "{written}");
        }
        let long = "x".repeat(300);
        for written in [
            "../x",
            "/etc/x",
            "..\\x",
            "a/../b",
            "%2e%2e",
            "con",
            "LPT1",
            "com1.5",
            "name.",
            ".git",
            "index.html",
            "a\0b",
            "a?b",
            "a#b",
            "",
            "-",
            "\u{301}",
            "a\u{200b}b",
            "a\u{202e}b",
            "<b>",
            &long,
        ] {
            assert_eq!(slug(written), None, "{written}");
        }
    }

    #[test]
    fn an_alias_stays_inside_the_site() {
        for (written, path) in [
            ("/ok/old-place/", "ok/old-place"),
            ("a/b.html", "a/b.html"),
            ("/caf%C3%A9/", "café"),
            ("/", ""),
            ("/Old Page/", "Old Page"),
        ] {
            assert_eq!(alias(written).as_deref(), Ok(path), "{written}");
        }
        let long = format!("/{}/", "x".repeat(201));
        for written in [
            "../../../outside/",
            "/a/../b/",
            "/%2e%2e/x",
            "/%252e%252e/x",
            "//evil.example/",
            "https://evil.example/",
            "javascript:alert(1)",
            "a//b",
            "/x\"><script>/",
            "/a\\b/",
            "/a?b",
            "/a#b",
            "/.git/x",
            "/nul/x",
            "/a./",
            "/%00/",
            "/a\u{202e}b/",
            "/100%/",
            &long,
        ] {
            assert!(alias(written).is_err(), "{written}");
        }
    }

    #[test]
    fn ids_and_templates_are_plain_names() {
        assert!(
            is_id("team-7")
                && is_id("équipe")
                && is_id("__proto__")
                && !is_id("a b")
                && !is_id("a/b")
                && !is_id("-")
                && !is_id("")
        );
        assert!(is_template("wide.html") && is_template("kinds/faq.html"));
        for name in ["../x", "/etc/passwd", "a//b", "", "a\\b", "C:x", ".x"] {
            assert!(!is_template(name), "{name}");
        }
    }
}

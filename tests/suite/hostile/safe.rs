//! What no published file may hold, whatever its page says: nothing that runs, frames, sends or leads elsewhere by itself.

use std::fs;
use std::path::Path;

/// Elements that no page has, whatever its author wrote.
const NEVER: &[&str] =
    &["applet", "base", "embed", "frame", "frameset", "iframe", "math", "object", "plaintext", "style", "textarea"];
/// Attributes that ask a server for something, or lead somewhere.
const LEADING: &[&str] = &["action", "data", "formaction", "href", "poster", "src", "srcset"];

/// Every file below `folder` with its bytes; links are not followed.
pub(super) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.map(Result::unwrap) {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            if kind.is_dir() {
                walk(root, &path, files);
            } else if kind.is_file() {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                files.push((name, fs::read(&path).unwrap_or_default()));
            }
        }
    }
    let mut files = Vec::new();
    walk(folder, folder, &mut files);
    files
}

/// What is wrong with the files of a site.
pub(super) fn faults(out: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, bytes) in files(out) {
        let ending = Path::new(&path).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        match ending {
            "html" => {
                faults.extend(tags(&text).iter().filter_map(fault).map(|why| format!("{path}: {why}")));
            }
            "json" if serde_json::from_slice::<serde_json::Value>(&bytes).is_err() => {
                faults.push(format!("{path} is no JSON"));
            }
            _ => {}
        }
    }
    faults
}

/// A start tag: its name, and its attributes with their values, unescaped as far as it matters here.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

fn fault(tag: &Tag) -> Option<String> {
    let value = |name: &str| tag.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let name = tag.name.as_str();
    if NEVER.contains(&name) {
        return Some(format!("<{name}>"));
    }
    // The theme has icons of its own.
    if name == "svg" && (value("class"), value("viewbox")) != (Some("icon"), Some("0 0 24 24")) {
        return Some("<svg>".to_owned());
    }
    if name == "script" && value("src").is_none() && value("type") != Some("application/json") {
        return Some("a script in the page".to_owned());
    }
    if name == "meta" && value("http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) {
        let to = value("content").unwrap_or_default().to_lowercase();
        if to.contains("//") || to.contains("script:") {
            return Some(format!("leads on to {to}"));
        }
    }
    tag.attributes.iter().find_map(|(attribute, value)| {
        let value = value.trim().to_lowercase();
        let scheme: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let runs = ["javascript:", "vbscript:", "data:text"].iter().any(|start| scheme.starts_with(start));
        let leaves = value.contains("evil.example") && !(name == "a" && value.starts_with("http"));
        let fetches = name != "a" && (value.starts_with("//") || value.starts_with("http")) && name != "link";
        let bad = attribute.starts_with("on")
            || matches!(attribute.as_str(), "srcdoc" | "style")
            || (LEADING.contains(&attribute.as_str()) && (runs || leaves || fetches));
        bad.then(|| format!("<{name} {attribute}={value:?}>"))
    })
}

/// The start tags of a page that we wrote: every `<` of a text is escaped, every value stands in double quotes or is one word.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(behind) = rest.strip_prefix("!--") {
            rest = behind.split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        if length == 0 {
            continue;
        }
        let name = rest[..length].to_ascii_lowercase();
        let (attributes, behind) = attributes(&rest[length..]);
        rest = behind;
        tags.push(Tag { name, attributes });
    }
    tags
}

fn attributes(text: &str) -> (Vec<(String, String)>, &str) {
    let mut attributes = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (attributes, rest);
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>')).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let Some(value) = rest.strip_prefix('=') else {
            attributes.push((name, String::new()));
            continue;
        };
        let (value, behind) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
        };
        attributes.push((name, value.replace("&#x27;", "'").replace("&quot;", "\"").replace("&amp;", "&")));
        rest = behind;
    }
}

#[test]
fn what_runs_or_leads_away_is_seen() {
    for bad in [
        "<script>x</script>",
        "<p onclick=x>",
        "<p title=\"a\" ONload=\"x\">",
        "<a href=\" javascript:x\">",
        "<a href=\"java\nscript:x\">",
        "<img src=\"https://x.example/a.png\">",
        "<form action=\"//evil.example\">",
        "<svg>",
        "<meta http-equiv=\"refresh\" content=\"0; url=//evil.example\">",
    ] {
        assert!(tags(bad).iter().any(|tag| fault(tag).is_some()), "{bad}");
    }
    let fine = "<!-- <script> --><a title=\"<script>\" href=\"https://x.example/\"><img src=\"a.png\" alt=\"\"></a><script src=\"a.js\"></script>";
    assert!(tags(fine).iter().all(|tag| fault(tag).is_none()));
}

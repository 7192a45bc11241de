//! The theme's files that pages load: styles, scripts, fonts.
//!
//! A file is published as `assets/NAME-HASH.ext`, so that browsers may keep it for ever. The parts in `static/css/` are
//! joined in name order into `style.css`, those in `static/js/` into `search.js`; a theme's part replaces the part of the
//! same name. In the styles, `url("NAME")` of another file of the theme becomes that file's published name. Scripts and
//! styles of the embedded theme lose their comments and blanks that say nothing; those of a site's theme are published as they are. A site's
//! own `static/` folder is not read here.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::theme::fatal;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::digest::Digest;
use crate::base::path::{OutPath, SourcePath};
use crate::fs::{Blob, Source};

/// A folder in `static/` whose files are published as one.
#[derive(Clone, Copy)]
struct Joined {
    /// The folder, with `/` at its end.
    folder: &'static str,
    /// The name of the whole.
    name: &'static str,
}

const STYLES: Joined = Joined { folder: "css/", name: "style.css" };
const SCRIPTS: Joined = Joined { folder: "js/", name: "search.js" };

/// Files by their name in `static/`, while the layers are laid over each other.
#[derive(Default)]
pub(super) struct Layers {
    files: BTreeMap<String, Blob>,
    /// By folder and name.
    parts: BTreeMap<(&'static str, String), Arc<str>>,
}

/// The place of the file `name`, when it is a part of something.
fn part(name: &str) -> Option<(&'static str, String)> {
    let part = |joined: Joined| Some((joined.folder, name.strip_prefix(joined.folder)?.to_owned()));
    part(STYLES).or_else(|| part(SCRIPTS))
}

/// A file ready to be published.
#[derive(Clone, Debug)]
pub(super) struct ThemeAsset {
    /// Where.
    pub(super) path: OutPath,
    /// What.
    pub(super) blob: Blob,
}

impl Layers {
    /// Adds a file of the embedded theme.
    pub(super) fn add_embedded(&mut self, name: &str, bytes: &'static [u8]) {
        let text = std::str::from_utf8(bytes).ok();
        let script = match text {
            Some(text) if has_ending(name, "js") => Some(without_comments(text)),
            Some(text) if has_ending(name, "css") => Some(without_notes(text)),
            _ => None,
        };
        if let (Some(part), Some(text)) = (part(name), text) {
            self.parts.insert(part, script.as_deref().unwrap_or(text).into());
        } else {
            let blob = script.map_or_else(|| Blob::bytes(bytes), |text| Blob::bytes(text.into_bytes()));
            self.files.insert(name.to_owned(), blob);
        }
    }

    /// Adds a file of a theme of the site.
    pub(super) fn add(&mut self, name: &str, path: &SourcePath, source: &Source, diags: &mut Diags) {
        match (part(name), source) {
            (Some(part), Source::Text(text)) => {
                self.parts.insert(part, text.text.clone());
            }
            (None, Source::Text(text)) => {
                self.files.insert(name.to_owned(), Blob::bytes(text.text.as_bytes()));
            }
            // Only texts of pages are let go.
            (None, Source::Known(_)) => {}
            (None, Source::Asset(asset)) => {
                self.files.insert(name.to_owned(), Blob::Copy { from: path.clone(), digest: asset.digest });
            }
            (Some(_), Source::Known(_) | Source::Asset(_)) => {
                let diag = Diagnostic::new(
                    Code::ThemeFile,
                    Label::file(path),
                    "this part of the styles or scripts is no text",
                )
                .hint(
                    "keep only `.css` files in `static/css/` and `.js` files in `static/js/`, all others in `static/`",
                );
                diags.push(diag);
            }
            (_, Source::Unusable(diag)) => diags.push(fatal(diag)),
        }
    }

    /// Names every file for publishing.
    pub(super) fn finish(mut self) -> BTreeMap<String, ThemeAsset> {
        let (styles, scripts) = (self.joined(STYLES), self.joined(SCRIPTS));
        self.files.insert(SCRIPTS.name.to_owned(), Blob::bytes(scripts.into_bytes()));
        self.files.remove(STYLES.name);
        let mut assets: BTreeMap<String, ThemeAsset> = BTreeMap::new();
        for (name, blob) in self.files {
            let path = published(&name, blob.digest());
            assets.insert(name, ThemeAsset { path, blob });
        }
        let blob = Blob::bytes(resolve_urls(&styles, &assets).into_bytes());
        assets.insert(STYLES.name.to_owned(), ThemeAsset { path: published(STYLES.name, blob.digest()), blob });
        assets
    }

    /// The parts of a whole, in name order.
    fn joined(&self, whole: Joined) -> String {
        let parts = self.parts.iter().filter(|((folder, _), _)| *folder == whole.folder);
        parts.map(|(_, text)| text.trim_end()).collect::<Vec<_>>().join("\n\n") + "\n"
    }
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

/// A script of the embedded theme without indentation, empty lines and the lines that are comments. Only fit for scripts
/// in which no text goes over several lines; a test holds the embedded ones to that.
fn without_comments(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let is_code = |line: &&str| !(line.is_empty() || line.starts_with("//") || line.starts_with("/**"));
    let mut bare = String::with_capacity(script.len());
    for line in lines.filter(is_code) {
        if !without_blanks(line, &mut bare) || !bare.ends_with(['{', '(', '[', ',', ';']) {
            bare.push('\n');
        }
    }
    bare
}

/// Adds a line of a script without the blanks beside signs. What stands in quotes or is a regular expression stays, and so
/// does all that follows another slash, which may begin a comment, or a text with texts in its code. Whether there was no
/// such thing.
fn without_blanks(line: &str, bare: &mut String) -> bool {
    let is_sign = |letter: Option<char>| letter.is_some_and(|letter| "{}()[],;:?=<>&|*!%".contains(letter));
    // Beside another of its sort the blank parts `a + +b`.
    let is_sum = |letter: Option<char>| letter.is_some_and(|letter| "+-".contains(letter));
    let mut letters = line.chars();
    let mut quote = None;
    while let Some(letter) = letters.next() {
        let rest = letters.as_str();
        match (quote, letter) {
            (None, '`') if let Some(text) = plain_template(rest) => {
                bare.extend(["`", text, "`"]);
                letters = rest.get(text.len() + 1..).unwrap_or_default().chars();
            }
            (None, '/')
                if bare.ends_with(['(', ','])
                    && let Some(text) = expression(rest) =>
            {
                bare.extend(["/", text]);
                letters = rest.get(text.len()..).unwrap_or_default().chars();
            }
            (None, '/' | '`') => {
                bare.push(letter);
                bare.push_str(rest);
                return false;
            }
            (None, ' ') if is_sign(bare.chars().next_back()) || is_sign(rest.chars().next()) => {}
            (None, ' ') if is_sum(bare.chars().next_back()) != is_sum(rest.chars().next()) => {}
            (None, '"' | '\'') => {
                quote = Some(letter);
                bare.push(letter);
            }
            (Some(_), '\\') => {
                bare.push(letter);
                bare.extend(letters.next());
            }
            _ => {
                quote = quote.filter(|quote| *quote != letter);
                bare.push(letter);
            }
        }
    }
    true
}

/// What stands before the next backtick, if it is a whole text: code in it holds no text of its own.
fn plain_template(rest: &str) -> Option<&str> {
    let (text, _) = rest.split_once('`')?;
    let is_whole = |piece: &str| piece.matches('}').count() == 1 && !piece.contains('{');
    let mut pieces = text.split("${");
    let is_plain = pieces.next().is_some_and(|piece| !piece.contains('}')) && pieces.all(is_whole);
    (is_plain && !text.contains('\\')).then_some(text)
}

/// A regular expression behind its first slash, up to the last.
fn expression(rest: &str) -> Option<&str> {
    let mut in_class = false;
    let mut letters = rest.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => _ = letters.next(),
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return rest.get(..=at).filter(|_| at > 0),
            _ => {}
        }
    }
    None
}

/// A style sheet of the embedded theme without comments and without the blanks that say nothing. Only fit for style sheets
/// without `'` around texts and without escaped quotes; a test holds the embedded ones to that.
fn without_notes(styles: &str) -> String {
    let mut bare = String::with_capacity(styles.len());
    // Every second piece is a text between quotes.
    for (at, piece) in uncommented(styles).split('"').enumerate() {
        if at > 0 {
            bare.push('"');
        }
        if at % 2 == 1 {
            bare.push_str(piece);
        } else {
            squeeze(piece, &mut bare);
        }
    }
    bare
}

fn uncommented(styles: &str) -> String {
    let mut pieces = styles.split("/*");
    let mut bare = pieces.next().unwrap_or_default().to_owned();
    bare.extend(pieces.map(|piece| piece.split_once("*/").map_or("", |(_, after)| after)));
    bare
}

/// Adds `piece` with one blank for many, and none beside marks that part things by themselves. One before `:` may stay
/// for "inside", one after it never.
fn squeeze(piece: &str, bare: &mut String) {
    for char in piece.chars() {
        let char = if char.is_whitespace() { ' ' } else { char };
        if "{};,".contains(char) && bare.ends_with(' ') {
            bare.pop();
        }
        if char == '}' && bare.ends_with(';') {
            bare.pop();
        }
        if char != ' ' || !(bare.is_empty() || bare.ends_with([' ', '{', '}', ';', ',', ':'])) {
            bare.push(char);
        }
    }
}

/// `fonts/a.woff2` becomes `assets/fonts/a-0123456789.woff2`.
pub(super) fn published(name: &str, digest: Digest) -> OutPath {
    let hex = digest.to_string();
    let hash = &hex[..10];
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    OutPath::new(format!("assets/{stem}-{hash}{ending}"))
}

/// `url("NAME")` in the joined styles leads to the published file; they lie in the same folder as it or above it.
fn resolve_urls(styles: &str, assets: &BTreeMap<String, ThemeAsset>) -> String {
    let mut resolved = String::with_capacity(styles.len());
    let mut rest = styles;
    while let Some(at) = rest.find("url(\"") {
        let start = at + "url(\"".len();
        resolved.push_str(&rest[..start]);
        rest = &rest[start..];
        let name = rest.find('"').map_or("", |end| &rest[..end]);
        if let Some(asset) = assets.get(name) {
            resolved.push_str(asset.path.as_str().trim_start_matches("assets/"));
            rest = &rest[name.len()..];
        }
    }
    resolved.push_str(rest);
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::Text;

    fn text(text: &str) -> Source {
        Source::Text(Text { text: text.into(), digest: Digest::of(text.as_bytes()) })
    }

    #[test]
    fn parts_are_joined_replaced_and_their_urls_resolved() {
        let mut layers = Layers::default();
        layers.add_embedded("css/1.css", b"one {}\n");
        layers.add_embedded("css/2.css", b"two {}\n");
        layers.add_embedded("a.svg", b"<svg/>");
        let path = SourcePath::new("themes/x/static/css/2.css");
        layers.add("css/2.css", &path, &text("b { mask: url(\"a.svg\") url(\"b.svg\") }"), &mut Vec::new());
        let assets = layers.finish();
        let Blob::Bytes(bytes, _) = &assets["style.css"].blob else { panic!("styles are made") };
        let svg = assets["a.svg"].path.as_str().trim_start_matches("assets/");
        let expected = format!("one{{}}\n\nb {{ mask: url(\"{svg}\") url(\"b.svg\") }}\n");
        assert_eq!(std::str::from_utf8(bytes), Ok(expected.as_str()));
    }

    #[test]
    fn embedded_scripts_are_joined_without_their_comments() {
        let mut layers = Layers::default();
        layers.add_embedded("js/2.js", b"// Two.\n(() => {\n  // Inner.\n\n  two(\"// 2\");\n})();\n");
        layers.add_embedded("js/1.js", b"/** One. */\none();\n");
        layers.add_embedded("alone.js", b"  alone(); // stays\n");
        let path = SourcePath::new("themes/x/static/js/3.js");
        layers.add("js/3.js", &path, &text("  // of the site\n"), &mut Vec::new());
        let assets = layers.finish();
        let read = |name: &str| match &assets[name].blob {
            Blob::Bytes(bytes, _) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        };
        assert_eq!(read("search.js"), "one();\n\n(()=>{two(\"// 2\");})();\n\n  // of the site\n");
        assert_eq!(read("alone.js"), "alone();// stays\n");
    }

    #[test]
    fn blanks_of_scripts_go_where_they_say_nothing() {
        let squeezed = |script: &str| without_comments(script);
        assert_eq!(
            squeezed("const a = [\"b : c\", 'd, \\' e'] ? f : g + +h;"),
            "const a=[\"b : c\",'d, \\' e']?f:g+ +h;"
        );
        assert_eq!(
            squeezed("a = b / c; /x , y/.test(d)\ne = `f , g` , `${h , i}`;"),
            "a=b / c; /x , y/.test(d)\ne=`f , g`,`${h , i}`;"
        );
        assert_eq!(squeezed("a.b(/[/ ,] , \\/ ;/g, c); // , d"), "a.b(/[/ ,] , \\/ ;/g,c);// , d\n");
        assert_eq!(squeezed("a.b(// , c"), "a.b(// , c\n");
        assert_eq!(squeezed("a = `} ${`x , y`}` , b;"), "a=`} ${`x , y`}` , b;\n");
        assert_eq!(squeezed("a = `${b ? `c , d` : e}` , f;"), "a=`${b ? `c , d` : e}` , f;\n");
        assert_eq!(squeezed("return typeof a\n  ? \"\\\\\" : b"), "return typeof a\n?\"\\\\\":b\n");
    }

    #[test]
    fn embedded_styles_are_joined_without_their_comments() {
        let mut layers = Layers::default();
        let css = b"/* One. */\n@layer a, b;\n@layer a {\n  /* Two\n     lines. */\n\n  p :is(b, i) { margin: 0 1px; content: \"a, ;\"; } /* 3 */\n}\n";
        layers.add_embedded("css/1.css", css);
        let assets = layers.finish();
        let Blob::Bytes(bytes, _) = &assets["style.css"].blob else { panic!("no styles") };
        let bare = std::str::from_utf8(bytes);
        assert_eq!(bare, Ok("@layer a,b;@layer a{p :is(b,i){margin:0 1px;content:\"a, ;\"}}\n"));
    }

    #[test]
    fn a_file_keeps_its_folder_and_its_ending() {
        let digest = Digest::of(b"");
        let hash = &digest.to_string()[..10];
        assert_eq!(published("f/a.b.woff2", digest).as_str(), format!("assets/f/a.b-{hash}.woff2"));
        assert_eq!(published("f.x/LICENCE", digest).as_str(), format!("assets/f.x/LICENCE-{hash}"));
    }
}

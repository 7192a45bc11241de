//! Paths that cannot be mixed up: where a source lies, what address a page has, where an output goes.
//!
//! All three are UTF-8 with `/` on every system. None knows the disk; [`crate::fs`] turns them into real paths.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! path_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The path as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

path_type! {
    /// A file below the site's root, as people write it: `content/travel/visa.md`.
    SourcePath
}

path_type! {
    /// A page's address below the site's root: `travel/visa/`; the home page is the empty text. A file's is its path.
    /// Always decoded (letters, not `%C3%A9`); [`crate::base::text::encode_path`] encodes it for a link.
    Address
}

path_type! {
    /// A file below the output folder: `travel/visa/index.html`.
    OutPath
}

impl SourcePath {
    /// The path `path`; `\` becomes `/`.
    pub fn new(path: impl AsRef<str>) -> Self {
        let path = path.as_ref();
        if path.contains('\\') { Self(path.replace('\\', "/").into()) } else { Self(path.into()) }
    }

    /// The folder it lies in, `""` at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name with its ending.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The file's name without its last ending.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The last ending in lower case, `""` without one.
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or(String::new(), |(_, ext)| ext.to_ascii_lowercase())
    }

    /// Whether its last ending is `ending`, letter case aside.
    pub fn ends_in(&self, ending: &str) -> bool {
        self.name().rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending))
    }

    /// What follows `folder/`, if it lies below that folder. The empty folder is the root.
    pub fn below(&self, folder: &str) -> Option<&str> {
        if folder.is_empty() {
            return Some(&self.0);
        }
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

/// Whether a link to `target` (a path or an address, perhaps with a fragment) leads to a document that people read
/// outside the site: a PDF, a file of an office program.
pub fn is_document(target: &str) -> bool {
    const ENDINGS: [&str; 15] =
        ["pdf", "doc", "docx", "odt", "rtf", "ppt", "pptx", "odp", "xls", "xlsx", "ods", "csv", "epub", "vsd", "vsdx"];
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// Joins `path` to `folder`, which has no `/` at its ends, and resolves `.` and `..`; `None` when it leaves the root.
pub fn joined(folder: &str, path: &str) -> Option<String> {
    let mut joined = String::with_capacity(folder.len() + 1 + path.len());
    joined.push_str(folder);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if joined.is_empty() => return None,
            ".." => joined.truncate(joined.rfind('/').unwrap_or_default()),
            part => {
                if !joined.is_empty() {
                    joined.push('/');
                }
                joined.push_str(part);
            }
        }
    }
    Some(joined)
}

/// `to` as seen from the folder `from`; both below one root.
pub fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to.get(shared..).unwrap_or_default().join("/"))
}

impl Address {
    /// The address `address`, which has no `/` in front and one at its end unless it is the home page.
    pub fn new(address: impl AsRef<str>) -> Self {
        let mut address = address.as_ref();
        // As `trim_matches`, which takes a letter at a time for a pattern to be searched.
        while let Some(rest) = address.strip_prefix('/') {
            address = rest;
        }
        let mut inner = address;
        while let Some(rest) = inner.strip_suffix('/') {
            inner = rest;
        }
        if inner.is_empty() {
            return Self("".into());
        }
        // As a rule the `/` is there already, and nothing needs to be put together.
        address.get(..=inner.len()).map_or_else(|| Self([inner, "/"].concat().into()), |whole| Self(whole.into()))
    }

    /// The address of a file, by its path in the output.
    pub fn of_file(path: &str) -> Self {
        Self(path.into())
    }

    /// The file that holds the page.
    pub fn index(&self) -> OutPath {
        OutPath([&self.0, "index.html"].concat().into())
    }

    /// How the site's root is reached from this page: `""` at home, else one `../` a part.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The address with letter case and composition folded away: two pages that share it collide on some file system.
    pub fn folded(&self) -> String {
        super::text::lower(&self.0)
    }

    /// The last part: `visa` for `travel/visa/`.
    pub fn leaf(&self) -> &str {
        let inner = self.0.trim_end_matches('/');
        inner.rsplit_once('/').map_or(inner, |(_, leaf)| leaf)
    }
}

impl OutPath {
    /// The output file `path`, relative and with `/`.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(path.as_ref().trim_start_matches('/').into())
    }

    /// The path with letter case and composition folded away: two files that share it are one on some file system.
    pub fn folded(&self) -> String {
        super::text::lower(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_one_form() {
        for same in ["a/b", "/a/b/", "a/b/"] {
            assert_eq!(Address::new(same).as_str(), "a/b/");
        }
        assert_eq!(Address::new("/").as_str(), "");
        assert_eq!(Address::new("a/b").to_root(), "../../");
        assert_eq!(Address::new("").index().as_str(), "index.html");
    }

    #[test]
    fn a_path_is_seen_from_a_folder() {
        assert_eq!(relative("content/a/b", "content/c/d.md"), "../../c/d.md");
        assert_eq!(relative("content", "content/c.md"), "c.md");
        assert_eq!(joined("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(joined("a", "../../c.md"), None);
    }

    #[test]
    fn a_source_path_is_below_its_folders_only() {
        let path = SourcePath::new("content\\a\\b.x.MD");
        assert_eq!((path.folder(), path.stem(), path.extension().as_str()), ("content/a", "b.x", "md"));
        assert_eq!(path.below("content"), Some("a/b.x.MD"));
        assert_eq!(path.below("cont"), None);
    }
}

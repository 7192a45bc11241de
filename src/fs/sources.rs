//! What was read of a site's folders: the value that a build starts from.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::Diags;
use crate::base::digest::Digest;
use crate::base::path::SourcePath;
use crate::base::picture::Size;

/// Every file of the site that a build may use, and what could not be read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Files below the content folder, `templates/`, `static/` and `themes/NAME/`, by path below the root.
    pub files: BTreeMap<SourcePath, Source>,
    /// What was found while reading: links that lead out, pipes, folders that may not be opened …
    pub diags: Diags,
}

/// A file.
#[derive(Clone, Debug)]
pub enum Source {
    /// Held whole: Markdown, YAML, templates.
    Text(Text),
    /// A page's text that was read before and let go ([`super::Loader::let_go`]): the same bytes, by their digest.
    Known(Digest),
    /// Everything else: only its digest is held.
    Asset(Asset),
    /// A text file that cannot be used: not UTF-8, too large, not readable. Says why, ready to be reported; a page of
    /// this name exists but is withheld.
    Unusable(Box<crate::base::diag::Diagnostic>),
}

impl Source {
    /// Of what the file holds, or of why it cannot be used.
    pub fn digest(&self) -> Digest {
        match self {
            Self::Text(text) => text.digest,
            Self::Known(digest) => *digest,
            Self::Asset(asset) => asset.digest,
            Self::Unusable(why) => Digest::of(why.message.as_bytes()),
        }
    }
}

/// A text file.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its text, a byte-order mark dropped.
    pub text: Arc<str>,
    /// Of the text.
    pub digest: Digest,
}

/// A file that is copied as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its length in bytes.
    pub len: u64,
    /// Of its bytes.
    pub digest: Digest,
    /// How large it is shown, if its name and its beginning say that it is a picture.
    pub size: Option<Size>,
}

impl Sources {
    /// The text of a file, if it is one.
    pub fn text(&self, path: &SourcePath) -> Option<&Text> {
        match self.files.get(path)? {
            Source::Text(text) => Some(text),
            Source::Known(_) | Source::Asset(_) | Source::Unusable(_) => None,
        }
    }
}

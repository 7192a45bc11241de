//! What folders say for all their pages: `defaults:` of the configuration and every `_defaults.yaml`.
//!
//! The nearest folder wins, field by field; a value replaces, lists are not joined. Only the audience adds up: it can
//! only be narrowed on the way down.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::audience;
use super::common;
use super::context::ParseContext;
use super::fields::{Fields, Layers};
use super::front::Audience;
use super::kind;
use crate::base::code::Code;
use crate::base::diag::{Diags, Label};
use crate::base::digest::{Digest, Digester};
use crate::base::path::SourcePath;
use crate::base::text::shown;
use crate::base::yaml::{Node, NodeKind, Reader, Rules, load};
use crate::config::Config;
use crate::fs::{Source, Sources};
use crate::markdown::Body;

/// The name of the file in a folder.
pub const FILE: &str = "_defaults.yaml";

/// What all folders above say, for the pages of one folder.
#[derive(Clone, Debug, Default)]
pub struct FolderDefaults {
    fields: Fields,
    audience: Audience,
    digest: Digest,
    /// Where each field is written, for findings: no part of the digest, as it changes no page.
    places: BTreeMap<&'static str, Label>,
}

impl FolderDefaults {
    /// Of all fields and of the audience, wherever they are written.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Whom the folder is for; unknown when that cannot be read somewhere above.
    pub fn audience(&self) -> &Audience {
        &self.audience
    }

    /// Where `field` is written.
    pub fn place(&self, field: &str) -> Option<&Label> {
        self.places.get(field)
    }

    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    fn new(fields: Fields, audience: Audience) -> Self {
        let mut digester = Digester::default();
        match &audience {
            Audience::All => digester.part(b"all"),
            Audience::Only(names) => digester.part(b"only").value(names),
            Audience::Unknown => digester.part(b"unknown"),
        };
        let digest = digester.value(&fields).finish();
        Self { fields, audience, digest, places: BTreeMap::new() }
    }

    /// A folder below, which says `layer` itself.
    fn below(&self, layer: Layer) -> Self {
        let mut fields = self.fields.clone();
        fields.lay(layer.fields);
        let mut places = self.places.clone();
        places.extend(layer.places);
        Self { places, ..Self::new(fields, layer.audience) }
    }
}

/// The defaults of every folder of a site.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    base: FolderDefaults,
    folders: BTreeMap<String, Arc<FolderDefaults>>,
}

impl Defaults {
    /// Reads them all. What is wrong with one is found here, once, and not again for each page below it.
    pub fn load(sources: &Sources, config: &Config, context: &ParseContext) -> (Self, Diags) {
        let mut diags = Diags::new();
        let mut defaults = Self::default();
        if let Some(node) = &config.defaults {
            let reader = Reader::of_config(&config.path);
            let layer = Layer::read(node.clone(), &config.path, &Audience::All, reader, context, &mut diags);
            defaults.base = FolderDefaults::default().below(layer);
        }
        let below = |path: &&SourcePath| path.name() == FILE && path.below(context.content()).is_some();
        let mut files: Vec<&SourcePath> = sources.files.keys().filter(below).collect();
        // A folder's name starts with its parent's: parents come first.
        files.sort_by_key(|path| path.folder());
        for path in files {
            let above = defaults.at(path.folder());
            let layer = Layer::load(sources, path, above.audience(), context, &mut diags);
            let folder = above.below(layer);
            defaults.folders.insert(path.folder().to_owned(), Arc::new(folder));
        }
        (defaults, diags)
    }

    /// What holds for the pages of `folder`, a folder below the root such as `content/travel`.
    pub fn at(&self, folder: &str) -> &FolderDefaults {
        let mut folder = folder;
        loop {
            if let Some(defaults) = self.folders.get(folder) {
                return defaults;
            }
            match folder.rsplit_once('/') {
                Some((parent, _)) => folder = parent,
                None => return &self.base,
            }
        }
    }
}

/// What one place says.
struct Layer {
    fields: Fields,
    /// Of the folder, narrowed by those above.
    audience: Audience,
    places: BTreeMap<&'static str, Label>,
}

impl Layer {
    fn nothing(audience: Audience) -> Self {
        Self { fields: Fields::default(), audience, places: BTreeMap::new() }
    }

    fn load(sources: &Sources, path: &SourcePath, above: &Audience, context: &ParseContext, diags: &mut Diags) -> Self {
        let unknown = Self::nothing(Audience::Unknown);
        let text = match sources.files.get(path) {
            Some(Source::Text(text)) => text,
            Some(Source::Unusable(why)) => {
                diags.push((**why).clone());
                return unknown;
            }
            Some(Source::Known(_) | Source::Asset(_)) | None => return unknown,
        };
        let (node, found) = load(&text.text, 0, path, Rules::FRONT);
        let faulty = !found.is_empty();
        diags.extend(found);
        match node {
            Some(node) => {
                let layer = Self::read(node, path, above, Reader::of_front(path), context, diags);
                if faulty { Self { audience: Audience::Unknown, ..layer } } else { layer }
            }
            None if faulty => unknown,
            None => Self::nothing(above.clone()),
        }
    }

    fn read(
        node: Node,
        path: &SourcePath,
        above: &Audience,
        mut reader: Reader<'_>,
        context: &ParseContext,
        diags: &mut Diags,
    ) -> Self {
        if node.is_nothing() {
            return Self::nothing(above.clone());
        }
        let NodeKind::Map(entries) = node.kind else {
            let hint = "write each field on a line, with a blank after the colon";
            reader.find(Code::FrontSyntax, node.span, "these are no `key: value` lines", hint);
            diags.extend(reader.finish());
            return Self::nothing(Audience::Unknown);
        };
        let (mut fields, unknown) = Fields::of(entries);
        for (key, _) in &unknown {
            reader.unknown_key(key, "", Fields::names("faq"));
        }
        for (name, node) in fields.take_of_one_page() {
            let message = format!("`{}` belongs to one page and is not passed on", shown(name));
            reader.find(Code::KeyUnknown, node.span, message, "move it to the page it is meant for");
        }
        let inherited = Fields::default();
        let mut layers = Layers { reader, own: &fields, inherited: &inherited };
        check(&mut layers, context);
        let written = layers.one("audience", |reader, _, node| {
            let own = audience::read(reader, node, context.audiences());
            Some(audience::narrow(reader, above, own, node.span))
        });
        diags.extend(layers.reader.finish());
        let places = fields.places().map(|(name, span)| (name, Label::at(path, span))).collect();
        Self { fields: fields.unplaced(), audience: written.unwrap_or_else(|| above.clone()), places }
    }
}

/// Reads every field once for the findings: pages take them in silence.
fn check(layers: &mut Layers<'_>, context: &ParseContext) {
    // Without a kind of their own the defaults are for pages of any; the fields of questions are no other kind's.
    let kind = Some(kind::read::word(layers, "", "")).filter(|kind| *kind != "page").unwrap_or("faq");
    let _ = common::read(layers, "page", context);
    let _ = kind::read::fields(layers, kind, &mut Body::default(), context);
}

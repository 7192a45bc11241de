//! One file, read: front matter, fields, body.

use std::sync::Arc;

use super::audience;
use super::common;
use super::context::ParseContext;
use super::defaults::FolderDefaults;
use super::fields::{Fields, Layers};
use super::front::{Audience, Front};
use super::includes::Includes;
use super::kind::{self, Kind};
use super::prose;
use super::split::{Split, split};
use super::{Doc, Parsed};
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::digest::{Digest, Digester};
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::base::text::shown;
use crate::base::yaml::{Key, Node, NodeKind, Reader, Rules, load};
use crate::fs::Text;
use crate::markdown::{Body, Source};

/// Of all that [`parse`] depends on. Equal key, equal result.
pub fn key(
    path: &SourcePath,
    text: Digest,
    defaults: &FolderDefaults,
    context: &ParseContext,
    includes: &Includes<'_>,
) -> Digest {
    let mut digester = Digester::default();
    digester.part(path.as_str().as_bytes()).digest(text).digest(defaults.digest()).digest(context.digest());
    if let Some(included) = includes.digest(path) {
        digester.digest(included);
    }
    digester.finish()
}

/// Reads the page `path`. It never fails: a page with an error among its findings is withheld, but known.
///
/// Without readable front matter its audience is unknown.
pub fn parse(
    path: &SourcePath,
    text: &Text,
    defaults: &FolderDefaults,
    context: &ParseContext,
    includes: &Includes<'_>,
) -> Parsed {
    let split = split(&text.text, path);
    let (entries, mut diags) = front_matter(&text.text, &split, path);
    let readable = !split.unread && entries.is_some() && diags.is_empty();
    let (own, unknown) = Fields::of(entries.unwrap_or_default());
    let body_text = text.text.get(split.body..).unwrap_or_default();
    let mut layers = Layers { reader: Reader::of_front(path), own: &own, inherited: defaults.fields() };
    let word = kind::read::word(&mut layers, below_content(path, context), path.stem());
    let source = Source { text: body_text, base: split.body, path };
    let library = includes.library();
    let (mut body, found) = context.markdown().parse(source, Some(&library), kind::reads_structure(word));
    let mut front = fields(&mut layers, word, &mut body, context);
    report_unknown(&mut layers, &unknown, front.kind.word());
    let audience = page_audience(&mut layers, defaults.audience(), context);
    front.common.audience = if readable { audience } else { Audience::Unknown };
    front.span = split.front;
    if let Kind::Path(steps) = &mut front.kind {
        steps.take_steps(source, &library);
    }
    diags.extend(layers.reader.finish());
    if body_text.trim().is_empty() && front.common.title.is_none() && !own.has_any_of(front.kind.word()) && readable {
        let empty = Diagnostic::new(Code::PageEmpty, Label::file(path), "the page holds nothing");
        diags.push(empty.hint("write a title and some text, or delete the file"));
    }
    // In front matter that cannot be read it may be there.
    if let Some((field, hint)) = front.kind.missing().filter(|_| readable) {
        let message = format!("this page is of kind `{}`, but has no {field}", front.kind.word());
        diags.push(Diagnostic::new(Code::FieldMissing, Label::file(path), message).hint(hint));
    }
    diags.extend(split.diags);
    diags.extend(found);
    let acronyms = prose::look(prose::Source { path, text: &text.text, body: split.body }, &mut body, &mut diags);
    let digest = key(path, text.digest, defaults, context, includes);
    Parsed { doc: Arc::new(Doc { path: path.clone(), front, body, acronyms, digest }), diags }
}

/// A page whose file cannot be used, for the reason `why`: known by its path alone, seen by nobody.
pub fn unusable(
    path: &SourcePath,
    why: &Diagnostic,
    defaults: &FolderDefaults,
    context: &ParseContext,
    includes: &Includes<'_>,
) -> Parsed {
    let none = Fields::default();
    let mut layers = Layers { reader: Reader::of_front(path), own: &none, inherited: defaults.fields() };
    let mut body = Body::default();
    let word = kind::read::word(&mut layers, below_content(path, context), path.stem());
    let mut front = fields(&mut layers, word, &mut body, context);
    front.common.audience = Audience::Unknown;
    let digest = key(path, Digest::of(why.message.as_bytes()), defaults, context, includes);
    Parsed {
        doc: Arc::new(Doc { path: path.clone(), front, body, acronyms: Vec::new(), digest }),
        diags: vec![why.clone()],
    }
}

/// The entries of the front matter; `None` when there are some that cannot be read.
fn front_matter(text: &str, split: &Split, path: &SourcePath) -> (Option<Vec<(Key, Node)>>, Diags) {
    let Some(range) = split.yaml.clone() else { return (Some(Vec::new()), Diags::new()) };
    let base = range.start;
    let (node, mut diags) = load(text.get(range).unwrap_or_default(), base, path, Rules::FRONT);
    match node {
        None => (diags.is_empty().then(Vec::new), diags),
        Some(Node { kind: NodeKind::Map(entries), .. }) => (Some(entries), diags),
        Some(node) if node.is_nothing() => (Some(Vec::new()), diags),
        Some(node) => {
            let found = Diagnostic::new(
                Code::FrontSyntax,
                Label::at(path, node.span),
                "the front matter is not made of `key: value` lines",
            );
            diags.push(found.hint("write each field on a line, with a blank after the colon"));
            (None, diags)
        }
    }
}

/// The audience of the page's own fields inside that of its folders.
fn page_audience(layers: &mut Layers<'_>, above: &Audience, context: &ParseContext) -> Audience {
    let Some((_, node)) = layers.own.get("audience").first() else { return above.clone() };
    let own = audience::read(&mut layers.reader, node, context.audiences());
    audience::narrow(&mut layers.reader, above, own, node.span)
}

/// The folder of `path` below the content folder.
fn below_content<'a>(path: &'a SourcePath, context: &ParseContext) -> &'a str {
    let folder = path.folder();
    folder.strip_prefix(context.content()).unwrap_or(folder)
}

/// The typed fields of a page of kind `word`, all but the audience.
fn fields(layers: &mut Layers<'_>, word: &'static str, body: &mut Body, context: &ParseContext) -> Front {
    let common = common::read(layers, word, context);
    let kind = kind::read::fields(layers, word, body, context);
    Front { common, kind, span: Span::default() }
}

/// Keys that no kind has, and fields of another kind than the page's.
fn report_unknown(layers: &mut Layers<'_>, unknown: &[(Key, Node)], kind: &str) {
    for (key, _) in unknown {
        layers.reader.unknown_key(key, "", Fields::names(kind));
    }
    for (name, node) in layers.own.of_other_kinds(kind) {
        let owner = kind::owner_of(name).unwrap_or("page");
        let message = format!("`{}` is a field of kind `{owner}`, and this page is of kind `{kind}`", shown(name));
        layers.reader.find(Code::KeyUnknown, node.span, message, &format!("add `kind: {owner}` or delete the field"));
    }
}

//! Which kind a page has.

use super::{Kind, community, event, faq, job_aid, of_folder, path, person, values};
use crate::base::yaml::{Node, Reader};
use crate::content::context::ParseContext;
use crate::content::fields::Layers;
use crate::markdown::Body;

/// The word of a page's kind: as written, else by the nearest folder above, else `page`. `folder` is the page's folder
/// below the content folder, `stem` its file's name without the ending.
///
/// The page that opens the folder `communities` is no community, but what stands above their list. Only one that opens
/// `faqs` may hold questions itself.
pub(in crate::content) fn word(layers: &mut Layers<'_>, folder: &str, stem: &str) -> &'static str {
    let stem = stem.split('.').next().unwrap_or_default();
    let opens = ["index", "_index", "README"].contains(&stem);
    let by_folder = || {
        let (nearest, kind) = folder.rsplit('/').enumerate().find_map(|(at, name)| Some((at, of_folder(name)?)))?;
        (nearest > 0 || !opens || kind == "faq").then_some(kind)
    };
    layers.one("kind", written).or_else(by_folder).unwrap_or("page")
}

pub(in crate::content) fn written(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<&'static str> {
    values::word(reader, name, node, Kind::WORDS)
}

/// The kind's own fields.
pub(in crate::content) fn fields(layers: &mut Layers<'_>, word: &str, body: &mut Body, context: &ParseContext) -> Kind {
    match word {
        "faq" => Kind::Faq(faq::read(layers, body)),
        "job-aid" => Kind::JobAid(job_aid::read(layers, body)),
        "community" => Kind::Community(Box::new(community::read(layers))),
        "event" => Kind::Event(event::read(layers, context.time_zone())),
        "path" => Kind::Path(path::read(layers)),
        "person" => Kind::Person(person::read(layers)),
        _ => Kind::Page,
    }
}

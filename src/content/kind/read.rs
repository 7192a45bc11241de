//! Which kind a page has, and the kind's own fields.

use super::faq::Questions;
use super::{Faq, Field, Kind, fields_of, of_folder};
use crate::base::code::Code;
use crate::base::span::Spanned;
use crate::base::text::{nearest, shown};
use crate::base::yaml::{Node, Reader};
use crate::content::fields::Layers;
use crate::markdown::Body;

/// The word of a page's kind: as written, else by the nearest folder above, else `page`. `folder` is the page's folder
/// below the content folder.
pub(in crate::content) fn word(layers: &mut Layers<'_>, folder: &str) -> &'static str {
    let by_folder = || folder.rsplit('/').find_map(of_folder);
    layers.one("kind", written).or_else(by_folder).unwrap_or("page")
}

pub(in crate::content) fn written(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<&'static str> {
    let text = reader.text(name, node)?;
    let kind = Kind::WORDS.iter().copied().find(|word| *word == text.value);
    if kind.is_none() {
        let hint = match nearest(&text.value, Kind::WORDS.iter().copied()) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("write one of {}", Kind::WORDS.join(", ")),
        };
        reader.wrong_value(text.span, format!("`{}` is not a kind of page", shown(&text.value)), &hint);
    }
    kind
}

/// The kind's own fields.
pub(in crate::content) fn fields(layers: &mut Layers<'_>, word: &str, body: &Body) -> Kind {
    match word {
        "faq" => Kind::Faq(faq(layers, body)),
        "job-aid" => Kind::JobAid(as_written(layers, word)),
        "community" => Kind::Community(as_written(layers, word)),
        "event" => Kind::Event(as_written(layers, word)),
        "path" => Kind::Path(as_written(layers, word)),
        "person" => Kind::Person(as_written(layers, word)),
        _ => Kind::Page,
    }
}

fn as_written(layers: &mut Layers<'_>, word: &str) -> Vec<Field> {
    let field = |name: &'static str| {
        layers.one(name, |_, name, node| Some(Field { name, value: node.json_as_written(), span: node.span }))
    };
    fields_of(word).iter().copied().filter_map(field).collect()
}

fn faq(layers: &mut Layers<'_>, body: &Body) -> Faq {
    let all = layers.one("questions", questions).is_some();
    let mut faq = Faq {
        ask: layers.many("ask", Reader::texts),
        short: layers.one("short", Reader::text),
        applies_to: layers.many("applies_to", applies_to),
        replaces: layers.many("replaces", Reader::texts),
        questions: Questions::One,
    };
    faq.questions = infer(&faq, all, body);
    faq
}

/// `questions: all`; there is no other value. A list is a field of some other generator.
fn questions(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<()> {
    if node.text().is_none() {
        let message = format!("`questions` can only be `all`, and {} is not read", node.kind_word());
        reader.find(Code::KeyUnknown, node.span, message, "move it below `extra` if a template reads it");
        return None;
    }
    let text = reader.text(name, node)?;
    if text.value != "all" {
        let message = format!("`questions` can only be `all`, but is `{}`", shown(&text.value));
        reader.wrong_value(text.span, message, "write `questions: all` or delete the field");
    }
    (text.value == "all").then_some(())
}

fn applies_to(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Vec<(String, Vec<String>)> {
    let values = |texts: Vec<Spanned<String>>| texts.into_iter().map(|text| text.value).collect();
    let entries = reader.map(name, node);
    entries.iter().map(|(key, value)| (key.text.clone(), values(reader.texts(&key.text, value)))).collect()
}

/// Which `##` headings are questions: every one with `all`; else those that end in a question mark, if there are two
/// or more and nothing says that the page itself is one question.
fn infer(faq: &Faq, all: bool, body: &Body) -> Questions {
    let second_level = body.sections.iter().enumerate().filter_map(|(at, section)| {
        let heading = body.headings.get(section.heading?)?;
        (heading.level == 2).then_some((at, heading.text.trim_end()))
    });
    if all {
        return Questions::Many(second_level.map(|(at, _)| at).collect());
    }
    let asking: Vec<usize> =
        second_level.filter(|(_, text)| text.ends_with(['?', '？', '؟'])).map(|(at, _)| at).collect();
    let one = asking.len() < 2 || faq.short.is_some() || !faq.ask.is_empty();
    if one { Questions::One } else { Questions::Many(asking) }
}

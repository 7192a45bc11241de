//! A question and its answer; or, in one file, many questions as `##` headings.

use crate::base::code::Code;
use crate::base::span::Spanned;
use crate::base::text::shown;
use crate::base::yaml::{Node, Reader};
use crate::content::fields::Layers;
use crate::markdown::Body;

/// The names of its fields.
pub(super) const FIELDS: &[&str] = &["ask", "short", "applies_to", "replaces", "questions"];

/// The fields of a FAQ page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faq {
    /// `ask`: the question in other words; searched.
    pub ask: Vec<Spanned<String>>,
    /// `short`: the answer in a sentence.
    pub short: Option<Spanned<String>>,
    /// `applies_to`: system, country, role … to the values it holds for, in the order written.
    pub applies_to: Vec<(String, Vec<String>)>,
    /// `replaces`: ids of the questions it took over.
    pub replaces: Vec<Spanned<String>>,
    /// `questions: all`, or inferred from the body: which `##` headings are questions of their own.
    pub questions: Questions,
}

/// Which sections of a FAQ page are questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Questions {
    /// None: the page itself is the question.
    #[default]
    One,
    /// These, each named by its index in [`crate::markdown::Body::sections`]; what follows up
    /// to the next belongs to it.
    Many(Vec<usize>),
}

/// Reads the fields of a FAQ page; its body says whether it holds many questions.
pub(super) fn read(layers: &mut Layers<'_>, body: &Body) -> Faq {
    let all = layers.one("questions", questions).is_some();
    let mut faq = Faq {
        ask: layers.many("ask", Reader::texts),
        short: layers.one("short", super::values::sentence),
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

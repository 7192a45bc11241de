//! How to do a task: steps, a checklist, a decision, or something to look up.
//!
//! Authors write plain lists and tables. What they mean is found here (`gather`), and is a value of its own (`model`); a
//! numbered list and a table of the same steps give the same. Its HTML stays in the body. Findings about style (`style`)
//! and about decisions (`decide`) are made here too, since nothing beyond the page is needed.

mod decide;
mod gather;
pub mod model;
mod style;
mod words;

use super::values::{sentence, word};
use crate::base::code::Code;
use crate::base::span::Spanned;
use crate::base::yaml::{Node, Reader};
use crate::content::fields::Layers;
use crate::markdown::Body;
use gather::Gathered;
use model::{Part, Shape, anchor};

/// The names of its fields.
pub(super) const FIELDS: &[&str] = &["performer", "when", "outcome", "time", "needs", "warnings", "form"];

/// The fields of a job aid, and what its body means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JobAid {
    /// `performer`: who does it.
    pub performer: Vec<Spanned<String>>,
    /// `when`: what sets it off.
    pub when: Vec<Spanned<String>>,
    /// `outcome`: what is true in the end.
    pub outcome: Option<Spanned<String>>,
    /// `time`: how long it takes, as written.
    pub time: Option<Spanned<String>>,
    /// `needs`: what must be at hand.
    pub needs: Vec<Spanned<String>>,
    /// `warnings`: what to beware of.
    pub warnings: Vec<Spanned<String>>,
    /// `form`, as written or as the body says.
    pub form: Form,
    /// The lists and tables of the body that are more than text, in order.
    pub parts: Vec<Part>,
    /// Every step by its procedure and number, rising.
    numbers: Vec<(u32, u32)>,
}

/// What a job aid mainly is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// One thing after the other.
    Steps,
    /// Things to tick.
    Checklist,
    /// What to do in which case.
    Decision,
    /// Something to look up.
    #[default]
    Reference,
}

impl Form {
    /// The words that `form:` takes.
    pub const WORDS: [&'static str; 4] = ["steps", "checklist", "decision", "reference"];

    /// The word for this form.
    pub fn word(self) -> &'static str {
        match self {
            Self::Steps => "steps",
            Self::Checklist => "checklist",
            Self::Decision => "decision",
            Self::Reference => "reference",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Steps, Self::Checklist, Self::Decision, Self::Reference].into_iter().find(|form| form.word() == word)
    }
}

impl JobAid {
    /// Whether `id` is the anchor of one of its steps.
    pub fn has_anchor(&self, id: &str) -> bool {
        let place = model::place(id).filter(|place| self.numbers.binary_search(place).is_ok());
        place.is_some_and(|(procedure, number)| anchor(procedure, number) == id)
    }

    /// Who does it and what is true in the end: without these nobody can tell whether the page is for them.
    pub(super) fn missing(&self) -> Option<(&'static str, &'static str)> {
        let missing = match (self.performer.is_empty(), self.outcome.is_none()) {
            (true, true) => "`performer` and no `outcome`",
            (true, false) => "`performer`",
            (false, true) => "`outcome`",
            (false, false) => return None,
        };
        Some((missing, "write who does it (`performer`) and what is true in the end (`outcome`)"))
    }

    /// Its steps, list by list.
    pub fn procedures(&self) -> impl Iterator<Item = &model::Steps> {
        self.parts.iter().filter_map(|part| if let Shape::Steps(steps) = &part.shape { Some(steps) } else { None })
    }
}

/// Reads the kind's own fields and what the body means. Links to steps are led to their anchors.
pub(super) fn read(layers: &mut Layers<'_>, body: &mut Body) -> JobAid {
    let written = layers.one("form", form);
    let mut aid = JobAid {
        performer: layers.many("performer", Reader::texts),
        when: layers.many("when", Reader::texts),
        outcome: layers.one("outcome", sentence),
        time: layers.one("time", Reader::text),
        needs: layers.many("needs", Reader::texts),
        warnings: layers.many("warnings", Reader::texts),
        ..JobAid::default()
    };
    let structure = body.structure.take().unwrap_or_default();
    let Gathered { form, parts, procedures, tables } = gather::gather(&structure.blocks, written, body);
    (aid.form, aid.parts) = (form, parts);
    let numbers =
        |steps: &model::Steps| steps.steps.iter().map(|step| (steps.procedure, step.number)).collect::<Vec<_>>();
    aid.numbers = aid.procedures().flat_map(numbers).collect();
    lead_jumps(layers, &aid, &structure.jumps, body);
    for actions in &procedures {
        style::check(&mut layers.reader, actions);
    }
    for (decision, cells) in &tables {
        decide::check(&mut layers.reader, decision, cells);
    }
    aid
}

fn form(reader: &mut Reader<'_>, name: &'static str, node: &Node) -> Option<Form> {
    Form::parse(word(reader, name, node, &Form::WORDS)?)
}

/// Leads "go to step 3" to the step: of the list it stands in, else of the one before, else of the first.
fn lead_jumps(layers: &mut Layers<'_>, aid: &JobAid, jumps: &[crate::markdown::structure::Jump], body: &mut Body) {
    let starts: Vec<(u32, u32)> = aid.procedures().map(|steps| (steps.span.start, steps.procedure)).collect();
    for jump in jumps {
        let Some(link) = body.links.get_mut(jump.link.0 as usize) else { continue };
        let before = starts.partition_point(|(start, _)| *start <= link.span.start);
        let procedure = starts.get(before.saturating_sub(1)).map(|(_, procedure)| *procedure).unwrap_or_default();
        if aid.numbers.binary_search(&(procedure, jump.number)).is_ok() {
            link.target = format!("#{}", anchor(procedure, jump.number)).into();
            continue;
        }
        link.target = Box::default();
        let upto = aid.numbers.partition_point(|(known, _)| *known <= procedure);
        if let Some((_, last)) = aid.numbers.get(..upto).and_then(<[_]>::last) {
            let message = format!("there is no step {}", jump.number);
            let hint = format!("the last step is {last}: write the number of the step that is meant");
            layers.reader.find(Code::StepMissing, link.span, message, &hint);
        }
    }
}

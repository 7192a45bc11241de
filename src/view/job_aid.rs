//! A job aid: its fields, and its body cut into text, steps, lists to tick and decisions.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use crate::base::span::Spanned;
use crate::content::Doc;
use crate::content::kind::Kind;
use crate::content::kind::job_aid::model::{self, Fragment, Shape, anchor};
use crate::markdown::Filling;

/// `page.job_aid`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct JobAidView {
    /// `steps`, `checklist`, `decision` or `reference`.
    pub form: &'static str,
    /// Who does it.
    pub performer: Vec<String>,
    /// What sets it off.
    pub when: Vec<String>,
    /// What is true in the end.
    pub outcome: Option<String>,
    /// How long it takes.
    pub time: Option<String>,
    /// What must be at hand.
    pub needs: Vec<String>,
    /// What to beware of.
    pub warnings: Vec<String>,
    /// The body, in order.
    pub parts: Vec<JobPart>,
}

/// Finished, safe HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Html {
    /// The HTML.
    pub html: String,
}

/// A part of a job aid's body. The heading above it, else the page's title, is its `title`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum JobPart {
    /// Text.
    Text(Html),
    /// Steps.
    Steps {
        /// What they do, plain text.
        title: String,
        /// Some step says who does it.
        who: bool,
        /// Some step says what is seen then.
        result: bool,
        /// The steps.
        steps: Vec<StepView>,
    },
    /// Things to tick.
    Checklist {
        /// What they are for, plain text.
        title: String,
        /// The things.
        items: Vec<TickView>,
    },
    /// What to do in which case.
    Decision {
        /// What is decided, plain text.
        title: String,
        /// Its anchor.
        id: String,
        /// The questions, plain text, each with the answers that the table knows.
        conditions: Vec<Condition>,
        /// What the last column is called, plain text.
        outcome: String,
        /// The rows.
        rows: Vec<CaseView>,
    },
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct StepView {
    /// Its number.
    pub number: u32,
    /// Its anchor.
    pub id: String,
    /// What to do.
    pub action: Html,
    /// Who does it.
    pub who: Vec<Html>,
    /// What is seen then.
    pub result: Vec<Html>,
    /// What to beware of, blocks.
    pub warnings: Html,
    /// What to do in which case.
    pub choices: Vec<Html>,
    /// What else is said, blocks.
    pub notes: Html,
}

/// A thing to tick.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TickView {
    /// The id of its box.
    pub id: String,
    /// What is ticked.
    pub text: Html,
    /// What stands below it, blocks.
    pub notes: Html,
    /// It is ticked in the source.
    pub done: bool,
}

/// A question of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Condition {
    /// What the column is called.
    pub title: String,
    /// Its values, as they first stand there.
    pub values: Vec<String>,
}

/// A row of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CaseView {
    /// A cell for each condition.
    pub cells: Vec<CellView>,
    /// What to do then.
    pub outcome: Html,
}

/// A condition of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CellView {
    /// As it is shown.
    pub text: Html,
    /// Which of the condition's values it is; none fits all.
    pub value: Option<usize>,
}

/// The fields of a job aid; its parts come when the page is rendered.
pub(super) fn fields(kind: &Kind) -> Option<JobAidView> {
    let Kind::JobAid(aid) = kind else { return None };
    let texts = |texts: &[Spanned<String>]| texts.iter().map(|text| text.value.clone()).collect();
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    Some(JobAidView {
        form: aid.form.word(),
        performer: texts(&aid.performer),
        when: texts(&aid.when),
        outcome: text(&aid.outcome),
        time: text(&aid.time),
        needs: texts(&aid.needs),
        warnings: texts(&aid.warnings),
        parts: Vec::new(),
    })
}

/// The parts of the body that the ranges `text` hold, filled with `filling`.
pub(super) fn parts(doc: &Doc, title: &str, text: [Range<usize>; 2], filling: Filling<'_>) -> Vec<JobPart> {
    let Kind::JobAid(aid) = &doc.front.kind else { return Vec::new() };
    let mut maker = Maker { doc, filling, parts: Vec::new(), ticks: 0, decisions: 0 };
    let mut left = aid.parts.iter().peekable();
    for range in text {
        let mut done = range.start;
        while let Some(part) = left.next_if(|part| (part.chunks.start as usize) < range.end) {
            maker.text(done..part.chunks.start as usize);
            let heading = part.heading.and_then(|heading| doc.body.headings.get(heading));
            maker.part(&part.shape, heading.map_or(title, |heading| &heading.text).to_owned());
            done = part.chunks.end as usize;
        }
        maker.text(done..range.end);
    }
    maker.parts
}

struct Maker<'a> {
    doc: &'a Doc,
    filling: Filling<'a>,
    parts: Vec<JobPart>,
    ticks: usize,
    decisions: usize,
}

impl Maker<'_> {
    fn text(&mut self, range: Range<usize>) {
        let html = self.doc.body.filled(range, 0, self.filling);
        if !html.trim().is_empty() {
            self.parts.push(JobPart::Text(Html { html }));
        }
    }

    fn part(&mut self, shape: &Shape, title: String) {
        let part = match shape {
            Shape::Steps(steps) => JobPart::Steps {
                title,
                who: steps.steps.iter().any(|step| !step.who.is_empty()),
                result: steps.steps.iter().any(|step| !step.result.is_empty()),
                steps: steps.steps.iter().map(|step| self.step(steps.procedure, step)).collect(),
            },
            Shape::Checklist(items) => {
                JobPart::Checklist { title, items: items.iter().map(|item| self.tick(item)).collect() }
            }
            Shape::Decision(decision) => self.decision(decision, title),
        };
        self.parts.push(part);
    }

    fn step(&self, procedure: u32, step: &model::Step) -> StepView {
        StepView {
            number: step.number,
            id: anchor(procedure, step.number),
            action: self.html(&step.action),
            who: step.who.iter().map(|who| self.html(who)).collect(),
            result: step.result.iter().map(|result| self.html(result)).collect(),
            warnings: Html { html: step.warnings.iter().map(|warning| self.html(warning).html).collect() },
            choices: step.choices.iter().map(|choice| self.html(choice)).collect(),
            notes: self.notes(&step.notes),
        }
    }

    fn tick(&mut self, tick: &model::Tick) -> TickView {
        self.ticks += 1;
        TickView {
            id: format!("gh-tick-{}", self.ticks),
            text: self.html(&tick.text),
            notes: self.notes(&tick.notes),
            done: tick.done,
        }
    }

    fn decision(&mut self, decision: &model::Decision, title: String) -> JobPart {
        self.decisions += 1;
        let mut known: Vec<BTreeMap<String, usize>> = vec![BTreeMap::new(); decision.conditions.len()];
        let titles = decision.conditions.iter();
        let mut conditions: Vec<Condition> =
            titles.map(|title| Condition { title: title.to_string(), values: Vec::new() }).collect();
        let mut rows = Vec::with_capacity(decision.rows.len());
        for row in &decision.rows {
            let columns = row.cells.iter().zip(known.iter_mut().zip(&mut conditions));
            let cells = columns.map(|(cell, (known, condition))| {
                let value = cell.value.as_deref().map(|value| {
                    *known.entry(crate::base::text::lower(value)).or_insert_with(|| {
                        condition.values.push(value.to_owned());
                        condition.values.len() - 1
                    })
                });
                CellView { text: self.html(&cell.html), value }
            });
            rows.push(CaseView { cells: cells.collect(), outcome: self.html(&row.outcome) });
        }
        let id = format!("gh-decision-{}", self.decisions);
        JobPart::Decision { title, id, conditions, outcome: decision.outcome.to_string(), rows }
    }

    fn html(&self, fragment: &Fragment) -> Html {
        let chunks = fragment.chunks.start as usize..fragment.chunks.end as usize;
        Html { html: self.doc.body.filled(chunks, fragment.skip, self.filling).trim().to_owned() }
    }

    fn notes(&self, notes: &[model::Note]) -> Html {
        let mut html = String::new();
        for note in notes {
            let Html { html: inner } = self.html(&note.html);
            if note.block {
                html.push_str(&inner);
            } else if !inner.is_empty() {
                html.extend(["<p>", &inner, "</p>"]);
            }
        }
        Html { html }
    }
}

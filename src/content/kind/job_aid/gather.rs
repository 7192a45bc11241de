//! From lists and tables to what they mean.

use super::Form;
use super::model::{Case, Cell, Decision, Fragment, Note, Part, Shape, Step, Steps, Tick};
use super::words::{self, Role};
use crate::base::span::Span;
use crate::markdown::structure::{self, Block, Item, Line, Lines};
use crate::markdown::{Attr, Body};

/// What a body means, and what the checks look at.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) form: Form,
    pub(super) parts: Vec<Part>,
    /// What to do in each step, list by list.
    pub(super) procedures: Vec<Vec<Action>>,
    /// Decision tables, with the place of the head and of each row.
    pub(super) tables: Vec<(Decision, Vec<Row>)>,
}

/// What to do in a step, in words.
pub(super) struct Action {
    pub(super) text: Box<str>,
    pub(super) span: Span,
}

/// What a decision table says, in words; the head comes first.
pub(super) struct Row {
    pub(super) outcome: Box<str>,
    pub(super) span: Span,
}

/// Finds what `blocks` mean in a job aid of this form, or of the form they suggest.
pub(super) fn gather(blocks: &[Block], written: Option<Form>, body: &Body) -> Gathered {
    let form = written.unwrap_or_else(|| infer(blocks));
    let mut gathered = Gathered { form, ..Gathered::default() };
    if form == Form::Reference {
        return gathered;
    }
    let mut counter = Counter::default();
    for block in blocks {
        let shape = match means(block, written) {
            Some(Form::Steps) => Shape::Steps(gathered.steps(block, body, &mut counter)),
            Some(Form::Checklist) => Shape::Checklist(ticks(block)),
            Some(Form::Decision) => Shape::Decision(gathered.decision(block)),
            _ => continue,
        };
        gathered.parts.push(Part { chunks: block.chunks.clone(), heading: block.heading, shape });
    }
    gathered
}

/// Steps go before a checklist, and that before a decision.
fn infer(blocks: &[Block]) -> Form {
    let forms = [Form::Steps, Form::Checklist, Form::Decision];
    forms.into_iter().find(|form| blocks.iter().any(|block| means(block, None) == Some(*form))).unwrap_or_default()
}

/// What a list or table is in a job aid whose form is written so; `None` is text.
fn means(block: &Block, written: Option<Form>) -> Option<Form> {
    match &block.shape {
        structure::Shape::List { items, .. } if items.iter().all(|item| item.task.is_some()) => Some(Form::Checklist),
        structure::Shape::List { first, .. } => {
            (first.is_some() && written.is_none_or(|form| form == Form::Steps)).then_some(Form::Steps)
        }
        structure::Shape::Table(rows) => {
            let heads: Vec<&str> = rows.first()?.iter().map(|lines| text(lines)).collect();
            let roles: Vec<Option<Role>> = heads.iter().map(|head| words::column(head)).collect();
            let once = |role| roles.iter().filter(|known| **known == Some(role)).count() == 1;
            if once(Role::Step) && once(Role::Action) && roles.iter().all(Option::is_some) {
                return Some(Form::Steps);
            }
            let decision = heads.len() > 1 && (written == Some(Form::Decision) || words::is_decision(&heads));
            decision.then_some(Form::Decision)
        }
    }
}

/// The first line: heads and conditions have no other.
fn text(lines: &[Line]) -> &str {
    lines.first().map_or("", |line| &line.text)
}

/// Numbers of steps over the lists of a page.
#[derive(Default)]
struct Counter {
    procedure: u32,
    last: u32,
}

impl Counter {
    /// A list or table begins, with this number if it says so.
    fn begin(&mut self, first: Option<u32>) {
        let goes_on = self.procedure > 0 && first.is_some_and(|first| first > 1 && first > self.last);
        if !goes_on {
            self.procedure += 1;
            self.last = 0;
        }
    }

    /// The number of the next step: as written where that keeps numbers rising.
    fn next(&mut self, written: Option<u32>) -> u32 {
        self.last = written.filter(|number| *number > self.last).unwrap_or(self.last.saturating_add(1));
        self.last
    }
}

impl Gathered {
    fn steps(&mut self, block: &Block, body: &Body, counter: &mut Counter) -> Steps {
        let mut actions = Vec::new();
        let steps = match &block.shape {
            structure::Shape::List { first, items } => {
                let first = first.and_then(|first| u32::try_from(first).ok());
                counter.begin(first);
                let numbers = std::iter::once(first).chain(std::iter::repeat(None));
                let step = |(item, written): (&Item, _)| listed_step(item, counter.next(written), body, &mut actions);
                items.iter().zip(numbers).map(step).collect()
            }
            structure::Shape::Table(rows) => {
                let roles: Vec<Option<Role>> =
                    rows.iter().take(1).flatten().map(|lines| words::column(text(lines))).collect();
                let column = roles.iter().position(|role| *role == Some(Role::Step)).unwrap_or_default();
                let number = |row: &Vec<Lines>| written_number(text(row.get(column)?));
                counter.begin(rows.get(1).and_then(number));
                let rows = rows.iter().skip(1);
                rows.map(|row| tabled_step(row, &roles, counter.next(number(row)), body, &mut actions)).collect()
            }
        };
        self.procedures.push(actions);
        Steps { procedure: counter.procedure, steps, span: block.span }
    }

    fn decision(&mut self, block: &Block) -> Decision {
        let structure::Shape::Table(rows) = &block.shape else {
            return Decision { conditions: Vec::new(), outcome: Box::default(), rows: Vec::new() };
        };
        let texts = |lines: &Lines| Box::from(text(lines));
        let mut heads: Vec<Box<str>> = rows.first().into_iter().flatten().map(texts).collect();
        let outcome = heads.pop().unwrap_or_default();
        let mut places = vec![Row { outcome: Box::default(), span: block.span }];
        let mut cases = Vec::with_capacity(rows.len());
        for row in rows.iter().skip(1) {
            let (Some(last), Some(first)) = (row.last(), row.first()) else { continue };
            let cells = row.iter().take(row.len() - 1).map(|lines| {
                let value = joined(lines);
                Cell { html: whole(lines), value: (!words::is_any(&value)).then(|| value.into()) }
            });
            cases.push(Case { cells: cells.collect(), outcome: whole(last) });
            places.push(Row { outcome: joined(last).into(), span: around(first, last) });
        }
        let decision = Decision { conditions: heads, outcome, rows: cases };
        self.tables.push((decision.clone(), places));
        decision
    }
}

/// The text of all lines.
fn joined(lines: &[Line]) -> String {
    lines.iter().map(|line| &*line.text).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// All lines as one piece.
fn whole(lines: &[Line]) -> Fragment {
    let start = lines.first().map_or(0, |line| line.chunks.start);
    Fragment { chunks: start..lines.last().map_or(start, |line| line.chunks.end), skip: 0 }
}

fn around(first: &[Line], last: &[Line]) -> Span {
    let (start, end) = (first.first().map(|line| line.span), last.last().map(|line| line.span));
    let start = start.or(end).unwrap_or_default();
    Span { start: start.start, end: end.unwrap_or(start).end.max(start.end) }
}

/// The number in a cell: `3`, `3.` or `Step 3`.
fn written_number(cell: &str) -> Option<u32> {
    let digits = cell.trim().trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end)?.parse().ok()
}

/// What a piece of a step's text is.
enum Piece {
    /// Plain: the action, else a note.
    Plain(Fragment),
    Labelled(Role, Fragment),
    Choice(Fragment),
}

/// Cuts text at lines that begin with a label, and at those that its author began on purpose.
fn pieces(lines: &[Line], body: &Body) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for line in lines {
        let start = Fragment { chunks: line.chunks.clone(), skip: 0 };
        let named = label(line, body);
        match (named, pieces.last_mut()) {
            (Some((role, skip)), _) => pieces.push(Piece::Labelled(role, Fragment { skip, ..start })),
            (None, Some(Piece::Plain(open) | Piece::Labelled(_, open) | Piece::Choice(open))) if !line.hard => {
                open.chunks.end = line.chunks.end;
            }
            (None, Some(_)) if words::is_condition(&line.text) => pieces.push(Piece::Choice(start)),
            (None, _) => pieces.push(Piece::Plain(start)),
        }
    }
    pieces
}

fn label(line: &Line, body: &Body) -> Option<(Role, u32)> {
    /// No label is longer.
    const LETTERS: usize = 40;
    let colon = line.text.find(':').filter(|at| *at < LETTERS)?;
    words::column(line.text.get(..colon)?)?;
    let html = body.html(line.chunks.start as usize..line.chunks.end as usize, |_| Attr::None);
    let (role, skip) = words::label(&html)?;
    Some((role, u32::try_from(skip).ok()?))
}

impl Step {
    /// Adds what a text says; its plain text is a note.
    fn add(&mut self, pieces: Vec<Piece>) {
        for piece in pieces {
            match piece {
                Piece::Labelled(Role::Who, html) => self.who.push(html),
                Piece::Labelled(Role::Result, html) => self.result.push(html),
                Piece::Choice(html) => self.choices.push(html),
                Piece::Labelled(_, html) | Piece::Plain(html) => self.notes.push(Note { html, block: false }),
            }
        }
    }

    /// The text that the step begins with: first the action.
    fn begin(&mut self, lines: &[Line], body: &Body, actions: &mut Vec<Action>) {
        let mut pieces = pieces(lines, body);
        if let Some(Piece::Plain(action)) = pieces.first() {
            self.action = action.clone();
            pieces.remove(0);
            let end = self.action.chunks.end;
            let own: Vec<&Line> = lines.iter().take_while(|line| line.chunks.end <= end).collect();
            let text = own.iter().map(|line| &*line.text).collect::<Vec<_>>().join(" ").into();
            let start = own.first().map(|line| line.span).unwrap_or_default();
            let last = own.last().map_or(start, |line| line.span);
            actions.push(Action { text, span: Span { start: start.start, end: last.end } });
        }
        self.add(pieces);
    }
}

fn listed_step(item: &Item, number: u32, body: &Body, actions: &mut Vec<Action>) -> Step {
    let mut step = Step { number, ..Step::default() };
    let mut begun = false;
    for part in &item.parts {
        match part {
            structure::Part::Text(lines) if !begun => {
                step.begin(lines, body, actions);
                begun = true;
            }
            structure::Part::Text(lines) => step.add(pieces(lines, body)),
            structure::Part::List { chunks, items } => match items.as_deref().and_then(|items| told(items, body)) {
                Some(pieces) => step.add(pieces),
                None => step.notes.push(block(chunks)),
            },
            structure::Part::Warning(chunks) => step.warnings.push(block(chunks).html),
            structure::Part::Other(chunks) => step.notes.push(block(chunks)),
        }
    }
    step
}

/// The items of a list within a step, if each is a choice or has a label; otherwise it is a list like any other.
fn told(items: &[Lines], body: &Body) -> Option<Vec<Piece>> {
    let told = |lines: &Lines| {
        let first = lines.first()?;
        let [start, rest @ ..] = &pieces(lines, body)[..] else { return None };
        if !rest.is_empty() {
            return None;
        }
        match start {
            Piece::Labelled(role, html) => Some(Piece::Labelled(*role, html.clone())),
            Piece::Plain(html) if words::is_condition(&first.text) => Some(Piece::Choice(html.clone())),
            _ => None,
        }
    };
    items.iter().map(told).collect()
}

fn block(chunks: &std::ops::Range<u32>) -> Note {
    Note { html: Fragment { chunks: chunks.clone(), skip: 0 }, block: true }
}

fn tabled_step(row: &[Lines], roles: &[Option<Role>], number: u32, body: &Body, actions: &mut Vec<Action>) -> Step {
    let mut step = Step { number, ..Step::default() };
    for (lines, role) in row.iter().zip(roles) {
        let filled = !joined(lines).is_empty() || lines.iter().any(|line| !line.chunks.is_empty());
        match role {
            Some(Role::Action) => step.begin(lines, body, actions),
            Some(Role::Who) if filled => step.who.push(whole(lines)),
            Some(Role::Result) if filled => step.result.push(whole(lines)),
            Some(Role::Note) if filled => step.add(pieces(lines, body)),
            _ => {}
        }
    }
    step
}

fn ticks(block: &Block) -> Vec<Tick> {
    let structure::Shape::List { items, .. } = &block.shape else { return Vec::new() };
    let tick = |item: &Item| {
        let mut tick = Tick { text: Fragment::default(), notes: Vec::new(), done: item.task == Some(true) };
        for (at, part) in item.parts.iter().enumerate() {
            match part {
                structure::Part::Text(lines) if at == 0 => tick.text = whole(lines),
                structure::Part::Text(lines) => tick.notes.push(Note { html: whole(lines), block: false }),
                structure::Part::List { chunks, .. }
                | structure::Part::Warning(chunks)
                | structure::Part::Other(chunks) => tick.notes.push(self::block(chunks)),
            }
        }
        tick
    };
    items.iter().map(tick).collect()
}

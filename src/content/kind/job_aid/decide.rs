//! Whether a decision table decides every case, and each but once.
//!
//! Every combination of the values that are written is tried, row by row from the top; where `any` stands in a column,
//! a value that is not written too, for which a row that fits anything is there. That is a product, so it is bounded; a
//! table beyond the bound is told of and not looked through.

use std::collections::{BTreeMap, BTreeSet};

use super::gather::Row;
use super::model::Decision;
use crate::base::code::Code;
use crate::base::text::{lower, shown};
use crate::base::yaml::Reader;

/// Cells that are looked at for one table at most.
const WORK: usize = 2_000_000;
/// Combinations and pairs of rows that are named.
const NAMED: usize = 3;

/// A table in numbers: each cell a value of its column, or anything.
struct Numbers<'a> {
    decision: &'a Decision,
    /// By column: its values as they are first written.
    values: Vec<Vec<&'a str>>,
    /// By column: how many values there are to try, one that is not written too.
    counts: Vec<usize>,
    rows: Vec<Vec<Option<usize>>>,
}

/// What trying every combination shows.
#[derive(Default)]
struct Tried {
    gaps: usize,
    /// The first of them, in words.
    named: Vec<String>,
    /// Rows that are the first to fit some case.
    used: BTreeSet<usize>,
    /// Rows that fit one case and say different things, with that case.
    overlaps: BTreeMap<(usize, usize), String>,
}

/// Tells of cases without an answer and with two, and of rows that are never used. The first of `places` is the table.
pub(super) fn check(reader: &mut Reader<'_>, decision: &Decision, places: &[Row]) {
    let Some((table, rows)) = places.split_first() else { return };
    if rows.is_empty() || decision.conditions.is_empty() {
        return;
    }
    let numbers = Numbers::of(decision);
    let Some(combinations) = numbers.combinations() else {
        let message = "this table has too many combinations to say whether a case is missing";
        reader.find(Code::DecisionLarge, table.span, message, "part it: decide one thing first, then the next");
        return;
    };
    let tried = numbers.try_all(combinations, rows);
    if tried.gaps > 0 {
        let more = match tried.gaps - tried.named.len() {
            0 => String::new(),
            1 => "; nor in 1 more case".to_owned(),
            more => format!("; nor in {more} more cases"),
        };
        let message = format!("no row says what to do when {}{more}", tried.named.join("; nor when "));
        reader.find(Code::DecisionGap, table.span, message, "add a row for it, or one with `any` at the end");
    }
    for (row, place) in rows.iter().enumerate().filter(|(row, _)| !tried.used.contains(row)) {
        let message = format!("row {} is never used: rows above it fit each of its cases", row + 1);
        reader.find(Code::DecisionUnreachable, place.span, message, "move it up, or delete it");
    }
    let told = tried.overlaps.iter().filter(|((_, lower), _)| tried.used.contains(lower));
    for ((upper, lower), case) in told {
        let message = format!("rows {} and {} both fit when {case}, and say different things", upper + 1, lower + 1);
        let Some(place) = rows.get(*lower) else { continue };
        reader.find(Code::DecisionOverlap, place.span, message, "say in one of them what makes the difference");
    }
}

impl<'a> Numbers<'a> {
    fn of(decision: &'a Decision) -> Self {
        let mut known: Vec<BTreeMap<String, usize>> = vec![BTreeMap::new(); decision.conditions.len()];
        let mut values: Vec<Vec<&str>> = vec![Vec::new(); decision.conditions.len()];
        let mut rows = Vec::with_capacity(decision.rows.len());
        for row in &decision.rows {
            let columns = row.cells.iter().zip(known.iter_mut().zip(&mut values));
            let numbers = columns.map(|(cell, (known, values))| {
                let value = cell.value.as_deref()?;
                Some(*known.entry(lower(value)).or_insert_with(|| {
                    values.push(value);
                    values.len() - 1
                }))
            });
            rows.push(numbers.collect());
        }
        let fits_any = |column: usize| rows.iter().any(|row: &Vec<Option<usize>>| row.get(column) == Some(&None));
        let count = |(column, values): (usize, &Vec<&str>)| values.len() + usize::from(fits_any(column));
        let counts = values.iter().enumerate().map(count).collect();
        Self { decision, values, counts, rows }
    }

    /// How many combinations there are; `None` when looking at them all would take too long.
    fn combinations(&self) -> Option<usize> {
        let product = self.counts.iter().try_fold(1_usize, |all, count| all.checked_mul(*count))?;
        let cells = self.rows.len().checked_mul(self.values.len())?.checked_mul(product)?;
        (cells <= WORK).then_some(product)
    }

    fn try_all(&self, combinations: usize, places: &[Row]) -> Tried {
        let mut tried = Tried::default();
        for number in 0..combinations {
            let case = self.case(number);
            let mut fitting = (0..self.rows.len()).filter(|row| self.fits(*row, &case));
            let written = self.is_written(&case);
            let Some(first) = fitting.next() else {
                if !written {
                    continue;
                }
                tried.gaps += 1;
                if tried.named.len() < NAMED {
                    tried.named.push(self.words(&case));
                }
                continue;
            };
            tried.used.insert(first);
            for other in fitting.filter(|other| written && self.differ(first, *other, places)) {
                if tried.overlaps.len() < NAMED && !tried.overlaps.contains_key(&(first, other)) {
                    tried.overlaps.insert((first, other), self.words(&case));
                }
            }
        }
        tried
    }

    /// The values of a combination, counted through with the last column fastest.
    fn case(&self, mut number: usize) -> Vec<usize> {
        let mut case: Vec<usize> = Vec::with_capacity(self.values.len());
        for count in self.counts.iter().rev() {
            case.push(number.checked_rem(*count).unwrap_or_default());
            number = number.checked_div(*count).unwrap_or_default();
        }
        case.reverse();
        case
    }

    /// Whether all values of a combination are written; of a column that holds nothing but `any` none is.
    fn is_written(&self, case: &[usize]) -> bool {
        self.values.iter().zip(case).all(|(values, value)| values.is_empty() || *value < values.len())
    }

    fn fits(&self, row: usize, case: &[usize]) -> bool {
        let cells = self.rows.get(row).into_iter().flatten();
        cells.zip(case).all(|(cell, value)| cell.is_none_or(|cell| cell == *value))
    }

    /// Whether two rows say different things and neither is the rule to which the other is the exception.
    fn differ(&self, upper: usize, lower: usize, places: &[Row]) -> bool {
        let outcome = |row: usize| places.get(row).map(|place| place.outcome.trim());
        outcome(upper) != outcome(lower) && !self.covers(lower, upper)
    }

    /// Whether row `wide` fits every case that `narrow` fits.
    fn covers(&self, wide: usize, narrow: usize) -> bool {
        let (Some(wide), Some(narrow)) = (self.rows.get(wide), self.rows.get(narrow)) else { return false };
        wide.iter().zip(narrow).all(|(wide, narrow)| wide.is_none() || wide == narrow)
    }

    /// A combination as people say it.
    fn words(&self, case: &[usize]) -> String {
        let conditions = self.decision.conditions.iter().zip(&self.values).zip(case);
        let said = conditions.filter_map(|((name, values), value)| {
            Some(format!("\"{}\" is `{}`", shown(name), shown(values.get(*value)?)))
        });
        said.collect::<Vec<_>>().join(" and ")
    }
}

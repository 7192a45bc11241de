//! What a newcomer learns, in order.

use crate::base::yaml::Reader;
use crate::content::fields::Layers;
use crate::markdown::{Library, Source, numbered_items};

/// The names of its fields.
pub(super) const FIELDS: &[&str] = &["stage", "for"];

/// The fields of a learning path. Its steps are the items of the numbered lists in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LearningPath {
    /// `stage`: when it is walked, one of [`Self::STAGES`] or free text.
    pub stage: Option<String>,
    /// `for`: whom it is meant for.
    pub readers: Vec<String>,
    /// How many minutes each step takes, where it says so.
    pub steps: Vec<Option<u32>>,
}

impl LearningPath {
    /// Words of `stage:` that a theme has words for.
    pub const STAGES: [&'static str; 3] = ["day-1", "week-1", "month-3"];

    /// The minutes of all steps that say how long they take; `None` when none does.
    pub fn minutes(&self) -> Option<u32> {
        self.steps.iter().flatten().copied().reduce(u32::saturating_add)
    }

    /// Whether it says whom or which time it is for, and nothing to do. What says neither may lie in a folder called
    /// `paths` for another reason.
    pub(super) fn lacks_steps(&self) -> bool {
        self.steps.is_empty() && (self.stage.is_some() || !self.readers.is_empty())
    }

    /// Takes the steps from the page's text and what it includes.
    pub(in crate::content) fn take_steps(&mut self, source: Source<'_>, library: &dyn Library) {
        self.steps = numbered_items(source, Some(library)).iter().map(|item| minutes(item)).collect();
    }
}

/// Reads the kind's own fields.
pub(super) fn read(layers: &mut Layers<'_>) -> LearningPath {
    let readers = layers.many("for", Reader::texts);
    LearningPath {
        stage: layers.one("stage", Reader::text).map(|text| text.value),
        readers: readers.into_iter().map(|text| text.value).collect(),
        steps: Vec::new(),
    }
}

/// The first time that a text names, in minutes: `10 min`, `(5 minutes)`, `2 hours`, `1 h`.
fn minutes(text: &str) -> Option<u32> {
    let apart = |c: char| c.is_whitespace() || "()[],;:–—".contains(c);
    let mut words = text.split(apart).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let (digits, unit) = word.split_at(word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len()));
        let Ok(number) = digits.parse::<u32>() else { continue };
        let unit = if unit.is_empty() { words.peek().copied().unwrap_or_default() } else { unit };
        let unit = unit.trim_end_matches('.').to_ascii_lowercase();
        let factor = match unit.as_str() {
            "h" | "hour" | "hours" | "hrs" | "std" | "stunde" | "stunden" | "heure" | "heures" | "hora" | "horas" => 60,
            unit if unit.starts_with("min") => 1,
            _ => continue,
        };
        return Some(number.saturating_mul(factor));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for (text, expected) in [
            ("Install it (10 minutes): why", Some(10)),
            ("Tour, 5 min", Some(5)),
            ("Tour – 15min.", Some(15)),
            ("2 hours", Some(120)),
            ("Chapter 3, 1 h", Some(60)),
            ("Page 12 of 2026", None),
            ("99999999999 min", None),
            ("", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }
}

//! The page of a learning path.

use serde::Serialize;

use crate::content::kind::LearningPath;

/// What the page of a learning path shows besides its text, in which its steps stand as numbered lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PathView {
    /// When it is walked: a key of the theme's strings without `path-` (`day-1`), or the author's own words.
    pub stage: Option<String>,
    /// Whether `stage` is a key of the theme's strings.
    pub known: bool,
    /// Whom it is meant for.
    pub readers: Vec<String>,
    /// How many steps it has.
    pub steps: usize,
    /// How many minutes those take that say so.
    pub minutes: Option<u32>,
}

/// The view of `kind`.
pub(super) fn view(kind: &LearningPath) -> PathView {
    PathView {
        stage: kind.stage.clone(),
        known: kind.stage.as_deref().is_some_and(|stage| LearningPath::STAGES.contains(&stage)),
        readers: kind.readers.clone(),
        steps: kind.steps.len(),
        minutes: kind.minutes(),
    }
}

//! The words that tables and labels are known by, in English, German, French and Spanish.

const STEP: &[&str] = &["step", "steps", "no", "no.", "nr", "nr.", "#", "number", "schritt", "étape", "paso"];
const ACTION: &[&str] =
    &["action", "actions", "what to do", "do this", "aktion", "handlung", "tätigkeit", "was tun", "acción"];
const WHO: &[&str] = &["who", "role", "wer", "rolle", "qui", "quién"];
const RESULT: &[&str] = &["result", "results", "expected result", "ergebnis", "résultat", "resultado"];
const NOTES: &[&str] = &[
    "note",
    "notes",
    "remark",
    "remarks",
    "hinweis",
    "hinweise",
    "bemerkung",
    "remarque",
    "remarques",
    "nota",
    "notas",
];
/// What the last column of a decision table is called.
const THEN: &[&str] = &[
    "then",
    "then do",
    "outcome",
    "decision",
    "do",
    "do this",
    "dann",
    "entscheidung",
    "alors",
    "décision",
    "entonces",
    "decisión",
];
const IF: &[&str] = &["if", "when", "wenn", "falls", "si"];
/// Cells that fit anything.
const ANY: &[&str] =
    &["", "any", "*", "-", "–", "—", "egal", "beliebig", "alle", "tout", "tous", "toutes", "cualquiera"];

/// What a column or a labelled line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Step,
    Action,
    Who,
    Result,
    Note,
}

/// What a column with this head holds.
pub(super) fn column(head: &str) -> Option<Role> {
    let head = head.trim().to_lowercase();
    let roles =
        [(STEP, Role::Step), (ACTION, Role::Action), (WHO, Role::Who), (RESULT, Role::Result), (NOTES, Role::Note)];
    roles.into_iter().find(|(words, _)| words.contains(&head.as_str())).map(|(_, role)| role)
}

/// Whether a table with these heads says what to do in which case.
pub(super) fn is_decision(heads: &[&str]) -> bool {
    let [first, .., last] = heads else { return false };
    let last = last.trim().to_lowercase();
    THEN.contains(&last.trim_end_matches([':', '…', '.']).trim()) || is_condition(first)
}

/// Whether `text` begins with "if".
pub(super) fn is_condition(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    IF.contains(&word.trim_end_matches([',', ':', '…', '.']))
}

/// Whether a cell fits anything.
pub(super) fn is_any(cell: &str) -> bool {
    ANY.contains(&cell.trim().to_lowercase().as_str())
}

/// The role that a line begins by naming (`Result: …`, `**Result:** …`), and how many bytes of its HTML that takes.
pub(super) fn label(html: &str) -> Option<(Role, usize)> {
    let (inner, close) = [("<strong>", "</strong>"), ("<em>", "</em>")]
        .into_iter()
        .find_map(|(open, close)| Some((html.strip_prefix(open)?, close)))
        .unwrap_or((html, ""));
    let end = inner.find([':', '<', '\n'])?;
    let role = column(inner.get(..end)?).filter(|role| matches!(role, Role::Who | Role::Result | Role::Note))?;
    let rest = inner.get(end..)?;
    let inside = [":".to_owned() + close, close.to_owned() + ":"];
    let rest = inside.iter().find_map(|mark| rest.strip_prefix(mark.as_str()))?;
    Some((role, html.len() - rest.trim_start().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_plain_and_bold_and_nowhere_else() {
        assert_eq!(label("Result: it opens"), Some((Role::Result, 8)));
        assert_eq!(label("<strong>Ergebnis:</strong> auf"), Some((Role::Result, 27)));
        assert_eq!(label("<em>Who</em>: you"), Some((Role::Who, 14)));
        assert_eq!(label("<strong>Result</strong> it opens"), None);
        assert_eq!(label("The result: it opens"), None);
    }
}

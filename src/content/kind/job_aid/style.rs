//! Advice on how steps are worded. A few plain rules for English that are seldom wrong; no reader of language.

use super::gather::Action;
use crate::base::code::Code;
use crate::base::text::shown;
use crate::base::yaml::Reader;

/// More steps than this are better parted.
const MANY: usize = 12;

/// Words that no instruction begins with.
const NO_VERBS: &[&str] = &[
    "the",
    "this",
    "that",
    "these",
    "those",
    "you",
    "your",
    "we",
    "our",
    "they",
    "their",
    "he",
    "she",
    "it",
    "its",
    "i",
    "there",
    "then",
    "next",
    "finally",
    "afterwards",
    "now",
    "please",
    "also",
];
/// Verbs that instructions begin with most often: a second sentence that does is a second action.
const VERBS: &[&str] = &[
    "add", "call", "choose", "click", "close", "copy", "delete", "enter", "fill", "go", "insert", "lift", "move",
    "open", "paste", "press", "print", "pull", "push", "put", "remove", "save", "select", "send", "sign", "start",
    "stop", "switch", "take", "tap", "turn", "type", "write",
];

/// Looks at the steps of one list or table.
pub(super) fn check(reader: &mut Reader<'_>, actions: &[Action]) {
    for Action { text, span } in actions {
        if let Some(word) = no_verb(text) {
            let message = format!("this step begins with \"{}\" and not with what to do", shown(word));
            reader.find(Code::StepVerb, *span, message, "begin with the verb, as in \"Press the button\"");
        }
        if let Some(second) = second_action(text) {
            let message = format!("this step holds a second action: \"{}\"", shown(second));
            reader.find(Code::StepTwoActions, *span, message, "make it a step of its own");
        }
    }
    if let Some(Action { span, .. }) = actions.get(MANY) {
        let message = format!("this procedure has {} steps", actions.len());
        let hint = "part it under headings, each with a list of its own";
        reader.find(Code::StepsMany, *span, message, hint);
    }
}

/// The first word, if no instruction begins with it.
fn no_verb(text: &str) -> Option<&str> {
    let word = first_word(text);
    NO_VERBS.contains(&word.to_lowercase().as_str()).then_some(word)
}

fn first_word(text: &str) -> &str {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    start.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// What stands behind "and then", or a second sentence that begins with a verb. To go to another step is no action.
fn second_action(text: &str) -> Option<&str> {
    let goes_on = |text: &str| text.trim_start().to_lowercase().starts_with("go to step");
    if let Some((_, second)) = text.split_once(" and then ").filter(|(_, second)| !goes_on(second)) {
        return Some(second);
    }
    let is_verb = |sentence: &str| VERBS.contains(&first_word(sentence).to_lowercase().as_str());
    let is_action = |sentence: &&str| is_verb(sentence) && !goes_on(sentence);
    let mut sentences = text.split(". ");
    sentences.next().filter(is_action)?;
    sentences.find(is_action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_plainly_no_instruction_is_told() {
        assert_eq!(no_verb("The cover opens."), Some("The"));
        assert_eq!(no_verb("\"Then\" press it"), Some("Then"));
        for fine in ["Press it", "If it is red, wait", "Always wear gloves", "Thenar pads", ""] {
            assert_eq!(no_verb(fine), None, "{fine}");
        }
    }

    #[test]
    fn a_second_action_is_one_that_says_what_to_do() {
        assert_eq!(second_action("Lift the lid and then close it"), Some("close it"));
        assert_eq!(second_action("Lift the lid. Press both latches."), Some("Press both latches."));
        for fine in [
            "Lift the lid. It stays open.",
            "If it is red, then wait",
            "Open a. b",
            "Type v1. Opened it is",
            "Open the valve. Go to step 3.",
            "Close it and then go to step 4",
        ] {
            assert_eq!(second_action(fine), None, "{fine}");
        }
    }
}

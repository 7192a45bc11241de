//! Titles of questions.

use super::Subject;
use crate::base::code::Code;
use crate::base::diag::{Diagnostic, Diags, Label};
use crate::base::text::shown;
use crate::catalog::Page;
use crate::content::kind::Kind;
use crate::content::kind::faq::Questions;

/// Words that questions begin with, in English, German, French and Spanish: many people leave the mark out.
const ASKING: &[&str] = &[
    "am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "how", "is", "may", "must", "should",
    "was", "were", "what", "what's", "when", "where", "which", "who", "whom", "whose", "why", "will", "would", "bis",
    "darf", "gibt", "hat", "ist", "kann", "muss", "soll", "sollte", "wann", "warum", "was", "welche", "welcher",
    "welches", "wem", "wen", "wer", "wie", "wieso", "wo", "woher", "wohin", "worin", "wozu", "à", "combien", "comment",
    "dois", "est", "est-ce", "où", "peut", "peut-on", "pourquoi", "puis-je", "quand", "que", "quel", "quelle",
    "quelles", "quels", "qui", "quoi", "adónde", "cómo", "cuál", "cuáles", "cuándo", "cuánta", "cuánto", "cuántos",
    "debo", "dónde", "es", "hay", "por", "puede", "puedo", "qué", "quién", "quiénes", "se",
];

/// A FAQ that is one question is found by it: its title is what people ask. A folder's own page is none, and a page of many
/// questions has them as headings.
pub(super) fn check(subject: &Subject<'_>, diags: &mut Diags) {
    let catalog = subject.catalog;
    for (ix, page) in catalog.indexed() {
        let Kind::Faq(faq) = &page.doc.front.kind else { continue };
        let opens_folder = catalog.folder(page.folder).page == Some(ix);
        if faq.questions != Questions::One || opens_folder || !catalog.is_listed(ix) || is_question(&page.title) {
            continue;
        }
        let message = format!("the title \"{}\" is not a question", shown(&page.title));
        let hint = "write what people ask, as they would say it: `title: How do I get a visa?`";
        diags.push(Diagnostic::new(Code::TitleNoQuestion, place(page), message).hint(hint));
    }
}

fn place(page: &Page) -> Label {
    let doc = &page.doc;
    let written = doc.front.common.title.as_ref().map(|title| title.span);
    let span = written.or_else(|| doc.body.headings.first().map(|heading| heading.span));
    span.map_or_else(|| Label::file(&doc.path), |span| Label::at(&doc.path, span))
}

/// It has the mark of a question, or begins like one.
fn is_question(title: &str) -> bool {
    let first = title.split_whitespace().next().unwrap_or_default().to_lowercase();
    title.contains(['?', '？', '؟']) || title.starts_with('¿') || ASKING.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_question;

    #[test]
    fn questions_are_known_by_their_mark_or_their_first_word() {
        for title in ["Visa: who pays?", "How do I get a visa", "Wie geht das", "¿Y ahora", "ビザは？"] {
            assert!(is_question(title), "{title}");
        }
        for title in ["Visa", "A visa", "Getting a visa", "The how and why", ""] {
            assert!(!is_question(title), "{title}");
        }
    }
}

//! Alerts, `> [!NOTE]`. What kind it is stands above it as a word of the page's language, so it is a hole.

use pulldown_cmark::BlockQuoteKind;

use super::body::Word;
use super::writer::{Open, Writer};

impl Writer<'_> {
    pub(super) fn alert_start(&mut self, kind: BlockQuoteKind) {
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", Word::Note),
            BlockQuoteKind::Tip => ("tip", Word::Tip),
            BlockQuoteKind::Important => ("important", Word::Important),
            BlockQuoteKind::Warning => ("warning", Word::Warning),
            BlockQuoteKind::Caution => ("caution", Word::Caution),
        };
        let open = format!("<div class=\"alert {class}\" role=\"note\">\n<p class=\"alert-title\">");
        self.block(&open, "</div>\n");
        if !matches!(self.stack.last(), Some(Open::Markdown(""))) {
            self.out.word(word);
            self.out.html("</p>\n");
        }
    }
}

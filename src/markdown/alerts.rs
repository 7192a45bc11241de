//! The names of alerts, `> [!NOTE]`.

use pulldown_cmark::BlockQuoteKind;

/// What an alert opens with, its title included.
pub(super) fn opening(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "<div class=\"alert note\" role=\"note\">\n<p class=\"alert-title\">Note</p>\n",
        BlockQuoteKind::Tip => "<div class=\"alert tip\" role=\"note\">\n<p class=\"alert-title\">Tip</p>\n",
        BlockQuoteKind::Important => {
            "<div class=\"alert important\" role=\"note\">\n<p class=\"alert-title\">Important</p>\n"
        }
        BlockQuoteKind::Warning => {
            "<div class=\"alert warning\" role=\"note\">\n<p class=\"alert-title\">Warning</p>\n"
        }
        BlockQuoteKind::Caution => {
            "<div class=\"alert caution\" role=\"note\">\n<p class=\"alert-title\">Caution</p>\n"
        }
    }
}

//! Text without the marks of Markdown, for what is shown as text: a summary stands in lists, in results and in the head of
//! its page, none of which knows Markdown.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

/// `text` without the marks around code and emphasis. Nothing within a word is a mark, as in `2*3*4`.
pub fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.contains(['`', '*', '_']) {
        return Cow::Borrowed(text);
    }
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new(text).into_offset_iter() {
        let written = text.get(range.clone()).unwrap_or_default();
        let width = match event {
            Event::Code(_) => written.bytes().take_while(|byte| *byte == b'`').count(),
            Event::Start(Tag::Emphasis) if !is_within_word(text, &range) => 1,
            Event::Start(Tag::Strong) if !is_within_word(text, &range) => 2,
            _ => continue,
        };
        marks.extend([range.start..range.start + width, range.end - width..range.end]);
    }
    marks.sort_unstable_by_key(|mark| mark.start);
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for mark in marks {
        plain.push_str(text.get(from..mark.start).unwrap_or_default());
        from = mark.end;
    }
    plain.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(plain)
}

fn is_within_word(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    [before, after].into_iter().flatten().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::unmarked;

    #[test]
    fn code_and_emphasis_lose_their_marks() {
        let cases = [
            ("put words into its title, `ask` or keywords.", "put words into its title, ask or keywords."),
            ("``a ` b`` and `*`", "a ` b and *"),
            ("*the*, **you** or ***then***", "the, you or then"),
            ("_the_ and __you__, *(so)*", "the and you, (so)"),
            ("**a *b* c**", "a b c"),
            ("*Straße*", "Straße"),
        ];
        for (written, shown) in cases {
            assert_eq!(unmarked(written), shown);
        }
    }

    #[test]
    fn what_is_no_mark_stays() {
        for text in [
            "2 * 3 * 4",
            "2*3*4",
            "*.md and *.txt",
            "review_every and not_for",
            "a ` alone",
            "** and _",
            "\\*so\\*",
            "`a ``b",
            "5* hotel, *see below",
            "plain",
        ] {
            assert_eq!(unmarked(text), text);
        }
    }

    #[test]
    fn a_text_of_marks_is_soon_read() {
        for mark in ["*a ", "` ``a ", "_a *b ", "``", "*a_ "] {
            let long = mark.repeat(100_000);
            assert!(unmarked(&long).len() <= long.len());
        }
    }
}

//! Text without the marks of Markdown, for what is shown as text: a summary stands in lists, in results and in the head of
//! its page, none of which knows Markdown.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// `text` without the marks around code and emphasis. A star or a line that stands alone or within a word, as in `2 * 3`,
/// `*.md` and `review_every`, is no mark.
pub fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.contains(['`', '*', '_']) {
        return Cow::Borrowed(text);
    }
    let mut marks = marks(text);
    marks.sort_unstable_by_key(|mark| mark.start);
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for mark in marks {
        plain.push_str(&text[from..mark.start]);
        from = mark.end;
    }
    plain.push_str(&text[from..]);
    Cow::Owned(plain)
}

/// Where the marks that belong together stand.
fn marks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Marks that wait for their other half, the innermost last; and runs of backticks that have none, which makes a text of
    // nothing but marks no work.
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut alone = BTreeSet::new();
    let mut at = 0;
    while let Some(mark) = run(text, at) {
        at = mark.end;
        let before = text[..mark.start].chars().next_back();
        let after = text[mark.end..].chars().next();
        if before == Some('\\') {
            continue;
        }
        if text[mark.clone()].starts_with('`') {
            if alone.contains(&mark.len()) {
                continue;
            }
            if let Some(close) = closing(text, &mark) {
                at = close.end;
                found.extend([mark, close]);
            } else {
                alone.insert(mark.len());
            }
            continue;
        }
        let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let is_blank = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
        let near = open.len().saturating_sub(DEPTH);
        let pair = open[near..].iter().rposition(|other| text[other.clone()] == text[mark.clone()]);
        if let Some(pair) = pair.filter(|_| !is_blank(before) && !is_word(after)) {
            found.extend([open[near + pair].clone(), mark]);
            open.truncate(near + pair);
        } else if !is_blank(after) && !is_word(before) {
            open.push(mark);
        }
    }
    found
}

/// So many marks stand within each other at most.
const DEPTH: usize = 8;

/// The first run of one sort of mark from `at` on.
fn run(text: &str, at: usize) -> Option<Range<usize>> {
    let start = at + text[at..].find(['`', '*', '_'])?;
    let mark = text.as_bytes()[start];
    let len = text.as_bytes()[start..].iter().take_while(|byte| **byte == mark).count();
    Some(start..start + len)
}

/// The run of backticks that ends the code which `open` begins.
fn closing(text: &str, open: &Range<usize>) -> Option<Range<usize>> {
    let mut at = open.end;
    while let Some(mark) = run(text, at) {
        at = mark.end;
        if text[mark.clone()] == text[open.clone()] {
            return Some(mark);
        }
    }
    None
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

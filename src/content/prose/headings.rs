//! The levels of headings: people who listen to a page go by them.

use super::{Source, and_more};
use crate::base::code::Code;
use crate::base::diag::Diags;
use crate::markdown::Body;

/// The first heading that skips a level, and how many more do. The page's title is the only one of level 1.
pub(super) fn check(source: Source<'_>, body: &Body, diags: &mut Diags) {
    if has_raw_headings(source.markdown()) {
        return;
    }
    let headings = body.sections.iter().filter_map(|section| body.headings.get(section.heading?));
    let mut above = 1;
    let mut first = None;
    let mut count = 0;
    for heading in headings {
        let level = heading.level;
        if level > above + 1 {
            count += 1;
            first = first.or(Some((heading, above)));
        }
        above = level.max(2);
    }
    let Some((heading, above)) = first else { return };
    let (level, wanted) = (heading.level, above + 1);
    let before = if above == 1 { "the page's title".to_owned() } else { format!("one of level {above}") };
    let message = format!("this heading is of level {level} and comes behind {before}{}", and_more(count));
    let hint = format!("begin it with `{}`", "#".repeat(usize::from(wanted)));
    source.find(diags, Code::HeadingSkipped, heading.span, message, &hint);
}

/// Headings of raw HTML are not in the list of headings: with them nothing can be said.
fn has_raw_headings(markdown: &str) -> bool {
    let mut tags = markdown.match_indices("<h").chain(markdown.match_indices("<H"));
    tags.any(|(at, _)| markdown.as_bytes().get(at + 2).is_some_and(|byte| (b'1'..=b'6').contains(byte)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;

    #[test]
    fn the_first_skipped_level_is_told_with_the_number_of_the_others() {
        let messages = |text| found(text).into_iter().map(|diag| diag.message).collect::<Vec<_>>();
        assert_eq!(
            messages("# A\n\n## B\n\n#### C\n\n## D\n\n#### E\n"),
            ["this heading is of level 4 and comes behind one of level 2, and 1 more on this page"]
        );
        assert_eq!(messages("### A\n"), ["this heading is of level 3 and comes behind the page's title"]);
    }

    #[test]
    fn ways_up_quotes_and_pages_with_raw_headings_are_fine() {
        for fine in [
            "## A\n\n### B\n\n#### C\n\n## D\n",
            "# A\n\n# B\n\n### C\n",
            "# A\n\n> #### B\n",
            "# A\n\n<h2>B</h2>\n\n### C\n",
        ] {
            assert_eq!(found(fine), [], "{fine}");
        }
    }
}

//! Shortcodes of Hugo, which are run there and are text here: `{{< youtube x >}}`, `{{% note %}}`.

use super::{Source, and_more};
use crate::base::code::Code;
use crate::base::diag::Diags;
use crate::base::span::Span;
use crate::base::text::shown;
use crate::markdown::Run;

const OPENING: [&str; 2] = ["{{<", "{{%"];

/// The first on the page, and how many more there are.
pub(super) fn check(source: Source<'_>, runs: &[Run], diags: &mut Diags) {
    if !OPENING.iter().any(|opening| source.markdown().contains(opening)) {
        return;
    }
    let mut first = None;
    let mut count = 0;
    for run in runs {
        let text = source.written(run);
        let found = text.match_indices("{{").filter(|(at, _)| OPENING.iter().any(|opening| begins(text, *at, opening)));
        for (at, _) in found {
            count += 1;
            if first.is_none() {
                first = Some(Span::new(at..end(text, at)).shifted(run.span.start as usize));
            }
        }
    }
    let Some(span) = first else { return };
    let written = source.text.get(span.within(source.text)).unwrap_or_default();
    let more = and_more(count);
    let message = format!("nothing runs `{}`, a shortcode of another generator{more}", shown(written));
    let hint = "say in Markdown what it stands for, or take it out";
    source.find(diags, Code::ShortcodeText, span, message, hint);
}

fn begins(text: &str, at: usize, with: &str) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(with))
}

/// Where the shortcode that begins at `at` ends, or its line.
fn end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.find('\n').unwrap_or(rest.len());
    at + rest.get(..line).and_then(|line| line.find("}}")).map_or(line, |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, marked};

    #[test]
    fn the_first_shortcode_is_told_with_the_number_of_the_others() {
        let text = "See {{< youtube x >}} and\n\n{{% note %}}\n\n- {{% /note %}}\n";
        assert_eq!(marked(text), ["{{< youtube x >}}"]);
        let told = found(text);
        assert!(
            told[0].message.ends_with("a shortcode of another generator, and 2 more on this page"),
            "{}",
            told[0].message
        );
    }

    #[test]
    fn other_tags_and_code_are_left_alone() {
        for fine in ["{{ page.title }} {% if x %} {{#each}}\n", "`{{< x >}}`\n", "```\n{{% x %}}\n```\n"] {
            assert_eq!(found(fine), [], "{fine}");
        }
    }
}

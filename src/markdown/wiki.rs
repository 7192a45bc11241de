//! Wikilinks: `[[Page]]`, `[[Page#Heading]]`, `[[Page|other words]]`. What a name means is settled in
//! [`crate::catalog`].

use pulldown_cmark::CowStr;

/// Whether `text` may hold wikilinks. `[[1]](address)` and `[[^1]]` mean something in plain Markdown, which a text with
/// wikilinks could not say any more: where such brackets stand, the text is read without.
pub(super) fn has_links(text: &str) -> bool {
    text.contains("[[") && !text.contains("]](") && !text.contains("[[^")
}

/// The page's name and the heading, if one is named, of what stands in a wikilink: `Visa#Costs`. Of several headings the
/// last counts. In a table the bar in front of other words is written `\\|`: that stroke belongs to neither.
pub fn wiki_parts(target: &str) -> (&str, Option<&str>) {
    let target = target.trim();
    let target = target.strip_suffix('\\').unwrap_or(target);
    match target.split_once('#') {
        Some((name, headings)) => {
            let heading = headings.rsplit('#').next().unwrap_or_default().trim();
            (name.trim(), Some(heading).filter(|heading| !heading.is_empty()))
        }
        None => (target.trim(), None),
    }
}

/// The words that readers see where none are written: the name, and the heading behind a colon.
pub(super) fn label(written: CowStr<'_>) -> CowStr<'_> {
    if !written.contains('#') {
        return written;
    }
    match wiki_parts(&written) {
        ("", Some(heading)) => heading.to_owned().into(),
        (name, Some(heading)) => format!("{name}: {heading}").into(),
        (name, None) => name.to_owned().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_its_heading_are_told_apart() {
        for (written, name, heading, shown) in [
            ("Visa rules", "Visa rules", None, "Visa rules"),
            ("Visa#Costs", "Visa", Some("Costs"), "Visa: Costs"),
            ("#Costs", "", Some("Costs"), "Costs"),
            ("Visa#Rules#Costs", "Visa", Some("Costs"), "Visa: Costs"),
            ("Visa#", "Visa", None, "Visa"),
        ] {
            assert_eq!(wiki_parts(written), (name, heading), "{written}");
            assert_eq!(&*label(written.into()), shown, "{written}");
        }
        assert_eq!(wiki_parts("Visa \\"), ("Visa", None));
    }

    #[test]
    fn brackets_that_mean_something_else_stay_what_they_are() {
        assert!(has_links("See [[Visa]]."));
        for text in ["See [[1]](a.md).", "A note.[[^1]]", "a[0]"] {
            assert!(!has_links(text), "{text}");
        }
    }
}

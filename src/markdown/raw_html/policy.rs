//! What raw HTML may hold: the allow-list.

/// How an element is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// Kept; stands in running text.
    Inline,
    /// Kept; stands in running text and has no content.
    Void,
    /// Kept; a block.
    Block,
    /// Kept within the element it is a part of ([`parents`]); elsewhere its tag is left out.
    Part,
    /// The tag is left out, without a word: it does no harm and says nothing.
    Unwrap,
    /// The tag is taken out, what it holds stays.
    Remove,
    /// Taken out with all it holds.
    Drop,
}

use Treatment::{Block, Drop, Inline, Part, Remove, Unwrap, Void};

/// Every element of HTML, sorted by name, with the name it is written as.
const ELEMENTS: &[(&str, &str, Treatment)] = &[
    ("a", "a", Inline),
    ("abbr", "abbr", Inline),
    ("acronym", "abbr", Inline),
    ("address", "address", Block),
    ("applet", "applet", Drop),
    ("area", "area", Remove),
    ("article", "article", Block),
    ("aside", "aside", Block),
    ("audio", "audio", Drop),
    ("b", "b", Inline),
    ("base", "base", Remove),
    ("bdi", "bdi", Inline),
    ("bdo", "bdo", Inline),
    ("big", "big", Unwrap),
    ("blockquote", "blockquote", Block),
    ("body", "body", Unwrap),
    ("br", "br", Void),
    ("button", "button", Remove),
    ("canvas", "canvas", Drop),
    ("caption", "caption", Part),
    ("center", "center", Unwrap),
    ("cite", "cite", Inline),
    ("code", "code", Inline),
    ("col", "col", Part),
    ("colgroup", "colgroup", Part),
    ("dd", "dd", Part),
    ("del", "del", Inline),
    ("details", "details", Block),
    ("dfn", "dfn", Inline),
    ("dialog", "dialog", Remove),
    ("div", "div", Block),
    ("dl", "dl", Block),
    ("dt", "dt", Part),
    ("em", "em", Inline),
    ("embed", "embed", Remove),
    ("fieldset", "fieldset", Remove),
    ("figcaption", "figcaption", Block),
    ("figure", "figure", Block),
    ("font", "font", Unwrap),
    ("footer", "footer", Unwrap),
    ("form", "form", Remove),
    ("frame", "frame", Remove),
    ("frameset", "frameset", Drop),
    ("h1", "h2", Block),
    ("h2", "h2", Block),
    ("h3", "h3", Block),
    ("h4", "h4", Block),
    ("h5", "h5", Block),
    ("h6", "h6", Block),
    ("head", "head", Unwrap),
    ("header", "header", Unwrap),
    ("hr", "hr", Block),
    ("html", "html", Unwrap),
    ("i", "i", Inline),
    ("iframe", "iframe", Drop),
    ("img", "img", Void),
    ("input", "input", Remove),
    ("ins", "ins", Inline),
    ("kbd", "kbd", Inline),
    ("label", "label", Unwrap),
    ("legend", "legend", Remove),
    ("li", "li", Part),
    ("link", "link", Remove),
    ("main", "main", Unwrap),
    ("map", "map", Remove),
    ("mark", "mark", Inline),
    ("marquee", "marquee", Remove),
    ("math", "math", Drop),
    ("meta", "meta", Remove),
    ("nav", "nav", Unwrap),
    ("nobr", "nobr", Unwrap),
    ("noembed", "noembed", Drop),
    ("noframes", "noframes", Drop),
    ("noscript", "noscript", Drop),
    ("object", "object", Drop),
    ("ol", "ol", Block),
    ("optgroup", "optgroup", Remove),
    ("option", "option", Remove),
    ("p", "p", Block),
    ("param", "param", Remove),
    ("picture", "picture", Unwrap),
    ("plaintext", "plaintext", Remove),
    ("pre", "pre", Block),
    ("q", "q", Inline),
    ("rp", "rp", Part),
    ("rt", "rt", Part),
    ("ruby", "ruby", Inline),
    ("s", "s", Inline),
    ("samp", "samp", Inline),
    ("script", "script", Drop),
    ("section", "section", Block),
    ("select", "select", Drop),
    ("slot", "slot", Remove),
    ("small", "small", Inline),
    ("source", "source", Unwrap),
    ("span", "span", Inline),
    ("strike", "s", Inline),
    ("strong", "strong", Inline),
    ("style", "style", Drop),
    ("sub", "sub", Inline),
    ("summary", "summary", Block),
    ("sup", "sup", Inline),
    ("svg", "svg", Drop),
    ("table", "table", Block),
    ("tbody", "tbody", Part),
    ("td", "td", Part),
    ("template", "template", Drop),
    ("textarea", "textarea", Remove),
    ("tfoot", "tfoot", Part),
    ("th", "th", Part),
    ("thead", "thead", Part),
    ("time", "time", Inline),
    ("title", "title", Remove),
    ("tr", "tr", Part),
    ("track", "track", Remove),
    ("tt", "code", Inline),
    ("u", "u", Inline),
    ("ul", "ul", Block),
    ("var", "var", Inline),
    ("video", "video", Drop),
    ("wbr", "wbr", Void),
    ("xmp", "xmp", Remove),
];

/// The element `name`, in any letter case: how it is written and treated; `None` when HTML has no such element.
pub(super) fn element(name: &str) -> Option<(&'static str, Treatment)> {
    let name = if name.len() <= 10 { name.to_ascii_lowercase() } else { return None };
    let found = ELEMENTS.binary_search_by(|(known, ..)| (*known).cmp(name.as_str())).ok()?;
    ELEMENTS.get(found).map(|(_, written, treatment)| (*written, *treatment))
}

/// What an element that is only a part can stand in.
pub(super) fn parents(part: &str) -> &'static [&'static str] {
    match part {
        "li" => &["ul", "ol"],
        "dt" | "dd" => &["dl"],
        "caption" | "colgroup" | "thead" | "tbody" | "tfoot" => &["table"],
        "col" => &["colgroup"],
        "tr" => &["thead", "tbody", "tfoot"],
        "td" | "th" => &["tr"],
        "rt" | "rp" => &["ruby"],
        _ => &[],
    }
}

/// What HTML lets authors leave out between an open `outer` and the part `inner`.
pub(super) fn implied(outer: &str, inner: &str) -> Option<&'static str> {
    match (outer, inner) {
        ("table", "col") => Some("colgroup"),
        ("table", "tr" | "td" | "th") => Some("tbody"),
        ("thead" | "tbody" | "tfoot", "td" | "th") => Some("tr"),
        _ => None,
    }
}

/// Elements that hold running text only: a block ends them.
pub(super) fn holds_text(element: &str) -> bool {
    matches!(element, "p" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements that hold nothing but their parts.
pub(super) fn is_table_frame(element: &str) -> bool {
    matches!(element, "table" | "colgroup" | "thead" | "tbody" | "tfoot" | "tr")
}

/// Whether an open `open` may be ended by the beginning of the part `next`.
pub(super) fn gives_way(open: &str, next: &str) -> bool {
    match open {
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "rt" | "rp" => matches!(next, "rt" | "rp"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "thead" | "tbody" | "tfoot"),
        "tr" => matches!(next, "tr" | "thead" | "tbody" | "tfoot"),
        "caption" | "colgroup" | "thead" | "tbody" | "tfoot" => !matches!(next, "li" | "dt" | "dd"),
        _ => holds_text(open) || element(open).is_some_and(|(_, treatment)| treatment == Inline),
    }
}

/// Attributes that keep their value, by element; `href`, `src`, `id`, `name`, `class` and `align` are seen to elsewhere.
pub(super) fn keeps(element: &str, attribute: &str, value: &str) -> bool {
    let number = !value.is_empty() && value.len() <= 4 && value.bytes().all(|b| b.is_ascii_digit());
    match attribute {
        "title" => true,
        "lang" => value.len() <= 35 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        "open" => element == "details",
        "colspan" | "rowspan" => matches!(element, "td" | "th") && number,
        "span" => matches!(element, "col" | "colgroup") && number,
        "scope" => element == "th" && matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        "start" => element == "ol" && number,
        "value" => element == "li" && number,
        "reversed" => element == "ol",
        "type" => element == "ol" && matches!(value, "1" | "a" | "A" | "i" | "I"),
        "datetime" => matches!(element, "time" | "del" | "ins"),
        "width" | "height" => element == "img" && number,
        _ => false,
    }
}

/// The class for `align`, where it has one.
pub(super) fn aligned(value: &str) -> Option<&'static str> {
    ["left", "center", "right"].into_iter().find(|side| side.eq_ignore_ascii_case(value))
}

/// Whether raw HTML may use `class`: those that Markdown makes for blocks and cells.
pub(super) fn is_class(class: &str) -> bool {
    let known = ["alert", "note", "tip", "important", "warning", "caution", "alert-title", "left", "center", "right"];
    known.contains(&class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_keeps_nothing_that_runs() {
        assert!(ELEMENTS.is_sorted_by(|a, b| a.0 < b.0));
        for name in ["script", "STYLE", "iframe", "form", "base", "meta", "object", "svg", "math", "template", "input"]
        {
            assert!(matches!(element(name), Some((_, Remove | Drop))), "{name}");
        }
        assert_eq!(element("repository"), None);
    }
}

use super::kept;
use super::scan::{self, Scanner, Token};
use crate::base::path::SourcePath;
use crate::markdown::{Attr, Body, MarkdownOptions, parse};

fn read(text: &str, html: bool) -> Body {
    parse(text, 0, &SourcePath::new("a.md"), &MarkdownOptions { html, highlight: false }).0
}

fn html(text: &str) -> String {
    let body = read(text, true);
    body.html(0..body.chunks.len(), |ix| body.links.get(ix.0 as usize).map_or(Attr::None, |l| Attr::To(&l.target)))
}

#[test]
fn nothing_that_runs_comes_through() {
    let hostile = [
        "<script>alert(1)</script>",
        "x <script>alert(1)</script> y",
        "<img src=x onerror=\"alert(1)\">",
        "<svg/onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<style>body{display:none}</style>",
        "<base href=//evil.example>",
        "<meta http-equiv=refresh content=0>",
        "<div style=\"position:fixed\" onclick=alert(1) data-gh=\"s1\" class=\"gh-header note\">x</div>",
        "<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>",
        "<table><tr><td onclick=alert(1)><form action=x><input name=a></table>",
        "<a href=\"&#106;avascript:alert(1)\" target=_blank ping=x>x</a>",
        "<details open ontoggle=alert(1)><summary>ok</summary>kept</details>",
        "<p title=\"</p><script>alert(1)</script>\">x",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    ];
    for text in hostile {
        let body = read(text, true);
        let html = body.html(0..body.chunks.len(), |_| Attr::None);
        for token in Scanner::new(&html) {
            let Token::Open { name, attributes } = token else { continue };
            assert!(kept().any(|kept| kept == name), "{text}\n{html}");
            for (attribute, value) in scan::attributes(attributes) {
                let known = ["title", "class", "alt", "loading", "open"].contains(&attribute.as_str());
                assert!(known && !value.contains("gh-"), "{text}\n{html}");
            }
        }
    }
}

#[test]
fn what_is_left_open_swallows_nothing() {
    for text in [
        "</div></main></body>\n\nafter",
        "<div><div><table><tr><td>\n\nafter",
        "<b>x\n\nafter",
        "<textarea><title>\n\nafter",
    ] {
        let html = html(text);
        assert!(html.contains("after") && !html.contains("</main>"), "{html}");
        assert_eq!(html.matches("<div>").count(), html.matches("</div>").count());
    }
}

#[test]
fn links_and_images_of_raw_html_are_holes_too() {
    let body = read("<a href=\"a.md?x=1&amp;y\">*t*</a> <img src=b.png alt='c \"d\"'>", true);
    let links: Vec<_> = body.links.iter().map(|link| (link.target.as_str(), link.text.as_str())).collect();
    assert_eq!(links, [("a.md?x=1&y", "t"), ("b.png", "c \"d\"")]);
}

#[test]
fn ids_of_raw_html_yield_to_headings_and_to_the_theme() {
    let html = html("<a name=\"costs\"></a>\n\n## Costs\n\n<a id=\"x\"></a><a id=\"x\"></a><a id=\"gh-menu\"></a>\n");
    assert!(html.contains("<p><a></a></p>") && html.contains("<h2 id=\"costs\">"), "{html}");
    assert!(html.contains("<a id=\"x\"></a><a></a><a></a>"), "{html}");
}

#[test]
fn unknown_elements_are_text() {
    assert_eq!(html("git clone <repository>"), "<p>git clone &lt;repository&gt;</p>\n");
}

#[test]
fn without_raw_html_tags_are_text() {
    let body = read("<b>x</b>\n\n<div>\n<p>&amp;\n</div>", false);
    let html = body.html(0..body.chunks.len(), |_| Attr::None);
    assert_eq!(html, "<p>&lt;b&gt;x&lt;/b&gt;</p>\n<p>&lt;div&gt;\n&lt;p&gt;&amp;amp;\n&lt;/div&gt;</p>\n");
}

#[test]
fn sections_survive_the_tree() {
    let body = read("<div>\n\n## One [a](b)\n\nx\n\n</div>\n\n<table><tr><td>c</table>\n\n## Two\n\ny\n", true);
    let joined: Vec<_> = body.sections.iter().map(|section| section.joined).collect();
    assert_eq!(joined, [false, true, false]);
    let part = |range: std::ops::Range<usize>| {
        body.html(range, |ix| body.links.get(ix.0 as usize).map_or(Attr::None, |l| Attr::To(&l.target)))
    };
    assert_eq!(part(body.sections[1].heading_chunks.clone()), "<h2 id=\"one-a\">One <a href=\"b\">a</a></h2>");
    assert!(part(body.sections[1].chunks.clone()).contains("<tbody><tr><td>c</td></tr></tbody>"));
    assert_eq!(part(body.sections[2].chunks.clone()).trim(), "<p>y</p>");
}

#[test]
fn balanced_tags_are_the_tree_they_look_like() {
    // The claim on which the tree is spared: a parser changes nothing but the spelling.
    for text in [
        "a <b>b <i>c</i></b> <kbd>d</kbd><br>e",
        "<div>\n\n*x*\n\n</div>",
        "<details><summary>s</summary>\n\n- a\n- b\n\n</details>",
        "<figure><img src=a.png><figcaption>x</figcaption></figure>",
        "- <div>x</div>\n- <span>y",
        "<a href=x>\n\npara\n\n</a>",
    ] {
        let body = read(text, true);
        let html = body.html(0..body.chunks.len(), |_| Attr::None);
        assert_eq!(crate::markdown::tree::cleaned(&html).replace("=\"\"", ""), html.replace("=\"\"", ""));
    }
}

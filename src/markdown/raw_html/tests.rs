use super::policy::{self, Treatment};
use super::scan::{self, Scanner, Token};
use crate::base::path::SourcePath;
use crate::markdown::{Attr, Body, Highlighter, LinkKind, Markdown, MarkdownOptions, Source};

fn read(text: &str, html: bool) -> Body {
    Markdown::new(MarkdownOptions { html, highlight: false }, Highlighter::default())
        .parse(Source { text, base: 0, path: &SourcePath::new("a.md") }, None, false)
        .0
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
            let fine = !matches!(policy::element(name), None | Some((_, Treatment::Remove | Treatment::Drop)));
            assert!(fine, "{text}\n{html}");
            for (attribute, value) in scan::attributes(attributes) {
                let known = ["title", "class", "alt", "loading", "decoding", "open"].contains(&attribute.as_str());
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
    let links: Vec<_> = body.links.iter().map(|link| (link.kind, &*link.target)).collect();
    assert_eq!(links, [(LinkKind::Link, "a.md?x=1&y"), (LinkKind::Image, "b.png")]);
}

#[test]
fn ids_of_raw_html_yield_to_headings_and_to_the_theme() {
    let html = html("<a name=\"costs\"></a>\n\n## Costs\n\n<a id=\"x\"></a><a id=\"x\"></a><a id=\"gh-menu\"></a>\n");
    assert!(html.contains("<p><span></span></p>") && html.contains("<h2 id=\"costs\">"), "{html}");
    assert!(html.contains("<p><span id=\"x\"></span></p>"), "{html}");
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
fn an_element_left_open_joins_the_sections_it_spans() {
    let body = read("<div>\n\n## One\n\nx\n\n</div>\n\n## Two\n\n<p>\n\n## Three\n", true);
    let joined: Vec<_> = body.sections.iter().map(|section| section.joined).collect();
    assert_eq!(joined, [false, true, false, false]);
}

#[test]
fn parts_are_put_where_they_belong() {
    for (text, expected) in [
        ("<ul><li>a<li><b>b<li>c</ul>", "<ul><li>a</li><li><b>b</b></li><li>c</li></ul>"),
        (
            "<table><tr><td>a<td>b<tr><td>c</table>",
            "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
        ),
        ("<table>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("<p>a<p>b<div>c</div>", "<p>a</p><p>b</p><div>c</div>"),
        ("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("- <li>a", "<ul>\n<li>a</li>\n</ul>\n"),
        ("<td>a</td>", "a"),
        ("a <div>b</div>", "<p>a b</p>\n"),
        ("| a |\n|---|\n| <ul><li>b</ul> |", "<td><ul><li>b</li></ul></td>"),
        ("<p>\n\npara", "<p>\n</p><p>para</p>\n"),
        ("<h1 align=center>T</h1>", "<h2 class=\"center\">T</h2>"),
        ("<a href=x>[y](z)</a>", "<p><a href=\"x\">y</a></p>\n"),
    ] {
        let html = html(text);
        assert!(html.contains(expected), "{text}\n{html}");
    }
}

/// What a browser's parser makes of `html`, written out again; only spelling is made the same.
fn reread(html: &str) -> String {
    let elements = "a abbr aside b bdi blockquote br caption code col colgroup dd del details div dl dt em figure h1 h2 h3 h4 h5 h6 \
                    hr i img input kbd li ol p pre rt ruby section span strong sub summary sup table tbody td tfoot th thead tr ul";
    let attributes = "alt aria-label checked class decoding disabled href id loading open role src start tabindex type";
    let mut parser = ammonia::Builder::empty();
    parser.tags(elements.split_whitespace().collect()).generic_attributes(attributes.split_whitespace().collect());
    parser.link_rel(None).url_relative(ammonia::UrlRelative::PassThrough);
    spelled(&parser.clean(html).to_string())
}

fn spelled(html: &str) -> String {
    html.replace("=\"\"", "")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("\r\n", "\n")
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]

    /// The promise that nothing is swallowed or thrown out of place: a real parser reads the very tree that was
    /// written, for the page and for each section that stands alone.
    #[test]
    fn a_browser_reads_what_was_written(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..40)) {
        let text = words.concat();
        let body = read(&text, true);
        let alone = body.sections.iter().enumerate().filter(|(index, section)| {
            let goes_on = body.sections.get(index + 1).is_some_and(|next| next.joined);
            !section.joined && !goes_on
        });
        let whole = std::iter::once(0..body.chunks.len());
        let ranges: Vec<_> = whole.chain(alone.map(|(_, section)| section.chunks.clone())).collect();
        for range in ranges {
            let html = body.html(range, |_| Attr::To("x"));
            proptest::prop_assert_eq!(reread(&html), spelled(&html.replace("<pre>\n", "<pre>")));
        }
    }
}

const WORDS: &[&str] = &[
    "# ",
    "## ",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "a",
    "é",
    "*",
    "**",
    "`",
    "```\n",
    "[",
    "](y)",
    "![",
    "<",
    ">",
    "<b>",
    "</b>",
    "<i>",
    "<span>",
    "<div>",
    "</div>",
    "<a href=x>",
    "</a>",
    "<a id=y>",
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td>",
    "<caption>",
    "<col>",
    "<tbody>",
    "</table>",
    "</tr>",
    "<ul>",
    "<li>",
    "</ul>",
    "<dl>",
    "<dd>",
    "<h2>",
    "<h1>",
    "</h2>",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<!--",
    "-->",
    "<?",
    "&amp;",
    "&#0;",
    "&nbsp;",
    "\0",
    "\u{202e}",
    "|a|b|\n|-|-|\n",
    "| a | b |\n",
    "[^1]",
    "[^1]: ",
    "\n: ",
    "https://x.org/a ",
    "m@x.org ",
    "- [ ] ",
    "> [!NOTE]\n",
    "{#gh-x}",
    "<summary>",
    "<details>",
    "</details>",
    "<img src=a alt=b>",
    "<br>",
    "<hr>",
    "</",
    "<x-y>",
    "'",
    "=",
    "<pre>",
    "</pre>",
    "<select>",
    "<textarea>",
    "<math>",
    "<mtext>",
    "<ruby>",
    "<rt>",
    "<form>",
    "<button>",
    "===\n",
    "\\",
];

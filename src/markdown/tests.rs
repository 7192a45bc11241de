use super::*;
use crate::base::code::Code;
use crate::base::path::SourcePath;

fn read(text: &str) -> (Body, Diags) {
    Markdown::new(MarkdownOptions { html: true, highlight: false }, Highlighter::default()).parse(
        Source { text, base: 0, path: &SourcePath::new("content/a.md") },
        None,
        false,
    )
}

/// The HTML with every hole filled by the target as it was written.
fn filled(body: &Body, range: std::ops::Range<usize>) -> String {
    body.html(range, |ix| body.links.get(ix.0 as usize).map_or(Attr::None, |link| Attr::To(&link.target)))
}

fn html(text: &str) -> String {
    let (body, _) = read(text);
    filled(&body, 0..body.chunks.len())
}

fn found(text: &str) -> Vec<(Code, String)> {
    let (_, diags) = read(text);
    let place = |diag: &crate::base::diag::Diagnostic| {
        let span = diag.at.as_ref().and_then(|at| at.span).map_or(0..0, |span| span.within(text));
        text[span].to_owned()
    };
    diags.iter().map(|diag| (diag.code, place(diag))).collect()
}

fn ids(text: &str) -> Vec<String> {
    read(text).0.headings.into_iter().map(|heading| heading.id).collect()
}

#[test]
fn what_forges_show_is_shown() {
    for (markdown, expected) in [
        ("a *b* **c** ~~d~~ `e`", "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>\n"),
        ("3. x\n4. y", "<ol start=\"3\">\n<li>x</li>\n<li>y</li>\n</ol>\n"),
        ("- [x] done", "<input class=\"task\" type=\"checkbox\" disabled checked aria-label=\"done\"> done"),
        ("> [!TIP]\n> x", "<div class=\"alert tip\" role=\"note\">\n<p class=\"alert-title\"></p>\n<p>x</p>\n</div>\n"),
        ("Term\n: Meaning", "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>\n"),
        ("![a *b*](x.png \"t\")", "<img src=\"x.png\" alt=\"a b\" title=\"t\" decoding=\"async\">"),
        (
            "![](x.png)![](y.png)",
            "<img src=\"x.png\" alt=\"\" decoding=\"async\">\
             <img src=\"y.png\" alt=\"\" loading=\"lazy\" decoding=\"async\">",
        ),
        ("```rust,ignore\n<x>\n```", "<pre tabindex=\"0\"><code class=\"language-rust\">&lt;x&gt;\n</code></pre>\n"),
        ("<me@example.org>", "<a href=\"mailto:me@example.org\">me@example.org</a>"),
        ("{{ x }} {% y %}", "<p>{{ x }} {% y %}</p>\n"),
        ("a\0b &#0;", "<p>a\u{fffd}b \u{fffd}</p>\n"),
        ("a\\\nb", "<p>a<br>\nb</p>\n"),
    ] {
        let html = html(markdown);
        assert!(html.contains(expected), "{markdown}\n{html}");
    }
}

#[test]
fn a_table_is_aligned_by_class_in_a_box_named_by_its_head() {
    assert_eq!(
        html("| a | b |\n|:-:|--:|\n| 1 | 2 |"),
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"a b\"><table>\n\
         <thead><tr><th class=\"center\">a</th><th class=\"right\">b</th></tr></thead>\n\
         <tbody>\n<tr><td class=\"center\">1</td><td class=\"right\">2</td></tr>\n</tbody></table></div>\n"
    );
}

#[test]
fn heading_ids_are_unique_and_leave_the_themes_alone() {
    assert_eq!(ids("# A\n# A\n# A-1\n# A"), ["a", "a-1", "a-1-1", "a-2"]);
    assert_eq!(ids("## Who can apply?\n## ???\n## X {#own}\n## Own"), ["who-can-apply", "section", "own", "own-1"]);
    assert_eq!(ids("## gh-search\n## Y {#GH-gh-menu}\n##\n"), ["search", "menu"]);
    assert_eq!(found("## gh-search\n"), [(Code::HeadingId, "## gh-search\n".to_owned())]);
}

#[test]
fn a_body_is_cut_at_its_top_headings() {
    let text = "intro\n\n## One\n\na [b](c)\n\n> ## Quoted\n\n## Two\n";
    let (body, _) = read(text);
    let cuts: Vec<_> = body.sections.iter().map(|s| (s.heading, &*s.text, s.joined)).collect();
    assert_eq!(cuts, [(None, "intro", false), (Some(0), "a b\nQuoted", false), (Some(2), "", false)]);
    assert_eq!(filled(&body, body.sections[1].heading_chunks.clone()), "<h2 id=\"one\">One</h2>\n");
    assert!(filled(&body, body.sections[1].chunks.clone()).starts_with("<p>a <a href=\"c\">b</a></p>"));
    assert_eq!(body.headings[1].text, "Quoted");
    assert_covered(&body);
}

fn assert_covered(body: &Body) {
    let mut at = 0;
    for section in &body.sections {
        assert_eq!((section.heading_chunks.start, section.heading_chunks.end), (at, section.chunks.start));
        at = section.chunks.end;
    }
    assert_eq!(at, body.chunks.len());
}

#[test]
fn only_the_first_block_can_be_the_pages_title() {
    let (body, _) = read("<!-- note -->\n# Title *x*\n\n# Other\n");
    assert_eq!(body.lead_title(), Some("Title x"));
    assert_eq!(filled(&body, body.sections[1].heading_chunks.clone()), "<h1 id=\"title-x\">Title <em>x</em></h1>\n");
    assert_eq!(filled(&body, body.sections[2].heading_chunks.clone()), "<h2 id=\"other\">Other</h2>\n");
    assert_eq!(read("text\n\n# Title").0.lead_title(), None);
    assert_eq!(read("## Title").0.lead_title(), None);
}

#[test]
fn spans_are_places_in_the_whole_file() {
    let front = "---\ntitle: x\n---\n";
    let text = "é [b](c.md) https://x.org/ä.\n\n## H\n";
    let (body, _) =
        Markdown::default().parse(Source { text, base: front.len(), path: &SourcePath::new("a.md") }, None, false);
    let file = format!("{front}{text}");
    let places: Vec<_> = body.links.iter().map(|link| &file[link.span.within(&file)]).collect();
    assert_eq!(places, ["[b](c.md)", "https://x.org/ä"]);
    assert_eq!(&file[body.headings[0].span.within(&file)], "## H\n");
}

#[test]
fn footnotes_are_numbered_by_first_mention_and_may_mention_each_other() {
    let text = "x[^b][^a][^b]\n\n[^a]: A[^b]\n[^b]: *B*[^a]\n[^c]: unused\n";
    let html = html(text);
    assert!(html.contains("<a href=\"#gh-fn-1\" id=\"gh-fnref-1-2\""), "{html}");
    assert!(html.contains("<li id=\"gh-fn-1\"><p><em>B</em>"), "{html}");
    assert!(html.contains("↩</a></p></li>") && !html.contains("unused"), "{html}");
}

#[test]
fn every_fault_is_told_with_its_place() {
    assert_eq!(found("a\n\n```sh\nx\n"), [(Code::FenceUnclosed, "```sh".to_owned())]);
    assert_eq!(found("> ```\n> x\n> ```\n\n- ~~~\n  x\n  ~~~\n"), []);
    assert_eq!(found("[](x.md) ![]() [x]()").len(), 3);
    assert_eq!(found("[![alt](a.png)](b.md) [![](a.png) b](b.md) ![c](c.png)"), []);
    assert_eq!(found("a ![](c.png)"), [(Code::AltMissing, "![](c.png)".to_owned())]);
    assert_eq!(found("a \u{202e}b\u{202c}\n\n\u{2066}c"), [(Code::TextDirection, "\u{202e}".to_owned())]);
    assert_eq!(found("a&#x202e;b").len(), 1);
    let removed = |text: &str| (Code::HtmlRemoved, text.to_owned());
    assert_eq!(found("a <script>x</script> <form> <form>\n"), [removed("<script>"), removed("<form>")]);
    assert_eq!(found("> <div>\n> <iframe\n> src=x></iframe>\n"), [(Code::HtmlRemoved, "<iframe\n> src=x>".to_owned())]);
    assert_eq!(found("a\n\n<!-- b\n\nc").len(), 1);
}

#[test]
fn a_letter_that_turns_text_stays_in_its_element() {
    assert_eq!(html("a \u{202e}b *c*"), "<p><bdi>a \u{202e}b </bdi><em>c</em></p>\n");
    assert_eq!(read("## a\u{202e}b").0.headings[0].text, "ab");
}

#[test]
fn short_rows_cannot_make_a_huge_table() {
    let wide = format!("{}|\n{}|\n{}", "|a".repeat(500), "|-".repeat(500), "|b\n".repeat(500));
    let (body, diags) = read(&wide);
    let html = filled(&body, 0..body.chunks.len());
    assert!(html.matches("<td>").count() <= wide.len() * 4, "{}", html.matches("<td>").count());
    assert_eq!(diags.iter().map(|diag| diag.code).collect::<Vec<_>>(), [Code::TableCut]);
    assert_eq!(html.matches("<tr>").count(), html.matches("</tr>").count());
    assert!(html.ends_with("</tbody></table></div>\n"));
}

#[test]
fn hostile_text_takes_time_in_proportion() {
    // Quadratic time would be minutes at this size in a test build.
    let times = |text: &str, bytes: usize| text.repeat(bytes / text.len());
    for text in [
        times("> ", 60_000),
        times("- ", 60_000),
        times("<a:", 200_000),
        times("*a **a ", 200_000),
        times("[", 200_000),
        times("![", 200_000),
        times("xhttp://a/", 200_000),
        times("_www._", 200_000),
        times("a@a.", 200_000),
        times("<b>", 200_000),
        format!("<div>{}", times("<a x=\"", 200_000)),
        format!("<div>{}", times("<svg>", 200_000)),
        format!("<div>{}", times("<div>", 200_000)),
        format!("<table>{}", times("<tr><td>", 200_000)),
        format!("<p>{}", times("&amp", 200_000)),
        times("# a\n", 200_000),
        times("[^a]", 200_000) + "\n\n[^a]: b\n",
        times("<!-- x\n\n", 200_000),
    ] {
        let (body, diags) = read(&text);
        assert_covered(&body);
        assert!(diags.len() <= 1, "{:?}", &text[..20]);
    }
}

#[test]
fn nesting_is_flat_below_a_hundred() {
    for mark in ["> ", "- ", "1. "] {
        let html = html(&format!("{}deep", mark.repeat(1000)));
        let depth = html.matches("<blockquote>").count() + html.matches("<li>").count() * 2;
        assert!(depth > 90 && depth <= 102 && html.contains("deep"), "{mark}: {depth}");
    }
}

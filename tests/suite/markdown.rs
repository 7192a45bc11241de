//! What Markdown becomes where other pages, files and terms have a say in it.

use guildhall::base::code::Code;

use crate::harness::{Site, Work, site};

fn named_pages() -> Site {
    site()
        .file(
            "content/visa.md",
            "---\ntitle: Visa rules\nid: visa-2026\naliases: [old/visa]\n---\n## What it costs\n\nTen.\n",
        )
        .file("content/travel/trains.md", "# By train\n")
        .file("content/travel/form.pdf", "%PDF")
}

#[test]
fn a_wikilink_leads_to_a_page_by_title_id_alias_or_file() {
    let links = "[[Visa rules]] [[visa rules|the rules]] [[visa-2026]] [[old/visa]] [[visa]] [[By train]]\n\
                 [[Visa rules#What it costs]] [[visa#what-it-costs|price]] [[#Here]] [[travel/trains]] [[travel/form.pdf]]\n\n\
                 | a |\n| - |\n| [[By train\\|rails]] |\n\n## Here\n";
    named_pages().file("content/a.md", links).build().expect_findings(&[]).expect_page("a", |html| {
        for link in [
            "<a href=\"../visa/\">Visa rules</a> <a href=\"../visa/\">the rules</a> <a href=\"../visa/\">visa-2026</a>",
            "<a href=\"../visa/\">old/visa</a> <a href=\"../visa/\">visa</a> <a href=\"../travel/trains/\">By train</a>",
            "<a href=\"../visa/#what-it-costs\">Visa rules: What it costs</a>",
            "<a href=\"../visa/#what-it-costs\">price</a> <a href=\"#here\">Here</a>",
            "<a href=\"../travel/trains/\">travel/trains</a> <a href=\"../travel/form.pdf\">travel/form.pdf</a>",
            "<a href=\"../travel/trains/\">rails</a>",
        ] {
            assert!(html.contains(link), "{link} in {html}");
        }
    });
}

#[test]
fn a_page_knows_who_names_it_in_a_wikilink() {
    named_pages()
        .file("content/a.md", "# Going abroad\n\n[[By train]]\n")
        .build()
        .expect_page("travel/trains", |html| assert!(html.contains(">Going abroad</a>"), "{html}"));
}

#[test]
fn a_name_that_no_page_has_stays_text_and_the_nearest_is_offered() {
    let site = named_pages().file("content/a.md", "[[Visa rulse]] and [[Visa rules#Prices]]\n").build();
    let hints: Vec<_> = site.built().diags.iter().map(|diag| diag.hint.clone().unwrap()).collect();
    assert_eq!(hints, ["did you mean `Visa rules`?", "name a heading of that page, or link to the page as a whole"]);
    site.expect_findings(&[(Code::LinkMissing, "content/a.md"), (Code::AnchorMissing, "content/a.md")])
        .expect_page("a", |html| assert!(html.contains("<a>Visa rulse</a>"), "{html}"));
}

#[test]
fn a_name_in_other_letters_or_of_two_pages_is_told_of_and_leads_on() {
    named_pages()
        .file("content/a.md", "[[Visa Rules]] [[trains]]\n")
        .file("content/rail/trains.md", "# Rails\n")
        .build()
        .expect_findings(&[(Code::LinkName, "content/a.md"), (Code::LinkName, "content/a.md")])
        .expect_page("a", |html| assert!(html.contains("href=\"../rail/trains/\">trains"), "{html}"))
        // The page beside it is meant, and nobody need say so.
        .file("content/a.md", "# A\n")
        .file("content/travel/b.md", "[[trains]]\n")
        .build()
        .expect_findings(&[])
        .expect_page("travel/b", |html| assert!(html.contains("href=\"../../travel/trains/\">trains"), "{html}"));
}

#[test]
fn brackets_that_commonmark_knows_are_no_wikilinks() {
    named_pages().file("content/a.md", "[[1]](visa.md)\n").build().expect_findings(&[]).expect_page("a", |html| {
        assert!(html.contains("<a href=\"../visa/\">[1]</a>"), "{html}");
    });
}

#[test]
fn a_page_that_gets_a_name_is_found_by_it_without_parsing_who_names_it() {
    named_pages()
        .file("content/a.md", "[[By plane]]\n")
        .build()
        .expect_findings(&[(Code::LinkMissing, "content/a.md")])
        .file("content/planes.md", "# By plane\n")
        .build()
        .expect_findings(&[])
        .expect_page("a", |html| assert!(html.contains("../planes/"), "{html}"))
        .expect_warm_is_cold();
}

#[test]
fn what_a_wikilink_names_is_kept_from_those_who_may_not_see_it() {
    let site = site()
        .file("guildhall.yaml", "title: Test\naudiences: [staff, managers]\n")
        .file("content/plan.md", "---\ntitle: Bluebird plan\naudience: managers\naliases: [old/zq-secret]\n---\n")
        .file("content/a b.md", "# Open\n\nSee [[Bluebird plan|it]], [[old/zq-secret|that]] and [[visa#Costs]].\n")
        .file("content/visa.md", "# Visa\n\n## Costs\n\n[[a b|back]]\n");
    site.audience("staff")
        .build()
        .expect_findings(&[(Code::LinkWithheld, "content/a b.md"), (Code::LinkWithheld, "content/a b.md")])
        .expect_page("a-b", |html| assert!(html.contains("See <a>it</a>, <a>that</a>"), "{html}"))
        // The Markdown for one audience says the same, with links that any reader of Markdown follows.
        .expect_file("a b.md", |text| {
            assert!(text.contains("See it, that and [visa: Costs](visa.md#costs)."), "{text}");
        })
        .expect_file("visa.md", |text| assert!(text.contains("[back](a%20b.md)"), "{text}"))
        .audience("managers")
        .build()
        .expect_findings(&[])
        .expect_page("a-b", |html| assert!(html.contains("href=\"../plan/\">it"), "{html}"));
}

#[test]
fn many_wikilinks_that_lead_nowhere_are_read_in_time() {
    let text = (0..3_000).map(|n| format!("[[Nothing {n}]]")).collect::<Vec<_>>().join(" ");
    let site = (0..300).fold(site(), |site, n| site.file(&format!("content/p{n}.md"), format!("# Nowhere {n}\n")));
    let start = std::time::Instant::now();
    let site = site.file("content/a.md", text).build();
    let missing = site.built().diags.iter().filter(|diag| diag.code == Code::LinkMissing);
    assert_eq!(missing.count(), 3_000);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    site.expect_work(Work { parsed: 301, rendered: site_pages() });
}

/// The pages above, the home page, the list from A to Z, search and the page for what is not there.
fn site_pages() -> usize {
    301 + 4
}

/// The beginning of a PNG, which is all that is looked at.
fn png(width: u32, height: u32) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &sides, b"\x08\x06\0\0\0\0\0\0\0"].concat()
}

#[test]
fn images_say_how_large_they_are_and_all_but_the_first_wait() {
    let text = "![one](one.png)\n\n![two](deep/two.svg)\n\n![three](/three.gif)\n\n![broken](broken.jpg)\n\n\
                <img src=\"one.png\" width=\"20\" alt=\"small\">\n";
    site()
        .file("content/a.md", text)
        .file("content/one.png", png(640, 480))
        .file("content/deep/two.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 20'></svg>")
        .file("static/three.gif", b"GIF89a\x40\x01\xf0\x00\0\0\0")
        .file("content/broken.jpg", "\u{ff}\u{d8}")
        .build()
        .expect_findings(&[])
        .expect_page("a", |html| {
            for image in [
                "<img src=\"../one.png\" width=\"640\" height=\"480\" alt=\"one\" decoding=\"async\">",
                "<img src=\"../deep/two.svg\" width=\"30\" height=\"20\" alt=\"two\" loading=\"lazy\" decoding=\"async\">",
                "<img src=\"../three.gif\" width=\"320\" height=\"240\" alt=\"three\" loading=\"lazy\"",
                "<img src=\"../broken.jpg\" alt=\"broken\" loading=\"lazy\"",
                "<img width=\"20\" src=\"../one.png\" alt=\"small\" loading=\"lazy\"",
            ] {
                assert!(html.contains(image), "{image} in {html}");
            }
        });
}

#[test]
fn a_picture_of_another_size_changes_the_pages_that_show_it_and_no_other() {
    site()
        .file("content/a.md", "![one](one.png)\n")
        .file("content/b.md", "# B\n")
        .file("content/one.png", png(64, 48))
        .build()
        .change("content/one.png", png(800, 600))
        .build()
        .expect_work(Work { parsed: 0, rendered: 1 })
        .expect_page("a", |html| assert!(html.contains("width=\"800\" height=\"600\""), "{html}"))
        .expect_warm_is_cold();
}

/// A language as people name it behind the backticks, and a line of it in which something is coloured.
const LANGUAGES: &[(&str, &str)] = &[
    ("rust", "let x = \"a\";"),
    ("rs", "let x = \"a\";"),
    ("python", "def f(): return 'a'"),
    ("py", "def f(): return 'a'"),
    ("js", "const x = 'a';"),
    ("javascript", "const x = 'a';"),
    ("jsx", "const x = 'a';"),
    ("ts", "let x: string = 'a';"),
    ("typescript", "let x: string = 'a';"),
    ("tsx", "let x: string = 'a';"),
    ("json", "{\"a\": true}"),
    ("jsonc", "{\"a\": true}"),
    ("yaml", "a: \"b\""),
    ("yml", "a: \"b\""),
    ("toml", "a = \"b\""),
    ("sh", "echo \"$HOME\""),
    ("bash", "echo \"$HOME\""),
    ("shell", "echo \"$HOME\""),
    ("console", "echo \"$HOME\""),
    ("zsh", "echo \"$HOME\""),
    ("powershell", "Get-Item \"a\" | Where-Object { $_ }"),
    ("ps1", "Get-Item \"a\" | Where-Object { $_ }"),
    ("pwsh", "Get-Item \"a\" | Where-Object { $_ }"),
    ("bat", "echo off & rem x"),
    ("cmd", "echo off & rem x"),
    ("sql", "SELECT 'a' FROM b;"),
    ("html", "<p class=\"a\">b</p>"),
    ("css", "p { color: red; }"),
    ("scss", "p { color: red; }"),
    ("java", "class A { int x = 1; }"),
    ("kotlin", "val x = \"a\""),
    ("c#", "class A { int x = 1; }"),
    ("cs", "class A { int x = 1; }"),
    ("csharp", "class A { int x = 1; }"),
    ("c", "int x = 1;"),
    ("c++", "int x = 1;"),
    ("cpp", "int x = 1;"),
    ("go", "func f() string { return \"a\" }"),
    ("golang", "func f() string { return \"a\" }"),
    ("php", "<?php echo 'a';"),
    ("ruby", "puts 'a'"),
    ("rb", "puts 'a'"),
    ("r", "x <- 'a'"),
    ("xml", "<a b=\"c\"/>"),
    ("svg", "<a b=\"c\"/>"),
    ("dockerfile", "FROM debian AS a"),
    ("docker", "FROM debian AS a"),
    ("ini", "[a]\nb = c"),
    ("properties", "a=b"),
    ("diff", "+ added\n- removed"),
    ("patch", "+ added\n- removed"),
    ("markdown", "# A *b*"),
    ("md", "# A *b*"),
    ("makefile", "a: b\n\tc $(D)"),
    ("nginx", "server { listen 80; }"),
    ("terraform", "a = \"b\""),
    ("graphql", "type A { b: String }"),
    ("http", "GET / HTTP/1.1\nHost: a"),
];

#[test]
fn code_in_the_usual_languages_is_coloured() {
    let blocks: Vec<String> =
        LANGUAGES.iter().map(|(language, code)| format!("```{language}\n{code}\n```\n")).collect();
    let site = site().file("content/a.md", format!("# A\n\n{}", blocks.join("\n"))).build();
    let html = String::from_utf8(site.output("a/index.html").unwrap()).unwrap();
    let mut plain = Vec::new();
    for ((language, _), block) in LANGUAGES.iter().zip(html.split("<pre").skip(1)) {
        assert!(block.contains(&format!("<code class=\"language-{language}\">")), "{language}: {block}");
        if !block.contains("<span class=\"hl-") {
            plain.push(*language);
        }
    }
    assert!(plain.is_empty(), "not coloured: {plain:?}");
}

#[test]
fn what_markdown_adds_reaches_the_page() {
    let text = "# A\n\nWrite to desk@example.org or see https://example.org/a_b, www.example.org.\n\n\
                Limit[^1] and again[^1].\n\n[^1]: Per day, see [b](b.md).\n\n\
                Validated\n: Somebody has *read* it.\n: Twice.\n\nArchived\n: Kept.\n\n\
                - [x] Done\n- [ ] Still to do\n";
    site().file("content/a.md", text).file("content/b.md", "# B\n").build().expect_findings(&[]).expect_page("a", |html| {
        for part in [
            "<a href=\"mailto:desk@example.org\">desk@example.org</a>",
            "<a href=\"https://example.org/a_b\">https://example.org/a_b</a>, <a href=\"http://www.example.org\">www.example.org</a>.",
            "Limit<sup><a href=\"#gh-fn-1\" id=\"gh-fnref-1\" class=\"fn-ref\" role=\"doc-noteref\">1</a></sup>",
            "<li id=\"gh-fn-1\"><p>Per day, see <a href=\"../b/\">b</a>. <a href=\"#gh-fnref-1\"",
            "href=\"#gh-fnref-1-2\"",
            "<dt>Validated</dt>\n<dd>Somebody has <em>read</em> it.</dd>\n<dd>Twice.</dd>\n<dt>Archived</dt>",
            "<li><input class=\"task\" type=\"checkbox\" disabled checked aria-label=\"Done\"> Done</li>",
            "<li><input class=\"task\" type=\"checkbox\" disabled aria-label=\"Still to do\"> Still to do</li>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    });
}

#[test]
fn the_case_of_a_path_counts() {
    site()
        .file("content/a.md", "[v](Visa.md) ![m](Map.png) [h](visa.md#Cost)\n")
        .file("content/visa.md", "# Visa\n\n## Cost\n")
        .file("content/map.png", png(1, 1))
        .build()
        .expect_findings(&[
            (Code::LinkMissing, "content/a.md"),
            (Code::ImageMissing, "content/a.md"),
            (Code::AnchorMissing, "content/a.md"),
        ])
        .expect_page("a", |html| assert!(html.contains("<a>v</a>") && !html.contains("map.png"), "{html}"));
}

#[test]
fn places_that_raw_html_marks_can_be_linked_to() {
    let page = "# A\n\n<a id=\"spot\"></a>\n\n<p id=\"box\">x</p>\n\n## Taken\n\n<p id=\"taken\">y</p><p id=\"gh-x\">z</p>\n\n\
                [x](#spot) [x](#box) [x](#taken) [x](#gh-x) [x](b.md#there) [x](b.md#gone)\n";
    let site = site().file("content/a.md", page).file("content/b.md", "# B\n\n<div id=\"there\">x</div>\n").build();
    let told = site.built().diags.iter().map(|diag| diag.message.as_str()).collect::<Vec<_>>();
    assert_eq!(told, ["`a.md` has no heading `#gh-x`", "`b.md` has no heading `#gone`"]);
}

#[test]
fn an_address_without_its_scheme_is_known_for_one() {
    let site = site().file("content/a.md", "# A\n\n[x](desk@example.org) [x](www.example.org/y)\n").build();
    let hints: Vec<&str> = site.built().diags.iter().filter_map(|diag| diag.hint.as_deref()).collect();
    assert_eq!(hints, ["write `mailto:desk@example.org`", "write the whole address, `https://www.example.org/y`"]);
}

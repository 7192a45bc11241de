//! Pages that show a part of another.

use guildhall::base::code::Code;

use crate::harness::{Site, Work, site};

const COSTS: &str = "---\ntitle: Costs\n---\n# Costs\n\nIn euros.\n\n## Per day\n\nTen, see [rules](rules.md), [below](#abroad)\n\
                     and ![map](map.png).[^1]\n\n### Abroad\n\nTwenty [r]. <b>Bold.</b>\n\n## Other\n\nNothing.\n\n\
                     [^1]: Since May.\n\n[r]: rules.md#first\n";

fn including(line: &str) -> Site {
    site()
        .file("content/money/costs.md", COSTS)
        .file("content/money/rules.md", "# Rules\n\n## First\n")
        .file("content/money/map.png", "x")
        .file(
            "content/a.md",
            format!("# Travel\n\nBefore.[^1]\n\n## Money\n\n{line}\n\n### Abroad\n\nAfter.\n\n[^1]: Own.\n"),
        )
}

#[test]
fn a_section_stands_where_its_include_is_a_level_below() {
    including("{{ include \"money/costs.md#per-day\" }}").build().expect_findings(&[]).expect_page("a", |html| {
        for part in [
            "<h2 id=\"money\">Money</h2>\n<p>Ten, see <a href=\"../money/rules/\">rules</a>, <a href=\"#abroad\">below</a>\n",
            "<img src=\"../money/map.png\"",
            "<h3 id=\"abroad\">Abroad</h3>\n<p>Twenty <a href=\"../money/rules/#first\">r</a>. <b>Bold.</b></p>\n",
            "<h3 id=\"abroad-1\">Abroad</h3>\n<p>After.</p>",
            "Own.",
            "Since May.",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("Nothing.") && !html.contains("In euros") && !html.contains("{{"), "{html}");
    });
}

#[test]
fn a_whole_file_comes_without_its_title() {
    including("{{ include \"/money/costs\" }}\n{{ include \"money/rules.md#First\" }}")
        .build()
        .expect_findings(&[])
        .expect_page("a", |html| {
            let text = "<h2 id=\"money\">Money</h2>\n<p>In euros.</p>\n<h3 id=\"per-day\">Per day</h3>";
            assert!(html.contains(text) && html.contains("<h4 id=\"abroad\">"), "{html}");
            assert!(!html.contains(">Costs</h"), "{html}");
        });
}

#[test]
fn a_link_to_a_heading_that_was_left_behind_leads_to_its_page() {
    site()
        .file("content/b.md", "# B\n\n## One\n\nSee [two](#two).\n\n## Two\n\nText.\n")
        .file("content/a.md", "# A\n\n{{ include \"b.md#one\" }}\n")
        .build()
        .expect_findings(&[])
        .expect_page("a", |html| assert!(html.contains("<a href=\"../b/#two\">two</a>"), "{html}"));
}

#[test]
fn an_edit_of_what_is_included_changes_the_pages_that_show_it() {
    including("{{ include \"money/costs.md#per-day\" }}")
        .file("content/c.md", "{{ include \"a.md\" }}\n")
        .build()
        .change("content/money/costs.md", COSTS.replace("Ten, see", "Eleven. See"))
        .build()
        .expect_work(Work { parsed: 3, rendered: 3 })
        .expect_page("a", |html| assert!(html.contains("Eleven.") && !html.contains("Ten"), "{html}"))
        .expect_page("c", |html| assert!(html.contains("Eleven."), "{html}"))
        .expect_warm_is_cold()
        // A file that comes, and goes.
        .remove("content/money/costs.md")
        .build()
        .expect_warm_is_cold()
        .file("content/money/costs.md", COSTS)
        .build()
        .expect_page("c", |html| assert!(html.contains("Twenty"), "{html}"))
        .expect_warm_is_cold();
}

#[test]
fn what_is_included_is_found_on_both_pages() {
    let site = including("{{ include \"money/costs.md#per-day\" }}").build();
    assert_eq!(site.built().index.searcher().unwrap().found("twenty", 10).unwrap().len(), 2);
}

#[test]
fn what_cannot_be_included_withholds_the_page() {
    for (line, code) in [
        ("{{ include \"money/cost.md\" }}", Code::IncludeMissing),
        ("{{ include \"money/Costs.md\" }}", Code::IncludeMissing),
        ("{{ include \"money/costs.md#gone\" }}", Code::IncludeMissing),
        ("{{ include \"../../etc/passwd\" }}", Code::IncludeMissing),
        ("{{ include \"../guildhall.yaml\" }}", Code::IncludeMissing),
        ("{{ include \"money/map.png\" }}", Code::IncludeMissing),
        ("{{ include \"a.md\" }}", Code::IncludeLoop),
        ("{{ include \"#money\" }}", Code::IncludeLoop),
    ] {
        including(line).build().expect_findings(&[(code, "content/a.md")]).expect_page("a", |html| {
            assert!(!html.contains("Before."), "{line}: {html}");
        });
    }
}

#[test]
fn anything_but_a_line_of_its_own_is_text_and_told_of_where_it_looks_like_one() {
    let told: &[_] = &[(Code::IncludeText, "content/a.md")];
    for (line, expected) in [
        ("Use {{ include \"money/costs.md\" }} here", told),
        ("- {{ include \"money/costs.md\" }}", told),
        ("> {{ include \"money/costs.md\" }}", told),
        ("{{ include \"money/costs.md\" }}\nand more", told),
        ("| a |\n| - |\n| {{ include 'money/costs.md' }} |", told),
        ("{{ include money/costs.md }}", &[]),
        ("`{{ include \"money/costs.md\" }}`", &[]),
        ("```\n{{ include \"money/costs.md\" }}\n```", &[]),
        ("{{ page.title }} {% include \"x\" %}", &[]),
    ] {
        including(line).build().expect_findings(expected).expect_page("a", |html| {
            assert!(html.contains("{{ ") && !html.contains("In euros"), "{line}: {html}");
        });
    }
}

#[test]
fn steps_that_are_included_are_steps() {
    site()
        .file(
            "content/parts/close.md",
            "---\nstatus: draft\n---\n## Close\n\n1. Save the file.\n2. Go to step 1 if it fails.\n",
        )
        .file("content/j.md", "---\nkind: job-aid\n---\n# Leave the desk\n\n{{ include \"parts/close.md#close\" }}\n")
        .build()
        .expect_page("j", |html| {
            assert!(html.contains("id=\"gh-step-2\"") && html.contains("<a href=\"#gh-step-1\">"), "{html}");
        });
}

#[test]
fn questions_that_are_included_are_questions() {
    site()
        .file("content/more.md", "# More\n\n## Why?\n\nSo.\n")
        .file("content/faqs/a.md", "# Many\n\n## How?\n\nThus.\n\n# More\n\n{{ include \"../more.md\" }}\n")
        .build()
        .expect_findings(&[])
        .expect_page("a-z", |html| assert!(html.contains("href=\"../faqs/a/#why\">Why?</a>"), "{html}"));
}

#[test]
fn includes_that_grow_without_end_are_stopped() {
    // Each file includes the next ten times: a hundred million copies.
    let ten = |n: usize| format!("x\n\n{}", format!("{{{{ include \"p{n}.md\" }}}}\n").repeat(10));
    let site = (0..9).fold(site(), |site, n| site.file(&format!("content/p{n}.md"), ten(n + 1)));
    let site = site.file("content/p9.md", "y ".repeat(50_000)).build();
    assert!(site.built().diags.iter().any(|diag| diag.code == Code::IncludeLoop));
}

#[test]
fn a_text_for_fewer_readers_stops_the_build_for_everyone() {
    let site = site()
        .file("guildhall.yaml", "title: Test\naudiences: [staff, managers]\n")
        .file("content/plan.md", "---\ntitle: Plan\naudience: managers\n---\nzqmarker\n")
        .file("content/between.md", "---\ntitle: Between\naudience: managers\n---\n{{ include \"plan.md\" }}\n")
        .file("content/a.md", "# A\n\n{{ include \"between.md\" }}\n");
    for audience in ["staff", "managers"] {
        let site = site_for(&site, audience);
        assert!(site.built().outputs.iter().next().is_none());
        assert!(site.built().diags.iter().all(|diag| diag.code == Code::AudienceLeak), "{:?}", site.built().diags);
    }
    // As wide as itself, it may be included.
    site.change("content/a.md", "---\naudience: managers\n---\n# A\n\n{{ include \"between.md\" }}\n")
        .audience("managers")
        .build()
        .expect_findings(&[])
        .expect_page("a", |html| assert!(html.contains("zqmarker"), "{html}"))
        .expect_file("a.md", |text| assert!(text.contains("zqmarker"), "{text}"));
}

/// The same site, built for an audience.
fn site_for(site: &Site, audience: &str) -> Site {
    let paths = ["guildhall.yaml", "content/plan.md", "content/between.md", "content/a.md"];
    let read = |path: &str| std::fs::read(site.root().join(path)).unwrap();
    paths.iter().fold(crate::harness::site(), |site, path| site.file(path, read(path))).audience(audience).build()
}

#[test]
fn a_text_whose_readers_cannot_be_known_withholds_the_page_that_includes_it() {
    site()
        .file("guildhall.yaml", "title: Test\naudiences: [staff, managers]\n")
        .file("content/plan.md", "---\naudience: [managers\n---\nzqmarker\n")
        .file("content/a.md", "# A\n\n{{ include \"plan.md\" }}\n")
        .audience("staff")
        .build()
        .expect_page("a", |html| assert!(!html.contains("zqmarker"), "{html}"))
        .expect_no_output("a.md");
}

#[test]
fn the_markdown_for_one_audience_holds_what_is_included_with_links_that_lead_there() {
    including("{{ include \"money/costs.md#per-day\" }}")
        .file("guildhall.yaml", "title: Test\naudiences: [staff, managers]\n")
        .audience("staff")
        .build()
        .expect_file("a.md", |text| {
            for part in [
                "[rules](money/rules.md)",
                "[r](money/rules.md#first)",
                "![map](money/map.png)",
                "### Abroad",
                "[^1-include-1]: Since",
            ] {
                assert!(text.contains(part), "{part} in {text}");
            }
            assert!(!text.contains("{{") && !text.contains("<b>"), "{text}");
        });
}

#[test]
fn a_draft_that_is_no_page_can_be_included_and_its_faults_are_told_of() {
    site()
        .file("content/_parts/note.md", "---\nstatus: draft\n---\nMind the [gap](gap.md).\n")
        .file("content/a.md", "# A\n\n{{ include \"_parts/note.md\" }}\n")
        .build()
        .expect_findings(&[(Code::LinkMissing, "content/a.md")])
        .expect_no_output("_parts/note/index.html")
        .expect_page("a", |html| assert!(html.contains("Mind the <a>gap</a>."), "{html}"));
}

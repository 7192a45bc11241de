//! Pages made for finding: home, what is new, and questions that unfold.

use guildhall::base::code::Code;

use crate::harness::{Site, Work, site};

/// Fails unless all of `parts` stand in `html` in this order.
fn in_order(html: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let at = html[from..].find(part).unwrap_or_else(|| panic!("{part} is not where it should be: {html}"));
        from += at + part.len();
    }
}

/// What a page holds without its header and footer.
fn main(html: &str) -> &str {
    let (_, rest) = html.split_once("<main").unwrap();
    rest.split_once("</main>").unwrap().0
}

fn dated() -> Site {
    site()
        .file("guildhall.yaml", "title: T\nbase_url: https://kb.example.org/\n")
        .file("content/index.md", "# Home\n")
        .file("content/old.md", "---\ndate: 2025-03-02\n---\n# Old\n")
        .file("content/came.md", "---\ndate: 2026-11-03\nsummary: It came.\n---\n# Came\n")
        .file("content/changed.md", "---\ndate: 2026-01-03\nupdated: 2026-11-20\n---\n# Changed\n")
        .file("content/draft.md", "---\ndate: 2026-11-21\nstatus: draft\n---\n# Unfinished\n")
        .file("content/gone.md", "---\ndate: 2026-11-21\nstatus: archived\n---\n# Retired\n")
        .file("content/undated.md", "# Undated\n")
}

#[test]
fn what_is_new_stands_by_month_the_newest_first() {
    dated()
        .build()
        .expect_page("new", |html| {
            in_order(
                html,
                &[
                    "<h1>What’s new</h1>",
                    "href=\"../feed.xml\">Subscribe",
                    "November 2026",
                    "Changed</a>",
                    "20 November 2026",
                    "Came</a>",
                    ">New<",
                    "It came.",
                    "March 2025",
                    "Old</a>",
                ],
            );
            let (_, list) = main(html).split_once("November 2026").unwrap();
            for other in ["Unfinished", "Retired", "Undated"] {
                assert!(!list.contains(other), "{other}: {html}");
            }
            assert_eq!(list.matches(">New<").count(), 2, "what changed is not new: {html}");
        })
        .expect_page("", |html| in_order(html, &["href=\"new/\"", "Changed</a>", "Came</a>"]))
        .expect_file("feed.xml", |feed| {
            assert!(feed.contains("<link rel=\"related\" href=\"https://kb.example.org/new/\"/>"), "{feed}");
        })
        .drafts()
        .build()
        .expect_page("new", |html| assert!(!html.contains("21 November 2026"), "a draft has no day: {html}"))
        .expect_warm_is_cold();
}

#[test]
fn a_day_ahead_is_no_news_until_it_comes() {
    site()
        .file("content/a.md", "---\ndate: 2062-05-01\n---\n# Ahead\n")
        .build()
        .expect_findings(&[(Code::DateFuture, "content/a.md")])
        .expect_no_output("new/index.html")
        .expect_page("", |html| assert!(!html.contains("href=\"new/\""), "{html}"));
}

#[test]
fn what_is_new_is_told_in_each_language_and_below_the_text_of_an_author() {
    let config = "title: T\nlanguages: [en, de]\nbase_url: https://kb.example.org/\n";
    dated()
        .file("guildhall.yaml", config)
        .file("content/came.de.md", "---\ndate: 2026-11-04\n---\n# Gekommen\n")
        .file("content/new.md", "# The latest\n\nRead this first.\n")
        .build()
        .expect_page("de/new", |html| {
            in_order(html, &["<h1>Neues</h1>", "href=\"../../de/feed.xml\"", "Gekommen</a>", ">Neu<"]);
            assert!(html.contains("Changed</a>") && !html.contains("Came</a>"), "{html}");
        })
        .expect_page("new", |html| in_order(html, &["Read this first.", "November 2026", "Came</a>"]))
        .expect_page("de", |html| in_order(html, &["href=\"../de/new/\">Neues", "Gekommen</a>"]))
        .expect_file("de/feed.xml", |feed| assert!(feed.contains("https://kb.example.org/de/new/"), "{feed}"));
}

fn busy() -> Site {
    site()
        .file("content/index.md", "---\ntitle: Home\nsummary: All we know.\n---\nOwn words.\n")
        .file("content/rules.md", "# House rules\n")
        .file(
            "content/search.yaml",
            "best_bets:\n  - {query: [fire], page: rules}\n  - {query: [rules], page: rules}\n",
        )
        .file("content/communities/index.md", "# Communities of ours\n")
        .file("content/communities/trv.md", "---\ntitle: Travellers\npurpose: Travel.\n---\n")
        .file("content/events/fair.md", "---\ntitle: Fair\nstart: 2026-12-02 10:00\n---\n")
        .file("content/events/over.md", "---\ntitle: Long over\nstart: 2026-01-02 10:00\n---\n")
        .file("content/paths/b.md", "---\ntitle: Third month\nstage: month-3\n---\n1. Do.\n")
        .file("content/paths/a.md", "---\ntitle: Zeroth day\nstage: day-1\nfor: [Newcomers, Guests]\n---\n1. Do.\n")
}

#[test]
fn home_leads_to_what_people_come_for() {
    busy().build().expect_page("", |html| {
        let main = main(html);
        in_order(
            main,
            &[
                "All we know.",
                "search-field",
                "Often needed",
                "href=\"rules/\">House rules",
                "class=\"doors\"",
                "Communities of ours",
                "A–Z",
                "Start here",
                "Zeroth day",
                "For: Newcomers, Guests",
                "Third month",
                "href=\"events/\">Coming events",
                "Fair</a>",
                "2 December 2026, 10:00",
                "Own words.",
                "gh-list-pages",
                "House rules",
            ],
        );
        for once in ["href=\"communities/\"", "href=\"tags/\"", "href=\"paths/\""] {
            assert!(main.matches(once).count() <= 1, "{once}: {main}");
        }
        assert_eq!(main.matches("href=\"rules/\"").count(), 2, "recommended once: {main}");
        assert!(!main.contains("Long over") && !main.contains(">Communities<"), "{main}");
        assert!(html.contains("events-") && html.contains("data-over="), "what is over is told by the reader's clock");
    });
}

#[test]
fn the_page_of_results_has_ways_in_before_anything_is_typed() {
    busy().build().expect_page("search", |html| {
        in_order(
            main(html),
            &["Often needed", "href=\"../rules/\">House rules", "Recent searches", "Communities of ours", "A–Z"],
        );
    });
}

#[test]
fn what_is_shown_as_text_has_no_marks_of_markdown() {
    let faq = "---\ntitle: Which field?\nshort: Write `ask` in **every** page.\n---\nx\n";
    let site =
        site().file("content/faqs/a.md", faq).file("content/b.md", "---\nsummary: A `b_c` and 2 * 3.\n---\n# B\n");
    site.build()
        .expect_findings(&[])
        .expect_page("faqs/a", |html| assert!(html.contains("<p>Write ask in every page.</p>"), "{html}"))
        .expect_page("b", |html| assert!(html.contains("\"description\" content=\"A b_c and 2 * 3.\""), "{html}"))
        .expect_page("", |html| assert!(html.contains("<p>A b_c and 2 * 3.</p>"), "{html}"));
}

#[test]
fn a_list_in_the_language_of_home_stands_for_a_section_in_another() {
    busy()
        .file("guildhall.yaml", "title: Test\nlanguages: [en, de]\n")
        .file("content/rules.de.md", "# Hausordnung\n")
        .build()
        .expect_page("de", |html| {
            let html = main(html);
            in_order(
                html,
                &[
                    "Oft gesucht",
                    "href=\"../de/rules/\">Hausordnung",
                    "class=\"doors\"",
                    "href=\"../de/communities/\">Communities",
                ],
            );
            assert!(!html.contains("href=\"../communities/\""), "{html}");
        });
}

#[test]
fn a_home_that_nobody_wrote_is_made_for_finding_too() {
    busy().remove("content/index.md").build().expect_page("", |html| {
        in_order(html, &["<h1>Test</h1>", "search-field", "Often needed", "Zeroth day", "Fair</a>", "House rules"]);
    });
}

const LOST: &str = "---\ntitle: I lost my badge?\nshort: Call the gate.\napplies_to: {site: [Northgate, Altenau]}\ntags: [gate]\n---\nThe zqbody of it.\n";

fn asked() -> Site {
    site()
        .file("content/faqs/index.md", "---\nkind: page\n---\n# What people ask\n")
        .file("content/faqs/lost.md", LOST)
        .file("content/faqs/bare.md", "---\ntitle: Why?\ntags: [gate]\n---\nBecause.\n")
        .file(
            "content/faqs/hours.md",
            "---\ntitle: Short ones\ntags: [gate]\n---\n## When?\n\nAt zqnine.\n\n## Where?\n\nHere.\n",
        )
        .file("content/gate/lost.md", "---\ntitle: Lost again?\nkind: faq\nshort: Again.\ntags: [gate]\n---\n")
        .file("content/gate/opens.md", "---\ntitle: How it opens\ntags: [gate]\n---\n")
}

/// What the question of this title unfolds to.
fn unfolded<'a>(html: &'a str, title: &str) -> &'a str {
    let (_, rest) =
        html.split_once(&format!("<summary><span>{title}</span>")).unwrap_or_else(|| panic!("{title}: {html}"));
    rest.split_once("</details>").unwrap().0
}

#[test]
fn questions_in_lists_unfold_to_their_short_answer() {
    let has_answers = |html: &str| {
        let answer = unfolded(html, "I lost my badge?");
        in_order(
            answer,
            &[
                "id=\"gh-ask-lost\"",
                "Call the gate.",
                "site",
                "Northgate, Altenau",
                "faqs/lost/\"",
                "href=\"#gh-ask-lost\"",
            ],
        );
        in_order(unfolded(html, "Short ones"), &["faqs/hours/#when\">When?", "faqs/hours/#where\">Where?"]);
        assert!(html.contains("faqs/bare/\">Why?</a>"), "without an answer it is a link: {html}");
        assert!(!html.contains("zqbody") && !html.contains("zqnine"), "{html}");
    };
    asked()
        .build()
        .expect_page("faqs", has_answers)
        .expect_page("tags/gate", |html| {
            has_answers(html);
            in_order(unfolded(html, "Lost again?"), &["id=\"gh-ask-lost-2\"", "Again.", "href=\"#gh-ask-lost-2\""]);
            in_order(html, &["gh-list-questions", "gh-list-tag", "How it opens</a>"]);
        })
        .expect_page("gate", |html| {
            in_order(html, &["gh-list-section", "How it opens</a>", "gh-list-questions", "Again."]);
        });
}

#[test]
fn another_word_in_an_answer_changes_no_list() {
    asked()
        .build()
        .change("content/faqs/lost.md", LOST.replace("zqbody", "zqtext"))
        .build()
        .expect_work(Work { parsed: 1, rendered: 1 })
        .change("content/faqs/lost.md", LOST.replace("Call the gate.", "Ring the gate."))
        .build()
        .expect_page("faqs", |html| assert!(unfolded(html, "I lost my badge?").contains("Ring the gate."), "{html}"))
        .expect_warm_is_cold();
}

#[test]
fn many_questions_are_parted_by_what_they_are_about() {
    let question = |site: Site, n: usize| {
        let tags = ["all, money", "all, travel", "all, alone"][usize::from(n % 2 == 1) + usize::from(n == 9)];
        let text = format!("---\ntitle: Question {n}?\nshort: Answer {n}.\nweight: {n}\ntags: [{tags}]\n---\n");
        site.file(&format!("content/faqs/q{n}.md"), text)
    };
    let few = (1..8).fold(site(), question).build();
    let few = few.expect_page("faqs", |html| assert!(!html.contains("gh-topic-"), "{html}"));
    (8..10).fold(few, question).build().expect_page("faqs", |html| {
        in_order(
            html,
            &[
                "href=\"#gh-topic-travel\">travel",
                "href=\"#gh-topic-\">Other questions",
                "id=\"gh-topic-travel\">travel</h3>",
                "Question 1?",
                "Question 7?",
                "id=\"gh-topic-money\">money</h3>",
                "Question 2?",
                "id=\"gh-topic-\">Other questions</h3>",
                "Question 9?",
            ],
        );
        assert!(!html.contains("gh-topic-all"), "what all have parts none: {html}");
    });
}

#[test]
fn a_script_explains_terms_where_there_are_any() {
    site()
        .file("content/terms.yaml", "- term: PTO\n  meaning: Days off.\n")
        .file("content/a.md", "Ask for PTO.\n")
        .file("content/b.md", "Nothing.\n")
        .build()
        .expect_page("a", |html| assert!(html.contains("assets/terms-"), "{html}"))
        .expect_page("b", |html| assert!(!html.contains("assets/terms-"), "{html}"));
}

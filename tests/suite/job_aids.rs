//! Job aids: what plain lists and tables become.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use guildhall::base::code::Code;

use crate::harness::{Site, site};

const FRONT: &str = "---\nkind: job-aid\ntitle: Replace the roll\nperformer: staff\noutcome: it prints\n---\n";

fn aid(body: &str) -> Site {
    site().file("content/aid.md", format!("{FRONT}{body}")).build()
}

fn page(site: &Site) -> String {
    String::from_utf8(site.output("aid/index.html").unwrap()).unwrap()
}

/// From the first `start` to the next `end`.
fn cut<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let from = html.find(start).unwrap_or_else(|| panic!("no {start} in {html}"));
    let length = html[from..].find(end).unwrap();
    &html[from..from + length]
}

#[test]
fn a_list_and_a_table_of_the_same_steps_are_the_same_page() {
    let list = "Before.\n\n## How\n\n1. Switch it **off**.\n2. Check the roll.\n   - If it is thick: go to step 3.\n   \
        - If it is thin: see [this](aid.md).\n3. Lift the lid.\n   Result: it stays\n   open.\n   **Who:** you\n\n   Note: it may stick.\n\nAfter.\n";
    let table = "Before.\n\n## How\n\n| Step | What to do | Who | Result | Notes |\n|--|--|--|--|--|\n\
        | 1 | Switch it **off**. | | | |\n\
        | 2 | Check the roll.<br>If it is thick: go to step 3.<br>If it is thin: see [this](aid.md). | | | |\n\
        | 3 | Lift the lid. | you | it stays open. | it may stick. |\n\nAfter.\n";
    let (list, table) = (aid(list).expect_findings(&[]), aid(table).expect_findings(&[]));
    let steps = |site: &Site| {
        cut(&page(site), "<div class=\"prose\">", "<footer class=\"about\">").replace("stays\nopen", "stays open")
    };
    assert_eq!(steps(&list), steps(&table));
    let html = steps(&list);
    assert!(
        html.contains("<tr id=\"gh-step-3\">") && html.contains("go to <a href=\"#gh-step-3\">step 3</a>"),
        "{html}"
    );
    assert!(html.contains("Before.") && html.contains("<h2 id=\"how\">") && html.contains("After."), "{html}");
}

#[test]
fn what_stands_in_a_step_stays_in_it_and_warnings_come_first() {
    let body = "1. Lift the lid.\n\n   > [!WARNING]\n   > Hot!\n\n   ```sh\n   lift\n   ```\n   - plain\n   - list\n\n\
        2. Open <details><summary>it</summary>\n   <b>now\n";
    let html = page(&aid(body));
    let step = cut(&html, "<tr id=\"gh-step-1\">", "</tr>");
    assert!(step.find("Hot!").unwrap() < step.find("Lift the lid").unwrap(), "{step}");
    assert!(step.find("Lift the lid").unwrap() < step.find("<pre").unwrap(), "{step}");
    assert!(step.contains("<li>plain</li>"), "{step}");
    assert!(cut(&html, "<tr id=\"gh-step-2\">", "</tr>").contains("now"));
}

#[test]
fn steps_are_led_to_within_their_own_procedure() {
    let body =
        "## A\n\n1. Look.\n2. Go to step 1.\n\n## B\n\n1. Look.\n2. Go to step 1.\n\nText.\n\n3. Go to step 7.\n";
    let site = aid(body).expect_findings(&[(Code::StepMissing, "content/aid.md")]);
    let html = page(&site);
    assert!(
        html.contains("href=\"#gh-step-1\">step 1</a>") && html.contains("href=\"#gh-step-2-1\">step 1</a>"),
        "{html}"
    );
    assert!(html.contains("id=\"gh-step-2-3\"") && html.contains("<a>step 7</a>"), "{html}");
    site.file("content/b.md", "[three](aid.md#gh-step-2-3) [four](aid.md#gh-step-2-4)\n")
        .build()
        .expect_findings(&[(Code::StepMissing, "content/aid.md"), (Code::AnchorMissing, "content/b.md")]);
}

#[test]
fn other_pages_keep_their_lists_and_their_words() {
    let site = site().file("content/a.md", "1. Look.\n2. Go to step 9.\n\n- [ ] x\n").build().expect_findings(&[]);
    site.expect_page("a", |html| {
        assert!(html.contains("<li>Go to step 9.</li>") && !html.contains("gh-step"), "{html}");
    });
}

#[test]
fn the_form_is_read_from_the_body_unless_it_is_written() {
    let table = "| If light | then |\n|--|--|\n| red | stop |\n";
    for (form, body, mark) in [
        ("", "- [ ] a\n- [x] b\n", "class=\"checklist\""),
        ("", table, "class=\"decision\""),
        ("", "1. Look.\n", "class=\"step-table\""),
        ("", "- a\n- b\n\n| a | b |\n|--|--|\n| c | d |\n", "<ul>\n<li>a</li>"),
        ("form: decision\n", "| a | b |\n|--|--|\n| c | d |\n", "class=\"decision\""),
        ("form: reference\n", "1. Look.\n", "<ol>"),
    ] {
        let front = FRONT.replace("kind:", &format!("{form}kind:"));
        let site = site().file("content/aid.md", format!("{front}{body}")).build().expect_findings(&[]);
        assert!(page(&site).contains(mark), "{body}: {}", page(&site));
    }
    site()
        .file("content/aid.md", FRONT.replace("kind:", "form: stepps\nkind:"))
        .build()
        .expect_findings(&[(Code::FieldValue, "content/aid.md")]);
}

#[test]
fn decisions_are_tried_case_by_case() {
    let table = |rows: &str| aid(&format!("| If light | roll | then |\n|--|--|--|\n{rows}"));
    table("| red | big | Stop |\n| red | any | Wait |\n| * | - | Go |\n").expect_findings(&[]);
    table("| red | big | Stop |\n| RED | small | Stop |\n| green | big | Go |\n")
        .expect_findings(&[(Code::DecisionGap, "content/aid.md")]);
    table("| red | any | Stop |\n| any | big | Go |\n| green | small | Go |\n")
        .expect_findings(&[(Code::DecisionOverlap, "content/aid.md")]);
    table("| red | any | Stop |\n| any | any | Go |\n| green | big | Go |\n")
        .expect_findings(&[(Code::DecisionUnreachable, "content/aid.md")]);
}

#[test]
fn fields_are_found_by_search_and_shown_once() {
    let front = FRONT.replace("performer: staff", "performer: warehouseman\nneeds: [screwdriver]");
    let site = site().file("content/aid.md", format!("{front}1. Look.\n")).build();
    let html = page(&site);
    assert_eq!(html.matches("warehouseman").count(), 1, "{html}");
    assert!(html.contains("<li>screwdriver</li>") && !html.contains("class=\"fields\""), "{html}");
    let index = site.cold().index;
    for word in ["warehouseman", "screwdriver", "prints"] {
        assert!(!index.searcher().unwrap().found(word, 5).unwrap().is_empty(), "{word}");
    }
}

#[test]
fn hostile_lists_and_tables_take_bounded_time() {
    let began = Instant::now();
    let mut steps = String::new();
    for number in 1..=10_000 {
        let _ = writeln!(steps, "{number}. Go to step {}.\n   - If x: y\n", 10_001 - number);
    }
    let html = page(&aid(&steps));
    assert_eq!(html.matches("<tr id=\"gh-step-").count(), 10_000);
    let mut table = "| If a ".repeat(200) + "| then |\n" + &"|--".repeat(201) + "|\n";
    for row in 0..500 {
        table += &(format!("| {row} ").repeat(200) + "| x |\n");
    }
    aid(&table).expect_findings(&[(Code::DecisionLarge, "content/aid.md")]);
    aid(&"1. [ ] <div>\n   > - <b>\n".repeat(5_000));
    assert!(began.elapsed() < Duration::from_mins(1), "{:?}", began.elapsed());
}

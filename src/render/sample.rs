//! A small site for the tests: sources as text, and views with something in every field.

use crate::base::digest::Digest;
use crate::base::path::SourcePath;
use crate::base::span::{Span, Spanned};
use crate::config::Config;
use crate::fs::{Source, Sources, Text};
use crate::view::job_aid::{CaseView, CellView, Condition, Html, JobAidView, JobPart, StepView, TickView};
use crate::view::{
    Action, AnswerView, CommunitiesView, CommunityEntry, CommunityView, ContactView, DayEvent, DayView, Entry,
    EventView, Fact, FactValue, FooterView, GlossaryView, Group, HomeView, LanguageLink, Letter, ListView, LogoView,
    MonthView, NavItem, NavView, Notice, OtherWay, PageView, PathView, PeopleView, PersonRef, PersonView, Question,
    Reference, RepeatDay, RepeatView, SectionView, SiteView, TermView, TocEntry, Way, When, community,
};

/// Text that would do harm if it were not escaped.
pub(super) const HOSTILE: &str = "<script>alert(1)</script>\"'&";

/// Files by path.
pub(super) fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        let text = Text { text: (*text).into(), digest: Digest::of(text.as_bytes()) };
        sources.files.insert(SourcePath::new(path), Source::Text(text));
    }
    sources
}

/// A configuration that names a theme.
pub(super) fn config(theme: &str) -> Config {
    Config { theme: Spanned::new(theme.into(), Span::new(7..7 + theme.len())), ..Config::default() }
}

fn link(address: &str) -> Reference {
    Reference { language: "de".into(), ..Reference::to(HOSTILE, address) }
}

fn way() -> Way {
    let template = "mailto:kb@example.org?subject={subject}&body={body}".into();
    Way { by: "feedback-mail", name: Some(HOSTILE.into()), template, limit: 2000 }
}

fn language_link(code: &str) -> LanguageLink {
    LanguageLink {
        language: code.into(),
        name: HOSTILE.into(),
        direction: "ltr",
        address: format!("{code}/a/"),
        translated: code == "en",
        current: code == "en",
    }
}

/// A site whose every text is hostile.
pub(super) fn site() -> SiteView {
    SiteView {
        title: HOSTILE.into(),
        description: Some(HOSTILE.into()),
        url: Some("https://kb.example.org/".into()),
        language: "en".into(),
        languages: Vec::new(),
        home: String::new(),
        sections: vec![SectionView { page: link("a/"), kind: Some("faq") }],
        indexes: vec![Reference::to("a-z", "a-z/")],
        repository: Some("https://forge.example.org/kb".into()),
        feedback: vec![
            Reference::to("feedback-mail", "mailto:kb@example.org"),
            Reference::to("feedback-form", "https://form.example.org/"),
        ],
        engine: Some("engine-0123456789.bin".into()),
        beacon: None,
        time_zone: Some(HOSTILE.into()),
        accent: true,
        logo: Some(LogoView { address: "assets/logo-0123456789.svg".into(), width: Some(120), height: Some(40) }),
        footer: FooterView { text: Some(HOSTILE.into()), links: vec![link("a/")] },
        all_audiences: true,
        audience: Some(HOSTILE.into()),
        version: "0.1.0",
    }
}

/// A navigation `depth` levels deep.
pub(super) fn nav(depth: usize) -> NavView {
    let mut items = Vec::new();
    for _ in 0..depth {
        let page = link("a/");
        items = vec![NavItem { page, open: true, children: items, more: 3 }];
    }
    NavView { address: String::new(), items, more: 2 }
}

/// `entry` as a question that unfolds.
fn question(entry: &Entry) -> Entry {
    let applies_to = Fact { name: HOSTILE.into(), known: false, values: vec![FactValue::Text { link: link("a/") }] };
    let answer = AnswerView {
        id: "gh-ask-a".into(),
        short: Some(HOSTILE.into()),
        applies_to: vec![applies_to],
        questions: vec![link("a/#q")],
    };
    Entry { answer: Some(answer), ..entry.clone() }
}

/// A page of `kind` with something hostile in every field but the HTML ones.
pub(super) fn page(kind: &'static str) -> PageView {
    let fact = |name: &str, known, values| Fact { name: name.into(), known, values };
    let text = FactValue::Text { link: link("a/") };
    let entry = entry();
    let group = Group { title: HOSTILE.into(), id: "letter-a".into(), entries: vec![entry.clone(), question(&entry)] };
    PageView {
        kind,
        title: HOSTILE.into(),
        address: "a/b/".into(),
        permanent: Some("go/b/".into()),
        summary: Some(HOSTILE.into()),
        language: "en".into(),
        direction: "ltr",
        trail: vec![link("")],
        notices: notices(),
        successor: Some(entry.clone()),
        event: Some(event()),
        calendar: Some("events/events.ics".into()),
        short: Some(HOSTILE.into()),
        ask: vec![HOSTILE.into()],
        body: "<p id=\"body\">Body</p>".into(),
        questions: vec![Question { id: "q".into(), title: HOSTILE.into(), body: "<p id=\"answer\">Answer</p>".into() }],
        job_aid: Some(job_aid()),
        facts: vec![
            fact("owner", true, vec![text.clone()]),
            fact("reviewed", true, vec![FactValue::Date { date: "2026-11-24".into() }]),
            fact(HOSTILE, false, vec![text]),
        ],
        tags: vec![link("tags/a/")],
        communities: vec![link("communities/a/")],
        toc: vec![TocEntry { level: 2, id: "q".into(), title: HOSTILE.into() }],
        lists: vec![
            ListView { name: "recent", groups: vec![group.clone(), group.clone()] },
            ListView { name: "tag", groups: vec![] },
        ],
        related: vec![entry.clone()],
        backlinks: vec![link("a/")],
        languages: ["en", "de"].map(language_link).into(),
        feed: Some("feed.xml".into()),
        edit: Some("https://forge.example.org/edit".into()),
        actions: ["edit", "ask", "flag", "still-right", "discuss"].map(|action| Action { action, way: way() }).into(),
        other_ways: vec![OtherWay { way: way(), actions: vec!["ask"] }],
        source: Some("content/a/b.md".into()),
        extra: serde_json::json!({"colour": "red"}),
        timed: true,
        dated: true,
        noindex: false,
        ..of_kinds(&entry, &group)
    }
}

fn notices() -> Vec<Notice> {
    ["draft", "unvalidated", "archived", "repair"]
        .map(|name| Notice { name, date: None, after: None, link: Some(link("a/")), ask: vec![] })
        .into_iter()
        .chain(["expired", "overdue"].map(|name| Notice {
            name,
            date: Some("2026-11-24".into()),
            after: (name == "overdue").then(|| "2026-11-24".into()),
            link: None,
            ask: vec![link("a/")],
        }))
        .collect()
}

fn entry() -> Entry {
    Entry {
        title: HOSTILE.into(),
        address: "a/#b".into(),
        kind: "faq",
        language: "de".into(),
        summary: Some(HOSTILE.into()),
        status: "archived",
        aged: "overdue",
        overdue_after: None,
        expired_after: Some("2026-11-24".into()),
        stage: "forming",
        date: Some("2026-11-24".into()),
        count: 2,
        when: Some(when()),
        past: true,
        answer: None,
        fresh: true,
        readers: vec![HOSTILE.into()],
        reply: Some("https://example.org/".into()),
    }
}

/// What only some kinds of page have.
fn of_kinds(entry: &Entry, group: &Group) -> PageView {
    PageView {
        months: vec![month()],
        home: Some(HomeView {
            wanted: vec![link("a/")],
            start_here: vec![entry.clone()],
            coming: vec![entry.clone()],
            news: vec![entry.clone()],
        }),
        explains: true,
        community: Some(community(entry)),
        path: Some(PathView {
            stage: Some(HOSTILE.into()),
            known: false,
            readers: vec![HOSTILE.into()],
            steps: 2,
            minutes: Some(1),
        }),
        person: Some(PersonView {
            name: Some(HOSTILE.into()),
            role: Some(HOSTILE.into()),
            team: true,
            ask_me_about: vec![HOSTILE.into()],
            contact: vec![ContactView {
                kind: "mail",
                label: Some(HOSTILE.into()),
                link: link("mailto:a@example.org"),
            }],
            leaves: Some("2026-11-24".into()),
            members: vec![person()],
            teams: vec![person()],
        }),
        all_communities: Some(CommunitiesView { live: vec![in_all(entry)], resting: vec![in_all(entry)] }),
        people: Some(PeopleView {
            topics: vec![group.clone()],
            teams: vec![entry.clone()],
            persons: vec![entry.clone()],
        }),
        glossary: Some(glossary()),
        ..PageView::default()
    }
}

fn person() -> PersonRef {
    PersonRef { title: HOSTILE.into(), address: Some("a/".into()), role: Some("Role".into()), left: true }
}

fn community(entry: &Entry) -> CommunityView {
    let text = || Some(HOSTILE.to_owned());
    CommunityView {
        purpose: text(),
        scope: text(),
        not_for: text(),
        stage: Some("forming"),
        acronym: text(),
        cadence: text(),
        external: Some(link("https://example.org/")),
        people: vec![community::Part { name: "lead", people: vec![person()] }],
        join: Some(community::Join { who: text(), link: Some(link("https://example.org/")), effort: text() }),
        channels: vec![community::Channel { kind: text(), purpose: text(), link: Some(Reference::text(HOSTILE)) }],
        members: Some(3),
        members_as_of: Some("2026-11-24".into()),
        objectives: vec![community::Objective {
            what: text(),
            measure: text(),
            baseline: text(),
            value: text(),
            as_of: Some("2026-11-24".into()),
            reached: Some(50),
            target: text(),
            day: None,
            by: text(),
        }],
        start_here: vec![entry.clone()],
    }
}

fn in_all(entry: &Entry) -> CommunityEntry {
    CommunityEntry {
        entry: entry.clone(),
        acronym: Some(HOSTILE.into()),
        cadence: Some(HOSTILE.into()),
        members: Some(3),
        external: Some(link("https://example.org/")),
        next: Some(when()),
    }
}

fn glossary() -> GlossaryView {
    let term = TermView {
        id: "a".into(),
        term: HOSTILE.into(),
        expansion: Some(HOSTILE.into()),
        meaning: Some(HOSTILE.into()),
        not_to_confuse: vec![Reference::to(HOSTILE, "#a")],
        page: Some(link("a/")),
    };
    let letter = |title: &str| Letter { title: title.into(), id: "gh-a".into(), terms: vec![term.clone()] };
    GlossaryView { letters: vec![letter("A"), letter(HOSTILE)] }
}

/// A job aid with something hostile in every field but the HTML ones.
fn job_aid() -> JobAidView {
    let html = |id: &str| Html { html: format!("<b id=\"{id}\">x</b>") };
    let step = StepView {
        number: 1,
        id: "gh-step-1".into(),
        action: html("action"),
        who: vec![html("who")],
        result: vec![html("result")],
        warnings: html("warnings"),
        choices: vec![html("choice")],
        notes: html("notes"),
    };
    let item = TickView { id: "gh-tick-1".into(), text: html("tick"), notes: html("tick-notes"), done: true };
    let condition = Condition { title: HOSTILE.into(), values: vec![HOSTILE.into()] };
    let cells = vec![CellView { text: html("cell"), value: Some(0) }];
    JobAidView {
        form: "steps",
        performer: vec![HOSTILE.into()],
        when: vec![HOSTILE.into()],
        outcome: Some(HOSTILE.into()),
        time: Some(HOSTILE.into()),
        needs: vec![HOSTILE.into()],
        warnings: vec![HOSTILE.into()],
        parts: vec![
            JobPart::Text(html("text")),
            JobPart::Steps { title: HOSTILE.into(), who: true, result: true, steps: vec![step] },
            JobPart::Checklist { title: HOSTILE.into(), items: vec![item] },
            JobPart::Decision {
                title: HOSTILE.into(),
                id: "gh-decision-1".into(),
                conditions: vec![condition],
                outcome: HOSTILE.into(),
                rows: vec![CaseView { cells, outcome: html("outcome") }],
            },
        ],
    }
}

fn when() -> When {
    When {
        begins: "2026-11-24T13:00:00Z".into(),
        over: "2026-11-25T14:00:00Z".into(),
        day: "2026-11-24".into(),
        time: Some("14:00".into()),
        last_day: Some("2026-11-25".into()),
        last_weekday: 3,
        end_time: Some("15:00".into()),
        weekday: 2,
        zone: Some(HOSTILE.into()),
        named: true,
    }
}

fn month() -> MonthView {
    let event = DayEvent {
        time: Some("14:00".into()),
        title: HOSTILE.into(),
        address: "a/".into(),
        language: "de".into(),
        cancelled: true,
    };
    let day = DayView { number: 1, date: "2026-11-01".into(), events: vec![event], more: 2 };
    MonthView { month: "2026-11".into(), weeks: vec![vec![DayView::default(), day]] }
}

fn event() -> EventView {
    EventView {
        shown: Some(when()),
        next: vec![when()],
        past: false,
        zone: Some(HOSTILE.into()),
        repeat: Some(RepeatView {
            every: "monthly",
            interval: 2,
            days: vec![RepeatDay { form: "nth", weekday: 3, nth: 2, date: 0 }],
            months: vec![4, 10],
            otherwise: true,
            until: Some("2026-11-24".into()),
            except: vec!["2026-11-24".into()],
        }),
        place: Some(HOSTILE.into()),
        online: Some(link("https://meet.example.org/")),
        register: Some(Reference::text(HOSTILE)),
        closes: Some(when()),
        closed: true,
        cancelled: false,
        calendar: "a/b/event.ics".into(),
        outputs: vec![link("a/")],
    }
}

//! The one file that the browser searches in plain JavaScript: titles, headings, `ask` and keywords of all pages.
//!
//! A page's record depends on that page alone; the file is the records, joined.
//!
//! ```json
//! [{"a":"travel/visa/","t":"Visa","k":"page","s":"Who needs one","h":[["Costs","costs"]],"q":["Do I need a visa?"],"w":["permit"]},
//!  {"a":"it/faq/#reset","t":"How do I reset it?","k":"faq"}]
//! ```
//!
//! `a` address (decoded, with the anchor of a question), `t` title, `k` kind, `s` summary or short answer, `h` headings
//! with their anchors, `q` the question in other words, `w` keywords. What is empty is absent.

use serde::Serialize;

use super::docs::SearchDoc;

/// Where the file lies below `search/`.
pub const FILE: &str = "titles.json";

#[derive(Serialize)]
struct Record<'a> {
    a: String,
    t: &'a str,
    k: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    s: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    h: Vec<(&'a str, &'a str)>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    q: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    w: Vec<&'a str>,
}

/// The record of a page or question; `None` when it takes no part in search.
pub fn record(page: &SearchDoc) -> Option<String> {
    if page.hidden {
        return None;
    }
    let anchor = if page.anchor.is_empty() { "" } else { "#" };
    let headings = page.sections().map(|section| (section.heading, section.anchor));
    // The heading that gives the title says nothing new.
    let headings = headings.filter(|(heading, anchor)| {
        !heading.is_empty() && *heading != page.title && (page.anchor.is_empty() || *anchor != page.anchor)
    });
    let record = Record {
        a: [page.address.as_str(), anchor, &page.anchor].concat(),
        t: &page.title,
        k: page.kind,
        s: page.short.as_deref().or(page.summary.as_deref()),
        h: headings.collect(),
        q: &page.ask,
        w: [&page.keywords, &page.names, &page.tags].into_iter().flatten().map(String::as_str).collect(),
    };
    // Texts and lists of texts always serialise.
    serde_json::to_string(&record).ok().map(|json| inert(&json))
}

/// The file: all records, in the order given, each on a line.
pub fn titles<'a>(records: impl IntoIterator<Item = &'a str, IntoIter: Clone>) -> String {
    let records = records.into_iter();
    let size: usize = records.clone().map(|record| record.len() + 2).sum();
    let mut file = String::with_capacity(size + 8);
    file.push('[');
    for (index, record) in records.enumerate() {
        file.push_str(if index == 0 { "\n" } else { ",\n" });
        file.push_str(record);
    }
    file.push_str("\n]\n");
    file
}

/// `json` as it may also stand inside a script element: nothing in it ends the element or a line of the script. All of
/// these can only stand inside texts.
fn inert(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::page;
    use super::*;

    #[test]
    fn a_record_holds_what_the_page_has_and_nothing_else() {
        let mut visa = page("travel/visa.md", "Visa", &[("", ""), ("Visa", ""), ("What it costs", "")]);
        visa.short = Some("Ask first.".into());
        visa.ask = vec!["Do I need one?".into()];
        visa.keywords = vec!["permit".into()];
        let mut question = page("faq.md", "Where?", &[("Where?", "Here.")]);
        question.anchor = "where?".into();
        let file = titles([&visa, &question].map(|page| record(page).unwrap()).iter().map(String::as_str));
        assert_eq!(
            file,
            "[\n{\"a\":\"travel/visa/\",\"t\":\"Visa\",\"k\":\"page\",\"s\":\"Ask first.\",\
             \"h\":[[\"What it costs\",\"what-it-costs\"]],\"q\":[\"Do I need one?\"],\"w\":[\"permit\"]},\n\
             {\"a\":\"faq/#where?\",\"t\":\"Where?\",\"k\":\"page\"}\n]\n"
        );
        visa.hidden = true;
        assert_eq!(record(&visa), None);
    }

    #[test]
    fn hostile_titles_stay_inside_their_text() {
        let title = "</script><!-- \u{2028}\u{2029}\"\\";
        let file = titles([&*record(&page("a.md", title, &[])).unwrap()]);
        assert!(!file.contains(['<', '\u{2028}', '\u{2029}']), "{file}");
        let read: serde_json::Value = serde_json::from_str(&file).unwrap();
        assert_eq!(read[0]["t"], title);
        assert_eq!(titles([]), "[\n]\n");
    }
}

//! Questions in lists: each unfolds to what its page says of it in a sentence.
//!
//! Nothing of a page's text stands in a list, or one word of one answer would change every list that has the question.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::page::{Entry, Fact, Group, ListView, Reference};
use super::{Scene, facts};
use crate::catalog::{PageIx, Tag};
use crate::content::kind::Kind;

/// The name of lists of questions.
const NAME: &str = "questions";
/// Lists of so many questions are parted by what they are about.
const MANY: usize = 8;

/// What a question in a list unfolds to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct AnswerView {
    /// Its anchor in the list.
    pub id: String,
    /// The answer in a sentence; of a page of many questions its summary.
    pub short: Option<String>,
    /// What it holds for, by the author's own words.
    pub applies_to: Vec<Fact>,
    /// The questions of a page of many.
    pub questions: Vec<Reference>,
}

/// Whether lists show a page as a question.
pub(super) fn is_question(scene: &Scene<'_>, ix: PageIx) -> bool {
    matches!(scene.catalog.page(ix).doc.front.kind, Kind::Faq(_))
}

/// The questions `pages` in their order.
pub(super) fn list(scene: &Scene<'_>, pages: &[PageIx]) -> Option<ListView> {
    ListView::flat(NAME, entries(scene, pages))
}

/// The same, many of them in groups: each stands with the one of its tags that most of them have, but not all.
pub(super) fn by_topic(scene: &Scene<'_>, pages: &[PageIx]) -> Option<ListView> {
    let mut order: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for (topic, entry) in topics(scene, pages).into_iter().zip(entries(scene, pages)) {
        let next = order.len();
        let place = topic.map_or(usize::MAX, |tag| *order.entry(tag.address.as_str()).or_insert(next));
        let (title, part) = topic.map_or(("", ""), |tag| (tag.title.as_str(), tag.address.leaf()));
        let group = groups.entry(place).or_insert_with(|| Group {
            title: title.to_owned(),
            id: format!("gh-topic-{part}"),
            entries: Vec::new(),
        });
        group.entries.push(entry);
    }
    if pages.len() < MANY || order.len() < 2 {
        return list(scene, pages);
    }
    Some(ListView { name: NAME, groups: groups.into_values().collect() })
}

/// For each page the tag that it is filed under. Nobody looks for a heading with one question below it.
fn topics<'a>(scene: &Scene<'a>, pages: &[PageIx]) -> Vec<Option<&'a Tag>> {
    let catalog = scene.catalog;
    let tags = |ix: &PageIx| {
        let tags = catalog.page(*ix).doc.front.common.tags.iter();
        tags.filter_map(move |tag| catalog.tag(&tag.value))
    };
    let all = counted(pages.iter().flat_map(tags));
    let count = |tag: &&Tag| all.get(tag.address.as_str()).copied().unwrap_or_default();
    // Of tags that as many have, the first.
    let most = |ix| tags(ix).filter(|tag| count(tag) < pages.len()).min_by_key(|tag| Reverse(count(tag)));
    let filed: Vec<Option<&Tag>> = pages.iter().map(most).collect();
    let counts = counted(filed.iter().flatten().copied());
    let is_shared = |tag: &&Tag| counts.get(tag.address.as_str()).is_some_and(|count| *count > 1);
    filed.iter().map(|tag| tag.filter(is_shared)).collect()
}

/// How often each tag is among `tags`.
fn counted<'a>(tags: impl Iterator<Item = &'a Tag>) -> BTreeMap<&'a str, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in tags {
        *counts.entry(tag.address.as_str()).or_default() += 1;
    }
    counts
}

/// Entries that unfold, each with an anchor of its own.
fn entries(scene: &Scene<'_>, pages: &[PageIx]) -> Vec<Entry> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let entry = |ix: &PageIx| {
        let entry = scene.entry(*ix);
        let answer = answer(scene, *ix).map(|answer| {
            let count = taken.entry(answer.id.clone()).or_default();
            *count += 1;
            if *count > 1 { AnswerView { id: format!("{}-{count}", answer.id), ..answer } } else { answer }
        });
        Entry { answer, ..entry }
    };
    pages.iter().map(entry).collect()
}

/// What the question at `ix` unfolds to; nothing where its page says nothing of it but the title.
fn answer(scene: &Scene<'_>, ix: PageIx) -> Option<AnswerView> {
    let page = scene.catalog.page(ix);
    let Kind::Faq(faq) = &page.doc.front.kind else { return None };
    let summary = page.doc.front.common.summary.as_ref();
    let short = faq.short.as_ref().or(summary).map(|short| short.value.clone());
    let language = scene.mark(scene.language_of(page));
    let question =
        |(title, address): (&str, String)| Reference { language: language.clone(), ..Reference::to(title, address) };
    let questions: Vec<Reference> = super::made::questions(page).map(question).collect();
    let is_bare = short.is_none() && questions.is_empty();
    (!is_bare).then(|| AnswerView {
        id: format!("gh-ask-{}", page.address.leaf()),
        short,
        applies_to: facts::applies_to(faq).collect(),
        questions,
    })
}

//! From the catalog's pages to what search knows of them.

use std::sync::Arc;

use super::SearchDoc;
use crate::base::digest::{Digest, Digester};
use crate::base::path::Address;
use crate::catalog::Page;
use crate::config::Config;
use crate::content::front::{Front, Status};
use crate::content::kind::Kind;

/// A page as a document; behind a page of many questions each of its questions.
pub fn documents(page: &Page, config: &Config) -> Vec<Arc<SearchDoc>> {
    let whole = page_document(page, config);
    let questions = questions(&whole, page);
    std::iter::once(whole).chain(questions).map(Arc::new).collect()
}

/// Of everything that a page's documents depend on.
pub fn documents_key(page: &Page, config: &Config) -> Digest {
    let mut key = Digester::default();
    key.digest(page.doc.digest).part(page.title.as_bytes()).part(page.address.as_str().as_bytes());
    key.part(language(page, config).as_bytes()).part(config.content.as_bytes());
    key.finish()
}

fn language<'a>(page: &Page, config: &'a Config) -> &'a str {
    config.languages.get(page.language).unwrap_or(&config.language)
}

/// The document of one page, whether whole or not.
pub fn page_document(page: &Page, config: &Config) -> SearchDoc {
    document(page, &config.content, &Arc::from(language(page, config)))
}

/// The titles of a page's questions, if it is a page of many.
pub fn question_titles(page: &Page) -> Vec<&str> {
    let body = &page.doc.body;
    let title = |section: usize| body.headings.get(body.sections.get(section)?.heading?);
    page.doc.questions().into_iter().filter_map(title).map(|heading| heading.text.as_str()).collect()
}

fn document(page: &Page, content: &str, language: &Arc<str>) -> SearchDoc {
    let front = &page.doc.front;
    let common = &front.common;
    let texts = |list: &[crate::base::span::Spanned<String>]| list.iter().map(|item| item.value.clone()).collect();
    let faq = match &front.kind {
        Kind::Faq(faq) => Some(faq),
        _ => None,
    };
    SearchDoc {
        doc: Arc::clone(&page.doc),
        sections: own_sections(page),
        path: page.doc.path.below(content).unwrap_or(page.doc.path.as_str()).to_owned(),
        address: page.address.clone(),
        anchor: String::new(),
        id: common.id.as_ref().map(|id| id.value.clone()),
        title: page.title.clone(),
        kind: front.kind.shown(),
        language: Arc::clone(language),
        summary: common.summary.as_ref().map(|summary| summary.value.clone()).or_else(|| says(&front.kind)),
        short: faq.and_then(|faq| faq.short.as_ref()).map(|short| short.value.clone()),
        ask: faq.map_or_else(Vec::new, |faq| texts(&faq.ask)),
        names: own_names(&front.kind),
        keywords: common
            .search
            .keywords
            .iter()
            .chain(&common.search.best_for)
            .cloned()
            .chain(known_for(front))
            .collect(),
        tags: texts(&common.tags),
        communities: texts(&common.communities),
        boost: common.search.boost.unwrap_or(1.0),
        hidden: common.search.exclude || common.status == Status::Archived,
        within: None,
    }
}

/// A community's short name means its page as the title does; so does a person's name.
fn own_names(kind: &Kind) -> Vec<String> {
    match kind {
        Kind::Community(kind) => kind.acronym.iter().cloned().collect(),
        Kind::Person(kind) => kind.name.iter().cloned().collect(),
        _ => Vec::new(),
    }
}

/// The sentence that a kind has for its summary: a community's purpose, a person's role, what a job aid brings about.
fn says(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Community(kind) => kind.purpose.as_ref().map(|purpose| purpose.value.clone()),
        Kind::Person(kind) => kind.role.clone(),
        Kind::JobAid(kind) => kind.outcome.as_ref().map(|outcome| outcome.value.clone()),
        _ => None,
    }
}

/// What else a page of its kind is looked for by: whom to ask about what, what a community is for. The sentence that
/// stands as the summary is left out.
fn known_for(front: &Front) -> Vec<String> {
    let sentence = says(&front.kind).filter(|_| front.common.summary.is_some());
    let further = match &front.kind {
        Kind::Person(kind) => kind.ask_me_about.clone(),
        Kind::Path(kind) => kind.readers.clone(),
        Kind::Community(kind) => kind.scope.iter().cloned().collect(),
        Kind::JobAid(kind) => {
            [&kind.performer, &kind.when, &kind.needs].into_iter().flatten().map(|text| text.value.clone()).collect()
        }
        _ => Vec::new(),
    };
    sentence.into_iter().chain(further).collect()
}

/// The sections of each question: its own, and those up to the next question.
fn questions_of(page: &Page) -> Vec<std::ops::Range<usize>> {
    let starts = page.doc.questions();
    let end = page.doc.body.sections.len();
    let ends = starts.iter().copied().skip(1).chain([end]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The sections that belong to no question.
fn own_sections(page: &Page) -> Vec<usize> {
    let questions = page.doc.questions();
    (0..questions.first().copied().unwrap_or(page.doc.body.sections.len())).collect()
}

fn questions(whole: &SearchDoc, page: &Page) -> Vec<SearchDoc> {
    let body = &page.doc.body;
    let question = |sections: std::ops::Range<usize>| {
        let heading = body.headings.get(body.sections.get(sections.start)?.heading?)?;
        Some(SearchDoc {
            sections: sections.collect(),
            address: Address::clone(&whole.address),
            anchor: heading.id.clone(),
            id: None,
            title: heading.text.clone(),
            summary: None,
            short: None,
            ask: Vec::new(),
            names: Vec::new(),
            keywords: Vec::new(),
            ..whole.clone()
        })
    };
    questions_of(page).into_iter().filter_map(question).collect()
}

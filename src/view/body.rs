//! The text of a page, left where it is until the page is rendered.

use std::ops::Range;

use serde::Serialize;

use super::page::Question;
use crate::base::digest::Digest;
use crate::content::Doc;
use crate::content::kind::{Kind, faq::Questions};
use crate::markdown::{Attr, LinkIx};

/// What a hole of the text leads to: an address as views write it, or nowhere.
pub type Hole = Option<String>;

/// A page's text by reference: its digest stands for it in the render stage's key.
#[derive(Clone, Debug, Serialize)]
pub struct BodyView<'a> {
    /// The page.
    #[serde(skip)]
    pub doc: &'a Doc,
    /// Stands for the text.
    pub digest: Digest,
    /// What the holes lead to, in the order of [`crate::markdown::Body::links`].
    pub holes: Vec<Hole>,
    /// The first heading repeats the title and is left out.
    pub drop_lead: bool,
}

impl BodyView<'_> {
    /// The text before the questions (the whole text of a page that is no list of questions), and the questions. `href`
    /// makes a hole's address relative to the page.
    pub fn fill(&self, href: impl Fn(&str) -> String) -> (String, Vec<Question>) {
        let body = &self.doc.body;
        let hrefs: Vec<Option<String>> = self.holes.iter().map(|hole| hole.as_deref().map(&href)).collect();
        let fill = |ix: LinkIx| hrefs.get(ix.0 as usize).and_then(Option::as_deref).map_or(Attr::None, Attr::To);
        let questions: &[usize] = match &self.doc.front.kind {
            Kind::Faq(faq) => match &faq.questions {
                Questions::Many(sections) => sections,
                Questions::One => &[],
            },
            _ => &[],
        };
        let intro = self.intro(questions.first().copied());
        let made = questions.iter().filter_map(|ix| {
            let heading = body.headings.get(body.sections.get(*ix)?.heading?)?;
            let html = body.html(self.answer(*ix), fill);
            Some(Question { id: heading.id.clone(), title: heading.text.clone(), body: html })
        });
        (intro.into_iter().map(|range| body.html(range, fill)).collect(), made.collect())
    }

    /// The chunks of everything before the section `end`, in one or two ranges around a heading that is left out.
    fn intro(&self, end: Option<usize>) -> Vec<Range<usize>> {
        let sections = &self.doc.body.sections;
        let all = self.doc.body.chunks.len();
        let end = end.and_then(|ix| sections.get(ix)).map_or(all, |section| section.heading_chunks.start);
        let lead = sections.iter().find(|section| section.heading.is_some()).filter(|_| self.drop_lead);
        match lead {
            Some(lead) => vec![0..lead.heading_chunks.start, lead.heading_chunks.end..end.max(lead.heading_chunks.end)],
            None => vec![0..end],
        }
    }

    /// The chunks of the answer under the heading of section `ix`: up to the next heading of level 2 or 1.
    fn answer(&self, ix: usize) -> Range<usize> {
        let body = &self.doc.body;
        let start = body.sections[ix].chunks.start;
        let next = body.sections[ix + 1..].iter().find(|section| {
            !section.joined && section.heading.is_some_and(|heading| body.headings[heading].level <= 2)
        });
        start..next.map_or(body.chunks.len(), |section| section.heading_chunks.start)
    }
}

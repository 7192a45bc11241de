//! The text of a page, left where it is until the page is rendered.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::job_aid::{self, JobPart};
use super::page::Question;
use super::terms::TermMark;
use crate::base::digest::Digest;
use crate::base::picture::Size;
use crate::content::Doc;
use crate::markdown::{Attr, Filling, Marked, Words};

/// What a hole of the text leads to, or nowhere.
pub type Hole<'a> = Option<Place<'a>>;

/// Where a link leads, or where an image lies.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place<'a> {
    /// An address as views write it.
    pub address: Cow<'a, str>,
    /// Of a picture: how large it is shown.
    pub size: Option<Size>,
}

impl<'a> From<&'a str> for Place<'a> {
    fn from(address: &'a str) -> Self {
        Self { address: address.into(), size: None }
    }
}

impl From<String> for Place<'_> {
    fn from(address: String) -> Self {
        Self { address: address.into(), size: None }
    }
}

/// A page's text, finished.
pub struct Filled {
    /// What stands before the questions: the whole text of a page that is no list of questions.
    pub body: String,
    /// The questions.
    pub questions: Vec<Question>,
    /// The whole text of a job aid in its parts.
    pub parts: Vec<JobPart>,
}

/// A page's text by reference: its digest stands for it in the render stage's key.
#[derive(Clone, Debug)]
pub struct BodyView<'a> {
    /// The page.
    pub doc: &'a Doc,
    /// Stands for the text.
    pub digest: Digest,
    /// What the holes lead to, in the order of [`crate::markdown::Body::links`].
    pub holes: Vec<Hole<'a>>,
    /// The terms of the glossary in it.
    pub marks: Vec<TermMark<'a>>,
    /// The first heading repeats the title and is left out.
    pub drop_lead: bool,
}

/// The text by its digest, not letter by letter.
impl Hash for BodyView<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.digest, &self.holes, &self.marks, self.drop_lead).hash(state);
    }
}

impl BodyView<'_> {
    /// The text with its holes filled; `href` makes a hole's address relative to the page. `title` is the page's, `words`
    /// are those of its language.
    pub fn fill(&self, title: &str, words: Words<'_>, href: impl Fn(&str) -> String) -> Filled {
        let body = &self.doc.body;
        let place = |place: &Place<'_>| (href(&place.address), place.size);
        let places: Vec<Option<(String, Option<Size>)>> =
            self.holes.iter().map(|hole| hole.as_ref().map(place)).collect();
        let attrs = places.iter().map(|place| match place {
            Some((address, Some(size))) => Attr::Picture(address, *size),
            Some((address, None)) => Attr::To(address),
            None => Attr::None,
        });
        let attrs: Vec<Attr<'_>> = attrs.collect();
        let tos: Vec<String> = self.marks.iter().map(|mark| href(&mark.address)).collect();
        let marks = self.marks.iter().zip(&tos);
        let marks: Vec<Marked<'_>> =
            marks.map(|(mark, to)| Marked { at: &mark.mark.at, to, title: mark.title }).collect();
        let filling = Filling { attrs: &attrs, marks: &marks, words };
        let questions = self.doc.questions();
        let intro = self.intro(questions.first().copied());
        let ends = questions.iter().skip(1).map(Some).chain([None]);
        let made = questions.iter().zip(ends).filter_map(|(ix, next)| {
            let heading = body.headings.get(body.sections.get(*ix)?.heading?)?;
            let html = body.filled(self.answer(*ix, next.copied()), 0, filling);
            Some(Question { id: heading.id.clone(), title: heading.text.clone(), body: html })
        });
        let questions = made.collect();
        let parts = job_aid::parts(self.doc, title, intro.clone(), filling);
        Filled { body: intro.into_iter().map(|range| body.filled(range, 0, filling)).collect(), questions, parts }
    }

    /// The chunks of everything before the section `end`, in front of a heading that is left out and behind it.
    fn intro(&self, end: Option<usize>) -> [Range<usize>; 2] {
        let sections = &self.doc.body.sections;
        let all = self.doc.body.chunks.len();
        let end = end.and_then(|ix| sections.get(ix)).map_or(all, |section| section.heading_chunks.start);
        let lead = sections.iter().find(|section| section.heading.is_some()).filter(|_| self.drop_lead);
        let (before, after) = match lead {
            Some(lead) => (lead.heading_chunks.start, lead.heading_chunks.end),
            None => (0, 0),
        };
        [0..before, after..end.max(after)]
    }

    /// The chunks between the heading of section `ix` and the next question: nothing in between may be lost.
    fn answer(&self, ix: usize, next: Option<usize>) -> Range<usize> {
        let body = &self.doc.body;
        let start = body.sections.get(ix).map_or(0, |section| section.chunks.start);
        let next = next.and_then(|next| body.sections.get(next));
        start..next.map_or(body.chunks.len(), |section| section.heading_chunks.start)
    }
}

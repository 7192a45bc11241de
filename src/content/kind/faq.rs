//! A question and its answer; or, in one file, many questions as `##` headings.

use crate::base::span::Spanned;

/// The fields of a FAQ page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faq {
    /// `ask`: the question in other words; searched.
    pub ask: Vec<Spanned<String>>,
    /// `short`: the answer in a sentence.
    pub short: Option<Spanned<String>>,
    /// `applies_to`: system, country, role … to the values it holds for, in the order written.
    pub applies_to: Vec<(String, Vec<String>)>,
    /// `replaces`: ids of the questions it took over.
    pub replaces: Vec<Spanned<String>>,
    /// `questions: all`, or inferred from the body: which `##` headings are questions of their own.
    pub questions: Questions,
}

/// Which sections of a FAQ page are questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Questions {
    /// None: the page itself is the question.
    #[default]
    One,
    /// These, each named by its index in [`crate::markdown::Body::sections`]; what follows up
    /// to the next belongs to it.
    Many(Vec<usize>),
}

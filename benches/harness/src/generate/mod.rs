//! Large sites of real text: real sections of the given pages, recombined under titles of their own.
//!
//! Copies of a page tie in search and compress too well, and made-up text has no natural words. So a page is put
//! together from sections that people wrote ([`corpus`], cleaned by [`clean`]), is as long as a page of theirs, and
//! brings new rare words at the rate at which real text brings them ([`vocabulary`]). [`plan`] settles folders,
//! titles and tags before any page is written, because pages link to each other; [`page`] writes one.
//!
//! The same corpora, seed and number of pages give the same bytes on every machine. Nothing here touches files,
//! except [`corpus::Corpus::read`] and [`write()`].

pub mod clean;
pub mod corpus;
pub mod page;
pub mod plan;
pub mod random;
pub mod vocabulary;

use std::path::Path;

use corpus::Corpus;
use page::Writer;
use plan::Plan;
use random::Random;
use vocabulary::{Measure, Mint, Size};

/// The seed of every figure that is printed without saying another.
pub const SEED: u64 = 2;

/// One generated source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Below the content folder, `/` between its parts, as in `open-data/api-basics/rate-limits.md`.
    pub path: String,
    /// Front matter and body.
    pub text: String,
}

/// The pages of a site of so many Markdown files, folder pages counted, in the order of the plan.
pub fn site(corpus: &Corpus, pages: usize, seed: u64) -> impl Iterator<Item = Source> + use<'_> {
    let mut random = Random::new(seed);
    let mut mint = Mint::new(corpus.vocabulary.iter().map(String::as_str));
    let plan = Plan::new(corpus, pages, &mut random, &mut mint);
    let mut writer = Writer::new(corpus, random, mint);
    (0..plan.pages.len()).map(move |number| writer.page(&plan, number))
}

/// Writes a site below a content folder, and says how large it is.
///
/// # Errors
/// A folder or file that cannot be written.
pub fn write(corpus: &Corpus, pages: usize, seed: u64, content: &Path) -> std::io::Result<Size> {
    let mut measure = Measure::default();
    for source in site(corpus, pages, seed) {
        let path = content.join(&source.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        measure.page(&source.text);
        std::fs::write(path, source.text)?;
    }
    Ok(measure.size())
}

#[cfg(test)]
mod tests;

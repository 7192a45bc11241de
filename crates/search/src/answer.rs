//! What is answered: hits with all that is shown of them.

use alloc::string::String;
use alloc::vec::Vec;

use crate::analyze::Analyzer;
use crate::cards::{Card, decode_card};
use crate::excerpt::{Marked, Marker};
use crate::expand::{Analyzers, Expanded, analyzer_of};
use crate::fold::is_blank;
use crate::gather::{Gathered, Known};
use crate::narrow::Facet;
use crate::rank::{Scored, rarity};
use crate::reader::{Request, Sort};
use crate::shelf::Shelf;
use crate::texts::decode_text;

/// Queries of so many words say which of them a hit lacks.
const LACKS: usize = 5;

/// Most pages whose titles are read because they may be the query.
pub(crate) const MOST_GUESSED: usize = 24;

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// How many pages were found.
    pub total: usize,
    /// There may be more: not all pages of a very frequent word were looked at.
    pub at_least: bool,
    /// What was typed and what was searched for instead, for each word that was corrected.
    pub corrected: Vec<(String, String)>,
    /// Words to mark on the page a hit leads to.
    pub words: Vec<String>,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
    /// Counts for the facets.
    pub facets: Vec<Facet>,
}

/// A page that answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// Its number in the index.
    pub page: u32,
    /// Only comparable within one answer.
    pub score: u64,
    /// Why it stands where it does.
    pub why: Why,
    /// What is known of it.
    pub card: Card,
    /// Its title with marks.
    pub title: Marked,
    /// Editors recommend it for this query.
    pub recommended: bool,
    /// Words of the query that it does not have, as typed.
    pub lacks: Vec<String>,
    /// A passage of its text.
    pub excerpt: Option<Marked>,
    /// The sections that hold most of the query, best first, that can be linked to.
    pub sections: Vec<(String, String)>,
}

/// The parts of a score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    /// For each word: as typed, its rarity in 256ths of a bit, what the page has of it in 200ths.
    pub words: Vec<(String, u64, u32)>,
    /// For a name that fits the query.
    pub names: u64,
    /// For words in one section.
    pub together: u64,
}

/// What was found for a request, before anything of it is shown.
pub(crate) struct Found {
    pub(crate) gathered: Gathered,
    /// In order, recommended pages first.
    pub(crate) ranked: Vec<Scored>,
    /// Pages that are recommended.
    pub(crate) best: Vec<u32>,
    pub(crate) facets: Vec<Facet>,
}

/// Dresses the hits asked for; `None` while files are missing.
pub(crate) fn answer(
    shelf: &Shelf<'_>,
    analyzers: &mut Analyzers,
    request: &Request,
    expanded: &Expanded,
    found: &mut Found,
) -> Option<Answer> {
    if request.sort == Sort::Relevance && found.gathered.columns.len() > 1 && found.gathered.is_partial() {
        raise_titled(shelf, &request.query, found);
    }
    let Found { gathered, ranked, best, facets } = found;
    let mut dresser = Dresser { shelf, analyzers, request, expanded, gathered, markers: Vec::new() };
    let mut answer =
        Answer { total: ranked.len(), at_least: gathered.is_partial(), facets: facets.clone(), ..Answer::default() };
    for scored in ranked.iter().skip(request.offset).take(request.limit) {
        dresser.dress(scored, best.contains(&scored.page), &mut answer.hits);
    }
    shelf.ready()?;
    for group in &expanded.groups {
        if let Some(corrected) = &group.corrected {
            answer.corrected.push((group.word.shown.clone(), corrected.clone()));
        }
        if !group.used().is_empty() {
            answer.words.push(group.used().into());
        }
    }
    Some(answer)
}

/// Puts the page whose title is the query before all that are not recommended. Of words that were not looked up ranking
/// only guessed that a name has them; on the card it can be read.
fn raise_titled(shelf: &Shelf<'_>, query: &str, found: &mut Found) {
    let (query, first) = (bare(query), found.best.len());
    for mut at in first..MOST_GUESSED {
        let Some(scored) = found.ranked.get(at).filter(|scored| scored.named) else { return };
        if card(shelf, scored.page).is_some_and(|card| bare(&card.title).eq_ignore_ascii_case(query)) {
            // With every card before it there.
            while at > first && shelf.ready().is_some() {
                found.ranked.swap(at - 1, at);
                at -= 1;
            }
            return;
        }
    }
}

/// A title or query without the question mark that few type.
fn bare(text: &str) -> &str {
    text.strip_suffix('?').unwrap_or(text)
}

/// The card of a page; `None` while its file is missing. (One copy of what reads cards weighs enough.)
#[cfg_attr(target_arch = "wasm32", inline(never))]
fn card(shelf: &Shelf<'_>, page: u32) -> Option<Card> {
    let (file, place) = shelf.manifest.card_file(page)?;
    shelf.read(file, |file| decode_card(file, place))
}

struct Dresser<'s, 'a> {
    shelf: &'s Shelf<'a>,
    analyzers: &'s mut Analyzers,
    request: &'s Request,
    expanded: &'s Expanded,
    gathered: &'s Gathered,
    /// By language.
    markers: Vec<(String, Marker)>,
}

impl Dresser<'_, '_> {
    /// Adds a hit; `None` while its files are missing.
    fn dress(&mut self, scored: &Scored, recommended: bool, hits: &mut Vec<Hit>) -> Option<()> {
        let card = card(self.shelf, scored.page)?;
        let mut passage = None;
        if self.request.excerpts {
            let best = scored.sections.first().copied().unwrap_or_default();
            let (mut part, mut first) = (0, 0);
            for start in card.parts.iter().filter(|start| **start <= best) {
                (part, first) = (part + 1, *start);
            }
            let sections = self.shelf.read(self.shelf.manifest.text_file(scored.page, part)?, decode_text)?;
            for (number, text) in (first..).zip(sections) {
                if (passage.is_none() || number == best) && !text.chars().all(is_blank) {
                    passage = Some(text);
                }
            }
        }
        let (marker, analyzer) = self.marker(&card.language);
        let title = marker.whole(&card.title, analyzer);
        let excerpt = passage.map(|text| marker.excerpt(text, analyzer));
        let mut sections = Vec::new();
        for section in scored.sections.iter() {
            if let Some(heading @ (text, anchor)) = card.headings.get(usize::from(*section))
                && !(text.is_empty() || anchor.is_empty() || *text == card.title)
            {
                sections.push(heading.clone());
            }
        }
        let (page, score, lacks) = (scored.page, scored.score, self.lacks(scored));
        // The browser shows no reasons.
        let why = if cfg!(target_arch = "wasm32") { Why::default() } else { self.why(scored) };
        hits.push(Hit { page, score, why, card, title, recommended, lacks, excerpt, sections });
        Some(())
    }

    fn marker(&mut self, language: &str) -> (&Marker, &mut Analyzer) {
        let analyzer = analyzer_of(self.analyzers, language);
        let known = self.markers.iter().position(|(known, _)| known == language);
        let at = known.unwrap_or(self.markers.len());
        if known.is_none() {
            let worths = self.gathered.columns.iter().map(|column| rarity(column.pages, self.shelf.manifest.pages));
            let marker = Marker::new(&self.expanded.groups, worths.collect(), self.request.typing, analyzer);
            self.markers.push((language.into(), marker));
        }
        (&self.markers[at].1, analyzer)
    }

    fn lacks(&self, scored: &Scored) -> Vec<String> {
        let (mut lacks, pages) = (Vec::new(), self.shelf.manifest.pages);
        if self.expanded.groups.len() > LACKS || scored.has == 0 {
            return lacks;
        }
        for (index, (group, column)) in self.expanded.groups.iter().zip(&self.gathered.columns).enumerate() {
            // What nearly every page has, or counts to have, says nothing.
            let tells = column.pages < pages - pages.div_ceil(8);
            if tells && column.known == Known::All && scored.has & (1 << index) == 0 {
                lacks.push(group.word.shown.clone());
            }
        }
        lacks
    }

    fn why(&self, scored: &Scored) -> Why {
        let groups = self.expanded.groups.iter().zip(&self.gathered.columns);
        let words = groups.filter_map(|(group, column)| {
            let at = column.entries.binary_search_by_key(&scored.page, |entry| entry.posting.page).ok()?;
            let value = column.entries.get(at)?.value;
            Some((group.word.shown.clone(), rarity(column.pages, self.shelf.manifest.pages), value))
        });
        Why { words: words.collect(), names: scored.names, together: scored.together }
    }
}

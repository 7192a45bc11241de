//! From the two files to entries, all faults at once.

use super::{Curated, Entry, Query, SEARCH, SearchTest, Synonyms, TERMS, Term};
use crate::base::code::Code;
use crate::base::diag::Diags;
use crate::base::path::SourcePath;
use crate::base::span::{Span, Spanned};
use crate::base::text::shown;
use crate::base::yaml::{Node, NodeKind, Reader, Rules, load};
use crate::content::ParseContext;
use crate::content::audience;
use crate::content::defaults::Defaults;
use crate::content::front::Audience;
use crate::fs::{Source, Sources};

/// Keys of an entry of each sort.
const OF_TERM: &[&str] = &["term", "expansion", "meaning", "not_to_confuse", "page", "audience"];
const OF_BEST_BET: &[&str] = &["query", "page", "audience"];
const OF_SYNONYMS: &[&str] = &["words", "audience"];
const OF_TEST: &[&str] = &["query", "page", "rank", "audience"];
/// Keys of `search.yaml`.
const OF_SEARCH: &[&str] = &["best_bets", "synonyms", "tests"];

/// Most words of one group of synonyms: each is tied to every other.
const MOST_SYNONYMS: usize = 20;
/// The lowest place that a test may ask for; nobody looks further.
const LAST_RANK: i64 = 100;

impl Curated {
    /// Reads both files; a file that is not there has no entries.
    pub fn load(sources: &Sources, context: &ParseContext, defaults: &Defaults) -> (Self, Diags) {
        let (mut curated, mut diags) = (Self::default(), Diags::new());
        let above = defaults.at(context.content()).audience();
        for name in [TERMS, SEARCH] {
            let path = SourcePath::new([context.content(), "/", name].concat());
            let text = match sources.files.get(&path) {
                Some(Source::Text(text)) => &text.text,
                Some(Source::Unusable(why)) => {
                    diags.push((**why).clone());
                    continue;
                }
                Some(Source::Known(_) | Source::Asset(_)) | None => continue,
            };
            let (node, found) = load(text, 0, &path, Rules::ENTRIES);
            // A key that is written twice may be the audience: then whom an entry is for can't be known.
            let above = if found.is_empty() { above } else { &Audience::Unknown };
            diags.extend(found);
            let mut parser = Parser { reader: Reader::of_entries(&path), context, above };
            match node {
                Some(node) if name == TERMS => curated.terms = parser.list("this file", &node, Parser::term),
                Some(node) => parser.search(&node, &mut curated),
                None => {}
            }
            diags.extend(parser.reader.finish());
        }
        (curated, diags)
    }
}

struct Parser<'a> {
    reader: Reader<'a>,
    context: &'a ParseContext,
    /// Whom the content folder is for.
    above: &'a Audience,
}

impl Parser<'_> {
    fn search(&mut self, node: &Node, curated: &mut Curated) {
        for (key, value) in self.reader.map(SEARCH, node) {
            match key.text.as_str() {
                "best_bets" => curated.best_bets = self.list("best_bets", value, Self::best_bet),
                "synonyms" => curated.synonyms = self.list("synonyms", value, Self::synonyms),
                "tests" => curated.tests = self.list("tests", value, Self::test),
                _ => self.reader.unknown_key(key, "", OF_SEARCH.iter().copied()),
            }
        }
    }

    fn list<T>(&mut self, name: &str, node: &Node, read: fn(&mut Self, &Node) -> Vec<Entry<T>>) -> Vec<Entry<T>> {
        match &node.kind {
            NodeKind::List(items) => items.iter().flat_map(|item| read(self, item)).collect(),
            _ if node.is_nothing() => Vec::new(),
            _ => {
                self.reader.wrong_type(name, node, "a list of entries", "start each entry on a line with `- `");
                Vec::new()
            }
        }
    }

    fn term(&mut self, node: &Node) -> Vec<Entry<Term>> {
        if !self.is_map(node, "- term: VPN") {
            return Vec::new();
        }
        let frame = self.frame(node, "in a term", OF_TERM);
        let term = self.required(node, "term");
        let expansion = self.text(node, "expansion").map(|text| text.value);
        let meaning = self.text(node, "meaning").map(|text| text.value);
        let not_to_confuse = self.texts(node, "not_to_confuse").into_iter().map(|text| text.value).collect();
        let page = self.text(node, "page");
        let value = term.map(|term| Term { term: term.value, expansion, meaning, not_to_confuse });
        value.into_iter().map(|value| frame.clone().with(page.clone(), value)).collect()
    }

    fn best_bet(&mut self, node: &Node) -> Vec<Entry<Query>> {
        if !self.is_map(node, "- {query: lost passport, page: visa}") {
            return Vec::new();
        }
        let frame = self.frame(node, "in a best bet", OF_BEST_BET);
        let queries = self.queries(node);
        let page = self.required(node, "page");
        let queries = queries.into_iter().filter(|_| page.is_some());
        queries.map(|query| frame.clone().with(page.clone(), Query(query.value))).collect()
    }

    fn test(&mut self, node: &Node) -> Vec<Entry<SearchTest>> {
        if !self.is_map(node, "- {query: lost passport, page: visa, rank: 3}") {
            return Vec::new();
        }
        let frame = self.frame(node, "in a search test", OF_TEST);
        let queries = self.queries(node);
        let page = self.required(node, "page");
        let Some(rank) = self.rank(node).filter(|_| page.is_some()) else { return Vec::new() };
        queries.into_iter().map(|query| frame.clone().with(page.clone(), SearchTest { query, rank })).collect()
    }

    fn synonyms(&mut self, node: &Node) -> Vec<Entry<Synonyms>> {
        let is_map = node.map().is_some();
        let frame = self.frame(node, "in a group of synonyms", OF_SYNONYMS);
        let words = if is_map { self.texts(node, "words") } else { self.reader.texts("synonyms", node) };
        let message = match words.len() {
            0 | 1 => "synonyms need at least two words or phrases",
            2..=MOST_SYNONYMS => {
                let words = words.into_iter().map(|word| word.value).collect();
                return vec![frame.with(None, Synonyms(words))];
            }
            _ => "these are too many synonyms for one group",
        };
        let hint = format!("write two to {MOST_SYNONYMS}, as in `- [laptop, notebook]`");
        self.reader.wrong_value(node.span, message, &hint);
        Vec::new()
    }

    /// What every entry has. With a doubt about its audience it is nobody's.
    fn frame(&mut self, node: &Node, place: &str, known: &'static [&'static str]) -> Frame {
        let entries = node.map().unwrap_or_default();
        let mut doubtful = false;
        for (key, _) in entries.iter().filter(|(key, _)| !known.contains(&key.text.as_str())) {
            // It may have been meant as the audience.
            doubtful = true;
            self.reader.unknown_key(key, place, known.iter().copied());
        }
        let written = node.get("audience").filter(|audience| !audience.is_nothing());
        let mut audience = written.map_or_else(
            || self.above.clone(),
            |written| {
                let own = audience::read(&mut self.reader, written, self.context.audiences());
                audience::narrow(&mut self.reader, self.above, own, written.span)
            },
        );
        if doubtful {
            audience = Audience::Unknown;
        }
        Frame { path: self.reader.path().clone(), span: node.span, audience }
    }

    fn is_map(&mut self, node: &Node, example: &str) -> bool {
        if node.map().is_none() {
            let hint = format!("write it as in `{example}`");
            self.reader.wrong_type("an entry", node, "a map of keys and values", &hint);
        }
        node.map().is_some()
    }

    fn text(&mut self, node: &Node, name: &str) -> Option<Spanned<String>> {
        node.get(name).and_then(|value| self.reader.text(name, value))
    }

    fn texts(&mut self, node: &Node, name: &str) -> Vec<Spanned<String>> {
        node.get(name).map(|value| self.reader.texts(name, value)).unwrap_or_default()
    }

    /// A text that an entry must have.
    fn required(&mut self, node: &Node, name: &str) -> Option<Spanned<String>> {
        let before = self.reader.diags.len();
        let text = self.text(node, name);
        if text.is_none() && self.reader.diags.len() == before {
            self.missing(node, name);
        }
        text
    }

    fn missing(&mut self, node: &Node, name: &str) {
        let hint = format!("add a line `{name}: …` to the entry");
        self.reader.find(Code::FieldValue, node.span, format!("this entry has no `{name}`"), &hint);
    }

    /// `query`, one or several.
    fn queries(&mut self, node: &Node) -> Vec<Spanned<String>> {
        let before = self.reader.diags.len();
        let queries = self.texts(node, "query");
        if queries.is_empty() && self.reader.diags.len() == before {
            self.missing(node, "query");
        }
        queries
    }

    fn rank(&mut self, node: &Node) -> Option<usize> {
        let Some(value) = node.get("rank").filter(|value| !value.is_nothing()) else { return Some(1) };
        let rank = self.reader.integer("rank", value)?;
        if !(1..=LAST_RANK).contains(&rank) {
            let message = format!("`rank` must be from 1 to {LAST_RANK}, but is {}", shown(&rank.to_string()));
            self.reader.wrong_value(value.span, message, "write the last place that will do, as in `rank: 3`");
            return None;
        }
        usize::try_from(rank).ok()
    }
}

/// An entry before it says anything.
#[derive(Clone)]
struct Frame {
    path: SourcePath,
    span: Span,
    audience: Audience,
}

impl Frame {
    fn with<T>(self, page: Option<Spanned<String>>, value: T) -> Entry<T> {
        let Self { path, span, audience } = self;
        Entry { value, path, span, page, audience }
    }
}

//! Folders, titles, tags and dates of a site, before any page is written.
//!
//! A site has a home page and some areas; an area has folders of 4 to 60 files, a third of them inside another one.
//! Each folder draws on one folder of origin, so that its pages speak of alike things, and each page has a title of
//! its own: no two titles hold the same words, or one search for a title would have two right answers.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::Corpus;
use super::random::Random;
use super::vocabulary::{Mint, words};

/// The folder page, by the name that both Hugo and Guildhall know.
pub const FOLDER_PAGE: &str = "_index.md";

/// Names below the content folder that mean something to a generator.
const RESERVED: [&str; 14] = [
    "search",
    "go",
    "assets",
    "tags",
    "a-z",
    "new",
    "glossary",
    "faqs",
    "job-aids",
    "communities",
    "events",
    "paths",
    "people",
    "page",
];

/// A page to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Below the content folder.
    pub path: String,
    /// Its title, unlike all others.
    pub title: String,
    /// A coined word in the title, which the body then speaks of.
    pub name: Option<String>,
    /// Which folder of origin most of its text comes from.
    pub collection: usize,
    /// Up to four.
    pub tags: Vec<String>,
    /// Year, month and day.
    pub date: String,
    /// Its folder, as a number of [`Plan::folders`].
    pub folder: usize,
}

/// The pages of one folder stand next to each other in the plan, its folder page first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Below the content folder, without `/` at its ends; empty for the home page.
    pub path: String,
    /// The first of its pages.
    pub first: usize,
    /// How many it has.
    pub pages: usize,
}

/// All pages of a site.
#[derive(Clone, Debug)]
pub struct Plan {
    /// In the order they are written.
    pub pages: Vec<Page>,
    /// In the same order.
    pub folders: Vec<Folder>,
}

impl Plan {
    /// Plans a site of so many pages.
    pub fn new(corpus: &Corpus, pages: usize, random: &mut Random, mint: &mut Mint) -> Self {
        let mut planner = Planner::new(corpus, pages, random, mint);
        planner.folder(String::new(), 1);
        while planner.pages.len() < pages {
            let path = planner.place();
            // The smaller of two draws: many small folders, few large ones.
            let size = planner.random.between(4, 60).min(planner.random.between(4, 60));
            planner.folder(path, size.min(pages - planner.pages.len()));
        }
        Self { pages: planner.pages, folders: planner.folders }
    }
}

struct Planner<'a> {
    corpus: &'a Corpus,
    random: &'a mut Random,
    mint: &'a mut Mint,
    tags: Vec<String>,
    areas: usize,
    pages: Vec<Page>,
    folders: Vec<Folder>,
    /// The words of each title so far, sorted.
    titles: BTreeSet<Vec<String>>,
    /// How often a path without its ending was wanted.
    taken: BTreeMap<String, usize>,
}

impl<'a> Planner<'a> {
    fn new(corpus: &'a Corpus, pages: usize, random: &'a mut Random, mint: &'a mut Mint) -> Self {
        let mut tags = corpus.topics.clone();
        let short = |phrase: &&String| phrase.split(' ').count() <= 2 && phrase.len() < 24;
        let mut more: Vec<_> = corpus.phrases.iter().filter(short).map(|phrase| slug(phrase)).collect();
        random.shuffle(&mut tags);
        random.shuffle(&mut more);
        tags.append(&mut more);
        tags.retain(|tag| !tag.is_empty());
        // As many as a site of that size has: digital.gov has some 70 on 2,800 pages.
        tags.truncate(12 + pages.isqrt());
        let taken = RESERVED.iter().map(|name| ((*name).to_owned(), 1)).collect();
        let areas = 4 + pages.isqrt() / 8;
        Self {
            corpus,
            random,
            mint,
            tags,
            areas,
            pages: Vec::with_capacity(pages),
            folders: Vec::new(),
            titles: BTreeSet::new(),
            taken,
        }
    }

    /// Where the next folder stands: a new area, or below an area, or below a folder of an area.
    fn place(&mut self) -> String {
        let depth = |folder: &Folder| if folder.path.is_empty() { 0 } else { folder.path.split('/').count() };
        let areas: Vec<_> = self.folders.iter().filter(|folder| depth(folder) == 1).collect();
        let inner: Vec<_> = self.folders.iter().filter(|folder| depth(folder) == 2).collect();
        let above = if areas.len() < self.areas {
            None
        } else if self.random.chance(33) && !inner.is_empty() {
            self.random.pick(&inner)
        } else {
            self.random.pick(&areas)
        };
        let above = above.map_or(String::new(), |folder| format!("{}/", folder.path));
        let name = self.random.pick(&self.corpus.phrases).map_or(String::new(), |phrase| slug(phrase));
        self.free(&above, &name)
    }

    /// A path nobody has: the name, or the name with a number.
    fn free(&mut self, above: &str, name: &str) -> String {
        let name = if name.is_empty() { "page" } else { name };
        let mut path = format!("{above}{name}");
        while let Some(times) = self.taken.get_mut(&path) {
            *times += 1;
            path = format!("{above}{name}-{times}");
        }
        self.taken.insert(path.clone(), 1);
        path
    }

    fn folder(&mut self, path: String, pages: usize) {
        let number = self.folders.len();
        let origin = self.random.pick(&self.corpus.units).map_or(0, |unit| unit.collection);
        // A folder's pages share a few tags, as their authors do.
        let shared: Vec<_> = (0..5).filter_map(|_| self.tag()).collect();
        let above = if path.is_empty() { String::new() } else { format!("{path}/") };
        self.folders.push(Folder { path, first: self.pages.len(), pages });
        for page in 0..pages {
            let name = self.random.chance(25).then(|| self.mint.coin(self.random));
            let title = self.title(name.as_deref());
            let path =
                if page == 0 { format!("{above}{FOLDER_PAGE}") } else { self.free(&above, &slug(&title)) + ".md" };
            let tags = self.page_tags(&shared);
            let date = self.date();
            self.pages.push(Page { path, title, name, collection: origin, tags, date, folder: number });
        }
    }

    /// A tag; the smallest of two draws, so that some are much more common than others.
    fn tag(&mut self) -> Option<String> {
        let count = self.tags.len();
        let number = self.random.below(count).min(self.random.below(count));
        self.tags.get(number).cloned()
    }

    fn page_tags(&mut self, shared: &[String]) -> Vec<String> {
        let mut tags = BTreeSet::new();
        for _ in 0..self.random.between(0, 4) {
            let tag = if self.random.chance(70) { self.random.pick(shared).cloned() } else { self.tag() };
            tags.extend(tag);
        }
        tags.into_iter().collect()
    }

    fn date(&mut self) -> String {
        let (year, month) = (self.random.between(2014, 2025), self.random.between(1, 12));
        format!("{year}-{month:02}-{:02}", self.random.between(1, 28))
    }

    fn title(&mut self, name: Option<&str>) -> String {
        let name = name.map(capital);
        for _ in 0..30 {
            let title = self.try_title(name.as_deref());
            if self.is_new(&title) {
                return title;
            }
        }
        let title = format!("{} {}", self.try_title(name.as_deref()), capital(&self.mint.coin(self.random)));
        self.is_new(&title);
        title
    }

    fn try_title(&mut self, name: Option<&str>) -> String {
        const JOINS: [&str; 6] = [" for ", " and ", " in ", " with ", ": ", " after "];
        let first = self.random.pick(&self.corpus.phrases).map_or("Notes", String::as_str);
        let second = match name {
            Some(name) => name,
            // Some titles are as people wrote them.
            None if self.random.chance(15) => return first.to_owned(),
            None => self.random.pick(&self.corpus.phrases).map_or("notes", String::as_str),
        };
        let join = self.random.pick(&JOINS).unwrap_or(&" ");
        format!("{}{join}{second}", first.trim_end_matches(['?', '.', '!']))
    }

    /// Notes the words of a title; false where another title has the same ones.
    fn is_new(&mut self, title: &str) -> bool {
        let known: BTreeSet<_> = words(title).collect();
        self.titles.insert(known.into_iter().collect())
    }
}

/// With a capital first letter.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Lower case, `-` between words, at most some 60 bytes, ASCII only.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.len() + word.len() > 60 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word.to_ascii_lowercase());
    }
    slug
}

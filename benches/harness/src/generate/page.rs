//! Writes one page of the plan: front matter, sections, links, new words.

use std::collections::HashSet;

use super::Source;
use super::clean::{Fence, LINK};
use super::corpus::{Corpus, Unit};
use super::plan::{Page, Plan, capital};
use super::random::Random;
use super::vocabulary::{Mint, words};

/// Writes the pages of a plan in order; what was written settles which words are new.
#[derive(Debug)]
pub struct Writer<'a> {
    corpus: &'a Corpus,
    random: Random,
    mint: Mint,
    /// Units by collection, each deck in an order of its own.
    decks: Vec<Deck>,
    seen: HashSet<String>,
    words: usize,
}

/// Units that are dealt in turn, so that none comes again before the others came.
#[derive(Debug, Default)]
struct Deck {
    units: Vec<usize>,
    next: usize,
}

impl Deck {
    /// The first of the next cards that fits; it trades places with the one whose turn it was.
    fn deal(&mut self, fits: impl Fn(usize) -> bool) -> Option<usize> {
        const LOOK_AHEAD: usize = 24;
        let count = self.units.len();
        let ahead = (0..count.min(LOOK_AHEAD)).map(|step| (self.next + step) % count);
        let found = ahead.into_iter().find(|at| self.units.get(*at).is_some_and(|unit| fits(*unit)))?;
        self.units.swap(self.next, found);
        let unit = self.units.get(self.next).copied();
        self.next = (self.next + 1) % count;
        unit
    }
}

impl<'a> Writer<'a> {
    /// A writer that has written nothing; `mint` has coined the names in the plan's titles.
    pub fn new(corpus: &'a Corpus, mut random: Random, mint: Mint) -> Self {
        let mut decks: Vec<Deck> = (0..corpus.collections).map(|_| Deck::default()).collect();
        for (number, unit) in corpus.units.iter().enumerate() {
            if let Some(deck) = decks.get_mut(unit.collection) {
                deck.units.push(number);
            }
        }
        for deck in &mut decks {
            random.shuffle(&mut deck.units);
        }
        Self { corpus, random, mint, decks, seen: HashSet::new(), words: 0 }
    }

    /// The next page, number `number` of the plan.
    pub fn page(&mut self, plan: &Plan, number: usize) -> Source {
        let Some(page) = plan.pages.get(number) else { return Source { path: String::new(), text: String::new() } };
        let units = self.units(page);
        let body: Vec<_> = units.iter().map(|unit| unit.text.as_str()).collect();
        let body = self.link(&body.join("\n"), plan, page);
        let new = self.missing(&page.title, &body);
        let body = self.place(&body, page.name.as_deref(), new);
        Source { path: page.path.clone(), text: front_matter(page, &body) + &body }
    }

    /// The sections of a page: as long together as a real page, most of them from one folder of origin.
    fn units(&mut self, page: &Page) -> Vec<&'a Unit> {
        let corpus = self.corpus;
        // The given pages were chosen for their content; all of digital.gov has 3.6 kB a page, a fifth less.
        let target = self.random.pick(&corpus.sizes).copied().unwrap_or_default() * 4 / 5;
        let mut taken: Vec<usize> = Vec::new();
        let mut size = 0;
        let mut misses = 0;
        while misses < 4 && size * 10 < target * 9 {
            let wants_lead = taken.is_empty() && misses == 0 && self.random.chance(85);
            let any = self.random.pick(&corpus.units).map_or(0, |unit| unit.collection);
            let own = self.random.chance(75) && misses < 2;
            let Some(deck) = self.decks.get_mut(if own { page.collection } else { any }) else { break };
            let space = (target - size) * 5 / 4 + if taken.is_empty() { 400 } else { 0 };
            let fits = |number: usize| {
                let unit = &corpus.units[number];
                unit.is_section != wants_lead && unit.text.len() <= space && !taken.contains(&number)
            };
            match deck.deal(fits) {
                Some(number) => {
                    size += corpus.units[number].text.len();
                    taken.push(number);
                }
                None => misses += 1,
            }
        }
        taken.into_iter().filter_map(|number| corpus.units.get(number)).collect()
    }

    /// Points every [`LINK`] at a page: of the folder, of its area, or any.
    fn link(&mut self, body: &str, plan: &Plan, page: &Page) -> String {
        let mut out = String::with_capacity(body.len());
        for (number, part) in body.split(LINK).enumerate() {
            if number > 0 {
                let target = self.target(plan, page).unwrap_or(page);
                out.extend(["](", &relative(&page.path, &target.path), ")"]);
            }
            out.push_str(part);
        }
        out
    }

    fn target<'p>(&mut self, plan: &'p Plan, page: &Page) -> Option<&'p Page> {
        let own = plan.folders.get(page.folder)?;
        let area = |path: &str| path.split('/').next().map(str::to_owned);
        let near = self.random.below(100);
        if near < 60 {
            return plan.pages.get(own.first + self.random.below(own.pages));
        }
        let mut folder = self.random.pick(&plan.folders)?;
        // A few draws find a folder of the same area often enough.
        for _ in 0..if near < 85 { 8 } else { 0 } {
            if area(&folder.path) == area(&own.path) {
                break;
            }
            folder = self.random.pick(&plan.folders)?;
        }
        plan.pages.get(folder.first + self.random.below(folder.pages))
    }

    /// Takes the words of a page in; how many new ones the text so far should know beyond them.
    fn missing(&mut self, title: &str, body: &str) -> usize {
        for word in words(title).chain(words(body)) {
            self.words += 1;
            self.seen.insert(word);
        }
        self.corpus.growth.expected(self.words).saturating_sub(self.seen.len())
    }

    /// Puts new words, and coined ones that come back, in the place of ordinary words of prose.
    fn place(&mut self, body: &str, name: Option<&str>, new: usize) -> String {
        let mut places = ordinary_words(body);
        let mut coined: Vec<String> = name.into_iter().flat_map(|name| vec![capital(name); 3]).collect();
        // Not more than an eighth of the page, so that it still reads as a text.
        for _ in 0..new.min(places.len() / 16) {
            let word = self.mint.coin(&mut self.random);
            self.seen.insert(word.clone());
            // What a page brings up it tends to bring up again.
            let again = usize::from(self.random.chance(25));
            coined.extend(std::iter::repeat_n(word, 1 + again));
            if self.random.chance(35) {
                coined.extend(self.mint.again(&mut self.random));
            }
        }
        self.random.shuffle(&mut places);
        let mut chosen: Vec<_> = places.into_iter().zip(coined).collect();
        chosen.sort_by_key(|((start, _), _)| *start);
        let mut out = String::with_capacity(body.len());
        let mut done = 0;
        for ((start, end), word) in chosen {
            out.push_str(&body[done..start]);
            out.push_str(&word);
            done = end;
        }
        out + &body[done..]
    }
}

/// Where ordinary words stand in the prose of a body: lower case, five letters or more, a blank on both sides or a
/// sentence mark behind. Headings, tables and code are left alone.
fn ordinary_words(body: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut fence = Fence::default();
    let mut line_start = 0;
    for line in body.split_inclusive('\n') {
        let prose = !fence.holds(line) && !line.starts_with(['#', '|', '\t']) && !line.starts_with("    ");
        let mut start = line_start;
        for token in line.split_inclusive([' ', '\n']) {
            let word = token.trim_end_matches([' ', '\n', ',', '.', ';', ':']);
            if prose && word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                found.push((start, start + word.len()));
            }
            start += token.len();
        }
        line_start += line.len();
    }
    found
}

/// YAML that Hugo and Guildhall both read.
fn front_matter(page: &Page, body: &str) -> String {
    let mut front = format!("---\ntitle: {}\ndate: {}\n", quoted(&page.title), page.date);
    if !page.tags.is_empty() {
        let tags: Vec<_> = page.tags.iter().map(|tag| quoted(tag)).collect();
        front.extend(["tags: [", &tags.join(", "), "]\n"]);
    }
    if let Some(summary) = summary(body) {
        front.extend(["summary: ", &quoted(&summary), "\n"]);
    }
    front + "---\n\n"
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The first lines of prose that hold no link and no code, up to some 160 bytes.
fn summary(body: &str) -> Option<String> {
    let plain = |line: &&str| {
        line.len() > 40 && line.starts_with(char::is_alphabetic) && !line.contains(['[', '`', '<', '*', '|', '&', '\\'])
    };
    let line = body.lines().find(plain)?;
    let mut summary = String::new();
    for word in line.split_whitespace() {
        if summary.len() + word.len() > 160 {
            break;
        }
        if !summary.is_empty() {
            summary.push(' ');
        }
        summary.push_str(word);
        if summary.len() > 40 && word.ends_with('.') {
            break;
        }
    }
    Some(summary)
}

/// The path from one page to another, as written in Markdown.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<_> = from.split('/').collect();
    let to: Vec<_> = to.split('/').collect();
    let folders = from.len().min(to.len()) - 1;
    let common = (0..folders).take_while(|part| from[*part] == to[*part]).count();
    "../".repeat(from.len() - 1 - common) + &to[common..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::plan::FOLDER_PAGE;

    #[test]
    fn links_are_relative_to_the_folder() {
        assert_eq!(relative("a/b/c.md", "a/d/e.md"), "../d/e.md");
        assert_eq!(relative(FOLDER_PAGE, "a/_index.md"), "a/_index.md");
        assert_eq!(relative("a/b/c.md", FOLDER_PAGE), "../../_index.md");
        assert_eq!(relative("a/b/c.md", "a/b/d.md"), "d.md");
    }

    #[test]
    fn only_words_of_prose_are_replaced() {
        let body = "The second words, `other-code`.\n# heading words\n```\ninside code\n```\nlast phrase\n";
        let found: Vec<_> = ordinary_words(body).into_iter().map(|(start, end)| &body[start..end]).collect();
        assert_eq!(found, ["second", "words", "phrase"]);
    }

    #[test]
    fn yaml_text_is_quoted_and_summaries_end_with_a_sentence() {
        assert_eq!(quoted(r#"a "b" \c"#), r#""a \"b\" \\c""#);
        let body = "## Heading\n\nA sentence that is longer than forty bytes ends here. Another one follows it.\n";
        assert_eq!(summary(body).as_deref(), Some("A sentence that is longer than forty bytes ends here."));
        assert_eq!(summary("short\n"), None);
    }
}

//! The given pages, read and taken apart into sections.
//!
//! A page has a lead (what stands before its first heading) and sections. Headings are moved so that sections stand
//! at the second level and nothing is deeper than the fourth. Spanish pages are left out: a page of two languages is
//! no page that people write.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::clean::{Fence, clean};
use super::vocabulary::{Growth, words};

/// Folders of the corpora that hold pages.
const FOLDERS: [&str; 3] = ["communities/content", "faqs", "howtos"];

/// Real pages in parts.
#[derive(Debug)]
pub struct Corpus {
    /// Leads and sections, in path order; none twice.
    pub units: Vec<Unit>,
    /// How many folders of origin there are; [`Unit::collection`] counts them.
    pub collections: usize,
    /// Titles and headings of 3 to 48 characters, for names and titles; none twice.
    pub phrases: Vec<String>,
    /// The names of the topic folders, such as `open-data`: the tags.
    pub topics: Vec<String>,
    /// Bytes of each cleaned body.
    pub sizes: Vec<usize>,
    /// Every word.
    pub vocabulary: BTreeSet<String>,
    /// How the vocabulary grows.
    pub growth: Growth,
}

/// A lead or a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Which folder it comes from.
    pub collection: usize,
    /// Whether it begins with a heading.
    pub is_section: bool,
    /// Its Markdown, the heading included.
    pub text: String,
}

impl Corpus {
    /// Reads the corpora below a folder.
    ///
    /// # Errors
    /// A folder or file that cannot be read, or no page in all of them.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut parts = Parts::default();
        for folder in FOLDERS {
            for path in markdown_below(&root.join(folder))? {
                let below = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                parts.page(&below, &String::from_utf8_lossy(&std::fs::read(&path)?));
            }
        }
        if parts.units.is_empty() {
            return Err(io::Error::new(io::ErrorKind::NotFound, format!("no pages below {}", root.display())));
        }
        Ok(parts.finish())
    }

    /// A corpus of pages in memory, `(path, text)`.
    pub fn of<'a>(pages: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut parts = Parts::default();
        for (path, text) in pages {
            parts.page(path, text);
        }
        parts.finish()
    }
}

/// A corpus while it is read.
#[derive(Default)]
struct Parts {
    units: Vec<Unit>,
    texts: BTreeSet<String>,
    collections: BTreeMap<String, usize>,
    phrases: BTreeSet<String>,
    topics: BTreeSet<String>,
    sizes: Vec<usize>,
    words: usize,
    vocabulary: BTreeSet<String>,
}

impl Parts {
    fn page(&mut self, path: &str, text: &str) {
        if path.ends_with("_es.md") {
            return;
        }
        let parts: Vec<_> = path.split('/').collect();
        if let ["communities", "content", "topics", topic, _] = parts[..] {
            self.topics.insert(topic.to_owned());
        }
        let origin = parts[..parts.len().saturating_sub(1).min(3)].join("/");
        let next = self.collections.len();
        let collection = *self.collections.entry(origin).or_insert(next);
        let (front, body) = split_front(text);
        self.phrases.extend(front.lines().filter_map(|line| line.strip_prefix("title:")).filter_map(phrase));
        let body = clean(body);
        self.words += words(&body).count();
        self.vocabulary.extend(words(&body));
        let before = self.units.len();
        for (heading, text) in sections(&body) {
            self.phrases.extend(heading.as_deref().and_then(phrase));
            if text.len() > 80 && self.texts.insert(text.clone()) {
                self.units.push(Unit { collection, is_section: heading.is_some(), text });
            }
        }
        if self.units.len() > before {
            self.sizes.push(body.len());
        }
    }

    fn finish(self) -> Corpus {
        Corpus {
            units: self.units,
            collections: self.collections.len(),
            phrases: self.phrases.into_iter().collect(),
            topics: self.topics.into_iter().collect(),
            sizes: self.sizes,
            growth: Growth::new(self.words, self.vocabulary.len()),
            vocabulary: self.vocabulary,
        }
    }
}

/// Front matter and body; no front matter where none begins the text.
pub fn split_front(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return ("", text) };
    let Some(end) = rest.find("\n---") else { return ("", text) };
    let after = &rest[end + 4..];
    (&rest[..end], after.split_once('\n').map_or("", |(_, body)| body))
}

/// The text of a title or heading where it is plain and of a useful length.
fn phrase(raw: &str) -> Option<String> {
    let text = raw.trim().trim_matches(['"', '\'', '#', '*']).trim();
    let plain = !text.contains(['&', '<', '{', '[', '`', '"', '\\', '|', '*', '_', ':', '>']);
    let long = (3..=48).contains(&text.chars().count());
    (plain && long && text.starts_with(char::is_alphabetic)).then(|| text.to_owned())
}

/// The lead and the sections of a cleaned body: heading if any, whole text.
fn sections(body: &str) -> Vec<(Option<String>, String)> {
    let levels: Vec<usize> = headings(body).collect();
    let repeated = |level: &usize| levels.iter().filter(|other| *other == level).count() > 1;
    let top = (1..=6).find(repeated).or_else(|| levels.iter().min().copied()).unwrap_or(2);
    let mut fence = Fence::default();
    let mut found = vec![(None, String::new())];
    let mut deepest = 2;
    for line in body.lines() {
        let level = if fence.holds(line) { None } else { heading(line) };
        let mut line = line.to_owned();
        if let Some(level) = level {
            let text = line.trim_start_matches('#').trim();
            let moved = (level.max(top) - top + 2).min(deepest + 1).min(4);
            deepest = moved;
            let text = text.to_owned();
            line = format!("{} {text}", "#".repeat(moved));
            if level <= top {
                found.push((Some(text), String::new()));
            }
        }
        if let Some((_, section)) = found.last_mut() {
            section.push_str(&line);
            section.push('\n');
        }
    }
    for (_, text) in &mut found {
        *text = text.trim().to_owned() + "\n";
    }
    found
}

/// The levels of all headings, in order.
fn headings(body: &str) -> impl Iterator<Item = usize> + '_ {
    let mut fence = Fence::default();
    body.lines().filter_map(move |line| if fence.holds(line) { None } else { heading(line) })
}

/// The level of a heading line that has a text.
fn heading(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let text = line.get(level..)?;
    ((1..=6).contains(&level) && text.starts_with(' ') && !text.trim().is_empty()).then_some(level)
}

/// Markdown files below a folder, sorted by path.
fn markdown_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        if entry.file_type()?.is_dir() {
            files.extend(markdown_below(&entry.path())?);
        } else if entry.path().extension().is_some_and(|extension| extension == "md") {
            files.push(entry.path());
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_falls_apart_at_its_highest_repeated_heading() {
        let found = sections("lead\n\n# Title\n\n### A\na\n##### B\nb\n### C\n```\n# no\n```\n");
        let texts: Vec<_> = found.iter().map(|(heading, text)| (heading.as_deref(), text.as_str())).collect();
        assert_eq!(
            texts,
            [
                (None, "lead\n"),
                (Some("Title"), "## Title\n"),
                (Some("A"), "## A\na\n### B\nb\n"),
                (Some("C"), "## C\n```\n# no\n```\n")
            ]
        );
    }

    #[test]
    fn front_matter_is_split_off() {
        assert_eq!(split_front("\n---\ntitle: x\n---\nbody\n"), ("title: x", "body\n"));
        assert_eq!(split_front("body\n---\n"), ("", "body\n---\n"));
    }

    #[test]
    fn only_plain_phrases_become_titles() {
        assert_eq!(phrase(" \"Rate limits\""), Some("Rate limits".to_owned()));
        assert_eq!(phrase("A&#47;B testing"), None);
        assert_eq!(phrase("[link](x)"), None);
    }
}

//! What was asked, cut into the groups of terms that are looked up. Knows no pages.

use guildhall_search::{Analyzer, Role};

/// Most words of a query that are looked up: as many as there are bits to note which of them a row holds.
pub(super) const MAX_GROUPS: usize = 64;
/// What a part counts when the whole word was asked for and its parts are not all of it, as `mail` for `e-mail`.
const PART: f32 = 0.6;

/// One word of the query and what stands for it. A page takes its best variant, never the sum.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    /// The word as folded, the same in every language: what statistics are summed by.
    pub(super) surface: String,
    /// Terms and what each counts; the first is the word itself.
    pub(super) variants: Vec<(String, f32)>,
}

/// A query cut by the rules of one language. Repeated words count once.
pub(super) fn groups(query: &str, language: &str) -> Vec<Group> {
    let mut words: Vec<Word> = Vec::new();
    Analyzer::new(language).for_each(query, |token| {
        let (surface, term) = (token.surface.to_owned(), token.group.to_owned());
        match (token.role, words.last_mut()) {
            (Role::Part, Some(word)) if word.position == token.position => word.parts.push((surface, term)),
            _ => words.push(Word { position: token.position, surface, term, parts: Vec::new() }),
        }
    });
    let mut groups: Vec<Group> = Vec::new();
    for group in words.into_iter().flat_map(Word::groups) {
        if groups.len() < MAX_GROUPS && groups.iter().all(|known| known.surface != group.surface) {
            groups.push(group);
        }
    }
    groups
}

/// A word of the query with its parts.
struct Word {
    position: u32,
    surface: String,
    term: String,
    parts: Vec<(String, String)>,
}

impl Word {
    /// The groups it asks for: one for each part where the parts are all of it (`web-analytics` asks for both words, and
    /// the whole will do for either), else one for the whole (`M-23-22` does not ask for 23).
    fn groups(self) -> Vec<Group> {
        let letters: usize = self.parts.iter().map(|(surface, _)| surface.len()).sum();
        if letters == self.surface.len() {
            let whole = self.term;
            let group = |(surface, term): (String, String)| Group {
                surface,
                variants: vec![(term, 1.0), (whole.clone(), 1.0)],
            };
            return self.parts.into_iter().map(group).collect();
        }
        let parts = self.parts.into_iter().filter(|(surface, _)| surface.chars().any(char::is_alphabetic));
        let variants = std::iter::once((self.term, 1.0)).chain(parts.map(|(_, term)| (term, PART))).collect();
        vec![Group { surface: self.surface, variants }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> String {
        let groups = groups(query, "en");
        let shown =
            groups.iter().map(|group| group.variants.iter().map(|(term, _)| &**term).collect::<Vec<_>>().join("|"));
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn parts_are_asked_for_where_they_are_all_of_the_word() {
        assert_eq!(asked("web-analytics guide guides"), "web|webanalyt analyt|webanalyt guid guid");
        assert_eq!(asked("e-mail M-23-22 .NET C++"), "email|mail m23-22 .net|net c++");
        assert_eq!(asked("visa visa VISA"), "visa");
        assert_eq!(asked("?!"), "");
    }
}

//! The passage of a text that best shows why it was found.

use guildhall_search::Analyzer;

/// Words of an excerpt.
const WINDOW: u32 = 30;
/// Words shown before the first match.
const LEAD: u32 = 6;

/// A window of about thirty words of `text` around the densest match, blanks joined, `…` where the text goes on.
/// `weight` gives the number of the query word that a term of the analyser's stands for, and what it is worth.
pub(super) fn excerpt(text: &str, analyzer: &mut Analyzer, weight: impl Fn(&str) -> Option<(usize, f32)>) -> String {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut matches: Vec<(u32, usize, f32)> = Vec::new();
    analyzer.for_each(text, |token| {
        // A word left out for its length takes a position but gives no token: the next one's span stands for both.
        while words.len() <= token.position as usize {
            words.push((token.span.start, token.span.end));
        }
        if let Some(word) = words.last_mut() {
            word.1 = word.1.max(token.span.end);
        }
        if let Some((group, worth)) = weight(token.group) {
            matches.push((token.position, group, worth));
        }
    });
    let first = densest(&matches).saturating_sub(LEAD) as usize;
    let last = (first + WINDOW as usize).min(words.len());
    let first = first.min(last.saturating_sub(WINDOW as usize));
    cut(text, words.get(first..last).unwrap_or_default())
}

/// The position of the first match of the best window: different words count, repeated ones little.
fn densest(matches: &[(u32, usize, f32)]) -> u32 {
    /// What a further match of the same word adds.
    const AGAIN: f32 = 0.1;
    let mut inside = [0_u32; super::query::MAX_GROUPS];
    let (mut score, mut best, mut best_at, mut end) = (0.0, 0.0, 0, 0);
    for (position, group, worth) in matches {
        while let Some((next, next_group, next_worth)) = matches.get(end)
            && *next < position.saturating_add(WINDOW - LEAD)
        {
            if let Some(count) = inside.get_mut(*next_group) {
                score += next_worth * if *count == 0 { 1.0 } else { AGAIN };
                *count += 1;
            }
            end += 1;
        }
        // A later window must be better by more than what adding and subtracting loses.
        if score > best + 1e-3 {
            (best, best_at) = (score, *position);
        }
        if let Some(count) = inside.get_mut(*group) {
            *count = count.saturating_sub(1);
            score -= worth * if *count == 0 { 1.0 } else { AGAIN };
        }
    }
    best_at
}

/// The words from the first to the last as they stand in the text.
fn cut(text: &str, words: &[(usize, usize)]) -> String {
    let (Some((start, _)), Some((_, end))) = (words.first(), words.last()) else { return String::new() };
    let stop = text.get(*end..).and_then(|rest| rest.chars().next()).filter(|c| matches!(c, '.' | '!' | '?' | '。'));
    let end = end + stop.map_or(0, char::len_utf8);
    let mut excerpt = String::new();
    if text.get(..*start).is_some_and(|before| before.contains(char::is_alphanumeric)) {
        excerpt.push('…');
    }
    for (index, word) in text.get(*start..end).unwrap_or_default().split_whitespace().enumerate() {
        if index > 0 {
            excerpt.push(' ');
        }
        excerpt.push_str(word);
    }
    if text.get(end..).is_some_and(|after| after.contains(char::is_alphanumeric)) {
        excerpt.push('…');
    }
    excerpt
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, asked: &[&str]) -> String {
        let find = |term: &str| asked.iter().position(|word| *word == term).map(|group| (group, 1.0));
        excerpt(text, &mut Analyzer::new("en"), find)
    }

    #[test]
    fn the_densest_passage_is_shown() {
        let filler = "one two three four five six seven eight nine ten ".repeat(8);
        let text = format!("A visa. {filler}\n\nGet  the visa\nfee back. {filler}");
        let shown = of(&text, &["visa", "fee"]);
        assert!(shown.starts_with('…') && shown.contains("Get the visa fee back.") && shown.ends_with('…'), "{shown}");
        assert_eq!(shown.split(' ').count(), 30);
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(of("Ask. \"Now\"!", &["now"]), "Ask. \"Now");
        assert_eq!(of("", &["now"]), "");
        assert_eq!(of(&format!("{} end", "x".repeat(100)), &["end"]), "…end");
    }
}

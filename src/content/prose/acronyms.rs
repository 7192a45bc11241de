//! Acronyms, and whether the page itself says what they stand for.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use crate::base::span::{Span, Spanned};
use crate::markdown::Run;

/// Acronyms that need no explanation.
const KNOWN: &[&str] = &[
    "AD", "AM", "API", "ASAP", "ATM", "BC", "BCC", "CC", "CD", "CEO", "CET", "CEST", "CFO", "CSS", "CSV", "CTO", "CV",
    "DIN", "DNS", "DOC", "DOCX", "DVD", "EDT", "EST", "ET", "EU", "EUR", "FAQ", "FYI", "GB", "GBP", "GIF", "GET",
    "GMT", "GPS", "HD", "HDMI", "HR", "HTML", "HTTP", "HTTPS", "ID", "IDS", "IP", "ISBN", "ISO", "IT", "JPEG", "JPG",
    "JSON", "KB", "LAN", "LED", "MB", "MP3", "MP4", "NASA", "NB", "OK", "PC", "PDF", "PDT", "PIN", "PM", "PNG", "POST",
    "PPT", "PS", "PST", "QR", "RAM", "RSS", "SIM", "SMS", "SQL", "SSD", "SSH", "SVG", "TB", "TODO", "TV", "TXT", "UK",
    "UN", "URI", "URL", "US", "USA", "USB", "USD", "UTC", "VAT", "VIP", "VPN", "WLAN", "WWW", "XLS", "XLSX", "XML",
    "ZIP",
];

/// Words that people stress by capitals, in the languages of the theme; none is an acronym that many use.
const STRESSED: &[&str] = &[
    "AFTER", "ALL", "ALLE", "ALSO", "ALWAYS", "AND", "ANTES", "ANY", "ARE", "AT", "AUF", "AVANT", "BEFORE", "BITTE",
    "BOTH", "BY", "CAN", "CANNOT", "CLOSE", "CON", "DAS", "DER", "DIE", "DO", "DOWN", "EACH", "EIN", "EINE", "EITHER",
    "EL", "EMPTY", "END", "ERST", "ESTE", "EVERY", "FIRST", "FOR", "FREE", "FROM", "FULL", "GO", "HALT", "HAVE",
    "HELP", "HERE", "HIER", "HOT", "HOW", "IF", "IMMER", "IN", "INTO", "IS", "IST", "JAMAIS", "JEDE", "JEDEN", "JETZT",
    "KEEP", "KEIN", "KEINE", "LA", "LAS", "LAST", "LEAVE", "LES", "LESS", "LOS", "MAKE", "MANY", "MAY", "MORE", "MOST",
    "MUST", "NACH", "NE", "NEIN", "NEVER", "NEW", "NEXT", "NI", "NICHT", "NIE", "NO", "NON", "NONE", "NOT", "NOTE",
    "NOW", "NUNCA", "NUR", "OF", "OFF", "OHNE", "ON", "ONCE", "ONE", "ONLY", "OPEN", "OR", "OU", "OUI", "OUT", "OVER",
    "PAR", "PARA", "PAS", "PLEASE", "PRESS", "PULL", "PUSH", "READ", "RED", "SAME", "SANS", "SAVE", "SEND", "SEUL",
    "SHALL", "SHOULD", "SIN", "SOLO", "START", "STAY", "STOP", "STOPP", "SUBMIT", "TAKE", "THAT", "THE", "THEN",
    "THESE", "THIS", "TIP", "TO", "TODOS", "TOUS", "TOUT", "TWO", "UNA", "UND", "UNDER", "UNE", "UNTIL", "UP", "USE",
    "VERY", "VOR", "WAIT", "WARN", "WAS", "WATCH", "WE", "WEAR", "WENN", "WHAT", "WHEN", "WHERE", "WHY", "WILL",
    "WITH", "YES", "YOU", "YOUR",
];

/// The shortest and the longest acronym, in letters.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=6;

/// A word in capitals.
struct Word<'a> {
    text: &'a str,
    span: Span,
    /// It stands alone, and is not part of an address, a number or a name with a sign in it.
    alone: bool,
    /// What follows explains it, or what stands around it: `Continuous integration (CI)`, `CI (continuous integration)`.
    explained: bool,
}

/// The first use of each acronym that the page does not explain, in the order of their letters.
pub(super) fn unexplained(source: Source<'_>, runs: &[Run]) -> Vec<Spanned<Box<str>>> {
    let mut used: BTreeMap<&str, Span> = BTreeMap::new();
    let mut explained: BTreeSet<&str> = BTreeSet::new();
    for run in runs {
        for_each(source.written(run), run.span.start, |word| {
            if word.explained {
                explained.insert(word.text);
            } else if word.alone && !is_known(word.text) {
                used.entry(word.text).or_insert(word.span);
            }
        });
    }
    // What stands in an `<abbr>` says in its title what it means.
    let markdown = source.markdown();
    // No acronym is longer than a few letters, so nothing has to be looked for far back.
    let before = |at: usize| markdown.get(markdown.floor_char_boundary(at.saturating_sub(20))..at);
    let abbreviated = markdown.match_indices("</abbr").filter_map(|(at, _)| before(at));
    explained.extend(abbreviated.filter_map(|text| text.rsplit('>').next()));
    used.retain(|word, _| !explained.contains(word));
    let stressed = stressed(source, runs, &used);
    let open = used.into_iter().filter(|(word, _)| !stressed.contains(&word.to_ascii_lowercase()));
    open.map(|(word, span)| Spanned::new(word.into(), span)).collect()
}

/// Those of `used` that the page also writes in small letters: words that somebody stressed.
fn stressed(source: Source<'_>, runs: &[Run], used: &BTreeMap<&str, Span>) -> BTreeSet<String> {
    let mut small: BTreeSet<String> = used.keys().map(|word| word.to_ascii_lowercase()).collect();
    // Hardly any stands on the page at all, which is quickly seen.
    small.retain(|word| source.markdown().contains(&**word));
    small.retain(|word| runs.iter().any(|run| has_word(source.written(run), word)));
    small
}

/// Whether `word` stands in `text`, not as a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Every word in capitals, unless three or more stand in a row: that is a voice raised, and no acronym.
fn for_each<'a>(text: &'a str, base: u32, mut take: impl FnMut(Word<'a>)) {
    let mut row: Vec<Word<'a>> = Vec::new();
    let mut flush = |row: &mut Vec<Word<'a>>| {
        let raised = row.len() > 2;
        row.drain(..).filter(|_| !raised).for_each(&mut take);
    };
    let bytes = text.as_bytes();
    let mut end = 0;
    while let Some(start) = capitals(bytes, end) {
        if !row.is_empty() && bytes.get(end..start).is_some_and(|between| between.iter().copied().any(is_letter)) {
            flush(&mut row);
        }
        let length = bytes.get(start..).map_or(0, |rest| rest.iter().take_while(|byte| is_letter(**byte)).count());
        end = start + length.max(1);
        match text.get(start..end).and_then(acronym) {
            Some(acronym) => row.push(Word {
                text: acronym,
                span: Span::new(start..start + acronym.len()).shifted(base as usize),
                alone: stands_alone(bytes, start, end),
                explained: is_explained(bytes, start, end),
            }),
            None => flush(&mut row),
        }
    }
    flush(&mut row);
}

/// Where the next word begins, from `from` on, whose first two letters are capitals, or a capital and a digit: nearly every
/// word is passed by.
fn capitals(bytes: &[u8], from: usize) -> Option<usize> {
    let pairs = bytes.get(from..)?.windows(2);
    let mut found = pairs.enumerate().filter(|(_, pair)| {
        matches!(pair, [first, second] if first.is_ascii_uppercase() && (second.is_ascii_uppercase() || second.is_ascii_digit()))
    });
    let begins =
        |at: &usize| at.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|byte| !is_letter(*byte));
    found.find_map(|(at, _)| Some(from + at).filter(begins))
}

/// Letters of all scripts, digits and `_` make a word.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The word without the `s` of its plural, if it is in capitals.
fn acronym(word: &str) -> Option<&str> {
    let word = word.strip_suffix('s').unwrap_or(word);
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    let whole = word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let fits = LENGTH.contains(&word.len()) && word.starts_with(|c: char| c.is_ascii_uppercase());
    // `FY18` is a number with a name.
    let counted = word.bytes().rev().take_while(u8::is_ascii_digit).count() > 1;
    (whole && fits && capitals >= 2 && !counted).then_some(word)
}

fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    let after = bytes.get(end);
    let joined =
        |byte: &u8| matches!(byte, b'/' | b'\\' | b'@' | b':' | b'#' | b'$' | b'%' | b'=' | b'&' | b'+' | b'-');
    let before_joins = before.is_some_and(|byte| joined(byte) || matches!(byte, b'.' | b'<' | b'{' | b'['));
    let after_joins = after.is_some_and(|byte| match byte {
        b':' => bytes.get(end + 1).is_some_and(|next| !next.is_ascii_whitespace()),
        b'.' => bytes.get(end + 1).is_some_and(|next| is_letter(*next)),
        byte => joined(byte) || matches!(byte, b'>' | b'}' | b']' | b'('),
    });
    // `San Francisco, CA` is a place.
    let place = end - start == 2 && bytes.get(..start).is_some_and(|before| before.ends_with(b", "));
    !before_joins && !after_joins && !place
}

/// In brackets behind its words, or before brackets that hold them.
fn is_explained(bytes: &[u8], start: usize, end: usize) -> bool {
    let inside = start.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b'(')
        && matches!(bytes.get(end), Some(b')' | b',' | b';'))
        && start > 1;
    let before = bytes.get(end..).is_some_and(|rest| rest.starts_with(b" ("));
    inside || before
}

/// What everybody knows, what is only stressed, or a number such as `VIII`.
fn is_known(word: &str) -> bool {
    KNOWN.contains(&word) || STRESSED.contains(&word) || word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}

#[cfg(test)]
mod tests {
    use super::super::tests::acronyms;

    #[test]
    fn a_word_in_capitals_is_told_at_its_first_use() {
        assert_eq!(acronyms("Ask the CAB. Two SLAs, *one* CAB.\n"), ["CAB", "SLA"]);
    }

    #[test]
    fn what_is_explained_known_or_no_acronym_is_left_out() {
        for fine in [
            "The change advisory board (CAB) meets. Ask the CAB.\n",
            "CAB (change advisory board). Ask the CAB.\n",
            "Ask the <abbr title=\"x\">CAB</abbr>.\n",
            "As a PDF on the VPN.\n",
            "See `CAB` and <https://x.example/CAB>.\n",
            "PLEASE DO NOT ENTER.\n",
            "You ARE late, as you often are.\n",
            "STOP. Press it NEVER when hot; NICHT hier, *JAMAIS*.\n",
            "In Paris, TX, in FY18.\n",
            "Chapter VIII, ticket ABC-123, file A4, X.CAB, MAX_LEN, ÄCAB.\n",
            "# CAB\n",
            "```\nCAB\n```\n",
        ] {
            assert_eq!(acronyms(fine), Vec::<String>::new(), "{fine}");
        }
    }
}

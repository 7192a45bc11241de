//! Text made safe for where it goes: HTML, addresses, terminals; and the nearest known word.

use std::borrow::Cow;
use std::cell::Cell;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Most bytes of one part of an address. File systems take 255; half leaves room for `.html`, `-2` and the like.
const SLUG_BYTES: usize = 120;
/// Most characters of somebody's text in a message.
const SHOWN_CHARS: usize = 60;
/// Words longer than this have no nearest word: the comparison costs the product of the lengths.
const NEAREST_CHARS: usize = 80;

/// Appends `text` to `html`, escaped for element content and for double-quoted attributes. U+0000, which HTML cannot
/// hold, becomes U+FFFD.
pub fn escape_into(html: &mut String, text: &str) {
    /// Many bytes are looked at with a few instructions.
    const BLOCK: usize = 32;
    let special = |byte: &u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0);
    let mut done = 0;
    for (index, block) in text.as_bytes().chunks(BLOCK).enumerate() {
        // Counted and not searched, for a loop without a way out is the one that is made so.
        if block.iter().filter(|byte| special(byte)).count() == 0 {
            continue;
        }
        for (at, byte) in block.iter().enumerate().filter(|(_, byte)| special(byte)) {
            let at = index * BLOCK + at;
            html.push_str(&text[done..at]);
            html.push_str(match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                _ => "\u{fffd}",
            });
            done = at + 1;
        }
    }
    html.push_str(&text[done..]);
}

/// `text` escaped for HTML.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_into(&mut html, text);
    html
}

/// `text` in lower case, composed (NFC): what differs only in case or composition becomes the same.
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// Whether `text` is plainly as [`lower`] makes it; `false` may mean that it would take a closer look.
pub fn is_lower(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// One part of an address made of a name: `Café & Bar` becomes `café-bar`.
///
/// Lower case, NFC. Letters and digits of every script and `_` are kept, and a dot between two digits (`v1.2`).
/// Apostrophes and what cannot be seen are dropped; anything else parts words: one `-`, never at an end. Cut to 120
/// bytes. The names of Windows devices get a `-` behind them. Empty when `name` has no letter, digit or `_`.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut parted = false;
    let name = lower(name);
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        if is_invisible(letter) || matches!(letter, '\'' | '’' | 'ʼ') {
            continue;
        }
        let after_digit = !parted && slug.ends_with(|last: char| last.is_ascii_digit());
        let keep = match letter {
            '.' => after_digit && letters.peek().is_some_and(char::is_ascii_digit),
            // A mark belongs to the letter before it; alone it would sit on the `-` or `/`.
            mark if is_combining_mark(mark) => !parted && !slug.is_empty(),
            other => other.is_alphanumeric() || other == '_',
        };
        if !keep {
            parted = true;
            continue;
        }
        let width = letter.len_utf8() + usize::from(parted);
        if slug.len() + width > SLUG_BYTES {
            break;
        }
        if parted && !slug.is_empty() {
            slug.push('-');
        }
        parted = false;
        slug.push(letter);
    }
    slug.truncate(slug.trim_end_matches('.').len());
    let stem = slug.split('.').next().unwrap_or_default().len();
    if is_device(&slug[..stem]) {
        slug.insert(stem, '-');
    }
    slug
}

/// Most bytes of what [`is_device`] is true for.
pub const DEVICE_BYTES: usize = "com¹".len();

/// Whether Windows takes `stem` (lower case, before the first dot) for a device instead of a file.
pub fn is_device(stem: &str) -> bool {
    let port = |rest: &str| matches!(rest, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³");
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || stem.strip_prefix("com").is_some_and(port)
        || stem.strip_prefix("lpt").is_some_and(port)
}

/// The id that GitHub gives a heading with this text, before `-1` for a repeat: lower case, blanks to `-`, and only
/// letters, marks, digits, `-` and `_` kept. Nothing is collapsed: `A & B` becomes `a--b`.
pub fn github_slug(heading: &str) -> String {
    let mut id = String::with_capacity(heading.len());
    for letter in heading.trim().chars() {
        if letter.is_whitespace() {
            id.push('-');
        } else if letter.is_ascii() {
            if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_') {
                id.push(letter.to_ascii_lowercase());
            }
        } else if letter.is_alphanumeric() || is_combining_mark(letter) {
            id.extend(letter.to_lowercase());
        }
    }
    id
}

/// The whole address of a page or file of the site at `url`, which ends in `/`.
pub fn whole_address(url: &str, address: &str) -> String {
    [url, &encode_path(address)].concat()
}

/// An address or path percent-encoded for `href`: all but unreserved ASCII (RFC 3986, 2.3) and `/`.
///
/// `:` is encoded too, so that the first part is never taken for a scheme.
pub fn encode_path(path: &str) -> Cow<'_, str> {
    encode(path, b"/-._~")
}

/// A text percent-encoded for any one place in an address: all but unreserved ASCII.
pub fn encode_part(text: &str) -> Cow<'_, str> {
    encode(text, b"-._~")
}

/// `text` percent-encoded, all but letters and digits of ASCII and what is in `kept`.
fn encode<'t>(text: &'t str, kept: &[u8]) -> Cow<'t, str> {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || kept.contains(&byte);
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if plain(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    Cow::Owned(encoded)
}

/// `text` with `%20` and the like decoded; `None` when a `%` is not followed by two hex digits or the result is not
/// UTF-8: then it was hardly meant as an encoded path, and is best taken as written.
pub fn decode_percent(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let high = char::from(rest.next()?).to_digit(16)?;
        let low = char::from(rest.next()?).to_digit(16)?;
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// The first number in a text, as people write it: `6.5 hours`, `1,200 a month`, `9 %`. A point or comma before three
/// digits groups them, unless nothing but a 0 stands before it.
pub fn amount(text: &str) -> Option<f64> {
    let rest = &text[text.find(|c: char| c.is_ascii_digit())?..];
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
    let mut plain = String::new();
    for (n, part) in rest[..end].trim_end_matches(['.', ',']).split(['.', ',']).enumerate() {
        if n > 0 && (part.len() != 3 || plain == "0") {
            plain.push('.');
        }
        plain.push_str(part);
    }
    plain.parse().ok()
}

/// Somebody's text for a message: control characters and what cannot be seen or turns the direction of text are
/// escaped as in Rust (`\n`, `\u{202e}`), and more than 60 characters are cut with `…`.
pub fn shown(text: &str) -> String {
    let mut shown = String::new();
    let mut count = 0;
    for letter in text.chars() {
        let from = shown.len();
        match letter {
            '\n' | '\r' | '\t' => shown.extend(letter.escape_default()),
            hidden if hidden.is_control() || is_invisible(hidden) || matches!(hidden, '\u{2028}' | '\u{2029}') => {
                shown.extend(hidden.escape_unicode());
            }
            plain => shown.push(plain),
        }
        count += shown[from..].chars().count();
        if count > SHOWN_CHARS {
            shown.truncate(from);
            shown.push('…');
            break;
        }
    }
    shown
}

/// Whether `letter` takes no room on the page: zero-width, joiners, direction marks and overrides, variation selectors,
/// soft hyphens, fillers, tags and control characters (tab and line ends are blanks, not invisible).
pub fn is_invisible(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' => false,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        other => other.is_control(),
    }
}

/// Whether `letter` embeds, overrides or isolates the direction of the text after it, or ends that (UAX 9).
pub fn is_direction_control(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The candidate that `word` was most likely meant to be, if one is near enough: at most one slip (a letter wrong,
/// missing, added, or two swapped) in three letters. Letter case does not count, and `_`, `-` and blank are the same.
///
/// Of equally near ones the one that starts more alike, then the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word);
    let length = word.chars().count();
    if length > NEAREST_CHARS {
        return None;
    }
    let mut best: Option<(usize, f64, &'a str)> = None;
    for candidate in candidates {
        let other = folded(candidate);
        let other_length = other.chars().count();
        let slips = length.max(other_length) / 3;
        if length.abs_diff(other_length) > slips {
            continue;
        }
        let distance = strsim::osa_distance(&word, &other);
        if distance > slips || best.is_some_and(|(least, ..)| distance > least) {
            continue;
        }
        let likeness = strsim::jaro_winkler(&word, &other);
        if best.is_none_or(|(least, most, _)| distance < least || likeness > most) {
            best = Some((distance, likeness, candidate));
        }
    }
    best.map(|(.., candidate)| candidate)
}

/// How many names are still compared for hints. Many wrong names, each compared with all that there are, take time that
/// grows with the product of both; whoever makes so many mistakes is helped with the first of them.
#[derive(Debug)]
pub struct Patience(Cell<usize>);

impl Patience {
    /// For this many names.
    pub fn new(names: usize) -> Self {
        Self(Cell::new(names))
    }

    /// [`nearest`], or nothing once patience is at its end.
    pub fn nearest<'a>(&self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let left = self.0.get();
        if left == 0 {
            return None;
        }
        let mut compared = 0;
        let found = nearest(word, candidates.into_iter().inspect(|_| compared += 1));
        self.0.set(left.saturating_sub(compared));
        found
    }
}

fn folded(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).map(|c| if matches!(c, '_' | ' ') { '-' } else { c }).collect()
}

/// The beginning of `text` in at most `max` characters, blanks and line ends collapsed: whole sentences when the first
/// ones fill at least half of it, else whole words and `…`.
pub fn excerpt(text: &str, max: usize) -> String {
    let mut excerpt = String::new();
    let mut count = 0;
    let mut sentence = None;
    for word in text.split_whitespace() {
        let length = word.chars().count() + usize::from(!excerpt.is_empty());
        if count + length > max {
            if let Some(end) = sentence {
                excerpt.truncate(end);
            } else {
                if excerpt.is_empty() {
                    excerpt.extend(word.chars().take(max.saturating_sub(1)));
                }
                excerpt.push('…');
            }
            break;
        }
        if !excerpt.is_empty() {
            excerpt.push(' ');
        }
        excerpt.push_str(word);
        count += length;
        let ends = word.trim_end_matches(['"', '\'', ')', '”', '’', '»']).ends_with(['.', '!', '?', '。', '؟', '？']);
        if ends && count * 2 >= max {
            sentence = Some(excerpt.len());
        }
    }
    excerpt
}

/// A title made of a file's name: `travel_costs-2026` becomes `Travel costs 2026`.
pub fn title_from_name(name: &str) -> String {
    let spaced: String =
        name.chars().map(|c| if c == '-' || c == '_' { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => shown(name),
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;

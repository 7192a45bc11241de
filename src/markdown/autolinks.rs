//! Bare addresses in text: `https://…`, `www.…` and mail addresses become links, as GitHub Flavored Markdown says
//! (section 6.9). One pass; a place is looked at a bounded number of times.

use std::ops::Range;

/// No host name is longer (RFC 1035, 2.3.4), so looking for its end stays cheap.
const HOST_LETTERS: usize = 255;
/// No mailbox's name is longer (RFC 5321, 4.5.3.1.1), so looking back stays cheap.
const MAILBOX_LETTERS: usize = 64;

/// An address found in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Where it leads, with a scheme.
    pub(super) target: String,
}

/// All bare addresses in `text`, in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if !(text.contains('@') || text.contains("://") || text.contains("www.")) {
        return found;
    }
    let bytes = text.as_bytes();
    let mut done = 0;
    let mut at = 0;
    while at < bytes.len() {
        let hit = match bytes[at] {
            b':' if bytes[at..].starts_with(b"://") => web_scheme(text, at, done),
            b'w' if bytes[at..].starts_with(b"www.") => web_www(text, at, done),
            b'@' => mail(text, at, done),
            _ => None,
        };
        if let Some(hit) = hit {
            at = hit.range.end;
            done = at;
            found.push(hit);
        } else {
            at += 1;
        }
    }
    found
}

/// `http://…` or `https://…` around the `://` at `at`; nothing before `from` belongs to it.
fn web_scheme(text: &str, at: usize, from: usize) -> Option<Found> {
    let before = text.get(from..at)?;
    let ends = |scheme: &str| {
        let start = before.len().checked_sub(scheme.len())?;
        before.get(start..).filter(|end| end.eq_ignore_ascii_case(scheme)).map(|_| from + start)
    };
    let start = ends("https").or_else(|| ends("http"))?;
    starts_word(text, start).then_some(())?;
    let end = web_end(text, at + 3, 0)?;
    Some(Found { range: start..end, target: text[start..end].to_owned() })
}

/// `www.…` at `at`.
fn web_www(text: &str, at: usize, from: usize) -> Option<Found> {
    (at >= from && starts_word(text, at)).then_some(())?;
    let end = web_end(text, at, 1)?;
    Some(Found { range: at..end, target: format!("http://{}", &text[at..end]) })
}

fn starts_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|before: char| before.is_alphanumeric() || matches!(before, '/' | '@' | '.' | '-' | '_'))
        || text[..at].ends_with('_')
}

/// The end of an address whose host starts at `host` and has at least `dots` dots.
fn web_end(text: &str, host: usize, dots: usize) -> Option<usize> {
    let rest = text.get(host..)?;
    let in_host = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let host_end: usize = rest.chars().take(HOST_LETTERS + 1).take_while(in_host).map(char::len_utf8).sum();
    if rest[..host_end].chars().count() > HOST_LETTERS {
        return None;
    }
    let name = rest[..host_end].trim_end_matches(['.', '_']);
    let mut parts = name.rsplit('.');
    let last_two = [parts.next(), parts.next()];
    if name.starts_with('.') || name.is_empty() || last_two.iter().flatten().any(|part| part.contains('_')) {
        return None;
    }
    if name.matches('.').count() < dots {
        return None;
    }
    let end = rest.find(ends_address).unwrap_or(rest.len());
    Some(host + trimmed(&rest[..end.max(name.len())]))
}

/// Blanks, `<`, and the punctuation of scripts that are written without blanks.
fn ends_address(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '<' | '"' | '`' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

/// The length of `address` without the punctuation at its end that belongs to the sentence: `)` only where no `(`
/// answers it.
fn trimmed(address: &str) -> usize {
    let count = |byte: u8| address.bytes().filter(|b| *b == byte).count();
    let (opened, mut closed) = (count(b'('), count(b')'));
    let mut end = address.len();
    while let Some(last) = address[..end].chars().next_back() {
        match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | ';' | '’' | '”' | '…' => {}
            ')' if closed > opened => closed -= 1,
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

/// A mail address around the `@` at `at`; nothing before `from` belongs to it.
fn mail(text: &str, at: usize, from: usize) -> Option<Found> {
    let local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
    let before = text.as_bytes().get(from..at)?;
    let length = before.iter().rev().take(MAILBOX_LETTERS + 1).take_while(|b| local(b)).count();
    let start = at - length;
    if length == 0 || length > MAILBOX_LETTERS || text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '/') {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let domain = rest
        .bytes()
        .take(HOST_LETTERS + 1)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        .count();
    let domain = rest[..domain].trim_end_matches('.');
    let fine = domain.len() <= HOST_LETTERS
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.contains("..")
        && !domain.ends_with(['-', '_']);
    fine.then(|| {
        let range = start..at + 1 + domain.len();
        Found { target: format!("mailto:{}", &text[range.clone()]), range }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<String> {
        find(text).into_iter().map(|found| found.target).collect()
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, expected) in [
            ("see https://example.org/a_b.", "https://example.org/a_b"),
            ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
            ("at www.example.org/x?y=1, then", "http://www.example.org/x?y=1"),
            ("HTTP://localhost:8080/x!", "HTTP://localhost:8080/x"),
            ("见https://example.org/a。更多", ""),
            ("见 https://example.org/a。更多", "https://example.org/a"),
            ("write to first.last+tag@example.org.", "mailto:first.last+tag@example.org"),
            ("_www.example.org_", "http://www.example.org"),
        ] {
            assert_eq!(targets(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_stays_text() {
        for text in ["ftp://x.org", "http://", "www.", "a@b", "a@b.c-", "@example.org", "xhttp://a.b", "www.a_b", "://"]
        {
            assert!(targets(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn several_addresses_do_not_overlap() {
        let text = "a@example.org b@example.org https://x.org/c@example.org";
        assert_eq!(targets(text), ["mailto:a@example.org", "mailto:b@example.org", "https://x.org/c@example.org"]);
    }
}

//! Cuts raw HTML into tags and text. Knows nothing of what is allowed, and is forgiving: what is no whole tag is text.

use std::ops::Range;

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, entities not yet resolved.
    Text(&'a str),
    /// `<name …>`.
    Open { name: &'a str, attributes: &'a str },
    /// `</name>`.
    Close { name: &'a str },
    /// A comment, declaration or processing instruction.
    Hidden { closed: bool },
}

/// Walks over a piece of raw HTML.
pub(super) struct Scanner<'a> {
    html: &'a str,
    at: usize,
    /// Where the last token began.
    start: usize,
    /// Names whose closing tag is known not to come any more, so that looking for it stays linear.
    unclosed: Vec<&'static str>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { html, at: 0, start: 0, unclosed: Vec::new() }
    }

    /// The place of the last token.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.at
    }

    /// Goes on behind `</name>`; where there is none, behind all (`to_end`) or not at all.
    pub(super) fn skip_element(&mut self, name: &'static str, to_end: bool) {
        if !self.unclosed.contains(&name) {
            let bytes = self.html.as_bytes();
            let mut from = self.at;
            while let Some(found) = self.html.get(from..).and_then(|rest| rest.find("</")) {
                let tag = from + found + 2;
                let end = tag + name.len();
                let named = bytes.get(tag..end).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
                if named && !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
                    self.at = self.html[end..].find('>').map_or(self.html.len(), |close| end + close + 1);
                    return;
                }
                from = tag;
            }
            self.unclosed.push(name);
        }
        if to_end {
            self.at = self.html.len();
        }
    }

    fn tag(&mut self) -> Option<Token<'a>> {
        let rest = self.html.get(self.at..)?;
        let hidden = [("<!--", "-->", 2), ("<![CDATA[", "]]>", 9), ("<?", ">", 2), ("<!", ">", 2)];
        for (open, close, skip) in hidden {
            let letter_follows = open != "<!" || rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic);
            if rest.starts_with(open) && letter_follows {
                let end = rest.get(skip..).and_then(|rest| rest.find(close)).map(|end| skip + end + close.len());
                self.at += end.unwrap_or(rest.len());
                return Some(Token::Hidden { closed: end.is_some() });
            }
        }
        let closing = rest.starts_with("</");
        let name_start = if closing { 2 } else { 1 };
        let name = rest.get(name_start..)?;
        let length = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(name.len());
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let inside = name_start + length;
        let end = inside + tag_end(&rest[inside..])?;
        self.at += end + 1;
        let name = &name[..length];
        Some(if closing { Token::Close { name } } else { Token::Open { name, attributes: &rest[inside..end] } })
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.start = self.at;
        if self.at >= self.html.len() {
            return None;
        }
        let bracket = self.html.as_bytes().get(self.at) == Some(&b'<');
        if bracket && let Some(token) = self.tag() {
            return Some(token);
        }
        // A `<` that begins nothing is text.
        let from = self.at + usize::from(bracket);
        self.at = self.html.get(from..)?.find('<').map_or(self.html.len(), |found| from + found);
        self.html.get(self.start..self.at).map(Token::Text)
    }
}

/// Where the `>` is that ends the tag; `None` when another `<` or the end comes first.
fn tag_end(inside: &str) -> Option<usize> {
    let bytes = inside.as_bytes();
    let mut at = 0;
    let mut after_equals = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return Some(at),
            b'<' => return None,
            quote @ (b'"' | b'\'') if after_equals => {
                at += 1 + bytes.get(at + 1..)?.iter().position(|b| b == quote)?;
                after_equals = false;
            }
            b'=' => after_equals = true,
            byte if byte.is_ascii_whitespace() => {}
            _ => after_equals = false,
        }
        at += 1;
    }
    None
}

/// The attributes of a tag, `(name in lower case, value as written)`; of two with one name the first.
pub(super) fn attributes(mut inside: &str) -> Vec<(String, &str)> {
    let mut found: Vec<(String, &str)> = Vec::new();
    loop {
        inside = inside.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let length = inside
            .char_indices()
            .find(|(at, c)| c.is_ascii_whitespace() || *c == '/' || (*c == '=' && *at > 0))
            .map_or(inside.len(), |(at, _)| at);
        if length == 0 {
            return found;
        }
        let (name, rest) = inside.split_at(length);
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let value = match rest.strip_prefix('=') {
            None => {
                inside = rest;
                ""
            }
            Some(rest) => {
                let rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
                let (value, after) = value(rest);
                inside = after;
                value
            }
        };
        // A tag with hundreds of attributes is no tag of ours; comparing each with each must stay cheap.
        if found.len() < 64 {
            let name = name.to_ascii_lowercase();
            if !found.iter().any(|(other, _)| *other == name) {
                found.push((name, value));
            }
        }
    }
}

fn value(rest: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = rest.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    rest.split_at(rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_ends_at_its_own_bracket() {
        let tokens: Vec<_> = Scanner::new("a<b title='>' x>c</b >d<!-- > --><?x?>").collect();
        assert_eq!(
            tokens,
            [
                Token::Text("a"),
                Token::Open { name: "b", attributes: " title='>' x" },
                Token::Text("c"),
                Token::Close { name: "b" },
                Token::Text("d"),
                Token::Hidden { closed: true },
                Token::Hidden { closed: true },
            ]
        );
    }

    #[test]
    fn what_is_no_whole_tag_is_text() {
        for text in ["<", "< b", "<b", "<b title=\"x>", "<3", "</", "<b <"] {
            assert!(Scanner::new(text).all(|token| matches!(token, Token::Text(_))), "{text}");
        }
        assert_eq!(Scanner::new("<!-- x").next(), Some(Token::Hidden { closed: false }));
        assert_eq!(Scanner::new("<!-->x").next(), Some(Token::Hidden { closed: true }));
    }

    #[test]
    fn attributes_are_read_as_browsers_read_them() {
        let of = |inside| attributes(inside).into_iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("|");
        assert_eq!(of(" HREF = 'a b' x y=1/2 z=\"\" x=2/"), "href=a b|x=|y=1/2|z=");
        assert_eq!(of("/onload=x"), "onload=x");
        assert_eq!(of(" =a=b"), "=a=b");
    }
}

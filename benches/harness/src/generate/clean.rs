//! Makes the text of a real page fit for any generator.
//!
//! The given pages belong to Hugo and Jekyll sites: shortcodes, Liquid tags, raw HTML, images and pages that are not
//! here. Hugo stops at a shortcode it does not know, and every generator should have the same work. So templates and
//! raw HTML are cut, an image becomes its description, and a link that stays in the site becomes [`LINK`], which
//! [`super::page`] points at a page of the generated site. Not a Markdown parser: it reads lines and knows fences.

/// What stands for a link into the site, from its `]` on.
pub const LINK: &str = "](@)";

/// The cleaned text of a body, without front matter.
pub fn clean(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut fence = Fence::default();
    let mut open = None;
    let mut blank = true;
    for line in body.lines() {
        let fenced = fence.holds(line);
        if line.trim().is_empty() {
            open = open.filter(|closer: &&str| closer.len() > 2);
        }
        let mut text = cut(line, &mut open, fenced);
        if !fenced {
            if is_definition(&text) {
                continue;
            }
            text = links(&images(&text));
        }
        let text = text.replace("{{", "{ {").replace("{%", "{ %");
        let empty = text.trim().is_empty();
        if !(empty && blank) {
            out.push_str(if empty { "" } else { text.trim_end() });
            out.push('\n');
        }
        blank = empty;
    }
    if fence.is_open() {
        out.push_str("```\n");
    }
    out
}

/// Knows whether a line belongs to fenced code.
#[derive(Debug, Default)]
pub struct Fence(Option<&'static str>);

impl Fence {
    /// Takes the next line in; true for the fences and all between them.
    pub fn holds(&mut self, line: &str) -> bool {
        let marker = ["```", "~~~"].into_iter().find(|marker| line.trim_start().starts_with(marker));
        match (self.0, marker) {
            (None, None) => false,
            (None, Some(marker)) => {
                // Three marks on one line are a code span.
                let opens = !line.trim_start()[marker.len()..].contains(marker);
                self.0 = opens.then_some(marker);
                opens
            }
            (Some(open), marker) => {
                if marker == Some(open) {
                    self.0 = None;
                }
                true
            }
        }
    }

    /// Whether the text has ended inside code.
    pub fn is_open(&self) -> bool {
        self.0.is_some()
    }
}

/// The line without templates, comments, scripts and tags. `open` is the end of the one the line begins in.
fn cut(line: &str, open: &mut Option<&'static str>, fenced: bool) -> String {
    let mut out = String::new();
    let mut rest = line;
    let mut code = false;
    loop {
        if let Some(closer) = *open {
            let Some(at) = rest.find(closer) else { return out };
            rest = &rest[at + closer.len()..];
            *open = None;
        }
        let Some((at, closer)) = opener(rest, fenced, &mut code) else {
            out.push_str(rest);
            return out;
        };
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        *open = Some(closer);
    }
}

/// Where the next thing to cut begins, and what ends it. `code` is whether a code span is open.
fn opener(text: &str, fenced: bool, code: &mut bool) -> Option<(usize, &'static str)> {
    for (at, byte) in text.bytes().enumerate() {
        let rest = &text.as_bytes()[at..];
        match byte {
            b'{' if rest.starts_with(b"{{") => return Some((at, "}}")),
            b'{' if rest.starts_with(b"{%") => return Some((at, "%}")),
            b'{' if !fenced && rest.starts_with(b"{:") => return Some((at, "}")),
            b'`' if !fenced => *code = !*code && rest[1..].contains(&b'`'),
            b'<' if !fenced && !*code => {
                if let Some(closer) = tag(rest) {
                    return Some((at, closer));
                }
            }
            _ => {}
        }
    }
    None
}

/// What ends the raw HTML that begins here; `None` where it is an address in angle brackets, or no HTML.
fn tag(rest: &[u8]) -> Option<&'static str> {
    const WHOLE: [(&[u8], &str); 3] = [(b"<!--", "-->"), (b"<script", "</script>"), (b"<style", "</style>")];
    if let Some((_, closer)) = WHOLE.into_iter().find(|(begin, _)| rest.starts_with(begin)) {
        return Some(closer);
    }
    let inner = rest.get(1..)?;
    let address = inner.split(|byte| *byte == b'>').next()?;
    let is_address = !address.contains(&b' ') && (address.contains(&b':') || address.contains(&b'@'));
    let begins = inner.first().is_some_and(|byte| byte.is_ascii_alphabetic() || b"/!?".contains(byte));
    (begins && !is_address).then_some(">")
}

/// Whether the line defines a link or footnote: its users are in sections that may go elsewhere.
fn is_definition(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('[') && line.find("]:").is_some_and(|end| !line[..end].contains("]("))
}

/// Puts the description in place of each image.
fn images(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("![") {
        let Some((text, after)) = split_link(&rest[at + 2..]) else { break };
        out.push_str(&rest[..at]);
        out.push_str(text);
        rest = after.1;
    }
    out + rest
}

/// Puts [`LINK`] in place of every target that is not an address of the web or of mail.
fn links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("](") {
        let Some((_, (target, after))) = split_link(&rest[at..]) else { break };
        let outside = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme));
        out.push_str(&rest[..at]);
        if outside && !target.contains([' ', '<', '>', '"']) {
            out.push_str(&rest[at..rest.len() - after.len()]);
        } else {
            out.push_str(LINK);
        }
        rest = after;
    }
    out + rest
}

/// Splits `text](target) after` into its text, target and what comes after; parentheses in a target are balanced.
fn split_link(text: &str) -> Option<(&str, (&str, &str))> {
    let end = text.find("](")?;
    let target = &text[end + 2..];
    let mut depth = 1_usize;
    for (at, byte) in target.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&text[..end], (target[..at].trim(), &target[at + 1..])));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_go_everywhere_even_over_lines() {
        assert_eq!(clean("a {{< ref \"x\" >}} b\n```sh\nx={{ y }}\n```\n"), "a  b\n```sh\nx=\n```\n");
        assert_eq!(clean("{% image\n  src=\"x\"\n%}after\n"), "after\n");
        assert_eq!(clean("{{{ x\n\nnext {\n"), "\nnext {\n".trim_start_matches('\n'));
    }

    #[test]
    fn raw_html_goes_and_addresses_and_code_stay() {
        assert_eq!(clean("<b>x</b> <https://a.example> `<c>` a < b\n"), "x <https://a.example> `<c>` a < b\n");
        assert_eq!(clean("<script>\nx\n\ny</script>z <!-- a\nb --> c\n"), "z\n c\n");
        assert_eq!(clean("```\n<b>\n```\n"), "```\n<b>\n```\n");
    }

    #[test]
    fn links_into_the_site_are_marked() {
        assert_eq!(
            clean("[a](/x/) [b](https://c.example/(d)) [e](#f)\n"),
            "[a](@) [b](https://c.example/(d)) [e](@)\n"
        );
        assert_eq!(clean("[![logo](l.png)](https://c.example) ![x](y)\n"), "[logo](https://c.example) x\n");
        assert_eq!(clean("[a]: /x\nb {: .c}\n"), "b\n");
    }

    #[test]
    fn an_open_fence_is_closed() {
        assert_eq!(clean("```\nx\n"), "```\nx\n```\n");
    }
}

//! Links that begin a mail, an issue or a form with what is known: which page, where, and what it is about.
//!
//! Every server and mail program takes addresses up to some length only. What does not fit is left out from the least
//! important on: titles are cut behind a whole word, then the source is left out, then the words that ask; an address is
//! never cut, as half of one leads elsewhere.

use tera::{Error, Kwargs, State, TeraResult, Value};
use unicode_normalization::char::is_combining_mark;

use super::strings::{Strings, fill};
use crate::base::text::encode_part;

/// Most characters of a title: forges take 255 in a line, and words such as `Question:` come before it.
const TITLE_CHARS: usize = 200;
/// Bytes that a cut title shall have at least before something else is left out for it.
const TITLE_BYTES: usize = 120;
const CUT: char = '…';

/// What is known when a reader begins to write.
#[derive(Clone, Copy, Debug)]
struct Letter<'a> {
    /// With `{title}`: what the letter is about, in a line.
    subject: &'a str,
    /// What the reader is asked to write, in a line.
    prompt: &'a str,
    /// With `{title}`.
    page_line: &'a str,
    /// With `{source}`.
    source_line: &'a str,
    title: &'a str,
    address: &'a str,
    source: &'a str,
    language: &'a str,
    action: &'a str,
}

/// The filter `contact`: an address whose places are filled in.
pub(super) fn contact(strings: &Strings, template: &str, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    if !template.contains('{') {
        return Ok(Value::normal_string(template));
    }
    let language = state.get::<Value>("language")?;
    let language = language.as_ref().and_then(Value::as_str).unwrap_or_default();
    let text = |name: &'static str| -> TeraResult<String> {
        let value = kwargs.get::<Value>(name)?;
        Ok(one_line(value.as_ref().and_then(Value::as_str).unwrap_or_default()))
    };
    let action = kwargs.must_get::<&str>("action")?;
    let limit = usize::try_from(kwargs.must_get::<u64>("limit")?).unwrap_or(usize::MAX);
    let (title, address, source) = (cut(&text("title")?, TITLE_CHARS, |_| 1), text("address")?, text("source")?);
    let word = |key: &str| {
        strings
            .get(language, key, None)
            .ok_or_else(|| Error::message(format!("the theme's strings have no key `{key}`")))
    };
    let letter = Letter {
        subject: word(&format!("mail-{action}"))?,
        prompt: word(&format!("mail-{action}-text"))?,
        page_line: word("mail-page")?,
        source_line: word("mail-source")?,
        title: &title,
        address: &address,
        source: &source,
        language,
        action,
    };
    Ok(Value::normal_string(&letter.fitted(template, limit)))
}

/// `text` on one line, without control characters: a line's end in the subject of a mail would begin another field.
fn one_line(text: &str) -> String {
    let blank = |letter: char| letter.is_whitespace() || letter.is_control();
    text.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Letter<'_> {
    /// `template` filled in, at most `limit` bytes long, if the template itself is not longer.
    fn fitted(&self, template: &str, limit: usize) -> String {
        let whole = self.filled(template);
        if whole.len() <= limit {
            return whole;
        }
        let less = [
            *self,
            Letter { source: "", ..*self },
            Letter { source: "", prompt: "", ..*self },
            Letter { source: "", prompt: "", address: "", ..*self },
        ];
        let wanted = encode_part(self.title).len().min(TITLE_BYTES);
        for (at, letter) in less.into_iter().enumerate() {
            let len = |title: &str| Letter { title, ..letter }.filled(template).len();
            // One letter more tells how often the title stands there.
            let times = len("xx") - len("x");
            let Some(room) = limit.checked_sub(len("x") - times) else { continue };
            match room.checked_div(times) {
                Some(room) if room < wanted && at < 3 => {}
                Some(room) => return Letter { title: &cut(letter.title, room, bytes), ..letter }.filled(template),
                None => return letter.filled(template),
            }
        }
        Letter { source: "", prompt: "", address: "", title: "", subject: "", page_line: "", ..*self }.filled(template)
    }

    fn filled(&self, template: &str) -> String {
        let subject = fill(self.subject, &[("title", self.title)]);
        let newline = if template.starts_with("mailto:") { "\r\n" } else { "\n" };
        let begins = if template.contains("{subject}") { "" } else { subject.trim() };
        let is_named = template.contains("{title}") || self.subject.contains("{title}");
        let body = self.body(newline, begins, if is_named { "" } else { self.title });
        let values = [
            ("title", self.title),
            ("address", self.address),
            ("source", self.source),
            ("subject", subject.trim()),
            ("body", &body),
            ("language", self.language),
            ("action", self.action),
        ];
        let encoded = values.map(|(name, value)| (name, encode_part(value)));
        fill(template, &encoded.each_ref().map(|(name, value)| (*name, &**value)))
    }

    /// What it is about, if nothing outside it says so, what the reader is asked, room to write, and below it which page is
    /// meant, by its title too if nothing before says that.
    fn body(&self, newline: &str, begins: &str, title: &str) -> String {
        let mut lines = Vec::new();
        lines.extend(Some(begins).filter(|line| !line.is_empty()));
        if !self.prompt.is_empty() {
            lines.extend([self.prompt, "", ""]);
        }
        let page = fill(self.page_line, &[("title", title)]);
        let source = fill(self.source_line, &[("source", self.source)]);
        let about = [(title, page.as_str()), (self.address, self.address), (self.source, source.as_str())];
        lines.extend(about.into_iter().filter(|(value, _)| !value.is_empty()).map(|(_, line)| line));
        lines.join(newline)
    }
}

/// What a letter takes once it is encoded.
fn bytes(letter: char) -> usize {
    encode_part(letter.encode_utf8(&mut [0; 4])).len()
}

/// `title` in at most `room` of what `size` measures: cut behind a word, or where the first is too long behind a letter with
/// all its marks.
fn cut(title: &str, room: usize, size: fn(char) -> usize) -> String {
    if title.chars().map(size).sum::<usize>() <= room {
        return title.to_owned();
    }
    let Some(room) = room.checked_sub(size(CUT)) else { return String::new() };
    let (mut used, mut fits) = (0, 0);
    for (at, letter) in title.char_indices() {
        used += size(letter);
        if used > room {
            break;
        }
        fits = at + letter.len_utf8();
    }
    let (kept, rest) = title.split_at(fits);
    let kept = match kept.rfind(' ') {
        _ if rest.starts_with(' ') => kept,
        Some(end) => &kept[..end],
        None => &kept[..behind_letter(kept, rest)],
    };
    if kept.is_empty() { String::new() } else { format!("{}{CUT}", kept.trim_end()) }
}

/// Where the last letter of `kept` that is whole ends: marks, joiners and variants that follow belong to it.
fn behind_letter(kept: &str, rest: &str) -> usize {
    let joins = |letter: char| {
        is_combining_mark(letter) || matches!(letter, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
    };
    let mut next = rest.chars().next().unwrap_or_default();
    let mut end = kept.len();
    for (at, letter) in kept.char_indices().rev() {
        if !joins(next) && letter != '\u{200d}' {
            break;
        }
        next = letter;
        end = at;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::decode_percent;

    const MAIL: &str = "mailto:kb@example.org?subject={subject}&body={body}";
    const FORM: &str = "https://f.example/{action}/{language}?t={title}&a={address}&s={source}";

    fn letter<'a>(title: &'a str, address: &'a str) -> Letter<'a> {
        Letter {
            subject: "Frage: {title}",
            prompt: "Was möchten Sie wissen?",
            page_line: "Seite: {title}",
            source_line: "Quelle: {source}",
            title,
            address,
            source: "content/reisen/größe & maß.md",
            language: "de",
            action: "ask",
        }
    }

    fn subject(link: &str) -> String {
        let value = link.split("subject=").nth(1).unwrap().split('&').next().unwrap();
        decode_percent(value).unwrap().into_owned()
    }

    fn is_address(link: &str) -> bool {
        link.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte))
    }

    #[test]
    fn everything_known_stands_in_the_link_and_nothing_breaks_out_of_its_place() {
        let link = letter("A & B = 100 % #1?", "https://kb.example/ä/?x=1&y=2").fitted(FORM, 2000);
        assert_eq!(
            link,
            "https://f.example/ask/de?t=A%20%26%20B%20%3D%20100%20%25%20%231%3F\
             &a=https%3A%2F%2Fkb.example%2F%C3%A4%2F%3Fx%3D1%26y%3D2&s=content%2Freisen%2Fgr%C3%B6%C3%9Fe%20%26%20ma%C3%9F.md"
        );
        let body = letter("Größe", "https://kb.example/").body("\n", "", "Größe");
        assert_eq!(
            body,
            "Was möchten Sie wissen?\n\n\nSeite: Größe\nhttps://kb.example/\nQuelle: content/reisen/größe & maß.md"
        );
        // RFC 6068: lines of a mail end so. What its subject says it does not say again.
        assert!(letter("Größe", "").fitted(MAIL, 2000).contains("%3F%0D%0A%0D%0A%0D%0AQuelle"));
        let form = letter("Größe", "").fitted("https://f.example/?text={body}", 2000);
        assert!(
            form.contains("?text=Frage%3A%20Gr%C3%B6%C3%9Fe%0AWas") && form.contains("%3F%0A%0A%0AQuelle"),
            "{form}"
        );
    }

    #[test]
    fn what_is_filled_in_is_not_filled_in_again() {
        let link = letter("{address} {body}", "{title}").fitted(FORM, 2000);
        assert!(link.contains("t=%7Baddress%7D%20%7Bbody%7D&a=%7Btitle%7D&"), "{link}");
    }

    #[test]
    fn a_title_begins_no_field_of_a_mail() {
        assert_eq!(one_line(" a\r\nBcc: x@example.org\u{0}\tb\u{85}c "), "a Bcc: x@example.org b c");
    }

    #[test]
    fn long_titles_are_cut_behind_a_word_and_the_address_stays_whole() {
        let address = "https://kb.example/reisen/";
        for (title, limit) in [
            ("Übergrößenänderungsanträge für Flüge und Züge ".repeat(80), 2000),
            ("كيف أحصل على تأشيرة دخول للسفر إلى الخارج ".repeat(80), 2000),
            ("Übergrößenänderungsanträge für Flüge und Züge ".repeat(80), 4000),
        ] {
            let title = title.trim();
            let link = letter(title, address).fitted(MAIL, limit);
            assert!(link.len() <= limit && link.len() > limit - 300 && is_address(&link), "{}: {link}", link.len());
            let subject = subject(&link);
            let kept = subject.strip_prefix("Frage: ").unwrap().strip_suffix(CUT).unwrap();
            assert!(title.starts_with(&format!("{kept} ")), "{kept}");
            assert!(link.contains("https%3A%2F%2Fkb.example%2Freisen%2F%0D%0AQuelle"), "{link}");
        }
    }

    #[test]
    fn a_word_that_is_too_long_is_cut_behind_a_whole_letter() {
        // A letter with its marks, a family of four, a flag with a variant.
        for letters in ["e\u{301}\u{323}", "👩\u{200d}👩\u{200d}👧\u{200d}👦", "🏴\u{fe0f}", "ね"] {
            for room in 40..160 {
                let cut = cut(&letters.repeat(40), room, bytes);
                assert!(encode_part(&cut).len() <= room, "{cut}");
                let kept = cut.strip_suffix(CUT).unwrap_or_default();
                assert_eq!(kept.len() % letters.len(), 0, "{cut} in {room}");
            }
        }
    }

    #[test]
    fn what_matters_least_is_left_out_first() {
        let title = "Wort ".repeat(100);
        let has = |limit: usize| {
            let address = format!("https://kb.example/{}/", "ä".repeat(60));
            let link = letter(title.trim(), &address).fitted(MAIL, limit);
            assert!(link.len() <= limit, "{}", link.len());
            [link.contains("Quelle"), link.contains("wissen"), link.contains("kb.example"), link.contains("Wort")]
        };
        assert_eq!(has(760), [true, true, true, true]);
        assert_eq!(has(660), [false, true, true, true]);
        assert_eq!(has(580), [false, false, true, true]);
        assert_eq!(has(300), [false, false, false, true]);
        assert_eq!(has(50), [false, false, false, false]);
    }

    #[test]
    fn any_limit_holds() {
        let title = "Straße نص 👩\u{200d}👧 x".repeat(9);
        for limit in 60..1200 {
            let link = letter(&title, "https://kb.example/straße/").fitted(MAIL, limit);
            assert!(link.len() <= limit && is_address(&link) && decode_percent(&link).is_some(), "{limit}: {link}");
        }
    }
}

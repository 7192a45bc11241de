//! Lines of a calendar file: folded, escaped, ended as RFC 5545 (3.1 and 3.3.11) asks.

use jiff::civil::{Date, DateTime};

use crate::base::text::{is_direction_control, is_invisible};

/// Most bytes of a line, its end not counted.
const LINE: usize = 75;

/// A calendar file while it is written.
#[derive(Default)]
pub(super) struct Writer(String);

impl Writer {
    /// `BEGIN:` and `END:` around what `inner` writes.
    pub(super) fn part(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        self.line("BEGIN", name);
        inner(self);
        self.line("END", name);
    }

    /// A line whose value needs no escaping.
    pub(super) fn line(&mut self, name: &str, value: &str) {
        let line = [name, ":", value].concat();
        let mut width = 0;
        for letter in line.chars() {
            if width + letter.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(letter);
            width += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A line of text; none when it is empty.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        let text = escaped(text);
        if !text.is_empty() {
            self.line(name, &text);
        }
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Text as a value: line ends are `\n`, and what would end or hide the value is gone.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            hidden if hidden.is_control() || is_direction_control(hidden) => {}
            // Joiners make letters of some scripts and emoji; the others say nothing.
            hidden if is_invisible(hidden) && !matches!(hidden, '\u{200c}' | '\u{200d}' | '\u{fe0f}') => {}
            plain => escaped.push(plain),
        }
    }
    escaped
}

/// A day as calendars write it.
pub(super) fn day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// A local time as calendars write it.
pub(super) fn time(time: DateTime) -> String {
    time.strftime("%Y%m%dT%H%M%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_letters() {
        let mut writer = Writer::default();
        writer.text("SUMMARY", &"ä€𝄞".repeat(60));
        let text = writer.finish();
        assert!(text.ends_with("\r\n") && text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert_eq!(text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "ä€𝄞".repeat(60)));
    }

    #[test]
    fn nothing_in_a_text_ends_its_line() {
        let mut writer = Writer::default();
        writer.text("SUMMARY", "a; b, c\\n\r\nEND:VCALENDAR\u{202e}\0\u{85}");
        writer.text("LOCATION", " \r\n ");
        assert_eq!(writer.finish(), "SUMMARY:a\\; b\\, c\\\\n\\nEND:VCALENDAR\r\n");
    }
}

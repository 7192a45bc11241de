//! An index of a text's lines: offsets to lines and columns, fast however many are asked for.
//!
//! [`super::span::line_col`] answers one question by reading the text; this reads it once and answers any number, each in
//! bounded time even when the whole text is a single line.

use super::span::LineCol;

/// Bytes between two kept character counts: what a question has to read at most.
const STEP: usize = 1024;

/// Where the lines of a text start, and how many characters lie before every [`STEP`]th byte.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    chars: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Reads `text` once. A line ends at `\n`, `\r\n` or a lone `\r`.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut chars = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut seen = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if at % STEP == 0 {
                chars.push(seen);
            }
            seen += usize::from(begins_char(*byte));
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        Self { text, starts, chars }
    }

    /// Where `offset` lies; one beyond the end is the end.
    pub fn place(&self, offset: u32) -> LineCol {
        let at = self.text.floor_char_boundary((offset as usize).min(self.text.len()));
        let line = self.starts.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or_default();
        LineCol { line, col: self.chars_before(at).saturating_sub(self.chars_before(start)) + 1 }
    }

    /// The bytes of line `line`, counted from 1, without its end.
    pub fn range(&self, line: usize) -> std::ops::Range<usize> {
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let ended = self.text.get(start..end).unwrap_or_default();
        start..start + ended.trim_end_matches(['\n', '\r']).len()
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    fn chars_before(&self, at: usize) -> usize {
        let step = at / STEP;
        let (known, from) = match self.chars.get(step) {
            Some(known) => (*known, step * STEP),
            None => (self.chars.last().copied().unwrap_or_default(), self.chars.len().saturating_sub(1) * STEP),
        };
        let rest = self.text.as_bytes().get(from..at).unwrap_or_default();
        known + rest.iter().filter(|byte| begins_char(**byte)).count()
    }
}

/// Whether a byte of UTF-8 is the first of its character.
fn begins_char(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::super::span::line_col;
    use super::*;

    #[test]
    fn the_index_agrees_with_reading_the_text_at_every_offset() {
        let long = "é…x".repeat(STEP);
        for text in ["", "a", "é1\r\nb\rc\n\nd\r\n", "\n\r\r\n", long.as_str()] {
            let lines = Lines::new(text);
            for offset in 0..=u32::try_from(text.len()).unwrap() + 2 {
                assert_eq!(lines.place(offset), line_col(text, offset), "offset {offset}");
            }
        }
    }

    #[test]
    fn a_line_is_given_without_its_end() {
        let text = "é1\r\nb\rc";
        let lines = Lines::new(text);
        let of = |line: usize| &text[lines.range(line)];
        assert_eq!([of(0), of(1), of(2), of(3), of(4)], ["", "é1", "b", "c", ""]);
    }
}

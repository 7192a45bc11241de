//! Places in a text: byte ranges, and the lines and columns people count in.

/// A range of bytes in one source file, `start..end`.
///
/// Sources are at most 8 MB (see [`crate::fs`]), so 32 bits are enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range`; offsets beyond 4 GB are clamped.
    pub fn new(range: std::ops::Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(range.start), end: clamp(range.end.max(range.start)) }
    }

    /// The same place in a text that has `by` more bytes in front.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by..self.end as usize + by)
    }

    /// Whether it is no place at all: that of a value which is written in another file.
    pub fn is_elsewhere(self) -> bool {
        self == Self::default()
    }

    /// As a range that is safe to slice `text` with: cut to its length and moved to letter borders.
    pub fn within(self, text: &str) -> std::ops::Range<usize> {
        let start = text.floor_char_boundary((self.start as usize).min(text.len()));
        let end = text.ceil_char_boundary((self.end as usize).min(text.len()));
        start..end.max(start)
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place in the file it came from.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A place as people count it: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineCol {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub col: usize,
}

/// Where `offset` lies in `text`. A line ends at `\n`, `\r\n` or a lone `\r`.
pub fn line_col(text: &str, offset: u32) -> LineCol {
    let at = text.floor_char_boundary((offset as usize).min(text.len()));
    let before = &text[..at];
    let bytes = before.as_bytes();
    let mut line = 1;
    let mut start = 0;
    for (i, byte) in bytes.iter().enumerate() {
        let lone_cr = *byte == b'\r' && text.as_bytes().get(i + 1) != Some(&b'\n');
        if *byte == b'\n' || lone_cr {
            line += 1;
            start = i + 1;
        }
    }
    LineCol { line, col: before[start..].chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_every_line_end_counts_once() {
        let text = "é1\r\nb\rc\nd";
        assert_eq!(line_col(text, 2), LineCol { line: 1, col: 2 });
        assert_eq!(line_col(text, 5), LineCol { line: 2, col: 1 });
        assert_eq!(line_col(text, 7), LineCol { line: 3, col: 1 });
        assert_eq!(line_col(text, 999), LineCol { line: 4, col: 2 });
    }

    #[test]
    fn a_span_is_always_safe_to_slice_with() {
        let text = "aé";
        assert_eq!(&text[Span::new(2..2).within(text)], "é");
        assert_eq!(&text[Span::new(5..900).within(text)], "");
    }
}

//! Bytes to text, or a plain sentence on why they are none.

/// Why some bytes are not text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// A sentence without its subject, the file.
    pub(super) message: String,
    /// What to do.
    pub(super) hint: &'static str,
}

const SAVE: &str = "save the file as UTF-8";
const REPLACE: &str = "put a text file in its place, or take it out of the folder";

/// The text of a file, its byte-order mark dropped.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, Fault> {
    if let Some(name) = wide_encoding(&bytes) {
        return Err(Fault { message: format!("is {name} text, not UTF-8"), hint: SAVE });
    }
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(invalid(error.as_bytes(), error.utf8_error())),
    };
    // The library looks for a byte many at a time, for a place one by one.
    if text.as_bytes().contains(&0) {
        let at = text.find('\0').unwrap_or_default();
        let message = format!("holds a NUL byte ({}), which text never does", place(text.as_bytes(), at));
        return Err(Fault { message, hint: REPLACE });
    }
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

/// UTF-16 or UTF-32, by its byte-order mark.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ => None,
    }
}

fn invalid(bytes: &[u8], error: std::str::Utf8Error) -> Fault {
    let at = error.valid_up_to();
    let place = place(bytes, at);
    if error.error_len().is_none() {
        return Fault { message: format!("ends in the middle of a UTF-8 letter ({place})"), hint: SAVE };
    }
    let byte = bytes.get(at).copied().unwrap_or_default();
    if bytes.contains(&0) {
        return Fault { message: format!("is not text: at {place} stands the byte {byte:#04x}"), hint: REPLACE };
    }
    let guess = if looks_like_latin1(bytes) { "; it looks like Latin-1 (Windows-1252)" } else { "" };
    Fault { message: format!("is not UTF-8 text: at {place} stands the byte {byte:#04x}{guess}"), hint: SAVE }
}

/// In Western text most letters beyond ASCII stand alone among ASCII ones, and control characters are rare.
fn looks_like_latin1(bytes: &[u8]) -> bool {
    let (mut alone, mut together) = (0_usize, 0_usize);
    let mut before = 0_u8;
    for (i, &byte) in bytes.iter().enumerate() {
        if byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c) {
            return false;
        }
        if byte >= 0x80 {
            let after = bytes.get(i + 1).copied().unwrap_or_default();
            if before < 0x80 && after < 0x80 { alone += 1 } else { together += 1 }
        }
        before = byte;
    }
    alone > together
}

fn place(bytes: &[u8], at: usize) -> String {
    let before = String::from_utf8_lossy(bytes.get(..at).unwrap_or_default());
    let line = before.rsplit('\n').next().unwrap_or_default();
    format!("line {}, column {}", 1 + before.matches('\n').count(), 1 + line.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).expect_err("a fault").message
    }

    #[test]
    fn a_mark_is_dropped_and_the_rest_kept() {
        assert_eq!(decode(b"\xef\xbb\xbfa\r\n".to_vec()).as_deref(), Ok("a\r\n"));
        assert_eq!(decode(Vec::new()).as_deref(), Ok(""));
    }

    #[test]
    fn each_fault_is_named_with_its_place() {
        assert_eq!(fault(b"\xff\xfea\0"), "is UTF-16 text, not UTF-8");
        assert_eq!(fault(b"\xff\xfe\0\0"), "is UTF-32 text, not UTF-8");
        assert_eq!(
            fault(b"a\nCaf\xe9 noir"),
            "is not UTF-8 text: at line 2, column 4 stands the byte 0xe9; it looks like Latin-1 (Windows-1252)"
        );
        assert_eq!(fault(b"\xc0\xaf \xed\xa0\x80"), "is not UTF-8 text: at line 1, column 1 stands the byte 0xc0");
        assert_eq!(fault(b"ab\xc3"), "ends in the middle of a UTF-8 letter (line 1, column 3)");
        assert_eq!(fault(b"a\nb\0"), "holds a NUL byte (line 2, column 2), which text never does");
        assert_eq!(fault(b"\x89PNG\0"), "is not text: at line 1, column 1 stands the byte 0x89");
    }
}

//! How large a picture is, read from the beginning of its file.

/// Endings of files that may be shown as pictures. An SVG runs script when opened itself, never inside `img`.
pub const ENDINGS: &[&str] = &["avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// So much of a file is looked at. Photographs carry a preview of some 64 KB in front of their size, at most a few.
pub const HEADER_BYTES: usize = 256 * 1024;

/// No picture on a page has a longer side; what says so is broken or hostile.
const LONGEST: f64 = 100_000.0;

/// The width and height of a picture as it is shown, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Size {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Size {
    fn new(width: f64, height: f64) -> Option<Self> {
        let whole = |side: f64| {
            let fine = side.is_finite() && (0.5..=LONGEST).contains(&side);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the line above bounds it")]
            fine.then(|| side.round() as u32)
        };
        Some(Self { width: whole(width)?, height: whole(height)? })
    }
}

/// The size of the picture that `start`, the first [`HEADER_BYTES`] of its file, begins; `None` if that does not say.
pub fn size(start: &[u8]) -> Option<Size> {
    if let Ok(size) = imagesize::blob_size(start) {
        #[expect(clippy::cast_precision_loss, reason = "sides that do not fit are too long anyway")]
        let (width, height) = (size.width as f64, size.height as f64);
        return if is_turned(start) { Size::new(height, width) } else { Size::new(width, height) };
    }
    svg(start)
}

/// Whether a JPEG says that it lies on its side: cameras write what they saw and how they were held (Exif 2.3, tag 0x0112).
fn is_turned(jpeg: &[u8]) -> bool {
    orientation(jpeg).is_some_and(|orientation| (5..=8).contains(&orientation))
}

fn orientation(jpeg: &[u8]) -> Option<u16> {
    let mut rest = jpeg.strip_prefix(b"\xff\xd8")?;
    // Segments of a marker and a length that counts itself; Exif is among the first.
    for _ in 0..16 {
        let [0xff, marker, high, low, ..] = *rest else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let segment = rest.get(4..2 + length)?;
        if let (0xe1, Some(tiff)) = (marker, segment.strip_prefix(b"Exif\0\0")) {
            return tiff_orientation(tiff);
        }
        rest = rest.get(2 + length..)?;
    }
    None
}

/// The orientation in the first directory of a TIFF (TIFF 6.0, section 2).
fn tiff_orientation(tiff: &[u8]) -> Option<u16> {
    let little = tiff.starts_with(b"II");
    let two = |at: usize| {
        let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let (low, high) = if little { (two(4)?, two(6)?) } else { (two(6)?, two(4)?) };
    (high == 0).then_some(())?;
    let directory = usize::from(low);
    let entry = |n: u16| directory + 2 + usize::from(n) * 12;
    (0..two(directory)?).map(entry).find(|at| two(*at) == Some(0x0112)).and_then(|at| two(at + 8))
}

/// The size in the first tag of an SVG: `width` and `height` where both are in pixels, else that of its `viewBox`.
fn svg(start: &[u8]) -> Option<Size> {
    let text = String::from_utf8_lossy(start);
    let tag = text.split_once("<svg")?.1;
    let tag = tag.split_once('>')?.0;
    let side = |name: &str| attribute(tag, name)?.trim().trim_end_matches("px").parse::<f64>().ok();
    if let (Some(width), Some(height)) = (side("width"), side("height")) {
        return Size::new(width, height);
    }
    let numbers = attribute(tag, "viewBox")?;
    let mut numbers = numbers.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty()).skip(2);
    Size::new(numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?)
}

/// The value of an attribute in what stands within a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let quote = after.trim_start().chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, behind) = after.trim_start().get(1..)?.split_once(quote)?;
        if before.trim() == name {
            return Some(value);
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(orientation: u8) -> Vec<u8> {
        let mut bytes = b"\xff\xd8\xff\xe1\x00\x22Exif\0\0MM\x00\x2a\x00\x00\x00\x08\x00\x01".to_vec();
        bytes.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
        bytes.extend(b"\xff\xc0\x00\x11\x08\x00\x20\x00\x30\x03\0\0\0\0\0\0\0\0\0");
        bytes
    }

    #[test]
    fn a_picture_is_as_large_as_it_is_shown() {
        let size = |width, height| Some(Size { width, height });
        assert_eq!(super::size(b"GIF89a\x40\x01\xf0\x00\0\0\0"), size(320, 240));
        assert_eq!(super::size(&jpeg(1)), size(48, 32));
        assert_eq!(super::size(&jpeg(6)), size(32, 48));
        for (svg, expected) in [
            ("<?xml version='1.0'?>\n<svg viewBox=\"0 0 24.4 12\" xmlns='x'>", size(24, 12)),
            ("<svg a:width=\"9\" width=\"100px\" height='50'>", size(100, 50)),
            ("<svg width=\"100%\" height=\"100%\" viewBox='0,0,8,6'>", size(8, 6)),
            ("<svg width=\"100%\" viewBox='0 0 0 6'>", None),
            ("<svg width=\"1e99\" height=\"1\">", None),
            ("<svg", None),
            ("no picture", None),
            ("", None),
        ] {
            assert_eq!(super::size(svg.as_bytes()), expected, "{svg}");
        }
    }

    #[test]
    fn a_file_that_is_cut_or_broken_says_nothing_and_does_no_harm() {
        let whole = jpeg(8);
        for end in 0..whole.len() {
            let _ = size(&whole[..end]);
        }
        assert_eq!(size(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
    }
}

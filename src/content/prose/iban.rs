//! Numbers of bank accounts (ISO 13616): a country, its length, and two check digits.

use super::privacy::{Found, Sort};

/// Countries and how long their numbers are, from the registry of SWIFT.
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BR", 29),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PK", 24),
    ("PL", 28),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("TR", 26),
    ("UA", 29),
    ("XK", 20),
];

/// Adds every number of an account in `text`, written in one or in groups of four.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut before = b' ';
    for (at, byte) in bytes.iter().enumerate() {
        // Two capitals and two digits, at the start of a word: seldom, so the rest is looked at only then.
        let begins = byte.is_ascii_uppercase() && !before.is_ascii_alphanumeric() && before < 0x80;
        before = *byte;
        if begins
            && let Some([_, country, one, two, ..]) = bytes.get(at..)
            && country.is_ascii_uppercase()
            && one.is_ascii_digit()
            && two.is_ascii_digit()
            && let Some(end) = account(bytes, at)
        {
            found.push((at..end, Sort::Account));
        }
    }
}

/// Where the number that starts at `start` ends, if it is one.
fn account(bytes: &[u8], start: usize) -> Option<usize> {
    let country = std::str::from_utf8(bytes.get(start..start + 2)?).ok()?;
    let (_, length) = LENGTHS.iter().find(|(known, _)| *known == country)?;
    let mut letters = Vec::with_capacity(*length);
    let mut at = start;
    while letters.len() < *length {
        let byte = *bytes.get(at)?;
        match byte {
            b' ' if letters.len() % 4 == 0 && bytes.get(at - 1) != Some(&b' ') => {}
            b'0'..=b'9' | b'A'..=b'Z' => letters.push(byte),
            _ => return None,
        }
        at += 1;
    }
    let ends = bytes.get(at).is_none_or(|next| !next.is_ascii_alphanumeric());
    (ends && is_checked(&letters)).then_some(at)
}

/// ISO 7064, modulo 97-10: the first four letters moved to the end, `A` being 10, leave 1.
fn is_checked(letters: &[u8]) -> bool {
    let (head, tail) = letters.split_at(letters.len().min(4));
    let rest = tail.iter().chain(head).fold(0_u32, |rest, letter| match letter {
        b'0'..=b'9' => (rest * 10 + u32::from(letter - b'0')) % 97,
        _ => (rest * 100 + u32::from(letter.saturating_sub(b'A')) + 10) % 97,
    });
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::super::tests::marked;

    #[test]
    fn only_a_number_with_right_length_and_check_digits_is_one() {
        // Samples that banks and the registry itself show.
        for account in ["DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "NO9386011117947"] {
            assert_eq!(marked(&format!("To {account}, please.\n")), [account]);
        }
        for fine in [
            "DE88 3704 0044 0532 0130 00",
            "DE89 3704 0044 0532 0130 001",
            "XDE89370400440532013000",
            "DE89",
            "DE89 37040 0440 5320 1300 0",
            "AB12",
        ] {
            assert!(marked(fine).is_empty(), "{fine}");
        }
    }
}

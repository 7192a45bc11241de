//! Numbers of payment cards and of national registers.
//!
//! A number counts only where it stands alone: what touches a letter or a sign that addresses, codes and sums are made
//! with is left out, or every long address would be looked at.

use super::privacy::{Found, Sort};

/// A number as written: its digits, how many stand in each group, and what parts the groups.
#[derive(Default)]
struct Number {
    digits: Vec<u8>,
    groups: Vec<usize>,
    dashes: usize,
    end: usize,
}

/// The most digits that are looked at.
const MOST: usize = 19;

/// Adds every such number in `text`.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        let start = at + next;
        let number = Number::read(bytes, start);
        at = number.end.max(start + 1);
        if let Some(start) = british(bytes, start, &number) {
            found.push((
                start..number.end + 1 + usize::from(bytes.get(number.end) == Some(&b' ')),
                Sort::BritishInsurance,
            ));
        }
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        if before.is_none_or(|byte| !joins(*byte)) && bytes.get(number.end).is_none_or(|byte| !joins_behind(*byte)) {
            found.extend(number.sort().map(|sort| (start..number.end, sort)));
        }
    }
}

impl Number {
    /// Groups of digits parted by one blank or one dash each.
    fn read(bytes: &[u8], start: usize) -> Self {
        let mut number = Self { end: start, ..Self::default() };
        let mut at = start;
        loop {
            let group = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit());
            let group: Vec<u8> = group.take(MOST + 1).map(|byte| byte - b'0').collect();
            at += group.len();
            number.groups.push(group.len());
            number.digits.extend(group);
            number.end = at;
            let parted =
                matches!(bytes.get(at), Some(b' ' | b'-')) && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            if !parted || number.digits.len() > MOST {
                return number;
            }
            number.dashes += usize::from(bytes.get(at) == Some(&b'-'));
            at += 1;
        }
    }

    fn sort(&self) -> Option<Sort> {
        match *self.groups {
            [15 | 16] | [4, 4, 4, 4] | [4, 6, 5] if self.is_card() => Some(Sort::Card),
            [3, 2, 4] if self.dashes == 2 && self.is_usa() => Some(Sort::UsaSocial),
            [15] | [1, 2, 2, 2, 3, 3, 2] if self.is_french() => Some(Sort::FrenchSocial),
            _ => None,
        }
    }

    /// The value of the digits `range`.
    fn part(&self, range: std::ops::Range<usize>) -> u64 {
        self.digits.get(range).unwrap_or_default().iter().fold(0, |value, digit| value * 10 + u64::from(*digit))
    }

    /// A number that a large issuer could have given out, with its check digit (ISO/IEC 7812), and no sample for tests.
    fn is_card(&self) -> bool {
        const SAMPLES: [u64; 6] = [
            4111_1111_1111_1111,
            4242_4242_4242_4242,
            4012_8888_8888_1881,
            5555_5555_5555_4444,
            5105_1051_0510_5100,
            378_282_246_310_005,
        ];
        let length = self.digits.len();
        let start = self.part(0..4);
        let issued = if length == 15 {
            matches!(start / 100, 34 | 37)
        } else {
            matches!(start, 4000..=4999 | 5100..=5599 | 2221..=2720 | 6011 | 6500..=6599)
        };
        let sum: u32 = self.digits.iter().rev().enumerate().map(|(place, digit)| doubled(place, *digit)).sum();
        issued && sum.is_multiple_of(10) && !SAMPLES.contains(&self.part(0..length))
    }

    /// A number that can have been given out. Those that stand in forms and films are no one's.
    fn is_usa(&self) -> bool {
        const SAMPLES: [u64; 4] = [78_051_120, 219_099_999, 123_456_789, 111_223_333];
        let (area, group, serial) = (self.part(0..3), self.part(3..5), self.part(5..9));
        !matches!(area, 0 | 666 | 900..) && group != 0 && serial != 0 && !SAMPLES.contains(&self.part(0..9))
    }

    /// Sex, year, month, place and order of birth, and a key.
    fn is_french(&self) -> bool {
        let is_person = matches!(self.part(0..1), 1 | 2) && matches!(self.part(3..5), 1..=12);
        is_person && self.part(13..15) == 97 - self.part(0..13) % 97
    }
}

fn doubled(place: usize, digit: u8) -> u32 {
    let digit = u32::from(digit);
    match (place % 2, digit * 2) {
        (0, _) => digit,
        (_, double @ 10..) => double - 9,
        (_, double) => double,
    }
}

/// Where a number of the form `QQ 12 34 56 C` starts whose digits are `number`.
fn british(bytes: &[u8], start: usize, number: &Number) -> Option<usize> {
    const NEVER: [&[u8; 2]; 7] = [b"BG", b"GB", b"NK", b"KN", b"TN", b"NT", b"ZZ"];
    if !matches!(*number.groups, [6] | [2, 2, 2]) || number.dashes > 0 {
        return None;
    }
    let blank = |at: Option<usize>| at.and_then(|at| bytes.get(at)) == Some(&b' ');
    let letters = start.checked_sub(2 + usize::from(blank(start.checked_sub(1))))?;
    let [one, two] = *bytes.get(letters..letters + 2)? else { return None };
    let fits = |letter: u8| letter.is_ascii_uppercase() && !matches!(letter, b'D' | b'F' | b'I' | b'Q' | b'U' | b'V');
    let end = number.end + usize::from(blank(Some(number.end)));
    let alone = letters.checked_sub(1).and_then(|at| bytes.get(at)).is_none_or(|byte| !joins(*byte))
        && bytes.get(end + 1).is_none_or(|byte| !joins_behind(*byte));
    let known = matches!(bytes.get(end), Some(b'A'..=b'D')) && fits(one) && fits(two) && two != b'O';
    let sample = number.part(0..6) == 123_456;
    (known && alone && !sample && !NEVER.contains(&&[one, two])).then_some(letters)
}

/// Whether a number behind this byte belongs to something longer.
fn joins(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || b"/=_-.#?&%+,:$@~".contains(&byte)
}

/// Whether what a number ends before goes on with this byte.
fn joins_behind(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || b"/=_-#&%+@~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::super::tests::marked;

    #[test]
    fn numbers_with_the_right_form_and_check_digit_are_found() {
        // Made up to fit: no issuer gave them out that we know of.
        for number in [
            "4000 0012 3456 7899",
            "4000001234567899",
            "3400 000123 45673",
            "219-08-9998",
            "PR 21 43 65 A",
            "PR214365C",
            "1 84 12 76 451 089 46",
        ] {
            assert_eq!(marked(&format!("It is {number}.\n")), [number], "{number}");
        }
    }

    #[test]
    fn other_numbers_are_not() {
        for fine in [
            "4000 0012 3456 7898",
            "4111 1111 1111 1111",
            "https://x.example/4000001234567899?n=4000001234567899",
            "x4000001234567899 and 4000001234567899x and v-4000001234567899",
            "40000012345678990",
            "123-45-6789, 666-12-3456, 219-00-9998, 219 08 9998, 2019-08-9998",
            "QQ 12 34 56 C, AB123456C, PR 21 43 65 E, XPR214365A",
            "2026-11-24 10:00, 0800 123 456, +49 30 123456",
            "1 84 12 76 451 089 47",
            "",
        ] {
            assert!(marked(fine).is_empty(), "{fine}: {:?}", marked(fine));
        }
    }
}

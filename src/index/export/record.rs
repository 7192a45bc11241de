//! What one page has of one group, packed: how an [`super::Extract`] holds its postings between builds.
//!
//! Packed, a site's records take a few bytes a posting instead of a hundred, and their digest is that of their bytes. They
//! never leave the program, so what cannot be read is simply not there.

use super::super::bucket::Part;

/// Most sections of a page that a record names.
const SECTIONS: usize = 6;
/// Most places in names that a record holds.
const NAMES: usize = 4;
/// Bit of a record's flags: a word of the group was written with accents. The bits below are those of the [`Part`]s.
const ACCENTED: u8 = 1 << 5;
/// Bit of a record's flags: it has places in names.
const NAMED: u8 = 1 << 6;

/// A place in a name of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Place {
    /// 0 the title, then `ask` and names.
    pub(in super::super) number: u8,
    /// Words of that name, at most 15.
    pub(in super::super) length: u8,
    /// Which of its words, at most 15.
    pub(in super::super) position: u8,
}

/// What a page has of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Record {
    /// The page, a number of its bucket's.
    pub(in super::super) page: u32,
    /// By [`Part`]: how often.
    pub(in super::super) frequencies: [u32; 5],
    /// A word of the group was written with accents.
    pub(in super::super) accented: bool,
    /// The sections that hold it, best first; none where it stands above the first only.
    pub(in super::super) sections: Vec<u16>,
    /// Where it stands in the names of the page.
    pub(in super::super) names: Vec<Place>,
    /// Positions on the page's line, ascending, each once.
    pub(in super::super) positions: Vec<u32>,
}

impl Record {
    /// Empties it for the next page; keeps its memory.
    pub(super) fn clear(&mut self) {
        self.frequencies = [0; 5];
        self.accented = false;
        self.sections.clear();
        self.names.clear();
        self.positions.clear();
    }

    /// Writes it behind the record of page `before` (0 for the first).
    pub(super) fn write(&self, before: u32, out: &mut Vec<u8>) {
        number(self.page.wrapping_sub(before), out);
        let parts = Part::ALL.into_iter().filter(|part| self.frequencies[*part as usize] > 0);
        let flags = parts.fold(0, |flags, part| flags | 1 << part as u8);
        out.push(flags | if self.accented { ACCENTED } else { 0 } | if self.names.is_empty() { 0 } else { NAMED });
        for frequency in self.frequencies.into_iter().filter(|frequency| *frequency > 0) {
            number(frequency, out);
        }
        let sections = self.sections.get(..SECTIONS).unwrap_or(&self.sections);
        out.push(u8::try_from(sections.len()).unwrap_or_default());
        for section in sections {
            number(u32::from(*section), out);
        }
        if !self.names.is_empty() {
            let names = self.names.get(..NAMES).unwrap_or(&self.names);
            out.push(u8::try_from(names.len()).unwrap_or_default());
            for place in names {
                out.extend_from_slice(&[place.number, place.length, place.position]);
            }
        }
        number(u32::try_from(self.positions.len()).unwrap_or(u32::MAX), out);
        let mut last = 0;
        for position in &self.positions {
            number(position.wrapping_sub(last), out);
            last = *position;
        }
    }

    /// Reads the next record into this one, in which the one before still stands; whether there was one.
    pub(super) fn read(&mut self, bytes: &mut &[u8]) -> bool {
        let before = self.page;
        self.clear();
        self.fill(before, bytes).is_some()
    }

    fn fill(&mut self, before: u32, bytes: &mut &[u8]) -> Option<()> {
        self.page = before.wrapping_add(read_number(bytes)?);
        let flags = read_byte(bytes)?;
        self.accented = flags & ACCENTED != 0;
        for (part, frequency) in self.frequencies.iter_mut().enumerate() {
            if flags & (1 << part) != 0 {
                *frequency = read_number(bytes)?;
            }
        }
        for _ in 0..read_byte(bytes)? {
            self.sections.push(u16::try_from(read_number(bytes)?).ok()?);
        }
        if flags & NAMED != 0 {
            for _ in 0..read_byte(bytes)? {
                let (number, length, position) = (read_byte(bytes)?, read_byte(bytes)?, read_byte(bytes)?);
                self.names.push(Place { number, length, position });
            }
        }
        let mut last = 0_u32;
        for _ in 0..read_number(bytes)? {
            last = last.wrapping_add(read_number(bytes)?);
            self.positions.push(last);
        }
        Some(())
    }
}

/// Seven bits a byte, low ones first; the high bit says that more follow.
fn number(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

fn read_byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

fn read_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in (0..32).step_by(7) {
        let byte = read_byte(bytes)?;
        number |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_read_back() {
        let place = Place { number: 1, length: 3, position: 2 };
        let first = Record {
            page: 300,
            frequencies: [1, 0, 2, 0, 500],
            accented: true,
            sections: vec![7, 700],
            names: vec![place; 2],
            positions: vec![0, 1, 70_000],
        };
        let second = Record { page: 301, frequencies: [0, 0, 0, 0, 1], positions: vec![9], ..Record::default() };
        let mut bytes = Vec::new();
        first.write(0, &mut bytes);
        second.write(300, &mut bytes);
        let (mut read, mut rest) = (Record::default(), &bytes[..]);
        assert!(read.read(&mut rest));
        assert_eq!(read, first);
        assert!(read.read(&mut rest));
        assert_eq!(read, second);
        assert!(!read.read(&mut rest));
    }

    #[test]
    fn more_than_a_record_holds_is_left_out() {
        let record = Record {
            sections: (0..20).collect(),
            names: vec![Place::default(); 9],
            positions: vec![3],
            ..Record::default()
        };
        let mut bytes = Vec::new();
        record.write(0, &mut bytes);
        let mut read = Record::default();
        assert!(read.read(&mut &bytes[..]));
        assert_eq!((read.sections.len(), read.names.len(), read.positions), (SECTIONS, NAMES, vec![3]));
    }
}

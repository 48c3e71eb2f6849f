//! From a byte's offset in a text to the line and column that an editor shows.

use std::fmt;

/// The byte order mark that some editors put first.
pub const BOM: char = '\u{feff}';

/// A place in a text, counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The byte's offset in the file.
    pub offset: usize,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.line, self.column)
    }
}

/// So many bytes are counted at most to find a column: a whole file may stand on one line.
const STEP: usize = 1024;

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// Where the lines of a text start.
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// How many characters begin before each step.
    passed: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Reads the text once, so that each place is found quickly.
    pub fn new(text: &'t str) -> Self {
        // A byte order mark is not a column to anybody.
        let first = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        let later =
            text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(first).chain(later).collect();
        let mut passed = 0;
        let passed = text.as_bytes().chunks(STEP).map(|step| {
            let before = passed;
            passed += characters(step);
            before
        });
        Lines { text, starts, passed: passed.collect() }
    }

    /// How many characters begin before this byte.
    fn before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        let passed = self.passed.get(step).or(self.passed.last()).copied().unwrap_or_default();
        let from = self.passed.len().saturating_sub(1).min(step) * STEP;
        passed + characters(&self.text.as_bytes()[from..offset])
    }

    /// The place of the character at, or around, this byte; past the end: the end.
    pub fn place(&self, offset: usize) -> Place {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts[line - 1].min(offset);
        Place { offset, line, column: self.before(offset) - self.before(start) + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_either_way() {
        let text = "ab\r\nä€x\n\nz";
        let lines = Lines::new(text);
        let place = |what: &str| lines.place(text.find(what).unwrap()).to_string();
        assert_eq!(
            [place("a"), place("b"), place("ä"), place("€"), place("x"), place("z")],
            ["1:1", "1:2", "2:1", "2:2", "2:3", "4:1"]
        );
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{feff}{\n}";
        let lines = Lines::new(text);
        assert_eq!(lines.place(0).to_string(), "1:1");
        assert_eq!(lines.place(3), Place { offset: 3, line: 1, column: 1 });
        assert_eq!(lines.place(5).to_string(), "2:1");
    }

    #[test]
    fn odd_offsets_still_give_a_place() {
        assert_eq!(Lines::new("").place(7).to_string(), "1:1");
        assert_eq!(Lines::new("ä").place(1).to_string(), "1:1");
        assert_eq!(Lines::new("a\n").place(99).to_string(), "2:1");
    }
}

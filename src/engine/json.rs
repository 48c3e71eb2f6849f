//! Writing JSON: journal lines, slates and beliefs.
//!
//! Reading is the browser's or the command line's business (see [`node`](super::node)). Writing is a few lines,
//! gives the same bytes everywhere, and spares the browser module a float formatter: numbers are written with at
//! most four decimals.

use super::LEAN;

/// Writes one JSON document from front to back.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    /// Whether a gap is left for each number.
    gaps: bool,
}

/// Stands for a number that is left out. JSON never has it: in texts it is escaped.
pub const GAP: char = '\0';

impl Writer {
    /// One that leaves a [`GAP`] for each number.
    pub fn with_gaps() -> Self {
        Writer { gaps: true, ..Writer::default() }
    }

    /// The text written so far.
    pub fn finish(self) -> String {
        self.out
    }

    /// The text written so far, which may go on.
    pub fn written(&self) -> &str {
        &self.out
    }

    /// A value that is JSON already, or the line break after a document.
    pub fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// `{ … }`; `fill` writes the fields.
    pub fn map(&mut self, fill: impl FnOnce(&mut Self)) {
        self.wrapped('{', '}', fill);
    }

    /// `[ … ]` with one element for each item.
    pub fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Self, T),
    ) {
        self.wrapped('[', ']', |writer| {
            for item in items {
                writer.comma();
                each(writer, item);
            }
        });
    }

    /// A field's name; its value comes next.
    pub fn key(&mut self, name: &str) -> &mut Self {
        self.comma();
        self.text(name);
        self.out.push(':');
        self
    }

    /// A text with all that JSON wants escaped.
    pub fn text(&mut self, text: &str) {
        self.out.push('"');
        self.inside(text);
        self.out.push('"');
    }

    /// A text that is in pieces.
    pub fn joined(&mut self, pieces: &[&str]) {
        self.out.push('"');
        for piece in pieces {
            self.inside(piece);
        }
        self.out.push('"');
    }

    fn inside(&mut self, text: &str) {
        // Most texts are plain.
        if plain(text.as_bytes()) == text.len() {
            self.out.push_str(text);
        } else {
            self.escaped(text);
        }
    }

    fn escaped(&mut self, text: &str) {
        for sign in text.chars() {
            match sign {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\u{0}'..='\u{1f}' => {
                    const HEX: &[u8; 16] = b"0123456789abcdef";
                    self.out.push_str("\\u00");
                    self.out.push(char::from(HEX[sign as usize >> 4]));
                    self.out.push(char::from(HEX[sign as usize & 15]));
                }
                _ => self.out.push(sign),
            }
        }
    }

    /// A number, rounded to four decimals. What is not a number is written as 0.
    pub fn number(&mut self, value: f64) {
        self.millionths(rounded(value * 10_000.0).wrapping_mul(100));
    }

    /// A whole number of millionths: 250000 are 0.25.
    pub fn millionths(&mut self, parts: i64) {
        // The browser's module does not carry this.
        if !LEAN && self.gaps {
            self.out.push(GAP);
            return;
        }
        if parts < 0 {
            self.out.push('-');
        }
        let parts = parts.unsigned_abs();
        self.whole(parts / MILLION);
        let mut rest = parts % MILLION;
        if rest > 0 {
            self.out.push('.');
        }
        while rest > 0 {
            rest *= 10;
            self.digit(rest / MILLION);
            rest %= MILLION;
        }
    }

    /// `true` or `false`.
    pub fn flag(&mut self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }

    /// `null`.
    pub fn null(&mut self) {
        self.out.push_str("null");
    }

    fn whole(&mut self, value: u64) {
        if value >= 10 {
            self.whole(value / 10);
        }
        self.digit(value % 10);
    }

    fn digit(&mut self, digit: u64) {
        self.out.push(char::from(b'0' + digit as u8));
    }

    fn wrapped(&mut self, open: char, close: char, fill: impl FnOnce(&mut Self)) {
        self.out.push(open);
        fill(self);
        self.out.push(close);
    }

    /// A comma, unless this is the first thing inside its brackets or the value of a key.
    pub fn comma(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }
}

const MILLION: u64 = 1_000_000;

/// The nearest whole number, halves away from 0. `f64::round` is a call into a library where the processor's own is not
/// taken for granted.
pub fn rounded(value: f64) -> i64 {
    (value + if value < 0.0 { -0.5 } else { 0.5 }) as i64
}

/// How many bytes a text goes on without a quote, a backslash or a control character. Eight at a time: texts are most
/// of a journal.
pub fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    let mut length = 0;
    while let Some(eight) = bytes.get(length..).and_then(|rest| rest.first_chunk()) {
        let word = u64::from_le_bytes(*eight);
        // The lowest byte that is marked is one that is meant; those above it may be marked for a borrow alone.
        let zero = |word: u64| word.wrapping_sub(ONES) & !word;
        let quote = zero(word ^ (ONES * 0x22));
        let backslash = zero(word ^ (ONES * 0x5c));
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let marked = (quote | backslash | control) & TOPS;
        if marked != 0 {
            return length + marked.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    while bytes.get(length).is_some_and(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)) {
        length += 1;
    }
    length
}

/// The JSON text of a text.
pub fn written(text: &str) -> String {
    let mut writer = Writer::default();
    writer.text(text);
    writer.finish()
}

/// The JSON text of one object.
pub fn object(fill: impl FnOnce(&mut Writer)) -> String {
    let mut writer = Writer::default();
    writer.map(fill);
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_values_are_separated_and_escaped() {
        let text = object(|json| {
            json.key("a").list([1.0, 0.25, -0.000_04, 12_345.678_91], Writer::number);
            json.key("b").map(|json| json.key("c").text("\"\\\n\u{1}ü,:{"));
            json.key("d")
                .list(["x,", "{"], |json, item| json.map(|json| json.key(item).flag(true)));
            json.key("e").null();
        });
        assert_eq!(
            text,
            r#"{"a":[1,0.25,-0,12345.6789],"b":{"c":"\"\\\n\u0001ü,:{"},"d":[{"x,":true},{"{":true}],"e":null}"#
                .replace("-0,", "0,")
        );
    }

    #[test]
    fn numbers_that_are_none_are_zero() {
        let text = object(|json| json.key("n").list([f64::NAN, 1e-9], Writer::number));
        assert_eq!(text, r#"{"n":[0,0]}"#);
    }
}

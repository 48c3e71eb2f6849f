//! Writing JSON: journal lines, slates and beliefs.
//!
//! Reading is the browser's or the command line's business (see [`node`](super::node)). Writing is a few lines,
//! gives the same bytes everywhere, and spares the browser module a float formatter: numbers are written with at
//! most four decimals.

/// Writes one JSON document from front to back.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
}

impl Writer {
    /// The text written so far.
    pub fn finish(self) -> String {
        self.out
    }

    /// The text written since the last [`Writer::clear`].
    pub fn written(&self) -> &str {
        &self.out
    }

    /// Starts anew, in the memory that is there.
    pub fn clear(&mut self) {
        self.out.clear();
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
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            if !matches!(byte, 0..b' ' | b'"' | b'\\') {
                continue;
            }
            self.out.push_str(text.get(from..at).unwrap_or_default());
            from = at + 1;
            match byte {
                b'"' => self.out.push_str("\\\""),
                b'\\' => self.out.push_str("\\\\"),
                b'\n' => self.out.push_str("\\n"),
                _ => {
                    const HEX: &[u8; 16] = b"0123456789abcdef";
                    self.out.push_str("\\u00");
                    self.out.push(char::from(HEX[usize::from(byte >> 4)]));
                    self.out.push(char::from(HEX[usize::from(byte & 15)]));
                }
            }
        }
        self.out.push_str(text.get(from..).unwrap_or_default());
        self.out.push('"');
    }

    /// A number, rounded to four decimals. What is not a number is written as 0.
    pub fn number(&mut self, value: f64) {
        self.decimal((value * 10_000.0).round() as i64, 10_000);
    }

    /// A number of parts, so many of which make a whole: 25 of 100 is 0.25. `whole` is a power of ten.
    pub fn decimal(&mut self, parts: i64, whole: u64) {
        if parts < 0 {
            self.out.push('-');
        }
        let parts = parts.unsigned_abs();
        self.whole(parts / whole);
        let (mut fraction, mut place) = (parts % whole, whole / 10);
        if fraction > 0 {
            self.out.push('.');
            while fraction > 0 {
                self.out.push(char::from(b'0' + (fraction / place) as u8));
                fraction %= place;
                place /= 10;
            }
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
        self.out.push(char::from(b'0' + (value % 10) as u8));
    }

    fn wrapped(&mut self, open: char, close: char, fill: impl FnOnce(&mut Self)) {
        self.out.push(open);
        fill(self);
        self.out.push(close);
    }

    /// A comma, unless this is the first thing inside its brackets or the value of a key.
    fn comma(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }
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

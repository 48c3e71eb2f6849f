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
        // Most texts are plain: all bytes are looked at in one go, without a way out.
        if text.bytes().fold(false, |odd, byte| odd | is_odd(byte)) {
            self.escaped(text);
        } else {
            self.out.push_str(text);
        }
        self.out.push('"');
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
        self.decimal((value * 10_000.0).round() as i64, 4);
    }

    /// A whole number of parts, of which ten to the power of `places` make one: 25 parts with 2 places are 0.25.
    pub fn decimal(&mut self, parts: i64, places: usize) {
        if parts < 0 {
            self.out.push('-');
        }
        let mut digits = [0; 8];
        let mut whole = parts.unsigned_abs();
        for digit in digits.iter_mut().take(places).rev() {
            *digit = (whole % 10) as u8;
            whole /= 10;
        }
        self.whole(whole);
        let shown = digits.iter().rposition(|digit| *digit > 0).map_or(0, |last| last + 1);
        if shown > 0 {
            self.out.push('.');
        }
        for digit in digits.iter().take(shown) {
            self.out.push(char::from(b'0' + digit));
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

/// Whether JSON wants this byte of a text escaped.
fn is_odd(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
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

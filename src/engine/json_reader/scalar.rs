//! The value of a text and of a number from the way they are written.

/// A text without its escapes. Half a pair of surrogates is no character: U+FFFD stands for it.
pub fn unescaped(mut rest: &str) -> String {
    let mut text = String::with_capacity(rest.len());
    while let Some(at) = rest.bytes().position(|byte| byte == b'\\') {
        text.push_str(rest.get(..at).unwrap_or_default());
        let escape = rest.as_bytes().get(at + 1).copied().unwrap_or_default();
        let mut length = 2;
        text.push(match escape {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                length = 6;
                let mut code = unit(rest, at).unwrap_or_default();
                if let (0xd800..0xdc00, Some(low @ 0xdc00..0xe000)) = (code, unit(rest, at + 6)) {
                    code = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                    length = 12;
                }
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            itself => char::from(itself),
        });
        rest = rest.get(at + length..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// The unit of UTF-16 that is written as `\uXXXX` at this place, if one is.
fn unit(text: &str, at: usize) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = text.as_bytes().get(at..at + 6)? else { return None };
    digits.iter().try_fold(0, |code, digit| Some(code << 4 | char::from(*digit).to_digit(16)?))
}

/// The value of a number in JSON's form: exact for up to 15 digits with an exponent up to 22, as anything people write,
/// and otherwise right but for the last bits. The standard library's parser would cost the browser module 10 KB.
pub fn number(text: &[u8]) -> f64 {
    let (mut digits, mut exponent, mut written) = (0_u64, 0_i64, 0_i64);
    // How many places a digit stands behind the point; which way the power of ten that is written goes.
    let (mut place, mut power) = (0, 0);
    for byte in text {
        match byte {
            b'0'..=b'9' if power != 0 => {
                written = (written * 10 + i64::from(byte - b'0')).min(1_000_000_000_000);
            }
            b'0'..=b'9' => {
                // Digits that the mantissa has no room for count by their place alone.
                let room = digits < 1_000_000_000_000_000_000;
                if room {
                    digits = digits * 10 + u64::from(byte - b'0');
                }
                exponent += i64::from(!room) - place;
            }
            b'.' => place = 1,
            b'e' | b'E' => power = 1,
            b'-' if power != 0 => power = -1,
            _ => {}
        }
    }
    let mut value = digits as f64;
    // Beyond these everything is 0 or infinite, however many digits there were.
    let mut left = (exponent + power * written).clamp(-400, 400);
    while left != 0 {
        let step = left.clamp(-22, 22);
        // Each of these powers is exact.
        let mut ten = 1.0;
        for _ in 0..step.abs() {
            ten *= 10.0;
        }
        value = if step < 0 { value / ten } else { value * ten };
        left -= step;
    }
    if text.first() == Some(&b'-') { -value } else { value }
}

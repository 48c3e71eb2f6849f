//! Points in time: milliseconds since 1970-01-01T00:00:00Z, written as RFC 3339.
//!
//! No clock is read here. The calendar arithmetic is Howard Hinnant's `days_from_civil` and
//! `civil_from_days` (<https://howardhinnant.github.io/date_algorithms.html>).

use std::f64::consts::LN_2;

/// Milliseconds since the Unix epoch; negative before 1970.
pub type Millis = i64;

/// One second.
pub const SECOND: Millis = 1_000;
/// One minute.
pub const MINUTE: Millis = 60 * SECOND;
/// One day of 24 hours.
pub const DAY: Millis = 24 * 60 * MINUTE;

/// `span` in days, as a share-friendly number; negative spans count as none.
pub fn days(span: Millis) -> f64 {
    span.max(0) as f64 / DAY as f64
}

/// 2^(−age / half-life): what is left of a weight after `age`. Both in milliseconds; an age below zero (a
/// clock that went backwards) counts as none.
pub fn decay(age: Millis, half_life: Millis) -> f64 {
    // exp and ln alone: exp2, log2 and powers would bring 4 KB of tables into the browser module.
    (-LN_2 * age.max(0) as f64 / half_life as f64).exp()
}

/// Reads an RFC 3339 time such as `2026-11-02T09:14:00Z` or `…T09:14:00.250+01:00`. A date alone is midnight
/// UTC. Returns `None` for anything else.
pub fn parse(text: &str) -> Option<Millis> {
    const FORM: &[u8; 19] = b"0000-00-00T00:00:00";
    let bytes = text.as_bytes();
    let form = if bytes.len() == 10 { &FORM[..10] } else { FORM };
    let mut parts = [0; 6];
    let mut part = 0;
    for (at, sign) in form.iter().enumerate() {
        let byte = *bytes.get(at)?;
        match sign {
            b'0' => parts[part] = parts[part] * 10 + digit(byte)?,
            b'T' if matches!(byte, b'T' | b't' | b' ') => part += 1,
            _ if byte == *sign => part += 1,
            _ => return None,
        }
    }
    let [year, month, day, hour, minute, second] = parts;
    let is_date = (1..=12).contains(&month) && day >= 1 && day <= month_days(year, month);
    if !is_date || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = hour * 3_600 + minute * 60 + second;
    let at = i64::from(days_from_civil(year, month, day)) * DAY + i64::from(seconds) * SECOND;
    let rest = &bytes[form.len()..];
    if rest.is_empty() && form.len() == 10 { Some(at) } else { Some(at + zone(rest)?) }
}

/// Milliseconds to add for `.123456…`, if there are any, and for `Z` or `±hh:mm`.
fn zone(mut bytes: &[u8]) -> Option<Millis> {
    let mut millis = 0;
    if let [b'.', first, ..] = bytes {
        digit(*first)?;
        let mut unit = 100;
        bytes = &bytes[1..];
        while let [byte @ b'0'..=b'9', rest @ ..] = bytes {
            millis += i64::from(byte - b'0') * unit;
            unit /= 10;
            bytes = rest;
        }
    }
    let (sign, [a, b, b':', c, d]) = (match bytes {
        b"Z" | b"z" => return Some(millis),
        [b'+', rest @ ..] => (-1, rest),
        [b'-', rest @ ..] => (1, rest),
        _ => return None,
    }) else {
        return None;
    };
    let hours = digit(*a)? * 10 + digit(*b)?;
    let minutes = digit(*c)? * 10 + digit(*d)?;
    (hours < 24 && minutes < 60)
        .then_some(millis + i64::from(sign * (hours * 60 + minutes)) * MINUTE)
}

fn digit(byte: u8) -> Option<i32> {
    let digit = byte.wrapping_sub(b'0');
    (digit < 10).then_some(i32::from(digit))
}

/// Writes a time in UTC; milliseconds only where there are some. Years outside 0–9999 are clamped.
pub fn format(at: Millis) -> String {
    let at = at.clamp(MIN, MAX);
    let (days, rest) = (at.div_euclid(DAY) as i32, at.rem_euclid(DAY) as i32);
    let (year, month, day) = civil_from_days(days);
    let (second, millis) = (rest / 1_000, rest % 1_000);
    let mut out = String::with_capacity(24);
    push(&mut out, "", year, 4);
    for (sign, value) in [
        ("-", month),
        ("-", day),
        ("T", second / 3_600),
        (":", second / 60 % 60),
        (":", second % 60),
    ] {
        push(&mut out, sign, value, 2);
    }
    if millis > 0 {
        push(&mut out, ".", millis, 3);
    }
    out.push('Z');
    out
}

/// 0000-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z, the range RFC 3339 can write.
const MIN: Millis = -62_167_219_200_000;
const MAX: Millis = 253_402_300_799_999;

/// Appends `sign`, and the last `width` digits of `value`.
fn push(out: &mut String, sign: &str, value: i32, width: usize) {
    if width > 1 {
        push(out, sign, value / 10, width - 1);
    } else {
        out.push_str(sign);
    }
    out.push(char::from(b'0' + (value % 10) as u8));
}

fn month_days(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i32) -> (i32, i32, i32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days - era * 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for at in [0, 1, -1, 951_782_400_000, 1_793_610_840_250, MIN, MAX] {
            assert_eq!(parse(&format(at)), Some(at), "{}", format(at));
        }
    }

    #[test]
    fn offsets_fractions_and_plain_dates_are_understood() {
        let noon = parse("2026-11-02T12:00:00Z").unwrap();
        assert_eq!(parse("2026-11-02T13:30:00+01:30"), Some(noon));
        assert_eq!(parse("2026-11-02T12:00:00.2509Z"), Some(noon + 250));
        assert_eq!(parse("2026-11-02"), Some(noon - DAY / 2));
        assert_eq!(format(noon), "2026-11-02T12:00:00Z");
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "soon",
            "2026-02-29",
            "2026-13-01",
            "2026-11-02T25:00:00Z",
            "2026-11-02T12:00:00",
            "2026-11-02T12:00:00.Z",
            "2026-11-02T12:00:00+1:00",
            "２０２６-11-02",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

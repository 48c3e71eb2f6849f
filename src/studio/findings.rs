//! What is found in a text, as an editor marks it.

use crate::check::Checked;
use crate::engine::Level;
use crate::engine::json::{self, Writer};
use crate::engine::time::Millis;

/// All findings of a text, as JSON.
pub fn of(text: &str, now: Millis) -> String {
    let Checked { plan, findings, .. } = Checked::of(text.as_bytes(), now);
    let mut units = Units { text, bytes: 0, counted: 0 };
    json::object(|json| {
        json.key("usable").flag(plan.is_some());
        json.key("findings").list(&findings, |json, found| {
            json.map(|json| {
                let level = if found.level == Level::Error { "error" } else { "warning" };
                json.key("level").text(level);
                json.key("code").text(found.code);
                json.key("path").text(&found.path);
                let from = units.at(found.place.offset);
                let to = units.at(found.end.max(found.place.offset));
                count(json, "from", from);
                count(json, "to", to);
                count(json, "line", found.place.line);
                count(json, "column", found.place.column);
                json.key("title").text(&found.title);
                json.key("why").text(&found.why);
                json.key("fix").text(&found.fix);
            });
        });
    })
}

fn count(json: &mut Writer, key: &str, count: usize) {
    json.key(key).number(count as f64);
}

/// From bytes of a text to UTF-16 units, which JavaScript counts in. Places come in their order, more or less: each is counted
/// from the one before.
struct Units<'t> {
    text: &'t str,
    bytes: usize,
    counted: usize,
}

impl Units<'_> {
    fn at(&mut self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let units = |text: Option<&str>| text.unwrap_or_default().encode_utf16().count();
        if byte >= self.bytes {
            self.counted += units(self.text.get(self.bytes..byte));
        } else {
            self.counted -= units(self.text.get(byte..self.bytes));
        }
        self.bytes = byte;
        self.counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_javascript_counts_them() {
        let mut units = Units { text: "aé😀b", bytes: 0, counted: 0 };
        assert_eq!([1, 3, 7, 8, 3, 0, 99].map(|byte| units.at(byte)), [1, 2, 4, 5, 2, 0, 5]);
    }

    #[test]
    fn a_finding_has_the_range_that_it_is_about() {
        let text = r#"{"version":1,"offers":[{"id":"é","title":"A","url":"javascript:x"}]}"#;
        let said = of(text, 0);
        let from = text.encode_utf16().count() - r#""javascript:x"}]}"#.len();
        assert!(said.starts_with(r#"{"usable":false"#), "{said}");
        let range = format!(r#""from":{from},"to":{}"#, from + r#""javascript:x""#.len());
        assert!(said.contains(&range), "{said} {range}");
    }
}

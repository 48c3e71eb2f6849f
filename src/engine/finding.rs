//! What is wrong with an `offers.json`: each problem is one function. Here it is data, small enough for the browser's
//! module; the sentences for people are in [`finding_text`](super::finding_text).

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Legal, but probably not meant so.
    Warning,
    /// Cairn cannot run with it.
    Error,
}

/// One problem of a config.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Error or warning.
    pub level: Level,
    /// Which problem, such as `unknown-id`: a stable name for machines, readable for people.
    pub code: &'static str,
    /// The JSON path, such as `offers[3].personas[0]`; empty for the whole file.
    pub path: String,
    /// What was found there: an id, a word, a kind of value.
    pub found: String,
    /// What is expected or known there.
    pub expected: Vec<String>,
}

impl Finding {
    /// The finding in one line, for a console: path, code, what was found, what is expected.
    pub fn brief(&self) -> String {
        let place = if self.path.is_empty() { "the file" } else { &self.path };
        let (open, close) = if self.found.is_empty() { ("", "") } else { (" \"", "\"") };
        let mut brief = [place, ": ", self.code, open, &self.found, close, ", expected"].concat();
        let mut before = ": ";
        for expected in &self.expected {
            brief.push_str(before);
            brief.push_str(expected);
            before = ", ";
        }
        brief
    }
}

#[inline(never)]
fn error(code: &'static str, path: String, found: &str, expected: &[&str]) -> Finding {
    let expected = expected.iter().map(|text| String::from(*text)).collect();
    Finding { level: Level::Error, code, path, found: found.into(), expected }
}

/// A value of the wrong kind.
pub fn wrong_kind(path: String, expected: &str, found: &str) -> Finding {
    error("wrong-kind", path, found, &[expected])
}

/// A field that must be there and is not.
pub fn missing_field(path: String, field: &str) -> Finding {
    error("missing-field", path, "", &[field])
}

/// A field that this version does not know.
pub fn unknown_field(path: String, field: &str, known: &[&str]) -> Finding {
    error("unknown-field", path, field, known)
}

/// A number outside its range.
pub fn out_of_range(path: String, range: &str) -> Finding {
    error("out-of-range", path, "", &[range])
}

/// A word that is none of the words allowed here.
pub fn unknown_word(path: String, word: &str, known: &[&str]) -> Finding {
    error("unknown-word", path, word, known)
}

/// A file of another version of the format.
pub fn unsupported_version(found: &str) -> Finding {
    error("unsupported-version", "version".into(), found, &["1"])
}

/// A reference to an id that nothing has. `code` is `unknown-persona`, `unknown-stage`, `unknown-journey` or
/// `unknown-offer`.
pub fn unknown_id(path: String, code: &'static str, id: &str, known: &[&str]) -> Finding {
    error(code, path, id, known)
}

/// An id used twice.
pub fn duplicate_id(path: String, id: &str) -> Finding {
    error("duplicate-id", path, id, &["an id of its own"])
}

/// A URL that must not become a link.
pub fn bad_url(path: String, url: &str) -> Finding {
    error("bad-url", path, url, &["https:", "http:", "mailto:", "tel:", "a relative link"])
}

/// A time that is none.
pub fn bad_time(path: String, text: &str) -> Finding {
    error("bad-time", path, text, &["2026-11-02T09:00:00Z"])
}

/// A condition with no test, with more than one, or nested too deep.
pub fn not_one_condition(path: String, known: &[&str]) -> Finding {
    error("not-one-condition", path, "", known)
}

/// An offer whose time is over before it begins.
pub fn never_on(path: String) -> Finding {
    error("never-on", path, "until", &["a time after \"from\""])
}

/// A config without any offer.
pub fn no_offers() -> Finding {
    error("no-offers", "offers".into(), "", &["an offer"])
}

/// A journey without any stage.
pub fn no_stages(path: String) -> Finding {
    error("no-stages", path, "", &["a stage"])
}

/// An id that stands for something else already.
pub fn reserved_id(path: String, id: &str) -> Finding {
    error("reserved-id", path, id, &["another id"])
}

/// An offer after which nothing is named; `others` are those that would go on best.
pub fn dead_end(path: String, id: &str, others: &[&str]) -> Finding {
    Finding { level: Level::Warning, ..error("dead-end", path, id, others) }
}

//! What is wrong with an `offers.json`: each problem is one function that says what, where, why and what to write.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Legal, but probably not meant so.
    Warning,
    /// Cairn cannot run with it.
    Error,
}

/// One problem of a config, in the terms of the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Error or warning.
    pub level: Level,
    /// A stable name for machines, such as `unknown-id`.
    pub code: &'static str,
    /// The JSON path, such as `offers[3].personas[0]`; empty for the whole file.
    pub path: String,
    /// What is wrong.
    pub title: String,
    /// Why that is a problem: what was found, what is known.
    pub why: String,
    /// What to write instead.
    pub fix: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            out.write_str(&self.path)?;
            out.write_str(": ")?;
        }
        for part in [&self.title, ". ", &self.why, ". To mend it: ", &self.fix, "."] {
            out.write_str(part)?;
        }
        Ok(())
    }
}

fn error(code: &'static str, path: &str, title: String, why: String, fix: String) -> Finding {
    Finding { level: Level::Error, code, path: path.into(), title, why, fix }
}

/// A value of the wrong kind.
pub fn wrong_kind(path: &str, expected: &str, found: &str) -> Finding {
    let place = if path.is_empty() { "the file" } else { path };
    error(
        "wrong-kind",
        path,
        [place, " is not ", expected].concat(),
        ["it is ", found].concat(),
        ["write ", expected, " here"].concat(),
    )
}

/// A field that must be there and is not.
pub fn missing_field(path: &str, field: &str) -> Finding {
    error(
        "missing-field",
        path,
        [if path.is_empty() { "the file" } else { path }, " has no \"", field, "\""].concat(),
        "Cairn cannot do without it".into(),
        ["add \"", field, "\""].concat(),
    )
}

/// A field that this version does not know.
pub fn unknown_field(path: &str, field: &str, known: &[&str]) -> Finding {
    error(
        "unknown-field",
        path,
        ["\"", field, "\" is not a field that Cairn knows here"].concat(),
        ["it would be ignored; there are: ", &known.join(", ")].concat(),
        "correct its spelling or remove it".into(),
    )
}

/// A number outside its range.
pub fn out_of_range(path: &str, range: &str) -> Finding {
    error(
        "out-of-range",
        path,
        [path, " is out of range"].concat(),
        ["it must be ", range].concat(),
        ["write a number that is ", range].concat(),
    )
}

/// A word that is none of the words allowed here.
pub fn unknown_word(path: &str, word: &str, known: &[&str]) -> Finding {
    error(
        "unknown-word",
        path,
        ["\"", word, "\" is not a word that Cairn knows here"].concat(),
        ["there are: ", &known.join(", ")].concat(),
        "write one of these".into(),
    )
}

/// A file of another version of the format.
pub fn unsupported_version(found: &str) -> Finding {
    error(
        "unsupported-version",
        "version",
        ["version ", found, " of the format is not known"].concat(),
        "this Cairn reads version 1".into(),
        "write \"version\": 1, or use the Cairn that the file was written for".into(),
    )
}

/// A reference to an id that nothing has. `what` is "persona", "stage", "journey" or "offer".
pub fn unknown_id(path: &str, what: &str, id: &str, known: &[&str]) -> Finding {
    let why = if known.is_empty() {
        ["the file has no ", what, "s"].concat()
    } else {
        ["there are: ", &known.join(", ")].concat()
    };
    error(
        "unknown-id",
        path,
        ["there is no ", what, " \"", id, "\""].concat(),
        why,
        ["write one of these, or add a ", what, " with id \"", id, "\""].concat(),
    )
}

/// An id used twice.
pub fn duplicate_id(path: &str, what: &str, id: &str) -> Finding {
    error(
        "duplicate-id",
        path,
        ["the ", what, " id \"", id, "\" is used twice"].concat(),
        ["each ", what, " needs an id of its own"].concat(),
        "give one of them another id".into(),
    )
}

/// A URL that must not become a link.
pub fn bad_url(path: &str, url: &str) -> Finding {
    error(
        "bad-url",
        path,
        ["\"", url, "\" cannot be a link"].concat(),
        "links are https:, http:, relative, mailto: or tel:, without blanks".into(),
        "write such a link, for example \"/contact\"".into(),
    )
}

/// A time that is none.
pub fn bad_time(path: &str, text: &str) -> Finding {
    error(
        "bad-time",
        path,
        ["\"", text, "\" is not a time"].concat(),
        "times look like 2026-11-02T09:00:00Z, or 2026-11-02 for midnight UTC".into(),
        "write the time in that form".into(),
    )
}

/// A condition with no test or with more than one.
pub fn not_one_condition(path: &str, known: &[&str]) -> Finding {
    error(
        "not-one-condition",
        path,
        "a condition needs exactly one test".into(),
        ["the tests are: ", &known.join(", ")].concat(),
        "keep one, or put several into {\"all\": [ … ]} or {\"any\": [ … ]}".into(),
    )
}

/// An offer whose time is over before it begins.
pub fn never_on(path: &str) -> Finding {
    error(
        "never-on",
        path,
        [path, " can never be shown"].concat(),
        "\"until\" is not after \"from\"".into(),
        "set \"until\" to a later time".into(),
    )
}

/// A config without any offer.
pub fn no_offers() -> Finding {
    error(
        "no-offers",
        "offers",
        "there are no offers".into(),
        "without offers the panel has nothing to show".into(),
        "add at least one offer with \"id\", \"title\" and \"url\"".into(),
    )
}

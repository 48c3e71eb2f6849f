//! Findings in sentences: what is wrong, why that is a problem, what to write instead.
//!
//! The command line and the studio use it; the browser's module does not carry it.

use super::finding::Finding;

/// A finding for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentences {
    /// What is wrong.
    pub title: String,
    /// What was found, what is known.
    pub why: String,
    /// What to do.
    pub fix: String,
}

/// Explains a finding in the terms of the person who wrote the file.
pub fn explain(finding: &Finding) -> Sentences {
    let Finding { code, path, found, expected, .. } = finding;
    let place = if path.is_empty() { "the file" } else { path };
    let known = listed(expected);
    let (title, why, fix) = match *code {
        "wrong-kind" => (
            format!("{place} is not {known}"),
            format!("it is {found}"),
            format!("write {known} here"),
        ),
        "missing-field" => (
            format!("{place} has no \"{known}\""),
            "Cairn cannot do without it".into(),
            format!("add \"{known}\""),
        ),
        "empty-field" => empty(place, found),
        "unknown-field" => (
            format!("\"{found}\" is not a field that Cairn knows here"),
            format!("it would be ignored; there are: {known}"),
            "correct its spelling or remove it".into(),
        ),
        "out-of-range" => (
            format!("{place} is out of range"),
            format!("it must be {known}"),
            if known.starts_with("a whole") {
                format!("write {known}")
            } else {
                format!("write a number that is {known}")
            },
        ),
        "unknown-word" => (
            format!("\"{found}\" is not a word that Cairn knows here"),
            format!("there are: {known}"),
            "write one of these".into(),
        ),
        "unsupported-version" => (
            format!("version {found} of the format is not known"),
            "this Cairn reads version 1".into(),
            "write \"version\": 1, or use the Cairn that the file was written for".into(),
        ),
        "duplicate-id" => (
            format!("the id \"{found}\" is used twice"),
            "each needs an id of its own".into(),
            "give one of them another id".into(),
        ),
        "bad-url" => (
            format!("\"{found}\" cannot be a link"),
            "links are https:, http:, relative, mailto: or tel:, without blanks".into(),
            "write such a link, for example \"/contact\"".into(),
        ),
        "bad-time" => (
            format!("\"{found}\" is not a time"),
            "times look like 2026-11-02T09:00:00Z, or 2026-11-02 for midnight UTC".into(),
            "write the time in that form".into(),
        ),
        "not-one-condition" => (
            "a condition needs exactly one test, and at most 16 conditions inside each other"
                .into(),
            format!("the tests are: {known}"),
            "keep one, or put several into {\"all\": [ … ]} or {\"any\": [ … ]}".into(),
        ),
        "never-on" => (
            format!("{place} can never be shown"),
            "\"until\" is not after \"from\"".into(),
            "set \"until\" to a later time".into(),
        ),
        "dead-end" => (
            format!("nothing is named that follows \"{found}\""),
            match expected.as_slice() {
                [] => "the journey goes on all the same, with what serves the same visitors".into(),
                _ => format!(
                    "the journey goes on all the same, so these would be offered there: {known}"
                ),
            },
            "name what should follow, the best first: \"next\": [ … ]".into(),
        ),
        "no-offers" => (
            "there are no offers".into(),
            "without offers the panel has nothing to show".into(),
            "add at least one offer with \"id\", \"title\" and \"url\"".into(),
        ),
        "no-stages" => (
            format!("{place} is empty"),
            "a visitor on this journey would stand nowhere".into(),
            "add at least one stage with \"id\", or remove the journey".into(),
        ),
        "reserved-id" => (
            format!("no persona can have the id \"{found}\""),
            "it stands for visitors who are of none of the personas".into(),
            "give the persona another id".into(),
        ),
        unknown => reference(unknown, found, expected),
    };
    Sentences { title, why, fix }
}

/// A reference to what is not there.
fn reference(code: &str, found: &str, known: &[String]) -> (String, String, String) {
    let what = code.strip_prefix("unknown-").unwrap_or(code);
    let article = if what == "offer" { "an" } else { "a" };
    let (why, write) = match known {
        [] => (format!("the file has no {what}s"), String::new()),
        _ => (format!("there are: {}", listed(known)), "write one of these, or ".to_string()),
    };
    let title = format!("there is no {what} \"{found}\"");
    (title, why, format!("{write}add {article} {what} with id \"{found}\""))
}

/// An id or a title that is there and says nothing.
fn empty(place: &str, field: &str) -> (String, String, String) {
    let (why, fix) = match field {
        "title" => (
            "the title is the link: without it nobody sees the offer",
            "write what the visitor gets, as in \"The price guide\"",
        ),
        _ => (
            "everything is told apart by its id",
            "write a short name that nothing else has, as in \"price-guide\"",
        ),
    };
    (format!("{place} is empty"), why.into(), fix.into())
}

/// What is known, as far as anybody reads on.
fn listed(known: &[String]) -> String {
    const MOST: usize = 20;
    if known.len() <= MOST {
        return known.join(", ");
    }
    format!("{}, … ({} in all)", known[..MOST].join(", "), known.len())
}

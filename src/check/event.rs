//! What is said of a line of a journal that is no event.

use crate::engine::event::Malformed;

/// What to do where there is nothing like an event.
pub const EXAMPLE: &str =
    r#"write it as in {"at":"2026-11-02T09:14:00Z","event":{"name":"login"}}"#;

/// What is wrong with an event that has these fields besides its time, why that matters, and what to do.
pub fn malformed(malformed: Malformed, fields: &[String]) -> (String, String, String) {
    match malformed {
        Malformed::Lacks("at") => (
            "this event has no time".into(),
            "\"at\" is missing, or is not a text in quotes".into(),
            "write when it happened, as in \"at\": \"2026-11-02T09:14:00Z\"".into(),
        ),
        Malformed::Unreadable("at") => (
            "the time of this event cannot be read".into(),
            "\"at\" is not a time as RFC 3339 has it".into(),
            "write it as in \"at\": \"2026-11-02T09:14:00Z\"".into(),
        ),
        Malformed::Unreadable("did") => (
            "what happened to the form cannot be read".into(),
            "\"did\" is none of start, submit, abandon".into(),
            "write one of these".into(),
        ),
        Malformed::Lacks(field) => (
            format!("this event has no \"{field}\""),
            format!("\"{field}\" is missing, or is not of the right kind"),
            "write it, or remove the line".into(),
        ),
        Malformed::Unreadable(field) => (
            format!("\"{field}\" cannot be read"),
            "it is not what Cairn writes there".into(),
            "correct it, or remove the line".into(),
        ),
        Malformed::Unknown => {
            let why = if fields.is_empty() {
                "it has a time and nothing else".into()
            } else {
                format!("\"{}\" may come from a newer version of Cairn", fields.join("\", \""))
            };
            let kinds = "page, search, event, form, impression, click, dismissal, persona, conversion, feedback";
            let fix = format!("use that version, or write one of: {kinds}");
            ("nothing that Cairn knows happened here".into(), why, fix)
        }
    }
}

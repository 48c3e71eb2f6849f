//! The journal in the browser's storage: the journal's lines, a version in front.
//!
//! Storage may be blocked, full or shared with another tab. Nothing here fails: what cannot be stored stays in
//! memory, and whoever asks is told.

use super::{page, text};
use crate::engine::json::Writer;
use crate::engine::known::Known;
use crate::engine::{Event, Journal};

/// The version of the stored form; the lines are those of `journal.ndjson`.
const HEAD: &str = "{\"version\":1,\"events\":[";
const TAIL: &str = "]}";

/// Takes the events stored so far, without those that this version cannot read; says whether anything is stored. Only Cairn
/// writes there: of what is not as this version writes it, nothing is taken from where that begins.
pub fn load(take: &mut dyn FnMut(Event)) -> bool {
    let stored = page::stored();
    if let Some(text) = &stored {
        within(text, HEAD, TAIL, take);
    }
    stored.is_some()
}

/// Takes the events of a JSON list.
pub fn listed(text: &str, take: &mut dyn FnMut(Event)) {
    within(text, "[", "]", take);
}

fn within(text: &str, head: &str, tail: &str, take: &mut dyn FnMut(Event)) {
    let lines = text.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail));
    let mut known = Known::default();
    text::each(lines.unwrap_or_default(), &mut |line| {
        if let Ok(event) = Event::read_after(line, &mut known) {
            take(event);
        }
    });
}

/// Stores a journal, and says whether that worked. A full storage is no reason to complain to a visitor: the next
/// page view tries again.
pub fn save(journal: &Journal) -> bool {
    page::store(&lines(journal, HEAD, TAIL))
}

/// The journal's lines as one list, between `head` and `tail`.
pub fn lines(journal: &Journal, head: &str, tail: &str) -> String {
    let mut json = Writer::default();
    json.raw(head);
    for (position, event) in journal.events().iter().enumerate() {
        if position > 0 {
            json.raw(",");
        }
        event.write_to(&mut json);
    }
    json.raw(tail);
    json.finish()
}

//! The journal in the browser's storage: the journal's lines, a version in front.
//!
//! Storage may be blocked, full or shared with another tab. Nothing here fails: what cannot be stored stays in
//! memory, and whoever asks is told.

use super::{page, text};
use crate::engine::journal::CAPACITY;
use crate::engine::json::Writer;
use crate::engine::{Event, Journal};

/// The version of the stored form; the lines are those of `journal.ndjson`.
const HEAD: &str = "{\"version\":1,\"events\":[";
const TAIL: &str = "]}";

/// The events stored so far, without those that this version cannot read; `None` when nothing is stored.
pub fn load() -> Option<Vec<Event>> {
    Some(read(&page::stored()?))
}

/// The events of a stored journal. Only Cairn writes there: what is not as this version writes it is nothing.
fn read(text: &str) -> Vec<Event> {
    within(text, HEAD, TAIL)
}

/// The events of a JSON list.
pub fn listed(text: &str) -> Vec<Event> {
    within(text, "[", "]")
}

fn within(text: &str, head: &str, tail: &str) -> Vec<Event> {
    let lines = text.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail));
    lines.and_then(events).unwrap_or_default()
}

/// The events among these lines, with commas between them; `None` if one of them is no JSON.
fn events(lines: &str) -> Option<Vec<Event>> {
    let mut events = Vec::with_capacity(CAPACITY);
    let whole = text::each(lines, &mut |line| {
        if let Ok(event) = Event::read(line) {
            events.push(event);
        }
    });
    whole.then_some(events)
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

//! The journal in the browser's storage: one key, the journal's lines, a version in front.
//!
//! Storage may be blocked, full or shared with another tab. Nothing here fails: what cannot be stored stays in
//! memory, and whoever asks is told.

use super::{page, text};
use crate::engine::json::Writer;
use crate::engine::node::Node;
use crate::engine::{Event, Journal};
use crate::js::Js;
use js_sys::JSON;
use wasm_bindgen::JsValue;

/// The one key that Cairn stores anything under.
pub const KEY: &str = "cairn";

/// The version of the stored form; the lines are those of `journal.ndjson`.
const HEAD: &str = "{\"version\":1,\"events\":[";
const TAIL: &str = "]}";

/// The browser's storage; `None` when it is blocked.
fn storage() -> Option<Js> {
    page::window().get("localStorage")
}

/// Whether there is a storage. Nothing is written to find out: other tabs of the page would hear of it.
pub fn works() -> bool {
    storage().is_some_and(|storage| storage.call("getItem", KEY).is_some())
}

/// The events stored so far, without those that this version cannot read; `None` when nothing is stored.
pub fn load() -> Option<Vec<Event>> {
    Some(read(&storage()?.call("getItem", KEY)?.text()?))
}

/// The events of a stored journal.
fn read(text: &str) -> Vec<Event> {
    let ours = text.strip_prefix(HEAD).and_then(|rest| rest.strip_suffix(TAIL));
    if let Some(events) = ours.and_then(events) {
        return events;
    }
    // Not as this version writes it, or not whole: the browser has a look at it.
    let written = listed(text).unwrap_or_default();
    let lines = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    lines.and_then(events).unwrap_or_default()
}

/// The events among these lines, with commas between them; `None` if one of them is no JSON.
fn events(lines: &str) -> Option<Vec<Event>> {
    let mut events = Vec::new();
    let whole = text::each(lines, &mut |line| {
        if let Ok(event) = Event::read(line) {
            events.push(event);
        }
    });
    whole.then_some(events)
}

/// The list of events in a stored journal of this version, written anew.
fn listed(text: &str) -> Option<String> {
    let stored = Js(JSON::parse(text).ok()?);
    let events = stored.get("events").filter(|_| stored.number_in("version") == Some(1.0))?;
    Some(text::of(&events.0))
}

/// Stores a journal, and says whether that worked. A full storage is no reason to complain to a visitor: the next
/// page view tries again.
pub fn save(journal: &Journal) -> bool {
    let text = lines(journal, HEAD, TAIL);
    let set =
        |storage: Js| storage.call_with("setItem", &KEY.into(), &text.into(), &JsValue::UNDEFINED);
    storage().and_then(set).is_some()
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

/// Erases everything that Cairn stored.
pub fn erase() {
    if let Some(storage) = storage() {
        storage.call("removeItem", KEY);
    }
}

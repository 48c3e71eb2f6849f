//! The journal in the browser's storage: one key, the journal's lines, a version in front.
//!
//! Storage may be blocked, full or shared with another tab. Nothing here fails: what cannot be stored stays in
//! memory, and whoever asks is told.

use super::page;
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

fn set(storage: &Js, key: &str, text: &str) -> Option<Js> {
    storage.call_with("setItem", &key.into(), &text.into(), &JsValue::UNDEFINED)
}

/// Whether something can be stored at all.
pub fn works() -> bool {
    let Some(storage) = storage() else { return false };
    let key = "cairn-probe";
    set(&storage, key, "1").is_some() && storage.call("removeItem", key).is_some()
}

/// The events stored so far; events that this version cannot read are left out.
pub fn load() -> Vec<Event> {
    let text = storage().and_then(|storage| storage.call("getItem", KEY)?.text());
    text.map(|text| read(&text)).unwrap_or_default()
}

/// The events of a stored journal.
pub fn read(text: &str) -> Vec<Event> {
    let Some(stored) = JSON::parse(text).ok().map(Js) else { return Vec::new() };
    if stored.number_in("version") != Some(1.0) {
        return Vec::new();
    }
    let lines = stored.get("events").map(|events| events.items()).unwrap_or_default();
    lines.iter().filter_map(|line| Event::read(line).ok()).collect()
}

/// Stores a journal. A full storage is no reason to complain to a visitor: the next page view tries again.
pub fn save(journal: &Journal) {
    if let Some(storage) = storage() {
        set(&storage, KEY, &[HEAD, &lines(journal, ","), TAIL].concat());
    }
}

/// The journal's lines, `separator` between them.
pub fn lines(journal: &Journal, separator: &str) -> String {
    journal.events().iter().map(Event::write).collect::<Vec<_>>().join(separator)
}

/// Erases everything that Cairn stored.
pub fn erase() {
    if let Some(storage) = storage() {
        storage.call("removeItem", KEY);
    }
}

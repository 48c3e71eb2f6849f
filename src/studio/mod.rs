//! The studio's module: what its page asks about a text that is to be `offers.json`.
//!
//! Everything goes in and comes out as texts, most of them JSON: a page that calls a few times a second needs nothing quicker.
//! Time and seed are arguments here too, since a walk has a time of its own.

mod events;
mod findings;
mod version;

pub use version::Version;

use wasm_bindgen::prelude::*;

/// All findings of a text at the time `now`, in milliseconds since 1970: `{ usable, findings: [{ level, code, path, from, to,
/// line, column, title, why, fix }] }`, from and to counted as JavaScript counts the letters of a text.
#[wasm_bindgen]
pub fn check(text: &str, now: f64) -> String {
    findings::of(text, now as i64)
}

/// What is wrong with each value of a JSON list as an event of a journal: a JSON list with null for those that are events, and
/// else `[what, why, fix]`. Empty where it is no list.
#[wasm_bindgen]
pub fn problems(events: &str) -> String {
    events::problems(events)
}

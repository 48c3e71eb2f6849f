//! The page, as `page.js` knows it: what it says of itself, what it tells, the browser's storage.
//!
//! Whatever touches the page is JavaScript, in which it is shorter; nothing of it ever throws at the module. The build puts it
//! into the module's glue, where these functions are found by name.

use crate::engine::time::Millis;
use js_sys::Date;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Listens to the page from now on.
    pub fn listen();
    /// Calls [`drawn`](super::drawn) once a route had time to be drawn.
    #[wasm_bindgen(js_name = waitForRoute)]
    pub fn wait_for_route();
    /// Whether this is the address of the page.
    #[wasm_bindgen(js_name = isAt)]
    pub fn is_at(address: &str) -> bool;
    /// Whether the page can be seen, and may be: while the visitor pauses Cairn it is as if hidden.
    #[wasm_bindgen(js_name = isVisible)]
    pub fn is_visible() -> bool;
    /// Whether the visitor's browser asks not to be tracked: Global Privacy Control, or Do Not Track.
    #[wasm_bindgen(js_name = asksForPrivacy)]
    pub fn asks_for_privacy() -> bool;
    /// The page's title.
    #[wasm_bindgen(js_name = pageTitle)]
    pub fn title() -> String;
    /// The text of the page's main heading and of its description.
    #[wasm_bindgen(js_name = pageText)]
    pub fn text() -> String;
    /// The share of the page that has been in view, above 0; what is not a number is for the one who asks.
    pub fn depth() -> f64;
    /// A text in lower case.
    pub fn lowercase(text: &str) -> String;
    /// A query value as the visitor typed it; empty where it is none.
    pub fn decoded(value: &str) -> String;
    /// Whether there is a storage. Nothing is written to find out: other tabs of the page would hear of it.
    #[wasm_bindgen(js_name = canStore)]
    pub fn can_store() -> bool;
    /// What is stored; `None` where nothing is, or where storage is blocked.
    pub fn stored() -> Option<String>;
    /// Stores a text; says whether that worked.
    pub fn store(text: &str) -> bool;
    /// Erases what is stored.
    pub fn erase();
}

/// Milliseconds since the Unix epoch.
pub fn now() -> Millis {
    Date::now() as Millis
}

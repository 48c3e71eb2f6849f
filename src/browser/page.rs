//! What the page says of itself: address, title, words, how far it is scrolled.
//!
//! All of it is read through [`Js`], name by name, as the config is: typed accessors would cost the module an import
//! for each name.

use crate::engine::node::Node;
use crate::engine::time::Millis;
use crate::js::Js;
use js_sys::Date;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The window is its own value; a static would keep a cell around it.
    #[wasm_bindgen(js_namespace = window, js_name = valueOf)]
    fn window_value() -> JsValue;

    /// A document or an element. These two are not caught: on a page that has broken them, the engine ends.
    type Part;
    #[wasm_bindgen(method, getter)]
    fn title(this: &Part) -> String;
    #[wasm_bindgen(method, js_name = getAttribute)]
    fn get_attribute(this: &Part, name: &str) -> Option<String>;
}

/// The page's window.
pub fn window() -> Js {
    Js(window_value())
}

/// The page's document.
pub fn document() -> Option<Js> {
    window().get("document")
}

/// Whether this is the address of the page.
pub fn is_at(address: &str) -> bool {
    document().and_then(|document| document.text_in("URL")).as_deref() == Some(address)
}

/// Milliseconds since the Unix epoch.
pub fn now() -> Millis {
    Date::now() as Millis
}

/// Whether the page can be seen.
pub fn is_visible() -> bool {
    let state = document().and_then(|document| document.text_in("visibilityState"));
    state.as_deref() == Some("visible")
}

/// The title, and the text of the main heading and of the description.
pub fn words() -> (String, String) {
    let Some(document) = document() else { return Default::default() };
    let find = |selector: &str, key: &str| document.call("querySelector", selector)?.text_in(key);
    let mut text = find("h1", "textContent").unwrap_or_default();
    text.push(' ');
    text.push_str(&find("meta[name=description]", "content").unwrap_or_default());
    (document.0.unchecked_ref::<Part>().title(), text)
}

/// An attribute of an element.
pub fn attribute(element: &Js, name: &str) -> Option<String> {
    element.0.unchecked_ref::<Part>().get_attribute(name)
}

/// The share of the page that has been in view, 0–1.
pub fn depth() -> f64 {
    let window = window();
    let depth = || {
        let bottom = window.number_in("scrollY")? + window.number_in("innerHeight")?;
        let height = document()?.get("documentElement")?.number_in("scrollHeight")?;
        (height > 0.0).then_some(bottom / height)
    };
    depth().unwrap_or(1.0)
}

/// Whether the visitor's browser asks not to be tracked: Global Privacy Control, or Do Not Track.
pub fn asks_for_privacy() -> bool {
    let Some(navigator) = window().get("navigator") else { return false };
    navigator.get("globalPrivacyControl").is_some_and(|value| value.flag() == Some(true))
        || navigator.text_in("doNotTrack").as_deref() == Some("1")
}

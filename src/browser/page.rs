//! What the page says of itself: address, title, words, how far it is scrolled.

use crate::engine::event::tokens;
use crate::engine::node::Node;
use crate::engine::time::Millis;
use crate::js::Js;
use js_sys::{Date, Reflect};
use web_sys::{Document, VisibilityState, Window};

/// Words of a page's heading and description that are looked at; the title comes besides.
const MOST_WORDS: usize = 40;

/// The page's window; `None` outside a page.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The page's document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// Whether this is the address of the page.
pub fn is_at(address: &str) -> bool {
    document().and_then(|document| document.url().ok()).as_deref() == Some(address)
}

/// Milliseconds since the Unix epoch.
pub fn now() -> Millis {
    Date::now() as Millis
}

/// Whether the page can be seen.
pub fn is_visible() -> bool {
    document().is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}

/// The title, and the words of the main heading and of the description.
pub fn words() -> (String, Vec<String>) {
    let Some(document) = document() else { return Default::default() };
    let find = |selector: &str| document.query_selector(selector).ok().flatten();
    let heading = find("h1").and_then(|heading| heading.text_content()).unwrap_or_default();
    let about = find("meta[name=description]")
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default();
    let text = Js::lowercase(&[heading, " ".into(), about].concat());
    (document.title(), tokens(&text).take(MOST_WORDS).map(String::from).collect())
}

/// The share of the page that has been in view, 0–1.
pub fn depth() -> f64 {
    let depth = || {
        let window = window()?;
        let bottom = window.scroll_y().ok()? + window.inner_height().ok()?.as_f64()?;
        let height = f64::from(window.document()?.document_element()?.scroll_height());
        (height > 0.0).then_some(bottom / height)
    };
    depth().unwrap_or(1.0)
}

/// Whether the visitor's browser asks not to be tracked: Global Privacy Control, or Do Not Track.
pub fn asks_for_privacy() -> bool {
    let Some(window) = window() else { return false };
    let navigator = window.navigator();
    let says = |key: &str| Reflect::get(&navigator, &key.into()).ok();
    says("globalPrivacyControl").is_some_and(|value| value.as_bool() == Some(true))
        || says("doNotTrack").is_some_and(|value| value.as_string().as_deref() == Some("1"))
}

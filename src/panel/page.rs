//! The browser, and what is known of site and visitor, as `page.js` has it: what is read off the page's own objects is
//! JavaScript, in which it is a third as long. Nothing of it ever throws at the module.

use super::js::Js;
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// Reads what the loader says of the site.
    pub fn meet(site: &JsValue);
    /// Adds the panel's style sheet to the root's own, and gives it.
    pub fn adopt(root: &ShadowRoot) -> JsValue;
    /// Takes it away again.
    pub fn withdraw(root: &ShadowRoot, sheet: &JsValue);
    #[wasm_bindgen(js_name = ask)]
    fn ask_known(what: &str, given: &JsValue) -> JsValue;
    /// Whether the site has this: `asks` (who visitors are), `searches`, `knowsCustomers`.
    pub fn has(what: &str) -> bool;
    /// The panel's own words for this.
    pub fn say(key: &str) -> String;
    /// The words for this, with that in their gap.
    pub fn about(key: &str, what: &str) -> String;
    /// The words for so many.
    pub fn count(key: &str, number: f64) -> String;
    /// Remembers for this session that the panel was open.
    #[wasm_bindgen(js_name = wasOpened)]
    pub fn was_opened();
    /// Calls `open` once, as the visitor hesitates (`stall`) or at the end of a page (`end`).
    #[wasm_bindgen(js_name = opensItself)]
    pub fn opens_itself(kind: &str, open: &Function);
    /// Whether the page is dark where an element stands.
    #[wasm_bindgen(js_name = isDark)]
    pub fn is_dark(element: &Element) -> bool;
    /// Calls `act` whenever the page may have turned dark or light.
    #[wasm_bindgen(js_name = onTurn)]
    pub fn on_turn(act: &Function);
    /// How many panels stand before this one on the page.
    #[wasm_bindgen(js_name = placeOf)]
    pub fn place_of(host: &Element) -> usize;
    /// Gives the focus to the button that opens the panel in this root.
    #[wasm_bindgen(js_name = focusOpener)]
    pub fn focus_opener(root: &ShadowRoot);
    /// Calls `close` when this element's open panel stands on what has the focus; its button keeps out of the way by itself.
    #[wasm_bindgen(js_name = keepClear)]
    pub fn keep_clear(host: &Element, close: &Function);
    /// Whether what is in an element can be seen just now.
    #[wasm_bindgen(js_name = inView)]
    pub fn in_view(element: &Element) -> bool;
    /// Scrolls as little as brings an element into view.
    #[wasm_bindgen(js_name = bringIntoView)]
    pub fn bring_into_view(element: &Element);
    /// The address of the page.
    #[wasm_bindgen(js_name = pageAddress)]
    pub fn page_address() -> String;
    /// A text in lower case.
    pub fn lowercase(text: &str) -> String;
    /// Goes to another page.
    pub fn go(link: &str);
    /// Goes to an offer with the visitor's summary: into the mail, or to the page's field that waits for it.
    #[wasm_bindgen(js_name = handOver)]
    pub fn hand_over(link: &str, summary: &str);
    /// Writes the summary that the page's address carries into the field that waits for it.
    pub fn receive();
    /// Remembers a word for this session.
    pub fn remember(name: &str);
    /// Whether it was remembered.
    pub fn remembers(name: &str) -> bool;
    /// Takes in what a search can find; calls `more` when there is more.
    pub fn gather(more: &Function);
    #[wasm_bindgen(js_name = found)]
    fn found_in_js(query: &str, most: f64) -> JsValue;
    /// Gives the visitor his journey as a file.
    #[wasm_bindgen(js_name = saveFile)]
    pub fn save_file();
    /// Asks the visitor for a file; `done` gets its events, or a word for what is wrong with it.
    #[wasm_bindgen(js_name = openFile)]
    pub fn open_file(done: &JsValue);
    /// Copies a link that carries the journey.
    #[wasm_bindgen(js_name = copyLink)]
    pub fn copy_link(done: &JsValue);
    /// The lines of a code that carries the latest steps: `{ d, square }`.
    #[wasm_bindgen(js_name = showCode)]
    pub fn show_code(done: &JsValue);
    /// The journey that the page's address carries, which it no longer does then; empty if it carries none.
    pub fn brought() -> String;
    /// The events of such a journey.
    #[wasm_bindgen(js_name = unpackTo)]
    pub fn unpack(letters: &str, done: &JsValue);
}

/// What is known: an answer of `site.js` to the question of this name.
pub fn ask(what: &str) -> Js {
    tell(what, &JsValue::UNDEFINED)
}

/// The same, about something.
pub fn tell(what: &str, given: &JsValue) -> Js {
    Js(ask_known(what, given))
}

/// `{ hits, total }`: the first entries found.
pub fn found(query: &str, most: usize) -> Js {
    Js(found_in_js(query, most as f64))
}

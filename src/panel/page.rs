//! The browser, as `page.js` knows it. Nothing here throws.

#[cfg(target_arch = "wasm32")]
pub use here::*;
#[cfg(not(target_arch = "wasm32"))]
pub use nowhere::*;

#[cfg(target_arch = "wasm32")]
mod here {
    use js_sys::{Array, Function};
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        /// A text in lower case.
        pub fn lowercase(text: &str) -> String;
        /// The form of words that a language has for a number: `one`, `few`, `other`, …
        pub fn plural(language: &str, count: f64) -> String;
        /// A number as a language writes it.
        pub fn digits(language: &str, number: f64) -> String;
        /// How long ago something was, in words; `span` in milliseconds.
        pub fn ago(language: &str, span: f64) -> String;
        /// The milliseconds since the Unix epoch of a time in RFC 3339; not a number for anything else.
        pub fn moment(text: &str) -> f64;
        /// What a function of an object answers; `undefined` where it fails.
        pub fn ask(api: &JsValue, name: &str, given: &JsValue) -> JsValue;
        /// The language that the page says it has; may be empty.
        #[wasm_bindgen(js_name = pageLanguage)]
        pub fn page_language() -> String;
        /// The address of the page.
        #[wasm_bindgen(js_name = pageAddress)]
        pub fn page_address() -> String;
        /// The whole address of a link, without what follows `#`.
        pub fn address(link: &str) -> String;
        /// Where a link leads, in short.
        pub fn whereabouts(link: &str) -> String;
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
        /// Takes in the entries that a search can find, and those of the site's map if that is wanted; calls `more` when
        /// more can be found.
        pub fn gather(entries: &Array, wants_map: bool, more: &Function);
        /// `{ hits, total }`: the first entries found.
        pub fn found(query: &str, most: f64) -> JsValue;
        /// Gives the visitor his events as a file.
        #[wasm_bindgen(js_name = saveFile)]
        pub fn save_file(events: &Array);
        /// Asks the visitor for a file; `done` gets its events, or a word for what is wrong with it.
        #[wasm_bindgen(js_name = openFile)]
        pub fn open_file(done: &JsValue);
        /// Copies a link that carries these events.
        #[wasm_bindgen(js_name = copyLink)]
        pub fn copy_link(events: &Array, done: &JsValue);
        /// Copies a text.
        pub fn copy(text: &str, done: &JsValue);
        /// The lines of a code that carries the latest of these events: `{ d, square }`.
        #[wasm_bindgen(js_name = showCode)]
        pub fn show_code(events: &Array, done: &JsValue);
        /// The journey that the page's address carries, which it no longer does then; empty if it carries none.
        pub fn brought() -> String;
        /// The events of such a journey.
        #[wasm_bindgen(js_name = unpackTo)]
        pub fn unpack(letters: &str, done: &JsValue);
    }
}

/// On the machine itself, for tests: what the logic asks. The rest is never called there.
#[cfg(not(target_arch = "wasm32"))]
mod nowhere {
    pub fn lowercase(text: &str) -> String {
        text.to_lowercase()
    }
    pub fn plural(_: &str, count: f64) -> String {
        if count == 1.0 { "one" } else { "other" }.into()
    }
    pub fn digits(_: &str, number: f64) -> String {
        number.to_string()
    }
    pub fn moment(text: &str) -> f64 {
        crate::engine::time::parse(text).map_or(f64::NAN, |at| at as f64)
    }
    pub fn address(link: &str) -> String {
        link.split('#').next().unwrap_or_default().into()
    }
}

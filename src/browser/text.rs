//! JSON texts: all that is more than a field or two crosses from JavaScript as one text.
//!
//! A call into JavaScript for each field costs more than reading the text: a stored journal has twenty thousand of them.

use super::page;
use crate::engine::json_reader::{Json, Tape, Texts};
use js_sys::JSON;
use wasm_bindgen::JsValue;

/// The browser has tables of its own.
#[derive(Clone, Copy, Debug)]
pub struct Browser;

impl Texts for Browser {
    fn lowercase(text: &str) -> String {
        page::lowercase(text)
    }

    fn unescaped(written: &str) -> String {
        let text = JSON::parse(&["\"", written, "\""].concat()).ok();
        text.and_then(|text| text.as_string()).unwrap_or_default()
    }
}

/// A value of a JSON text.
pub type Written<'t> = Json<'t, Browser>;

/// What `take` makes of a JSON text; `None` where it is none.
pub fn read<T>(text: &str, take: impl FnOnce(&Written) -> T) -> Option<T> {
    Tape::default().read_with(text).ok().map(|json| take(&json))
}

/// Takes the values of a list, one after the other, from the text between its brackets; says whether it was one.
pub fn each(list: &str, take: &mut dyn FnMut(&Written)) -> bool {
    Tape::default().each(list, take).is_ok()
}

/// A JavaScript value as a JSON text; empty for what has none.
pub fn of(value: &JsValue) -> String {
    let text = JSON::stringify(value).ok();
    text.and_then(|text| text.as_string()).unwrap_or_default()
}

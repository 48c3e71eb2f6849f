//! What the visitor did, told to the loader as small plain objects.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::JsValue;

/// The loader's ear. A call that throws is the loader's concern, never the panel's.
#[derive(Clone)]
pub struct Outcomes(pub Function);

impl Outcomes {
    /// `{"impression": {"slate": id, "offers": [id, …]}}`
    pub fn impression(&self, slate: &str, offers: &[String]) {
        let offers: Array = offers.iter().map(|id| JsValue::from_str(id)).collect();
        let seen = object("slate", &slate.into());
        put(&seen, "offers", &offers);
        self.tell("impression", &seen);
    }

    /// `{"click": {"offer": id}}`; false if the page wants to handle it itself.
    pub fn click(&self, offer: &str) -> bool {
        self.tell("click", &object("offer", &offer.into()))
    }

    /// `{"dismissal": {"offer": id}}`
    pub fn dismissal(&self, offer: &str) {
        self.tell("dismissal", &object("offer", &offer.into()));
    }

    /// `{"feedback": {"helped": flag}}`
    pub fn feedback(&self, helped: bool) {
        self.tell("feedback", &object("helped", &helped.into()));
    }

    /// `{"search": {"query": words}}`
    pub fn search(&self, query: &str) {
        self.tell("search", &object("query", &query.into()));
    }

    /// `{"handoff": {"offer": id, "summary": text}}`; false if the page takes it itself.
    pub fn handoff(&self, offer: &str, summary: &str) -> bool {
        let given = object("offer", &offer.into());
        put(&given, "summary", &summary.into());
        self.tell("handoff", &given)
    }

    /// `{"open": true}`
    pub fn opens(&self) {
        self.tell("open", &JsValue::TRUE);
    }

    /// `{"closed": true}`
    pub fn closed(&self) {
        self.tell("closed", &JsValue::TRUE);
    }

    fn tell(&self, what: &str, detail: &JsValue) -> bool {
        self.0
            .call1(&JsValue::UNDEFINED, &object(what, detail))
            .ok()
            .and_then(|answer| answer.as_bool())
            .unwrap_or(true)
    }
}

fn object(key: &str, value: &JsValue) -> Object {
    let object = Object::new();
    put(&object, key, value);
    object
}

fn put(object: &Object, key: &str, value: &JsValue) {
    // Setting a field of an object of our own cannot fail.
    let _ = Reflect::set(object, &key.into(), value);
}

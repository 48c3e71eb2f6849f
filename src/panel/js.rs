//! JavaScript values read as [`Node`]s.

use crate::engine::node::{Kind, Node};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A JavaScript value that is to be read.
#[derive(Clone, Debug)]
pub struct Js(pub JsValue);

impl Js {
    /// Nothing for `null` and `undefined`.
    pub fn present(self) -> Option<Js> {
        (!self.0.is_null() && !self.0.is_undefined()).then_some(self)
    }
}

impl Node for Js {
    const STRICT: bool = false;

    fn kind(&self) -> Kind {
        let value = &self.0;
        if value.is_string() {
            Kind::Text
        } else if value.as_f64().is_some() {
            Kind::Number
        } else if value.as_bool().is_some() {
            Kind::Flag
        } else if Array::is_array(value) {
            Kind::List
        } else if value.is_object() {
            Kind::Map
        } else {
            Kind::Null
        }
    }

    fn get(&self, key: &str) -> Option<Self> {
        // A getter of the page's own object may throw; then the field counts as absent.
        Js(Reflect::get(&self.0, &key.into()).ok()?).present()
    }

    fn items(&self) -> Vec<Self> {
        let mut items = Vec::new();
        if let Some(list) = self.0.dyn_ref::<Array>() {
            for index in 0..list.length() {
                items.push(Js(list.get(index)));
            }
        }
        items
    }

    fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        if self.kind() == Kind::Map {
            for key in Js(Object::keys(self.0.unchecked_ref::<Object>()).into()).items() {
                keys.push(key.text().unwrap_or_default());
            }
        }
        keys
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn lowercase(text: &str) -> String {
        super::page::lowercase(text)
    }
}

//! JavaScript values read as [`Node`]s: what the browser's module and the panel's module share.

use crate::engine::node::{Kind, Node};
use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A JavaScript value that is to be read.
#[derive(Clone, Debug)]
pub struct Js(pub JsValue);

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
        let value = Reflect::get(&self.0, &key.into()).ok()?;
        (!value.is_null() && !value.is_undefined()).then_some(Js(value))
    }

    fn items(&self) -> Vec<Self> {
        self.0.dyn_ref::<Array>().map(|list| list.iter().map(Js).collect()).unwrap_or_default()
    }

    fn keys(&self) -> Vec<String> {
        match self.0.dyn_ref::<Object>() {
            Some(object) if !Array::is_array(object) => {
                Object::keys(object).iter().filter_map(|key| key.as_string()).collect()
            }
            _ => Vec::new(),
        }
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
        JsString::from(text).to_lower_case().into()
    }
}

//! The panel's style sheet, adopted by the shadow root: no style element and no style attribute, so that even a
//! page whose policy forbids both shows the panel as it should look.

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, ShadowRoot};

/// Adds the style sheet to the root's own. A browser without constructable style sheets answers with an error.
pub fn adopt(root: &ShadowRoot) -> Result<CssStyleSheet, JsValue> {
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(include_str!("panel.css"))?;
    let sheets = Array::from(&root.adopted_style_sheets());
    sheets.push(&sheet);
    root.set_adopted_style_sheets(&sheets);
    Ok(sheet)
}

/// Takes it away again.
pub fn withdraw(root: &ShadowRoot, sheet: &CssStyleSheet) {
    let sheets = root.adopted_style_sheets();
    let own: &JsValue = sheet.as_ref();
    let others = sheets.filter(&mut |other, _, _| other != *own);
    root.set_adopted_style_sheets(&others);
}

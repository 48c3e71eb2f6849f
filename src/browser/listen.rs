//! What the page tells: signs of life, visibility, forms, other tabs.
//!
//! Everything is passive: no listener ever cancels or delays what the host page does. All that is heard comes in by one
//! door, the module's export [`hear`](super::hear): closures would bring their life cycle into module and glue.

use super::widget::Widget;
use super::{page, store};
use crate::engine::config::FormStep;
use crate::engine::node::Node;
use crate::engine::time::SECOND;
use crate::js::Js;
use js_sys::JSON;
use wasm_bindgen::JsValue;

const ON_WINDOW: [&str; 7] =
    ["scroll", "pointermove", "pointerdown", "touchstart", "keydown", "pagehide", "storage"];
const ON_DOCUMENT: [&str; 3] = ["visibilitychange", "input", "submit"];

/// How long a single-page app gets to draw a route before its title and words are read: milliseconds, as a text.
const DRAWN: &str = "300";

/// Listens from now on.
pub fn start() {
    on(&page::window(), &ON_WINDOW);
    if let Some(document) = page::document() {
        on(&document, &ON_DOCUMENT);
    }
}

/// Captures, so that a page that stops propagation still counts as used.
fn on(target: &Js, names: &[&str]) {
    let options = JSON::parse(r#"{"capture":true,"passive":true}"#).unwrap_or_default();
    for name in names {
        target.call_with("addEventListener", &(*name).into(), &ear(), &options);
    }
}

/// Hears nothing in particular once a route has been drawn, and forgets the `earlier` wait; gives what to forget next.
pub fn wait_for_route(earlier: &JsValue) -> JsValue {
    let (window, nothing) = (page::window(), JsValue::UNDEFINED);
    window.call_with("clearTimeout", earlier, &nothing, &nothing);
    let timer = window.call_with("setTimeout", &ear(), &DRAWN.into(), &nothing);
    timer.map_or(nothing, |timer| timer.0)
}

/// The export [`hear`](super::hear), as JavaScript sees it.
fn ear() -> JsValue {
    Js(wasm_bindgen::exports()).get("hear").map_or(JsValue::UNDEFINED, |ear| ear.0)
}

/// Takes an event of the page; without one, a route has been drawn.
pub fn hear(widget: &mut Widget, event: &Js) {
    let name = event.text_in("type");
    match name.as_deref() {
        None => widget.read_words(),
        Some("input") => form(widget, event, FormStep::Start),
        Some("submit") => form(widget, event, FormStep::Submit),
        Some("visibilitychange") => widget.visible(page::now(), page::is_visible()),
        Some("pagehide") => {
            widget.leave(page::now());
            widget.save();
        }
        // Without a key everything was erased.
        Some("storage") if event.text_in("key").is_none_or(|key| key == store::KEY) => {
            widget.hear_other_tabs();
        }
        Some("storage") => {}
        // How far the page is scrolled makes the browser lay it out: not at each of a hundred moves a second.
        Some("scroll") => widget.active(page::now(), 0),
        Some(_) => widget.active(page::now(), SECOND),
    }
}

/// A form was used. Only its name is noted, never what is in it. Search boxes are no forms in this sense.
fn form(widget: &mut Widget, event: &Js, step: FormStep) {
    // Seen through the shadow roots of the page's own components.
    let target = event.call("composedPath", "").and_then(|path| path.get("0"));
    let Some(target) = target else { return };
    let Some(form) = target.call("closest", "form").and_then(Js::present) else { return };
    // Read as attributes: a field called "id" would stand in the way of the property.
    let attribute = |key: &str| page::attribute(&form, key);
    let search_box = form.call("querySelector", "input[type=search]").and_then(Js::present);
    if search_box.is_some() || attribute("role").as_deref() == Some("search") {
        return;
    }
    let id =
        ["id", "name", "action"].iter().find_map(|key| attribute(key).filter(|id| !id.is_empty()));
    let is_new = widget.form(page::now(), id.unwrap_or_else(|| "form".into()), step);
    let in_shadow = event.get("target").is_some_and(|seen| seen.0 != target.0);
    if is_new && step == FormStep::Start && in_shadow {
        // A submit is not heard outside of the shadow root it happens in.
        on(&form, &["submit"]);
    }
}

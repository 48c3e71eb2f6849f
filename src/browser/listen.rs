//! What the page's document tells: signs of life, visibility, forms, other tabs.
//!
//! Handles stop on drop. Everything is passive: no listener ever cancels or delays what the host page does.

use super::widget::Widget;
use super::{page, store, with};
use crate::engine::config::FormStep;
use crate::engine::time::SECOND;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget, StorageEvent};

/// Listens for as long as the result is held.
#[must_use = "listeners stop when they are dropped"]
pub fn start() -> Vec<EventListener> {
    let (Some(window), Some(document)) = (page::window(), page::document()) else {
        return Vec::new();
    };
    let window: &EventTarget = window.as_ref();
    let document: &EventTarget = document.as_ref();
    let mut listeners = Vec::new();
    for sign in ["scroll", "pointermove", "pointerdown", "touchstart", "keydown"] {
        // How far the page is scrolled makes the browser lay it out: not at each of a hundred moves a second.
        let pause = if sign == "scroll" { 0 } else { SECOND };
        let mut last = 0;
        listeners.push(listen(window, sign, move |_| {
            let now = page::now();
            if (now - last).abs() >= pause {
                last = now;
                with(|widget| widget.active(now));
            }
        }));
    }
    listeners.push(listen(document, "visibilitychange", |_| {
        with(|widget| widget.visible(page::now(), page::is_visible()));
    }));
    listeners.push(listen(window, "pagehide", |_| {
        with(|widget| {
            widget.leave(page::now());
            widget.save();
        });
    }));
    listeners.push(listen(document, "input", |event| form(event, FormStep::Start)));
    listeners.push(listen(document, "submit", |event| form(event, FormStep::Submit)));
    listeners.push(listen(window, "storage", |event| {
        // Without a key everything was erased.
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if key.is_none_or(|key| key == store::KEY) {
            with(Widget::hear_other_tabs);
        }
    }));
    listeners
}

/// Captures, so that a page that stops propagation still counts as used.
fn listen(
    target: &EventTarget,
    name: &'static str,
    mut act: impl FnMut(&Event) + 'static,
) -> EventListener {
    let options =
        EventListenerOptions { passive: true, ..EventListenerOptions::run_in_capture_phase() };
    EventListener::new_with_options(target, name, options, move |event| act(event))
}

/// A form was used. Only its name is noted, never what is in it. Search boxes are no forms in this sense.
fn form(event: &Event, step: FormStep) {
    let target = event.composed_path().get(0);
    let Some(form) = form_of(&target) else { return };
    let is_search = form.get_attribute("role").as_deref() == Some("search")
        || form.query_selector("input[type=search]").is_ok_and(|found| found.is_some());
    // Read as an attribute: a field called "id" would stand in the way of the property.
    let id = ["id", "name", "action"]
        .iter()
        .find_map(|key| form.get_attribute(key).filter(|id| !id.is_empty()));
    if is_search {
        return;
    }
    let id = id.unwrap_or_else(|| "form".into());
    let is_new = with(|widget| widget.form(page::now(), id, step)) == Some(true);
    let in_shadow = event.target().is_some_and(|seen| JsValue::from(seen) != target);
    if is_new && step == FormStep::Start && in_shadow {
        // A submit is not heard outside of the shadow root it happens in.
        let submitted = |event: &Event| self::form(event, FormStep::Submit);
        EventListener::once(&form, "submit", submitted).forget();
    }
}

/// The form that an event's target belongs to; the target is seen through the shadow roots of the page's components.
fn form_of(target: &JsValue) -> Option<Element> {
    target.dyn_ref::<Element>()?.closest("form").ok().flatten()
}

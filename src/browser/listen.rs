//! What the page's document tells: signs of life, visibility, forms, other tabs.
//!
//! Handles stop on drop. Everything is passive: no listener ever cancels or delays what the host page does.

use super::{page, store, with};
use crate::engine::config::FormStep;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
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
        listeners.push(listen(window, sign, |_| {
            with(|widget| widget.active(page::now()));
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
        let changed = event.dyn_ref::<StorageEvent>();
        if changed.and_then(StorageEvent::key).as_deref() == Some(store::KEY) {
            let text = changed.and_then(StorageEvent::new_value).unwrap_or_default();
            with(|widget| {
                if widget.may_store() {
                    widget.merge(store::read(&text));
                }
            });
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
    let Some(form) = form_of(event) else { return };
    let is_search = form.get_attribute("role").as_deref() == Some("search")
        || form.query_selector("input[type=search]").is_ok_and(|found| found.is_some());
    // Read as an attribute: a field called "id" would stand in the way of the property.
    let id = ["id", "name", "action"]
        .iter()
        .find_map(|key| form.get_attribute(key).filter(|id| !id.is_empty()));
    if !is_search {
        with(|widget| widget.form(page::now(), id.unwrap_or_else(|| "form".into()), step));
    }
}

/// The form an event is about, seen through the shadow roots of the page's own components.
fn form_of(event: &Event) -> Option<Element> {
    let target = event.composed_path().get(0).dyn_into::<Element>().ok()?;
    target.closest("form").ok().flatten()
}

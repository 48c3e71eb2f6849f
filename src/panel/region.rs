//! The panel's frame: a region that holds the slate, and one quiet status line that outlives it.

use super::element::{El, el};
use super::slate_view::{Placement, SlateView};
use super::state::State;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Node;

/// The frame. Placement and theme are those of the first slate; what it holds is [`super::offers`].
pub fn region(state: State, class: String) -> El {
    el("section")
        .class(class)
        .part("panel")
        .is("aria-labelledby", "title")
        .hidden(move || !state.open.get())
        .on("keydown", move |event| leave_on_escape(state, event.unchecked_ref()))
        .on("focusout", move |event| settle_on_leaving(state, event.unchecked_ref()))
        .on("pointerenter", move |_| state.pointer_is_inside(true))
        .on("pointerleave", move |_| state.pointer_is_inside(false))
        .with(el("div").class("slate"))
        .with(el("p").class("quiet").is("role", "status").tells(move || state.status.get()))
}

/// The classes that say where the panel stands and how it is coloured.
pub fn class(slate: &SlateView) -> String {
    let placement = match slate.placement {
        Placement::Corner => "panel fixed corner ",
        Placement::Inline => "panel inline ",
        Placement::Sheet => "panel fixed sheet ",
    };
    [placement, slate.theme].concat()
}

/// Escape closes the panel it is pressed in; anywhere else it belongs to the page.
fn leave_on_escape(state: State, event: &ev::KeyboardEvent) {
    if !state.inline && event.key() == "Escape" && !event.default_prevented() {
        event.prevent_default();
        state.leave();
    }
}

/// When the focus leaves the panel, a slate that waited may come.
fn settle_on_leaving(state: State, event: &ev::FocusEvent) {
    let to = event.related_target().map(JsCast::unchecked_into::<Node>);
    if to.is_none() || !state.contains(to.as_ref()) {
        state.settle();
    }
}

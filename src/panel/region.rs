//! The panel's frame: a region with a heading, one of the panel's pages, a way to the others, and one quiet status line
//! that outlives them.

use super::element::{El, button, el};
use super::icon::{BACK, CLOSE, GLASS, LOOK, icon};
use super::needed::needed;
use super::page::{has, say, tell};
use super::persona::persona;
use super::slate_view::{Placement, SlateView, text};
use super::state::{NOTICED, OFFERS, SEARCH, State};
use super::{carry, handoff, noticed, search};
use crate::engine::node::digits;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Node;

/// The frame. Placement and the heading's level are those of the first slate.
pub fn region(state: State, class: &'static str, level: u8) -> El {
    let class = move || [class, &state.theme.get()].concat();
    let section = el("section");
    let section = match state.place {
        0 => section.is("aria-labelledby", "title"),
        // Two regions of one name could not be told apart.
        place => section
            .live("aria-label", move || [&state.title.get(), " ", &digits(place + 1)].concat()),
    };
    section
        .live("class", class)
        .part("panel")
        .only_at(state.open, 1)
        .on("keydown", move |event| leave_on_escape(state, event.unchecked_ref()))
        .on("focusout", move |event| settle_on_leaving(state, event.unchecked_ref()))
        .on("pointerenter", move |_| state.pointer_is_inside(true))
        .on("pointerleave", move |_| state.pointer_is_inside(false))
        .with(top(state, level))
        .with(body(state))
        .with(foot(state))
        .with(status(state))
}

fn status(state: State) -> El {
    let class = move || if state.aloud.get() == 1 { "notice" } else { "quiet" }.to_owned();
    el("p")
        .live("class", class)
        .part("status")
        .is("role", "status")
        .tells(move || state.status.get())
}

/// The heading at the level that fits the page, a way back, and a way out. The panel can focus the heading, the tab key
/// does not.
fn top(state: State, level: u8) -> El {
    let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level - 1)];
    let title = move || {
        let offer = state.handoff.get();
        let title = match state.page.get() {
            OFFERS => return state.title.get(),
            SEARCH => "else",
            NOTICED => "notices",
            _ => return text(&tell("handoff", &offer.into()), "title"),
        };
        say(title)
    };
    let back = button("back", "", move |_| state.turn_back())
        .not_at(state.page, OFFERS)
        .is("aria-label", &say("back"))
        .view(icon(BACK));
    let close = button("close", "", move |_| state.leave())
        .is("aria-label", &say("close"))
        .view(icon(CLOSE));
    el("div")
        .class("top")
        .part("top")
        .with(back)
        .with(el(tag).is("id", "title").part("heading").is("tabindex", "-1").tells(title))
        .with(close)
}

fn body(state: State) -> El {
    let home = el("div")
        .class("home")
        .only_at(state.page, OFFERS)
        .all(carry::brought(state))
        .all(persona(state))
        .with(el("div").class("slate"))
        .with(needed(state));
    let other = el("div").class("other").holds(move || match state.page.get() {
        OFFERS => el("div"),
        SEARCH => search::search(state),
        NOTICED => noticed::noticed(state),
        _ => handoff::handoff(state, &state.handoff.get_untracked()),
    });
    el("div").class("body").part("body").with(home).with(other)
}

/// The ways to the panel's other pages.
fn foot(state: State) -> El {
    let search = button("more", "", move |_| state.turn_to(SEARCH, "#else"))
        .is("id", "else")
        .view(icon(GLASS))
        .text(&say("else"));
    let noticed = button("more", "", move |_| state.turn_to(NOTICED, "#notices"))
        .is("id", "notices")
        .view(icon(LOOK))
        .text(&say("notices"));
    el("div")
        .class("foot")
        .part("foot")
        .only_at(state.page, OFFERS)
        .all(has("searches").then_some(search))
        .with(noticed)
}

/// The classes that say where the panel stands; that of its theme follows.
pub fn class<N>(slate: &SlateView<N>) -> &'static str {
    match slate.placement {
        Placement::Corner => "panel fixed corner ",
        Placement::Inline => "panel inline ",
        Placement::Sheet => "panel fixed sheet ",
    }
}

/// Escape goes back, and from the next steps closes the panel it is pressed in; anywhere else it belongs to the page.
fn leave_on_escape(state: State, event: &ev::KeyboardEvent) {
    if event.key() != "Escape" || event.default_prevented() {
        return;
    }
    if state.page.get_untracked() != OFFERS {
        event.prevent_default();
        state.turn_back();
    } else if !state.inline {
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

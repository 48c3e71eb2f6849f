//! The panel's frame: a region with its heading, its offers and one quiet status line.

use super::card::card;
use super::icon::{CLOSE, icon};
use super::slate_view::{Placement, SlateView};
use super::state::State;
use super::watch::Watch;
use super::words::Words;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Node;

/// The whole panel.
pub fn region(state: State, words: &'static Words) -> impl IntoView {
    let watch = Watch::new(state);
    Effect::new(move |_| {
        state.slate.track();
        watch.restart(state.open.get());
    });
    view! {
        <section
            class=move || state.slate.with(class)
            part="panel"
            aria-labelledby="title"
            hidden=move || !state.open.get()
            on:keydown=move |event| leave_on_escape(state, &event)
            on:focusout=move |event| settle_on_leaving(state, &event)
            on:pointerenter=move |_| state.pointer_is_inside(true)
            on:pointerleave=move |_| state.pointer_is_inside(false)
        >
            <div class="top">{heading(state)} {close(state, words)}</div>
            <div class="body">{move || state.slate.with(|slate| offers(state, slate, words))}</div>
            <p class="quiet" role="status">
                {move || state.status.get()}
            </p>
        </section>
    }
}

fn class(slate: &SlateView) -> String {
    let placement = match slate.placement {
        Placement::Corner => "panel fixed corner ",
        Placement::Inline => "panel inline ",
        Placement::Sheet => "panel fixed sheet ",
    };
    [placement, slate.theme].concat()
}

/// The heading at the level that fits the page. It can be focused by the panel, not by the tab key.
fn heading(state: State) -> impl IntoView {
    let level = state.slate.with_untracked(|slate| slate.heading);
    let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level - 1)];
    html::custom(tag)
        .attr("id", "title")
        .attr("class", "heading")
        .attr("part", "heading")
        .attr("tabindex", "-1")
        .child(move || state.slate.with(|slate| slate.title.clone()))
}

fn close(state: State, words: &'static Words) -> impl IntoView {
    view! {
        <button class="close" part="button close" type="button" aria-label=words.close on:click=move |_| state.leave()>
            {icon(CLOSE)}
        </button>
    }
}

/// The offers, and a calm sentence once there are none.
fn offers(state: State, slate: &SlateView, words: &'static Words) -> impl IntoView + use<> {
    let left = RwSignal::new(slate.offers.len());
    let none = if slate.offers.is_empty() { words.nothing } else { words.done };
    let cards: Vec<_> = slate
        .offers
        .iter()
        .enumerate()
        .map(|(at, offer)| card(state, left, at, offer.clone(), words))
        .collect();
    view! {
        <ul class="offers" part="list" role="list">
            {cards}
        </ul>
        <p class="calm" hidden=move || left.get() != 0>
            {none}
        </p>
    }
}

/// Escape closes the panel it is pressed in; anywhere else it belongs to the page.
fn leave_on_escape(state: State, event: &ev::KeyboardEvent) {
    let inline = state.slate.with_untracked(|slate| slate.placement == Placement::Inline);
    if !inline && event.key() == "Escape" && !event.default_prevented() {
        event.prevent_default();
        state.leave();
    }
}

/// When the focus leaves the panel, a slate that waited may come.
fn settle_on_leaving(state: State, event: &ev::FocusEvent) {
    let to = event.related_target().map(JsCast::unchecked_into::<Node>);
    let stays =
        state.section().is_some_and(|section| to.is_some() && section.contains(to.as_ref()));
    if !stays {
        state.settle();
    }
}

//! What the panel shows of one slate: the heading and the offers, or a calm sentence.

use super::card::card;
use super::element::{El, button, el, says};
use super::icon::{CLOSE, icon};
use super::slate_view::SlateView;
use super::state::State;
use leptos::prelude::*;

/// The view of a slate.
pub fn offers(panel: State, slate: SlateView) -> El {
    let empty = slate.offers.is_empty();
    let done = RwSignal::new(empty);
    let calm = if empty { panel.words.nothing } else { panel.words.done };
    let cards =
        slate.offers.into_iter().enumerate().map(|(at, offer)| card(panel, done, at, offer));
    let body = el("div")
        .class("body")
        .with(el("ul").part("list").is("role", "list").all(cards))
        .with(says("p", calm).class("calm").hidden(move || !done.get()));
    let top = el("div").class("top").with(heading(slate.heading, slate.title)).with(close(panel));
    el("div").class("slate").with(top).with(body)
}

/// The heading at the level that fits the page. The panel can focus it, the tab key does not.
fn heading(level: u8, title: String) -> El {
    let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level - 1)];
    says(tag, title).is("id", "title").part("heading").is("tabindex", "-1")
}

fn close(panel: State) -> El {
    button("close", "", move |_| panel.leave())
        .is("aria-label", panel.words.close)
        .with(icon(CLOSE))
}

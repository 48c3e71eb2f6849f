//! What the panel shows of one slate: the heading and the offers, or a calm sentence.

use super::attribute::hidden;
use super::card::card;
use super::icon::{CLOSE, icon};
use super::slate_view::SlateView;
use super::state::State;
use leptos::{html, prelude::*};

/// The view of a slate.
pub fn offers(panel: State, slate: SlateView) -> impl IntoView {
    let empty = slate.offers.is_empty();
    let done = RwSignal::new(empty);
    let calm = if empty { panel.words.nothing } else { panel.words.done };
    let cards: Vec<_> = slate
        .offers
        .into_iter()
        .enumerate()
        .map(|(at, offer)| card(panel, done, at, offer))
        .collect();
    view! {
        <div class="top">{heading(slate.heading, slate.title)} {close(panel)}</div>
        <div class="body">
            <ul part="list" role="list">
                {cards}
            </ul>
            <p class="calm" hidden=move || hidden(!done.get())>
                {calm}
            </p>
        </div>
    }
}

/// The heading at the level that fits the page. The panel can focus it, the tab key does not.
fn heading(level: u8, title: String) -> impl IntoView {
    let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level - 1)];
    html::custom(tag)
        .attr("id", "title")
        .attr("part", "heading")
        .attr("tabindex", "-1")
        .child(title)
}

fn close(panel: State) -> impl IntoView {
    view! {
        <button
            part="button close"
            aria-label=panel.words.close
            on:click=move |_| panel.leave()
        >
            {icon(CLOSE)}
        </button>
    }
}

//! What the panel shows of one slate: the offers, or a calm sentence, and what stands around them.

use super::card::card;
use super::element::{El, el, flag, word};
use super::js::Js;
use super::slate_view::SlateView;
use super::state::State;
use super::welcome::welcome;

/// The view of a slate.
pub fn offers(panel: State, slate: &SlateView<Js>) -> El {
    let empty = slate.offers.is_empty();
    let done = flag(empty);
    let cards = slate.offers.iter().enumerate();
    let cards = cards.map(|(at, offer)| card(panel, done, at, offer));
    el("div")
        .all(slate.welcome.as_ref().filter(|_| panel.place == 0).map(|left| welcome(panel, left)))
        .with(el("ul").part("list").is("role", "list").all(cards))
        .with(
            word("p", if empty { "nothing" } else { "done" })
                .class("calm")
                .part("calm")
                .only_at(done, 1),
        )
}

//! What the panel shows of one slate: the offers, or a calm sentence, and what stands around them.

use super::card::card;
use super::element::{El, el, flag, says};
use super::marks::Marks;
use super::needed;
use super::slate_view::SlateView;
use super::state::State;
use super::welcome::welcome;

/// The view of a slate.
pub fn offers(panel: State, slate: &SlateView) -> El {
    let empty = slate.offers.is_empty();
    let done = flag(empty);
    let calm = panel.words.say(if empty { "nothing" } else { "done" });
    let (trail, belief) =
        panel.with_visit(|visit| (visit.trail(), visit.belief())).unwrap_or_default();
    let shown: Vec<String> = slate.ids().cloned().collect();
    let welcome = welcome(panel, &trail, &shown);
    let asks = needed::asks(&trail);
    let marks = Marks::new(trail, &belief, slate);
    let cards = slate.offers.iter().enumerate();
    let cards = cards.map(|(at, offer)| card(panel, done, at, offer, &marks));
    el("div")
        .all(welcome)
        .with(el("ul").part("list").is("role", "list").all(cards))
        .with(says("p", calm).class("calm").only_at(done, 1))
        .all(asks.then(|| needed::needed(panel)))
}

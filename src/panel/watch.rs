//! Watches which cards come into view.

use super::seen::LOOK;
use super::state::State;
use js_sys::{Array, Reflect};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// The attribute that names a card's offer.
const OFFER: &str = "data-offer";

/// Watches the cards for as long as it lives.
pub struct Watch {
    state: State,
    observer: Option<IntersectionObserver>,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Watch {
    /// Ready to watch; nothing is watched yet.
    pub fn new(state: State) -> Watch {
        let callback = Closure::new(move |entries: Array| note(state, &entries));
        Watch { state, observer: observer(&callback), _callback: callback }
    }

    /// Watches the cards that are there now, and no others.
    pub fn restart(&self, open: bool) {
        let Some(section) = self.state.section() else { return };
        self.state.slate.with_untracked(|slate| {
            let offers = slate.offers.iter().map(|offer| offer.id.clone());
            self.state.tell_seen(|seen| {
                seen.start(&slate.id, offers);
                Vec::new()
            });
        });
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        if open && let Ok(cards) = section.query_selector_all("[data-offer]") {
            for card in (0..cards.length()).filter_map(|at| cards.get(at)) {
                self.follow(&card.unchecked_into());
            }
            look_again_soon(self.state);
        }
    }

    fn follow(&self, card: &Element) {
        match &self.observer {
            Some(observer) => observer.observe(card),
            // An old browser: what is open counts as in view.
            None => look(self.state, card, true),
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

fn observer(callback: &Closure<dyn FnMut(Array)>) -> Option<IntersectionObserver> {
    Reflect::get(&window(), &"IntersectionObserver".into()).ok()?.is_function().then_some(())?;
    let half = IntersectionObserverInit::new();
    half.set_threshold(&0.5.into());
    IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &half).ok()
}

fn note(state: State, entries: &Array) {
    for entry in entries.iter() {
        let entry: IntersectionObserverEntry = entry.unchecked_into();
        look(state, &entry.target(), entry.is_intersecting());
    }
    look_again_soon(state);
}

fn look(state: State, card: &Element, in_view: bool) {
    if let Some(offer) = card.get_attribute(OFFER) {
        state.tell_seen(|seen| {
            seen.look(&offer, in_view, now());
            Vec::new()
        });
    }
}

fn look_again_soon(state: State) {
    set_timeout(
        move || state.tell_seen(|seen| seen.due(now())),
        Duration::from_millis(LOOK as u64),
    );
}

fn now() -> f64 {
    js_sys::Date::now()
}

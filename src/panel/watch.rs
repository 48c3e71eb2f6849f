//! Watches which cards come into view.

use super::seen::LOOK;
use super::state::State;
use js_sys::Array;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Watches the cards for as long as it lives.
pub struct Watch {
    state: State,
    observer: Option<IntersectionObserver>,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Watch {
    /// Ready to watch; nothing is watched yet.
    pub fn new(state: State) -> Watch {
        let callback = Closure::new(move |entries: Array| {
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                look(state, &entry.target(), entry.is_intersecting());
            }
        });
        Watch { state, observer: observer(&callback), _callback: callback }
    }

    /// Watches the cards that are in the panel now, and no others.
    pub fn restart(&self, panel: &Element, open: bool) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        if let Ok(cards) = panel.query_selector_all("[data-offer]") {
            for card in (0..cards.length()).filter_map(|at| cards.get(at)) {
                self.follow(card.unchecked_into(), open);
            }
        }
    }

    fn follow(&self, card: Element, open: bool) {
        if let Some(observer) = &self.observer {
            observer.observe(&card);
        } else {
            // An old browser: what is open counts as in view. Later, since the state is in use just now.
            let state = self.state;
            set_timeout(move || look(state, &card, open), Duration::ZERO);
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

/// The browser's observer; `None` in a browser that has none.
fn observer(callback: &Closure<dyn FnMut(Array)>) -> Option<IntersectionObserver> {
    let half = IntersectionObserverInit::new();
    half.set_threshold(&0.5.into());
    IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &half).ok()
}

fn look(state: State, card: &Element, in_view: bool) {
    let Some(offer) = card.get_attribute("data-offer") else { return };
    state.tell_seen(|seen| {
        seen.look(&offer, in_view, now());
        Vec::new()
    });
    if in_view {
        set_timeout(
            move || state.tell_seen(|seen| seen.due(now())),
            Duration::from_millis(LOOK as u64),
        );
    }
}

fn now() -> f64 {
    js_sys::Date::now()
}

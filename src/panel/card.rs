//! One offer: what it is, why it is here, and a way to say "not for me".

use super::element::{El, button, el, says};
use super::icon::{icon, of_kind};
use super::slate_view::OfferView;
use super::state::{State, focus};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

/// The card of the offer at position `at`. `done` is set when the last one is dismissed. A dismissed offer's
/// card stays as a short note, so that nothing else moves its place.
pub fn card(state: State, done: RwSignal<bool>, at: usize, offer: OfferView) -> El {
    let gone = RwSignal::new(false);
    let note = state.words.noted(&offer.title);
    let about = [": ", &offer.title].concat();
    let dismiss = {
        let (id, note) = (offer.id.clone(), note.clone());
        move |event: Event| {
            focus_next(state, &event);
            gone.set(true);
            done.set(state.dismiss(&id, note.clone()));
        }
    };
    let why = RwSignal::new(false);
    let evidence_id = format!("why-{at}");
    let silent = offer.because.is_empty();
    let words = state.words;
    let follow = {
        let id = offer.id.clone();
        move |event: Event| {
            let event: MouseEvent = event.unchecked_into();
            // The second button opens a new tab, the third a menu, which is no click on the offer.
            if event.button() < 2 && !state.click(&id) {
                event.prevent_default();
            }
        }
    };
    let reason = offer.because.first().cloned().unwrap_or_default();
    let acts = el("div")
        .class("acts")
        .with(
            button("why", words.why, move |_| why.set(!why.get_untracked()))
                .hidden(move || silent)
                .is("aria-controls", evidence_id.clone())
                .flag("aria-expanded", move || why.get())
                .with(says("span", about.clone()).class("quiet")),
        )
        .with(button("dismiss", words.dismiss, dismiss).with(says("span", about).class("quiet")));
    let link = says("a", offer.title)
        .part("title")
        .is("href", offer.url)
        .on("click", follow.clone())
        .on("auxclick", follow);
    let evidence = el("div")
        .part("evidence")
        .is("id", evidence_id)
        .hidden(move || !why.get())
        .with(says("p", words.evidence))
        .with(el("ul").all(offer.because.into_iter().map(|sentence| says("li", sentence))));
    let text = el("div")
        .class("words")
        .with(says("p", words.kind(&offer.kind)).part("kind"))
        .with(link)
        .with(says("p", offer.text).part("text"))
        .with(says("p", reason).part("reason"))
        .with(acts)
        .with(evidence);
    let face = el("div")
        .class("face")
        .hidden(move || gone.get())
        .all(offer.image.map(picture))
        .with(el("span").part("icon").with(icon(of_kind(&offer.kind))))
        .with(text);
    el("li")
        .part("card")
        .is("data-offer", offer.id)
        .with(face)
        .with(says("p", note).class("note").hidden(move || !gone.get()))
}

fn picture((src, alt): (String, String)) -> El {
    el("img").part("image").is("src", src).is("alt", alt).is("loading", "lazy")
}

/// Before a card goes, the focus that is on it moves to the next offer, or to the heading.
fn focus_next(state: State, event: &Event) {
    let button: Option<Element> = event.current_target().map(JsCast::unchecked_into);
    let mut card = button.and_then(|button| button.closest("li").ok()?);
    while let Some(next) = card.and_then(|card| card.next_element_sibling()) {
        if let Ok(Some(link)) = next.query_selector(".face:not([hidden]) a") {
            return focus(link);
        }
        card = Some(next);
    }
    state.focus_heading();
}

//! One offer: what it is, why it is here, and a way to say "not for me".

use super::attribute::hidden;
use super::icon::{icon, of_kind};
use super::slate_view::OfferView;
use super::state::{State, focus};
use super::words::Words;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The card of the offer at position `at`. `done` is set when the last one is dismissed. A dismissed offer's
/// card stays as a short note, so that nothing else moves its place.
pub fn card(state: State, done: RwSignal<bool>, at: usize, offer: OfferView) -> impl IntoView {
    let gone = RwSignal::new(false);
    let id = offer.id.clone();
    let note = state.words.noted(&offer.title);
    let about = [": ", &offer.title].concat();
    let dismiss = {
        let (id, note) = (offer.id.clone(), note.clone());
        move |event: ev::MouseEvent| {
            focus_next(state, &event);
            gone.set(true);
            done.set(state.dismiss(&id, note.clone()));
        }
    };
    view! {
        <li part="card" data-offer=id>
            <div class="face" hidden=move || hidden(gone.get())>
                {picture(offer.image)}
                <span part="icon">{icon(of_kind(&offer.kind))}</span>
                <div class="words">
                    <p part="kind">{state.words.kind(&offer.kind)}</p>
                    {title(state, offer.id, offer.title, offer.url)}
                    <p part="text">{offer.text}</p>
                    <p part="reason">{offer.because.first().cloned()}</p>
                    {actions(at, about, offer.because, dismiss, state.words)}
                </div>
            </div>
            <p class="note" hidden=move || hidden(!gone.get())>{note}</p>
        </li>
    }
}

fn picture(image: Option<(String, String)>) -> impl IntoView {
    image.map(|(src, alt)| view! { <img part="image" src=src alt=alt loading="lazy" /> })
}

/// The link. Its area covers the card; the buttons lie above it.
fn title(state: State, id: String, title: String, url: String) -> impl IntoView {
    let follow = move |event: ev::MouseEvent| {
        // The second button opens a new tab, the third a menu, which is no click on the offer.
        if event.button() < 2 && !state.click(&id) {
            event.prevent_default();
        }
    };
    view! { <a part="title" href=url on:click=follow.clone() on:auxclick=follow>{title}</a> }
}

/// "Why this?" with its evidence, and "Not for me". Both names end with the offer's title, for those who hear them
/// out of their place.
fn actions(
    at: usize,
    about: String,
    because: Vec<String>,
    dismiss: impl FnMut(ev::MouseEvent) + 'static,
    words: &'static Words,
) -> impl IntoView {
    let why = RwSignal::new(false);
    let id = format!("why-{at}");
    let silent = because.is_empty();
    let evidence: Vec<_> =
        because.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect();
    view! {
        <div class="acts">
            <button
                part="button why"
                hidden=silent
                aria-controls=id.clone()
                aria-expanded=move || Some(if why.get() { "true" } else { "false" })
                on:click=move |_| why.set(!why.get_untracked())
            >
                {words.why}
                <span class="quiet">{about.clone()}</span>
            </button>
            <button part="button dismiss" on:click=dismiss>
                {words.dismiss}
                <span class="quiet">{about}</span>
            </button>
        </div>
        <div part="evidence" id=id hidden=move || hidden(!why.get())>
            <p>{words.evidence}</p>
            <ul>{evidence}</ul>
        </div>
    }
}

/// Before a card goes, the focus that is on it moves to the next offer, or to the heading.
fn focus_next(state: State, event: &ev::MouseEvent) {
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

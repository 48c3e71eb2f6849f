//! One offer: what it is, why it is here, and a way to say "not for me".

use super::element::{El, Number, button, el, flag, says, toggle};
use super::icon::{DONE, icon, of_kind};
use super::marks::Marks;
use super::slate_view::OfferView;
use super::state::{HANDOFF, State, focus};
use crate::engine::node::digits;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

/// The card of the offer at position `at`. `done` is set when the last one is dismissed. A dismissed offer's
/// card stays as a short note, so that nothing else moves its place.
pub fn card(state: State, done: Number, at: usize, offer: &OfferView, marks: &Marks) -> El {
    let (gone, why) = (flag(false), flag(false));
    let words = state.words;
    let note = words.about("noted", &offer.title);
    let about = [": ", &offer.title].concat();
    let mark = marks.of(state.words, state.site, offer);
    let dismiss = {
        let (id, note) = (offer.id.clone(), note.clone());
        move |event: Event| {
            gone.set(1);
            focus_undo(&event);
            done.set(usize::from(state.dismiss(&id, &note)));
        }
    };
    let undo = {
        let id = offer.id.clone();
        move |event: Event| {
            gone.set(0);
            done.set(0);
            focus_title(&event);
            state.restore(&id);
        }
    };
    let evidence_id = ["why-", &digits(at)].concat();
    let silent = offer.because.is_empty();
    let reason = offer.because.first().cloned().unwrap_or_default();
    let acts = el("div")
        .class("acts")
        .with(
            toggle("why", words.say("why"), why, &evidence_id)
                .only_if(!silent)
                .with(says("span", &about).class("quiet")),
        )
        .with(
            button("dismiss", words.say("dismiss"), dismiss)
                .with(says("span", &about).class("quiet")),
        );
    let evidence = el("div")
        .part("evidence")
        .is("id", &evidence_id)
        .only_at(why, 1)
        .with(says("p", words.say("evidence")))
        .with(el("ul").all(offer.because.iter().map(|sentence| says("li", sentence.as_str()))));
    let kind = says("p", &words.kind(&offer.kind))
        .part("kind")
        .all(mark.badge.map(|badge| says("span", &badge).part(&["badge ", mark.sort].concat())));
    let text = el("div")
        .class("words")
        .with(kind)
        .with(link(state, offer).part("title"))
        .with(says("p", &offer.text.as_str()).part("text"))
        .with(says("p", &reason).part("reason"))
        .all(mark.used.map(|used| el("p").part("used").view(icon(DONE)).with(says("span", &used))))
        .with(acts)
        .with(evidence);
    let face = el("div")
        .class("face")
        .only_at(gone, 0)
        .all(offer.image.as_ref().map(|(src, alt)| picture(src, alt)))
        .with(el("span").part("icon").view(icon(of_kind(&offer.kind))))
        .with(text);
    let note =
        el("div").class("note").only_at(gone, 1).with(says("p", &note)).with(
            button("undo", words.say("undo"), undo).with(says("span", &about).class("quiet")),
        );
    el("li").part(&["card ", mark.sort].concat()).is("data-offer", &offer.id).with(face).with(note)
}

/// A picture that does not come leaves no hole.
fn picture(src: &str, alt: &str) -> El {
    let failed = flag(false);
    el("img")
        .part("image")
        .only_at(failed, 0)
        .on("error", move |_| failed.set(1))
        .is("alt", alt)
        .is("loading", "lazy")
        .is("src", src)
}

/// The link to an offer. On a card its area covers the card; the buttons lie above it. Where the visitor may take his
/// summary along he is asked first.
pub fn link(state: State, offer: &OfferView) -> El {
    let id = offer.id.clone();
    let asks = state.site.offer(&id).is_some_and(|offer| offer.handoff);
    let follow = move |event: Event| {
        let event: MouseEvent = event.unchecked_into();
        let elsewhere =
            event.button() > 0 || event.ctrl_key() || event.meta_key() || event.shift_key();
        if asks && !elsewhere {
            event.prevent_default();
            state.handoff.set(id.clone());
            state.turn_to(HANDOFF, "#title");
        // The second button opens a new tab, the third a menu, which is no click on the offer.
        } else if event.button() < 2 && !state.click(&id) {
            event.prevent_default();
        }
    };
    says("a", &offer.title.as_str())
        .is("href", offer.url.as_str())
        .on("click", follow.clone())
        .on("auxclick", follow)
}

fn in_card(event: &Event, selector: &str) {
    let button: Option<Element> = event.current_target().map(JsCast::unchecked_into);
    let card = button.and_then(|button| button.closest("li").ok()?);
    if let Some(Ok(Some(found))) = card.map(|card| card.query_selector(selector)) {
        focus(found);
    }
}

/// The focus stays in the place of the card: on what takes the dismissal back.
fn focus_undo(event: &Event) {
    in_card(event, "[part~=undo]");
}

fn focus_title(event: &Event) {
    in_card(event, "a");
}

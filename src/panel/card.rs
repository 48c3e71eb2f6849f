//! One offer: what it is, why it is here, and a way to say "not for me".

use super::element::{El, Number, button, el, flag, says, toggle, word};
use super::icon::{DONE, icon, of_kind};
use super::js::Js;
use super::page::about;
use super::slate_view::{OfferView, is_so, list, text};
use super::state::{HANDOFF, State, focus};
use crate::engine::node::{Node, digits};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

/// The card of the offer at position `at`. `done` is set when the last one is dismissed. A dismissed offer's
/// card stays as a short note, so that nothing else moves its place.
pub fn card(state: State, done: Number, at: usize, offer: &OfferView<Js>) -> El {
    let (gone, why) = (flag(false), flag(false));
    let has = |key: &str| text(&offer.has, key);
    let title = has("title");
    let note = about("noted", &title);
    let of_offer = || says("span", &[": ", &title].concat()).class("quiet");
    let because = list(&offer.has, "because");
    let dismiss = {
        let (id, note) = (offer.id.clone(), note.clone());
        move |event: Event| {
            gone.set(1);
            // The focus stays in the place of the card, before anything else comes of it.
            focus_in_card(&event, "[part~=undo]");
            done.set(usize::from(state.dismiss(&id, &note)));
        }
    };
    let undo = {
        let (id, back) = (offer.id.clone(), about("undone", &title));
        move |event: Event| {
            gone.set(0);
            done.set(0);
            state.restore(&id, &back);
            focus_in_card(&event, "a");
        }
    };
    let evidence_id = ["why-", &digits(at)].concat();
    let reason = because.first().and_then(Node::text).unwrap_or_default();
    let acts = el("div")
        .class("acts")
        .with(toggle("why", "why", why, &evidence_id).only_if(!because.is_empty()).with(of_offer()))
        .with(button("dismiss", "dismiss", dismiss).with(of_offer()));
    let evidence = el("div")
        .part("evidence")
        .is("id", &evidence_id)
        .only_at(why, 1)
        .with(word("p", "evidence"))
        .with(
            el("ul").all(because.iter().map(|line| says("li", &line.text().unwrap_or_default()))),
        );
    let (sort, badge, used) = (has("sort"), has("badge"), has("used"));
    let mark = says("span", &badge).part(&["badge ", &sort].concat()).only_if(!badge.is_empty());
    let done = el("p").part("used").view(icon(DONE)).with(says("span", &used));
    let text = el("div")
        .class("words")
        .with(says("p", &has("kindName")).part("kind").with(mark))
        .with(link(state, &offer.has).part("title"))
        .with(says("p", &has("text")).part("text"))
        .with(says("p", &reason).part("reason"))
        .with(done.only_if(!used.is_empty()))
        .with(acts)
        .with(evidence);
    let face = el("div")
        .class("face")
        .only_at(gone, 0)
        .all(offer.has.get("image").map(|image| picture(&image)))
        .with(el("span").part("icon").view(icon(of_kind(&has("kind")))))
        .with(text);
    let note = el("div")
        .class("note")
        .part("note")
        .only_at(gone, 1)
        .with(says("p", &note))
        .with(button("undo", "undo", undo).with(of_offer()));
    el("li").part(&["card ", &sort].concat()).is("data-offer", &offer.id).with(face).with(note)
}

/// A picture that does not come leaves no hole.
fn picture(image: &Js) -> El {
    let failed = flag(false);
    el("img")
        .part("image")
        .only_at(failed, 0)
        .on("error", move |_| failed.set(1))
        .is("alt", &text(image, "alt"))
        .is("loading", "lazy")
        .is("src", &text(image, "src"))
}

/// The link to an offer or a page. On a card its area covers the card; the buttons lie above it. Where the visitor may take
/// his summary along he is asked first.
pub fn link(state: State, to: &Js) -> El {
    let (id, asks) = (text(to, "offer"), is_so(to, "asks"));
    let link = says("a", &text(to, "title")).is("href", &text(to, "url"));
    if id.is_empty() {
        return link;
    }
    let follow = move |event: Event| {
        let event: MouseEvent = event.unchecked_into();
        let elsewhere =
            event.button() > 0 || event.ctrl_key() || event.meta_key() || event.shift_key();
        // The second click of a double one.
        if event.detail() > 1 {
            event.prevent_default();
        } else if asks && !elsewhere {
            event.prevent_default();
            state.handoff.set(id.clone());
            state.turn_to(HANDOFF, "#title");
        // The second button opens a new tab, the third a menu, which is no click on the offer.
        } else if event.button() < 2 && !state.click(&id) {
            event.prevent_default();
        }
    };
    link.on("click", follow.clone()).on("auxclick", follow)
}

fn focus_in_card(event: &Event, selector: &str) {
    let button: Option<Element> = event.current_target().map(JsCast::unchecked_into);
    let card = button.and_then(|button| button.closest("li").ok()?);
    if let Some(Ok(Some(found))) = card.map(|card| card.query_selector(selector)) {
        focus(found);
    }
}

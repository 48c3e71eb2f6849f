//! Hand-over: the visitor sees, changes and agrees to the summary that goes along with an offer. Nothing goes without that.

use super::element::{El, button, el, says};
use super::page;
use super::state::State;
use super::summary::summary;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement};

/// The page of the panel for the offer of this id.
pub fn handoff(state: State, id: &str) -> El {
    let (words, site) = (state.words, state.site);
    let Some(offer) = site.offer(id) else { return el("div") };
    let text = state
        .with_visit(|visit| summary(words, site, offer, &visit.trail(), &visit.belief()))
        .unwrap_or_default();
    let said = StoredValue::new(text.clone());
    let team = if offer.owner.is_empty() {
        words.say("team.any").to_owned()
    } else {
        words.kind(&offer.owner)
    };
    let url = offer.view.url.as_str();
    let view = &offer.view;
    let change = move |event: Event| {
        let field = event.current_target().map(JsCast::unchecked_into::<HtmlTextAreaElement>);
        said.set_value(field.map(|field| field.value()).unwrap_or_default());
    };
    let with = move |_| {
        let text = said.get_value();
        let goes = state.tell(|on| on.handoff(&view.id, &text)) != Some(false);
        state.say_aloud(words.say("given"));
        if state.click(&view.id) && goes {
            page::hand_over(url, &text);
        }
        state.turn_back();
    };
    let without = move |_| {
        if state.click(&view.id) {
            page::go(url);
        }
        state.turn_back();
    };
    let field = says("textarea", &text)
        .part("summary")
        .is("id", "summary")
        .is("rows", "12")
        .is("spellcheck", "true")
        .on("input", change);
    el("div")
        .class("handoff")
        .with(says("p", &view.text.as_str()).class("soft"))
        .with(says("p", words.say("take.along")).class("strong"))
        .with(says("p", &words.about("take.along.about", &team)).class("soft"))
        .with(says("label", words.say("summary")).is("for", "summary").class("quiet"))
        .with(field)
        .with(el("div").class("row").with(button("with", words.say("go.with"), with)).with(button(
            "without",
            words.say("go.without"),
            without,
        )))
}

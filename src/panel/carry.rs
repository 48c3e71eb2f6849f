//! "Take it with me": the journey as a file, as a link, or as a code, and back again.

use super::element::{El, Number, button, el, flag, says};
use super::js::Js;
use super::page;
use super::state::State;
use crate::engine::node::Node;
use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// The buttons. `changes` counts up when a file was opened.
pub fn carry(state: State, changes: Number) -> El {
    let words = state.words;
    // The lines of the code, and the side of their square.
    let (code, square) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let open = move |_| {
        page::open_file(&once(move |opened| take(state, &opened, changes)));
    };
    let link = move |_| {
        page::copy_link(
            &events(state),
            &once(move |copied| {
                let word = copied.text().map_or("copied", |_| "failed");
                state.say_aloud(words.say(word));
            }),
        );
    };
    let show = move |_| {
        if !code.get_untracked().is_empty() {
            return code.set(String::new());
        }
        page::show_code(
            &events(state),
            &once(move |drawn| match drawn.text_in("d") {
                Some(lines) => {
                    square.set(drawn.text_in("square").unwrap_or_default());
                    code.set(lines);
                    state.whisper(words.say("code.about"));
                }
                None => state.say_aloud(words.say("failed")),
            }),
        );
    };
    let drawing = move || {
        let lines = code.get();
        if lines.is_empty() {
            return el("div");
        }
        let square = square.get_untracked();
        let drawing = view! { <svg viewBox=square aria-hidden="true"><path d=lines/></svg> };
        let about = says("p", words.say("code.about")).class("soft");
        el("div").class("code").view(drawing.into_any()).with(about)
    };
    el("div")
        .class("block")
        .with(says("p", words.say("take")).class("strong"))
        .with(says("p", words.say("take.about")).class("soft"))
        .with(
            el("div")
                .class("row")
                .with(button("save", words.say("file"), move |_| page::save_file(&events(state))))
                .with(button("open", words.say("open"), open))
                .with(button("link", words.say("link"), link))
                .with(button("code", words.say("code"), show).live("aria-expanded", move || {
                    if code.get().is_empty() { "false" } else { "true" }.to_owned()
                })),
        )
        .with(el("div").holds(drawing))
}

/// Asks whether a journey that the page's address carries is to be gone on with.
pub fn brought(state: State) -> Option<El> {
    let letters = page::brought();
    if letters.is_empty() {
        return None;
    }
    let words = state.words;
    let asked = flag(true);
    let yes = move |_| {
        asked.set(0);
        page::unpack(&letters, &once(move |opened| take(state, &opened, RwSignal::new(0))));
        state.focus_heading();
    };
    let no = move |_| {
        asked.set(0);
        state.focus_heading();
    };
    let question = el("div")
        .part("brought")
        .only_at(asked, 1)
        .with(says("p", words.say("brought")).class("strong"))
        .with(
            el("div")
                .class("row")
                .with(button("answer", words.say("brought.yes"), yes))
                .with(button("answer", words.say("brought.no"), no)),
        );
    Some(question)
}

/// Takes in the events that came, or says what is wrong with them.
fn take(state: State, opened: &Js, changes: Number) {
    let words = state.words;
    let said = if let Some(problem) = opened.text() {
        words.say(&problem).to_owned()
    } else {
        let events = opened.items();
        state.wish(|visit| visit.add(&events));
        state.refresh_said();
        changes.try_update(|changes| *changes += 1);
        words.count("opened", events.len())
    };
    state.say_aloud(&said);
}

fn events(state: State) -> Array {
    let events = Array::new();
    for event in state.with_visit(|visit| visit.journal()).unwrap_or_default() {
        events.push(&event.0);
    }
    events
}

/// A function for JavaScript that is called once.
fn once(act: impl FnOnce(Js) + 'static) -> JsValue {
    Closure::once_into_js(move |given: JsValue| act(Js(given)))
}

//! "Take it with me": the journey as a file, as a link, or as a code, and back again.

use super::element::{El, button, el, flag, word};
use super::js::Js;
use super::outcome::Outcomes;
use super::page;
use super::slate_view::text;
use super::state::State;
use crate::engine::node::Node;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;

/// The buttons.
pub fn carry(state: State) -> El {
    let (code, square) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let open = move |_| page::open_file(&once(move |opened| take(state, &opened)));
    let link = move |_| {
        let copied = move |copied: Js| {
            state.say_aloud(if copied.text().is_none() { "copied" } else { "failed" });
        };
        page::copy_link(&once(copied));
    };
    let drawn = move |drawn: Js| {
        let lines = text(&drawn, "d");
        if lines.is_empty() {
            return state.say_aloud("failed");
        }
        square.set(text(&drawn, "square"));
        code.set(lines);
        // The visitor may have gone back meanwhile.
        if let Some(drawing) = state.find(".code") {
            page::bring_into_view(&drawing);
            state.whisper_word("code.about");
        }
    };
    let show = move |_| {
        if code.get_untracked().is_empty() {
            page::show_code(&once(drawn));
        } else {
            code.set(String::new());
        }
    };
    let drawing = move || {
        let lines = code.get();
        if lines.is_empty() {
            return el("div");
        }
        let square = square.get_untracked();
        let drawing = view! { <svg viewBox=square aria-hidden="true"><path d=lines/></svg> };
        el("div")
            .class("code")
            .part("drawing")
            .view(drawing.into_any())
            .with(word("p", "code.about").class("soft"))
    };
    let buttons = el("div")
        .class("row")
        .with(button("save", "file", move |_| page::save_file()))
        .with(button("open", "open", open))
        .with(button("copy", "link", link))
        .with(button("code", "code", show));
    el("div")
        .class("block")
        .with(word("p", "take").class("strong").part("label"))
        .with(word("p", "take.about").class("soft"))
        .with(buttons)
        .with(el("div").holds(drawing))
}

/// Asks whether a journey that the page's address carries is to be gone on with.
pub fn brought(state: State) -> Option<El> {
    let letters = page::brought();
    if letters.is_empty() {
        return None;
    }
    // Once the loader knows that the panel is there.
    let open = move || {
        state.tell(Outcomes::opens);
    };
    set_timeout(open, Duration::ZERO);
    let asked = flag(true);
    let done = move || {
        asked.set(0);
        state.focus_on("#title");
    };
    let yes = move |_| {
        page::unpack(&letters, &once(move |opened| take(state, &opened)));
        done();
    };
    let answers = el("div").class("row").with(button("answer", "brought.yes", yes)).with(button(
        "answer",
        "brought.no",
        move |_| done(),
    ));
    let question = word("p", "brought").class("strong").part("label");
    Some(el("div").part("brought").only_at(asked, 1).with(question).with(answers))
}

/// Takes in the events that came, or says what is wrong with them.
fn take(state: State, opened: &Js) {
    if let Some(problem) = opened.text() {
        return state.say_aloud(&problem);
    }
    state.wish(|| page::tell("add", &opened.0));
    state.say_text_aloud(&page::count("opened", opened.items().len() as f64));
}

/// A function for JavaScript that is called once.
fn once(act: impl FnOnce(Js) + 'static) -> JsValue {
    Closure::once_into_js(move |given: JsValue| act(Js(given)))
}

//! What this page noticed: what was concluded, from what, and every step of it, each of which can be removed.

use super::carry::carry;
use super::element::{El, Number, button, el, flag, says, word};
use super::js::Js;
use super::page::{about, ask, say, tell};
use super::slate_view::{list, text};
use super::state::State;
use crate::engine::node::{Node, digits};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// So many steps are listed at a time.
const AT_A_TIME: usize = 30;

/// The page of the panel.
pub fn noticed(state: State) -> El {
    let shown = RwSignal::new(AT_A_TIME);
    let content = move || {
        state.steps.track();
        let noticed = ask("noticed");
        let steps = list(&noticed, "steps");
        el("div").with(concluded(&noticed)).with(trail(state, &steps, shown))
    };
    el("div")
        .class("noticed")
        .part("page noticed")
        .with(word("p", "private").class("soft"))
        .with(el("div").holds(content))
        .with(carry(state))
        .with(control(state))
}

/// The conclusions in words, with their doubts, and what they were read from.
fn concluded(noticed: &Js) -> El {
    let sentences = |key: &str, class: &str| {
        let sentences = list(noticed, key);
        let lines = sentences.iter().map(|line| says("li", &line.text().unwrap_or_default()));
        (!sentences.is_empty(), el("ul").class(class).is("role", "list").all(lines))
    };
    let (_, concluded) = sentences("concluded", "");
    let (any, because) = sentences("because", "dots");
    el("div")
        .class("block")
        .with(word("p", "concluded").class("strong").part("label"))
        .with(concluded)
        .with(word("p", "because").class("soft").only_if(any))
        .with(because)
}

/// The button of a step, from 1.
fn nth(step: usize) -> String {
    [".trail li:nth-child(", &digits(step), ") button"].concat()
}

/// Every step, the newest first.
fn trail(state: State, steps: &[Js], shown: Number) -> El {
    let most = shown.get();
    let lines = steps.iter().take(most).enumerate().map(|(at, step)| {
        let (what, url) = (text(step, "what"), text(step, "url"));
        let event = step.get("event").map_or(JsValue::NULL, |event| event.0);
        let label = if url.is_empty() {
            says("span", &what)
        } else {
            says("a", &what).part("link").is("href", &url)
        };
        let when = says("span", &text(step, "when")).class("about");
        let hidden = says("span", &[": ", &what].concat()).class("quiet");
        let remove = move |_| {
            // This view ends as the step is gone.
            let (what, next) = (what.clone(), nth(at + 1) + ", .trail li:last-child button");
            state.wish(|| tell("remove", &event));
            state.whisper(&about("removed", &what));
            state.focus_on(&next);
        };
        el("li")
            .with(el("div").with(label).with(when))
            .with(button("remove", "remove", remove).with(hidden))
    });
    let first_new = nth(most + 1);
    let more = move |_| {
        shown.update(|shown| *shown += AT_A_TIME);
        state.focus_on(&first_new);
    };
    el("div")
        .class("block trail")
        .with(
            word("p", if steps.is_empty() { "trail.none" } else { "trail" })
                .class("strong")
                .part("label"),
        )
        .with(el("ul").part("trail").is("role", "list").all(lines))
        .with(button("more", "more", more).only_if(steps.len() > most))
}

/// Pause, and forget everything, which is asked twice.
fn control(state: State) -> El {
    let paused = flag(ask("pause").0.is_truthy());
    let sure = flag(false);
    let pause = move |_| {
        // The page may have paused it, or gone on, meanwhile.
        tell("pause", &(!ask("pause").0.is_truthy()).into());
        paused.set(usize::from(ask("pause").0.is_truthy()));
    };
    let forget = move |_| {
        sure.set(0);
        state.wish(|| ask("forget"));
        state.whisper_word("forgotten");
        state.focus_on("#title");
    };
    let keep = move |_| {
        sure.set(0);
        state.focus_on("[part~=forget]");
    };
    let doubt = move |_| {
        sure.set(1);
        state.focus_on("[part~=keep]");
    };
    let ask = el("div")
        .class("sure")
        .only_at(sure, 1)
        .with(word("p", "forget.sure"))
        .with(button("danger", "forget.yes", forget))
        .with(button("keep", "keep", keep));
    let label = move || say(if paused.get() == 1 { "resume" } else { "pause" });
    el("div")
        .class("block control")
        .with(word("p", "paused").class("soft").only_at(paused, 1))
        .with(button("pause", "", pause).tells(label))
        .with(button("forget", "forget", doubt).only_at(sure, 0))
        .with(ask)
}

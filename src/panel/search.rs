//! Something else: everything there is, offers and pages, searched as the visitor types, or looked through.

use super::card::link;
use super::element::{El, Number, button, el, says, word};
use super::icon::{DONE, PAGE, icon, of_kind};
use super::js::Js;
use super::page::{about, ask, count, found, gather, say};
use super::slate_view::{list, text};
use super::state::State;
use crate::engine::node::{Node, digits};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

/// So many are listed at a time: what a few keys typed fast may have made anew each time.
const AT_A_TIME: usize = 15;

/// The page of the panel.
pub fn search(state: State) -> El {
    let query = RwSignal::new(String::new());
    let shown = RwSignal::new(AT_A_TIME);
    // Counts how often more came in.
    let came = RwSignal::new(0);
    let more = Closure::<dyn FnMut()>::new(move || take_in(state, came));
    gather(more.as_ref().unchecked_ref());
    StoredValue::new_local(more);

    let results = move || {
        came.track();
        let (query, most) = (query.get(), shown.get());
        let found = found(&query, most);
        let total = found.number_in("total").unwrap_or_default() as usize;
        if !query.is_empty() {
            state.whisper(&count("found", total as f64));
        }
        let first_new = [".results li:nth-child(", &digits(most + 1), ") a"].concat();
        let more = move |_| {
            shown.update(|shown| *shown += AT_A_TIME);
            state.focus_on(&first_new);
        };
        results(state, &query, &list(&found, "hits"))
            .with(button("more", "more", more).only_if(total > most))
    };
    let type_in = move |event: Event| {
        shown.set(AT_A_TIME);
        query.set(typed(&event));
    };
    // Felt when the visitor has finished a query: by Enter, by going on to the results, or by leaving with it.
    let finished = RwSignal::new(String::new());
    let finish = move |event: &Event| {
        let query = typed(event);
        if !query.is_empty() && query != finished.get_untracked() {
            finished.set(query.clone());
            state.tell(|on| on.search(&query));
        }
    };
    let steer = move |event: Event| {
        let key = event.unchecked_ref::<KeyboardEvent>().key();
        if key == "Escape" {
            finish(&event);
        } else if key == "Enter" || key == "ArrowDown" {
            state.focus_on(".results a");
        }
    };
    let label = say("search");
    let field = el("input")
        .is("type", "search")
        .part("field")
        .is("data-first", "")
        .is("aria-label", &label)
        .is("placeholder", &label)
        .is("autocomplete", "off")
        .is("enterkeyhint", "search")
        .on("input", type_in)
        .on("change", move |event| finish(&event))
        .on("keydown", steer);
    el("div")
        .class("search")
        .part("page search")
        .with(field)
        .with(el("div").class("results").holds(results))
}

/// Shows that more came in, once no result has the focus or the pointer. Who types wants to see it, wherever the pointer rests.
fn take_in(state: State, came: Number) {
    if state.find(".results :focus, input:not(:focus) ~ .results :hover").is_some() {
        return set_timeout(move || take_in(state, came), Duration::from_millis(500));
    }
    // The panel may show another page by now.
    came.try_update(|times| *times += 1);
}

fn typed(event: &Event) -> String {
    let field = event.current_target().map(JsCast::unchecked_into::<HtmlInputElement>);
    let typed = field.map(|field| field.value()).unwrap_or_default();
    typed.trim_ascii().to_owned()
}

/// What was found, or that nothing was; without a query all there is, offers and pages apart.
fn results(state: State, query: &str, hits: &[Js]) -> El {
    let lines = |hits: &[Js]| {
        el("ul").part("results").is("role", "list").all(hits.iter().map(|hit| line(state, hit)))
    };
    if !query.is_empty() {
        let none = hits.is_empty().then(|| nothing(state, query));
        return el("div").all(none).with(lines(hits));
    }
    // The offers come first.
    let offers = hits.iter().take_while(|hit| hit.get("offer").is_some()).count();
    let (offers, pages) = hits.split_at(offers);
    let part = |key: &str, hits: &[Js]| {
        el("div")
            .only_if(!hits.is_empty())
            .with(word("p", key).class("strong").part("label"))
            .with(lines(hits))
    };
    el("div").with(part("steps", offers)).with(part("pages", pages))
}

fn nothing(state: State, query: &str) -> El {
    let contact = ask("contact").present();
    el("div")
        .class("calm")
        .part("calm")
        .with(says("p", &about("none", query)))
        .all(contact.map(|offer| link(state, &offer).part("link")))
}

/// One thing found.
fn line(state: State, hit: &Js) -> El {
    let lines = if hit.get("offer").is_some() { of_kind(&text(hit, "kind")) } else { PAGE };
    let used = text(hit, "used");
    let used = el("span")
        .part("used")
        .only_if(!used.is_empty())
        .view(icon(DONE))
        .with(says("span", &used));
    let words = el("div")
        .with(link(state, hit).part("result"))
        .with(says("span", &text(hit, "about")).class("about").with(used));
    el("li").with(el("span").part("icon").view(icon(lines))).with(words)
}

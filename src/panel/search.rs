//! Something else: everything there is, offers and pages, searched as the visitor types, or looked through.

use super::card::link;
use super::element::{El, button, el, says};
use super::icon::{DONE, PAGE, icon, of_kind};
use super::js::Js;
use super::page::{found, gather, whereabouts};
use super::slate_view::text;
use super::state::State;
use super::trail::Trail;
use crate::engine::node::{Node, digits};
use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlInputElement};

/// So many are listed at a time.
const AT_A_TIME: usize = 24;

/// The page of the panel. Pages that the config does not list come from the site's map, fetched only now.
pub fn search(state: State) -> El {
    let words = state.words;
    let query = RwSignal::new(String::new());
    let shown = RwSignal::new(AT_A_TIME);
    // Counts how often more entries came in.
    let taken = RwSignal::new(0);
    let more_came = Closure::<dyn FnMut()>::new(move || {
        // The panel may show another page by now.
        taken.try_update(|times| *times += 1);
    });
    gather(&entries(state), state.site.pages.is_empty(), more_came.as_ref().unchecked_ref());
    StoredValue::new_local(more_came);

    let trail = state.with_visit(|visit| visit.trail()).unwrap_or_default();
    let results = move || {
        taken.track();
        let (query, most) = (query.get(), shown.get());
        let query = query.trim_ascii();
        let found = Js(found(query, most as f64));
        let total = found.number_in("total").unwrap_or_default() as usize;
        if !query.is_empty() {
            state.whisper(&words.count("found", total));
        }
        let hits = found.get("hits").map(|hits| hits.items()).unwrap_or_default();
        let first_new = [".results li:nth-child(", &digits(most + 1), ") a"].concat();
        let more = move |_| {
            shown.update(|shown| *shown += AT_A_TIME);
            state.focus_soon(first_new.clone());
        };
        let more = button("more", words.say("more"), more).only_if(total > most);
        list(state, &trail, query, &hits).with(more)
    };
    let type_in = move |event: Event| {
        shown.set(AT_A_TIME);
        query.set(field(&event).value());
    };
    // Felt when the visitor has finished a query: by Enter, or by going on to the results.
    let finish = move |event: Event| {
        let query = field(&event).value();
        let query = query.trim_ascii();
        if !query.is_empty() {
            state.tell(|on| on.search(query));
        }
    };
    let go_to_results = move |event: Event| {
        let event: web_sys::KeyboardEvent = event.unchecked_into();
        if event.key() == "Enter" || event.key() == "ArrowDown" {
            state.focus_soon(".results a");
        }
    };
    let field = el("input")
        .is("type", "search")
        .part("field")
        .is("data-first", "")
        .is("aria-label", words.say("search"))
        .is("placeholder", words.say("search"))
        .is("autocomplete", "off")
        .is("enterkeyhint", "search")
        .on("input", type_in)
        .on("change", finish)
        .on("keydown", go_to_results);
    el("div").class("search").with(field).with(el("div").class("results").holds(move || results()))
}

fn field(event: &Event) -> HtmlInputElement {
    event
        .current_target()
        .map(JsCast::unchecked_into)
        .unwrap_or_else(|| JsValue::NULL.unchecked_into())
}

/// What can be found: the offers, then the pages that the config lists.
fn entries(state: State) -> Array {
    let entries = Array::new();
    for offer in &state.site.offers {
        let view = &offer.view;
        let more = [&state.words.kind(&view.kind), " ", &view.url].concat();
        entries.push(&entry(&view.title, &view.text, &more, &view.url, &view.id));
    }
    for (title, url) in &state.site.pages {
        entries.push(&entry(title, "", url, url, ""));
    }
    entries
}

fn entry(title: &str, text: &str, more: &str, url: &str, offer: &str) -> Object {
    let entry = Object::new();
    for (key, value) in
        [("title", title), ("text", text), ("more", more), ("url", url), ("offer", offer)]
    {
        // Setting a field of an object of our own cannot fail.
        let _ = Reflect::set(&entry, &key.into(), &value.into());
    }
    entry
}

/// What was found, or that nothing was; without a query all there is, offers and pages apart.
fn list(state: State, trail: &Trail, query: &str, hits: &[Js]) -> El {
    let words = state.words;
    let lines = hits.iter().map(|hit| line(state, trail, hit));
    if !query.is_empty() {
        let none = hits.is_empty().then(|| nothing(state, query));
        return el("div")
            .all(none)
            .with(el("ul").is("role", "list").all(lines.map(|(_, line)| line)));
    }
    let (offers, pages): (Vec<_>, Vec<_>) = lines.partition(|(is_offer, _)| *is_offer);
    let part = |key: &str, lines: Vec<(bool, El)>| {
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(|(_, line)| line);
            el("div")
                .with(says("p", words.say(key)).class("strong"))
                .with(el("ul").is("role", "list").all(lines))
        })
    };
    el("div").all(part("steps", offers)).all(part("pages", pages))
}

fn nothing(state: State, query: &str) -> El {
    let contact = state.site.contact().map(|offer| link(state, &offer.view).part("link"));
    let text = says("p", &state.words.about("none", query));
    el("div").class("calm").with(text).all(contact)
}

/// One thing found, and whether it is an offer.
fn line(state: State, trail: &Trail, hit: &Js) -> (bool, El) {
    let words = state.words;
    let id = text(hit, "offer");
    let offer = state.site.offer(&id);
    let (link, about, lines, used) = match offer {
        Some(offer) => {
            let view = &offer.view;
            let kind = words.kind(&view.kind);
            (link(state, view), kind, of_kind(&view.kind), trail.used(view))
        }
        None => {
            let url = text(hit, "url");
            let about = whereabouts(&url);
            (says("a", &text(hit, "title")).is("href", &url), about, PAGE, false)
        }
    };
    let used = used
        .then(|| el("span").part("used").view(icon(DONE)).with(says("span", words.say("used"))));
    let about = says("span", &about).class("about").all(used);
    let words = el("div").with(link.part("result")).with(about);
    (offer.is_some(), el("li").with(el("span").part("icon").view(icon(lines))).with(words))
}

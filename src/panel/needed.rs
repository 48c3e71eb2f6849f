//! "Did you get what you needed?": asked quietly at natural ends, at most once a session.

use super::card::link;
use super::element::{El, button, el, says};
use super::page::{remember, remembers};
use super::state::{SEARCH, State};
use super::trail::{Trail, What};
use leptos::prelude::*;

/// So many pages of a visit make an end natural; a conversion or an offer that was followed does at once.
const PAGES: usize = 4;

/// What the browser remembers for the session: that it was asked.
const ASKED: &str = "cairn-asked";

const ASKS: usize = 0;
const HELPED: usize = 1;
const FAILED: usize = 2;

/// Whether this is a moment to ask.
pub fn asks(trail: &Trail) -> bool {
    let did = |what: &str| {
        trail.now().iter().any(|step| matches!(&step.what, What::Did(did, _) if *did == what))
    };
    let ends = did("click") || did("submit") || did("event") || trail.pages() >= PAGES;
    ends && !did("yes") && !did("no") && !remembers(ASKED)
}

/// The question. It stays until it is answered or the slate goes, and does not come back in this session.
pub fn needed(state: State) -> El {
    let words = state.words;
    let answer = RwSignal::new(ASKS);
    let say = move |helped: bool| {
        answer.set(if helped { HELPED } else { FAILED });
        remember(ASKED);
        state.tell(|on| on.feedback(helped));
        state.whisper(words.say(if helped { "thanks" } else { "sorry" }));
    };
    let partly = move |_| {
        say(false);
        state.turn_to(SEARCH, "#title");
    };
    let question = el("div")
        .class("question")
        .only_at(answer, ASKS)
        .with(says("p", words.say("needed")))
        .with(button("answer", words.say("yes"), move |_| {
            say(true);
            state.focus_soon("[part~=thanks]");
        }))
        .with(button("answer", words.say("no"), move |_| {
            say(false);
            state.focus_soon("[part~=sorry]");
        }))
        .with(button("answer", words.say("partly"), partly));
    let thanks =
        says("p", words.say("thanks")).part("thanks").is("tabindex", "-1").only_at(answer, HELPED);
    let search = button("more", words.say("else"), move |_| state.turn_to(SEARCH, "#title"));
    let sorry = el("div")
        .part("sorry")
        .is("tabindex", "-1")
        .only_at(answer, FAILED)
        .with(says("p", words.say("sorry")))
        .all(state.site.searches.then_some(search))
        .all(state.site.contact().map(|offer| el("p").with(link(state, &offer.view).part("link"))));
    el("div").part("needed").with(question).with(thanks).with(sorry)
}

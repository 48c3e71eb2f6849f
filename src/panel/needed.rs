//! "Did you get what you needed?": asked quietly at natural ends, at most once a session.

use super::card::link;
use super::element::{El, button, el, word};
use super::page::{ask, has, remember, remembers};
use super::state::{SEARCH, State};
use leptos::prelude::*;

/// What the browser remembers for the session: that the question was answered.
const ASKED: &str = "cairn-asked";

const ASKS: usize = 0;
const HELPED: usize = 1;
const FAILED: usize = 2;

/// The question. It stays until it is answered or the slate goes, and does not come back in this session.
pub fn needed(state: State) -> Option<El> {
    if remembers(ASKED) {
        return None;
    }
    let answer = RwSignal::new(ASKS);
    let say = move |helped: bool| {
        answer.set(if helped { HELPED } else { FAILED });
        remember(ASKED);
        state.tell(|on| on.feedback(helped));
        state.whisper_word(if helped { "thanks" } else { "sorry" });
    };
    let question = el("div")
        .class("question")
        .only_at(answer, ASKS)
        .with(word("p", "needed"))
        .with(button("answer", "yes", move |_| {
            say(true);
            state.focus_on("[part~=thanks]");
        }))
        .with(button("answer", "no", move |_| {
            say(false);
            state.focus_on("[part~=sorry]");
        }))
        .with(button("answer", "partly", move |_| {
            say(false);
            state.turn_to(SEARCH, "#title");
        }));
    let thanks = word("p", "thanks").part("thanks").is("tabindex", "-1").only_at(answer, HELPED);
    let search = || button("more", "else", move |_| state.turn_to(SEARCH, "#title"));
    let contact = ask("contact").present();
    let sorry = el("div")
        .part("sorry")
        .is("tabindex", "-1")
        .only_at(answer, FAILED)
        .with(word("p", "sorry"))
        .all(has("searches").then(search))
        .all(contact.map(|offer| el("p").with(link(state, &offer).part("link"))));
    Some(el("div").part("needed").with(question).with(thanks).with(sorry))
}

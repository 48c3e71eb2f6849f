//! "Did you get what you needed?": asked quietly at natural ends, at most once a session.

use super::card::link;
use super::element::{El, button, el, word};
use super::page::{ask, has, remember, remembers};
use super::state::{SEARCH, State};
use leptos::prelude::{GetUntracked, Set};

/// What the browser remembers for the session: that the question was asked.
const ASKED: &str = "cairn-asked";

/// What is shown: nothing,
pub const SILENT: usize = 0;
/// the question,
const ASKS: usize = 1;
/// or what follows from its answer.
const HELPED: usize = 2;
const FAILED: usize = 3;

/// Asks in an open panel, if this is a natural end and nobody asked in this session. What was answered goes.
pub fn ask_if_due(state: State) {
    if state.place == 0 && state.needed.get_untracked() != ASKS {
        let due = !remembers(ASKED) && ask("ends").0.is_truthy();
        // Nothing is stored without something that the visitor did: here he opened the panel.
        if due && !state.inline {
            remember(ASKED);
        }
        state.needed.set(if due { ASKS } else { SILENT });
    }
}

/// The question, and what its answer brings. It goes as the panel is closed, and does not come back in this session.
pub fn needed(state: State) -> El {
    let answer = state.needed;
    let say = move |helped: bool| {
        remember(ASKED);
        answer.set(if helped { HELPED } else { FAILED });
        state.tell(|on| on.feedback(helped));
        state.whisper_word(if helped { "thanks" } else { "sorry" });
    };
    let answers = el("div")
        .class("row")
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
    let question =
        el("div").class("question").only_at(answer, ASKS).with(word("p", "needed")).with(answers);
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
    el("div").part("needed").not_at(answer, SILENT).with(question).with(thanks).with(sorry)
}

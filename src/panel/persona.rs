//! "I am here as…": the visitor says who he is, which weighs more than anything concluded, and can be taken back.

use super::element::{El, Number, button, el, flag, labelled, says, toggle};
use super::js::Js;
use super::page::{about, ask, has, say, tell};
use super::state::{State, said_in_words};
use crate::engine::node::Node;
use leptos::prelude::*;

/// The buttons, behind one that shows them; and what was said, with a way back.
pub fn persona(state: State) -> Option<El> {
    if !has("asks") {
        return None;
    }
    let shown = flag(false);
    let done = move || {
        shown.set(0);
        state.focus_on("#as");
    };
    let customer = state.customer;
    let say_customer = move || {
        let is = customer.get_untracked() == 0;
        state.wish(|| tell("sayCustomer", &is.into()));
        if is != (customer.get_untracked() == 1) {
            state.whisper_word("paused");
        } else if is {
            state.whisper(&about("said", &say("customer")));
        } else {
            state.whisper_word("retracted");
        }
        done();
    };
    let choice = |says: &str, number: Number, value: usize, choose: Box<dyn Fn()>| {
        labelled("persona", says).on("click", move |_| choose()).tells_at(
            "aria-pressed",
            number,
            value,
        )
    };
    let names = ask("personas").items();
    let personas = names.iter().enumerate().map(|(at, says): (usize, &Js)| {
        let choose = move || {
            state.say(if state.said.get_untracked() == at + 1 { 0 } else { at + 1 });
            done();
        };
        choice(&says.text().unwrap_or_default(), state.said, at + 1, Box::new(choose))
    });
    let as_customer = has("knowsCustomers")
        .then(|| choice(&say("customer"), customer, 1, Box::new(say_customer)));
    let buttons = el("div")
        .class("personas")
        .part("personas")
        .is("id", "personas")
        .is("role", "group")
        .is("aria-labelledby", "as")
        .only_at(shown, 1)
        .all(personas)
        .all(as_customer);
    let persona = el("div")
        .class("chosen")
        .part("chosen")
        .not_at(state.said, 0)
        .with(el("p").tells(move || said_in_words(state.said.get())))
        .with(button("retract", "retract", move |_| {
            state.say(0);
            done();
        }));
    let customer = el("div")
        .class("chosen")
        .part("chosen")
        .only_at(customer, 1)
        .with(says("p", &about("said", &say("customer"))))
        .with(button("retract", "retract", move |_| say_customer()));
    let ask = toggle("as", "as", shown, "personas").is("id", "as");
    Some(el("div").part("as-whom").with(persona).with(customer).with(ask).with(buttons))
}

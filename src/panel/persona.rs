//! "I am here as…": the visitor says who he is, which weighs more than anything concluded, and can be taken back.

use super::element::{El, Number, button, el, flag, toggle, turn};
use super::site::CUSTOMER;
use super::state::State;
use leptos::prelude::*;

/// The buttons, behind one that shows them; and what was said, with a way back.
pub fn persona(state: State) -> Option<El> {
    let (site, words) = (state.site, state.words);
    if !site.asks {
        return None;
    }
    let shown = flag(false);
    let done = move || {
        shown.set(0);
        state.focus_soon("#as");
    };
    let is_customer = state.with_visit(|visit| visit.trail().did("event", CUSTOMER));
    let customer = flag(is_customer == Some(true));
    let say_customer = move |_| {
        turn(customer);
        if customer.get_untracked() == 1 {
            state.wish(|visit| visit.event(CUSTOMER));
            state.whisper(&words.about("said", words.say("customer")));
        } else {
            state.wish(|visit| visit.take_back(CUSTOMER));
            state.whisper(words.say("retracted"));
        }
        done();
    };
    let choice = |says: &str, number: Number, value: usize, choose: Box<dyn Fn()>| {
        button("persona", says, move |_| choose()).tells_at("aria-pressed", number, value)
    };
    let personas = site.personas.iter().enumerate().map(|(at, persona)| {
        let choose = move || {
            state.say(if state.said.get_untracked() == at + 1 { 0 } else { at + 1 });
            done();
        };
        choice(&persona.says, state.said, at + 1, Box::new(choose))
    });
    let as_customer = site
        .knows_customers
        .then(|| choice(words.say("customer"), customer, 1, Box::new(move || say_customer(()))));
    let buttons = el("div")
        .class("personas")
        .is("id", "personas")
        .is("role", "group")
        .is("aria-labelledby", "as")
        .only_at(shown, 1)
        .all(personas)
        .all(as_customer);
    let retract = move |_| {
        state.say(0);
        done();
    };
    let said = el("p").tells(move || state.said_in_words(state.said.get()));
    let persona = el("div").class("chosen").not_at(state.said, 0).with(said).with(button(
        "retract",
        words.say("retract"),
        retract,
    ));
    let customer = el("div")
        .class("chosen")
        .only_at(customer, 1)
        .with(el("p").text(&words.about("said", words.say("customer"))))
        .with(button("retract", words.say("retract"), move |_| say_customer(())));
    let ask = toggle("as", words.say("as"), shown, "personas").is("id", "as");
    Some(el("div").part("as-whom").with(persona).with(customer).with(ask).with(buttons))
}

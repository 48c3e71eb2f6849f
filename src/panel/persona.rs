//! "I am here as…": the visitor says who he is, which weighs more than anything concluded, and can be taken back.

use super::element::{El, button, el};
use super::site::CUSTOMER;
use super::state::State;
use leptos::prelude::*;

/// The buttons, behind one that shows them; or what was said, with a way back.
pub fn persona(state: State) -> Option<El> {
    let (site, words) = (state.site, state.words);
    if !site.asks {
        return None;
    }
    let shown = RwSignal::new(false);
    let customer =
        RwSignal::new(state.with_visit(|visit| visit.trail().did("event", CUSTOMER)) == Some(true));
    let silent = move || state.said.get().is_none();
    let ask = button("as", &words.say("as"), move |_| shown.set(!shown.get_untracked()))
        .is("id", "as")
        .is("aria-controls", "personas")
        .flag("aria-expanded", move || shown.get());
    let personas = site.personas.iter().map(|persona| {
        let id = persona.id.as_str();
        let is = move || state.said.get().as_deref() == Some(id);
        let choose = move |_| {
            shown.set(false);
            state.say((!state.said.get_untracked().is_some_and(|said| said == id)).then_some(id));
            state.focus_soon("#as");
        };
        button("persona", persona.says.as_str(), choose).flag("aria-pressed", is)
    });
    let is_customer = move || {
        let is = !customer.get_untracked();
        customer.set(is);
        shown.set(false);
        if is {
            state.wish(|visit| visit.event(CUSTOMER));
            state.whisper(words.about("said", &words.say("customer")));
        } else {
            state.wish(|visit| visit.take_back(CUSTOMER));
            state.whisper(words.say("retracted"));
        }
        state.focus_soon("#as");
    };
    let buttons = el("div")
        .class("personas")
        .is("id", "personas")
        .is("role", "group")
        .is("aria-labelledby", "as")
        .hidden(move || !shown.get())
        .all(personas)
        .all(site.knows_customers.then(|| {
            button("persona", &words.say("customer"), move |_| is_customer())
                .flag("aria-pressed", move || customer.get())
        }));
    let said = move || {
        let said = state.said.get().and_then(|id| site.persona(&id));
        said.map(|persona| words.about("said", &persona.says)).unwrap_or_default()
    };
    let retract = move |_| {
        state.say(None);
        state.focus_soon("#as");
    };
    let chosen = |text: Box<dyn Fn() -> String>, back: El| {
        el("div").class("chosen").with(el("p").tells(text)).with(back)
    };
    let persona =
        chosen(Box::new(said), button("retract", &words.say("retract"), retract)).hidden(silent);
    let as_customer = words.about("said", &words.say("customer"));
    let customer_too = chosen(
        Box::new(move || as_customer.clone()),
        button("retract", &words.say("retract"), move |_| is_customer()),
    )
    .hidden(move || !customer.get());
    Some(el("div").part("as-whom").with(persona).with(customer_too).with(ask).with(buttons))
}

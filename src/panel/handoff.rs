//! Hand-over: the visitor sees, changes and agrees to the summary that goes along with an offer. Nothing goes without that.

use super::element::{El, button, el, says, word};
use super::page;
use super::slate_view::text;
use super::state::State;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTextAreaElement};

/// The page of the panel for the offer of this id.
pub fn handoff(state: State, id: &str) -> El {
    let offer = page::tell("handoff", &id.into());
    let url = text(&offer, "url");
    let with = {
        let (id, url) = (id.to_owned(), url.clone());
        move |_| {
            let summary = state.find("#summary").map(written).unwrap_or_default();
            let goes = state.tell(|on| on.handoff(&id, &summary)) != Some(false);
            let leads = state.click(&id) && goes;
            let url = url.clone();
            // This view ends here; where it leads to a field of this page, that takes the focus.
            state.turn_back();
            state.say_aloud("given");
            if leads {
                page::hand_over(&url, &summary);
            }
        }
    };
    let without = {
        let id = id.to_owned();
        move |_| {
            if state.click(&id) {
                page::go(&url);
            }
            state.turn_back();
        }
    };
    let field = says("textarea", &text(&offer, "summary"))
        .part("summary")
        .is("id", "summary")
        .is("rows", "12");
    let about = page::about("take.along.about", &text(&offer, "team"));
    el("div")
        .class("handoff")
        .part("page handoff")
        .with(says("p", &text(&offer, "text")).class("soft"))
        .with(word("p", "take.along").class("strong").part("label"))
        .with(says("p", &about).class("soft"))
        .with(word("label", "summary").is("for", "summary").class("quiet"))
        .with(field)
        .with(el("div").class("row").with(button("with", "go.with", with)).with(button(
            "without",
            "go.without",
            without,
        )))
}

fn written(field: Element) -> String {
    field.unchecked_into::<HtmlTextAreaElement>().value()
}

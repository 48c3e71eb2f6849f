//! Welcome back: where the visitor left off, and what was still open then.

use super::card::link;
use super::element::{El, el, flag, says, toggle, word};
use super::js::Js;
use super::slate_view::{is_so, list, text};
use super::state::State;

/// A word to a visitor who comes back after a pause. After months it is a fresh start, and the old one is a click away.
pub fn welcome(state: State, left: &Js) -> El {
    let sentence = el("p")
        .only_if(!is_so(left, "here"))
        .text(&text(left, "start"))
        .with(says("a", &text(left, "title")).part("link").is("href", &text(left, "url")))
        .text(&text(left, "end"));
    let open = list(left, "open");
    let links = open.iter().map(|offer| el("li").with(link(state, offer).part("link")));
    let open = el("div")
        .only_if(!open.is_empty())
        .with(word("p", "open.still"))
        .with(el("ul").class("dots").all(links));
    let whole = el("div").part("welcome").with(word("p", "welcome").class("strong").part("label"));
    if !is_so(left, "long") {
        return whole.with(sentence).with(open);
    }
    let shown = flag(false);
    let was = el("div").is("id", "before").only_at(shown, 1).with(sentence).with(open);
    whole.with(word("p", "fresh")).with(toggle("before", "before", shown, "before")).with(was)
}

//! Welcome back: where the visitor left off, and what was still open then.

use super::card::link;
use super::element::{El, el, flag, says, toggle};
use super::page::{address, ago, page_address};
use super::state::State;
use super::trail::{Trail, same_page};
use crate::engine::url::cut;

/// So many offers that are still open are named.
const OPEN: usize = 3;

/// What stands for the link while its sentence is put together.
const LINK: &str = "\u{1}";

/// A word to a visitor who comes back after a pause, without the offers `shown` just now. After months it is a fresh start,
/// and the old one is a click away.
pub fn welcome(state: State, trail: &Trail, shown: &[String]) -> Option<El> {
    let left = trail.left()?;
    let words = state.words;
    let (title, url) = left.page;
    let here = same_page(&url, &address(&page_address()));
    let sentence = words.between("left", &ago(&words.language, left.ago), LINK);
    let (before, after) = cut(&sentence, b'\x01');
    let sentence = el("p")
        .only_if(!here)
        .text(before)
        .with(says("a", &title).part("link").is("href", &url))
        .text(after);
    let open = trail.unused(state.site, shown);
    let none = open.is_empty();
    let open = open.into_iter().take(OPEN);
    let open = el("div")
        .only_if(!none)
        .with(says("p", words.say("open.still")))
        .with(el("ul").all(open.map(|offer| el("li").with(link(state, offer).part("link")))));
    if here && none {
        return None;
    }
    let back = says("p", words.say("welcome")).class("strong");
    let whole = el("div").part("welcome").with(back);
    if !left.long {
        return Some(whole.with(sentence).with(open));
    }
    let shown = flag(false);
    let before = toggle("before", words.say("before"), shown, "before");
    let was = el("div").is("id", "before").only_at(shown, 1).with(sentence).with(open);
    Some(whole.with(says("p", words.say("fresh"))).with(before).with(was))
}

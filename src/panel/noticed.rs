//! What this page noticed: what was concluded, from what, and every step of it, each of which can be removed.

use super::carry::carry;
use super::element::{El, Number, button, el, flag, says, turn};
use super::page::ago;
use super::state::State;
use super::trail::What;
use super::visit::{Belief, SURE, Visit};
use crate::engine::node::digits;
use leptos::prelude::*;

/// So many steps are listed at a time.
const AT_A_TIME: usize = 30;

/// The page of the panel.
pub fn noticed(state: State) -> El {
    // Counts how often something changed, so that the page is read anew.
    let changes = RwSignal::new(0);
    let shown = RwSignal::new(AT_A_TIME);
    let content = move || {
        changes.track();
        let view = state.with_visit(|visit| content(state, visit, changes, shown));
        view.unwrap_or_else(|| el("div"))
    };
    el("div")
        .class("noticed")
        .with(says("p", &state.words.say("private")).class("soft"))
        .with(el("div").holds(content))
        .with(carry(state, changes))
        .with(control(state, changes))
}

fn content(state: State, visit: &Visit, changes: Number, shown: Number) -> El {
    let words = state.words;
    let belief = visit.belief();
    let because: Vec<El> = because(state, &belief);
    let read = (!because.is_empty()).then(|| {
        el("div")
            .with(says("p", words.say("because")).class("soft"))
            .with(el("ul").class("dots").all(because))
    });
    let concluded = el("div")
        .class("block")
        .with(says("p", words.say("concluded")).class("strong"))
        .with(el("ul").is("role", "list").all(concluded(state, &belief)))
        .all(read);
    el("div").with(concluded).with(trail(state, visit, changes, shown))
}

/// The conclusions in words, with their doubts.
fn concluded(state: State, belief: &Belief) -> Vec<El> {
    let (site, words) = (state.site, state.words);
    let said = belief.said.as_ref().and_then(|id| site.persona(id));
    let persona = belief.persona.as_ref();
    let persona = persona.and_then(|(id, share)| Some((site.persona(id)?, *share)));
    let persona = match (said, persona) {
        (Some(said), _) => words.about("persona.said", &said.says),
        (_, Some((persona, share))) => {
            words.about(if share >= SURE { "persona.sure" } else { "persona.guess" }, &persona.says)
        }
        _ => words.say("persona.unsure").to_owned(),
    };
    let stage = belief.stage.as_ref().and_then(|(id, share)| {
        let (_, name) = site.stages.iter().find(|(known, name)| known == id && !name.is_empty())?;
        Some((name, *share))
    });
    let stage = match stage {
        Some((name, share)) => {
            words.about(if share >= SURE { "stage.sure" } else { "stage.guess" }, name)
        }
        None => words.say("stage.unsure").to_owned(),
    };
    let moves = words.say(&["moves.", &belief.movement].concat()).to_owned();
    [persona, stage, moves]
        .into_iter()
        .filter(|sentence| !sentence.is_empty())
        .map(|sentence| says("li", &sentence))
        .collect()
}

/// What the signals say that held, each once.
fn because(state: State, belief: &Belief) -> Vec<El> {
    let mut said: Vec<&str> = Vec::new();
    let signals = belief.signals.iter().filter_map(|id| {
        state.site.signals.iter().find(|(known, _)| known == id).map(|(_, because)| because)
    });
    for because in signals {
        if !said.contains(&because.as_str()) {
            said.push(because);
        }
    }
    said.into_iter().map(|because| says("li", because)).collect()
}

/// Every step, the newest first.
fn trail(state: State, visit: &Visit, changes: Number, shown: Number) -> El {
    let (site, words) = (state.site, state.words);
    let trail = visit.trail();
    let now = js_sys::Date::now();
    let mut lines = Vec::new();
    for step in trail.steps.iter().rev() {
        let (what, link) = match &step.what {
            What::Page { url, title, .. } => (title.clone(), Some(url.clone())),
            What::Did(did, name) => {
                let name = match *did {
                    "click" | "dismissal" => site.title_of(name),
                    "persona" => site.persona(name).map_or(name.as_str(), |persona| &persona.says),
                    _ => name,
                };
                (words.about(&["trail.", did].concat(), name), None)
            }
            // What was merely shown is nothing that the visitor did.
            What::Seen(_) => continue,
        };
        let (place, name) = (step.place, what.clone());
        let remove = move |_| {
            state.wish(|visit| visit.remove(|_, at| at == place as usize));
            state.refresh_said();
            changes.update(|changes| *changes += 1);
            state.whisper(&words.about("removed", &name));
            state.focus_soon("[part~=remove]");
        };
        let when = says("span", &ago(&words.language, now - step.at)).class("about");
        let label = match link {
            Some(url) => says("a", what.as_str()).part("link").is("href", &url),
            None => says("span", what.as_str()),
        };
        let remove = button("remove", words.say("remove"), remove)
            .with(says("span", &[": ", &what].concat()).class("quiet"));
        lines.push(el("li").with(el("div").with(label).with(when)).with(remove));
    }
    let (total, most) = (lines.len(), shown.get());
    lines.truncate(most);
    let first_new = [".trail li:nth-child(", &digits(most + 1), ") button"].concat();
    let more = move |_| {
        shown.update(|shown| *shown += AT_A_TIME);
        state.focus_soon(first_new.clone());
    };
    el("div")
        .class("block trail")
        .with(says("p", words.say(if total == 0 { "trail.none" } else { "trail" })).class("strong"))
        .with(el("ul").is("role", "list").all(lines))
        .with(button("more", words.say("more"), more).only_if(total > most))
}

/// Pause, and forget everything, which is asked twice.
fn control(state: State, changes: Number) -> El {
    let words = state.words;
    let paused = flag(state.with_visit(Visit::is_paused) == Some(true));
    let sure = flag(false);
    let pause = move |_| {
        turn(paused);
        state.with_visit(|visit| visit.pause(paused.get_untracked() == 1));
    };
    let forget = move |_| {
        sure.set(0);
        state.said.set(0);
        state.wish(Visit::forget);
        changes.update(|changes| *changes += 1);
        state.whisper(words.say("forgotten"));
        state.focus_soon("#title");
    };
    let keep = move |_| {
        sure.set(0);
        state.focus_soon("[part~=forget]");
    };
    let ask = el("div")
        .class("sure")
        .only_at(sure, 1)
        .with(says("p", words.say("forget.sure")))
        .with(button("danger", words.say("forget.yes"), forget))
        .with(button("keep", words.say("keep"), keep));
    el("div")
        .class("block control")
        .with(says("p", words.say("paused")).class("soft").only_at(paused, 1))
        .with(button("pause", "", pause).tells(move || {
            words.say(if paused.get() == 1 { "resume" } else { "pause" }).to_owned()
        }))
        .with(
            button("forget", words.say("forget"), move |_| {
                sure.set(1);
                state.focus_soon("[part~=keep]");
            })
            .only_at(sure, 0),
        )
        .with(ask)
}

//! The edge: what happens on the page becomes events, and slates go to the page.
//!
//! The functions exported here are all that `www/cairn.js` and the page's listeners call. They never call back into it,
//! and a call that comes while another one runs does nothing.

mod attention;
mod page;
mod store;
mod text;
mod widget;

use crate::engine::config::FormStep;
use crate::engine::known::Known;
use crate::engine::node::{Node, digits};
use crate::engine::phrases::Phrases;
use crate::engine::{Finding, Level, Plan, What, config_reader};
use std::cell::RefCell;
use text::Written;
use wasm_bindgen::prelude::*;
use widget::{Consent, Widget};

/// Room for a config and a full journal, in bytes. What is never used is never there.
const MEMORY: usize = 1 << 20;

thread_local! {
    static RUNNING: RefCell<Option<Widget>> = const { RefCell::new(None) };
}

/// Runs `act` on the widget, unless there is none or it is in use.
fn with<T>(act: impl FnOnce(&mut Widget) -> T) -> Option<T> {
    RUNNING.with(|running| running.try_borrow_mut().ok()?.as_mut().map(act))
}

/// Starts with a config, or with a new one: the journal stays and is read anew. `base` is the path that the config was
/// read from; its relative links start there. `language`: the page's; `words`: the engine's own in that language, as in its
/// file; none are English.
///
/// Says whether the browser's storage is blocked where it is wanted, now or after consent; or a sentence for the web team:
/// what is wrong with the config, where, and how to mend it. Not a `Result`: the glue would take that apart.
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "texts by value need less glue")]
pub fn start(
    config: JsValue,
    base: JsValue,
    language: JsValue,
    words: JsValue,
    consent: JsValue,
) -> JsValue {
    let [base, language, words, consent] =
        [base, language, words, consent].map(|text| text.as_string().unwrap_or_default());

    // The memory grows once now, instead of many times while config and journal are read.
    drop(std::hint::black_box(Vec::<u8>::with_capacity(MEMORY)));
    let config = text::of(&config);
    let Some((config, findings)) = text::read(&config, |config| config_reader::read(config)) else {
        return "it is no plain JSON".into();
    };
    let mut plan = match Plan::based(config, findings, &base) {
        Ok(plan) => plan,
        Err(findings) => return brief(&findings).into(),
    };
    if !language.is_empty() {
        plan.language = language;
    }
    // As long as the page is there, so are they.
    plan.phrases = Phrases::of(words.leak());
    let plan = Box::leak(Box::new(plan));
    let consent = Consent::named(&consent).unwrap_or(Consent::Pending);
    if with(|widget| widget.replan(plan)).is_none() {
        RUNNING.with(|slot| slot.replace(Some(Widget::new(plan, consent))));
        page::listen();
    }
    (with(|widget| widget.may_ask()) == Some(true) && !page::can_store()).into()
}

/// The first problem, and how many more there are.
fn brief(findings: &[Finding]) -> String {
    let mut errors = findings.iter().filter(|finding| finding.level == Level::Error);
    let first = errors.next().map(Finding::brief).unwrap_or_default();
    match errors.count() {
        0 => first,
        more => [&first, " (and ", &digits(more), " more)"].concat(),
    }
}

/// Takes a note of the loader: `{at, view, referrer, drawn}` for a page or for a route that is still to be drawn,
/// `{at, event}` or `{at, conversion}` for what the site pushes, `{at, persona}`, `{at, feedback}`, or an outcome of the
/// panel: `{at, impression}`, `{at, click}`, `{at, dismissal}`.
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "a value needs less glue than a reference")]
pub fn note(note: JsValue) {
    let note = text::of(&note);
    text::read(&note, |note| with(|widget| take(widget, note)));
}

fn take(widget: &mut Widget, note: &Written) {
    let at = note.number_in("at").map_or_else(page::now, |at| at as i64);
    if let Some(address) = note.text_in("view") {
        widget.view(at, &address, &note.text_in("referrer").unwrap_or_default());
        let drawn = note.get("drawn").and_then(|drawn| drawn.flag()) == Some(true);
        // A view may have waited in the queue until another route was shown.
        if drawn && page::is_at(&address) {
            widget.read_words();
        } else {
            page::wait_for_route();
        }
    } else if let Some(seen) = note.get("impression") {
        let slate = seen.text_in("slate").unwrap_or_default();
        widget.seen(at, &slate, &seen.get("offers").map(|ids| ids.items()).unwrap_or_default());
    } else if let Some(name) = note.text_in("event") {
        widget.observe(at, What::Custom(name));
    } else if let Some(name) = note.text_in("conversion") {
        widget.observe(at, What::Conversion(name));
    } else if let Ok(what) = What::read(note, &mut Known::default()) {
        // The others look as they do in a journal.
        widget.observe(at, what);
    }
}

/// The visitor is there: a move, a key, a scroll. Not looked at within `pause` milliseconds after the last one. Like the
/// five that follow, this is for `page.js`.
#[wasm_bindgen]
pub fn active(pause: f64) {
    with(|widget| widget.active(page::now(), pause as i64));
}

/// The page is shown or hidden.
#[wasm_bindgen]
pub fn visible() {
    with(|widget| widget.visible(page::now(), page::is_visible()));
}

/// The page is left.
#[wasm_bindgen]
pub fn leave() {
    with(|widget| {
        widget.leave(page::now());
        widget.save();
    });
}

/// Another tab stored or erased something.
#[wasm_bindgen(js_name = hearOtherTabs)]
pub fn hear_other_tabs() {
    with(Widget::hear_other_tabs);
}

/// A form was started or sent; says whether that was news.
#[wasm_bindgen(js_name = useForm)]
pub fn use_form(id: String, starts: bool) -> bool {
    let step = if starts { FormStep::Start } else { FormStep::Submit };
    with(|widget| widget.form(page::now(), id, step)) == Some(true)
}

/// A route has been drawn.
#[wasm_bindgen]
pub fn drawn() {
    with(Widget::read_words);
}

/// The slate for so many panels, as JSON; empty before the start.
#[wasm_bindgen]
pub fn slate(panels: usize) -> JsValue {
    with(|widget| widget.slate(page::now(), panels)).unwrap_or_default().into()
}

/// The belief, as JSON; empty before the start.
#[wasm_bindgen]
pub fn belief() -> JsValue {
    with(|widget| widget.belief(page::now())).unwrap_or_default().into()
}

/// The journal as a JSON list; empty before the start.
#[wasm_bindgen]
pub fn journal() -> JsValue {
    with(|widget| widget.journal(page::now())).unwrap_or_default().into()
}

/// From now on the journal is this list of events, as [`journal`] gives it.
#[wasm_bindgen]
pub fn replace(events: &str) {
    with(|widget| widget.replace(events));
}

/// `granted`, `denied` or `pending`; other words change nothing. Says whether it was understood.
#[wasm_bindgen]
pub fn consent(state: &str) -> bool {
    Consent::named(state).is_some_and(|state| with(|widget| widget.set_consent(state)).is_some())
}

/// Erases everything Cairn knows in this browser.
#[wasm_bindgen]
pub fn forget() {
    with(Widget::forget);
}

/// Stores the journal now, where that is allowed.
#[wasm_bindgen]
pub fn save() {
    with(Widget::save);
}

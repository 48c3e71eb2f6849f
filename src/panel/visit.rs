//! What is known of the visit: asked of the page's API, and changed through it.

use super::js::Js;
use super::page::ask;
use super::trail::Trail;
use crate::engine::node::Node;
use js_sys::Array;
use wasm_bindgen::JsValue;

/// The page's API.
#[derive(Clone, Debug)]
pub struct Visit(pub JsValue);

/// What was concluded, as far as the panel says it.
#[derive(Debug, Default)]
pub struct Belief {
    /// The likeliest persona and its probability.
    pub persona: Option<(String, f64)>,
    /// The likeliest stage and its.
    pub stage: Option<(String, f64)>,
    /// The movement.
    pub movement: String,
    /// The persona that the visitor says he is.
    pub said: Option<String>,
    /// The signals that held.
    pub signals: Vec<String>,
}

/// From this probability on something is said without "perhaps".
pub const SURE: f64 = 0.6;
/// Below this nothing is said at all.
const GUESS: f64 = 0.3;

impl Visit {
    /// The events.
    pub fn journal(&self) -> Vec<Js> {
        Js(self.ask("journal", &JsValue::UNDEFINED)).items()
    }

    /// What the visitor did.
    pub fn trail(&self) -> Trail {
        Trail::read(&self.journal())
    }

    /// What was concluded.
    pub fn belief(&self) -> Belief {
        let belief = Js(self.ask("belief", &JsValue::UNDEFINED));
        let evidence = belief.get("evidence").map(|list| list.items()).unwrap_or_default();
        Belief {
            persona: likeliest(&belief, "personas"),
            stage: likeliest(&belief, "stages"),
            movement: belief.text_in("movement").unwrap_or_default(),
            said: belief.text_in("said"),
            signals: evidence.iter().filter_map(|held| held.text_in("signal")).collect(),
        }
    }

    /// The visitor says which persona he is, or takes it back.
    pub fn say(&self, persona: Option<&str>) {
        self.ask("persona", &persona.map_or(JsValue::NULL, JsValue::from_str));
    }

    /// Something happened that the config may wait for.
    pub fn event(&self, name: &str) {
        self.ask("event", &name.into());
    }

    /// It did not happen after all.
    pub fn take_back(&self, event: &str) {
        self.remove(|it, _| {
            let name = it.get("event").and_then(|it| it.text_in("name"));
            name.as_deref() == Some(event)
        });
    }

    /// Everything is forgotten.
    pub fn forget(&self) {
        self.ask("forget", &JsValue::UNDEFINED);
    }

    /// Pauses or goes on.
    pub fn pause(&self, pause: bool) {
        self.ask("pause", &pause.into());
    }

    /// Whether nothing new is noticed.
    pub fn is_paused(&self) -> bool {
        self.ask("pause", &JsValue::UNDEFINED).is_truthy()
    }

    /// The journal without the events for which this holds.
    pub fn remove(&self, which: impl Fn(&Js, usize) -> bool) {
        let left = Array::new();
        for (place, event) in self.journal().into_iter().enumerate() {
            if !which(&event, place) {
                left.push(&event.0);
            }
        }
        self.ask("journal", &left);
    }

    /// Puts further events into the journal.
    pub fn add(&self, events: &[Js]) {
        let all = Array::new();
        for event in self.journal().iter().chain(events) {
            all.push(&event.0);
        }
        self.ask("journal", &all);
    }

    /// The offer was not dismissed after all.
    pub fn undo_dismissal(&self, offer: &str) {
        self.remove(|event, _| {
            let dismissed = event.get("dismissal").and_then(|it| it.text_in("offer"));
            dismissed.as_deref() == Some(offer)
        });
    }

    fn ask(&self, what: &str, given: &JsValue) -> JsValue {
        ask(&self.0, what, given)
    }
}

/// The likeliest of these, if it is likely enough to be said.
fn likeliest(belief: &Js, key: &str) -> Option<(String, f64)> {
    let shares = belief.get(key)?;
    let mut best = None;
    let mut most = GUESS;
    for id in shares.keys() {
        let share = shares.number_in(&id).unwrap_or_default();
        if share >= most {
            most = share;
            best = Some(id);
        }
    }
    Some((best?, most))
}

//! One version of a config that has no errors: what it makes of a walk, and what it offers to whom.

use super::events::read;
use crate::check::{Checked, Strangers, serving};
use crate::engine::frame::Frames;
use crate::engine::json::{self, Writer};
use crate::engine::phrases::Phrases;
use crate::engine::time::Millis;
use crate::engine::{Engine, Journal, Plan, form, view};
use std::cell::OnceCell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// A config that can be asked.
#[wasm_bindgen]
pub struct Version {
    plan: Arc<Plan>,
    frames: Frames,
    strangers: OnceCell<Option<Strangers>>,
}

#[wasm_bindgen]
impl Version {
    /// Reads a text, for a page in this language (empty: the config's own); nothing where it has errors.
    pub fn of(text: &str, language: &str) -> Option<Version> {
        let mut plan = Checked::read(text).plan?;
        if !language.is_empty() {
            language.clone_into(&mut plan.language);
            plan.phrases = Phrases::spoken(&[language, &plan.config.locale]);
        }
        let frames = Frames::of(&plan);
        Some(Version { plan: Arc::new(plan), frames, strangers: OnceCell::new() })
    }

    /// All that is concluded and offered `now` (milliseconds since 1970) after these events, a JSON list. The fields of a line
    /// of `cairn replay`; `shown`, the slate as a panel takes it; `ranking`, all offers that may be shown, in the order in
    /// which they would come onto a slate with room for all.
    pub fn moment(&self, events: &str, now: f64, seed: f64) -> String {
        let (now, seed) = (now as Millis, seed as u64);
        let engine = self.engine(events, now);
        let (belief, slate) = engine.answer(now, seed);
        let (plan, events) = (&*self.plan, engine.journal().events());
        json::object(|json| {
            self.frames.line(json, plan, events, &belief, &slate);
            json.key("shown").raw(&view::slate(plan, events, &slate));
            json.key("ranking").list(engine.ranking(now), |json, (offer, fit)| {
                json.map(|json| {
                    json.key("offer").text(&plan.config.offers[offer].id);
                    json.key("fit").number(fit);
                });
            });
        })
    }

    /// What was concluded when each of these events happened: a JSON list of `{ personas, journeys, stages, movement }`, as
    /// many as there are events.
    pub fn course(&self, events: &str) -> String {
        let mut engine = Engine::new(Arc::clone(&self.plan), Journal::default());
        engine.live = true;
        let mut json = Writer::default();
        json.list(read(events), |json, event| {
            let at = event.at;
            engine.observe(event);
            let belief = engine.belief(at);
            let places = &belief.places;
            json.map(|json| {
                form::shares(json, &self.plan, &belief.personas, &places.journeys, &places.stages);
                form::movement(json, &self.plan, &belief);
            });
        });
        json.finish()
    }

    /// How many offers serve each persona in each stage: a JSON list of rows, one a stage, with a number for each persona.
    pub fn table(&self) -> String {
        let (plan, mut json) = (&*self.plan, Writer::default());
        json.list(0..plan.stages.len(), |json, stage| {
            json.list(0..plan.config.personas.len(), |json, persona| {
                json.number(serving(plan, Some(persona), Some(stage)).len() as f64);
            });
        });
        json.finish()
    }

    /// What is offered to a stranger who surely is of this persona, surely in this stage (ids; of the empty one it is not
    /// known): a JSON list as the slate of [`Version::moment`].
    pub fn cell(&self, persona: &str, stage: &str) -> String {
        let plan = &*self.plan;
        let (persona, stage) = self.positions(persona, stage);
        let strangers = self.strangers.get_or_init(|| Strangers::of(plan));
        let slate = strangers.as_ref().map(|strangers| strangers.slate(persona, stage));
        json::object(|json| {
            if let Some(slate) = slate {
                json.key("slate").list(&slate.picks, |json, pick| {
                    json.map(|json| {
                        form::pick(json, plan, pick.offer, pick.fit, pick.propensity);
                        pick.write_because(json, plan, &[]);
                    });
                });
            }
        })
    }

    /// The offers that serve a persona in a stage (ids; of the empty one it is not known): a JSON list of their ids.
    pub fn serving(&self, persona: &str, stage: &str) -> String {
        let (persona, stage) = self.positions(persona, stage);
        let mut json = Writer::default();
        json.list(serving(&self.plan, persona, stage), |json, offer| {
            json.text(&self.plan.config.offers[offer].id);
        });
        json.finish()
    }

    fn positions(&self, persona: &str, stage: &str) -> (Option<usize>, Option<usize>) {
        let persona = self.plan.config.personas.iter().position(|it| it.id == persona);
        (persona, self.plan.stages.iter().position(|it| it.id == stage))
    }

    fn engine(&self, events: &str, now: Millis) -> Engine {
        let mut engine = Engine::new(Arc::clone(&self.plan), Journal::default());
        // The page of the last view is open, as in a browser.
        engine.live = true;
        for event in read(events) {
            engine.observe(event);
        }
        engine.keep(self.plan.config.privacy.keep_days, now);
        engine
    }
}

//! One version of a config that has no errors: what it makes of a walk, and what it offers to whom.

use super::events::read;
use crate::check::{Checked, Strangers, serving};
use crate::engine::frame::{self, Frames};
use crate::engine::json::{self, Writer};
use crate::engine::phrases::Phrases;
use crate::engine::time::Millis;
use crate::engine::{Engine, Journal, Plan, form, view};
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// A config that can be asked.
#[wasm_bindgen]
pub struct Version {
    plan: Arc<Plan>,
    frames: Frames,
    strangers: OnceCell<Option<Strangers>>,
    /// The walk that was asked about last: mostly one step more is asked about next.
    walked: RefCell<Option<Walked>>,
}

/// The events of a walk, as their list begins, and what they come to.
struct Walked {
    list: String,
    engine: Engine,
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
        let (strangers, walked) = (OnceCell::new(), RefCell::default());
        Some(Version { plan: Arc::new(plan), frames, strangers, walked })
    }

    /// All that is concluded and offered `now` (milliseconds since 1970) after these events, a JSON list. The fields of a line
    /// of `cairn replay`, and `shown`, the slate as a panel takes it.
    pub fn moment(&self, events: &str, now: f64, seed: f64) -> String {
        let (now, seed) = (now as Millis, seed as u64);
        self.ask(events, now, |engine| {
            let (belief, slate) = engine.answer(now, seed);
            let (plan, journal) = (&*self.plan, engine.journal().events());
            json::object(|json| {
                let mut line = Vec::new();
                self.frames.line(
                    &mut line,
                    &mut frame::Room::default(),
                    plan,
                    journal,
                    &belief,
                    &slate,
                );
                json.raw(&String::from_utf8(line).unwrap_or_default());
                json.key("shown").raw(&view::slate(plan, journal, &slate));
            })
        })
    }

    /// The first `most` of the offers that may be shown `now` (milliseconds since 1970) after these events, in the order in which
    /// they would come onto a slate with room for all: a JSON list of `{ offer, fit }`. All of hundreds take longer than a moment.
    pub fn ranking(&self, events: &str, now: f64, most: usize) -> String {
        let now = now as Millis;
        let mut json = Writer::default();
        json.list(
            self.ask(events, now, |engine| engine.ranking(now, most)),
            |json, (offer, fit)| {
                json.map(|json| {
                    json.key("offer").text(&self.plan.config.offers[offer].id);
                    json.key("fit").number(fit);
                });
            },
        );
        json.finish()
    }

    /// What is concluded at each step of a walk: a JSON list of `{ personas, journeys, stages, movement }`. `steps` says of each
    /// how many of the events it adds, and when it is looked at (milliseconds since 1970): two numbers a step.
    pub fn course(&self, events: &str, steps: &[f64]) -> String {
        let (mut engine, mut events) = (self.nobody(), read(events).into_iter());
        let mut json = Writer::default();
        json.list(steps.chunks_exact(2), |json, step| {
            let now = step[1] as Millis;
            for event in events.by_ref().take(step[0] as usize) {
                engine.observe(event);
            }
            engine.keep(self.plan.config.privacy.keep_days, now);
            let belief = engine.belief(now);
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

    /// Asks the engine of who has done all that stands in this list, and keeps it for the next question.
    fn ask<T>(&self, events: &str, now: Millis, question: impl FnOnce(&Engine) -> T) -> T {
        let Walked { list, mut engine } = self.walk(events);
        let before = engine.journal().events().len();
        engine.keep(self.plan.config.privacy.keep_days, now);
        let answer = question(&engine);
        // A time before this one may be asked about next, with what is forgotten by now.
        let is_whole = engine.journal().events().len() == before;
        self.walked.replace(is_whole.then_some(Walked { list, engine }));
        answer
    }

    /// Who has done all that stands in this list, a JSON list of events.
    fn walk(&self, events: &str) -> Walked {
        let list = events.trim_end().strip_suffix(']').unwrap_or_default();
        let further = |walked: &Walked| {
            let more = list.strip_prefix(walked.list.as_str())?;
            more.is_empty().then_some("").or_else(|| more.strip_prefix(','))
        };
        let held = self.walked.take().and_then(|held| further(&held).map(|more| (held, more)));
        let (mut engine, more) = match held {
            Some((held, more)) => (held.engine, format!("[{more}]")),
            None => (self.nobody(), events.to_string()),
        };
        for event in read(&more) {
            engine.observe(event);
        }
        Walked { list: list.to_string(), engine }
    }

    /// Who has done nothing yet.
    fn nobody(&self) -> Engine {
        let mut engine = Engine::new(Arc::clone(&self.plan), Journal::default());
        // The page of the last view is open, as in a browser.
        engine.live = true;
        engine
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = r#"{"version":1,"personas":[{"id":"it"},{"id":"finance"}],"offers":[{"id":"a","title":"A","url":"/a"}],
        "signals":[{"id":"docs","when":{"path":"/docs/**"},"persona":{"it":"strong"},"stage":{"evaluation":"likely"}},
            {"id":"money","when":{"search":["budget"]},"persona":{"finance":"strong"}}],"privacy":{"keepDays":30}}"#;
    const START: i64 = 1_790_000_000_000;

    fn event(day: i64, what: &str) -> String {
        format!(r#"{{"at":"{}",{what}}}"#, crate::engine::time::format(START + day * 86_400_000))
    }

    fn list(events: &[String]) -> String {
        format!("[{}]", events.join(","))
    }

    #[test]
    fn step_by_step_forth_and_back_the_same_is_concluded_as_by_somebody_who_never_asked_before() {
        let docs = r#""page":{"url":"https://a.example/docs/x","engaged":60}"#;
        let money = r#""search":{"query":"budget"}"#;
        let events = [event(0, docs), event(1, money), event(20, docs), event(50, money)];
        let version = Version::of(CONFIG, "").unwrap();
        let at = |day: i64| (START + day * 86_400_000) as f64;
        // Forth, with silences in which the first events are forgotten; back; another way; nothing at all.
        for (count, day) in
            [(1, 0), (2, 1), (2, 29), (2, 45), (2, 1), (3, 20), (4, 50), (1, 0), (0, 0), (4, 50)]
        {
            let asked = list(&events[..count]);
            let fresh = Version::of(CONFIG, "").unwrap().moment(&asked, at(day), 1.0);
            assert_eq!(version.moment(&asked, at(day), 1.0), fresh, "{count} events on day {day}");
        }
        let other = list(&[events[1].clone(), events[0].clone()]);
        let fresh = Version::of(CONFIG, "").unwrap().moment(&other, at(2), 1.0);
        assert_eq!(version.moment(&other, at(2), 1.0), fresh);
    }

    #[test]
    fn a_ranking_begins_as_the_slate_does_and_a_part_of_it_as_the_whole() {
        let offers: Vec<String> = (0..9)
            .map(|at| {
                let personas = ["it", "finance", "it"][at % 3];
                format!(r#"{{"id":"o{at}","title":"O","url":"/o{at}","personas":["{personas}"]}}"#)
            })
            .collect();
        let a = r#"{"id":"a","title":"A","url":"/a"}"#;
        let text = CONFIG
            .replace(a, &offers.join(","))
            .replace(r#""version":1"#, r#""version":1,"panel":{"explore":0,"slots":4}"#);
        let version = Version::of(&text, "").unwrap();
        let events = list(&[event(0, r#""page":{"url":"https://a.example/docs/x","engaged":60}"#)]);
        let now = START as f64;
        let ids = |json: &str| -> Vec<String> {
            json.split(r#""offer":""#).skip(1).map(|it| it[..2].to_owned()).collect()
        };
        let whole = ids(&version.ranking(&events, now, 100));
        assert_eq!(whole.len(), 9);
        assert_eq!(ids(&version.ranking(&events, now, 6)), whole[..6]);
        let moment = version.moment(&events, now, 1.0);
        let slate =
            &moment[moment.find(r#""slate":"#).unwrap()..moment.find(r#""shown":"#).unwrap()];
        assert_eq!(ids(slate), whole[..4]);
    }

    #[test]
    fn a_course_tells_of_each_step_what_its_moment_does() {
        let docs = r#""page":{"url":"https://a.example/docs/x","engaged":60}"#;
        let events = [event(0, docs), event(1, docs), event(40, docs)];
        let version = Version::of(CONFIG, "").unwrap();
        let at = |day: i64| (START + day * 86_400_000) as f64;
        // A silence adds no event.
        let steps = [1.0, at(0), 1.0, at(1), 0.0, at(20), 1.0, at(40)];
        let course = version.course(&list(&events), &steps);
        let told: Vec<&str> = course.split(r#""personas":"#).skip(1).collect();
        assert_eq!(told.len(), 4);
        for (step, (count, day)) in [(1, 0), (2, 1), (2, 20), (3, 40)].into_iter().enumerate() {
            let moment = version.moment(&list(&events[..count]), at(day), 1.0);
            let shares = told[step].trim_end_matches(['}', ',', '{', ']']);
            assert!(moment.contains(shares), "{moment} {shares}");
        }
    }
}

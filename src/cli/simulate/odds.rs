//! How much more often visitors of each persona and stage do something, as the config's strengths say.

use crate::engine::Plan;
use crate::engine::signal::{self, Moment};

/// Log odds of one act for each persona ("other" last) and each stage.
#[derive(Clone, Debug)]
pub struct Odds {
    personas: Vec<f64>,
    stages: Vec<f64>,
}

impl Odds {
    /// The same for everybody.
    pub fn even(plan: &Plan) -> Self {
        Odds {
            personas: vec![0.0; plan.config.personas.len() + 1],
            stages: vec![0.0; plan.stages.len()],
        }
    }

    /// Takes in what a signal says. Where several speak of one act, as `/docs/**` and `/docs/sso` of one page, the
    /// loudest says how often it is done: each of them tells of the same visits.
    pub fn hear(&mut self, plan: &Plan, signal: usize) {
        let said = &plan.suggestions[signal];
        for (persona, ratio) in &said.personas {
            louder(&mut self.personas[*persona], *ratio);
        }
        for (stage, ratio) in &said.stages {
            louder(&mut self.stages[*stage], *ratio);
        }
        for (journey, ratio) in &said.journeys {
            for stage in plan.journeys[*journey].stages.clone() {
                louder(&mut self.stages[stage], *ratio);
            }
        }
    }

    /// Takes in what all signals say that fire at this moment; says whether this one, if any, was among them.
    pub fn hear_all(&mut self, plan: &Plan, moment: &Moment, wanted: Option<usize>) -> bool {
        let mut heard = false;
        for (signal, rule) in plan.config.signals.iter().enumerate() {
            if signal::fires(&rule.when, plan.kinds[signal], moment) {
                self.hear(plan, signal);
                heard |= wanted == Some(signal);
            }
        }
        heard
    }

    /// The odds for a visitor of this persona in this stage; 1 for those of whom nothing is said.
    pub fn of(&self, persona: usize, stage: usize) -> f64 {
        (self.personas[persona] + self.stages[stage]).exp()
    }
}

fn louder(held: &mut f64, ratio: f64) {
    if ratio.abs() > held.abs() {
        *held = ratio;
    }
}

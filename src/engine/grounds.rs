//! From what was concluded: for every persona and stage, how much each signal speaks for or against it.

use super::Belief;
use super::evidence::Held;
use super::plan::Plan;

/// All that speaks for or against each persona and stage.
#[derive(Debug)]
pub struct Grounds<'b> {
    plan: &'b Plan,
    belief: &'b Belief,
    /// For each stage the sum of weight · |log LR|.
    stages: Vec<f64>,
}

impl<'b> Grounds<'b> {
    /// The grounds of a belief.
    pub fn of(plan: &'b Plan, belief: &'b Belief) -> Self {
        let mut stages = vec![0.0; plan.stages.len()];
        for held in &belief.evidence {
            for (stage, ratio) in &plan.suggestions[held.signal].stages {
                stages[*stage] += (held.weight * ratio).abs();
            }
        }
        Grounds { plan, belief, stages }
    }

    /// A signal's weight, its share of all that speaks for (above 0) or against (below) each persona that it suggests, and the
    /// same for each stage that it suggests.
    pub fn numbers(&self, held: &'b Held) -> impl Iterator<Item = f64> {
        let suggestion = &self.plan.suggestions[held.signal];
        let persona = |(persona, ratio): &(usize, f64)| {
            let voices = &self.belief.voices[*persona];
            share(voices.part(held.weight, *ratio), voices.loudness())
        };
        let stage = |(stage, ratio): &(usize, f64)| share(held.weight * ratio, self.stages[*stage]);
        let weight = std::iter::once(held.weight);
        weight
            .chain(suggestion.personas.iter().map(persona))
            .chain(suggestion.stages.iter().map(stage))
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

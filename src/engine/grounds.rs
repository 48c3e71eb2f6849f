//! From what was concluded: for every persona and stage, how much each signal speaks for or against it.

use super::Belief;
use super::evidence::Held;
use super::plan::Plan;

/// All that speaks for or against each persona and stage.
#[derive(Debug)]
pub struct Grounds<'b> {
    plan: &'b Plan,
    belief: &'b Belief,
    /// For each stage, and after them for each journey as a whole, the sum of weight · |log LR|.
    sums: &'b [f64],
}

impl<'b> Grounds<'b> {
    /// The grounds of a belief, in memory that is there.
    pub fn of(plan: &'b Plan, belief: &'b Belief, sums: &'b mut Vec<f64>) -> Self {
        sums.clear();
        sums.resize(plan.stages.len() + plan.journeys.len(), 0.0);
        for held in &belief.evidence {
            let suggestion = &plan.suggestions[held.signal];
            for (it, ratio) in &suggestion.stages {
                sums[*it] += (held.weight * ratio).abs();
            }
            for (it, ratio) in &suggestion.journeys {
                sums[plan.stages.len() + it] += (held.weight * ratio).abs();
            }
        }
        Grounds { plan, belief, sums }
    }

    /// Tells a signal's weight, its share of all that speaks for (above 0) or against (below) each persona that it suggests,
    /// and the same for each stage and each journey that it suggests.
    pub fn numbers(&self, held: &Held, mut tell: impl FnMut(f64)) {
        let suggestion = &self.plan.suggestions[held.signal];
        tell(held.weight);
        for (persona, ratio) in &suggestion.personas {
            let voices = &self.belief.voices[*persona];
            tell(share(voices.part(held.weight, *ratio), voices.loudness()));
        }
        for (stage, ratio) in &suggestion.stages {
            tell(share(held.weight * ratio, self.sums[*stage]));
        }
        for (journey, ratio) in &suggestion.journeys {
            tell(share(held.weight * ratio, self.sums[self.plan.stages.len() + journey]));
        }
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

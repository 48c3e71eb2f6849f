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
    /// The same for each journey, of what speaks for the journey as a whole.
    journeys: Vec<f64>,
}

impl<'b> Grounds<'b> {
    /// The grounds of a belief.
    pub fn of(plan: &'b Plan, belief: &'b Belief) -> Self {
        let mut stages = vec![0.0; plan.stages.len()];
        let mut journeys = vec![0.0; plan.journeys.len()];
        for held in &belief.evidence {
            let suggestion = &plan.suggestions[held.signal];
            for (sums, ratios) in
                [(&mut stages, &suggestion.stages), (&mut journeys, &suggestion.journeys)]
            {
                for (it, ratio) in ratios {
                    sums[*it] += (held.weight * ratio).abs();
                }
            }
        }
        Grounds { plan, belief, stages, journeys }
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
            tell(share(held.weight * ratio, self.stages[*stage]));
        }
        for (journey, ratio) in &suggestion.journeys {
            tell(share(held.weight * ratio, self.journeys[*journey]));
        }
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

//! From what was concluded: for every persona and stage, how much each signal speaks for or against it.

use super::Belief;
use super::evidence::Held;
use super::plan::Plan;

/// All that speaks for or against each persona and stage, as sums of absolute log evidence.
#[derive(Debug)]
pub struct Grounds<'b> {
    plan: &'b Plan,
    belief: &'b Belief,
    personas: Vec<f64>,
    stages: Vec<f64>,
}

impl<'b> Grounds<'b> {
    /// The grounds of a belief.
    pub fn of(plan: &'b Plan, belief: &'b Belief) -> Self {
        let personas = vec![0.0; plan.config.personas.len()];
        let stages = vec![0.0; plan.stages.len()];
        let mut grounds = Grounds { plan, belief, personas, stages };
        for held in &belief.evidence {
            let suggestion = &plan.suggestions[held.signal];
            for (persona, ratio) in &suggestion.personas {
                grounds.personas[*persona] += grounds.for_persona(held, *persona, *ratio).abs();
            }
            for (stage, ratio) in &suggestion.stages {
                grounds.stages[*stage] += (held.strength * ratio).abs();
            }
        }
        grounds
    }

    /// A signal's share of all that speaks for (above 0) or against (below) each persona that it says something of.
    pub fn personas(&self, held: &'b Held) -> impl Iterator<Item = (usize, f64)> {
        let pairs = &self.plan.suggestions[held.signal].personas;
        pairs.iter().map(|(persona, ratio)| {
            (*persona, share(self.for_persona(held, *persona, *ratio), self.personas[*persona]))
        })
    }

    /// [`Grounds::personas`] for stages.
    pub fn stages(&self, held: &'b Held) -> impl Iterator<Item = (usize, f64)> {
        let pairs = &self.plan.suggestions[held.signal].stages;
        pairs
            .iter()
            .map(|(stage, ratio)| (*stage, share(held.strength * ratio, self.stages[*stage])))
    }

    fn for_persona(&self, held: &Held, persona: usize, ratio: f64) -> f64 {
        self.belief.roles.counted(persona, held.strength * ratio)
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
